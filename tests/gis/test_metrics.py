"""The figures of a division: people, items and service points by cell, and what is not known."""

from dataclasses import fields

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.errors import CellsRefused, LinesRefused
from gis.locate import Locator
from gis.metrics import Doors, Items, measure, straight_to_services_m, summarise
from layers.sample.base import in_metres, read_base
from tests.gis.drawing import pictures
from tests.gis.hectares import SIDE_M, bow_tie, cells, line

TWO = cells("ab")


def doors(owner, households, **walks):
    """Doors with households, and what else is known of them."""
    known = {name: np.array(values, dtype=float) for name, values in walks.items()}
    return Doors(np.array(owner, dtype=int), np.array(households, dtype=float), **known)


def test_people_are_counted_where_they_live():
    found = measure(TWO, doors=doors([0, 0, 1, -1], [10, 20, 5, 99], residents=[25, 50, 12, 300]))
    assert found.households.tolist() == [30, 5]
    assert found.residents.tolist() == [75, 12]


def test_without_doors_nothing_is_known_of_people():
    found = measure(TWO)
    for unknown in (found.households, found.residents, found.walk_m, found.straight_m, found.covered):
        assert np.isnan(unknown).all()


def test_where_nobody_lives_the_number_is_nothing_and_the_means_are_unknown():
    found = measure(TWO, doors=doors([0], [10], straight_m=[50], walk_m=[70]))
    assert found.households.tolist() == [10, 0]
    assert np.isnan([found.straight_m[1], found.walk_m[1], found.covered[1]]).all()


def test_residents_that_nobody_counted_are_unknown():
    assert np.isnan(measure(TWO, doors=doors([0, 1], [10, 10])).residents).all()


def test_distances_are_means_over_households():
    found = measure(TWO, doors=doors([0, 0], [3, 1], straight_m=[100, 300], walk_m=[200, 400]))
    assert (found.straight_m[0], found.walk_m[0]) == (150, 250)


def test_who_cannot_walk_there_is_not_covered_and_not_in_the_mean():
    found = measure(TWO, doors=doors([0, 0, 1], [3, 1, 1], walk_m=[200, np.inf, np.inf]))
    assert found.walk_m[0] == 200
    assert np.isnan(found.walk_m[1])
    assert found.covered.tolist() == [0.75, 0]


def test_a_door_without_a_place_is_left_out_of_the_share_covered():
    found = measure(TWO, doors=doors([0, 0], [3, 1], walk_m=[200, np.nan]))
    assert found.covered[0] == 1


def test_just_at_the_limit_is_covered():
    walks = doors([0, 0], [1, 1], walk_m=[500, 500.1])
    assert measure(TWO, doors=walks, reach_m=500).covered[0] == 0.5


def test_items_are_counted_by_kind():
    items = Items(np.array([0, 0, 1, -1]), np.array([0, 2, 2, 1]), kinds=3)
    assert measure(TWO, items=items).items.tolist() == [[1, 0, 1], [0, 0, 1]]


def test_barriers_are_measured_with_their_margins():
    road = [line((-1, 0.5), (3, 0.5))]
    assert measure(TWO, barriers=road).barrier_m.tolist() == [90, 90]
    assert measure(TWO, barriers=road, margin_m=[20]).barrier_m.tolist() == [60, 60]


@given(pictures, st.data())
def test_some_cells_have_the_figures_that_they_have_among_all(picture, data):
    drawn = cells(picture)
    some = data.draw(st.lists(st.integers(0, len(drawn) - 1), unique=True))
    barrier = [line((-1, 0.3), (6, 2.7))]
    of_all, of_some = measure(drawn, barriers=barrier), measure(drawn[some], barriers=barrier)
    for figure in fields(of_all):
        np.testing.assert_array_equal(getattr(of_some, figure.name), getattr(of_all, figure.name)[some])


@given(pictures, st.lists(st.tuples(st.floats(-50, 550), st.floats(-50, 550)), max_size=20))
def test_households_of_the_cells_are_all_that_live_inside(picture, at):
    drawn = cells(picture)
    owner = Locator(drawn).locate(at)
    found = measure(drawn, doors=doors(owner, np.ones(len(at))))
    inside = shapely.intersects_xy(shapely.coverage_union_all(drawn), np.array(at).reshape(-1, 2))
    assert found.households.sum() == inside.sum()


def test_a_cell_that_crosses_itself_is_refused():
    with pytest.raises(CellsRefused):
        measure([bow_tie()])


def test_a_barrier_that_is_no_line_is_refused():
    with pytest.raises(LinesRefused):
        measure(TWO, barriers=[TWO[0]])


def test_a_division_is_summed_up():
    people = doors([0, 1], [300, 100], residents=[800, 250], straight_m=[100, 500], walk_m=[200, 900])
    items = Items(np.array([0, 1, 1]), np.array([0, 0, 1]), kinds=2)
    of_both = summarise(
        measure(TWO, doors=people, items=items, barriers=[line((0.5, 0.5), (3, 0.5))]), target=200
    )
    assert (of_both.cells, of_both.area_m2) == (2, 2 * SIDE_M**2)
    assert (of_both.households, of_both.residents) == (400, 1050)
    assert (of_both.fewest, of_both.most) == (100, 300)
    assert (of_both.rms_deviation, of_both.balance, of_both.in_band) == (0.5, 50, 0.5)
    assert (of_both.torn, of_both.crossed, of_both.barrier_m) == (0, 2, 135)
    assert of_both.items.tolist() == [2, 1]
    assert (of_both.straight_m, of_both.walk_m, of_both.covered) == (200, 375, 0.75)
    assert of_both.polsby_popper == pytest.approx(np.pi / 4)


def test_of_a_division_without_doors_or_cells_nothing_of_people_is_known():
    for nobody in (summarise(measure(TWO), target=400), summarise(measure([]), target=400)):
        known = (nobody.households, nobody.fewest, nobody.balance, nobody.in_band, nobody.covered)
        assert np.isnan(known).all()


def test_the_nearest_service_point_is_measured_straight():
    assert straight_to_services_m([(0, 0), (9, 0)], [(3, 4), (9, 1)]).tolist() == [5, 1]


def test_without_service_points_or_places_no_distance_is_known():
    assert straight_to_services_m([(0, 0)], []).tolist() == [np.inf]
    found = straight_to_services_m([(np.nan, 0), (0, 0)], [(np.inf, 0), (0, 2)])
    assert np.isnan(found[0])
    assert found[1] == 2
    assert straight_to_services_m([], [(0, 0)]).tolist() == []


def test_the_sample_town_has_the_households_that_it_says():
    base = read_base()
    locator = Locator(base.grids.geometry.array)
    owner = locator.locate(shapely.get_coordinates(shapely.point_on_surface(base.buildings.geometry.array)))
    found = measure(
        in_metres(base).grids.geometry.array, doors=doors(owner, base.buildings.households.to_numpy())
    )
    assert found.households.tolist() == base.grids.households.tolist()
    assert summarise(found, target=400).in_band == 1
