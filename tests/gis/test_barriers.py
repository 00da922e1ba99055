"""Barriers through cells, and those along their borders that are none."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.barriers import crossings
from gis.errors import CellsRefused, LinesRefused
from tests.gis.hectares import bow_tie, cells, line


def crossed(picture, *barriers, **options):
    """How many barriers pass through each cell, and for how many metres."""
    found = crossings(cells(picture), barriers, **options)
    return found.barriers.tolist(), found.length_m.tolist()


def test_a_road_through_two_cells_crosses_both_without_their_margins():
    assert crossed("ab", line((-1, 0.5), (3, 0.5))) == ([1, 1], [90, 90])


def test_a_road_along_the_border_crosses_neither_side():
    assert crossed("a b", line((-1, 1), (2, 1))) == ([0, 0], [0, 0])


def test_a_road_within_the_margin_of_the_border_crosses_neither_side():
    assert crossed("a b", line((-1, 1.04), (2, 1.04))) == ([0, 0], [0, 0])


def test_a_road_that_leaves_the_border_crosses_where_it_does():
    barriers, length_m = crossed("aa bb", line((0, 1), (1, 1), (1, 3)))
    assert (barriers, length_m) == ([1, 0], [90, 0])


def test_a_road_that_touches_a_corner_crosses_nothing():
    assert crossed("a", line((0, 2), (2, 0))) == ([0], [0])


def test_a_road_in_two_visits_is_one_barrier():
    visits = line((-1, 0.5), (2, 0.5), (2, 1.5), (-1, 1.5))
    assert crossed("a a", visits) == ([1], [180])


def test_a_road_in_parts_is_one_barrier():
    parts = shapely.MultiLineString([line((-1, 0.25), (2, 0.25)), line((-1, 0.75), (2, 0.75))])
    assert crossed("a", parts) == ([1], [180])


def test_two_roads_are_two_barriers():
    assert crossed("a", line((-1, 0.25), (2, 0.25)), line((-1, 0.75), (2, 0.75))) == ([2], [180])


def test_a_dead_end_inside_counts_for_its_length():
    assert crossed("a", line((-1, 0.5), (0.5, 0.5))) == ([1], [45])


def test_each_barrier_has_its_own_margin():
    road, river = line((-1, 0.8), (2, 0.8)), line((-1, 0.2), (2, 0.2))
    assert crossed("a", road, river, margin_m=[5, 30]) == ([1], [90])


def test_a_barrier_in_a_hole_crosses_nothing():
    assert crossed("aaa aba aaa", line((1.2, 1.5), (1.8, 1.5)), margin_m=0) == (
        [0, 1],
        [0, pytest.approx(60)],
    )


def test_a_cell_narrower_than_its_margins_has_no_inside():
    assert crossed("a", line((-1, 0.5), (2, 0.5)), margin_m=60) == ([0], [0])


def test_without_barriers_or_cells_nothing_is_crossed():
    assert crossed("ab") == ([0, 0], [0, 0])
    assert crossings([], [line((0, 0), (1, 1))]).barriers.tolist() == []
    assert crossings([shapely.Polygon()], [line((0, 0), (1, 1))]).barriers.tolist() == [0]


@given(st.floats(0, 3), st.floats(0, 3))
def test_without_margin_the_cells_share_out_the_whole_barrier(west, east):
    barrier = line((0, west), (3, east))
    assert sum(crossed("aab acb acc", barrier, margin_m=0)[1]) >= barrier.length - 1e-6


def test_a_river_bed_is_no_barrier_line():
    with pytest.raises(LinesRefused) as refused:
        crossed("a", line((0, 0), (1, 1)), shapely.box(0, 0, 10, 10))
    assert refused.value.rows == (1,)


@pytest.mark.parametrize("margin_m", [-1, np.nan, np.inf])
def test_a_margin_that_is_none_is_refused(margin_m):
    with pytest.raises(ValueError, match="margin"):
        crossed("a", line((0, 0), (1, 1)), margin_m=margin_m)


def test_a_cell_that_crosses_itself_is_refused():
    with pytest.raises(CellsRefused):
        crossings([bow_tie()], [])
