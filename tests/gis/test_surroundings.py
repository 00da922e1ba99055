"""The way to the own edge and to the next cell, against the slow way: every edge of every cell."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.crs import project
from gis.locate import Locator
from gis.surroundings import SAME_DISTANCE_M, Surroundings
from tests.gis.drawing import CRS, corner, drawn

with_gaps = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.text("abcd.", min_size=width, max_size=width), min_size=1, max_size=4).map(
        " ".join
    )
)
places = st.lists(
    st.tuples(*[st.one_of(st.integers(-1, 5), st.floats(-1, 5), st.sampled_from([0.5, 1.5]))] * 2),
    min_size=1,
    max_size=12,
)


def slowly(cells, xy, own):
    """Measure every position against every cell: rows of positions, columns of cells."""
    places, rows = shapely.points(xy), np.arange(len(xy))
    edge_m = np.where(own < 0, np.inf, shapely.distance(places, shapely.boundary(cells)[own]))
    away_m = shapely.distance(places[:, None], cells[None, :])
    away_m[rows[own >= 0], own[own >= 0]] = np.inf
    least_m = away_m.min(axis=1)
    first = (away_m <= least_m[:, None] + SAME_DISTANCE_M).argmax(axis=1)
    return edge_m, np.where(np.isinf(least_m), -1, first), least_m


def assert_same(found, expected):
    edge_m, cell, cell_m = expected
    assert found.cell.tolist() == cell.tolist()
    assert found.edge_m == pytest.approx(edge_m, abs=1e-8)
    assert found.cell_m == pytest.approx(cell_m, abs=1e-8)


def in_metres(polygons):
    return project(polygons, CRS)


def scattered(cells, count, seed=7):
    """Positions all over the cells and a little outside, in their plane."""
    west, south, east, north = shapely.total_bounds(cells)
    grown = 0.2 * (east - west)
    rng = np.random.default_rng(seed)
    return rng.uniform((west - grown, south - grown), (east + grown, north + grown), (count, 2))


def nobody(count):
    return np.full(count, -1)


drawings = with_gaps.filter(lambda picture: set(picture) - {".", " "})


@given(drawings, places)
def test_edge_and_next_cell_are_those_that_the_slow_way_finds(picture, squares):
    cells = in_metres(drawn(picture).polygons)
    xy = shapely.get_coordinates(in_metres(shapely.points([corner(x, y) for x, y in squares])))
    own = Locator(cells).locate(xy)

    found = Surroundings(cells).of(xy, own)

    assert_same(found, slowly(cells, xy, own))


@given(drawings, places, st.randoms(use_true_random=False))
def test_they_are_found_whatever_the_own_cell_is_taken_to_be(picture, squares, random):
    cells = in_metres(drawn(picture).polygons)
    xy = shapely.get_coordinates(in_metres(shapely.points([corner(x, y) for x, y in squares])))
    own = np.array([random.randrange(-1, len(cells)) for _ in xy])

    assert_same(Surroundings(cells).of(xy, own), slowly(cells, xy, own))


@pytest.mark.parametrize("picture", ["aab acb", "ab.c dd.c", "aaaa abba acba aaaa", "a"])
def test_boxes_that_are_cut_for_many_positions_forget_nothing(picture):
    cells = shapely.segmentize(in_metres(drawn(picture).polygons), 7.0)
    xy = scattered(cells, 3_000)
    own = Locator(cells).locate(xy)

    found = Surroundings(cells).of(xy, own)

    assert_same(found, slowly(cells, xy, own))


def test_overlapping_cells_keep_their_own_distances():
    cells = np.array([shapely.box(west, 0, west + 100, 100) for west in range(0, 100, 5)])
    xy = scattered(cells, 2_000)
    own = Locator(cells).locate(xy)

    found = Surroundings(cells).of(xy, own)

    assert_same(found, slowly(cells, xy, own))


def test_the_middle_of_a_round_cell_is_as_far_from_every_edge():
    """Nothing can be forgotten there: all of 100,000 edges are equally near."""
    cells = np.array([shapely.Point(0, 0).buffer(500, quad_segs=25_000), shapely.box(600, 0, 700, 100)])
    xy = np.vstack([np.zeros((20, 2)), scattered(cells, 20)])
    own = Locator(cells).locate(xy)

    found = Surroundings(cells).of(xy, own)

    assert_same(found, slowly(cells, xy, own))


def test_many_positions_in_one_place_end_the_cutting():
    cells = in_metres(drawn("abcd dcba").polygons)
    xy = np.repeat(shapely.get_coordinates(shapely.centroid(cells[:1])), 500, axis=0)
    own = np.zeros(len(xy), dtype=int)

    found = Surroundings(cells).of(xy, own)

    assert_same(found, slowly(cells, xy, own))


def test_positions_far_off_are_as_near_as_they_are():
    cells = in_metres(drawn("ab").polygons)
    xy = scattered(cells, 50) + np.array([1e6, -3e6])

    found = Surroundings(cells).of(xy, nobody(50))

    assert_same(found, slowly(cells, xy, nobody(50)))


@pytest.mark.parametrize("cells", [[], [None], [shapely.Polygon()]])
def test_where_there_is_no_edge_there_is_nothing_round_a_position(cells):
    found = Surroundings(np.array(cells, dtype=object)).of(np.zeros((1, 2)), nobody(1))

    assert (found.edge_m[0], found.cell[0], found.cell_m[0]) == (np.inf, -1, np.inf)


def test_a_cell_of_no_length_is_where_it_is():
    point = shapely.Polygon([(3, 4), (3, 4), (3, 4), (3, 4)])

    found = Surroundings(np.array([point])).of(np.zeros((1, 2)), nobody(1))

    assert (found.cell[0], found.cell_m[0]) == (0, 5.0)
