"""Edits of whole areas: split, merge, transfer, carve, and what cells belong to."""

import numpy as np
import pytest
import shapely

from gis.edits import carve, merge, move_to_parent, split, transfer
from gis.errors import EditRefused
from tests.gis.squares import corners, picture, square, squares


def refusal(edit, coverage, *arguments, **options):
    """What an edit is refused with: reason and cells."""
    with pytest.raises(EditRefused) as refused:
        edit(coverage, *arguments, **options)
    return refused.value.reason, refused.value.cells


def test_splitting_gives_the_smaller_piece_a_new_code():
    after, patch = split(squares("aaa"), "a", [(10, -5), (10, 15)])
    assert picture(after) == "1aa"
    assert patch.created == ("p001",)
    assert after["p001"].parent == "p"


def test_both_neighbours_get_the_nodes_of_a_split():
    after, _ = split(squares("aaa bbb"), "a", [(14, 0), (14, 30)])
    assert (14, 10) in corners(after, "b")


def test_a_split_line_may_overrun_the_cell_without_cutting_others():
    after, _ = split(squares("cab"), "a", [(-5, 5), (35, 5)])
    assert after.codes == ("a", "b", "c", "p001")
    assert after["b"].polygon.area == after["c"].polygon.area == 100


def test_a_split_line_may_bend_and_run_along_the_border():
    after, _ = split(squares("aa aa bb"), "a", [(20, 10), (10, 10), (10, 30)])
    assert picture(after) in {"1a 1a bb", "a1 a1 bb"}


def test_a_closed_line_splits_off_what_it_surrounds():
    after, _ = split(squares("aaa aaa aaa"), "a", shapely.boundary(square(1, 1)))
    assert picture(after) == "aaa a1a aaa"
    assert shapely.get_num_interior_rings(after["a"].polygon) == 1


@pytest.mark.parametrize(
    "line",
    [[(2, 2), (8, 8)], [(-5, 5), (8, 5)], [(0, 0), (10, 0)], [(40, 0), (40, 10)]],
    ids=["inside", "half way", "along the border", "elsewhere"],
)
def test_a_line_that_divides_nothing_does_not_split(line):
    assert refusal(split, squares("a"), "a", line) == ("no_cut", ("a",))


def test_a_line_that_makes_three_parts_does_not_split():
    zigzag = [(-5, 5), (25, 5), (25, -5), (15, -5), (15, 20)]
    assert refusal(split, squares("aa"), "a", zigzag) == ("many_parts", ("a",))


@pytest.mark.parametrize(
    "line",
    [
        [],
        [(1, 1)],
        [(0, 0), (1,)],
        [(0, 0), "b"],
        None,
        [(1, 1), (1.2, 1)],
        [(1, 1), (float("nan"), 2)],
        [(0, 0), (1e9, 0)],
        [1, 2, 3],
    ],
)
def test_what_is_no_line_does_not_split(line):
    assert refusal(split, squares("a"), "a", line)[0] == "bad_line"


def test_there_must_be_a_cell_to_split():
    assert refusal(split, squares("a"), "z", [(5, -5), (5, 15)]) == ("unknown_cell", ("z",))


def test_merging_two_cells_leaves_no_edge_between_them():
    after, patch = merge(squares("aab acb"), ["a", "c"], "a")
    assert picture(after) == "aab aab"
    assert patch.ended == ("c",)
    assert after.ended == {"c"}


def test_the_code_of_a_merged_cell_is_not_given_again():
    once, patch = split(squares("aaa"), "a", [(10, -5), (10, 15)])
    merged, _ = merge(once, ["a", "p001"], "a")
    again, patch = split(merged, "a", [(10, -5), (10, 15)])
    assert patch.created == ("p002",)
    assert picture(again) == "2aa"


def test_cells_that_only_meet_in_a_corner_do_not_merge():
    assert refusal(merge, squares("ab cd"), ["a", "d"], "a") == ("apart", ("a", "d"))


def test_a_cell_does_not_merge_with_itself():
    assert refusal(merge, squares("ab"), ["a", "a"], "a")[0] == "nothing_changes"


