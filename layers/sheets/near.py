"""The service points nearest to a grid: one of each kind, with how far and in which direction."""

import math
from collections.abc import Container
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.crs import project
from layers.divisions import Division
from layers.models import Assignment, ItemKind, ServicePoint
from layers.rows import geometries_of, wkb

CENTRE = "社区服务管理中心"  # every community has one, and everybody must find it
DIRECTIONS = ("n", "ne", "e", "se", "s", "sw", "w", "nw")


@dataclass(frozen=True)
class Point:
    """A service point in the metric plane."""

    kind: str
    name: str
    hours: str | None
    phone: str | None
    address: str | None
    grid_code: str | None
    x_m: float
    y_m: float
    shape: Any  # lon/lat


@dataclass(frozen=True)
class Near:
    """A service point seen from somewhere."""

    point: Point
    distance_m: float
    direction: str


def read_points(session: Session, division: Division) -> list[Point]:
    """Every service point that has a position."""
    columns = (
        ServicePoint.kind,
        ServicePoint.name,
        ServicePoint.hours,
        ServicePoint.phone,
        ServicePoint.address,
        Assignment.grid_code,
    )
    is_its_own = (
        (Assignment.item_kind == ItemKind.SERVICE_POINT)
        & (Assignment.item_id == ServicePoint.id)
        & Assignment.closed_at.is_(None)
    )
    rows = session.execute(
        select(wkb(ServicePoint.position), *columns)
        .outerjoin(Assignment, is_its_own)
        .where(ServicePoint.position.is_not(None))
        .order_by(ServicePoint.id)
    ).all()
    shapes = geometries_of([row[0] for row in rows])
    if not rows:
        return []
    xy = shapely.get_coordinates(project(shapes, division.crs))
    return [
        Point(*row[1:], x_m=float(x), y_m=float(y), shape=shape)
        for row, (x, y), shape in zip(rows, xy, shapes, strict=True)
    ]


def nearest(points: list[Point], x_m: float, y_m: float, own: Container[str | None], most: int) -> list[Near]:
    """The nearest point of each kind in a straight line, by distance; always the centre of the community itself.

    Parameters
    ----------
    own : codes of the community's grids

    """
    points = [point for point in points if point.kind != CENTRE or point.grid_code in own]
    if not points:
        return []
    distances = np.hypot([point.x_m - x_m for point in points], [point.y_m - y_m for point in points])
    of_kind: dict[str, Near] = {}
    for at in np.argsort(distances, kind="stable"):
        point = points[at]
        direction = _direction(point.x_m - x_m, point.y_m - y_m)
        of_kind.setdefault(point.kind, Near(point, float(distances[at]), direction))
    found = sorted(of_kind.values(), key=lambda near: (near.point.kind != CENTRE, near.distance_m))
    return sorted(found[:most], key=lambda near: near.distance_m)


def _direction(east_m: float, north_m: float) -> str:
    return DIRECTIONS[round(math.degrees(math.atan2(east_m, north_m)) / 45) % 8]
