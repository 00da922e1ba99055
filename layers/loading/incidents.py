"""Incidents from files: their fields, and the events with which their life here begins."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy.orm import Session

from layers.loading.categories import Catalogue, read_catalogue
from layers.loading.errors import LoadError
from layers.loading.sheet import Sheet
from layers.loading.values import moment, spelled, text, word
from layers.loading.wishes import Wishes
from layers.loading.words import INCIDENT_STATUSES, YES_OR_NO
from layers.models import IncidentStatus
from layers.rows import Row
from layers.working_time import add_working_hours

FIELDS = (
    "category",
    "text",
    "status",
    "reported_at",
    "due_at",
    "settled_at",
    "closed_at",
    "settled_on_the_spot",
    "department",
    "reporter",
    "reporter_phone",
)


def incident_columns(session: Session, sheet: Sheet, wishes: Wishes) -> dict[str, list[Any]]:
    """Read the fields of incidents; a deadline that is not told is that of the category, in working time."""
    catalogue = read_catalogue(session)
    when = moment(wishes.zone)
    categories = sheet.read(
        "category", word(catalogue.categories, "category that is known here"), _fallback(catalogue, wishes)
    )
    reported = sheet.read_times("reported_at", when, wishes.moment)
    sheet.require("category", categories)
    columns = {
        "category_code": categories,
        "text": sheet.read("text", text),
        "status": sheet.read("status", word(INCIDENT_STATUSES, "status"), IncidentStatus.REPORTED),
        "reported_at": reported,
        "due_at": sheet.read("due_at", when),
        "settled_at": sheet.read("settled_at", when),
        "closed_at": sheet.read("closed_at", when),
        "settled_on_the_spot": sheet.read("settled_on_the_spot", word(YES_OR_NO, "yes or no")),
        "department_code": sheet.read(
            "department", word(catalogue.departments, "department that is known here")
        ),
        "reporter": sheet.read("reporter", text),
        "reporter_phone": sheet.read("reporter_phone", text),
    }
    for at in sheet.taken:
        _complete(sheet, columns, at, catalogue, wishes)
    return columns


def beginnings(rows: Sequence[Row], ids: Sequence[int]) -> Iterator[Row]:
    """Tell the life of loaded incidents as far as their rows do: that they were reported, and where they stand."""
    for row, incident_id in zip(rows, ids, strict=True):
        steps = {IncidentStatus.REPORTED: row["reported_at"]}
        steps[row["status"]] = row["closed_at"] or row["settled_at"] or row["reported_at"]
        for status, at in steps.items():
            yield {"incident_id": incident_id, "kind": str(status), "at": at, "actor": row["source"]}


def _fallback(catalogue: Catalogue, wishes: Wishes) -> str | None:
    if wishes.category is None:
        return None
    code = catalogue.categories.get(spelled(wishes.category))
    if code is None:
        raise LoadError(f"“{wishes.category}” is no category that is known here.")
    return code


def _complete(
    sheet: Sheet, columns: dict[str, list[Any]], at: int, catalogue: Catalogue, wishes: Wishes
) -> None:
    """Fill what follows from the category of a row, where the file has no column of it."""
    code = columns["category_code"][at]
    columns["text"][at] = columns["text"][at] or catalogue.names[code]
    if "department" not in sheet.fields:
        columns["department_code"][at] = catalogue.department_of[code]
    if "due_at" not in sheet.fields:
        hours = catalogue.deadline_hours[code]
        columns["due_at"][at] = add_working_hours(columns["reported_at"][at], hours, wishes.zone)
