"""Any file of positions or areas, brought to WGS 84 longitude/latitude, with a report on what was not taken.

Where the numbers lie on earth is never guessed silently: the caller's word goes before the file's own, and
where nobody says anything only numbers that can be degrees are taken, with a warning.
"""

from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.checking.land import are_on_earth
from gis.crs import WGS84, Frame, parse_crs, to_wgs84, unproject
from gis.errors import CrsError
from layers.files.columns import find_axes, has_axes
from layers.files.errors import FileRefused
from layers.files.limits import LIMITS, Limits
from layers.files.raw import Raw
from layers.files.source import read_raw
from layers.files.wkt import with_wkt

NO_POSITION = "the row has no position"  # the one reason that is no mistake: nothing was written there

FloatArray = NDArray[np.float64]
Geometries = NDArray[np.object_]


@dataclass(frozen=True)
class Layer:
    """Geometries with their attributes.

    `rows` keeps the number of each row in the file (from 0) as its index; `rejected` has the attributes of
    the rows that are missing there, with the same index and a column `reason`.
    """

    rows: gpd.GeoDataFrame
    source: Frame
    rejected: pd.DataFrame
    warnings: tuple[str, ...]


@dataclass(frozen=True)
class Points:
    """A table of positions, every row of the file in order.

    `rows` has the file's own columns; `xy` the numbers of the file, in `source`; `lonlat` WGS 84; both are
    (n, 2), NaN where a row has no position, and there `reasons` says why (else it is empty).
    """

    rows: pd.DataFrame
    xy: FloatArray
    lonlat: FloatArray
    source: Frame
    reasons: NDArray[np.object_]
    warnings: tuple[str, ...]
    has_geometry: bool

    @property
    def rejected(self) -> pd.DataFrame:
        """The rows without a position, with a column `reason`."""
        without = self.reasons != ""
        rejected: pd.DataFrame = self.rows[without].assign(reason=self.reasons[without])
        return rejected


def read_layer(
    path: Path, *, layer: str | None = None, crs: str | None = None, limits: Limits = LIMITS
) -> Layer:
    """Read a layer of geometries and bring it to WGS 84 longitude/latitude.

    Parameters
    ----------
    layer : the layer of a GeoPackage, or the file in an archive; needed only when there are several
    crs : what the coordinates are written in; goes before what the file says

    Raises
    ------
    FileRefused
        When the file as a whole cannot be taken; single rows come back in `rejected`.

    """
    as_is = read_layer_as_is(path, layer=layer, crs=crs, limits=limits)
    moved = unproject(as_is.rows.geometry.to_numpy(), as_is.source)
    rows = as_is.rows.set_geometry(gpd.GeoSeries(moved, index=as_is.rows.index, crs=4326))
    lost = shapely.is_missing(moved) | ~are_on_earth(moved, WGS84)
    reasons = np.where(lost, "the geometry is at no place on earth", "").astype(object)
    return _without(rows, as_is, reasons)


def read_layer_as_is(
    path: Path, *, layer: str | None = None, crs: str | None = None, limits: Limits = LIMITS
) -> Layer:
    """Read a layer of geometries in the numbers of the file, `source` says what they mean."""
    raw = with_wkt(read_raw(Path(path), limits, layer))
    if raw.geometry is None:
        raise FileRefused("no_geometry", f"The file “{Path(path).name}” is a table without geometries.")
    xy = shapely.get_coordinates(raw.geometry)
    source, warnings = _frame(raw.declared, xy, crs)
    declared = None if source.shift else source.crs
    rows = gpd.GeoDataFrame(
        raw.rows, geometry=gpd.GeoSeries(raw.geometry, index=raw.rows.index), crs=declared
    )
    every = Layer(rows, source, raw.rows.iloc[:0].assign(reason=""), raw.warnings + warnings)
    missing = shapely.is_missing(raw.geometry) | shapely.is_empty(raw.geometry)
    reasons = np.where(missing, "the geometry is missing or broken", "").astype(object)
    for at, doubt in raw.doubts.items():
        reasons[at] = doubt
    return _without(rows, every, reasons)


def read_points(
    path: Path,
    *,
    x: str | None = None,
    y: str | None = None,
    crs: str | None = None,
    layer: str | None = None,
    limits: Limits = LIMITS,
) -> Points:
    """Read a table of positions: the file's own points, or the columns `x` and `y` (found when not named).

    A table without such columns may have its points as well-known text.

    Raises
    ------
    FileRefused
        When the file as a whole cannot be taken; a row without a position stays, with its reason.

    """
    raw = read_raw(Path(path), limits, layer)
    placed = _with_points(raw, is_named=x is not None or y is not None)
    if placed.geometry is None:
        xy, reasons, declared = *_of_columns(raw, x, y), None
    else:
        xy, reasons, declared = *_of_geometries(placed), raw.declared
    source, warnings = _frame(declared, xy, crs)
    lonlat = to_wgs84(xy, source)
    lost = (reasons == "") & ~_in_degrees(lonlat)
    reasons[lost] = f"the position is at no place on earth in {source}"
    for at, doubt in placed.doubts.items():
        reasons[at] = doubt
    lonlat[reasons != ""] = np.nan
    has_geometry = placed.geometry is not None and raw.geometry is not None
    return Points(raw.rows, xy, lonlat, source, reasons, raw.warnings + warnings, has_geometry)


