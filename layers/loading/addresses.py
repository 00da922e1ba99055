"""Door plates 门牌 from files: an address and its place. They are what search finds addresses by."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy.orm import Session

from gis.crs import snap
from layers.divisions import read_division
from layers.files.read import NO_POSITION
from layers.loading.doubts import doubts
from layers.loading.fields import choose_fields
from layers.loading.merging import compare, write_rows
from layers.loading.positions import Placed
from layers.loading.progress import Progress, silent
from layers.loading.report import Report
from layers.loading.sheet import Sheet, all_rejected
from layers.loading.values import count, text
from layers.models import DoorPlate
from layers.plans import plan_in_force
from layers.rows import Row
from layers.towns import hold_town, touch_base_layers

USUAL = {
    "address": "address 地址 门牌地址 门牌 门牌号 标准地址 详细地址 地址全称",
    "source": "source 来源",
    "households": "households 户数",
}
FIELDS = tuple(USUAL)


def load_addresses(
    session: Session,
    placed: Placed,
    named: Mapping[str, str | None],
    source: str,
    *,
    progress: Progress = silent,
) -> Report:
    """Put door plates into the database, in the caller's transaction; a known address that differs is changed."""
    hold_town(session)
    sheet = _sheet(placed, named)
    rows = _rows(sheet, placed, source)
    told = ["geom", *(name for name in ("source", "households") if name in sheet.fields)]
    found = compare(session, DoorPlate, ("address",), rows, only=told)
    write_rows(session, DoorPlate, rows, found, told=told, progress=progress)
    if found.new or found.differing:
        touch_base_layers(session)
    plan = plan_in_force(session)
    division = read_division(session, plan.id) if plan else None
    return Report(
        fields=sheet.fields.told,
        added=len(found.new),
        changed=len(found.differing),
        unchanged=len(found.standing) - len(found.differing),
        rejected=all_rejected(placed.lost, sheet.rejected()),
        warnings=(*placed.warnings, *sheet.warnings, *doubts(session, division, placed)),
    )


def _sheet(placed: Placed, named: Mapping[str, str | None]) -> Sheet:
    columns = [str(column) for column in placed.rows.columns]
    fields = choose_fields(columns, FIELDS, named, required=("address",), usual=USUAL)
    sheet = Sheet(placed.rows, fields)
    for at, reason in placed.reasons.items():
        sheet.refuse(at, reason)
    for at, point in enumerate(placed.points):
        if point is None:
            sheet.refuse(at, NO_POSITION)
    return sheet


def _rows(sheet: Sheet, placed: Placed, source: str) -> dict[int, Row]:
    columns: dict[str, list[Any]] = {
        "address": sheet.read("address", text),
        "source": sheet.read("source", text, source),
        "households": sheet.read("households", count),
        "geom": snap(placed.points).tolist(),
    }
    sheet.require("address", columns["address"])
    sheet.refuse_repeats(columns["address"], "its address")
    return {at: {name: values[at] for name, values in columns.items()} for at in sheet.taken}
