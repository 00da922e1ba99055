"""The faces that edges cut the land into where cells do not fit."""

import numpy as np
import pytest
import shapely
from hypothesis import given

from gis.checking.faces import faces, free_edges, pieces_between
from tests.gis.drawing import SIDE, area_m2, corner, drawn, moved, pictures


def found(cells):
    return faces(cells, free_edges(cells))


@given(pictures)
def test_only_the_outline_of_a_coverage_is_free(picture):
    cells = drawn(picture).polygons
    outline = shapely.union_all(cells).boundary
    lengths = shapely.length(free_edges(cells).lines)
    assert abs(lengths.sum() - outline.length) < SIDE * 1e-6


@given(pictures)
def test_a_coverage_is_covered_once_all_over(picture):
    assert set(found(drawn(picture).polygons).cover.tolist()) <= {0, 1}


@given(pictures)
def test_cells_that_are_there_twice_are_covered_twice(picture):
    cells = drawn(picture).polygons
    assert set(found(np.concatenate([cells, cells])).cover.tolist()) <= {0, 2}


def test_a_missing_cell_is_a_gap():
    cells = drawn("aab axb ccb").without("x").polygons
    (gap,) = found(cells).gaps
    assert gap.equals(shapely.box(*corner(1, 1), *corner(2, 2)))


def test_pieces_have_the_same_cells_all_over():
    cells = np.array([shapely.box(0, 0, 3, 1), shapely.box(1, 0, 2, 2)], dtype=object)
    assert sorted(shapely.area(pieces_between(cells)).tolist()) == [1, 1, 1, 1]


def test_no_cells_have_no_faces():
    nothing = np.array([], dtype=object)
    assert len(found(nothing).land) == 0


def test_a_hair_between_two_edges_does_not_hide_the_overlap_it_hangs_on():
    """The corner of a moves south by 1 m and east by less than a double can tell well."""
    drawing = drawn("ab cd")
    broken = drawing.where("a", moved(drawing["a"], corner(1, 1), east_m=1e-9, north_m=-1))
    assert area_m2(found(broken.polygons).overlaps).sum() == pytest.approx(109, abs=1)
