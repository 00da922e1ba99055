"""How evenly households are spread: values known by hand, and the laws of the index."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.balance import balance_index, deviation, share_in_band

numbers = st.lists(st.floats(0, 2000), min_size=1, max_size=12)


def test_a_deviation_is_a_share_of_the_target():
    assert deviation([0, 200, 400, 600], 400).tolist() == [-1, -0.5, 0, 0.5]


def test_each_cell_may_have_its_own_target():
    assert deviation([300, 100], [300, 50]).tolist() == [0, 1]


def test_what_is_not_known_deviates_by_nobody_knows_what():
    assert np.isnan(deviation([np.nan], 400)).tolist() == [True]


@pytest.mark.parametrize("target", [0, -1, np.nan, np.inf, [400, 0]])
def test_a_target_of_nothing_is_refused(target):
    with pytest.raises(ValueError, match="target"):
        deviation([400, 400], target)


def test_the_index_is_a_hundred_when_all_are_at_the_target():
    assert balance_index([400, 400, 400], 400) == 100


def test_the_index_is_nothing_where_nobody_lives():
    assert balance_index([0, 0], 400) == 0


def test_one_huge_cell_costs_no_more_than_its_own_share():
    assert balance_index([400, 400, 400, 1e9], 400) == 75


def test_unknown_cells_are_left_out():
    assert balance_index([400, np.nan], 400) == 100
    assert share_in_band([400, np.nan], 300, 500) == 1


def test_of_nothing_known_nothing_is_told():
    assert np.isnan(balance_index([], 400))
    assert np.isnan(balance_index([np.nan], 400))
    assert np.isnan(share_in_band([], 300, 500))


@given(numbers, st.floats(1, 2000))
def test_the_index_lies_between_nothing_and_a_hundred(households, target):
    assert 0 <= balance_index(households, target) <= 100


@given(numbers, st.floats(1, 2000), st.floats(0, 1))
def test_a_cell_that_comes_nearer_to_the_target_never_lowers_the_index(households, target, how_far):
    nearer = [households[0] + how_far * (target - households[0]), *households[1:]]
    assert balance_index(nearer, target) >= balance_index(households, target) - 1e-9


def test_both_ends_of_a_band_lie_in_it():
    assert share_in_band([299, 300, 400, 500, 501], 300, 500) == pytest.approx(0.6)


def test_a_band_the_wrong_way_round_is_refused():
    with pytest.raises(ValueError, match="holds nothing"):
        share_in_band([400], 500, 300)
