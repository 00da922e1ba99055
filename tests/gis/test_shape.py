"""The shape of cells: values known by hand, and what no figure of compactness may depend on."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st
from shapely import affinity

from gis import shape
from gis.errors import CellsRefused
from layers.sample.base import in_metres, read_base
from tests.gis.drawing import pictures
from tests.gis.hectares import bow_tie, cells

COMPACTNESS = [shape.polsby_popper, shape.reock, shape.hull_ratio]
FIGURES = [*COMPACTNESS, shape.area_m2, shape.perimeter_m, shape.parts, shape.holes]
each_compactness = pytest.mark.parametrize("compactness", COMPACTNESS)

SQUARE, BAR, CORNER = cells("a")[0], cells("aaaa")[0], cells("a. aa")[0]


def test_area_and_perimeter_are_metres():
    assert shape.area_m2(cells("aab acb")).tolist() == [30_000, 20_000, 10_000]
    assert shape.perimeter_m(cells("aab acb")).tolist() == [800, 600, 400]


def test_the_border_of_a_hole_belongs_to_the_perimeter():
    assert shape.perimeter_m(cells("aaa aba aaa")).tolist() == [1600, 400]


@pytest.mark.parametrize(
    "cell, expected", [(SQUARE, np.pi / 4), (BAR, 0.16 * np.pi), (CORNER, 0.1875 * np.pi)]
)
def test_polsby_popper_of_known_cells(cell, expected):
    assert shape.polsby_popper([cell]) == pytest.approx([expected])


@pytest.mark.parametrize(
    "cell, expected", [(SQUARE, 2 / np.pi), (BAR, 16 / (17 * np.pi)), (CORNER, 1.5 / np.pi)]
)
def test_reock_of_known_cells(cell, expected):
    assert shape.reock([cell]) == pytest.approx([expected])


@pytest.mark.parametrize("cell, expected", [(SQUARE, 1), (BAR, 1), (CORNER, 6 / 7)])
def test_hull_ratio_of_known_cells(cell, expected):
    assert shape.hull_ratio([cell]) == pytest.approx([expected])


@each_compactness
def test_a_circle_is_as_compact_as_can_be(compactness):
    circle = shapely.Point(5, 5).buffer(100, quad_segs=200)
    assert compactness([circle]) == pytest.approx([1], abs=1e-4)


@each_compactness
@given(pictures)
def test_compactness_lies_between_nothing_and_one(compactness, picture):
    found = compactness(cells(picture))
    assert ((found > 0) & (found <= 1)).all()


@each_compactness
@given(pictures, st.floats(-180, 180), st.floats(0.01, 100), st.floats(-1e5, 1e5))
def test_compactness_is_the_same_wherever_a_cell_lies_and_however_large(
    compactness, picture, turn, scale, away_m
):
    before = cells(picture)
    grown = affinity.scale(shapely.GeometryCollection(list(before)), scale, scale)
    after = affinity.translate(affinity.rotate(grown, turn), away_m, -away_m)
    assert compactness(shapely.get_parts(after)) == pytest.approx(compactness(before), rel=1e-4)


def test_parts_and_holes_are_counted():
    divided = cells("aba bbb ..a")
    assert shape.parts(divided).tolist() == [3, 1]
    assert shape.holes(cells("aaaaa abaca aaaaa")).tolist() == [2, 0, 0]


def test_a_cell_without_land_has_no_compactness():
    nothing = [shapely.Polygon()]
    assert [np.isnan(figure(nothing)).tolist() for figure in COMPACTNESS] == [[True]] * 3
    assert [figure(nothing).tolist() for figure in FIGURES[3:]] == [[0]] * 4


@pytest.mark.parametrize("figure", FIGURES)
def test_no_cells_have_no_figures(figure):
    assert figure([]).tolist() == []


@pytest.mark.parametrize("figure", FIGURES)
@pytest.mark.parametrize("wrong", [bow_tie(), None, shapely.Point(0, 0), SQUARE.boundary])
def test_what_is_no_valid_polygon_is_refused_by_row(figure, wrong):
    with pytest.raises(CellsRefused) as refused:
        figure([SQUARE, wrong])
    assert refused.value.rows == (1,)


@pytest.mark.parametrize("number", [np.nan, np.inf])
def test_a_cell_that_reaches_nowhere_is_refused(number):
    with np.errstate(invalid="ignore"):
        lost = shapely.Polygon([(0, 0), (100, 0), (number, 100)])
    with pytest.raises(CellsRefused):
        shape.area_m2([lost])


@pytest.mark.parametrize("figure", FIGURES)
def test_heights_make_no_difference(figure):
    assert figure([shapely.force_3d(CORNER, 250.0)]).tolist() == figure([CORNER]).tolist()


def test_a_sliver_is_hardly_compact():
    sliver = [shapely.box(0, 0, 1000, 1)]
    assert shape.polsby_popper(sliver)[0] < 0.004
    assert shape.reock(sliver)[0] < 0.002


def test_a_cell_of_a_hundred_thousand_vertices_is_measured():
    turns = np.linspace(0, 2 * np.pi, 100_001)
    ragged = 100 + (np.arange(100_001) % 2)
    ragged[-1] = ragged[0]
    star = shapely.Polygon(ragged[:, None] * np.column_stack([np.cos(turns), np.sin(turns)]))
    assert shape.area_m2([star]) == pytest.approx([np.pi * 100 * 101], rel=1e-3)
    assert shape.reock([star]) == pytest.approx([100 / 101], rel=1e-3)


def test_the_grids_of_the_sample_town_are_one_piece_each():
    grids = in_metres(read_base()).grids.geometry.array
    assert set(shape.parts(grids).tolist()) == {1}
