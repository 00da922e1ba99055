"""Edits of the border that two cells share."""

import pytest

from gis.edits import reshape, simplify_border
from gis.errors import EditRefused
from tests.gis.squares import corners, picture, squares


def refusal(edit, coverage, *arguments):
    """What an edit is refused with."""
    with pytest.raises(EditRefused) as refused:
        edit(coverage, *arguments)
    return refused.value.reason


def test_a_line_from_limit_to_limit_becomes_the_border():
    after, _ = reshape(squares("aabb aabb"), ("a", "b"), [(30, -5), (30, 25)])
    assert picture(after) == "aaab aaab"


def test_the_lesser_change_is_taken_wherever_the_line_runs():
    before = squares("aaaab aaaab")
    assert picture(reshape(before, ("a", "b"), [(10, -5), (10, 25)])[0]) == "abbbb abbbb"
    assert picture(reshape(before, ("a", "b"), [(30, -5), (30, 25)])[0]) == "aaabb aaabb"


def test_what_lies_between_the_line_and_the_old_border_goes_over():
    after, _ = reshape(squares("aaa aaa bbb bbb"), ("a", "b"), [(10, 20), (10, 30), (20, 30), (20, 20)])
    assert picture(after) == "aaa aba bbb bbb"


def test_a_line_may_cross_the_old_border_to_and_fro():
    line = [(10, 20), (10, 30), (20, 30), (20, 10), (30, 10), (30, 20)]
    after, _ = reshape(squares("aaaa aaaa bbbb bbbb"), ("a", "b"), line)
    assert picture(after) == "aaaa abaa bbab bbbb"


def test_a_line_from_the_old_border_to_the_limit_replaces_the_part_that_moves_less():
    after, _ = reshape(squares("aaaa aaaa bbbb"), ("a", "b"), [(10, 10), (10, 20), (50, 20)])
    assert picture(after) == "aaaa abbb bbbb"


def test_a_redrawn_border_may_run_along_a_third_cell():
    after, _ = reshape(squares("cccc aabb aabb"), ("a", "b"), [(30, -5), (30, 20), (20, 20)])
    assert picture(after) == "cccc aaab aaab"
    assert (30, 20) in corners(after, "c")


def test_other_cells_under_the_line_are_not_cut():
    before = squares("cccc aabb dddd")
    after, _ = reshape(before, ("a", "b"), [(30, -50), (30, 50)])
    assert picture(after) == "cccc aaab dddd"
    assert after["d"].polygon.area == before["d"].polygon.area


def test_a_line_that_divides_nothing_is_refused():
    assert refusal(reshape, squares("aabb"), ("a", "b"), [(2, 2), (8, 8)]) == "no_cut"


def test_a_line_along_the_old_border_changes_nothing():
    assert refusal(reshape, squares("aabb"), ("a", "b"), [(20, -5), (20, 15)]) == "nothing_changes"


def test_a_line_that_crosses_itself_is_refused():
    loop = [(10, -5), (10, 5), (15, 5), (5, 2), (5, 15)]
    assert refusal(reshape, squares("aaabbb"), ("a", "b"), loop) == "many_parts"


def test_cells_without_a_common_border_have_none_to_redraw():
    assert refusal(reshape, squares("ab cd"), ("a", "d"), [(5, -5), (5, 25)]) == "apart"
    assert refusal(reshape, squares("ab cd"), ("a", "a"), [(5, -5), (5, 25)]) == "apart"
    assert refusal(simplify_border, squares("ab cd"), ("a", "d"), 5) == "apart"


def test_simplifying_leaves_other_borders_alone():
    before = squares("aaaa bbbb cccc")
    after, patch = simplify_border(before, ("a", "b"), 5)
    assert corners(before, "a") - corners(after, "a") == {(10, 20), (20, 20), (30, 20)}
    assert after["c"] == before["c"]
    assert patch.codes == ("a", "b")


def test_a_straight_border_without_nodes_has_nothing_to_simplify():
    assert refusal(simplify_border, squares("ab"), ("a", "b"), 5) == "nothing_changes"


@pytest.mark.parametrize("tolerance", [0, -1, float("nan"), float("inf")])
def test_a_tolerance_must_be_positive(tolerance):
    assert refusal(simplify_border, squares("aaaa bbbb"), ("a", "b"), tolerance) == "bad_tolerance"


def test_the_ring_around_an_enclosed_cell_is_simplified_too():
    after, _ = simplify_border(squares("aaaa abba abba aaaa"), ("a", "b"), 8)
    assert len(corners(after, "b")) < len(corners(squares("aaaa abba abba aaaa"), "b"))


def test_locked_borders_stay():
    locked = squares("aaaa bbbb", locked={"b"})
    assert refusal(simplify_border, locked, ("a", "b"), 5) == "locked"
    assert refusal(reshape, locked, ("a", "b"), [(10, 10), (20, 12), (30, 10)]) == "locked"
