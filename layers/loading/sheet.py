"""The rows of a file on their way to be ours: read field by field, with the reason why a row is not taken.

A row keeps its first reason, and stays in the sheet until the end, so that all columns have the same length.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.crs import snap
from layers.files.columns import as_text
from layers.loading.fields import Fields
from layers.loading.values import NotUnderstood, Reader, spelled, text

Geometries = NDArray[np.object_]

AREAS = {shapely.GeometryType.POLYGON: "area", shapely.GeometryType.MULTIPOLYGON: "area"}
LINES = {shapely.GeometryType.LINESTRING: "line", shapely.GeometryType.MULTILINESTRING: "line"}
_SHOWN_LETTERS = 40
_SHOWN_WORDS = 5


class Sheet:
    """Rows of a file with the fields that were found in them."""

    def __init__(self, rows: pd.DataFrame, fields: Fields) -> None:
        self.rows = rows
        self.fields = fields
        self.reasons: NDArray[np.object_] = np.full(len(rows), "", dtype=object)
        self.warnings: tuple[str, ...] = ()

    def read(self, field: str, reader: Reader, default: Any = None) -> list[Any]:
        """Read one field of every row: `default` where it is blank or has no column; what is not understood is refused."""
        if field not in self.fields:
            return [default] * len(self.rows)
        values = self.rows[self.fields[field]].tolist()
        return [self._value(at, field, value, reader, default) for at, value in enumerate(values)]

    def read_loosely(self, field: str, words: Mapping[str, Any], default: Any) -> list[Any]:
        """Read words of which not all need to be known: those that are not are taken as the default, and told."""
        written = [spelled(value) for value in self.read(field, text, "")]
        unknown = sorted(set(written) - set(words) - {""})
        if unknown:
            shown = ", ".join(unknown[:_SHOWN_WORDS])
            self.warn(f"Not known in {self.fields[field]}, and taken as {default}: {shown}.")
        return [words.get(value, default) for value in written]

    def read_times(self, field: str, reader: Reader, moment: datetime) -> list[Any]:
        """Read the time that every row must have; where the file has no column of it, it is `moment` for all."""
        if field not in self.fields:
            begun, option = field.removesuffix("_at"), field.replace("_", "-")
            self.warn(f"No column tells when a row was {begun}: taken as now. Name it with --{option}.")
            return [moment] * len(self.rows)
        times = self.read(field, reader)
        self.require(field, times)
        return times

    def require(self, field: str, values: Sequence[Any]) -> None:
        """Refuse the rows that have nothing in a field."""
        for at, value in enumerate(values):
            if value is None:
                self.refuse(at, f"the row has no {field.replace('_', ' ')}")

    def refuse(self, at: int, reason: str) -> None:
        """Say why a row is not taken."""
        self.reasons[at] = self.reasons[at] or reason

    def warn(self, sentence: str) -> None:
        """Say something about the file as a whole."""
        self.warnings += (sentence,)

    def refuse_repeats(self, keys: Iterable[Any], what: str) -> None:
        """Refuse what a row before it has already; rows refused otherwise do not count."""
        first: dict[Any, int] = {}
        for at, key in enumerate(keys):
            if not self.reasons[at] and first.setdefault(key, at) != at:
                self.refuse(at, f"{what} is also that of row {self.number(first[key])}")

    def take_shapes(self, shapes: Geometries, kinds: Mapping[Any, str]) -> Geometries:
        """Put shapes on the lattice of stored coordinates; refuse what is of another type, not valid, or too small."""
        wanted = next(iter(kinds.values()))
        is_kind = np.isin(shapely.get_type_id(shapes), list(kinds))
        for at in np.flatnonzero(~is_kind).tolist():
            self.refuse(at, f"the geometry is a {shapes[at].geom_type}, no {wanted}")
        for at in np.flatnonzero(~shapely.is_valid(shapes)).tolist():
            self.refuse(at, f"the geometry is not valid: {shapely.is_valid_reason(shapes[at])}")
        snapped: Geometries = snap(shapes)
        for at in np.flatnonzero(shapely.is_empty(snapped)).tolist():
            self.refuse(at, "the geometry is too small")
        return snapped

    def number(self, at: int) -> int:
        """The number of a row in the file, the first is 1."""
        return int(self.rows.index[at]) + 1

    @property
    def taken(self) -> list[int]:
        """Where the rows stand that were not refused."""
        return np.flatnonzero(self.reasons == "").tolist()

    def rejected(self, besides: Mapping[int, str] | None = None) -> pd.DataFrame:
        """The rows that were refused, here or `besides`, in the columns of the file, with a column `reason`."""
        reasons = self.reasons.copy()
        for at, reason in (besides or {}).items():
            reasons[at] = reason
        refused = reasons != ""
        return with_reasons(self.rows[refused], reasons[refused])

    def _value(self, at: int, field: str, value: Any, reader: Reader, default: Any) -> Any:
        if as_text(value) == "":
            return default
        try:
            return reader(value)
        except NotUnderstood as why:
            shown = as_text(value)[:_SHOWN_LETTERS]
            self.refuse(at, f"“{shown}” in {self.fields[field]} {why}")
            return None


def with_reasons(rows: pd.DataFrame, reasons: Any) -> pd.DataFrame:
    """Add the reasons as the last column; a column of that name is kept under another one."""
    plain = rows.rename(columns={"reason": "reason_before"})
    return pd.DataFrame(plain).assign(reason=reasons)


def all_rejected(*parts: pd.DataFrame) -> pd.DataFrame:
    """Put the rejected rows of several steps together, in the order of the file."""
    with_rows = [part for part in parts if len(part)]
    return pd.concat(with_rows).sort_index() if with_rows else parts[-1]
