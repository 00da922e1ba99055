"""Lists of a town's own that lie nowhere on the map: departments, categories, people. Each is a plain table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from sqlalchemy.orm import Session

from layers.files.limits import LIMITS, Limits
from layers.files.source import read_raw
from layers.loading import departments, kinds
from layers.loading.fields import choose_fields
from layers.loading.progress import Progress
from layers.loading.report import Report
from layers.loading.sheet import Sheet


class Load(Protocol):
    """Puts the rows of a sheet into the database, in the caller's transaction."""

    def __call__(self, session: Session, sheet: Sheet, /, *, progress: Progress) -> Report: ...


@dataclass(frozen=True)
class Register:
    """What a list is made of: its fields with the names that their columns usually have."""

    usual: Mapping[str, str]
    required: tuple[str, ...]
    load: Load


REGISTERS = {
    "departments": Register(departments.USUAL, departments.REQUIRED, departments.load_departments),
    "categories": Register(kinds.USUAL, kinds.REQUIRED, kinds.load_categories),
}


def read_register(
    path: Path,
    usual: Mapping[str, str],
    named: Mapping[str, str | None],
    *,
    required: Sequence[str] = (),
    layer: str | None = None,
    limits: Limits = LIMITS,
) -> Sheet:
    """Read a table for the fields that are the keys of `usual`, found by those names or `named` by the caller.

    Geometries of the file are left out.
    """
    raw = read_raw(path, limits, layer)
    columns = [str(column) for column in raw.rows.columns]
    sheet = Sheet(raw.rows, choose_fields(columns, tuple(usual), named, required=required, usual=usual))
    for warning in raw.warnings:
        sheet.warn(warning)
    for at, doubt in raw.doubts.items():
        sheet.refuse(at, doubt)
    return sheet
