"""Cells that share an edge, and the pieces that a parent's land falls into."""

import numpy as np
import pytest
import shapely
from hypothesis import given

from gis.contiguity import neighbours, pieces
from gis.errors import CellsRefused
from layers.sample.base import in_metres, read_base
from tests.gis.drawing import pictures
from tests.gis.hectares import bow_tie, cells


def in_pieces(picture, *parent):
    """The pieces of parents 0, 1, … whose cells are drawn."""
    return pieces(cells(picture), parent, parents=max(parent) + 1).tolist()


def test_cells_side_by_side_are_neighbours():
    assert neighbours(cells("ab cd")).tolist() == [[0, 1], [0, 2], [1, 3], [2, 3]]


def test_cells_that_touch_in_a_corner_are_none():
    assert neighbours(cells("a. .b")).tolist() == []


def test_a_cell_inside_another_is_its_neighbour():
    assert neighbours(cells("aaa aba aaa")).tolist() == [[0, 1]]


def test_a_cell_is_no_neighbour_of_itself():
    assert neighbours(cells("aaba")).tolist() == [[0, 1]]


@given(pictures)
def test_neighbours_are_those_whose_borders_share_a_length(picture):
    drawn = cells(picture)
    slow = [
        [first, second]
        for first in range(len(drawn))
        for second in range(first + 1, len(drawn))
        if shapely.length(shapely.intersection(drawn[first], drawn[second])) > 0
    ]
    assert neighbours(drawn).tolist() == slow


def test_cells_in_a_row_are_one_piece():
    assert in_pieces("abc", 0, 0, 0) == [1]


def test_a_parent_is_torn_by_the_cell_of_another():
    assert in_pieces("abc", 0, 1, 0) == [2, 1]


def test_a_corner_holds_nothing_together():
    assert in_pieces("ab cd", 0, 1, 1, 0) == [2, 2]


def test_a_cell_in_two_parts_tears_its_parent():
    assert in_pieces("aba", 0, 1) == [2, 1]
    assert in_pieces("aba", 0, 0) == [1]


def test_a_parent_without_cells_has_no_piece():
    assert pieces(cells("ab"), [2, -1], parents=3).tolist() == [0, 0, 1]
    assert pieces([], [], parents=1).tolist() == [0]


def test_a_cell_without_land_is_no_piece():
    assert pieces([shapely.Polygon(), *cells("a")], [0, 0], parents=1).tolist() == [1]


@given(pictures)
def test_all_cells_together_are_as_many_pieces_as_their_union(picture):
    drawn = cells(picture)
    found = pieces(drawn, np.zeros(len(drawn), dtype=int), parents=1)
    assert found.tolist() == [shapely.get_num_geometries(shapely.coverage_union_all(drawn))]


def test_a_parent_that_is_none_is_refused():
    with pytest.raises(ValueError, match="from -1 to 0"):
        pieces(cells("ab"), [0, 1], parents=1)


def test_a_cell_that_crosses_itself_is_refused():
    with pytest.raises(CellsRefused):
        neighbours([bow_tie()])


def test_every_community_of_the_sample_town_is_one_piece():
    grids = in_metres(read_base()).grids
    names, parent = np.unique(grids.community, return_inverse=True)
    assert set(pieces(grids.geometry.array, parent, parents=len(names)).tolist()) == {1}
