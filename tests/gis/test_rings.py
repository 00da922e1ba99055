"""Polygons taken apart and put together."""

import numpy as np
import shapely
from hypothesis import given

from gis.checking.rings import numbered, taken_apart
from tests.gis.drawing import drawn, pictures


@given(pictures)
def test_what_is_taken_apart_comes_together_the_same(picture):
    cells = drawn(picture).polygons
    together = taken_apart(cells).together(len(cells))
    assert shapely.equals_identical(shapely.normalize(together), shapely.normalize(cells)).all()


def test_the_corner_after_the_last_of_a_ring_is_its_first():
    assert taken_apart(drawn("ab").polygons).following.tolist() == [1, 2, 3, 0, 5, 6, 7, 4]


def test_a_corner_that_is_there_twice_in_a_row_counts_once():
    stutter = shapely.Polygon([(0, 0), (1, 0), (1, 0), (1, 1)])
    assert len(taken_apart(np.array([stutter], dtype=object)).corners) == 3


def test_a_cell_that_is_empty_stays_so():
    cells = np.array([shapely.Polygon(), shapely.box(0, 0, 1, 1)], dtype=object)
    assert taken_apart(cells).together(2)[0].is_empty


def test_no_cells_are_no_rings():
    nothing = np.array([], dtype=object)
    assert len(taken_apart(nothing).together(0)) == 0


def test_equal_places_have_the_same_number():
    first, second, again = numbered(np.array([[3.0, 1.0], [1.0, 3.0], [3.0, 1.0]]))
    assert first == again != second
