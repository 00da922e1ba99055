"""Squares over edges: none that is crossed is missed."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.raster import Raster

FIVE_BY_FOUR = Raster(west=10.0, south=20.0, per_unit=0.5, columns=5, rows=4)

coordinates = st.one_of(st.integers(1, 12).map(float), st.floats(1, 12))
ends = st.lists(st.tuples(coordinates, coordinates), min_size=2, max_size=2)


def crossed_by(start, end):
    _, square = Raster(0.0, 0.0, 1.0, 14, 14).crossed(np.array([start]), np.array([end]))
    return {(x, y) for y, x in (divmod(number, 14) for number in square.tolist())}


def test_squares_are_numbered_from_the_south_west_row_by_row():
    assert FIVE_BY_FOUR.square(np.array([[10.5, 20.5], [12.0, 20.5], [10.5, 22.0]])).tolist() == [0, 1, 5]


@pytest.mark.parametrize("far", [1e308, np.inf])
def test_points_outside_are_taken_to_the_nearest_square(far):
    assert FIVE_BY_FOUR.square(np.array([[-far, -far], [far, -far], [far, far]])).tolist() == [0, 4, 19]


def test_a_point_that_is_nowhere_is_taken_to_the_first_square():
    assert FIVE_BY_FOUR.square(np.array([[np.nan, np.nan]])).tolist() == [0]


def test_a_slanting_edge_crosses_the_squares_in_its_way_only():
    assert crossed_by((1.5, 1.4), (3.5, 2.6)) == {(1, 1), (2, 1), (2, 2), (3, 2)}


def test_an_edge_on_the_side_of_squares_is_in_those_on_both_hands():
    assert crossed_by((2.0, 1.5), (2.0, 2.5)) == {(1, 1), (2, 1), (1, 2), (2, 2)}


@given(ends)
def test_no_square_that_an_edge_runs_through_is_missed(ends):
    start, end = np.array(ends)
    along = start + np.linspace(0, 1, 50)[:, np.newaxis] * (end - start)

    assert {tuple(square) for square in np.floor(along).astype(int).tolist()} <= crossed_by(start, end)


@given(st.lists(ends, min_size=1, max_size=9))
def test_the_outermost_squares_are_free_of_edges(edges):
    start, end = np.array(edges).transpose(1, 0, 2)
    if not np.ptp(np.concatenate([start, end]), axis=0).all():
        return
    raster = Raster.over(start, end)

    _, square = raster.crossed(raster.position(start), raster.position(end))

    row, column = np.divmod(square, raster.columns)
    assert row.min() > 0
    assert row.max() < raster.rows - 1
    assert column.min() > 0
    assert column.max() < raster.columns - 1
