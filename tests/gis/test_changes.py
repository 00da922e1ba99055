"""What changed between two divisions."""

import numpy as np
import pytest
import shapely

from gis.changes import Cells, change_between
from tests.gis.drawing import corner, drawn, moved


def division(picture):
    codes, polygons = drawn(picture)
    return Cells(tuple(codes), polygons)


def change(before, after):
    return change_between(division(before), division(after))


def changed_codes(found):
    codes = [found.before.codes[row] for row in found.row_before if row >= 0]
    return sorted({*codes, *(found.after.codes[row] for row in found.row_after if row >= 0)})


def test_only_the_cells_on_both_sides_of_a_moved_border_changed():
    assert changed_codes(change("aabbcc", "aaabcc")) == ["a", "b"]


def test_nothing_changed_between_a_division_and_itself():
    same = change("ab cd", "ab cd")
    assert (len(same.row_after), len(same.edges)) == (0, 0)


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
