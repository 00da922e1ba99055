"""Positions in pages, against looking at each."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from gis.positions import Positions

numbers = st.one_of(st.integers(-4, 4).map(float), st.floats(-4, 4))
pairs = st.lists(st.tuples(numbers, numbers), max_size=200)


def test_a_position_on_the_rim_of_a_box_meets_it():
    assert Positions([[1.0, 1.0], [1.0, 1.1]]).meeting([0, 0, 1, 1]).tolist() == [0]


def test_a_reach_is_round():
    assert Positions([[2.0, 2.0], [2.0, 0.5]], reach=1.2).meeting([0, 0, 1, 1]).tolist() == [1]


def test_a_position_without_end_to_its_reach_meets_every_box():
    assert Positions([[9.0, 9.0]], reach=np.inf).meeting([0, 0, 1, 1]).tolist() == [0]


def test_no_positions_meet_nothing():
    assert Positions([]).meeting([0, 0, 1, 1]).tolist() == []


def test_what_is_nowhere_meets_nothing():
    positions = Positions([[np.nan, 0.0], [np.inf, 0.0], [0.5, 0.5]], reach=np.inf)
    assert positions.meeting([0, 0, 1, 1]).tolist() == [2]
    assert positions.meeting([np.nan] * 4).tolist() == []


@given(pairs, st.tuples(*[numbers] * 4), st.integers(0, 3))
def test_those_that_meet_a_box_are_those_found_by_looking_at_each(pairs, ends, reach):
    xy = np.array([*pairs, (1e7, -1e9)])
    west, east = sorted(ends[:2])
    south, north = sorted(ends[2:])
    beyond = np.maximum(np.maximum([west, south] - xy, xy - [east, north]), 0)

    found = Positions(xy, reach=reach).meeting([west, south, east, north])

    assert sorted(found.tolist()) == np.flatnonzero(np.hypot(*beyond.T) <= reach).tolist()
