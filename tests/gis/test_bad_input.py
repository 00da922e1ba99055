"""Whatever is given for cells: a right answer, or one of our own errors; never a crash, a warning or anything else."""

from itertools import product

import numpy as np
import pytest
import shapely
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gis.arcs import arcs_of
from gis.assign import Assigner
from gis.cleaning import propose_repair
from gis.coverage import Coverage
from gis.crs import project
from gis.errors import GisError
from gis.locate import Locator
from gis.metrics import measure
from gis.transfers import transfers
from gis.validation import check
from tests.gis.drawing import CRS, METRE, drawn

WEST, SOUTH = 109.6, 27.94
SQUARE = shapely.box(WEST, SOUTH, WEST + 0.01, SOUTH + 0.01)
with np.errstate(invalid="ignore"):  # the NaN is meant
    NOWHERE = shapely.from_wkt("POLYGON ((109.6 27.94, 109.61 nan, 109.61 27.95, 109.6 27.94))")


def many_corners(count):
    turns = np.linspace(0, 2 * np.pi, count, endpoint=False)
    return shapely.Polygon(np.column_stack([WEST + 0.01 * np.cos(turns), SOUTH + 0.01 * np.sin(turns)]))


CELLS = {
    "no cells": [],
    "one cell": [SQUARE],
    "missing": [SQUARE, None],
    "empty": [SQUARE, shapely.Polygon()],
    "not a number": [SQUARE, NOWHERE],
    "infinite": [SQUARE, shapely.box(WEST, SOUTH, np.inf, SOUTH + 1)],
    "heights": [shapely.force_3d(SQUARE, 12.0)],
    "bow-tie": [SQUARE, shapely.Polygon([(WEST, 28), (WEST + 1, 29), (WEST + 1, 28), (WEST, 29)])],
    "the same ring twice": [shapely.Polygon(SQUARE.exterior.coords, [SQUARE.exterior.coords])],
    "the same cell twice": [SQUARE, SQUARE],
    "a collection": [SQUARE, shapely.GeometryCollection([SQUARE, shapely.Point(WEST, SOUTH)])],
    "points and lines": [shapely.Point(WEST, SOUTH), shapely.LineString([(WEST, 28), (WEST, 29)])],
    "a sliver of 1 m": [SQUARE, shapely.box(WEST + 0.01, SOUTH, WEST + 0.01 + METRE, SOUTH + 0.01)],
    "100,000 vertices": [many_corners(100_000)],
    "off the lattice": [shapely.box(WEST + 1e-9, SOUTH, WEST + 0.01, SOUTH + 0.01)],
    "off the earth": [SQUARE, shapely.box(500, 100, 501, 101)],
    "the other side of the earth": [SQUARE, shapely.box(-70, -28, -69.9, -27.9)],
    "as large as the earth": [shapely.box(-180, -90, 180, 90)],
    "far too large": [shapely.box(-1e300, -1e300, 1e300, 1e300)],
    "a sliver across half the earth": [shapely.Polygon([(0, -81.66), (109.601, 27.941), (109.605, 27.945)])],
    "a point for a polygon": [shapely.Polygon([(WEST, SOUTH)] * 4)],
    "a line for a polygon": [shapely.Polygon([(WEST, SOUTH), (WEST + 1, SOUTH), (WEST, SOUTH)])],
}
PLACES = np.array([[WEST + 0.005, SOUTH + 0.005], [WEST, SOUTH], [np.nan, 1], [np.inf, 1], [1e300, -1e300]])


def codes_of(cells):
    return [str(row) for row in range(len(cells))]


def array_of(cells):
    array = np.empty(len(cells), dtype=object)
    array[:] = cells
    return array


def locate(cells):
    found = Locator(array_of(cells)).locate(PLACES)
    known = array_of([None if cell is NOWHERE else cell for cell in cells])
    finite = np.isfinite(PLACES).all(axis=1)
    asked, touching = shapely.STRtree(known).query(shapely.points(PLACES[finite]), "intersects")
    lowest = [min(touching[asked == place], default=-1) for place in range(finite.sum())]
    if shapely.is_valid(known).all():  # of others GEOS says this or that
        assert found[finite].tolist() == lowest
    assert (found[~finite] == -1).all()


