"""What land changes hands."""

import numpy as np
import pytest
import shapely

from gis.plane import Plane
from gis.repair.changes import changes
from tests.gis.drawing import CRS, SIDE, area_m2, drawn


def told(before, after):
    codes = sorted({*before.codes, *after.codes})
    listed = changes(_rows(before, codes), _rows(after, codes), codes, Plane(CRS))
    return [(change.before, change.after) for change in listed.pieces]


def _rows(drawing, codes):
    cells = [drawing[code] if code in drawing.codes else shapely.Polygon() for code in codes]
    return np.array(cells, dtype=object)


def test_nothing_that_stays_is_listed():
    assert told(drawn("ab cd"), drawn("ab cd")) == []


def test_land_goes_from_one_cell_to_another():
    assert told(drawn("aab"), drawn("abb")) == [("a", "b")]


def test_land_of_nobody_goes_to_a_cell_and_back():
    assert told(drawn("a.b"), drawn("aab")) == [(None, "a")]
    assert told(drawn("aab"), drawn("a.b")) == [("a", None)]


def test_land_that_two_had_is_lost_by_one():
    before = drawn("aab").where("b", drawn("abb")["b"])
    assert told(before, drawn("abb")) == [("a", "b")]


def test_land_that_two_had_and_a_third_gets_is_lost_by_both():
    before = drawn("axb").without("x").where("a", drawn("aa.")["a"]).where("b", drawn(".bb")["b"])
    assert set(told(before, drawn("acb"))) == {("a", "c"), ("b", "c")}


def test_two_pieces_between_the_same_cells_are_listed_apart():
    before, after = drawn("bac bbb bac"), drawn("bbc bbb bbc")
    codes = ["a", "b", "c"]
    listed = changes(_rows(before, codes), _rows(after, codes), codes, Plane(CRS))
    square_m2 = area_m2(drawn("a")["a"])
    assert [piece.area_m2 for piece in listed.pieces] == pytest.approx([square_m2, square_m2], rel=1e-3)


def test_pieces_up_to_a_square_metre_are_summed_up():
    before, after = drawn("aab", side=SIDE / 400), drawn("abb", side=SIDE / 400)
    listed = changes(before.polygons, after.polygons, before.codes, Plane(CRS))
    assert listed.pieces == ()
    assert listed.rounding_m2 == pytest.approx(area_m2(drawn("a", side=SIDE / 400)["a"]), abs=0.01)
