"""Incidents in columns: the smallest honest way to hand many thousands of points to a map.

A new column is one more entry of what `incident_columns` gives: a numpy array goes over the wire as the numbers it
holds, and the browser finds it under the same name (`static/js/items/packed.js`).
"""

import json
from collections.abc import Hashable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
from numpy.typing import NDArray
from sqlalchemy import Select, String, and_, func, select, type_coerce
from sqlalchemy.orm import Session

from layers.epoch import epoch_s
from layers.lifecycle import OPEN
from layers.models import Assignment, Incident, ItemKind

SCALE_DEGREES = 1e-6
Columns = dict[str, Any]
_MINUTE_S = 60
_NEVER_S = np.iinfo(np.int64).max
_NO_MINUTES = np.int32(-1)


def incident_columns(
    session: Session, since: datetime, until: datetime, *, only_open: bool = False, lives: bool = False
) -> Columns:
    """Read the incidents with a position that were reported from `since` to before `until`, in order of their ids.

    Positions are whole multiples of `scale` degrees from (lon0, lat0), times minutes from t0 (Unix seconds);
    status, category and grid are indices into their lists, grid -1 for none. `due_s` stays here: see `at_moment`.
    With `lives` come `due` and `ended`, in minutes too: -1 without a deadline, and for what is still open. What ended
    nobody knows when counts as ended at once.
    """
    query = _query(since, until)
    rows = session.execute(query.where(Incident.status.in_(OPEN)) if only_open else query).all()
    ids, states, kinds, reported, due, ended, owners, lons, lats = (
        zip(*rows, strict=True) if rows else [()] * 9
    )
    t0 = int(since.timestamp())
    statuses, status = _indexed(states, np.uint8)
    categories, category = _indexed(kinds, np.uint16)
    grids, grid = _indexed(owners, np.int32)
    due_s = np.array([_NEVER_S if moment is None else moment for moment in due], dtype=np.int64)
    is_open = np.isin(status, [at for at, name in enumerate(statuses) if name in OPEN])
    columns = {
        "n": len(rows),
        "id": np.array(ids, dtype=np.int32),
        **_places(np.array([lons, lats], dtype=float)),
        "statuses": statuses,
        "status": status,
        "categories": categories,
        "category": category,
        "grids": grids,
        "grid": grid,
        "t0": t0,
        "t": _minutes(reported, t0),
        "due_s": np.where(is_open, due_s, _NEVER_S),
    }
    if lives:
        columns["due"] = np.where(due_s == _NEVER_S, _NO_MINUTES, _minutes(due_s, t0).clip(0))
        columns["ended"] = np.where(is_open, _NO_MINUTES, _minutes(ended, t0).clip(0))
    return columns


def at_moment(columns: Columns, moment: datetime) -> Columns:
    """Say what is overdue at a moment, in place of when each is due: the rest does not change as time goes by."""
    rest = {name: column for name, column in columns.items() if name != "due_s"}
    return {**rest, "overdue": (columns["due_s"] < moment.timestamp()).astype(np.uint8)}


def packed(columns: Mapping[str, Any]) -> bytes:
    """Put columns into bytes: the length of the head (uint32, little-endian), the head as JSON, and the arrays.

    The head holds what is no array as it is and, in `columns`, the name and the type (u1, u2, i4) of each array in
    their order. Of each array come the lowest bytes of all its numbers first, then the next higher ones: like stands
    by like, and what is compressed on its way takes a third less.
    """
    arrays = {name: value for name, value in columns.items() if isinstance(value, np.ndarray)}
    plain = {name: value for name, value in columns.items() if name not in arrays}
    plain["columns"] = [[name, array.dtype.str[1:]] for name, array in arrays.items()]
    head = json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode()
    return b"".join([len(head).to_bytes(4, "little"), head, *map(_by_bytes, arrays.values())])


def _by_bytes(array: NDArray[Any]) -> bytes:
    numbers = array.astype(array.dtype.newbyteorder("<"), copy=False)
    return numbers.view(np.uint8).reshape(len(array), array.itemsize).T.tobytes()


def _query(since: datetime, until: datetime) -> Select[*tuple[Any, ...]]:
    return (
        select(
            Incident.id,
            type_coerce(Incident.status, String),
            Incident.category_code,
            epoch_s(Incident.reported_at),
            epoch_s(Incident.due_at),
            epoch_s(func.coalesce(Incident.settled_at, Incident.closed_at, Incident.reported_at)),
            Assignment.grid_code,
            func.ST_X(Incident.position),
            func.ST_Y(Incident.position),
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


def _places(lonlat: NDArray[np.float64]) -> Columns:
    """Give the (2, n) degrees as whole numbers from an origin, and what they are to be multiplied by."""
    origin = np.floor(lonlat.min(axis=1) * 100) / 100 if lonlat.size else np.zeros(2)
    x, y = np.rint((lonlat - origin[:, None]) / SCALE_DEGREES).astype(np.int32)
    return {"scale": SCALE_DEGREES, "lon0": float(origin[0]), "lat0": float(origin[1]), "x": x, "y": y}


def _minutes(moments_s: Sequence[int] | NDArray[np.int64], t0: int) -> NDArray[np.int32]:
    return ((np.array(moments_s, dtype=np.int64) - t0) // _MINUTE_S).astype(np.int32)


def _indexed(values: Sequence[Hashable], kind: Any) -> tuple[list[Any], NDArray[Any]]:
    """List the distinct values but None, and give each its index there; -1 for None."""
    distinct = sorted(set(values) - {None}, key=str)
    place: dict[Hashable, int] = {None: -1} | {value: at for at, value in enumerate(distinct)}
    return distinct, np.array([place[value] for value in values], dtype=kind)
