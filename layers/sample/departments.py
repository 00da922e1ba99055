"""The departments that answer a whistle, and the categories of incidents: which department each goes to, and how soon it is due.

The first five main categories follow the urban-management standards; the others are the town's own.
"""

import csv
from pathlib import Path
from typing import Any

from layers.sample.people import landline

Row = dict[str, Any]


def departments() -> list[Row]:
    """The departments with a made-up phone number each."""
    return [row | {"phone": landline(number)} for number, row in enumerate(_read("departments.csv"), 1)]


def categories() -> list[Row]:
    """Main categories first, so that each stands before those below it."""
    rows = [
        {
            "code": row["code"],
            "name": row["name"],
            "name_en": row["name_en"],
            "parent_code": row["parent"] or None,
            "department_code": row["department"] or None,
            "deadline_hours": float(row["hours"]) if row["hours"] else None,
        }
        for row in _read("categories.csv")
    ]
    return sorted(rows, key=lambda row: row["parent_code"] is not None)


def _read(name: str) -> list[dict[str, str]]:
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
