"""Patches are data: through JSON and back, undone and replayed to the last byte."""

import json

import pytest

from gis.edits import KINDS, REASONS, Patch, merge, move_node, replay, split
from gis.errors import EditRefused, PatchConflict
from tests.gis.random_edits import Planner
from tests.gis.squares import squares

TOWN = "aabbcc aabbcc ddeeff ddeeff gghhii gghhii"
COMMUNITIES = dict.fromkeys("abde", "p") | dict.fromkeys("cfghi", "q")


def through_json(patch):
    return Patch.from_json(json.loads(json.dumps(patch.to_json())))


def edited(coverage, planner, kind):
    """The first edit of a kind that is not refused."""
    for _ in range(200):
        _, arguments = planner.draw(coverage, kind)
        try:
            return KINDS[kind](coverage, **arguments)
        except EditRefused as refused:
            assert refused.reason in REASONS
    raise AssertionError(f"every {kind} was refused")


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_edit_goes_through_json_undoes_and_replays(kind):
    before = squares(TOWN, parents=COMMUNITIES, side=1000)
    after, patch = edited(before, Planner(seed=7), kind)
    again = through_json(patch)
    assert again.apply(before).is_identical(after)
    assert again.inverse.apply(after).is_identical(before)
    replayed, same = replay(before, again.edit)
    assert replayed.is_identical(after)
    assert json.dumps(same.to_json()) == json.dumps(patch.to_json())


def test_taking_an_edit_back_twice_puts_it_on_again():
    before = squares("aaa")
    after, patch = split(before, "a", [(10, -5), (10, 15)])
    assert patch.inverse.inverse.apply(before).is_identical(after)


def test_an_undone_merge_gives_the_code_back():
    before = squares("ab")
    after, patch = merge(before, ["a", "b"], "a")
    assert after.ended == {"b"}
    assert patch.inverse.apply(after).ended == frozenset()


def test_a_patch_does_not_fit_where_its_cells_have_changed():
    before = squares("ab cd")
    _, patch = merge(before, ["a", "b"], "a")
    other, _ = move_node(before, (10, 10), (11, 11))
    with pytest.raises(PatchConflict) as conflict:
        patch.apply(other)
    assert conflict.value.cells == ("a", "b")


def test_a_patch_does_not_fit_where_its_new_code_is_taken():
    before = squares("aa bb")
    _, one = split(before, "a", [(10, -5), (10, 35)])
    other, _ = split(before, "b", [(10, -5), (10, 35)])
    with pytest.raises(PatchConflict) as conflict:
        one.apply(other)
    assert conflict.value.cells == ("p001",)


def test_edits_of_different_cells_fit_in_either_order():
    before = squares("aab ccd eef")
    _, one = split(before, "a", [(10, -5), (10, 35)])
    _, other = merge(before, ["e", "f"], "e")
    assert one.apply(other.apply(before)).is_identical(other.apply(one.apply(before)))


@pytest.mark.parametrize("area", [[], [[]], [[[[0, 0], [1, 1]]]], [[["a", "b", "c", "d"]]], [[[0, 1, 2, 3]]]])
def test_what_is_no_area_is_not_replayed(area):
    with pytest.raises(EditRefused, match="bad_area"):
        replay(squares("ab"), {"kind": "transfer", "area": area, "to": "a"})


def test_an_unknown_kind_of_edit_is_refused():
    with pytest.raises(EditRefused, match="unknown_edit"):
        replay(squares("ab"), {"kind": "explode"})
