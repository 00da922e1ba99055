"""What keeps cells from being a coverage, and where."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from gis.crs import WGS84, from_wgs84, parse_crs
from gis.validation import Parents, check
from tests.gis.drawing import CRS, METRE, SIDE, area_m2, corner, drawn, moved, pictures


def look(drawing, **options):
    return check(drawing.polygons, drawing.codes, crs=CRS, **options)


def kinds(report):
    return [defect.kind for defect in report.defects]


@given(pictures)
def test_a_drawn_partition_is_seamless(picture):
    report = look(drawn(picture))
    assert report.is_seamless
    assert report.noise.area_m2 == 0


@given(
    pictures.filter(lambda picture: len(set(picture) - {" "}) > 1),
    st.sampled_from(["EPSG:4546", "EPSG:3857", "GCJ-02"]),
)
def test_a_partition_is_seamless_in_whatever_plane_it_is_drawn(picture, crs):
    drawing, frame = drawn(picture), parse_crs(crs)
    there = shapely.transform(drawing.polygons, lambda xy: from_wgs84(xy, frame))
    assert check(there, drawing.codes, crs=CRS, drawn_in=frame).is_seamless


def enclosed_squares(picture, letter):
    """How many squares of a letter cannot be reached from outside over sides of squares of that letter."""
    rows = [f"{letter}{row}{letter}" for row in picture.split()]
    rows = [letter * len(rows[0]), *rows, letter * len(rows[0])]
    hidden = {(x, y) for y, row in enumerate(rows) for x, other in enumerate(row) if other == letter}
    reached = [(0, 0)]
    while reached:
        x, y = reached.pop()
        hidden.discard((x, y))
        reached += {(x + 1, y), (x - 1, y), (x, y + 1), (x, y - 1)} & hidden
    return len(hidden)


@given(pictures.filter(lambda picture: set(picture) - set("a ")))
def test_what_a_missing_cell_leaves_enclosed_is_found_and_nothing_else(picture):
    rest = drawn(picture, side=SIDE / 10).without("a")
    square = area_m2(drawn("x", side=SIDE / 10)["x"])
    defects = look(rest).defects
    assert {defect.kind for defect in defects} <= {"gap"}
    expected = enclosed_squares(picture, "a") * square
    assert sum(defect.area_m2 for defect in defects) == pytest.approx(expected, abs=1)


def test_a_small_hole_is_a_gap_with_the_cells_around_it():
    (gap,) = look(drawn("aab axb ccb", side=SIDE / 10).without("x")).defects
    assert (gap.kind, gap.cells) == ("gap", ("a", "b", "c"))
    assert gap.area_m2 == pytest.approx(area_m2(drawn("x", side=SIDE / 10)["x"]), abs=1)
    x, y = corner(1, 1, side=SIDE / 10)
    assert x < gap.at[0] < x + SIDE / 10
    assert y < gap.at[1] < y + SIDE / 10


def test_a_large_compact_hole_is_a_possible_enclave_and_no_defect():
    report = look(drawn("aab axb ccb").without("x"))
    assert report.is_seamless
    assert [(note.kind, note.cells) for note in report.notes] == [("possible_enclave", ("a", "b", "c"))]


def test_a_large_but_narrow_hole_is_a_gap():
    around = shapely.box(*corner(0, 0), *corner(30, 2))
    slit = shapely.box(*corner(1, 1), corner(29, 1)[0], corner(1, 1)[1] + 10 * METRE)
    report = check([around.difference(slit)], ["a"], crs=CRS)
    assert kinds(report) == ["gap"]
    assert report.defects[0].area_m2 > 50_000


def test_land_outside_is_no_gap():
    assert look(drawn("aab a.b")).is_seamless


@given(st.floats(-30, 30), st.floats(-30, 30))
def test_a_corner_moved_in_one_cell_alone_gives_its_overlaps_and_gaps(east_m, north_m):
    drawing = drawn("ab cd")
    before = drawing["a"]
    after = moved(before, corner(1, 1), east_m=east_m, north_m=north_m)
    found = {"overlap": 0.0, "gap": 0.0, "unmatched_edge": 0.0}
    for defect in look(drawing.where("a", after)).defects:
        found[defect.kind] += defect.area_m2
    assert found["overlap"] == pytest.approx(area_m2(after.difference(before)), abs=4)
    assert found["gap"] == pytest.approx(area_m2(before.difference(after)), abs=4)


def test_an_overlap_names_both_cells_its_area_and_a_place_on_it():
    drawing = drawn("ab")
    wide = shapely.box(*corner(0, 0), corner(1, 1)[0] + 5 * METRE, corner(1, 1)[1])
    (overlap,) = look(drawing.where("a", wide)).defects
    assert (overlap.kind, overlap.cells) == ("overlap", ("a", "b"))
    assert overlap.area_m2 == pytest.approx(area_m2(wide) - area_m2(drawing["a"]), abs=0.2)
    assert wide.contains(shapely.Point(overlap.at))
    assert drawing["b"].contains(shapely.Point(overlap.at))


def test_two_equal_cells_overlap_as_a_whole():
    (overlap,) = check([drawn("a")["a"]] * 2, ["1", "2"], crs=CRS).defects
    assert (overlap.kind, overlap.cells) == ("overlap", ("1", "2"))
    assert overlap.area_m2 == pytest.approx(area_m2(drawn("a")["a"]), abs=0.1)


def test_a_cell_inside_another_overlaps_it():
    inner = drawn("a")["a"].buffer(-30 * METRE)
    assert kinds(check([drawn("a")["a"], inner], ["1", "2"], crs=CRS)) == ["overlap"]


def test_a_vertex_in_the_middle_of_a_neighbours_edge_is_an_unmatched_edge():
    drawing = drawn("aa bc")
    straight = shapely.box(*corner(0, 1), *corner(2, 2))
    (defect,) = look(drawing.where("a", straight)).defects
    assert (defect.kind, defect.cells, defect.area_m2) == ("unmatched_edge", ("a", "b", "c"), 0)
    assert defect.at == corner(1, 1)


@pytest.mark.parametrize("crs", ["EPSG:4546", "EPSG:3857", "EPSG:32649"])
def test_a_vertex_on_a_long_straight_edge_is_no_gap_in_the_plane_it_was_drawn_in(crs):
    frame = parse_crs(crs)
    x, y = from_wgs84([corner(0, 0)], frame)[0]
    cells = [
        shapely.box(x, y, x + 8000, y + 4000),
        shapely.box(x, y - 4000, x + 3000, y),
        shapely.box(x + 3000, y - 4000, x + 8000, y),
    ]
    report = check(cells, ["a", "b", "c"], crs=CRS, drawn_in=frame)
    assert [(d.kind, d.cells) for d in report.defects] == [("unmatched_edge", ("a", "b", "c"))]


@pytest.mark.parametrize("off_m", [0.001, 0.005])
def test_vertices_that_differ_by_rounding_are_no_defect(off_m):
    drawing = drawn("ab cd")
    report = look(drawing.where("a", moved(drawing["a"], corner(1, 1), east_m=off_m, north_m=-off_m)))
    assert report.is_seamless


def test_small_gaps_and_overlaps_are_summed_up_as_noise():
    drawing = drawn("ab cd", side=SIDE / 4)
    report = look(drawing.where("a", moved(drawing["a"], corner(1, 1, side=SIDE / 4), east_m=-0.015)))
    assert report.is_seamless
    assert report.noise.gaps == 1
    assert 0.1 < report.noise.area_m2 < 1


def test_a_coverage_is_exact_without_noise_and_with_the_same_vertices_alone():
    drawing = drawn("ab cd")
    rough = drawing.where("a", moved(drawing["a"], corner(1, 1), east_m=0.005))
    assert check(drawing.polygons, drawing.codes, crs=CRS).is_exact
    report = check(rough.polygons, rough.codes, crs=CRS)
    assert (report.is_seamless, report.is_exact) == (True, False)


def test_a_slit_that_opens_to_the_outside_is_an_unmatched_edge():
    drawing = drawn("ab")
    narrow = shapely.box(*corner(0, 0), corner(1, 1)[0] - 0.3 * METRE, corner(1, 1)[1])
    report = look(drawing.where("a", narrow))
    assert [(d.kind, d.cells) for d in report.defects] == [("unmatched_edge", ("a", "b"))]


def test_cells_that_part_at_a_sharp_angle_are_no_slit():
    x, y = corner(1, 1)
    a = shapely.Polygon([(x, y), (x + SIDE, y), (x + SIDE, y - SIDE), (x, y - SIDE)])
    b = shapely.Polygon(
        [
            (x, y),
            (x, y - SIDE),
            (x - SIDE, y - SIDE),
            (x - SIDE, y + SIDE),
            (x + SIDE, y + SIDE),
            (x + SIDE, y + SIDE / 50),
        ]
    )
    assert check([a, b], ["a", "b"], crs=CRS).is_seamless


def test_a_crossed_cell_is_invalid_with_reason_and_place_and_the_rest_is_still_found():
    drawing = drawn("ab cd", side=SIDE / 10)
    (x0, y0), (x1, y1) = corner(0, 1, side=SIDE / 10), corner(1, 2, side=SIDE / 10)
    bow_tie = shapely.Polygon([(x0, y0), (x1, y1), (x1, y0), (x0, y1)])
    report = look(drawing.where("a", bow_tie))
    assert report.defects[0].kind == "invalid"
    assert report.defects[0].cells == ("a",)
    assert report.defects[0].reason == "Self-intersection"
    assert report.defects[0].at == pytest.approx(((x0 + x1) / 2, (y0 + y1) / 2), abs=1e-7)


@pytest.mark.parametrize(
    "geometry, reason",
    [
        (None, "No geometry"),
        (shapely.Polygon(), "No geometry"),
        (shapely.Point(corner(3, 3)), "Point, not a polygon"),
        (shapely.LineString([corner(0, 3), corner(1, 3)]), "LineString, not a polygon"),
        (shapely.box(500, 100, 501, 101), "At no place on earth"),
    ],
)
def test_what_is_no_polygon_is_an_invalid_cell(geometry, reason):
    drawing = drawn("ab")
    report = check([*drawing.polygons, geometry], ["a", "b", "x"], crs=CRS)
    assert [(d.kind, d.cells, d.reason) for d in report.defects] == [("invalid", ("x",), reason)]


def test_numbers_at_no_place_of_their_plane_are_an_invalid_cell():
    gauss_kruger = parse_crs("EPSG:4546")
    cells = [shapely.box(360_000, 3_090_000, 361_000, 3_091_000), shapely.box(1e12, 1e12, 2e12, 2e12)]
    report = check(cells, ["a", "b"], crs=CRS, drawn_in=gauss_kruger)
    assert [(d.kind, d.cells, d.reason) for d in report.defects] == [
        ("invalid", ("b",), "At no place on earth")
    ]


def test_a_cell_on_the_other_side_of_the_earth_is_an_invalid_cell():
    report = check([drawn("a")["a"], shapely.box(19.6, -0.5, 19.7, 0.5)], ["a", "b"], crs=CRS)
    assert [(d.kind, d.cells, d.reason) for d in report.defects] == [
        ("invalid", ("b",), "Too far from the others")
    ]


def test_a_cell_nowhere_five_metres_wide_is_a_sliver():
    x, y = corner(1, 0)
    strip = shapely.box(x, y, x + 4 * METRE, corner(1, 1)[1])
    rest = shapely.box(x + 4 * METRE, y, *corner(2, 1))
    report = check([drawn("a")["a"], strip, rest], ["a", "b", "c"], crs=CRS)
    assert [(d.kind, d.cells) for d in report.defects] == [("sliver", ("b",))]


def test_a_long_cell_with_one_wide_place_is_no_sliver():
    strip = shapely.box(*corner(0, 0), corner(20, 0)[0], corner(0, 0)[1] + 3 * METRE)
    square = shapely.box(*corner(0, 0), corner(0, 0)[0] + 9 * METRE, corner(0, 0)[1] + 9 * METRE)
    assert check([strip.union(square)], ["a"], crs=CRS).is_seamless


def test_a_cell_in_two_parts_is_noted():
    report = look(drawn("aba"))
    assert report.is_seamless
    (note,) = report.notes
    assert (note.kind, note.cells) == ("multipart", ("a",))
    assert note.area_m2 == pytest.approx(area_m2(drawn("a")["a"]), rel=1e-3)


def test_cells_apart_from_all_others_are_noted():
    report = look(drawn("aab..c aab..d"))
    assert [(note.kind, note.cells) for note in report.notes] == [("detached", ("c", "d"))]


def test_a_code_used_twice_is_noted():
    report = check(drawn("ab").polygons, ["1", "1"], crs=CRS)
    assert [(note.kind, note.cells) for note in report.notes] == [("repeated_code", ("1",))]


@settings(max_examples=20)
@given(st.permutations(range(4)))
def test_the_order_of_the_cells_does_not_matter(order):
    drawing = drawn("ab cd")
    broken = drawing.where("a", moved(drawing["a"], corner(1, 1), east_m=9, north_m=-7))
    codes = [broken.codes[row] for row in order]
    assert check(broken.polygons[order], codes, crs=CRS) == look(broken)


def test_a_plane_of_feet_is_measured_in_metres():
    feet = parse_crs(pyproj.CRS("EPSG:2227"))  # California, US survey feet
    here = from_wgs84([(-122.42, 37.77)], feet)[0]
    square = shapely.box(*here, *(here + 1000))
    other = shapely.box(here[0] + 990, here[1], here[0] + 2000, here[1] + 1000)
    report = check([square, other], ["a", "b"], crs=pyproj.CRS("EPSG:32610"), drawn_in=feet)
    assert kinds(report) == ["overlap"]
    assert report.defects[0].area_m2 == pytest.approx(10 * 1000 * 0.3048**2, rel=0.001)


def test_no_cells_at_all_are_seamless():
    assert check(np.array([], dtype=object), [], crs=CRS, drawn_in=WGS84).is_seamless


def test_a_hair_slit_that_opens_to_the_outside_keeps_a_coverage_from_being_exact():
    drawing = drawn("ab")
    narrow = shapely.box(*corner(0, 0), corner(1, 1)[0] - 0.01 * METRE, corner(1, 1)[1])
    report = look(drawing.where("a", narrow))
    assert (report.is_seamless, report.is_exact) == (True, False)


def test_a_slit_of_three_centimetres_is_an_unmatched_edge():
    drawing = drawn("ab")
    narrow = shapely.box(*corner(0, 0), corner(1, 1)[0] - 0.03 * METRE, corner(1, 1)[1])
    assert kinds(look(drawing.where("a", narrow))) == ["unmatched_edge"]


def test_a_short_edge_on_the_outline_is_as_exact_as_a_long_one():
    x, y = corner(1, 0)
    near = x + 0.01 * METRE, y - 0.004 * METRE
    b = shapely.Polygon([(x, y), near, corner(2, 0), corner(2, 1), corner(1, 1)])
    assert look(drawn("ab").where("b", b)).is_exact


def test_a_sliver_among_cells_that_fit_leaves_them_fitting():
    x, y = corner(1, 0)
    strip = shapely.box(x, y, x + 4 * METRE, corner(1, 1)[1])
    report = check([drawn("a")["a"], strip], ["a", "b"], crs=CRS)
    assert (report.is_exact, report.fits_exactly) == (False, True)


def test_a_third_coordinate_changes_nothing():
    drawing = drawn("aab acb")
    high = shapely.force_3d(drawing.polygons, 300.0)
    assert check(high, drawing.codes, crs=CRS) == look(drawing)


def test_coordinates_that_are_no_numbers_are_an_invalid_cell():
    broken = shapely.transform(drawn("b")["b"], lambda xy: np.where(xy == xy.max(axis=0), np.nan, xy))
    report = check([drawn("a")["a"], broken], ["a", "b"], crs=CRS)
    assert [(d.kind, d.cells) for d in report.defects] == [("invalid", ("b",))]


def note_kinds(report):
    return [(note.kind, note.cells) for note in report.notes]


def test_a_declared_enclave_is_neither_gap_nor_possible_enclave():
    for side in (SIDE, SIDE / 10):
        town = drawn("aab axb ccb", side=side)
        report = look(town.without("x"), enclaves=[town["x"]])
        assert report.is_exact
        assert report.notes == ()


def test_what_a_declared_enclave_leaves_of_the_hole_is_a_gap():
    town = drawn("aab axb ccb", side=SIDE / 10)
    half = shapely.box(*corner(1, 1, side=SIDE / 10), *corner(1.5, 2, side=SIDE / 10))
    (gap,) = look(town.without("x"), enclaves=[half]).defects
    assert gap.area_m2 == pytest.approx(area_m2(half), abs=0.1)


@pytest.mark.parametrize("elsewhere", ["a", "b"])
def test_a_declared_enclave_that_no_hole_matches_is_noted(elsewhere):
    town = drawn("aab axb ccb")
    report = look(town, enclaves=[town[elsewhere]])
    assert report.is_seamless
    assert [note.kind for note in report.notes] == ["unmatched_enclave"]


def test_a_declared_enclave_in_the_open_is_noted():
    report = look(drawn("ab"), enclaves=[shapely.box(*corner(5, 5), *corner(6, 6))])
    assert note_kinds(report) == [("unmatched_enclave", ())]


def in_parents(drawing, names, **outlines):
    return look(drawing, parents=Parents(names, outlines))


def test_cells_inside_their_parents_are_not_noted():
    drawing = drawn("ab cd")
    west, east = (shapely.box(*corner(x, 0), *corner(x + 1, 2)) for x in (0, 1))
    assert in_parents(drawing, ["W", "E", "W", "E"], W=west, E=east).notes == ()


def test_a_cell_outside_its_parent_is_noted_with_its_land_and_parent():
    west = shapely.box(*corner(0, 0), *corner(1.5, 1))
    (note,) = in_parents(drawn("ab"), ["W", "W"], W=west).notes
    assert (note.kind, note.cells, note.parent) == ("outside_parent", ("b",), "W")
    assert note.area_m2 == pytest.approx(area_m2(drawn("a")["a"]) / 2, rel=1e-3)
    assert note.at[0] > corner(1.5, 0)[0]


def test_a_parent_without_an_outline_holds_its_cells():
    assert in_parents(drawn("ab"), ["W", "W"]).notes == ()


def test_a_parent_whose_cells_meet_in_a_corner_only_is_broken():
    notes = in_parents(drawn("ab cd"), ["W", "E", "E", "W"]).notes
    assert [(note.kind, note.parent) for note in notes] == [("broken_parent", "E"), ("broken_parent", "W")]


def test_each_further_piece_of_a_broken_parent_is_noted_with_its_cells():
    (note,) = in_parents(drawn("aaabcd"), ["W", "E", "W", "W"]).notes
    assert (note.kind, note.cells, note.parent) == ("broken_parent", ("c", "d"), "W")
    assert note.area_m2 == pytest.approx(2 * area_m2(drawn("a")["a"]), rel=1e-3)


@given(pictures)
def test_all_cells_of_a_drawing_are_one_parent_where_it_is_in_one_piece(picture):
    drawing = drawn(picture)
    report = in_parents(drawing, ["T"] * len(drawing.codes))
    assert "broken_parent" not in [note.kind for note in report.notes]


def test_cells_of_a_parent_that_fit_but_for_rounding_hang_together():
    drawing = drawn("ab")
    narrow = shapely.box(*corner(0, 0), corner(1, 1)[0] - 0.01 * METRE, corner(1, 1)[1])
    assert "broken_parent" not in dict(note_kinds(in_parents(drawing.where("a", narrow), ["W", "W"])))


def test_a_cell_of_a_hundred_thousand_vertices_is_checked_like_any_other():
    x, y = corner(1, 1)
    turn = np.linspace(0, 2 * np.pi, 100_000, endpoint=False)
    round_cell = shapely.Polygon(np.column_stack([x + SIDE * np.cos(turn), y + SIDE * np.sin(turn)]))
    beside = shapely.box(x, y - 2 * SIDE, x + 2 * SIDE, y + 2 * SIDE).difference(round_cell)
    assert check([round_cell, beside], ["a", "b"], crs=CRS).is_seamless
    assert kinds(check([round_cell, shapely.box(x, y, *corner(3, 3))], ["a", "b"], crs=CRS)) == ["overlap"]
