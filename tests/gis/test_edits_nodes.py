"""Edits of single nodes and edges."""

import numpy as np
import pytest
import shapely

from gis.coverage import Coverage
from gis.edits import insert_node, move_edge, move_node, remove_node, replay
from gis.errors import EditRefused
from tests.gis.squares import corners, square, squares


def refusal(edit, coverage, *arguments):
    """What an edit is refused with: reason, cells, place."""
    with pytest.raises(EditRefused) as refused:
        edit(coverage, *arguments)
    return refused.value.reason, refused.value.cells, refused.value.at


def test_a_moved_node_moves_in_every_cell_that_has_it():
    after, patch = move_node(squares("ab cd"), (10, 10), (12, 9))
    assert all((12, 9) in corners(after, code) for code in "abcd")
    assert not any((10, 10) in corners(after, code) for code in "abcd")
    assert patch.codes == ("a", "b", "c", "d")


def test_moving_a_node_leaves_the_coverage_it_came_from_as_it_was():
    before = squares("ab cd")
    move_node(before, (10, 10), (12, 9))
    assert before.is_identical(squares("ab cd"))


def test_what_is_moved_is_rounded_to_the_lattice():
    after, _ = move_node(squares("ab cd"), (10.2, 9.8), (12.4, 8.6))
    assert (12, 9) in corners(after, "a")


def test_a_node_on_a_zero_line_is_replayed_to_the_same_bytes():
    around = shapely.transform(squares("ab cd").polygons, lambda xy: xy - 10)
    before = Coverage.of(around, list("abcd"), "pppp")
    after, patch = move_node(before, (0, 0), (-0.2, -0.2 + 3))
    replayed, _ = replay(before, patch.edit)
    assert shapely.to_wkb(replayed.polygons).tolist() == shapely.to_wkb(after.polygons).tolist()


@pytest.mark.parametrize("node", [(0, 0), (10, 0), (20, 20)])
def test_the_outer_limit_does_not_move(node):
    reason, _, at = refusal(move_node, squares("ab cd"), node, (5, 5))
    assert (reason, at) == ("town_limit", node)


def test_the_rim_of_an_enclave_does_not_move():
    around = squares("aab a.b ccb", enclaves=[square(1, 1)])
    assert refusal(move_node, around, (10, 10), (9, 9))[0] == "town_limit"


def test_there_must_be_a_node_to_move():
    assert refusal(move_node, squares("ab cd"), (11, 11), (12, 12)) == ("no_node", (), (11, 11))


def test_a_node_does_not_move_onto_another():
    assert refusal(move_node, squares("aaa bbb"), (10, 10), (20, 10)) == ("occupied", ("a", "b"), (20, 10))


def test_a_node_does_not_move_across_the_border_of_its_cell():
    assert refusal(move_node, squares("aaa bbb ccc"), (10, 20), (15, 5))[:2] == ("invalid", ("b",))


def test_a_node_that_stays_changes_nothing():
    assert refusal(move_node, squares("ab cd"), (10, 10), (10.3, 10))[0] == "nothing_changes"


@pytest.mark.parametrize("place", [(np.nan, 1), (np.inf, 1), (1e12, 1), (1, 2, 3), (), "ab", (1, (2, 3))])
def test_a_place_off_the_earth_is_refused(place):
    assert refusal(move_node, squares("ab cd"), (10, 10), place)[0] == "off_lattice"


def test_both_ends_of_an_edge_move_alike():
    after, _ = move_edge(squares("aaaa bbbb"), [(10, 10), (20, 10)], (0, 3))
    assert {(10, 13), (20, 13)} <= corners(after, "a") & corners(after, "b")


def test_an_edge_moves_along_itself_onto_the_place_of_its_other_end():
    after, _ = move_edge(squares("aaaaa bbbbb"), [(10, 10), (20, 10)], (10, 2))
    assert {(20, 12), (30, 12)} <= corners(after, "a")


