"""Rows in bulk: many inserted in one statement, geometries as WKB both ways."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

import numpy as np
import shapely
from geoalchemy2 import Geometry
from numpy.typing import NDArray
from sqlalchemy import ColumnElement, Table, bindparam, func, insert, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from layers.models import Base
from layers.models.base import WGS84

Row = Mapping[str, Any]
_BATCH = 5_000
_MULTI: dict[str | None, tuple[int, Callable[..., Any]]] = {
    "MULTIPOLYGON": (shapely.GeometryType.POLYGON, shapely.multipolygons),
    "MULTILINESTRING": (shapely.GeometryType.LINESTRING, shapely.multilinestrings),
}


def insert_rows(session: Session, model: type[Base], rows: Iterable[Row]) -> int:
    """Insert rows given as column name → value (Shapely geometry for a geometry column); gives how many.

    All rows have the same keys. Columns that are not among them get their defaults.
    """
    count = 0
    for batch in _batches(rows):
        _insert_batch(session, model, batch)
        count += len(batch)
    return count


def update_rows(session: Session, model: type[Base], rows: Iterable[Row]) -> None:
    """Change rows given like those to insert, with their `id`; columns that are not among the keys stay."""
    for batch in _batches(rows):
        _update_batch(session, model, batch)


def wkb(column: InstrumentedAttribute[Any]) -> ColumnElement[bytes]:
    """Select a geometry column as WKB, to be read by `polygons_of`."""
    return func.ST_AsBinary(column)


def geometries_of(values: Sequence[bytes | memoryview | None]) -> NDArray[np.object_]:
    """Read WKB as a Shapely array; None stays None."""
    return np.asarray(
        shapely.from_wkb([None if value is None else bytes(value) for value in values]), dtype=object
    )


def single(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    """Unwrap Multi geometries of one part: what was promoted for the database is a plain polygon again."""
    lone = shapely.get_num_geometries(geometries) == 1
    return np.where(lone, shapely.get_geometry(geometries, 0), geometries)


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    iterator = iter(rows)
    while batch := list(islice(iterator, _BATCH)):
        yield batch


def _insert_batch(session: Session, model: type[Base], batch: Sequence[Row]) -> None:
    session.execute(insert(_table(model)).values(_placeholders(model, batch[0])), _parameters(model, batch))


def _update_batch(session: Session, model: type[Base], batch: Sequence[Row]) -> None:
    table = _table(model)
    changed = {name: value for name, value in _placeholders(model, batch[0]).items() if name != "id"}
    statement = update(table).where(table.c.id == bindparam("of_id")).values(changed)
    parameters = [{"of_id": row.pop("id"), **row} for row in _parameters(model, batch)]
    session.connection().execute(statement, parameters)


def _table(model: type[Base]) -> Table:
    return model.metadata.tables[model.__tablename__]


def _placeholders(model: type[Base], row: Row) -> dict[str, ColumnElement[Any]]:
    kinds = _geometry_kinds(model)
    return {
        name: func.ST_GeomFromWKB(bindparam(name), WGS84) if name in kinds else bindparam(name)
        for name in row
    }


def _parameters(model: type[Base], batch: Sequence[Row]) -> list[dict[str, Any]]:
    kinds = _geometry_kinds(model)
    columns: dict[str, Sequence[Any]] = {name: [row[name] for row in batch] for name in batch[0]}
    for name in kinds.keys() & columns.keys():
        columns[name] = _as_wkb(np.asarray(columns[name], dtype=object), kinds[name])
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]


def _geometry_kinds(model: type[Base]) -> dict[str, str | None]:
    return {c.name: c.type.geometry_type for c in _table(model).columns if isinstance(c.type, Geometry)}


def _as_wkb(geometries: NDArray[np.object_], kind: str | None) -> Sequence[bytes | None]:
    if kind in _MULTI:
        part, gather = _MULTI[kind]
        lone = shapely.get_type_id(geometries) == part
        promoted = geometries.copy()
        promoted[lone] = gather(geometries[lone][:, None])
        geometries = promoted
    return shapely.to_wkb(geometries, include_srid=False).tolist()
