"""Incidents in columns: the smallest honest way to hand many thousands of points to a map."""

from collections.abc import Hashable, Iterable
from datetime import datetime
from typing import Any

import numpy as np
import shapely
from sqlalchemy import Select, and_, select
from sqlalchemy.orm import Session

from layers.clock import now
from layers.lifecycle import OPEN, overdue
from layers.models import Assignment, Incident, ItemKind
from layers.rows import geometries_of, wkb

SCALE_DEGREES = 1e-6


def incident_columns(
    session: Session, since: datetime, until: datetime, *, only_open: bool = False, lives: bool = False
) -> dict[str, Any]:
    """Pack the incidents with a position that were reported from `since` to before `until`.

    Positions are whole multiples of `scale` degrees from (lon0, lat0), times minutes from t0 (Unix seconds);
    status, category and grid are indices into their lists, grid -1 for none. With `lives` come `due` and `ended`, in
    minutes too: -1 without a deadline, and for what is still open. What ended nobody knows when counts as ended at once.
    """

    def minutes(moment: datetime) -> int:
        return int((moment - since).total_seconds() // 60)

    query = _query(since, until)
    rows = session.execute(query.where(Incident.status.in_(OPEN)) if only_open else query).all()
    points = shapely.get_coordinates(geometries_of([row[6] for row in rows])).reshape(-1, 2)
    origin = np.floor(points.min(axis=0) * 100) / 100 if len(rows) else np.zeros(2)
    offsets = np.rint((points - origin) / SCALE_DEGREES).astype(int)
    statuses, status = _indexed(str(row[1]) for row in rows)
    categories, category = _indexed(row[2] for row in rows)
    grids, grid = _indexed(row[5] for row in rows)
    columns = {
        "n": len(rows),
        "scale": SCALE_DEGREES,
        "lon0": float(origin[0]),
        "lat0": float(origin[1]),
        "id": [row[0] for row in rows],
        "x": offsets[:, 0].tolist(),
        "y": offsets[:, 1].tolist(),
        "statuses": statuses,
        "status": status,
        "categories": categories,
        "category": category,
        "grids": grids,
        "grid": grid,
        "t0": int(since.timestamp()),
        "t": [minutes(row[3]) for row in rows],
        "overdue": [int(bool(row[4])) for row in rows],
    }
    if lives:
        columns["due"] = [-1 if row[7] is None else max(0, minutes(row[7])) for row in rows]
        columns["ended"] = [
            -1 if row[1] in OPEN else max(0, minutes(row[8] or row[9] or row[3])) for row in rows
        ]
    return columns


def _query(since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Incident.id,
            Incident.status,
            Incident.category_code,
            Incident.reported_at,
            overdue(now()),
            Assignment.grid_code,
            wkb(Incident.position),
            Incident.due_at,
            Incident.settled_at,
            Incident.closed_at,
        )
        .outerjoin(
            Assignment,
            and_(
                Assignment.item_kind == ItemKind.INCIDENT,
                Assignment.item_id == Incident.id,
                Assignment.closed_at.is_(None),
            ),
        )
        .where(Incident.reported_at >= since, Incident.reported_at < until, Incident.position.is_not(None))
        .order_by(Incident.id)
    )


def _indexed(values: Iterable[Hashable]) -> tuple[list[Any], list[int]]:
    """List the distinct values but None, and give each its index there; -1 for None."""
    values = list(values)
    distinct = sorted({value for value in values if value is not None}, key=str)
    place = {value: at for at, value in enumerate(distinct)}
    return distinct, [place.get(value, -1) for value in values]
