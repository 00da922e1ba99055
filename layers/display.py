"""Geometry for display: lighter than the truth, with the same neighbours.

Cells are simplified together (Visvalingam-Whyatt on the coverage), so that shared edges stay shared; land of one
use is dissolved; everything is rounded to 1e-6 degree (11 cm). Never locate, measure or edit on these shapes.
"""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.crs import project, unproject
from gis.midline import midline
from layers.bbox import bbox_hit
from layers.divisions import Division
from layers.models import Block, Building, Street, Water
from layers.rows import geometries_of, wkb
from layers.tiles import tile_bbox

Feature = dict[str, Any]
_CELL_TOLERANCE_DEGREES = 1.5e-5  # about 1.6 m: under a pixel up to zoom 17
_MOST_CELL_VERTICES = 120_000  # what a phone paints without a wait; only very large divisions have more
_COARSEST_DEGREES = 2.4e-4  # about 25 m: coarser shapes would no longer be those of the town
_LAND_TOLERANCE_DEGREES = 3e-5
_STREET_TOLERANCE_DEGREES = 1e-5
_PLACES = 6


def plan_for_display(division: Division) -> dict[str, Any]:
    """The grids as GeoJSON; its own member `communities` names these and says where a name fits.

    Each has the point where its label fits best and the radius of the free circle around it.
    """
    cells = _simplified(division.polygons)
    labels = _labels(division, cells)
    grids = (
        _feature(
            shape,
            {
                "code": division.codes[at],
                "name": division.names[at],
                "kind": division.kinds[at],
                "community_code": division.community_codes[at],
                **labels[at],
            },
        )
        for at, shape in enumerate(cells)
    )
    return {**collection(grids), "communities": _communities(division, cells)}


def _simplified(polygons: NDArray[np.object_]) -> NDArray[np.object_]:
    """Simplify as finely as the number of vertices allows."""
    tolerance = _CELL_TOLERANCE_DEGREES
    cells: NDArray[np.object_] = shapely.coverage_simplify(polygons, tolerance)
    while shapely.get_num_coordinates(cells).sum() > _MOST_CELL_VERTICES and tolerance < _COARSEST_DEGREES:
        tolerance *= 2
        cells = shapely.coverage_simplify(polygons, tolerance)
    return cells


def _communities(division: Division, cells: NDArray[np.object_]) -> list[dict[str, Any]]:
    owners = np.array(division.community_codes, dtype=object)
    codes = sorted(set(division.community_codes))
    shapes = np.array([shapely.coverage_union_all(cells[owners == code]) for code in codes], dtype=object)
    return [
        {"code": code, "name": division.community_names[code], **label}
        for code, label in zip(codes, _labels(division, shapes), strict=True)
    ]


def base_for_display(session: Session) -> dict[str, Any]:
    """Land, water and streets, each as GeoJSON: what the first view paints, in one answer."""
    return {
        "land": collection(land_for_display(session)),
        "water": collection(water_for_display(session)),
        "streets": collection(streets_for_display(session)),
    }


def land_for_display(session: Session) -> list[Feature]:
    """Blocks dissolved by use."""
    rows = session.execute(select(Block.use, wkb(Block.geom)).order_by(Block.id)).all()
    if not rows:
        return []
    uses = np.array([row[0] or "other" for row in rows], dtype=object)
    shapes = geometries_of([row[1] for row in rows])
    dissolved = [(use, shapely.union_all(shapes[uses == use])) for use in sorted(set(uses))]
    simplified = shapely.coverage_simplify(
        np.array([shape for _, shape in dissolved], dtype=object),
        _LAND_TOLERANCE_DEGREES,
        simplify_boundary=True,
    )
    return [_feature(shape, {"use": use}) for (use, _), shape in zip(dissolved, simplified, strict=True)]


