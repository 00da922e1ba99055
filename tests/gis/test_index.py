"""The index: what it decides, and what it leaves open."""

import numpy as np
import shapely

from gis.location.crossings import UNDECIDED
from gis.location.index import indexed
from layers.sample.base import read_base
from tests.gis.drawing import corner, drawn


def test_what_is_off_the_edges_is_decided():
    index = indexed(drawn("ab").polygons)

    assert index.cells(np.array([corner(0.5, 0.5), corner(1.5, 0.5), corner(2.5, 0.5)])).tolist() == [
        0,
        1,
        -1,
    ]


def test_what_is_on_an_edge_or_hardly_beside_it_is_left_undecided():
    edge = np.array(corner(1, 0.3))
    beside = [edge, np.nextafter(edge, 0), np.nextafter(edge, 200)]

    assert indexed(drawn("ab").polygons).cells(np.array(beside)).tolist() == [UNDECIDED] * 3


def test_corners_are_known_by_heart():
    index = indexed(drawn("ab cd").polygons)

    assert index.corner_owners(np.array([corner(1, 1), corner(2, 1), corner(1, 0.5)])).tolist() == [
        0,
        1,
        UNDECIDED,
    ]


def test_a_square_crowded_with_edges_is_left_undecided():
    """Three thousand edges within metres, in a cell of some kilometres."""
    turn = np.linspace(0, 2 * np.pi, 3_001)[:-1]
    pond = shapely.Polygon(np.column_stack([np.cos(turn), np.sin(turn)]) * 1e-5)
    index = indexed(np.array([shapely.box(-1, -1, 1, 1).difference(pond), pond]))

    assert index.cells(np.array([[0.0, 0.0], [0.5, 0.5]])).tolist() == [UNDECIDED, 0]


def test_very_many_points_get_the_answers_of_few():
    """From half a million on they are shared out to threads."""
    xy = np.random.default_rng(1).uniform(corner(-1, -1), corner(4, 3), (600_000, 2))
    index = indexed(drawn("aab acb").polygons)
    few = [index.cells(part) for part in np.array_split(xy, 100)]

    assert np.array_equal(index.cells(xy), np.concatenate(few))


def test_nearly_every_point_of_the_town_is_decided():
    grids = np.asarray(read_base().grids.geometry.values)
    west, south, east, north = shapely.total_bounds(grids)
    xy = np.random.default_rng(5).uniform((west, south), (east, north), (100_000, 2))

    assert np.count_nonzero(indexed(grids).cells(xy) == UNDECIDED) < 20


def test_what_overlaps_is_not_indexed():
    assert indexed(shapely.box([0, 1], 0, [2, 3], 1)) is None
