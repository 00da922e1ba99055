"""A coverage as a value: what it takes to make one, and what it knows of its cells."""

import numpy as np
import pytest
import shapely
from hypothesis import given

from gis.borders import edges_of, uncancelled, vertex_keys, vertices
from gis.coverage import Cell, Coverage
from gis.errors import NotACoverage
from gis.lattice import to_lattice, to_lonlat
from tests.gis.drawing import drawn, pictures
from tests.gis.squares import picture, square, squares

BOW_TIE = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])


def refused(polygons, codes=None, **options):
    """Why no coverage can be made of polygons."""
    codes = codes or [chr(ord("a") + n) for n in range(len(polygons))]
    with pytest.raises(NotACoverage) as refusal:
        Coverage.of(polygons, codes, ["p"] * len(polygons), **options)
    return refusal.value


def test_cells_stand_in_the_order_of_their_codes():
    made = Coverage.of([square(1, 0), square(0, 0)], ["10", "9"], ["p", "q"])
    assert made.codes == ("10", "9")
    assert made["9"] == Cell("9", shapely.normalize(square(0, 0)), "q")


def test_a_coverage_cannot_be_written_to():
    made = squares("ab")
    with pytest.raises(ValueError, match="read-only"):
        made.polygons[0] = square(5, 5)


def test_no_cells_make_an_empty_coverage():
    assert len(Coverage.of([], [], [])) == 0


@given(pictures)
def test_a_coverage_from_longitude_and_latitude_goes_back_without_loss(drawing):
    cells = drawn(drawing)
    single = shapely.get_num_geometries(cells.polygons) == 1
    if single.all():
        made = Coverage.from_lonlat(
            cells.polygons, cells.codes, cells.codes, enclaves=shapely.envelope(cells.polygons)
        )
        assert shapely.equals_identical(made.lonlat, shapely.normalize(cells.polygons)).all()


@pytest.mark.parametrize(
    ("polygons", "reason", "cells"),
    [
        ([square(0, 0), None], "no_polygon", ("b",)),
        ([square(0, 0), shapely.Point(3, 3)], "no_polygon", ("b",)),
        ([square(0, 0), shapely.Polygon()], "no_polygon", ("b",)),
        ([square(0, 0), shapely.GeometryCollection([square(1, 0)])], "no_polygon", ("b",)),
        ([shapely.MultiPolygon([square(0, 0), square(2, 0)])], "multipart", ("a",)),
        ([shapely.box(0, 0, 10, 10.5)], "off_lattice", ("a",)),
        ([shapely.box(0, 0, 10, np.inf)], "off_lattice", ("a",)),
        ([shapely.box(0, 0, 10, 1e9)], "off_lattice", ("a",)),
        ([shapely.box(0, 0, 10, 1e8)], "too_large", ()),
        ([BOW_TIE], "invalid", ("a",)),
        ([square(0, 0), square(0, 0)], "unmatched", ("a", "b")),
        ([square(0, 0, 2), square(1, 0)], "unmatched", ("a", "b")),
        ([square(0, 0, 3, 3), square(1, 1)], "unmatched", ("b",)),
        ([square(0, 0, 2), square(0, 1), square(1, 1)], "unmatched", ("a", "b", "c")),
    ],
)
def test_what_is_no_coverage_is_refused_with_its_cells(polygons, reason, cells):
    refusal = refused(polygons)
    assert (refusal.reason, refusal.cells) == (reason, cells)


def test_the_same_code_twice_is_refused():
    assert refused([square(0, 0), square(1, 0)], ["a", "a"]).cells == ("a",)


def test_a_hole_is_a_gap_with_its_cells_and_a_place():
    ring = [square(x, y) for x in range(3) for y in range(3) if (x, y) != (1, 1)]
    refusal = refused(ring)
    assert refusal.reason == "gap"
    assert refusal.cells == tuple("abcdefgh")
    assert shapely.Point(refusal.at).within(square(1, 1))


def test_a_declared_enclave_is_no_gap():
    assert picture(squares("aab a.b ccb", enclaves=[square(1, 1)])) == "aab a.b ccb"


