"""Walking reach: who is near which service point, how far the streets are walked, and what is drawn of it."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.catchment import (
    TEN_MINUTES_M,
    isochrones,
    nearest_services,
    reachable_streets,
    walked_m,
)
from gis.crs import project
from layers.sample.base import read_base
from tests.gis.drawing import CRS, corner
from tests.gis.streets import beside, metres, network, places, street, town_of_blocks

FAR_M = 500.0  # beyond every access in these drawings
limits = st.floats(1, 900)
ELSEWHERE = [corner(9, 9), (np.nan, 27.94)]


@pytest.fixture(scope="module")
def blocks():
    """Streets around two rows of three blocks."""
    return town_of_blocks()


def in_plane(geometry):
    return project(geometry, CRS)


def test_ten_minutes_are_five_sixths_of_a_kilometre():
    assert pytest.approx(5000 / 6) == TEN_MINUTES_M


def test_who_walks_slowly_comes_less_far():
    assert walked_m(10, speed_kmh=3) == pytest.approx(500)


@pytest.mark.parametrize("minutes, speed_kmh", [(-1, 5), (np.nan, 5), (np.inf, 5), (10, 0), (10, np.nan)])
def test_nobody_walks_for_no_time_or_without_speed(minutes, speed_kmh):
    with pytest.raises(ValueError, match="nobody walks"):
        walked_m(minutes, speed_kmh=speed_kmh)


def test_the_nearest_service_is_the_nearest_on_foot_not_in_the_air():
    streets = network(
        street((0, 0), (3, 0)), street((3, 0), (3, 1)), street((0, 0.4), (3, 0.4)), levels=[0, 1, 2]
    )
    walks = nearest_services(streets, [corner(1, 0)], [corner(1, 0.4), corner(0, 0)])
    assert walks.service.tolist() == [1]
    assert walks.walk_m == pytest.approx([metres(street((0, 0), (1, 0)))], abs=0.02)


def test_the_way_to_the_street_counts_at_both_ends(blocks):
    door, service = beside(0.25, 0, north_m=20), beside(0.75, 0, north_m=-30)
    walks = nearest_services(blocks, [door], [service])
    access_m = blocks.nearest([door, service]).access_m.sum()
    assert walks.walk_m == pytest.approx([access_m + metres(street((0.25, 0), (0.75, 0)))], abs=0.02)


def test_what_is_not_on_the_network_is_near_to_nothing(blocks):
    walks = nearest_services(blocks, [corner(0, 0), *ELSEWHERE], [*ELSEWHERE, corner(1, 0)])
    assert walks.service.tolist() == [2, -1, -1]
    assert walks.walk_m[1] == np.inf
    assert np.isnan(walks.walk_m[2])


@pytest.mark.parametrize("services", [[], ELSEWHERE])
def test_without_services_nobody_is_near_one(blocks, services):
    walks = nearest_services(blocks, [corner(0, 0)], services)
    assert (walks.service.tolist(), walks.walk_m.tolist()) == ([-1], [np.inf])


def test_without_doors_there_are_no_walks(blocks):
    assert len(nearest_services(blocks, [], [corner(0, 0)]).service) == 0


@given(st.lists(places, min_size=1, max_size=4), st.lists(places, min_size=1, max_size=4))
def test_each_door_has_the_least_of_all_distances(blocks, doors, services):
    walks = nearest_services(blocks, doors, services, access_within_m=FAR_M)
    all_m = blocks.distances_m(doors, services)
    assert walks.walk_m == pytest.approx(all_m.min(axis=1), abs=1e-6)
    assert all_m[np.arange(len(doors)), walks.service] == pytest.approx(walks.walk_m, abs=1e-6)


def test_streets_are_walked_up_to_the_limit():
    long_street = network(street((0, 0), (4, 0)))
    (reach,) = reachable_streets(long_street, [corner(2, 0)], limit_m=100)
    assert metres(reach) == pytest.approx(200, abs=0.02)


def test_a_limit_inside_a_block_leaves_the_middle_of_the_far_sides_unwalked():
    ring = network(street((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)))
    (reach,) = reachable_streets(ring, [corner(0, 0)], limit_m=300)
    assert metres(reach) == pytest.approx(600, abs=1e-3)


def test_a_street_that_is_walked_from_both_ends_is_walked_as_a_whole():
    ring = network(street((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)))
    (reach,) = reachable_streets(ring, [corner(0, 0)], limit_m=500)
    assert metres(reach) == pytest.approx(ring.length_m.sum(), abs=1e-3)


def test_the_way_to_the_street_is_part_of_the_reach(blocks):
    service = beside(0.5, 0, north_m=-50)
    (reach,) = reachable_streets(blocks, [service], limit_m=100)
    access_m = blocks.nearest([service]).access_m[0]
    assert reach.distance(shapely.Point(service)) < 1e-9
    assert metres(reach) == pytest.approx(access_m + 2 * (100 - access_m), abs=0.02)


def test_a_walk_that_ends_before_the_street_reaches_none(blocks):
    (reach,) = reachable_streets(blocks, [beside(0.5, 0, north_m=-50)], limit_m=20)
    assert metres(reach) == pytest.approx(20, abs=0.01)


def test_no_time_reaches_nothing(blocks):
    (reach,) = reachable_streets(blocks, [beside(0.5, 0, north_m=-50)], limit_m=0)
    (drawn,) = isochrones(blocks, [corner(0, 0)], limit_m=0)
    assert reach.is_empty
    assert drawn.is_empty


def test_a_service_off_the_network_reaches_nothing(blocks):
    assert shapely.is_empty(reachable_streets(blocks, ELSEWHERE)).all()
    assert shapely.is_empty(isochrones(blocks, ELSEWHERE)).all()
    assert len(isochrones(blocks, [])) == 0


def test_a_reach_ends_below_a_bridge():
    bridge = network(street((0, 1), (2, 1)), street((1, 0), (1, 2)), levels=[1, 0])
    (reach,) = reachable_streets(bridge, [corner(1, 0)], limit_m=600)
    assert metres(reach) == pytest.approx(metres(street((1, 0), (1, 2))), abs=0.01)


@settings(max_examples=40)
@given(places, limits, limits)
def test_a_reach_grows_with_the_limit(blocks, service, one, other):
    less, more = (
        reachable_streets(blocks, [service], limit_m=limit, access_within_m=FAR_M)[0]
        for limit in sorted((one, other))
    )
    ends = shapely.points(shapely.get_coordinates(less))
    assert shapely.distance(ends, more).max(initial=0) < 2e-9
    assert metres(less) <= metres(more) + 1e-6


@settings(max_examples=40)
@given(places, limits)
def test_whatever_is_walked_is_within_the_limit(blocks, service, limit_m):
    (reach,) = reachable_streets(blocks, [service], limit_m=limit_m, access_within_m=FAR_M)
    walked = nearest_services(blocks, shapely.get_coordinates(reach), [service], access_within_m=FAR_M)
    off_street = blocks.nearest(shapely.get_coordinates(reach)).access_m > 0.01
    assert walked.walk_m[~off_street].max(initial=0) <= limit_m + 0.02


@settings(max_examples=40)
@given(places, limits)
def test_an_isochrone_covers_what_is_walked_and_is_one_valid_polygon(blocks, service, limit_m):
    (reach,) = reachable_streets(blocks, [service], limit_m=limit_m, access_within_m=FAR_M)
    (drawn,) = isochrones(blocks, [service], limit_m=limit_m, access_within_m=FAR_M)
    assert drawn.is_valid
    assert drawn.geom_type == "Polygon"
    assert in_plane(drawn).covers(in_plane(reach).buffer(49))


@settings(max_examples=40)
@given(places, limits, limits)
def test_an_isochrone_grows_with_the_limit(blocks, service, one, other):
    less, more = (
        in_plane(isochrones(blocks, [service], limit_m=limit, access_within_m=FAR_M)[0])
        for limit in sorted((one, other))
    )
    assert more.buffer(0.3).covers(less)


def test_a_small_block_that_is_walked_around_is_filled_and_a_large_one_is_not():
    ring = network(street((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)))
    (filled,) = isochrones(ring, [corner(0, 0)], width_m=10, filled_m2=50_000)
    (open_,) = isochrones(ring, [corner(0, 0)], width_m=10, filled_m2=20_000)
    assert (len(filled.interiors), len(open_.interiors)) == (0, 1)


def test_in_the_sample_town_a_slower_walk_covers_fewer_households():
    base = read_base()
    town = network(*base.streets.geometry.array, levels=base.streets.bridge)
    buildings = base.buildings[::20]
    doors = shapely.get_coordinates(shapely.centroid(buildings.geometry.array))
    services = shapely.get_coordinates(shapely.point_on_surface(base.communities.geometry.array))
    walk_m = nearest_services(town, doors, services).walk_m
    covered = [
        np.average(walk_m <= walked_m(10, speed_kmh=kmh), weights=buildings.households) for kmh in (3, 5)
    ]
    assert 0 < covered[0] < covered[1] < 1