def _without(rows: gpd.GeoDataFrame, report: Layer, reasons: NDArray[np.object_]) -> Layer:
    """Take out the rows that have a reason."""
    bad = reasons != ""
    rejected = pd.DataFrame(rows[bad].drop(columns=rows.geometry.name)).assign(reason=reasons[bad])
    known = [part for part in (report.rejected, rejected) if len(part)]
    everything = pd.concat(known).sort_index() if known else report.rejected
    return Layer(rows[~bad], report.source, everything, report.warnings)


def _in_degrees(lonlat: FloatArray) -> NDArray[np.bool_]:
    lon, lat = np.abs(lonlat).T
    return np.asarray((lon <= 180.0) & (lat <= 90.0))


def _frame(declared: Frame | None, xy: FloatArray, crs: str | None) -> tuple[Frame, tuple[str, ...]]:
    """Decide what the numbers are written in, and say so where that is not plain."""
    if crs is not None:
        told = _told(crs)
        differs = declared is not None and (declared.crs, declared.shift) != (told.crs, told.shift)
        return told, (f"The file says {declared}; it is read as {told}, as told.",) if differs else ()
    east, north = _usual_size(xy)
    if max(east, north) > 180:
        said = f"The file says {declared}, but its" if declared else "The"
        if declared is None or declared.is_lonlat:
            raise FileRefused(
                "crs_mismatch" if declared else "no_crs",
                f"{said} coordinates, such as {east:,.0f} and {north:,.0f}, are no degrees; "
                "name their reference system with --crs.",
            )
    if declared is not None:
        return declared, ()
    return WGS84, ("No reference system is declared: longitude and latitude are read as WGS-84.",)


def _told(crs: str) -> Frame:
    try:
        return parse_crs(crs)
    except CrsError as unknown:
        raise FileRefused("unknown_crs", str(unknown)) from unknown


def _usual_size(xy: FloatArray) -> tuple[float, float]:
    """The middle size of each coordinate, so that a few slips of the pen do not decide; 0 without any."""
    finite = np.abs(xy[np.isfinite(xy).all(axis=1)])
    east, north = np.median(finite, axis=0) if len(finite) else (0.0, 0.0)
    return float(east), float(north)


def _with_points(raw: Raw, *, is_named: bool) -> Raw:
    """Give the geometries that tell the positions, or none where columns do."""
    if is_named:
        return replace(raw, geometry=None)
    if raw.geometry is None and has_axes([str(column) for column in raw.rows.columns]):
        return raw
    return with_wkt(raw)


def _of_geometries(raw: Raw) -> tuple[FloatArray, NDArray[np.object_]]:
    """Give the points of a layer and, where a row has none, the reason."""
    geometry = _single(raw.geometry)
    is_point = shapely.get_type_id(geometry) == shapely.GeometryType.POINT
    if not is_point.any() and not shapely.is_missing(geometry).all():
        raise FileRefused("no_geometry", "The layer holds no points.")
    xy = np.column_stack([shapely.get_x(geometry), shapely.get_y(geometry)])
    reasons = np.full(len(geometry), "", dtype=object)
    reasons[~np.isfinite(xy).all(axis=1)] = NO_POSITION
    for at in np.flatnonzero(~is_point & ~shapely.is_missing(geometry)):
        reasons[at] = f"the geometry is a {geometry[at].geom_type}, not a point"
    return xy, reasons


def _single(geometry: Geometries | None) -> Geometries:
    """Take the point out of a multipoint of one."""
    points = np.array(geometry, dtype=object)
    of_one = (shapely.get_type_id(points) == shapely.GeometryType.MULTIPOINT) & (
        shapely.get_num_geometries(points) == 1
    )
    points[of_one] = shapely.get_geometry(points[of_one], 0)
    return points


def _of_columns(raw: Raw, x: str | None, y: str | None) -> tuple[FloatArray, NDArray[np.object_]]:
    """Give the numbers of two columns and, where a row has none, the reason."""
    axes = find_axes([str(column) for column in raw.rows.columns], x=x, y=y)
    first, second = raw.rows[axes.x].tolist(), raw.rows[axes.y].tolist()
    xy = np.column_stack([_numbers(first), _numbers(second)])
    reasons = np.full(len(xy), "", dtype=object)
    for at in np.flatnonzero(~np.isfinite(xy).all(axis=1)):
        reasons[at] = _why_not(axes.x, first[at]) or _why_not(axes.y, second[at])
    xy[reasons != ""] = np.nan
    return xy, reasons


_NOTHING = {"", "nan", "none", "null", "na", "n/a", "-", "—", "无"}


def _numbers(values: list[object]) -> FloatArray:
    return np.array([_number(value) for value in values], dtype=float)


def _number(value: object) -> float:
    try:
        return float(str(value))
    except ValueError:
        return np.nan


def _why_not(column: str, value: Any) -> str:
    text = "" if pd.isna(value) else str(value).strip()
    if text.casefold() in _NOTHING:
        return NO_POSITION
    return "" if np.isfinite(_number(text)) else f"“{text[:40]}” in {column} is no number"
