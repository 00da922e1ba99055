"""Search: from what somebody typed to places on the map."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import shapely
from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from layers.display import label_of
from layers.divisions import Division
from layers.models import AreaKind, DoorPlate, Role, ServicePoint, Street
from layers.people import leaders_by_area
from layers.plans import community_outlines
from layers.rows import geometries_of, wkb

MOST = 20
_MOST_A_KIND = 8
_COORDINATES = re.compile(
    r"^\s*(-?\d+(?:\.\d+)?)\s*°?\s*[ENen]?\s*[,，;\s]\s*(-?\d+(?:\.\d+)?)\s*°?\s*[ENen]?\s*$"
)


@dataclass(frozen=True)
class Result:
    """One place."""

    kind: str
    title: str
    subtitle: str
    lon: float
    lat: float
    bbox: tuple[float, float, float, float] | None = None
    code: str | None = None
    id: int | None = None

    def body(self) -> dict[str, Any]:
        """As the API tells it."""
        return dict(vars(self))


def search(session: Session, division: Division, typed: str, on: date) -> list[Result]:
    """Find at most 20 places: coordinates, communities, grids, leaders, streets, service points, addresses."""
    typed = typed.strip()
    if not typed:
        return []
    if found := _coordinates(typed):
        return [found]
    found_in_order = [
        *_communities(division, typed),
        *_grids(division, typed),
        *_leaders(session, division, typed, on),
        *_streets(session, typed),
        *_service_points(session, typed),
        *_addresses(session, typed),
    ]
    return found_in_order[:MOST]


def _coordinates(typed: str) -> Result | None:
    """Read "lon, lat"; the other order is understood where only it makes sense."""
    match = _COORDINATES.match(typed)
    if match is None:
        return None
    lon, lat = float(match[1]), float(match[2])
    if abs(lat) > 90 >= abs(lon):
        lon, lat = lat, lon
    if abs(lat) > 90 or abs(lon) > 180:
        return None
    return Result("coordinates", f"{lon:.6f}, {lat:.6f}", "WGS 84", lon, lat)


def _communities(division: Division, typed: str) -> Iterable[Result]:
    wanted = [c for c, name in division.community_names.items() if _fits(typed, c, name)][:_MOST_A_KIND]
    outlines = community_outlines(division) if wanted else {}
    for code in wanted:
        if code in outlines:
            lon, lat = label_of(division, outlines[code])
            yield Result(
                "community", division.community_names[code], code, lon, lat, outlines[code].bounds, code
            )


def _grids(division: Division, typed: str) -> Iterable[Result]:
    hits = [at for at, code in enumerate(division.codes) if _fits(typed, code, division.names[at])]
    return [_grid(division, at, division.codes[at]) for at in hits[:_MOST_A_KIND]]


def _leaders(session: Session, division: Division, typed: str, on: date) -> Iterable[Result]:
    for code, leaders in leaders_by_area(session, Role.GRID_LEADER, AreaKind.GRID, on).items():
        at = division.index.get(code)
        named = next((leader.name for leader in leaders if typed in leader.name), None)
        if at is not None and named is not None:
            yield _grid(division, at, named, kind="leader")


def _grid(division: Division, at: int, subtitle: str, kind: str = "grid") -> Result:
    shape = division.polygons[at]
    lon, lat = label_of(division, shape)
    title, subtitle = (subtitle, division.names[at]) if kind == "leader" else (division.names[at], subtitle)
    return Result(kind, title, subtitle, lon, lat, shape.bounds, division.codes[at])


def _streets(session: Session, typed: str) -> Iterable[Result]:
    rows = session.execute(
        select(Street.id, Street.name, wkb(Street.geom))
        .where(_like(Street.name, typed))
        .order_by(Street.level, Street.name, Street.id)
    ).all()
    by_name: dict[str, list[Any]] = {}
    for row in rows:
        by_name.setdefault(row[1] or "", []).append(row[2])
    for name, shapes in list(by_name.items())[:_MOST_A_KIND]:
        line = shapely.union_all(geometries_of(shapes))
        middle = shapely.point_on_surface(line)
        yield Result("street", name, "", middle.x, middle.y, line.bounds)


def _service_points(session: Session, typed: str) -> Iterable[Result]:
    rows = session.execute(
        select(ServicePoint.id, ServicePoint.name, ServicePoint.address, wkb(ServicePoint.position))
        .where(_like(ServicePoint.name, typed), ServicePoint.position.is_not(None))
        .order_by(ServicePoint.name)
        .limit(_MOST_A_KIND)
    ).all()
    points = geometries_of([row[3] for row in rows])
    for row, point in zip(rows, points, strict=True):
        yield Result("service_point", row[1], row[2] or "", point.x, point.y, id=row[0])


def _addresses(session: Session, typed: str) -> Iterable[Result]:
    rows = session.execute(
        select(DoorPlate.id, DoorPlate.address, wkb(DoorPlate.geom))
        .where(_like(DoorPlate.address, typed))
        .order_by(DoorPlate.address)
        .limit(MOST)
    ).all()
    points = geometries_of([row[2] for row in rows])
    for row, point in zip(rows, points, strict=True):
        yield Result("address", row[1], "", point.x, point.y)


def _like(column: InstrumentedAttribute[Any], typed: str) -> ColumnElement[bool]:
    return column.icontains(typed, autoescape=True)


def _fits(typed: str, code: str, name: str) -> bool:
    """A name that holds what was typed, or a code that starts or ends with it."""
    return typed.casefold() in name.casefold() or (
        typed.isdigit() and len(typed) >= 3 and (code.startswith(typed) or code.endswith(typed))
    )
