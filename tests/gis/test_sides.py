"""Who lies on either side of an edge, and what makes cells a coverage."""

import numpy as np
import pytest
import shapely
from hypothesis import given

from gis import sides
from gis.sides import are_sound, is_coverage, trace
from tests.gis.drawing import corner, drawn, pictures


def beside(cells, start, end):
    """The cells to the left and right of the edge between two corners, west and south first."""
    found, _ = trace(cells)
    ends = np.column_stack([found.lower, found.upper])
    (row,) = np.flatnonzero((ends == (*corner(*start), *corner(*end))).all(axis=1))
    return found.left[row], found.right[row]


def test_an_upright_edge_has_its_western_cell_on_the_left():
    assert beside(drawn("ab").polygons, (1, 0), (1, 1)) == (0, 1)


def test_a_level_edge_has_its_northern_cell_on_the_left():
    assert beside(drawn("a b").polygons, (0, 1), (1, 1)) == (0, 1)


def test_nobody_is_beyond_the_border():
    assert beside(drawn("ab").polygons, (0, 0), (0, 1)) == (-1, 0)


def test_nobody_is_in_an_enclave():
    assert beside(drawn("aaa a.a aaa").polygons, (1, 1), (1, 2)) == (0, -1)


def test_the_direction_of_rings_does_not_matter():
    cells = drawn("aab acb").polygons

    either, turned = trace(cells)[0], trace(shapely.reverse(cells))[0]

    assert sorted(zip(*either.lower.T, *either.upper.T, either.left, either.right, strict=True)) == sorted(
        zip(*turned.lower.T, *turned.upper.T, turned.left, turned.right, strict=True)
    )


def test_a_corner_belongs_to_the_first_of_its_cells():
    _, corners = trace(drawn("ab cd").polygons)

    assert corners.owner[(corners.xy == corner(1, 1)).all(axis=1)].tolist() == [0]


def test_places_that_are_mixed_to_one_number_are_still_told_apart(monkeypatch):
    cells = drawn("ab cd").polygons
    expected = [len(part) for part in (trace(cells)[0].left, trace(cells)[1].owner)]
    monkeypatch.setattr(sides, "_mixed", lambda xy: np.zeros(len(xy), dtype=np.uint64))

    assert [len(trace(cells)[0].left), len(trace(cells)[1].owner)] == expected == [12, 9]


@given(pictures)
def test_every_drawing_is_a_coverage(picture):
    cells = drawn(picture).polygons

    assert are_sound(cells)
    assert is_coverage(cells, trace(cells)[0])


@pytest.mark.parametrize(
    ("cells", "expected"),
    [
        pytest.param([(0, 0, 1, 1), (1, 0, 2, 1)], True, id="neighbours"),
        pytest.param([(0, 0, 1, 1), (5, 0, 6, 1)], True, id="strangers"),
        pytest.param([(0, 0, 1, 1), (1, 1, 2, 2)], True, id="they touch at a corner"),
        pytest.param([(0, 0, 2, 1), (1, 0, 3, 1)], False, id="an overlap"),
        pytest.param([(0, 0, 1, 1), (0, 0, 1, 1)], False, id="twins"),
        pytest.param([(0, 0, 4, 4), (1, 1, 2, 2)], False, id="one in another"),
        pytest.param([(0, 0, 4, 4), (0, 0, 1, 4)], False, id="one in another at its side"),
        pytest.param(
            [(0, 0, 2, 1), (0, 1, 1, 2), (1, 1, 2, 2)], False, id="a vertex in the middle of an edge"
        ),
        pytest.param([(0, 0, 1, 1), (1 - 1e-15, 0, 2, 1)], False, id="an overlap of a hair"),
    ],
)
def test_cells_are_a_coverage_without_overlap_and_edge_by_edge(cells, expected):
    cells = np.array([shapely.box(*cell) for cell in cells])

    assert is_coverage(cells, trace(cells)[0]) == expected


def test_a_ring_of_neighbours_around_a_cell_that_reaches_under_them_is_no_coverage():
    """All edges of the ring are matched but for its border, and the cell in the middle shares none of them."""
    ring = drawn("aab d.b dcc").polygons
    cells = np.append(ring, shapely.box(*corner(0.5, 0.5), *corner(2.5, 2.5)))

    assert not is_coverage(cells, trace(cells)[0])


def test_a_cell_that_crosses_itself_or_is_no_polygon_is_not_sound():
    bow_tie = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])

    assert not are_sound(np.array([bow_tie]))
    assert not are_sound(np.array([shapely.Point(0, 0)]))
    assert are_sound(np.array([None, shapely.Polygon()]))
