"""What can be said of a piece of land by itself: whether it is a valid polygon, on earth, too thin, or like an enclave."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.crs import Frame, to_wgs84

TOLERANCE_M2 = 1.0  # up to this a gap or an overlap is the rounding of coordinates
ARITHMETIC_M2 = 0.001  # left over where a coverage without fault is taken apart
SLIVER_WIDTH_M = 5.0
ENCLAVE_AREA_M2 = 10_000.0
ENCLAVE_COMPACTNESS = 0.15  # of Polsby and Popper: 1 is a circle; a strip 18 times as long as wide has 0.15

Polygons = NDArray[np.object_]


def are_polygons(given: Polygons) -> NDArray[np.bool_]:
    """Which geometries are polygons, or several of them, and not empty."""
    polygons: NDArray[np.bool_] = np.isin(shapely.get_type_id(given), (3, 6)) & ~shapely.is_empty(given)
    return polygons


def are_on_earth(given: Polygons, frame: Frame) -> NDArray[np.bool_]:
    """Which geometries have a longitude and latitude for each of their coordinates."""
    xy, row = shapely.get_coordinates(given, return_index=True)
    is_lost = ~(np.abs(to_wgs84(xy, frame)) <= (180.0, 90.0)).all(axis=1)
    on_earth: NDArray[np.bool_] = np.bincount(row[is_lost], minlength=len(given)) == 0
    return on_earth


def valid_cells(given: Polygons) -> Polygons:
    """Bring each cell to valid polygons, keeping its land; what is no polygon becomes empty."""
    cells: Polygons = shapely.force_2d(given)
    cells[~np.isfinite(shapely.bounds(cells)).all(axis=1)] = None
    invalid = ~shapely.is_valid(cells)
    cells[invalid] = [_made_valid(cell) for cell in cells[invalid]]
    mixed = ~np.isin(shapely.get_type_id(cells), (3, 6))
    cells[mixed] = [_polygons_of(geometry) for geometry in cells[mixed]]
    return cells


def are_enclaves(metric: Polygons) -> NDArray[np.bool_]:
    """Which pieces of enclosed land, in metres, are large and compact."""
    area_m2, length_m = shapely.area(metric), shapely.length(metric)
    compactness = 4 * np.pi * area_m2 / np.maximum(length_m, 1e-9) ** 2
    large_and_compact: NDArray[np.bool_] = (area_m2 >= ENCLAVE_AREA_M2) & (compactness >= ENCLAVE_COMPACTNESS)
    return large_and_compact


def mean_widths(metric: Polygons) -> NDArray[np.float64]:
    """Twice the area of each polygon by the length of its outline: the width of a long strip, half that of a lens."""
    widths: NDArray[np.float64] = 2 * shapely.area(metric) / np.maximum(shapely.length(metric), 1e-9)
    return widths


def are_thin(metric: Polygons) -> NDArray[np.bool_]:
    """Which polygons, in metres, hold no circle of the diameter `SLIVER_WIDTH_M`.

    No circle in a polygon without holes is narrower than its mean width (Bonnesen), so only few need the
    search for the circle.
    """
    thin: NDArray[np.bool_] = (mean_widths(metric) < SLIVER_WIDTH_M) & ~shapely.is_empty(metric)
    circles = shapely.maximum_inscribed_circle(metric[thin], tolerance=0.1)
    thin[thin] = 2 * shapely.length(circles) < SLIVER_WIDTH_M
    return thin


def only(given: Polygons, kept: NDArray[np.bool_]) -> Polygons:
    """The geometries that are kept; `None` in place of the others."""
    some = given.copy()
    some[~kept] = None
    return some


def _made_valid(cell: Any) -> Any:
    """What GEOS makes of a cell; it gives up on some that collapse to lines, and these have no land."""
    try:
        return shapely.make_valid(cell)
    except shapely.GEOSException:
        return shapely.Polygon()


def _polygons_of(geometry: Any) -> Any:
    parts = shapely.get_parts(shapely.get_parts(geometry)) if geometry is not None else np.array([], object)
    polygons = parts[shapely.get_dimensions(parts) == 2]
    return shapely.union_all(polygons) if len(polygons) else shapely.Polygon()
