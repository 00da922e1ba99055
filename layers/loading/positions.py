"""Where the items of a file lie: points, footprints, or nowhere, in longitude/latitude."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.crs import Frame, from_wgs84
from gis.shifts import Pairs
from layers.files.errors import FileRefused
from layers.files.limits import LIMITS, Limits
from layers.files.read import NO_POSITION, read_layer, read_points
from layers.loading.sheet import AREAS, Geometries

BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Placed:
    """The rows of a file with a place each, or none.

    `points` and `footprints` are as many as the rows, None where there is none; `xy` are the numbers of the file
    in `frame`; `reasons` says by row why it is not taken; `lost` are rows that could not even be read.
    """

    rows: pd.DataFrame
    points: Geometries
    footprints: Geometries
    xy: Pairs
    frame: Frame
    reasons: dict[int, str]
    lost: pd.DataFrame
    warnings: tuple[str, ...]


def read_placed(
    path: Path,
    *,
    x: str | None = None,
    y: str | None = None,
    crs: str | None = None,
    layer: str | None = None,
    limits: Limits = LIMITS,
) -> Placed:
    """Read rows with positions. A row without one is taken; one whose position makes no sense is not."""
    points = read_points(path, x=x, y=y, crs=crs, layer=layer, limits=limits)
    has_point = np.isfinite(points.lonlat).all(axis=1)
    places = np.full(len(points.rows), None, dtype=object)
    places[has_point] = shapely.points(points.lonlat[has_point])
    return Placed(
        rows=points.rows,
        points=places,
        footprints=np.full(len(places), None, dtype=object),
        xy=points.xy,
        frame=points.source,
        reasons={at: why for at, why in enumerate(points.reasons) if why not in ("", NO_POSITION)},
        lost=points.rows.iloc[:0].assign(reason=""),
        warnings=points.warnings,
    )


def read_footprints(
    path: Path,
    *,
    x: str | None = None,
    y: str | None = None,
    crs: str | None = None,
    layer: str | None = None,
    limits: Limits = LIMITS,
) -> Placed:
    """Read rows with footprints, or with points where only these are known; a table has points alone."""
    if x is not None or y is not None:
        return read_placed(path, x=x, y=y, crs=crs, layer=layer, limits=limits)
    try:
        file = read_layer(path, layer=layer, crs=crs, limits=limits)
    except FileRefused as refusal:
        if refusal.reason != "no_geometry":
            raise
        return read_placed(path, crs=crs, layer=layer, limits=limits)
    shapes = file.rows.geometry.to_numpy()
    is_area = np.isin(shapely.get_type_id(shapes), list(AREAS))
    is_point = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    middles = shapely.get_coordinates(shapely.centroid(shapes))
    return Placed(
        rows=pd.DataFrame(file.rows.drop(columns=file.rows.geometry.name)),
        points=_only(shapes, is_point),
        footprints=_only(shapes, is_area),
        xy=from_wgs84(middles, file.source),
        frame=file.source,
        reasons=_bad_shapes(shapes, is_area, is_point),
        lost=file.rejected,
        warnings=file.warnings,
    )


def _only(shapes: Geometries, wanted: BoolArray) -> Geometries:
    only = np.full(len(shapes), None, dtype=object)
    only[wanted] = shapes[wanted]
    return only


def _bad_shapes(shapes: Geometries, is_area: BoolArray, is_point: BoolArray) -> dict[int, str]:
    wrong = {
        at: f"the geometry is a {shapes[at].geom_type}, neither an area nor a point"
        for at in np.flatnonzero(~(is_area | is_point)).tolist()
    }
    invalid = {
        at: f"the footprint is not valid: {shapely.is_valid_reason(shapes[at])}"
        for at in np.flatnonzero(is_area & ~shapely.is_valid(shapes)).tolist()
    }
    return wrong | invalid
