"""Proposals that make cells a coverage."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.checking.land import valid_cells
from gis.cleaning import propose_repair
from gis.crs import snap
from gis.errors import RepairRefused
from gis.validation import check
from tests.gis.breaking import broken_drawings
from tests.gis.drawing import CRS, METRE, SIDE, area_m2, corner, drawn, moved, pictures


def repair(drawing):
    return propose_repair(drawing.polygons, drawing.codes, crs=CRS)


def jittered(drawing, seed, size_m):
    """Each cell with its own slips of the pen, but none on the outline of the whole."""
    slips = np.random.default_rng(seed)
    outline = shapely.union_all(drawing.polygons).boundary

    def jitter(xy):
        slip = slips.uniform(-size_m, size_m, xy.shape) * METRE
        slip[shapely.distance(shapely.points(xy), outline) < 1e-9] = 0
        return xy + np.vstack([slip[:-1], slip[:1]])

    polygons = [
        cell if _has_many_rings(cell) else shapely.transform(cell, jitter) for cell in drawing.polygons
    ]
    return drawing._replace(polygons=np.array(polygons))


def _has_many_rings(cell):
    return cell.geom_type == "MultiPolygon" or len(cell.interiors) > 0


@settings(max_examples=60)
@given(pictures, st.integers(0, 1000), st.sampled_from([0.01, 0.3, 3.0]))
def test_a_jittered_drawing_becomes_seamless_and_keeps_its_area(picture, seed, size_m):
    drawing = drawn(picture)
    repaired = repair(jittered(drawing, seed, size_m))
    assert check(repaired.polygons, drawing.codes, crs=CRS).is_seamless
    assert shapely.coverage_is_valid(repaired.polygons)
    assert area_m2(repaired.polygons).sum() == pytest.approx(area_m2(drawing.polygons).sum(), abs=1)
    assert area_m2(repaired.polygons) == pytest.approx(area_m2(drawing.polygons), rel=0.2)


@given(pictures)
def test_a_coverage_stays_as_it_is(picture):
    drawing = drawn(picture)
    repaired = repair(drawing)
    assert repaired.changes == ()
    assert shapely.equals(shapely.normalize(repaired.polygons), shapely.normalize(drawing.polygons)).all()


@settings(max_examples=20)
@given(st.integers(0, 1000))
def test_a_repair_lies_on_the_lattice_and_a_second_one_changes_nothing(seed):
    repaired = repair(jittered(drawn("aab acb ddb"), seed, 2.0))
    xy = shapely.get_coordinates(repaired.polygons)
    assert (xy == np.rint(xy * 1e7) / 1e7).all()
    assert propose_repair(repaired.polygons, list("abcd"), crs=CRS).changes == ()


def test_a_gap_goes_to_the_neighbour_with_the_longest_border():
    drawing = drawn("aab axb aab", side=SIDE / 10)
    (change,) = repair(drawing.without("x")).changes
    assert (change.before, change.after) == (None, "a")
    assert change.area_m2 == pytest.approx(area_m2(drawing["x"]), abs=0.1)


def test_an_overlap_goes_to_one_of_its_cells_and_is_listed():
    drawing = drawn("ab")
    wide = shapely.box(*corner(0, 0), corner(1, 1)[0] + 5 * METRE, corner(1, 1)[1])
    (change,) = repair(drawing.where("a", wide)).changes
    assert {change.before, change.after} == {"a", "b"}
    assert change.area_m2 == pytest.approx(area_m2(wide) - area_m2(drawing["a"]), abs=0.5)
    assert wide.contains(shapely.Point(change.at))


def test_an_enclave_is_not_filled():
    repaired = repair(drawn("aab axb ccb").without("x"))
    assert repaired.changes == ()
    assert area_m2(repaired.polygons).sum() == pytest.approx(
        area_m2(drawn("aab axb ccb").without("x").polygons).sum()
    )


def test_a_vertex_in_the_middle_of_an_edge_is_matched_without_any_change_of_land():
    drawing = drawn("aa bc")
    repaired = repair(drawing.where("a", shapely.box(*corner(0, 1), *corner(2, 2))))
    assert repaired.changes == ()
    assert corner(1, 1) in repaired.polygons[0].exterior.coords


def test_a_slit_that_opens_to_the_outside_is_closed():
    drawing = drawn("ab")
    narrow = shapely.box(*corner(0, 0), corner(1, 1)[0] - 0.3 * METRE, corner(1, 1)[1])
    repaired = repair(drawing.where("a", narrow))
    assert [change.before for change in repaired.changes] == [None]
    assert area_m2(repaired.polygons).sum() == pytest.approx(area_m2(drawing.polygons).sum(), abs=1)


def test_a_part_that_an_overlap_cuts_off_goes_to_a_neighbour():
    a = shapely.box(*corner(0, 0), *corner(4, 1))
    x, y = corner(3, 0)
    across = shapely.box(x, y - SIDE, x + 10 * METRE, y + SIDE)
    repaired = propose_repair([a, across], ["a", "b"], crs=CRS)
    assert (shapely.get_num_geometries(repaired.polygons) == 1).all()


def test_a_part_that_was_apart_before_stays():
    repaired = repair(drawn("abba abba"))
    assert shapely.get_num_geometries(repaired.polygons).tolist() == [2, 1]
    assert repaired.changes == ()


def test_a_crossed_cell_becomes_valid():
    drawing = drawn("ab cd")
    crossed = shapely.Polygon(
        [
            corner(0, 1),
            corner(1, 1),
            corner(1, 2),
            corner(0.5, 2),
            corner(0.5, 2.001),
            corner(0.51, 2),
            corner(0, 2),
        ]
    )
    assert not crossed.is_valid
    repaired = repair(drawing.where("a", crossed))
    assert check(repaired.polygons, drawing.codes, crs=CRS).is_seamless


def test_an_equal_pair_is_refused_by_name():
    with pytest.raises(RepairRefused, match="would vanish") as refused:
        propose_repair([drawn("a")["a"]] * 2, ["1", "2"], crs=CRS)
    assert len(refused.value.cells) == 1


@pytest.mark.parametrize("geometry", [None, shapely.Point(corner(0, 0)), shapely.Polygon()])
def test_a_row_without_a_polygon_is_refused_by_name(geometry):
    with pytest.raises(RepairRefused, match="x has no polygon"):
        propose_repair([drawn("a")["a"], geometry], ["a", "x"], crs=CRS)


def test_a_corner_moved_in_one_cell_alone_is_put_right_by_at_most_its_own_land():
    drawing = drawn("ab cd")
    slipped = drawing.where("a", moved(drawing["a"], corner(1, 1), east_m=9, north_m=-7))
    repaired = repair(slipped)
    found = sum(defect.area_m2 for defect in check(slipped.polygons, slipped.codes, crs=CRS).defects)
    assert sum(change.area_m2 for change in repaired.changes) <= found + 1


def holds_what_a_repair_promises(drawing):
    """A repair is exact, accounts for every square metre, and has nothing left to repair; else cells are named."""
    try:
        repaired = repair(drawing)
    except RepairRefused as refusal:
        return set(refusal.cells) <= set(drawing.codes) and len(refusal.cells) > 0
    again = repair(drawing._replace(polygons=repaired.polygons))
    return (
        check(repaired.polygons, drawing.codes, crs=CRS).is_exact
        and repaired.moved_m2
        == pytest.approx(moved_m2(drawing, repaired), rel=1e-3, abs=uncertain_m2(repaired))
        and shapely.equals_identical(again.polygons, repaired.polygons).all()
        and again.moved_m2 == 0
    )


def moved_m2(drawing, repaired):
    """What cells lose, and what is land of a cell for the first time."""
    before = snap(valid_cells(drawing.polygons))
    lost_m2 = area_m2(shapely.difference(before, repaired.polygons)).sum()
    return lost_m2 + area_m2(shapely.union_all(repaired.polygons).difference(shapely.union_all(before)))


def uncertain_m2(repaired):
    """Each change is told to 0.1 m²; an edge of 250 m bends on the way into the metric plane, by up to 0.1 m²."""
    return 0.05 * len(repaired.changes) + 0.5


@settings(max_examples=25)
@given(broken_drawings())
def test_a_broken_drawing_is_repaired_and_accounted_for_or_refused_by_name(drawing):
    assert holds_what_a_repair_promises(drawing)


def test_a_line_drawn_twice_goes_to_its_middle():
    drawing = drawn("ab")
    wide = shapely.box(*corner(0, 0), corner(1, 1)[0] + 2 * METRE, corner(1, 1)[1])
    middle = shapely.box(*corner(0, 0), corner(1, 1)[0] + METRE, corner(1, 1)[1])
    repaired = repair(drawing.where("a", wide))
    assert area_m2(repaired.polygons[0].symmetric_difference(middle)) < 1
    assert {(change.before, change.after) for change in repaired.changes} == {("a", "b"), ("b", "a")}


def test_a_reach_of_nothing_gives_the_whole_overlap_to_one_cell():
    drawing = drawn("ab")
    wide = shapely.box(*corner(0, 0), corner(1, 1)[0] + 2 * METRE, corner(1, 1)[1])
    slipped = drawing.where("a", wide)
    repaired = propose_repair(slipped.polygons, slipped.codes, crs=CRS, reach_m=0)
    assert len(repaired.changes) == 1


def test_a_declared_enclave_stays_open_however_small():
    town = drawn("aab axb ccb", side=SIDE / 10)
    rest = town.without("x")
    assert [change.before for change in repair(rest).changes] == [None]
    declared = propose_repair(rest.polygons, rest.codes, crs=CRS, enclaves=[town["x"]])
    assert declared.changes == ()


def test_a_sliver_is_left_as_it_is_while_the_rest_is_repaired():
    x, y = corner(1, 0)
    strip = shapely.box(x, y, x + 4 * METRE, corner(1, 1)[1])
    rest = shapely.box(x + 4 * METRE, y, *corner(2, 1))
    wide = shapely.box(*corner(1.5, 0), *corner(3, 1))
    repaired = propose_repair([drawn("a")["a"], strip, rest, wide], list("abcd"), crs=CRS)
    assert repaired.polygons[1].equals(snap(strip))
    assert {change.before for change in repaired.changes} <= {"c", "d"}


def test_a_repair_tells_what_its_small_pieces_come_to():
    drawing = drawn("ab cd", side=SIDE / 4)
    repaired = repair(drawing.where("a", moved(drawing["a"], corner(1, 1, side=SIDE / 4), east_m=-0.02)))
    assert repaired.changes == ()
    assert 0 < repaired.rounding_m2 < 2


def test_no_cells_need_no_repair():
    assert propose_repair([], [], crs=CRS).changes == ()
