"""Which column means what: positions by their usual names in English and Chinese, and a grid's fields."""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from typing import Any

import pandas as pd

from layers.files.errors import FileRefused

# Pairs (x, y), best known first. A pair counts only when both names are there.
_AXES = (
    ("lon", "lat"),
    ("lng", "lat"),
    ("long", "lat"),
    ("longitude", "latitude"),
    ("经度", "纬度"),
    ("东经", "北纬"),
    ("lon", "latitude"),
    ("longitude", "lat"),
    ("gpslng", "gpslat"),
    ("gpslon", "gpslat"),
    ("wgslng", "wgslat"),
    ("wgslon", "wgslat"),
    ("pointlon", "pointlat"),
    ("centerlon", "centerlat"),
    ("x", "y"),
    ("xcoord", "ycoord"),
    ("coordx", "coordy"),
    ("pointx", "pointy"),
    ("posx", "posy"),
    ("坐标x", "坐标y"),
    ("x坐标", "y坐标"),
    ("横坐标", "纵坐标"),
    ("东坐标", "北坐标"),
    ("经度坐标", "纬度坐标"),
    ("easting", "northing"),
    ("eastings", "northings"),
    ("east", "north"),
)

_FIELDS = {
    "code": ("code", "gridcode", "编码", "网格编码", "网格代码", "代码", "网格编号", "编号", "gridid", "id"),
    "name": ("name", "gridname", "名称", "网格名称", "网格名", "名字"),
    "community": (
        "communitycode",
        "commcode",
        "社区编码",
        "社区代码",
        "community",
        "社区",
        "所属社区",
        "社区名称",
        "communityname",
    ),
}


@dataclass(frozen=True)
class Axes:
    """The two columns that hold positions, x (longitude, easting) and y (latitude, northing)."""

    x: str
    y: str


def find_axes(columns: Sequence[str], *, x: str | None = None, y: str | None = None) -> Axes:
    """Find the columns of the positions: as named, or by their usual names.

    Several pairs are no doubt: longitude and latitude come before x and y, these before easting and northing.
    """
    if (x is None) != (y is None):
        raise FileRefused("columns", "Name both columns of the position, --x and --y, or neither.")
    if x is not None and y is not None:
        return Axes(named_column(columns, x), named_column(columns, y))
    axes = _usual_axes(columns)
    if axes is None:
        raise FileRefused(
            "columns",
            f"No columns of a position were found among {_listed(columns)}; name them with --x and --y.",
        )
    return axes


def has_axes(columns: Sequence[str]) -> bool:
    """Whether two columns hold positions, by their usual names."""
    return _usual_axes(columns) is not None


def find_field(columns: Sequence[str], wanted: str, *, named: str | None = None) -> str | None:
    """Find the column that holds a grid's "code", "name" or "community", None when there is none.

    A column that is `named` must be there.
    """
    return named_column(columns, named) if named is not None else find_column(columns, _FIELDS[wanted])


def find_column(columns: Sequence[str], usual: Iterable[str]) -> str | None:
    """Find the first column with one of the `usual` names, best known first; these are in plain letters."""
    plain = {_plain(column): column for column in reversed(columns)}
    return next((plain[name] for name in usual if name in plain), None)


def named_column(columns: Sequence[str], name: str) -> str:
    """Find a column by its name, in any case when no column has it exactly."""
    if name in columns:
        return name
    alike = [column for column in columns if _plain(column) == _plain(name)]
    if len(alike) == 1:
        return alike[0]
    raise FileRefused("columns", f"There is no column “{name}” among {_listed(columns)}.")


def as_text(value: Any) -> str:
    """Read a value as the text of a code: numbers lose no digit and gain no “.0”; what is missing is empty."""
    if not isinstance(value, list | dict) and pd.isna(value):
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).replace("\0", "").strip()  # PostgreSQL holds no NUL


def unique_names(header: Iterable[object]) -> list[str]:
    """Name the columns of a table apart: what occurs again gets a number."""
    names: list[str] = []
    for given in header:
        name = "" if given is None else str(given).strip()
        alike = (f"{name}_{number}" for number in count(2))
        names.append(name if name not in names else next(other for other in alike if other not in names))
    return names


def _usual_axes(columns: Sequence[str]) -> Axes | None:
    plain = {_plain(column): column for column in reversed(columns)}
    pairs = (pair for pair in _AXES if plain.keys() >= set(pair))
    return next((Axes(plain[x], plain[y]) for x, y in pairs), None)


def _plain(column: str) -> str:
    return re.sub(r"[\W_]", "", unicodedata.normalize("NFKC", column)).casefold()


def _listed(columns: Sequence[str]) -> str:
    shown = ", ".join(columns[:20]) or "none at all"
    return shown if len(columns) <= 20 else f"{shown} and {len(columns) - 20} more"
