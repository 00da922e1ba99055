"""Rows of a file against those that the database holds: which are new, which stand there alike, which differ."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from geoalchemy2 import Geometry
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.crs import LATTICE
from layers.loading.progress import Progress, silent
from layers.models import Base
from layers.rows import Row, geometries_of, insert_rows, single, update_rows, wkb

_KEYS_A_STATEMENT = 5_000


@dataclass(frozen=True)
class Comparison:
    """What became of each row, by its place.

    `standing` has the id of the row that the database holds; `differing` the names of the fields that are not alike.
    """

    new: list[int]
    standing: dict[int, int]
    differing: dict[int, tuple[str, ...]]


def compare(
    session: Session,
    model: type[Base],
    key: Sequence[str],
    rows: Mapping[int, Row],
    *,
    only: Sequence[str],
) -> Comparison:
    """Compare rows, by their places, with those of the same `key`: `only` these fields.

    The last column of the key is the telling one, by which rows are looked up.
    """
    if not rows:
        return Comparison([], {}, {})
    keys = {at: tuple(row[name] for name in key) for at, row in rows.items()}
    fields = [name for name in only if name not in key]
    known = dict(_standing_rows(session, model, key, fields, {one[-1] for one in keys.values()}))
    standing = {at: known[one][0] for at, one in keys.items() if one in known}
    differing = {at: _unlike(fields, rows[at], known[keys[at]][1:]) for at in standing}
    return Comparison(
        new=[at for at in rows if at not in standing],
        standing=standing,
        differing={at: unlike for at, unlike in differing.items() if unlike},
    )


def write_rows(
    session: Session,
    model: type[Base],
    rows: Mapping[int, Row],
    found: Comparison,
    *,
    told: Sequence[str],
    progress: Progress = silent,
) -> None:
    """Insert the rows that are new, and change those that differ: only the `told` fields of them."""
    insert_rows(session, model, progress([rows[at] for at in found.new], "Writing"))
    update_rows(
        session,
        model,
        ({"id": found.standing[at]} | {name: rows[at][name] for name in told} for at in found.differing),
    )


def standing_ids(session: Session, model: type[Base], key: Sequence[str], rows: Sequence[Row]) -> list[int]:
    """Find the ids that rows have in the database, where all of them stand."""
    keys = [tuple(row[name] for name in key) for row in rows]
    known = dict(_standing_rows(session, model, key, (), {one[-1] for one in keys}))
    return [known[one][0] for one in keys]


def _unlike(fields: Sequence[str], row: Row, stored: Sequence[Any]) -> tuple[str, ...]:
    return tuple(name for name, value in zip(fields, stored, strict=True) if not _is_alike(row[name], value))


def _standing_rows(
    session: Session, model: type[Base], key: Sequence[str], fields: Sequence[str], telling: set[Any]
) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    """Yield key → (id, the fields) of every row whose key ends in one of the `telling` values."""
    columns = [getattr(model, name) for name in ("id", *key, *fields)]
    is_shape = [isinstance(column.type, Geometry) for column in columns]
    query = select(
        *(wkb(column) if shape else column for column, shape in zip(columns, is_shape, strict=True))
    )
    values = sorted(telling)
    for start in range(0, len(values), _KEYS_A_STATEMENT):
        some = values[start : start + _KEYS_A_STATEMENT]
        for row in session.execute(query.where(columns[len(key)].in_(some))):
            stored = [geometries_of([v])[0] if shape else v for v, shape in zip(row, is_shape, strict=True)]
            yield tuple(stored[1 : 1 + len(key)]), (stored[0], *stored[1 + len(key) :])


def _is_alike(ours: Any, stored: Any) -> bool:
    if isinstance(ours, shapely.Geometry) and isinstance(stored, shapely.Geometry):
        one, other = single(np.array([ours, stored], dtype=object))
        return bool(shapely.equals_exact(one, other, tolerance=LATTICE / 2, normalize=True))
    return bool(ours == stored)
