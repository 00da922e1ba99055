"""What is different between two coverages, and where two drafts are at odds."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.crs import metric_crs
from gis.difference import combined, conflicts, difference
from gis.edits import KINDS, insert_node, merge, move_node, move_to_parent, reshape, split, transfer
from gis.errors import EditRefused
from gis.transfers import transfers
from tests.gis.drawing import drawn, pictures
from tests.gis.edit_laws import assert_seamless
from tests.gis.random_edits import Planner
from tests.gis.squares import picture, square, squares

CRS = metric_crs(0.0, 0.0)  # the squares are drawn around the origin
SIDE = 10_000  # 111 m
SQUARE_M2 = 111.3**2


def big(drawing, **options):
    return squares(drawing, side=SIDE, **options)


def patch_of(x, y, width=1, height=1):
    return square(x, y, width, height, side=SIDE)


def test_nothing_is_different_in_the_same_coverage():
    found = difference(big("ab cd"), big("ab cd"), crs=CRS)
    assert (found.codes, found.moved, found.land, found.lineage) == ((), (), (), ())


def test_a_split_creates_a_cell_whose_ancestor_is_the_other():
    before = big("aaaa")
    after, _ = split(before, "a", [(SIDE, -5), (SIDE, SIDE + 5)])
    found = difference(before, after, crs=CRS)
    assert (found.created, found.changed, found.ended) == (("p001",), ("a",), ())
    assert [(heir.ancestor, heir.heir) for heir in found.lineage] == [("a", "a"), ("a", "p001")]
    assert [heir.share for heir in found.lineage] == pytest.approx([0.75, 0.25], abs=1e-4)


def test_a_merge_ends_a_cell_that_lives_on_in_the_other():
    before = big("ab")
    found = difference(before, merge(before, ["a", "b"], "a")[0], crs=CRS)
    assert (found.created, found.changed, found.ended) == ((), ("a",), ("b",))
    assert [(heir.ancestor, heir.heir, heir.share) for heir in found.lineage] == [("b", "a", 1.0)]


def test_a_cell_that_ended_is_not_its_own_heir_whatever_is_left_out_as_noise():
    before = big("cbd")
    after, _ = transfer(before, patch_of(1, 0.9, 1, 0.1), "d")
    after, _ = merge(after, ["b", "c"], "c")
    found = difference(before, after, crs=CRS, noise_m2=2_000)
    assert [(heir.ancestor, heir.heir) for heir in found.lineage] == [("b", "c")]


def test_changed_land_says_from_whom_to_whom_and_how_much():
    before = big("aabb ccdd eeee")
    after, _ = transfer(before, patch_of(1, 1, 2, 2), "e")
    found = difference(before, after, crs=CRS)
    assert {(one.before, one.after) for one in found.land} == {("a", "e"), ("b", "e"), ("c", "e"), ("d", "e")}
    assert [one.area_m2 for one in found.land] == pytest.approx([SQUARE_M2] * 4, rel=0.01)
    assert shapely.union_all([one.land for one in found.land]).equals(patch_of(1, 1, 2, 2))


def test_a_cell_that_belongs_to_another_parent_changed_without_land():
    before = big("abc", parents={"a": "p", "b": "p", "c": "q"})
    found = difference(before, move_to_parent(before, "b", "q")[0], crs=CRS)
    assert (found.changed, found.moved, found.land) == (("b",), (("b", "p", "q"),), ())


def test_land_won_and_lost_at_the_outer_limit_is_from_and_to_nobody():
    found = difference(big("aab"), big("ab"), crs=CRS)
    assert [(one.before, one.after) for one in found.land] == [("a", "b"), ("b", None)]
    back = difference(big("ab"), big("aab"), crs=CRS)
    assert [(one.before, one.after) for one in back.land] == [("b", "a"), (None, "b")]


def test_a_new_node_changes_cells_but_no_land_worth_telling():
    leaning = big("aa bb")
    after, _ = insert_node(leaning, (5000, SIDE))
    found = difference(leaning, after, crs=CRS)
    assert (found.changed, found.land, found.lineage) == (("a", "b"), (), ())


@given(pictures, pictures)
def test_what_changes_hands_is_all_land_that_is_in_other_hands(one, other):
    """Square by square: the letters before and after say who has it."""
    before, after = drawn(one), drawn(other)
    moved = transfers(before.polygons, np.array(before.codes), after.polygons, np.array(after.codes))
    for giver, taker, land in zip(moved.before, moved.after, moved.land, strict=True):
        had = before[giver] if giver else shapely.Polygon()
        has = after[taker] if taker else shapely.Polygon()
        assert giver != taker
        assert land.difference(had).area < 1e-12 or giver is None
        assert land.difference(has).area < 1e-12 or taker is None
    everything = shapely.union_all([*before.polygons, *after.polygons])
    kept = [shapely.intersection(before[code], after[code]) for code in before.codes if code in after.codes]
    assert shapely.union_all([*moved.land, *kept]).symmetric_difference(everything).area < 1e-12
    assert sum(shapely.area([*moved.land, *kept])) == pytest.approx(everything.area, rel=1e-9)


def test_drafts_that_changed_different_cells_are_not_at_odds():
    base = big("aab ccd eef")
    ours, _ = split(base, "a", [(SIDE, 0), (SIDE, 4 * SIDE)])
    theirs, _ = merge(base, ["e", "f"], "e")
    assert conflicts(base, ours, theirs) == ()
    both = combined(base, ours, theirs)
    assert picture(both, side=SIDE) == "1ab ccd eee" or picture(both, side=SIDE) == "a1b ccd eee"
    assert both.ended == {"f"}


def test_the_same_change_in_both_drafts_is_no_conflict():
    base = big("ab cd")
    ours, _ = merge(base, ["a", "b"], "a")
    assert conflicts(base, ours, merge(base, ["a", "b"], "a")[0]) == ()


def test_a_cell_that_both_drafts_changed_is_a_conflict():
    base = big("ab cd")
    ours, _ = move_node(base, (SIDE, SIDE), (SIDE + 5, SIDE))
    theirs, _ = move_node(base, (SIDE, SIDE), (SIDE - 5, SIDE))
    assert [(at.kind, at.code) for at in conflicts(base, ours, theirs)] == [
        ("changed_by_both", code) for code in "abcd"
    ]
    with pytest.raises(ValueError, match="at odds"):
        combined(base, ours, theirs)


def test_a_cell_that_one_draft_ended_and_the_other_changed_is_a_conflict():
    base = big("aa bb cc")
    ours, _ = merge(base, ["b", "c"], "c")
    theirs, _ = reshape(base, ("a", "b"), [(0, 2 * SIDE), (SIDE, 2 * SIDE + 500), (2 * SIDE, 2 * SIDE)])
    assert ("ended_and_changed", "b") in [(at.kind, at.code) for at in conflicts(base, ours, theirs)]


def test_the_same_code_for_two_new_cells_is_a_conflict():
    base = big("aab ccd eef")
    ours, _ = split(base, "a", [(SIDE, 0), (SIDE, 4 * SIDE)])
    theirs, _ = split(base, "e", [(SIDE, -4 * SIDE), (SIDE, SIDE)])
    assert ("same_new_code", "p001") in [(at.kind, at.code) for at in conflicts(base, ours, theirs)]


def test_a_code_that_one_draft_gave_and_ended_is_not_new_in_the_other():
    base = big("aab ccd eef")
    ours, _ = split(base, "a", [(SIDE, 2 * SIDE), (SIDE, 4 * SIDE)])
    ours, _ = merge(ours, ["a", "p001"], "a")
    theirs, _ = split(base, "e", [(SIDE, -SIDE), (SIDE, SIDE)])
    for one, other in ((ours, theirs), (theirs, ours)):
        assert [(at.kind, at.code) for at in conflicts(base, one, other)] == [("same_new_code", "p001")]


def test_a_cell_that_is_merged_into_another_one_in_each_draft_is_a_conflict():
    base = big("cbd")
    ours, _ = merge(base, ["b", "c"], "c")
    theirs, _ = merge(base, ["b", "d"], "d")
    assert [(at.kind, at.code) for at in conflicts(base, ours, theirs)] == [
        ("same_land", "c"),
        ("same_land", "d"),
    ]


def test_land_that_goes_to_another_cell_in_each_draft_is_a_conflict():
    base = big("cbb ddb")
    ours, _ = transfer(base, patch_of(1, 1), "c")
    theirs, _ = transfer(base, patch_of(1, 1), "d")
    assert [(at.kind, at.code) for at in conflicts(base, ours, theirs)] == [
        ("same_land", "c"),
        ("same_land", "d"),
    ]


def test_two_drafts_that_give_a_new_parent_cells_far_apart_are_at_odds():
    base = big("abcde")
    ours, _ = move_to_parent(base, "a", "new")
    theirs, _ = move_to_parent(base, "e", "new")
    assert [(at.kind, at.code) for at in conflicts(base, ours, theirs)] == [("breaks_parent", "new")]


def test_two_drafts_that_tear_a_parent_apart_together_are_at_odds():
    ring = dict.fromkeys("tulr", "p") | {"x": "q", "m": "s"}
    base = big("xxxxx xtttx xlmrx xuuux xxxxx", parents=ring)
    ours, _ = move_to_parent(base, "l", "q")
    theirs, _ = move_to_parent(base, "r", "q")
    assert [(at.kind, at.code) for at in conflicts(base, ours, theirs)] == [("breaks_parent", "p")]


@settings(max_examples=30)
@given(st.integers(0, 10**6), st.integers(0, 10**6))
def test_drafts_without_conflict_combine_to_a_seamless_coverage_either_way(one, other):
    base = squares("aabbcc aabbcc ddeeff ddeeff gghhii gghhii", side=1000)

    def draft(seed):
        planner, coverage = Planner(seed), base
        for _ in range(2):
            kind, arguments = planner.draw(coverage, planner.choose())
            try:
                coverage, _ = KINDS[kind](coverage, **arguments)
            except EditRefused:
                continue
        return coverage

    ours, theirs = draft(one), draft(other)
    if not conflicts(base, ours, theirs):
        both = combined(base, ours, theirs)
        assert_seamless(both)
        assert both.is_identical(combined(base, theirs, ours))