def test_cells_merge_around_another():
    assert picture(merge(squares("abb axb aab"), ["a", "b"], "b")[0]) == "bbb bxb bbb"


def test_a_transfer_takes_the_area_from_every_cell_under_it():
    after, patch = transfer(squares("aabb ccdd eeee"), square(1, 1, 2, 2), "e")
    assert picture(after) == "aeeb ceed eeee"
    assert patch.codes == ("a", "b", "c", "d", "e")


def test_a_transferred_area_may_lie_across_borders_and_the_limit():
    area = shapely.box(5, 12, 90, 90)
    after, _ = transfer(squares("aab ccb"), area, "b")
    assert after["a"].polygon.area == 200 - 15 * 8
    assert (5, 12) in corners(after, "a")


def test_a_cell_of_which_nothing_is_left_ends():
    after, patch = transfer(squares("ab"), square(0, 0), "b")
    assert picture(after) == "bb"
    assert patch.ended == ("a",)


def test_a_transfer_passes_over_locked_cells():
    after, _ = transfer(squares("abc ddd", locked={"b"}), square(0, 1, 3, 1), "d")
    assert picture(after) == "dbd ddd"


def test_a_locked_cell_takes_nothing():
    assert refusal(transfer, squares("ab", locked={"b"}), square(0, 0), "b") == ("locked", ("b",))


def test_land_that_the_cell_has_already_changes_nothing():
    assert refusal(transfer, squares("ab"), square(0, 0), "a")[0] == "nothing_changes"


def test_land_apart_from_the_cell_is_not_transferred():
    assert refusal(transfer, squares("aabb"), square(3, 0), "a") == ("multipart", ("a",))


def test_a_transfer_that_cuts_a_cell_in_two_is_refused():
    assert refusal(transfer, squares("aaa bbb"), square(1, 1), "b") == ("multipart", ("a",))


def test_parts_that_a_transfer_cuts_off_may_join_their_neighbour():
    after, _ = transfer(squares("aaaa bbbb"), square(1, 1), "b", strays="join")
    assert picture(after) == "bbaa bbbb"


@pytest.mark.parametrize(
    "area",
    [
        shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)]),
        shapely.Polygon(),
        shapely.Point(5, 5),
        shapely.box(5, 5, 5.2, 5.2),
        shapely.box(0, 0, 1e9, 10),
        shapely.box(0, 0, float("inf"), 10),
    ],
    ids=["bow-tie", "empty", "point", "nothing on the lattice", "too far", "infinite"],
)
def test_what_is_no_area_is_not_transferred(area):
    assert refusal(transfer, squares("ab"), area, "b")[0] == "bad_area"


def test_a_refusal_does_not_name_the_cell_that_was_not_made():
    both = shapely.MultiPolygon([square(0, 0), square(3, 0)])
    assert refusal(carve, squares("aaaa"), both, "p") == ("multipart", ())


@pytest.mark.parametrize(
    "area",
    [
        shapely.MultiPolygon([square(1, 0), shapely.Polygon([(30, 5), (34, 5), (34, 5.3)])]),
        shapely.MultiPolygon([square(1, 0), shapely.Polygon([(30, 5), (30.2, 5), (30.2, 5.3)])]),
        square(1, 0).difference(shapely.box(12.6, 6, 13.4, 6.2)),
        square(1, 0).union(shapely.box(20, 4.6, 30, 5.4)),
    ],
    ids=["a thin part", "a small part", "a small hole", "a spike"],
)
def test_what_is_thinner_than_a_unit_of_an_area_is_left_out(area):
    after, _ = transfer(
        squares("aaaa aaaa bbbb"), shapely.transform(area, lambda xy: np.add(xy, (0, 10))), "b"
    )
    assert picture(after) == "aaaa abaa bbbb"


