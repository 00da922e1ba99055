"""Sums, counts and means over the cells that own points."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gis.tallies import counts, means, totals

CELLS = 4
points = st.lists(st.tuples(st.integers(-1, CELLS - 1), st.integers(0, 2), st.floats(0, 1000)), max_size=30)


def columns(drawn):
    """Owners, kinds and weights."""
    owner, kind, weight = zip(*drawn, strict=True) if drawn else ((), (), ())
    return np.array(owner, dtype=int), np.array(kind, dtype=int), np.array(weight, dtype=float)


def test_weights_are_summed_by_owner():
    assert totals([2, 0, 2], [1, 5, 3], cells=3).tolist() == [5, 0, 4]


@given(points)
def test_the_cells_share_out_all_that_has_an_owner(drawn):
    owner, _, weight = columns(drawn)
    assert totals(owner, weight, cells=CELLS).sum() == pytest.approx(weight[owner >= 0].sum())


@given(points)
def test_the_kinds_of_a_cell_add_up_to_its_points(drawn):
    owner, kind, _ = columns(drawn)
    found = counts(owner, kind, cells=CELLS, kinds=3)
    assert found.sum(axis=1).tolist() == [(owner == cell).sum() for cell in range(CELLS)]
    assert found.sum(axis=0).tolist() == [((kind == one) & (owner >= 0)).sum() for one in range(3)]


@given(points)
def test_a_mean_lies_between_the_least_and_the_greatest_value(drawn):
    owner, _, value = columns(drawn)
    found = means(owner, value, np.ones(len(owner)), cells=CELLS)
    for cell in range(CELLS):
        inside = value[owner == cell]
        if len(inside):
            assert inside.min() - 1e-9 <= found[cell] <= inside.max() + 1e-9
        else:
            assert np.isnan(found[cell])


def test_a_mean_is_weighted():
    assert means([0, 0], [100, 400], [2, 1], cells=1).tolist() == [200]


def test_a_share_is_the_mean_of_what_is_true():
    assert means([0, 0, 1], [True, False, True], [3, 1, 2], cells=2).tolist() == [0.75, 1]


@pytest.mark.parametrize("unknown", [np.nan, np.inf])
def test_values_that_are_not_known_are_left_out_of_a_mean(unknown):
    found = means([0, 0, 1], [100, unknown, unknown], [1, 9, 1], cells=2)
    assert found[0] == 100
    assert np.isnan(found[1])


def test_nothing_sums_up_to_nothing():
    assert totals([], [], cells=2).tolist() == [0, 0]
    assert counts([], [], cells=2, kinds=1).tolist() == [[0], [0]]
    assert np.isnan(means([], [], [], cells=2)).all()


@pytest.mark.parametrize("owner", [[-2], [3], [[0]]])
def test_an_owner_that_is_no_cell_is_refused(owner):
    with pytest.raises(ValueError, match="from -1 to 2"):
        totals(owner, [1], cells=3)


@pytest.mark.parametrize("weights", [[-1], [np.nan], [np.inf], [1, 2]])
def test_a_weight_that_is_none_is_refused(weights):
    with pytest.raises(ValueError, match="weight"):
        totals([0], weights, cells=1)


@pytest.mark.parametrize("kind", [[-1], [2], [0, 0]])
def test_a_kind_that_is_none_is_refused(kind):
    with pytest.raises(ValueError, match="kind"):
        counts([0], kind, cells=1, kinds=2)