def water_for_display(session: Session) -> list[Feature]:
    """Rivers and lakes; those with a name with the line along which it can stand."""
    rows = session.execute(select(Water.kind, Water.name, wkb(Water.geom)).order_by(Water.id)).all()
    shapes = shapely.simplify(geometries_of([row[2] for row in rows]), _STREET_TOLERANCE_DEGREES)
    return [
        _feature(shape, {"kind": kind, "name": name, "midline": _midline(shape) if name else None})
        for (kind, name, _), shape in zip(rows, shapes, strict=True)
    ]


def streets_for_display(session: Session) -> list[Feature]:
    """Street centre lines, lanes first so that main roads are drawn over them."""
    rows = session.execute(
        select(Street.name, Street.level, Street.is_bridge, wkb(Street.geom)).order_by(
            Street.level.desc(), Street.id
        )
    ).all()
    shapes = shapely.simplify(geometries_of([row[3] for row in rows]), _STREET_TOLERANCE_DEGREES)
    return [
        _feature(shape, {"name": row[0], "level": row[1], "is_bridge": row[2]})
        for row, shape in zip(rows, shapes, strict=True)
    ]


def buildings_for_display(session: Session, x: int, y: int) -> list[Feature]:
    """The buildings whose box touches one tile of zoom 15."""
    rows = session.execute(
        select(Building.id, Building.name, Building.use, Building.floors, wkb(Building.geom))
        .where(bbox_hit(Building.geom, tile_bbox(15, x, y)))
        .order_by(Building.id)
    ).all()
    shapes = geometries_of([row[4] for row in rows])
    return [
        _feature(shape, {"id": row[0], "name": row[1], "use": row[2], "floors": row[3]})
        for row, shape in zip(rows, shapes, strict=True)
    ]


def label_of(division: Division, shape: Any) -> list[float]:
    """Where a label fits best inside one shape: the middle of its largest free circle, lon/lat."""
    label: list[float] = _labels(division, np.array([shape], dtype=object))[0]["label"]
    return label


def labels_of(division: Division, shapes: NDArray[np.object_]) -> NDArray[np.float64]:
    """The same of many shapes, (n, 2)."""
    return np.array([label["label"] for label in _labels(division, shapes)], dtype=float).reshape(-1, 2)


def collection(features: Iterable[Feature]) -> dict[str, Any]:
    """Wrap features as GeoJSON."""
    return {"type": "FeatureCollection", "features": list(features)}


def coordinates_of(shape: Any, places: int = _PLACES) -> dict[str, Any]:
    """A shape as a GeoJSON geometry with rounded coordinates; Multi geometries of one part as that part."""
    if shapely.get_num_geometries(shape) == 1 and shape.geom_type.startswith("Multi"):
        shape = shapely.get_geometry(shape, 0)
    return {
        "type": shape.geom_type,
        "coordinates": _rounded(shapely.geometry.mapping(shape)["coordinates"], places),
    }


def _rounded(coordinates: Any, places: int) -> Any:
    if coordinates and isinstance(coordinates[0], float):
        return [round(value, places) for value in coordinates]
    return [_rounded(part, places) for part in coordinates]


def _feature(shape: Any, properties: dict[str, Any]) -> Feature:
    return {"type": "Feature", "geometry": coordinates_of(shape), "properties": properties}


def _midline(shape: Any) -> Any:
    """Along the middle of the longest part, as coordinates."""
    line = midline(max(shapely.get_parts(shape), key=shapely.length))
    return None if line is None else coordinates_of(line)["coordinates"]


def _labels(division: Division, shapes: NDArray[np.object_]) -> Sequence[dict[str, Any]]:
    circles = shapely.maximum_inscribed_circle(_largest_parts(project(shapes, division.crs)), tolerance=2.0)
    at = shapely.get_coordinates(unproject(shapely.get_point(circles, 0), division.crs))
    return [
        {"label": [round(lon, _PLACES), round(lat, _PLACES)], "room_m": round(radius_m)}
        for (lon, lat), radius_m in zip(at.tolist(), shapely.length(circles).tolist(), strict=True)
    ]


def _largest_parts(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    return np.array([max(shapely.get_parts(shape), key=shapely.area) for shape in shapes], dtype=object)