def assign(cells):
    placed = Assigner(array_of(cells), crs=CRS).points(PLACES, accuracy_m=20.0)
    assert placed.rule[2] == placed.rule[3] == "no_position"


def divide(cells):
    assigner = Assigner(drawn("ab cd").polygons, crs=CRS)
    assert len(assigner.areas(array_of(cells))) == len(cells)


def look(cells):
    report = check(array_of(cells), codes_of(cells), crs=CRS)
    assert report.cells == len(cells)


def repair(cells):
    proposal = propose_repair(array_of(cells), codes_of(cells), crs=CRS)
    left = {defect.kind for defect in check(proposal.polygons, codes_of(cells), crs=CRS).defects}
    assert left <= {"sliver"}  # who drew a narrow cell may have meant it


def cover(cells):
    Coverage.from_lonlat(array_of(cells), codes_of(cells), codes_of(cells))


def cut_into_arcs(cells):
    arcs_of(array_of(cells))


def figure(cells):
    measure(project(array_of(cells), CRS))


ENTRANCES = [locate, assign, divide, look, repair, cover, cut_into_arcs, figure]


LONG = [(repair, "100,000 vertices"), (look, "100,000 vertices")]
ODD = [pair for pair in product(ENTRANCES, CELLS) if pair not in LONG]


def try_cells(entrance, cells):
    try:
        entrance(cells)
    except GisError as refused:
        assert str(refused).endswith(".")


@pytest.mark.parametrize(("entrance", "given"), ODD, ids=lambda part: getattr(part, "__name__", part))
def test_odd_cells_are_answered_or_refused(entrance, given):
    try_cells(entrance, CELLS[given])


@pytest.mark.soak
@pytest.mark.parametrize(("entrance", "given"), LONG, ids=lambda part: getattr(part, "__name__", part))
def test_very_many_vertices_are_checked_and_repaired(entrance, given):
    try_cells(entrance, CELLS[given])


numbers = st.one_of(
    st.integers(0, 12).map(lambda step: WEST + step * 0.001),
    st.floats(WEST, WEST + 0.02),
    st.sampled_from([0.0, -0.0, 1e-300, 180.0, 200.0, 1e18]),
)


@st.composite
def polygons(draw):
    """Polygons of few corners near one another: crossed, collapsed, nested, touching, far away."""
    corners = st.tuples(numbers, numbers.map(lambda number: number - WEST + SOUTH))
    rings = draw(st.lists(st.lists(corners, min_size=3, max_size=6), min_size=1, max_size=2))
    return shapely.Polygon(rings[0], rings[1:])


@pytest.mark.parametrize("entrance", ENTRANCES, ids=lambda entrance: entrance.__name__)
@settings(max_examples=40)
@given(st.lists(polygons(), max_size=4))
def test_cells_of_any_shape_are_answered_or_refused(entrance, cells):
    try_cells(entrance, cells)


@pytest.mark.soak
@pytest.mark.parametrize("entrance", ENTRANCES, ids=lambda entrance: entrance.__name__)
@settings(max_examples=2_000, suppress_health_check=list(HealthCheck), database=None, derandomize=False)
@given(st.lists(polygons(), max_size=4))
def test_two_thousand_times_cells_of_any_shape_are_answered_or_refused(entrance, cells):
    try_cells(entrance, cells)


def test_land_that_changes_hands_is_found_though_another_cell_had_it_too():
    """Where cells overlap before, the land that one gives up is in the other's hands."""
    wide, east = shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)
    codes = np.array(["a", "b"], dtype=object)
    moved = transfers(array_of([wide, east]), codes, array_of([shapely.box(0, 0, 1, 1), east]), codes)
    assert (moved.before.tolist(), moved.after.tolist()) == (["a"], ["b"])
    assert moved.land[0].equals(shapely.box(1, 0, 2, 1))
