"""New nodes on the outer limit bend it by less than a unit, and never onto other land."""

import pytest
import shapely

from gis.coverage import Coverage
from gis.edits import carve, insert_node, split, transfer
from gis.errors import EditRefused
from tests.gis.edit_laws import assert_laws
from tests.gis.squares import square, squares

SOUTH = shapely.Polygon([(0, 0), (100, 3), (100, -50), (0, -50)])


def shores(north, **options):
    """Land south of an inlet, and land north of it."""
    return Coverage.of([SOUTH, north], ["a", "b"], ["p", "p"], **options)


def refusal(edit, coverage, *arguments):
    """What an edit is refused with: reason, cells, place."""
    with pytest.raises(EditRefused) as refused:
        edit(coverage, *arguments)
    return refused.value.reason, refused.value.cells, refused.value.at


@pytest.mark.parametrize(
    "edit", [(insert_node, (50, 2)), (split, "a", [(50, 2), (50, -60)])], ids=lambda edit: edit[0].__name__
)
def test_a_bent_limit_does_not_reach_over_land_across_an_inlet(edit):
    narrow = shores(shapely.Polygon([(60, 2), (80, 50), (40, 50)]))
    assert refusal(edit[0], narrow, *edit[1:])[:2] == ("too_close", ("a", "b"))


def test_a_bent_limit_does_not_close_an_inlet():
    narrow = shores(shapely.Polygon([(50, 2), (80, 50), (40, 50)]))
    assert refusal(split, narrow, "a", [(50, 2), (50, -60)]) == ("too_close", ("a", "b"), (50, 2))


def test_a_bent_limit_does_not_fall_onto_the_other_shore():
    north = shapely.Polygon([(0, 0), (0, 50), (100, 50), (100, 3), (50, 2)])
    narrow = shores(north, enclaves=[shapely.box(0, 0, 100, 3)])
    assert refusal(split, narrow, "a", [(50, 2), (50, -60)])[:2] == ("too_close", ("a", "b"))


def test_a_strip_of_land_between_two_shores_does_not_vanish():
    """An enclave lies west of b, which is half a unit wide there and has the outer limit on its other side."""
    west = shapely.Polygon([(0, 6), (4, 6), (4, 7), (4, 9), (3, 9), (4, 12), (4, 15), (0, 15)])
    east = [
        shapely.Polygon([(4, 6), (4, 7), (4, 9), (5, 3)]),
        shapely.Polygon([(4, 9), (4, 12), (4, 15), (5, 3)]),
    ]
    enclave = shapely.Polygon([(3, 9), (4, 12), (4, 9)])
    before = Coverage.of([west, *east], ["a", "b", "c"], ["p", "q", "q"], locked={"a"}, enclaves=[enclave])
    over = shapely.Polygon([(6, 5), (4, 6), (3, 12)])
    assert refusal(carve, before, over, "q")[0] == "too_close"


def test_a_wide_inlet_is_no_hindrance():
    wide = shores(shapely.Polygon([(60, 3), (80, 50), (40, 50)]))
    after, patch = split(wide, "a", [(50, 2), (50, -60)])
    assert_laws(wide, after, patch)


def test_a_line_close_beside_the_limit_bends_it_by_less_than_a_unit_all_along():
    before = Coverage.of([shapely.Polygon([(0, 1), (100, 101), (100, 0), (0, 0)])], ["a"], ["p"])
    after, patch = split(before, "a", [(10, 10), (90, 90), (90, -5)])
    assert_laws(before, after, patch)
    assert before["a"].polygon.area - shapely.area(after.polygons).sum() == 90


def test_a_line_may_cross_one_edge_of_the_limit_to_and_fro():
    before = Coverage.of([shapely.Polygon([(0, 0), (16, 3), (1, 16)])], ["a"], ["p"])
    assert refusal(split, before, "a", [(-2, 10), (16, 8), (11, -1)])[0] == "many_parts"
    after, patch = transfer(squares("ab"), square(0, 0), "b")
    assert_laws(squares("ab"), after, patch)
