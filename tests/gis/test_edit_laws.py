"""Random edits keep every law: of the sample town, and of small drawings where everything is close together."""

import numpy as np
import pytest
import shapely
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from gis.coverage import Coverage
from gis.edits import KINDS
from gis.errors import NotACoverage
from tests.gis.drawing import pictures
from tests.gis.edit_laws import make_random_edits, town
from tests.gis.squares import squares

EDITS = 250


@pytest.mark.parametrize("seed", range(8))
def test_random_edits_of_the_town_keep_every_law(seed):
    outcomes = make_random_edits(town(), seed, EDITS)
    assert sum(outcomes.values()) == EDITS
    assert sum(outcomes[kind] for kind in KINDS) > EDITS / 3


@settings(max_examples=60)
@given(pictures, st.integers(0, 10**6), st.integers(3, 60))
def test_random_edits_of_crowded_squares_keep_every_law(picture, seed, side):
    """Squares of a few units: lines pass through many pixels, and nodes have little room."""
    try:
        start = squares(picture, side=side)
    except NotACoverage:
        assume(False)
    make_random_edits(start, seed, 25)


@settings(max_examples=60)
@given(
    st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), min_size=4, max_size=16, unique=True),
    st.tuples(st.sampled_from([1, 3, 1000]), st.sampled_from([1, 2, 40])),
    st.integers(0, 10**6),
)
def test_random_edits_of_slivers_with_inlets_keep_every_law(places, stretch, seed):
    """Triangles, every fifth of which is nobody's: acute corners, enclaves and inlets narrower than a unit."""
    try:
        start = triangles(np.multiply(places, stretch))
    except NotACoverage:
        assume(False)
    outcomes = make_random_edits(start, seed, 15)
    assert sum(outcomes.values()) == 15


def triangles(xy):
    """Each triangle between places as a cell of its own."""
    found = shapely.get_parts(shapely.delaunay_triangles(shapely.MultiPoint(xy)))
    land = [triangle for number, triangle in enumerate(found) if number % 5 != 3]
    codes = [f"p{number:03}" for number in range(1, len(land) + 1)]
    assume(land)
    return Coverage.of(land, codes, "p" * len(land), enclaves=[shapely.box(-1, -1, *(xy.max(axis=0) + 1))])


def test_locked_cells_keep_their_land():
    free = town()
    locked = Coverage.of(free.polygons, free.codes, free.parents, locked=free.codes[::3])
    outcomes = make_random_edits(locked, 5, EDITS)
    assert outcomes["locked"] > EDITS / 10
