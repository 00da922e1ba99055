"""What changed between two divisions."""

import numpy as np
import pytest
import shapely

from gis.changes import Cells, change_between, changed_land
from tests.gis.drawing import corner, drawn, moved


def division(picture):
    codes, polygons = drawn(picture)
    return Cells(tuple(codes), polygons)


def change(before, after):
    return change_between(division(before), division(after))


def changed_codes(found):
    codes = [found.before.codes[row] for row in found.row_before if row >= 0]
    return sorted({*codes, *(found.after.codes[row] for row in found.row_after if row >= 0)})


def handed_over(found):
    """The pieces as (from, to, squares)."""
    square = division("a").polygons[0].area
    return sorted(
        (
            found.before.codes[piece.before] if piece.before >= 0 else ".",
            found.after.codes[piece.after] if piece.after >= 0 else ".",
            round(piece.polygon.area / square, 6),
        )
        for piece in changed_land(found)
    )


def test_only_the_cells_on_both_sides_of_a_moved_border_changed():
    assert changed_codes(change("aabbcc", "aaabcc")) == ["a", "b"]


def test_nothing_changed_between_a_division_and_itself():
    same = change("ab cd", "ab cd")
    assert (len(same.row_after), len(same.edges), changed_land(same)) == (0, 0, ())


def test_where_an_outline_starts_and_how_it_turns_is_no_change():
    cells = division("ab")
    turned = Cells(cells.codes, shapely.reverse(shapely.normalize(cells.polygons)))
    assert len(change_between(cells, turned).row_after) == 0


def test_cells_keep_their_codes_when_another_is_created_before_them():
    found = change("bbcc", "abcc")
    assert found.stands.tolist() == [1, 2]
    assert changed_codes(found) == ["a", "b"]


def test_an_ended_code_stands_nowhere():
    assert change("abc", "bbc").stands.tolist() == [-1, 0, 1]


def test_land_is_listed_with_who_gave_and_who_took_it():
    assert handed_over(change("aabb aabb", "aaab aabb")) == [("b", "a", 1.0)]


def test_a_merged_cell_hands_over_all_its_land():
    assert handed_over(change("abc", "aac")) == [("b", "a", 1.0)]


def test_land_can_come_from_nobody_and_go_to_nobody():
    assert handed_over(change("ab.", ".bb")) == [(".", "b", 1.0), ("a", ".", 1.0)]


def test_the_box_of_a_changed_cell_holds_its_changed_edges_and_no_more():
    cells = drawn("aabb aabb")
    place = corner(2, 1)
    after = [moved(polygon, place, east_m=30) for polygon in cells.polygons]
    found = change_between(Cells(("a", "b"), cells.polygons), Cells(("a", "b"), np.array(after)))
    assert found.boxes[0] == pytest.approx([place[0], corner(2, 0)[1], place[0] + 3e-4, corner(2, 2)[1]])


@pytest.mark.parametrize("codes", [("b", "a"), ("a", "a"), ("a",)])
def test_codes_out_of_order_are_refused(codes):
    with pytest.raises(ValueError, match="code"):
        Cells(codes, division("ab").polygons)
