"""Point location: the laws of one answer, on drawings, made-up coverages, dirty cells and the sample town."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.locate import Locator
from layers.sample.base import read_base
from tests.gis.drawing import corner, drawn, pictures

POLICE = Path(__file__).parent.parent / "data/sf_police_2013"
WARDS = Path(__file__).parent.parent / "data/manchester_wards"
BOW_TIE = shapely.Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])
SQUARE = shapely.box(0, 0, 2, 2)
NOTHING = shapely.Polygon()


@pytest.fixture(scope="module")
def grids():
    """The 155 grids of the sample town in code order."""
    return np.asarray(read_base().grids.sort_values("code").geometry.values)


@pytest.fixture(scope="module")
def town(grids):
    return Locator(grids)


def lowest_touching(cells, xy):
    """The slow way: ask every cell about every point."""
    shapely.prepare(cells)
    touches = np.array([shapely.intersects_xy(cell, xy[:, 0], xy[:, 1]) for cell in cells])
    return np.where(touches.any(axis=0), touches.argmax(axis=0), -1)


def middles(cells):
    """The middle of every edge."""
    ends = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(cells))]
    return np.concatenate([(ring[:-1] + ring[1:]) / 2 for ring in ends])


def hairs_off(xy):
    """The same points one unit in the last place to the north, east, south and west."""
    return np.concatenate(
        [
            np.where(np.arange(2) == axis, np.nextafter(xy, towards), xy)
            for axis in (0, 1)
            for towards in (-np.inf, np.inf)
        ]
    )


def telling(cells):
    """Points where a wrong rule shows: on vertices, edges and what lies level with them, hardly beside, elsewhere."""
    vertices = np.unique(shapely.get_coordinates(cells), axis=0)
    level = np.stack(np.meshgrid(*vertices[:: len(vertices) // 12 + 1].T), axis=-1).reshape(-1, 2)
    on_them = np.concatenate([vertices, middles(cells), level])
    west, south, east, north = shapely.total_bounds(cells)
    around = np.random.default_rng(7).uniform(-0.2, 1.2, (200, 2)) * (east - west, north - south) + (
        west,
        south,
    )
    return np.concatenate([on_them, hairs_off(on_them), around])


def moved_everywhere(cells, vertex, by):
    """The cells with a vertex of theirs moved, by so many ninths of their extent."""
    there = vertex + np.multiply(by, np.ptp(shapely.get_coordinates(cells), axis=0).max() / 9)
    return shapely.transform(cells, lambda xy: np.where((xy == vertex).all(axis=1, keepdims=True), there, xy))


@st.composite
def mosaics(draw):
    """Triangles between random places, put together at random to cells in any number of parts, some left out."""
    places = draw(
        st.lists(st.tuples(st.integers(0, 9), st.integers(0, 9)), min_size=4, max_size=25, unique=True)
    )
    triangles = shapely.get_parts(
        shapely.delaunay_triangles(shapely.multipoints(np.array(places, dtype=float)))
    )
    owner = np.array(draw(st.lists(st.integers(-1, 4), min_size=len(triangles), max_size=len(triangles))))
    scale, shift = draw(
        st.sampled_from([(1.0, 0.0), (1e-3, 109.6), (1e-9, 0.0), (1e3, 1e9), (1 / 3, -1 / 7)])
    )
    cells = [shapely.coverage_union_all(triangles[owner == cell]) for cell in np.unique(owner[owner >= 0])]
    return shapely.transform(np.array(cells, dtype=object), lambda xy: xy * scale + shift)


def test_a_point_in_a_cell_is_located_there():
    assert Locator(drawn("ab").polygons).locate([corner(0.5, 0.5), corner(1.5, 0.5)]).tolist() == [0, 1]


def test_a_point_on_a_shared_edge_belongs_to_the_first_cell():
    assert Locator(drawn("ab").polygons).locate([corner(1, 0.25)]).tolist() == [0]


def test_a_corner_of_four_cells_belongs_to_the_first_of_them():
    assert Locator(drawn("ab cd").polygons).locate([corner(1, 1)]).tolist() == [0]


def test_a_point_in_a_gap_or_an_enclave_has_the_cell_that_is_there():
    town = Locator(drawn("aaaaa aba.a aaaaa").polygons)

    assert town.locate([corner(1.5, 1.5), corner(2.5, 1.5), corner(3.5, 1.5)]).tolist() == [1, 0, -1]


def test_a_point_outside_is_minus_one():
    nowhere = [[np.nan, 0.0], [np.inf, 0.0], [0.0, -np.inf], [1e308, -1e308]]

    assert Locator(drawn("ab").polygons).locate([corner(2.5, 0.5), *nowhere]).tolist() == [-1] * 5


def test_no_points_give_no_answers():
    assert Locator(drawn("ab").polygons).locate([]).tolist() == []


def test_points_of_another_shape_are_refused():
    with pytest.raises(ValueError, match=r"\(n, 2\)"):
        Locator(drawn("a").polygons).locate([1.0, 2.0, 3.0])


@given(pictures)
def test_every_point_of_a_drawing_has_the_first_cell_that_touches_it(picture):
    cells = drawn(picture).polygons
    locator, xy = Locator(cells), telling(cells)

    assert locator.is_indexed
    assert locator.locate(xy).tolist() == lowest_touching(cells, xy).tolist()


@given(mosaics().filter(len))
def test_every_point_of_a_mosaic_has_the_first_cell_that_touches_it(cells):
    xy = telling(cells)

    assert Locator(cells).locate(xy).tolist() == lowest_touching(cells, xy).tolist()


@given(mosaics().filter(len), st.integers(0, 999), st.tuples(st.integers(-3, 3), st.integers(-3, 3)))
def test_a_vertex_that_is_moved_anywhere_makes_no_answer_wrong(cells, nth, by):
    """In all its cells at once: every edge still has its two cells, but these may now be folded over each other."""
    vertices = shapely.get_coordinates(cells)
    folded = moved_everywhere(cells, vertices[nth % len(vertices)], by)
    xy = telling(folded)

    assert Locator(folded).locate(xy).tolist() == lowest_touching(folded, xy).tolist()


@given(mosaics().filter(len))
def test_the_owners_of_a_point_are_all_cells_that_touch_it(cells):
    xy = telling(cells)
    touches = [shapely.intersects_xy(cell, *xy.T) for cell in cells]

    point, cell = Locator(cells).owners(xy)

    assert list(zip(point, cell, strict=True)) == [tuple(pair) for pair in np.argwhere(np.transpose(touches))]


@given(mosaics().filter(len))
def test_a_point_is_on_the_edge_where_its_cell_touches_but_does_not_contain_it(cells):
    xy = telling(cells)
    locator = Locator(cells)
    found = locator.locate(xy)
    inside = found >= 0

    on_edge = locator.on_edge(xy, found)

    assert (on_edge[inside] == ~shapely.contains_xy(cells[found[inside]], *xy[inside].T)).all()
    assert not on_edge[~inside].any()


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([SQUARE, shapely.box(1, 1, 3, 3)], id="an overlap"),
        pytest.param([SQUARE, SQUARE], id="one cell twice"),
        pytest.param([SQUARE, shapely.box(0.5, 0.5, 1, 1)], id="a cell within another"),
        pytest.param(
            [SQUARE, shapely.box(0, 0, 1, 2)], id="a cell that shares edges with the one it lies in"
        ),
        pytest.param([BOW_TIE, shapely.box(2, 0, 3, 2)], id="a bow-tie"),
        pytest.param([shapely.Polygon(SQUARE.exterior, [SQUARE.exterior])], id="a hole as large as the cell"),
        pytest.param([shapely.MultiPolygon([SQUARE, shapely.box(1, 1, 3, 3)])], id="parts that overlap"),
        pytest.param(
            [shapely.box(0, 0, 2, 1), shapely.box(0, 1, 1, 2)], id="a vertex in the middle of an edge"
        ),
        pytest.param([shapely.GeometryCollection([SQUARE, shapely.Point(3, 3)])], id="a collection"),
        pytest.param([shapely.LineString([(0, 0), (2, 2)]), SQUARE], id="a line"),
        pytest.param([None, NOTHING], id="nothing"),
        pytest.param([SQUARE, shapely.transform(SQUARE, lambda xy: xy * 1e200)], id="numbers without end"),
    ],
)
def test_what_is_no_coverage_is_located_all_the_same(cells):
    cells = np.array(cells, dtype=object)
    xy = np.stack(np.meshgrid(np.arange(-0.5, 4, 0.25), np.arange(-0.5, 4, 0.25)), axis=-1).reshape(-1, 2)
    locator = Locator(cells)

    assert not locator.is_indexed
    assert locator.locate(xy).tolist() == lowest_touching(cells, xy).tolist()


@pytest.mark.parametrize(
    "cells",
    [
        pytest.param([SQUARE], id="one cell"),
        pytest.param([None, SQUARE, NOTHING, shapely.box(2, 0, 3, 2)], id="missing and empty cells"),
        pytest.param([shapely.force_3d(SQUARE, 7.0)], id="heights"),
        pytest.param([SQUARE.reverse(), shapely.box(2, 0, 3, 2)], id="rings in either direction"),
        pytest.param([shapely.Polygon([(0, 0), (0, 0), (2, 0), (2, 2), (0, 2)])], id="a vertex twice"),
        pytest.param([shapely.box(-1, -1, 0, 1), shapely.box(-0.0, -1, 1, 1)], id="minus zero"),
        pytest.param([shapely.box(0, n, 4, n + 1e-5) for n in (0, 1e-5, 2)], id="slivers"),
        pytest.param(
            [shapely.box(0, 0, 1e9, 1e-9), shapely.box(0, 1e-9, 1e9, 1)], id="a cell far longer than wide"
        ),
        pytest.param([shapely.box(1e9, 1e9, 1e9 + 2**-22, 1e9 + 2**-22)], id="two units in the last place"),
        pytest.param([SQUARE, shapely.box(1e6, 1e6, 1e6 + 1, 1e6 + 1)], id="two towns far apart"),
    ],
)
def test_an_odd_coverage_is_indexed_and_right(cells):
    cells = np.array(cells, dtype=object)
    xy = telling(cells)
    locator = Locator(cells)

    assert locator.is_indexed
    assert locator.locate(xy).tolist() == lowest_touching(cells, xy).tolist()


def test_a_vertex_that_is_no_number_does_no_harm():
    with np.errstate(invalid="ignore"):
        torn = shapely.Polygon([(0, 0), (2, 0), (np.nan, np.nan), (0, 2)])

    assert Locator([torn, shapely.box(5, 5, 6, 6)]).locate([[5.5, 5.5], [9.0, 9.0]]).tolist() == [1, -1]


def test_a_cell_of_a_hundred_thousand_vertices_is_right_to_the_last_place():
    turn = np.linspace(0, 2 * np.pi, 100_001)[:-1]
    shore = shapely.Polygon(
        np.column_stack([np.cos(turn), np.sin(turn)]) * (1 + 0.1 * np.sin(77 * turn))[:, None]
    )
    cells = np.array([shore, shapely.box(-2, -2, 2, 2).difference(shore)])
    xy = shapely.get_coordinates(shore)[::7]
    xy = np.concatenate([xy, hairs_off(xy)])

    assert Locator(cells).locate(xy).tolist() == lowest_touching(cells, xy).tolist()


def test_districts_that_overlap_and_cross_themselves_are_located_exactly():
    districts = np.asarray(gpd.read_file(POLICE / "sfpd_districts.geojson.zip").geometry.values)
    incidents = pd.read_csv(POLICE / "sfpd_incidents_2013-12.csv.zip")[["lng", "lat"]].to_numpy()
    locator = Locator(districts)

    assert not locator.is_indexed
    assert locator.locate(incidents).tolist() == lowest_touching(districts, incidents).tolist()


def test_wards_of_a_real_city_are_located_exactly_in_their_national_grid():
    wards = np.asarray(gpd.read_file(next(WARDS.glob("*.zip"))).geometry.values)
    locator = Locator(wards)
    xy = np.concatenate([shapely.get_coordinates(wards), middles(wards)])[::11]

    assert locator.is_indexed
    assert locator.locate(xy).tolist() == lowest_touching(wards, xy).tolist()


def test_the_town_is_a_coverage(town):
    assert town.is_indexed


def test_every_vertex_of_the_town_has_its_lowest_grid(grids, town):
    vertices = np.unique(shapely.get_coordinates(grids), axis=0)

    assert town.locate(vertices).tolist() == lowest_touching(grids, vertices).tolist()
    assert (town.locate(vertices) >= 0).all()


def test_every_edge_midpoint_of_the_town_has_its_lowest_grid(grids, town):
    assert town.locate(middles(grids)).tolist() == lowest_touching(grids, middles(grids)).tolist()


def test_points_a_hair_off_a_vertex_or_an_edge_are_told_apart(grids, town):
    near = hairs_off(np.concatenate([np.unique(shapely.get_coordinates(grids), axis=0), middles(grids)])[::5])

    assert town.locate(near).tolist() == lowest_touching(grids, near).tolist()
