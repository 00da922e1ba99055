"""Edits of anything: a refusal with a reason, or a coverage that keeps every law; never anything else."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.coverage import Coverage
from gis.edits import KINDS, REASONS
from gis.errors import EditRefused
from tests.gis.edit_laws import assert_laws
from tests.gis.squares import squares

TOWN = squares("aabb aabb ccdd ccdd", parents={"c": "q", "d": "q"}, locked={"d"})

with np.errstate(invalid="ignore"):  # the NaN is meant
    NOWHERE = shapely.from_wkt("POLYGON ((0 0, 10 nan, 10 10, 0 0))")

numbers = st.one_of(st.floats(-60, 60), st.integers(-5, 45).map(float), st.floats())
closing = st.one_of(st.floats(-60, 60), st.integers(-5, 45).map(float), st.floats(allow_nan=False))
places = st.tuples(numbers, numbers)
lines = st.lists(places, max_size=8)
codes = st.sampled_from(["a", "b", "c", "d", "z", ""])


@st.composite
def shapes(draw):
    """Any kind of geometry over any coordinates: crossed, collapsed, far away, without end."""
    xy = draw(st.lists(st.tuples(closing, closing), min_size=3, max_size=9))
    ring, other = shapely.Polygon(xy), shapely.Polygon([xy[0], (7, 13), (31, 5)])
    hull = ring.convex_hull if np.isfinite(xy).all() else ring
    further = [
        shapely.MultiPolygon([ring, other]),
        shapely.GeometryCollection([ring]),
        shapely.LineString(xy),
        shapely.force_3d(ring, 5.0),
        shapely.Polygon(),
        None,
    ]
    return draw(st.sampled_from([ring, hull, NOWHERE, *further]))


ARGUMENTS = {
    "move_node": {"start": places, "end": places},
    "move_edge": {"ends": st.tuples(places, places), "by": places},
    "insert_node": {"at": places},
    "remove_node": {"at": places},
    "split": {"cell": codes, "line": lines},
    "merge": {"cells": st.lists(codes, max_size=4), "into": codes},
    "transfer": {"area": shapes(), "to": codes, "strays": st.sampled_from(["refuse", "join"])},
    "carve": {"area": shapes(), "parent": st.sampled_from(["p", "q", "new", ""])},
    "reshape": {"between": st.tuples(codes, codes), "line": lines},
    "simplify_border": {"between": st.tuples(codes, codes), "tolerance": numbers},
    "move_to_parent": {"cell": codes, "parent": st.sampled_from(["p", "q", "new", ""])},
}


def test_every_kind_of_edit_is_tried():
    assert ARGUMENTS.keys() == KINDS.keys()


def try_edit(kind, data):
    """Ask for an edit with arguments of any kind."""
    arguments = data.draw(st.fixed_dictionaries(ARGUMENTS[kind]))
    try:
        after, patch = KINDS[kind](TOWN, **arguments)
    except EditRefused as refused:
        assert refused.reason in REASONS
        assert refused.at is None or np.isfinite(refused.at).all()
    else:
        assert_laws(TOWN, after, patch)


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(max_examples=60)
@given(st.data())
def test_whatever_is_asked_for_is_done_right_or_refused(kind, data):
    try_edit(kind, data)


@pytest.mark.parametrize("vertices", [10_000, 100_000])
def test_a_cell_of_very_many_vertices_is_edited_like_any_other(vertices):
    turns = np.linspace(0, 2 * np.pi, vertices, endpoint=False)
    ring = np.rint(5_000_000 * np.column_stack([np.cos(turns), np.sin(turns)]))
    disc = shapely.Polygon(ring)
    around = shapely.box(-6_000_000, -6_000_000, 6_000_000, 6_000_000).difference(disc)
    before = Coverage.of([disc, around], ["a", "b"], ["p", "p"])
    after, patch = KINDS["split"](before, "a", [(-7_000_000, 1), (7_000_000, 2)])
    assert_laws(before, after, patch)
    after, patch = KINDS["transfer"](before, shapely.box(0, 4_000_000, 100_000, 5_500_000), "b")
    assert_laws(before, after, patch)
