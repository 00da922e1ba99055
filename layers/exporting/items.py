"""Items as tables: what everybody may see of them, with the grid they belong to, in the columns of `flask assign`."""

from dataclasses import replace
from datetime import datetime, tzinfo
from typing import Any

import geopandas as gpd
import pandas as pd
from sqlalchemy import ColumnElement, null, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gis.assign import HAND
from layers.assignment import MODELS, Answer, answers_of
from layers.divisions import Division
from layers.items import EVERYTHING, UNASSIGNED, Wanted, conditions, standing
from layers.models import Assignment, Category, IllegalStructure, Incident, ItemKind, ServicePoint
from layers.rows import geometries_of, single, wkb

_COLUMNS = {
    ItemKind.INCIDENT: (
        "external_id source category_code text status reported_at due_at settled_at closed_at"
        " settled_on_the_spot department_code address accuracy_m"
    ),
    ItemKind.ILLEGAL_STRUCTURE: (
        "external_id source text state found_how found_at stop_due_at penalty_due_at demolish_due_at ended_at"
        " floors area_m2 address accuracy_m"
    ),
    ItemKind.SERVICE_POINT: "external_id source kind name hours phone address accuracy_m",
}
_TYPES = {
    "floors": "Int64",
    "settled_on_the_spot": "boolean",
    "area_m2": "Float64",
    "accuracy_m": "Float64",
}
_OWNER = ["grid_code", "grid_name", "community_code", "community_name", "rule", "edge_distance_m"]
_BEGINS: dict[ItemKind, InstrumentedAttribute[datetime]] = {
    ItemKind.INCIDENT: Incident.reported_at,
    ItemKind.ILLEGAL_STRUCTURE: IllegalStructure.found_at,
}


def item_rows(
    session: Session,
    kind: ItemKind,
    division: Division | None,
    *,
    zone: tzinfo,
    before: datetime | None = None,
    wanted: Wanted = EVERYTHING,
) -> gpd.GeoDataFrame:
    """The wanted items of a kind; those known `before` a moment with the grid they have under `division`, where one is asked for."""
    model, names = MODELS[kind], _COLUMNS[kind].split()
    columns = [getattr(model, name) for name in names]
    answers = _standing(session, kind) if before is None else _as_of(session, kind, division)
    narrowed = wanted if before is None else replace(wanted, grids=None)  # today's grids do not count then
    rows = session.execute(
        select(model.id, *_shapes(model), *columns)
        .outerjoin(Assignment, standing(kind))
        .where(*_known(kind, before), *conditions(kind, narrowed))
        .order_by(model.id)
    ).all()
    if before is not None and wanted.grids is not None:
        rows = [row for row in rows if _grid_of(answers.get(row[0])) in wanted.grids]
    owners = [_owner(division, answers.get(row[0])) for row in rows]
    table = pd.concat(
        [_attributes(session, names, [row[3:] for row in rows], zone), pd.DataFrame(owners, columns=_OWNER)],
        axis=1,
    )
    shapes = geometries_of([row[1] if row[2] is None else row[2] for row in rows])
    return gpd.GeoDataFrame(table, geometry=single(shapes), crs=4326)


def _grid_of(answer: Answer | Assignment | None) -> str:
    return (answer.grid_code if answer else None) or UNASSIGNED


def _shapes(model: type[Incident | IllegalStructure | ServicePoint]) -> tuple[ColumnElement[Any], ...]:
    """The position and the footprint, which goes before it."""
    footprint = wkb(IllegalStructure.footprint) if model is IllegalStructure else null()
    return wkb(model.position), footprint


def _known(kind: ItemKind, before: datetime | None) -> tuple[ColumnElement[bool], ...]:
    return () if before is None or kind not in _BEGINS else (_BEGINS[kind] < before,)


def _attributes(session: Session, names: list[str], rows: list[Any], zone: tzinfo) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=names, dtype=object)
    for name in names:
        if name.endswith("_at"):
            table[name] = [None if at is None else at.astimezone(zone).isoformat() for at in table[name]]
    if "category_code" in table:
        categories = dict(session.execute(select(Category.code, Category.name)).all())
        table.insert(3, "category_name", table["category_code"].map(categories))
    return table.astype({name: kind for name, kind in _TYPES.items() if name in table})


def _standing(session: Session, kind: ItemKind) -> dict[int, Assignment]:
    rows = session.scalars(
        select(Assignment).where(Assignment.item_kind == kind, Assignment.closed_at.is_(None))
    )
    return {row.item_id: row for row in rows}


def _as_of(session: Session, kind: ItemKind, division: Division | None) -> dict[int, Answer | Assignment]:
    """What another division says of every item; what was decided by hand stays decided."""
    by_hand = {item: row for item, row in _standing(session, kind).items() if row.rule == HAND}
    return {**answers_of(session, division, kind, None), **by_hand} if division else {**by_hand}


def _owner(division: Division | None, answer: Answer | Assignment | None) -> tuple[Any, ...]:
    if division is None or answer is None:
        return (None,) * len(_OWNER)
    rule, distance_m = answer.rule, answer.edge_distance_m
    at = division.index.get(answer.grid_code) if answer.grid_code else None
    if at is None:
        return answer.grid_code, None, None, None, rule, distance_m
    community = division.community_codes[at]
    names = division.names[at], community, division.community_names[community]
    return answer.grid_code, *names, rule, distance_m
