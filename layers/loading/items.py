"""Items from files: incidents, illegal structures, service points; new ones are assigned in the same transaction.

An item is known by its source and the id it has there. What is known and alike adds nothing; what is known and
differs is not overwritten, for its life goes on here: such a row comes back with the fields that differ.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.crs import Frame
from layers.assignment import MODELS, assign_items
from layers.divisions import Division, read_division
from layers.files.columns import as_text
from layers.loading import incidents, service_points, structures
from layers.loading.doubts import doubts
from layers.loading.fields import Fields, choose_fields
from layers.loading.merging import Comparison, compare, standing_ids
from layers.loading.positions import Placed
from layers.loading.progress import Progress, silent
from layers.loading.report import Report
from layers.loading.sheet import Sheet, all_rejected
from layers.loading.values import number, text
from layers.loading.wishes import Wishes
from layers.models import Assignment, IncidentEvent, ItemKind
from layers.plans import plan_in_force
from layers.rows import Row, insert_rows
from layers.towns import hold_town


@dataclass(frozen=True)
class _Kind:
    fields: tuple[str, ...]
    required: tuple[str, ...]
    columns: Callable[[Session, Sheet, Wishes], dict[str, list[Any]]]


_KINDS = {
    ItemKind.INCIDENT: _Kind(incidents.FIELDS, ("category",), incidents.incident_columns),
    ItemKind.ILLEGAL_STRUCTURE: _Kind(structures.FIELDS, (), structures.structure_columns),
    ItemKind.SERVICE_POINT: _Kind(
        service_points.FIELDS, ("kind", "name"), service_points.service_point_columns
    ),
}
_ORIGIN = ("external_id", "source", "address", "accuracy_m")
_KEY = ("source", "external_id")
# Where our column is called otherwise than the field.
_FIELD_OF = {"category_code": "category", "department_code": "department"}
_PLACE = ("position", "footprint")


def fields_of(kind: ItemKind) -> tuple[str, ...]:
    """The fields that are looked for in a file of items."""
    return (*_ORIGIN, *_KINDS[kind].fields)


def load_items(
    session: Session, kind: ItemKind, placed: Placed, wishes: Wishes, *, progress: Progress = silent
) -> Report:
    """Put items into the database and assign them, in the caller's transaction."""
    hold_town(session)
    sheet = _sheet(kind, placed, wishes)
    rows = _rows(session, kind, sheet, placed, wishes)
    found = compare(session, MODELS[kind], _KEY, rows, only=_told(sheet.fields, rows))
    new = [rows[at] for at in found.new]
    insert_rows(session, MODELS[kind], progress(new, "Writing"))
    ids = standing_ids(session, MODELS[kind], _KEY, new)
    if kind == ItemKind.INCIDENT:
        insert_rows(session, IncidentEvent, incidents.beginnings(new, ids))
    plan = plan_in_force(session)
    division = read_division(session, plan.id) if plan else None
    return Report(
        fields=sheet.fields.told,
        added=len(new),
        changed=0,
        unchanged=len(found.standing) - len(found.differing),
        rejected=all_rejected(placed.lost, sheet.rejected(_differences(found))),
        rules=_assign(session, division, kind, ids),
        warnings=(*placed.warnings, *sheet.warnings, *_doubts(session, division, placed)),
    )


def _sheet(kind: ItemKind, placed: Placed, wishes: Wishes) -> Sheet:
    columns = [str(column) for column in placed.rows.columns]
    required = () if wishes.category else _KINDS[kind].required
    sheet = Sheet(placed.rows, choose_fields(columns, fields_of(kind), wishes.named, required=required))
    for at, reason in placed.reasons.items():
        sheet.refuse(at, reason)
    return sheet


def _rows(session: Session, kind: ItemKind, sheet: Sheet, placed: Placed, wishes: Wishes) -> dict[int, Row]:
    """Read every field; the rows that are taken, by their place in the file."""
    columns = _KINDS[kind].columns(session, sheet, wishes)
    columns |= {
        "source": sheet.read("source", text, wishes.source),
        "external_id": _ids(sheet, placed),
        "address": sheet.read("address", text),
        "accuracy_m": sheet.read("accuracy_m", number),
        "datum": [_datum(placed.frame)] * len(placed.rows),
        "position": placed.points.tolist(),
    }
    if kind == ItemKind.ILLEGAL_STRUCTURE:
        columns["footprint"] = placed.footprints.tolist()
    sheet.require("external_id", columns["external_id"])
    sheet.refuse_repeats(zip(columns["source"], columns["external_id"], strict=True), "its id")
    return {at: {name: values[at] for name, values in columns.items()} for at in sheet.taken}


def _ids(sheet: Sheet, placed: Placed) -> list[str | None]:
    """The ids of the file, or where it has no column of them, one made from all that a row says."""
    if "external_id" in sheet.fields:
        return sheet.read("external_id", text)
    sheet.warn("No column of ids was found: rows are known by their content. Name it with --id.")
    records = sheet.rows.itertuples(index=False, name=None)
    said = (
        "\x1f".join((*map(as_text, record), *map(repr, xy)))
        for record, xy in zip(records, placed.xy.tolist(), strict=True)
    )
    return [f"row-{sha256(row.encode()).hexdigest()[:16]}" for row in said]


def _told(fields: Fields, rows: dict[int, Row]) -> tuple[str, ...]:
    """The columns that the file tells itself: what follows from others is not compared."""
    names = next(iter(rows.values()), {})
    return tuple(name for name in names if name in _PLACE or _FIELD_OF.get(name, name) in fields)


def _differences(found: Comparison) -> dict[int, str]:
    return {
        at: f"it is here already, with another {', '.join(fields).replace('_', ' ')}"
        for at, fields in found.differing.items()
    }


def _assign(
    session: Session, division: Division | None, kind: ItemKind, ids: Sequence[int]
) -> dict[str, int]:
    if division is None or not ids:
        return {}
    assign_items(session, division, only={kind: ids})
    ours = set(ids)
    rows = session.execute(
        select(Assignment.item_id, Assignment.rule).where(
            Assignment.item_kind == kind, Assignment.closed_at.is_(None)
        )
    )
    return dict(Counter(rule for item, rule in rows if item in ours))


def _doubts(session: Session, division: Division | None, placed: Placed) -> tuple[str, ...]:
    if division is None:
        return ("There is no plan in force yet: items are assigned when one is published.",)
    return doubts(session, division, placed)


def _datum(frame: Frame) -> str:
    """What the cards say about the origin of a position."""
    return {"EPSG:4326": "WGS-84", "EPSG:4490": "CGCS2000"}.get(frame.name, frame.name)