def test_an_area_with_places_that_round_to_one_is_told_by_one():
    area = shapely.Polygon([(10.1, 0), (10.1, 10), (9.9, 10.2), (0, 10), (0, 0)])
    _, patch = transfer(squares("aaa bbb"), shapely.transform(area, lambda xy: np.add(xy, (0, 10))), "b")
    corners = [tuple(place) for place in patch.edit["area"][0][0]]
    assert len(corners) == len(set(corners)) + 1


def test_pieces_of_one_size_in_one_box_keep_their_codes_whichever_way_the_line_runs():
    one, other = (split(squares("a"), "a", line)[0] for line in ([(0, 0), (10, 10)], [(10, 10), (0, 0)]))
    assert one.is_identical(other)


def test_an_area_as_thin_as_numbers_go_is_no_area():
    speck = shapely.Polygon([(0, 0), (0, 1), (1e-200, 0)])
    assert refusal(carve, squares("a"), speck, "p")[0] == "bad_area"


def test_an_area_with_a_hole_leaves_what_is_in_the_hole():
    ring = square(0, 0, 3, 3).difference(square(1, 1))
    after, _ = carve(squares("aaaa abaa aaaa"), ring, "p")
    assert picture(after) == "111a 1b1a 111a"


def test_a_carved_cell_takes_the_area_from_every_cell_under_it():
    after, patch = carve(squares("aabb aabb ccdd"), square(1, 0, 2, 2), "p")
    assert picture(after) == "aabb a11b c11d"
    assert patch.created == ("p001",)


def test_a_carved_cell_may_belong_to_another_parent():
    after, _ = carve(squares("aabb", parents={"b": "q"}), square(1, 0), "q")
    assert (picture(after), after["q001"].parent) == ("a1bb", "q")


def test_land_outside_is_not_carved():
    assert refusal(carve, squares("ab"), square(5, 5), "p")[0] == "nothing_changes"


def test_a_community_is_not_torn_apart():
    row = squares("abc ddd", parents={"d": "q"})
    assert refusal(transfer, row, square(1, 1), "d") == ("breaks_parent", ("a", "c"))


def test_a_community_that_was_in_two_pieces_may_stay_so():
    before = squares("aabcc", parents={"a": "p", "c": "p", "b": "q"})
    after, _ = split(before, "a", [(10, -5), (10, 15)])
    assert after.pieces_of("p") == 2


def test_moving_a_cell_to_another_parent_keeps_code_and_land():
    before = squares("abc", parents={"a": "p", "b": "p", "c": "q"})
    after, patch = move_to_parent(before, "b", "q")
    assert after.parents == ("p", "q", "q")
    assert shapely.equals_identical(after.polygons, before.polygons).all()
    assert patch.codes == ("b",)


def test_a_cell_does_not_leave_its_parent_in_two_pieces():
    before = squares("abcd", parents={"a": "p", "b": "p", "c": "p", "d": "q"})
    assert refusal(move_to_parent, before, "b", "q") == ("breaks_parent", ("a", "c"))


def test_a_cell_does_not_go_to_a_parent_that_it_does_not_touch():
    before = squares("abcd", parents={"a": "p", "b": "p", "c": "p", "d": "q"})
    assert refusal(move_to_parent, before, "a", "q")[0] == "breaks_parent"


def test_the_last_cell_of_a_parent_stays():
    before = squares("ab", parents={"a": "p", "b": "q"})
    assert refusal(move_to_parent, before, "a", "q") == ("last_of_parent", ("a",))
    assert refusal(merge, before, ["a", "b"], "b") == ("last_of_parent", ("a",))


def test_numbers_of_new_cells_run_out():
    full = squares("aa", ended={"p999"})
    assert refusal(split, full, "a", [(10, -5), (10, 15)])[0] == "no_code_left"


@pytest.mark.parametrize("edit", [split, merge, move_to_parent], ids=lambda edit: edit.__name__)
def test_locked_cells_stay_as_they_are(edit):
    locked = squares("ab cd", locked={"a"})
    arguments = {split: ("a", [(5, -5), (5, 25)]), merge: (["a", "b"], "b"), move_to_parent: ("a", "q")}
    assert refusal(edit, locked, *arguments[edit]) == ("locked", ("a",))
