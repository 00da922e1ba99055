"""Ways along streets: distances known by hand, laws of every way, and lines traced from place to place."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import assume, given
from hypothesis import strategies as st

from gis.crs import from_wgs84, parse_crs, project
from gis.errors import CrsError, FarFromStreets, LinesRefused, NoStreets, NothingToTrace, Unreachable
from gis.network import StreetNetwork
from layers.sample.base import read_base
from tests.gis.drawing import CRS, corner, drawn
from tests.gis.streets import beside, metres, network, places, street, town_of_blocks


@pytest.fixture(scope="module")
def blocks():
    """Streets around two rows of three blocks."""
    return town_of_blocks()


def straight_m(origin, destination):
    """Straight metres between two places."""
    a, b = from_wgs84([origin, destination], parse_crs(CRS))
    return float(np.hypot(*(a - b)))


def is_on(line, streets):
    """Whether the vertices of a line, and the middle of its segments, lie on streets but for a lattice step."""
    xy = shapely.get_coordinates(line)
    places = shapely.points(np.concatenate([xy, (xy[1:] + xy[:-1]) / 2]))
    return bool((shapely.distance(places, streets) < 2e-7).all())


def test_the_nearest_street_is_known_with_the_way_to_it():
    off = beside(1, 0, north_m=20)
    near = network(street((0, 0), (2, 0)), street((0, 1), (2, 1))).nearest([off])
    assert near.edge.tolist() == [0]
    assert near.along_m == pytest.approx([metres(street((0, 0), (1, 0)))], abs=0.02)
    assert near.access_m == pytest.approx([straight_m(off, corner(1, 0))], abs=0.02)


def test_of_streets_equally_near_the_first_is_taken(blocks):
    near = blocks.nearest([corner(1, 1)])
    touching = np.flatnonzero(shapely.intersects(blocks.edges, shapely.Point(corner(1, 1))))
    assert near.edge[0] == touching[0]


def test_too_far_from_every_street_is_no_street(blocks):
    near = blocks.nearest([beside(0, 0, east_m=-40)], within_m=30)
    assert (near.edge[0], near.access_m[0]) == (-1, np.inf)
    assert np.isnan(near.along_m[0])


@pytest.mark.parametrize("nowhere", [(np.nan, 27.94), (np.inf, 27.94), (109.6, 99.0)])
def test_a_place_nowhere_is_on_no_street(blocks, nowhere):
    near = blocks.nearest([nowhere, corner(0, 0)])
    assert near.edge.tolist()[0] == -1
    assert np.isnan(near.access_m).tolist() == [True, False]


def test_no_places_have_no_positions(blocks):
    assert len(blocks.nearest([]).edge) == 0
    assert blocks.distances_m([], [corner(0, 0)]).shape == (0, 1)
    assert blocks.distances_m([corner(0, 0)], []).shape == (1, 0)


def test_the_way_around_a_block_is_as_long_as_two_of_its_sides(blocks):
    found = blocks.distances_m([corner(0, 0)], [corner(1, 1)])
    around = min(metres(street((0, 0), (1, 0), (1, 1))), metres(street((0, 0), (0, 1), (1, 1))))
    assert found[0, 0] == pytest.approx(around, abs=1e-6)


def test_between_two_places_on_one_street_the_way_is_straight(blocks):
    found = blocks.distances_m([corner(0.25, 0)], [corner(0.75, 0)])
    assert found[0, 0] == pytest.approx(metres(street((0.25, 0), (0.75, 0))), abs=0.02)


def test_the_short_way_along_a_ring_is_taken_across_its_seam():
    ring = network(street((0, 0), (1, 0), (1, 1), (0, 1), (0, 0)))
    found = ring.distances_m([corner(0.1, 0)], [corner(0, 0.1)])
    assert found[0, 0] == pytest.approx(metres(street((0.1, 0), (0, 0), (0, 0.1))), abs=0.02)


def test_of_two_streets_between_the_same_crossings_the_shorter_is_walked():
    both = network(street((0, 0), (1, 1), (2, 0)), street((0, 0), (2, 0)))
    assert both.distances_m([corner(0, 0)], [corner(2, 0)])[0, 0] == pytest.approx(
        metres(street((0, 0), (2, 0)))
    )


def test_a_place_off_the_street_is_twice_its_access_from_itself(blocks):
    off = beside(0.5, 0, north_m=20)
    access_m = straight_m(off, corner(0.5, 0))
    assert blocks.distances_m([off], [off])[0, 0] == pytest.approx(2 * access_m, abs=0.02)


def test_where_no_street_leads_the_way_is_infinite():
    apart = network(street((0, 0), (1, 0)), street((0, 1), (1, 1)))
    assert apart.distances_m([corner(0, 0)], [corner(0, 1)])[0, 0] == np.inf


def test_below_a_bridge_the_way_goes_around():
    crossing = [street((0, 1), (2, 1)), street((1, 0), (1, 2)), street((0, 1), (1, 2))]
    origin, destination = [corner(1, 0)], [corner(2, 1)]
    joined = network(*crossing).distances_m(origin, destination)
    bridged = network(*crossing, levels=[1, 0, 0]).distances_m(origin, destination)
    around = street((1, 0), (1, 2), (0, 1), (2, 1))
    assert joined[0, 0] == pytest.approx(metres(street((1, 0), (1, 1), (2, 1))), abs=0.01)
    assert bridged[0, 0] == pytest.approx(metres(around), abs=0.01)


def test_a_way_beyond_the_limit_is_infinite(blocks):
    assert blocks.distances_m([corner(0, 0)], [corner(3, 2)], limit_m=300)[0, 0] == np.inf


@given(places, places)
def test_a_way_is_never_shorter_than_straight(blocks, origin, destination):
    assert blocks.distances_m([origin], [destination])[0, 0] >= straight_m(origin, destination) - 1e-6


@given(places, places)
def test_there_and_back_are_equally_far(blocks, origin, destination):
    there, back = blocks.distances_m([origin], [destination]), blocks.distances_m([destination], [origin])
    assert there[0, 0] == pytest.approx(back[0, 0], abs=1e-6)


@given(places, places, places)
def test_no_detour_is_shorter(blocks, origin, between, destination):
    direct, first = blocks.distances_m([origin], [destination, between])[0]
    second = blocks.distances_m([between], [destination])[0, 0]
    assert direct <= first + second + 1e-6


def test_a_trace_takes_the_vertices_of_the_streets():
    bend = network(street((0, 0), (1, 0.3), (2, 0)), street((2, 0), (2, 1)), street((1, 0.3), (1, 2)))
    traced = bend.trace([corner(0, 0), corner(2, 1)])
    assert traced.equals_exact(street((0, 0), (1, 0.3), (2, 0), (2, 1)), 0)


def test_a_trace_turns_at_a_crossing_that_is_no_vertex(blocks):
    traced = blocks.trace([corner(1, 0), corner(1, 2), corner(3, 2)])
    assert traced.equals_exact(street((1, 0), (1, 1), (1, 2), (2, 2), (3, 2)), 0)


def test_a_trace_goes_by_each_waypoint(blocks):
    traced = blocks.trace([corner(0, 0), corner(1, 2), corner(2, 0)])
    assert traced.distance(shapely.Point(corner(1, 2))) < 1e-9


def test_a_trace_within_one_street_is_a_stretch_of_it(blocks):
    assert blocks.trace([corner(0.25, 0), corner(0.75, 0)]).equals_exact(street((0.25, 0), (0.75, 0)), 0)


def test_a_trace_follows_a_bank():
    river = drawn("a")["a"]
    bank = network(river.boundary)
    traced = bank.trace([corner(0, 0.4), corner(0.4, 0)])
    assert traced.equals_exact(street((0, 0.4), (0, 0), (0.4, 0)), 0)


def test_a_trace_backwards_is_the_same_line():
    bend = network(street((0, 0), (1, 0.3), (2, 0)), street((2, 0), (2, 1)))
    there = bend.trace([corner(0.3, 0.1), corner(2, 1)])
    back = bend.trace([corner(2, 1), corner(0.3, 0.1)])
    assert there.equals_exact(shapely.reverse(back), 0)


@given(st.lists(places, min_size=2, max_size=4))
def test_a_trace_runs_on_streets_from_the_first_to_the_last_waypoint(blocks, waypoints):
    nearest = blocks.nearest(waypoints)
    assume(max(nearest.access_m) > 0.1 or straight_m(waypoints[0], waypoints[-1]) > 0.1)
    try:
        traced = blocks.trace(waypoints, within_m=500)
    except NothingToTrace:
        return
    streets = shapely.union_all(blocks.edges)
    ends = project(np.array([shapely.Point(traced.coords[0]), shapely.Point(traced.coords[-1])]), CRS)
    asked = shapely.points(from_wgs84([waypoints[0], waypoints[-1]], parse_crs(CRS)))
    assert is_on(traced, streets)
    assert shapely.distance(ends, asked) == pytest.approx(nearest.access_m[[0, -1]], abs=0.02)


@given(places, places)
def test_a_trace_is_as_long_as_the_way(blocks, origin, destination):
    near = blocks.nearest([origin, destination])
    way_m = blocks.distances_m([origin], [destination])[0, 0] - near.access_m.sum()
    assume(way_m > 0.1)
    assert metres(blocks.trace([origin, destination], within_m=500)) == pytest.approx(way_m, abs=0.05)


def test_a_waypoint_far_from_every_street_is_named(blocks):
    with pytest.raises(FarFromStreets) as refused:
        blocks.trace([corner(0, 0), corner(1.5, 0.5)], within_m=50)
    assert (refused.value.at, refused.value.within_m) == (corner(1.5, 0.5), 50)


def test_places_that_no_street_joins_are_named():
    apart = network(street((0, 0), (1, 0)), street((0, 1), (1, 1)))
    with pytest.raises(Unreachable) as refused:
        apart.trace([corner(0, 0), corner(1, 0), corner(0, 1)])
    assert refused.value.between == (corner(1, 0), corner(0, 1))


def test_a_way_longer_than_the_limit_is_refused(blocks):
    with pytest.raises(Unreachable):
        blocks.trace([corner(0, 0), corner(3, 2)], limit_m=300)


@pytest.mark.parametrize("waypoints", [[], [corner(0, 0)], [corner(0, 0)] * 3])
def test_less_than_two_different_places_are_nothing_to_trace(blocks, waypoints):
    with pytest.raises(NothingToTrace):
        blocks.trace(waypoints)


@pytest.mark.parametrize("lines", [[], [None], [shapely.LineString()]])
def test_without_any_street_there_is_no_network(lines):
    with pytest.raises(NoStreets):
        network(*lines)


def test_a_street_at_no_place_of_the_plane_is_refused():
    with pytest.raises(LinesRefused) as refused:
        network(street((0, 0), (1, 0)), shapely.LineString([(19.6, -0.5), (19.7, 0.5)]))
    assert refused.value.rows == (1,)


@pytest.mark.parametrize("epsg", [4326, 2227])
def test_lengths_are_not_told_in_degrees_or_feet(epsg):
    with pytest.raises(CrsError):
        StreetNetwork([street((0, 0), (1, 0))], crs=pyproj.CRS.from_epsg(epsg))


def test_a_street_of_a_hundred_thousand_vertices_is_followed_to_its_end():
    turns = np.linspace(0, 300, 100_000)
    spiral = corner(0, 0) + np.outer(0.001 + turns * 1e-5, (1, 1)) * np.column_stack(
        [np.cos(turns), np.sin(turns)]
    )
    line = shapely.LineString(np.round(spiral, 7))
    traced = network(line).trace(np.array([line.coords[0], line.coords[-1]]))
    assert traced.equals_exact(shapely.remove_repeated_points(line), 0)


def test_a_trace_in_the_sample_town_stays_on_the_lattice():
    streets = read_base().streets
    town = StreetNetwork(streets.geometry.array, crs=CRS, levels=streets.bridge)
    longest = streets.geometry.array[np.argmax(shapely.length(streets.geometry.array))]
    middle = longest.interpolate(0.4, normalized=True)
    traced = town.trace([longest.coords[0], (middle.x, middle.y)])
    xy = shapely.get_coordinates(traced)
    assert np.array_equal(np.rint(xy * 1e7) / 1e7, xy)
    assert is_on(traced, shapely.union_all(streets.geometry.array))
