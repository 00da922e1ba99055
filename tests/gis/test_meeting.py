"""Lines that were drawn twice."""

import numpy as np
import shapely

from gis.checking.faces import faces, free_edges
from gis.repair.meeting import met


def brought_together(*cells, reach_m=3.0):
    cells = np.array(cells, dtype=object)
    found = faces(cells, free_edges(cells))
    return met(cells, found.land[found.cover != 1], reach_m=reach_m)


def test_corners_of_two_cells_meet_in_their_middle():
    left, right = brought_together(shapely.box(0, 0, 11, 10), shapely.box(10, 0, 20, 10))
    assert left.equals(shapely.box(0, 0, 10.5, 10))
    assert right.equals(shapely.box(10.5, 0, 20, 10))


def test_a_corner_that_one_cell_alone_has_bends_the_edge_of_the_other():
    bulging = shapely.Polygon([(0, 0), (10, 0), (12, 5), (10, 10), (0, 10)])
    left, right = brought_together(bulging, shapely.box(10, 0, 20, 10))
    assert left.equals(bulging)
    assert right.equals(shapely.box(10, 0, 20, 10).difference(bulging))


def test_what_is_wider_than_the_reach_stays():
    cells = shapely.box(0, 0, 14, 10), shapely.box(10, 0, 20, 10)
    assert shapely.equals(brought_together(*cells, reach_m=1), np.array(cells)).all()


def test_an_inlet_from_outside_stays_open_however_narrow():
    left = shapely.box(0, 0, 10, 20).union(shapely.box(10, 0, 11, 5))
    right = shapely.box(11, 0, 20, 20)
    assert shapely.equals(brought_together(left, right), np.array([left, right])).all()


def test_a_corner_that_fits_is_not_torn_from_its_neighbour():
    """The corner that b and c share moves to that of a: for both of them."""
    a = shapely.Polygon([(0, 0), (21, 0), (21, 9), (11, 11), (0, 9)])
    b, c = shapely.box(0, 10, 11, 20), shapely.box(11, 10, 22, 20)
    _, b, c = brought_together(a, b, c)
    assert shapely.coverage_is_valid([b, c])
    assert b.intersection(c).length > 5


def test_cells_that_fit_are_the_same_after():
    cells = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)
    assert shapely.equals(brought_together(*cells), np.array(cells)).all()


def test_a_cell_narrower_than_the_reach_is_not_crushed_between_its_neighbours():
    strip = shapely.box(10, 0, 11, 20)
    _, strip_after, _ = brought_together(shapely.box(0, 0, 10.4, 20), strip, shapely.box(10.6, 0, 20, 20))
    assert strip_after.area > strip.area / 2
