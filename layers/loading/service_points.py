"""Service points from files: their fields."""

from typing import Any

from sqlalchemy.orm import Session

from layers.loading.sheet import Sheet
from layers.loading.values import text
from layers.loading.wishes import Wishes

FIELDS = ("kind", "name", "hours", "phone")


def service_point_columns(_session: Session, sheet: Sheet, _wishes: Wishes) -> dict[str, list[Any]]:
    """Read the fields of service points."""
    columns = {field: sheet.read(field, text) for field in FIELDS}
    sheet.require("kind", columns["kind"])
    sheet.require("name", columns["name"])
    return columns