def test_a_gap_beside_a_declared_enclave_is_still_a_gap():
    with pytest.raises(NotACoverage, match="gap"):
        squares("aaaaa a.a.a aaaaa", enclaves=[square(1, 1)])


def test_land_between_a_ring_of_cells_and_an_island_in_it_is_a_gap():
    with pytest.raises(NotACoverage, match="gap"):
        squares("aaaaa a...a a.b.a a...a aaaaa")


@pytest.mark.parametrize(("codes", "parents"), [("a", "pp"), ("abc", "ppp"), ("ab", "p"), ("ab", "ppp")])
def test_every_polygon_needs_one_code_and_one_parent(codes, parents):
    with pytest.raises(ValueError, match="2 polygons"):
        Coverage.of([square(0, 0), square(1, 0)], codes, parents)


def test_a_code_in_use_has_not_ended_and_a_lock_needs_a_cell():
    made = squares("ab", locked={"a", "c"}, ended={"b", "d"})
    assert (made.locked, made.ended) == ({"a"}, {"d"})


def test_a_place_on_a_zero_line_has_one_form_in_bytes():
    west = shapely.Polygon([(-10, -0.0), (-10, 5), (-0.0, 5), (-0.0, -0.0)])
    made, same = (Coverage.of([land], ["a"], ["p"]) for land in (west, shapely.box(-10, 0, 0, 5)))
    assert shapely.to_wkb(made.polygons).tolist() == shapely.to_wkb(same.polygons).tolist()
    lonlat = Coverage.from_lonlat([shapely.box(-1e-6, -1e-9, -1e-9, 1e-6)], ["a"], ["p"])
    assert not np.signbit(shapely.get_coordinates(lonlat.polygons)[:, 1]).any()


def test_a_polygon_with_heights_lies_flat():
    made = Coverage.of([shapely.force_3d(square(0, 0), 7)], ["a"], ["p"])
    assert not shapely.has_z(made.polygons).any()


def test_neighbours_share_an_edge_and_not_only_a_corner():
    assert squares("ab cd").neighbours == {
        "a": {"b", "c"},
        "b": {"a", "d"},
        "c": {"a", "d"},
        "d": {"b", "c"},
    }


def test_the_pieces_of_a_parent_hang_together_by_edges():
    made = squares("ab cd", parents={"a": "p", "d": "p", "b": "q", "c": "q"})
    assert (made.pieces_of("p"), made.pieces_of("q"), made.pieces_of("nobody")) == (2, 2, 0)
    assert squares("ab cd").pieces_of("p") == 1


def test_neighbours_are_kept_right_when_cells_change_come_and_go():
    before = squares("aab acb")
    assert before.neighbours["b"] == {"a", "c"}
    merged = Cell("a", shapely.coverage_union_all([before["a"].polygon, before["c"].polygon]), "p")
    after = before.with_cells([Cell("a", shapely.normalize(merged.polygon), "p")], without={"c"})
    assert after.neighbours == {"a": {"b"}, "b": {"a"}}


@given(pictures)
def test_inner_borders_cancel_and_the_outer_limit_is_left(drawing):
    cells = drawn(drawing)
    polygons = shapely.normalize(to_lattice(shapely.get_parts(cells.polygons)))
    nothing = edges_of(np.array([], dtype=object))
    low, high = uncancelled(edges_of(polygons), nothing)
    limit = shapely.boundary(shapely.coverage_union_all(polygons))
    lines = shapely.linestrings(np.stack([vertices(low), vertices(high)], axis=1))
    assert shapely.equals(shapely.union_all(lines), limit)


@given(pictures)
def test_lattice_places_keep_their_names(drawing):
    xy = shapely.get_coordinates(to_lattice(drawn(drawing).polygons))
    assert np.array_equal(vertices(vertex_keys(xy)), xy)
    assert np.array_equal(to_lattice(to_lonlat(shapely.points(xy))), shapely.points(xy))


def test_names_of_places_sort_from_west_to_east_then_south_to_north():
    places = np.array([[-5.0, 3.0], [-5.0, 4.0], [0.0, -900000000.0], [1800000000.0, 0.0]])
    assert np.array_equal(np.argsort(vertex_keys(places)), [0, 1, 2, 3])
