"""The departments that answer a whistle, and the categories of incidents: which department each goes to, and how soon it is due.

The first five main categories follow the urban-management standards; the others are the town's own.
"""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from layers.sample.people import landline

Row = dict[str, Any]


@dataclass(frozen=True)
class Authorities:
    """Rows of departments, each with a made-up phone number, and of categories, the main ones first."""

    departments: list[Row]
    categories: list[Row]


def read_authorities() -> Authorities:
    """Read the tables that lie beside this file."""
    departments = [
        row | {"phone": landline(number)} for number, row in enumerate(_read("departments.csv"), 1)
    ]
    categories = [_category(row) for row in _read("categories.csv")]
    return Authorities(departments, sorted(categories, key=lambda row: row["parent_code"] is not None))


def _category(row: dict[str, str]) -> Row:
    return {
        "code": row["code"],
        "name": row["name"],
        "name_en": row["name_en"],
        "parent_code": row["parent"] or None,
        "department_code": row["department"] or None,
        "deadline_hours": float(row["hours"]) if row["hours"] else None,
    }


def _read(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
