"""Whole lines cut into edges: where they meet, where they do not, and what stays as it was."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.errors import LinesRefused
from gis.noding import node_lines
from layers.sample.base import read_base
from tests.gis.drawing import corner
from tests.gis.streets import street

WEST_EAST = street((0, 1), (2, 1))
SOUTH_NORTH = street((1, 0), (1, 2))

bent_streets = st.lists(
    st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), min_size=2, max_size=4, unique=True).map(
        lambda corners: street(*corners)
    ),
    min_size=1,
    max_size=5,
)


def meetings(edges):
    """How many edges meet in each node, sorted."""
    return sorted(np.bincount(edges.ends.ravel()).tolist())


def test_lines_that_cross_meet():
    assert meetings(node_lines([WEST_EAST, SOUTH_NORTH])) == [1, 1, 1, 1, 4]


def test_a_bridge_does_not_meet_what_it_crosses():
    assert meetings(node_lines([WEST_EAST, SOUTH_NORTH], [True, False])) == [1, 1, 1, 1]


def test_a_bridge_does_not_meet_a_vertex_that_lies_below_it():
    below = street((1, 0), (1, 1), (1, 2))
    assert meetings(node_lines([street((0, 1), (1, 1), (2, 1)), below], [1, 0])) == [1, 1, 1, 1]


def test_a_bridge_does_not_meet_the_crossing_that_lies_below_it():
    bridge = street((0, 0), (1, 1), (2, 2))
    assert meetings(node_lines([WEST_EAST, SOUTH_NORTH, bridge], [0, 0, 1])) == [1, 1, 1, 1, 1, 1, 4]


def test_a_bridge_meets_the_street_that_it_ends_on():
    bridge = street((1, 1), (1, 2))
    assert meetings(node_lines([WEST_EAST, bridge], [0, 1])) == [1, 1, 1, 3]


def test_a_street_that_ends_below_a_bridge_meets_it():
    assert meetings(node_lines([WEST_EAST, street((1, 0), (1, 1))], [1, 0])) == [1, 1, 1, 3]


def test_bridges_on_one_level_meet():
    assert meetings(node_lines([WEST_EAST, SOUTH_NORTH], [1, 1])) == [1, 1, 1, 1, 4]


def test_an_end_on_a_line_meets_it():
    assert meetings(node_lines([WEST_EAST, street((1, 1), (1, 2))])) == [1, 1, 1, 3]


@pytest.mark.parametrize("off", [-1e-7, 1e-7])
def test_an_end_that_rounding_put_beside_a_line_meets_it(off):
    x, y = corner(1, 1)
    side_street = shapely.LineString([(x, y + off), corner(1, 2)])
    assert max(meetings(node_lines([WEST_EAST, side_street]))) == 3


def test_an_end_a_metre_from_a_line_does_not_meet_it():
    x, y = corner(1, 1)
    side_street = shapely.LineString([(x, y + 1e-5), corner(1, 2)])
    assert meetings(node_lines([WEST_EAST, side_street])) == [1, 1, 1, 1]


def test_ends_of_two_lines_a_lattice_step_apart_meet():
    x, y = corner(1, 1)
    edges = node_lines([street((0, 1), (1, 1)), shapely.LineString([(x, y + 1e-7), corner(1, 2)])])
    joined = np.bincount(edges.ends.ravel())
    assert (joined == 1).sum() == 2


def test_a_dead_end_stays_however_short():
    x, y = corner(1, 1)
    overshot = shapely.LineString([corner(1, 0), (x, y + 3e-6)])
    assert meetings(node_lines([WEST_EAST, overshot])) == [1, 1, 1, 1, 4]


def test_a_crossing_without_a_vertex_gets_one_on_the_lattice():
    edges = node_lines([street((0, 0), (2, 1)), street((0, 1), (1, 0))])
    steps = shapely.get_coordinates(edges.lines) * 1e7
    assert np.array_equal(np.rint(steps) / 1e7, shapely.get_coordinates(edges.lines))
    assert len(edges.lines) == 4


def test_what_two_lines_share_is_one_edge():
    assert len(node_lines([street((0, 0), (2, 0)), street((1, 0), (3, 0))]).lines) == 3


def test_a_ring_is_one_edge_from_a_node_to_itself():
    edges = node_lines([street((0, 0), (1, 0), (1, 1), (0, 0))])
    assert edges.ends.tolist() == [[0, 0]]


def test_a_line_that_crosses_itself_meets_itself():
    knot = street((0, 0), (2, 0), (2, 1), (1, 1), (1, -1))
    assert meetings(node_lines([knot])) == [1, 1, 4]


@pytest.mark.parametrize("off", [-1e-7, 0, 1e-7])
def test_a_line_that_ends_on_itself_meets_itself(off):
    x, y = corner(1, 0)
    loop = shapely.LineString([corner(0, 0), corner(2, 0), corner(2, 1), (x, y + off)])
    assert max(meetings(node_lines([loop]))) == 3


def test_parts_heights_and_repeated_vertices_make_no_difference():
    parts = shapely.MultiLineString([WEST_EAST, SOUTH_NORTH])
    high = shapely.force_3d(parts, 250.0)
    twice = shapely.LineString([corner(0, 1), corner(0, 1), corner(2, 1)])
    for lines in ([parts], [high], [twice, SOUTH_NORTH]):
        assert meetings(node_lines(lines)) == [1, 1, 1, 1, 4]


@pytest.mark.parametrize(
    "nothing", [None, shapely.LineString(), shapely.MultiLineString(), shapely.LineString([corner(0, 0)] * 2)]
)
def test_a_line_without_length_counts_for_nothing(nothing):
    assert meetings(node_lines([nothing, WEST_EAST])) == [1, 1]
    assert meetings(node_lines([nothing])) == []


def test_no_lines_have_no_edges():
    assert len(node_lines([]).lines) == 0


@pytest.mark.parametrize(
    "wrong",
    [
        shapely.Point(corner(0, 0)),
        shapely.box(*corner(0, 0), *corner(1, 1)),
        shapely.GeometryCollection([WEST_EAST]),
    ],
)
def test_what_is_no_line_is_refused_by_row(wrong):
    with pytest.raises(LinesRefused) as refused:
        node_lines([WEST_EAST, wrong])
    assert refused.value.rows == (1,)


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_a_coordinate_that_is_no_number_is_refused_by_row(number):
    with np.errstate(invalid="ignore"):
        broken = shapely.LineString([corner(0, 0), (number, 27.94)])
    with pytest.raises(LinesRefused) as refused:
        node_lines([WEST_EAST, broken])
    assert refused.value.rows == (1,)


def test_levels_for_other_lines_are_refused():
    with pytest.raises(ValueError, match="2 lines need as many levels"):
        node_lines([WEST_EAST, SOUTH_NORTH], [0])


@settings(max_examples=50)
@given(bent_streets)
def test_edges_touch_one_another_at_their_ends_alone(streets):
    edges = node_lines(streets).lines
    ends = shapely.multipoints([shapely.get_point(edges, 0), shapely.get_point(edges, -1)], axis=0)
    for first in range(len(edges)):
        for second in range(first):
            shared = shapely.intersection(edges[first], edges[second])
            away = shapely.difference(shared, shapely.buffer(ends[first] & ends[second], 3e-7))
            assert away.is_empty


@settings(max_examples=50)
@given(bent_streets)
def test_edges_lie_where_the_lines_lie_and_keep_their_vertices(streets):
    edges = node_lines(streets).lines
    whole = shapely.union_all(streets)
    assert shapely.hausdorff_distance(shapely.union_all(edges), whole) < 1e-7
    kept = set(map(tuple, shapely.get_coordinates(edges)))
    assert kept >= set(map(tuple, shapely.get_coordinates(streets)))


def test_the_sample_town_keeps_every_vertex_of_its_streets():
    streets = read_base().streets
    edges = node_lines(streets.geometry.array, streets.bridge)
    kept = set(map(tuple, shapely.get_coordinates(edges.lines)))
    assert kept >= set(map(tuple, shapely.get_coordinates(streets.geometry.array)))
    assert np.bincount(edges.ends.ravel()).max() <= 6
