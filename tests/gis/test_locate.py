"""Point location, on drawings and on every corner of the sample town."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.locate import Locator
from layers.sample.base import read_base
from tests.gis.drawing import corner, drawn


@pytest.fixture(scope="module")
def grids():
    """The 155 grids of the sample town in code order."""
    return np.asarray(read_base().grids.sort_values("code").geometry.values)


def lowest_touching(cells, xy):
    """The slow way: ask every cell about every point."""
    touches = np.array([shapely.intersects_xy(cell, xy[:, 0], xy[:, 1]) for cell in cells])
    return np.where(touches.any(axis=0), touches.argmax(axis=0), -1)


def test_a_point_in_a_cell_is_located_there():
    assert Locator(drawn("ab").polygons).locate([corner(0.5, 0.5), corner(1.5, 0.5)]).tolist() == [0, 1]


def test_a_point_on_a_shared_edge_belongs_to_the_first_cell():
    assert Locator(drawn("ab").polygons).locate([corner(1, 0.25)]).tolist() == [0]


def test_a_corner_of_four_cells_belongs_to_the_first_of_them():
    assert Locator(drawn("ab cd").polygons).locate([corner(1, 1)]).tolist() == [0]


def test_a_point_outside_is_minus_one():
    assert Locator(drawn("ab").polygons).locate(
        [corner(2.5, 0.5), [np.nan, 0.0], [np.inf, 0.0]]
    ).tolist() == [-1, -1, -1]


def test_no_points_give_no_answers():
    assert Locator(drawn("ab").polygons).locate([]).tolist() == []


def test_points_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"\(n, 2\)"):
        Locator(drawn("a").polygons).locate([1.0, 2.0, 3.0])


@given(st.lists(st.tuples(st.floats(-0.5, 3.5), st.floats(-0.5, 2.5)), min_size=1, max_size=20))
def test_every_point_has_the_first_cell_that_touches_it(points):
    cells = drawn("aab acb").polygons
    xy = np.array([corner(x, y) for x, y in points])

    assert Locator(cells).locate(xy).tolist() == lowest_touching(cells, xy).tolist()


def test_every_vertex_of_the_town_has_its_lowest_grid(grids):
    vertices = np.unique(shapely.get_coordinates(grids), axis=0)

    assert Locator(grids).locate(vertices).tolist() == lowest_touching(grids, vertices).tolist()
    assert (Locator(grids).locate(vertices) >= 0).all()


def test_every_edge_midpoint_of_the_town_has_one_answer_in_both_directions(grids):
    ends = [shapely.get_coordinates(shapely.get_exterior_ring(grid)) for grid in grids]
    forward = np.concatenate([(ring[:-1] + ring[1:]) / 2 for ring in ends])
    backward = np.concatenate([(ring[1:] + ring[:-1]) / 2 for ring in ends])
    locator = Locator(grids)

    found = locator.locate(forward)

    assert found.tolist() == lowest_touching(grids, forward).tolist()
    assert found.tolist() == locator.locate(backward).tolist()


def test_points_a_hair_off_an_edge_are_told_apart(grids):
    """One unit in the last place to either side of a vertex's longitude."""
    vertices = np.unique(shapely.get_coordinates(grids), axis=0)
    for direction in (-np.inf, np.inf):
        near = vertices.copy()
        near[:, 0] = np.nextafter(near[:, 0], direction)
        assert Locator(grids).locate(near).tolist() == lowest_touching(grids, near).tolist()