def test_nodes_without_an_edge_between_them_do_not_move_as_one():
    assert refusal(move_edge, squares("aaaa bbbb"), [(10, 10), (30, 10)], (0, 3))[0] == "no_edge"
    assert refusal(move_edge, squares("aaaa bbbb"), [(10, 10), (10, 10)], (0, 3))[0] == "no_edge"


@pytest.mark.parametrize("ends", [[], [(10, 10)], [(10, 10), (20, 10), (30, 10)]])
def test_an_edge_has_two_ends(ends):
    assert refusal(move_edge, squares("aaaa bbbb"), ends, (0, 3))[0] == "no_edge"


def test_an_edge_with_an_end_on_the_outer_limit_does_not_move():
    assert refusal(move_edge, squares("aaaa bbbb"), [(0, 10), (10, 10)], (0, 3))[0] == "town_limit"


def test_a_new_node_is_in_both_cells():
    after, patch = insert_node(squares("ab"), (10, 4))
    assert (10, 4) in corners(after, "a") & corners(after, "b")
    assert patch.codes == ("a", "b")


def test_a_new_node_may_lie_on_the_outer_limit():
    after, patch = insert_node(squares("ab"), (4, 0))
    assert (4, 0) in corners(after, "a")
    assert patch.codes == ("a",)


def test_a_new_node_bends_an_edge_by_less_than_a_unit():
    leaning = shapely.Polygon([(0, 0), (7, 0), (20, 19), (0, 19)])
    right = shapely.Polygon([(7, 0), (30, 0), (30, 19), (20, 19)])
    before = Coverage.of([leaning, right], ["a", "b"], ["p", "p"])
    after, _ = insert_node(before, (13, 9))
    assert shapely.LineString([(7, 0), (20, 19)]).distance(shapely.Point(13, 9)) < 0.71
    assert (13, 9) in corners(after, "a") & corners(after, "b")
    assert shapely.area(after.polygons).sum() == shapely.area(before.polygons).sum()


def test_a_new_node_needs_an_edge_that_runs_there():
    assert refusal(insert_node, squares("ab"), (12, 4)) == ("no_edge", (), (12, 4))


def test_a_new_node_does_not_lie_on_an_old_one():
    assert refusal(insert_node, squares("ab"), (10, 10)) == ("occupied", ("a", "b"), (10, 10))


def test_of_two_edges_through_a_pixel_the_nearer_gets_the_node():
    wedge = shapely.Polygon([(0, 0), (40, 1), (40, 0)])
    above = shapely.Polygon([(0, 0), (40, 1), (40, 9), (0, 9)])
    before = Coverage.of([wedge, above], ["a", "b"], ["p", "p"])
    after, _ = insert_node(before, (30, 1))
    assert (30, 1) in corners(after, "b")


def test_a_removed_node_is_gone_from_both_cells():
    before, _ = insert_node(squares("ab"), (10, 4))
    after, _ = remove_node(before, (10, 4))
    assert after.is_identical(squares("ab"))


def test_a_node_where_three_cells_meet_stays():
    assert refusal(remove_node, squares("aab acc ddd"), (20, 20))[0] == "junction"


def test_a_node_where_two_cells_touch_twice_stays():
    assert refusal(remove_node, squares("aaaa abba aaba acaa aaaa"), (20, 20))[0] == "junction"


def test_a_node_of_the_outer_limit_stays():
    assert refusal(remove_node, squares("aa"), (10, 0))[0] == "town_limit"


def test_a_triangle_keeps_its_corners():
    triangle = shapely.Polygon([(10, 10), (20, 10), (15, 18)])
    both = Coverage.of([square(0, 0, 3, 3).difference(triangle), triangle], ["a", "b"], ["p", "p"])
    reason, _, at = refusal(remove_node, both, (15, 18))
    assert (reason, at) == ("too_few", (15, 18))


def test_nodes_of_locked_cells_stay_but_new_ones_may_come():
    locked = squares("ab cd", locked={"a"})
    assert refusal(move_node, locked, (10, 10), (12, 9))[:2] == ("locked", ("a",))
    after, _ = insert_node(locked, (10, 14))
    assert (10, 14) in corners(after, "a")
