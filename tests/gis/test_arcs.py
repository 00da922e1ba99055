"""Arcs of drawings: what is one arc, who lies beside it, and that nothing is lost on the way there and back."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.arcs import FARTHEST, OUTSIDE, Arcs, arcs_of, polygons_of
from gis.errors import NotACoverage
from layers.sample.base import read_base
from tests.gis.drawing import drawn, pictures

CUSHION = "aaa aba aaa"
CHECKERBOARD = "abab baba abab"


def units(polygons):
    """Longitude and latitude in lattice units."""
    return shapely.transform(np.asarray(polygons, dtype=object), lambda xy: np.rint(xy * 1e7))


def arcs_in(picture):
    return arcs_of(units(drawn(picture).polygons))


def sides(arcs):
    """The pairs of cells beside the arcs, as letters; a dot outside."""
    letters = "abcdefgh."
    return sorted(letters[left] + letters[right] for left, right in zip(arcs.left, arcs.right, strict=True))


def runs(arcs):
    """The vertices of each arc."""
    return [arcs.coordinates[begin:end].tolist() for begin, end in pairwise(arcs.offsets)]


def are_identical(one, other):
    return all(np.array_equal(getattr(one, part), getattr(other, part)) for part in Arcs.__dataclass_fields__)


def same_land(polygons):
    """Polygons up to the order of their rings and parts, and where these begin."""
    return shapely.normalize(shapely.remove_repeated_points(polygons))


@pytest.fixture(scope="module")
def town():
    return units(read_base().grids.sort_values("code").geometry.values)


def test_two_cells_have_one_arc_between_them_and_one_each_to_the_outside():
    assert sides(arcs_in("ab")) == ["a.", "ab", "b."]


def test_an_arc_goes_on_round_corners_until_a_third_cell_begins():
    assert sides(arcs_in("aab acb")) == ["a.", "ab", "ac", "b.", "bc", "c."]


def test_cells_that_meet_twice_have_two_arcs_between_them():
    assert sides(arcs_in("aa bc aa")).count("ab") == 2


def test_a_cell_alone_is_one_arc_closed_at_its_lowest_vertex():
    (run,) = runs(arcs_in("a"))

    assert run[0] == run[-1] == min(run)


def test_a_cell_inside_another_is_one_arc_of_both():
    arcs = arcs_in(CUSHION)

    assert sides(arcs) == ["a.", "ab"]
    assert all(run[0] == run[-1] == min(run) for run in runs(arcs))


def test_an_enclave_has_nobody_inside():
    assert sides(arcs_in("aaa a.a aaa")) == ["a.", "a."]


def test_corners_where_cells_only_touch_are_junctions():
    arcs = arcs_in("ab ba")
    ends = {tuple(run[0]) for run in runs(arcs)} | {tuple(run[-1]) for run in runs(arcs)}

    assert sides(arcs) == ["a.", "a.", "ab", "ab", "ab", "ab", "b.", "b."]
    assert len(ends) == 5


def test_the_lower_cell_lies_on_the_left():
    arcs = arcs_in("ba")
    border = runs(arcs)[sides(arcs).index("ab")]

    assert (arcs.left < arcs.right)[arcs.right != OUTSIDE].all()
    assert border[0][1] > border[-1][1], "a lies in the east, so the border runs south"


@given(pictures, st.randoms(use_true_random=False))
def test_the_same_coverage_has_the_same_arcs_however_its_rings_are_written(picture, random):
    def rewritten(ring):
        xy = shapely.get_coordinates(ring)[:-1]
        xy = np.roll(xy, random.randrange(len(xy)), axis=0)[:: random.choice([-1, 1])]
        return shapely.linearrings(xy)

    def shuffled(cell):
        parts = [
            shapely.Polygon(rewritten(part.exterior), [rewritten(hole) for hole in part.interiors])
            for part in shapely.get_parts(cell)
        ]
        return shapely.multipolygons(random.sample(parts, len(parts)))

    cells = units(drawn(picture).polygons)

    assert are_identical(arcs_of(cells), arcs_of([shuffled(cell) for cell in cells]))


@given(pictures)
def test_every_edge_lies_on_one_arc_only(picture):
    edges = [frozenset(map(tuple, edge)) for run in runs(arcs_in(picture)) for edge in pairwise(run)]

    assert len(edges) == len(set(edges))


@given(
    st.one_of(
        pictures, st.sampled_from([CUSHION, CHECKERBOARD, ".a. a.a .a.", "aaa ab. aaa", "aaaaa a.b.a aaaaa"])
    )
)
def test_cells_come_back_from_their_arcs(picture):
    cells = units(drawn(picture).polygons)

    assert shapely.equals_identical(same_land(polygons_of(arcs_of(cells))), same_land(cells)).all()


def test_the_town_comes_back_from_its_arcs(town):
    arcs = arcs_of(town)

    assert shapely.equals_identical(same_land(polygons_of(arcs)), same_land(town)).all()
    assert len(arcs.coordinates) < shapely.get_num_coordinates(town).sum() * 0.7


def test_arcs_that_enclose_no_land_are_refused():
    whole = arcs_in("ab")
    open_ = replace(whole, coordinates=whole.coordinates + np.arange(len(whole.coordinates))[:, None])

    with pytest.raises(NotACoverage) as refusal:
        polygons_of(open_)

    assert (refusal.value.reason, refusal.value.cells) == ("unmatched", ("0", "1"))


def test_where_there_is_no_cell_there_is_no_arc():
    assert len(arcs_of([])) == len(polygons_of(arcs_of([]))) == 0


def test_repeated_vertices_and_heights_are_left_out():
    plain = shapely.box(0, 0, 4, 3)
    high = shapely.Polygon([(x, y, 7) for x, y in plain.exterior.coords for _ in range(2)])

    assert are_identical(arcs_of([plain]), arcs_of([high]))


def test_a_border_that_two_cells_draw_differently_is_a_border_to_the_outside_of_each():
    west, east = shapely.box(0, 0, 1, 2), shapely.Polygon([(1, 0), (2, 0), (2, 2), (1, 2), (1, 1)])

    assert set(sides(arcs_of([west, east]))) == {"a.", "b."}


def test_a_cell_may_have_a_hundred_thousand_vertices():
    turn = np.linspace(0, 2 * np.pi, 100_000, endpoint=False)
    round_ = shapely.Polygon(np.rint(1e8 * np.column_stack([np.cos(turn), np.sin(turn)])))

    assert len(arcs_of([round_]).coordinates) == 100_001


def test_cells_may_reach_to_the_ends_of_the_earth():
    lon, lat = FARTHEST
    halves = [shapely.box(-lon, -lat, 0, lat), shapely.box(0, -lat, lon, lat)]

    assert sides(arcs_of(halves)) == ["a.", "ab", "b."]
    assert shapely.equals(polygons_of(arcs_of(halves)), halves).all()


@pytest.mark.parametrize(
    ("reason", "wrong"),
    [
        ("no_polygon", None),
        ("no_polygon", shapely.Polygon()),
        ("no_polygon", shapely.LineString([(0, 0), (1, 1)])),
        ("no_polygon", shapely.GeometryCollection([shapely.box(5, 0, 6, 1)])),
        ("off_lattice", shapely.box(5, 0, 6, 0.5)),
        ("off_lattice", shapely.box(5, 0, 2_000_000_000, 1)),
        ("invalid", shapely.Polygon([(5, 0), (7, 2), (7, 0), (5, 2)])),
        ("invalid", shapely.MultiPolygon([shapely.box(5, 0, 7, 2), shapely.box(6, 0, 8, 2)])),
    ],
)
def test_what_is_no_cell_is_refused_by_its_row(reason, wrong):
    with pytest.raises(NotACoverage) as refusal:
        arcs_of([shapely.box(0, 0, 1, 1), wrong])

    assert (refusal.value.reason, refusal.value.cells) == (reason, ("1",))


@pytest.mark.parametrize("number", [np.nan, np.inf, -np.inf])
def test_a_coordinate_that_is_no_number_is_refused(number):
    with np.errstate(invalid="ignore"):
        wrong = shapely.Polygon([(5, 0), (number, 0), (6, 1)])

    with pytest.raises(NotACoverage, match="off_lattice"):
        arcs_of([wrong])


def test_an_edge_of_three_cells_is_refused():
    cells = [shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1), shapely.Polygon([(1, 0), (3, 2), (1, 1)])]

    with pytest.raises(NotACoverage) as refusal:
        arcs_of(cells)

    assert (refusal.value.reason, refusal.value.cells) == ("unmatched", ("1", "2"))


def test_the_same_cell_twice_is_refused():
    with pytest.raises(NotACoverage, match="unmatched"):
        arcs_of([shapely.box(0, 0, 1, 1)] * 2)
