"""Every layer's loader behind one call: open a file as asked, look at its columns, put it into the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import tzinfo
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from layers.files.columns import find_axes, has_axes
from layers.files.limits import Limits
from layers.loading.base import BASE_LAYERS, load_base, read_base
from layers.loading.draft import LoadedGrids, load_grids
from layers.loading.fields import choose_fields
from layers.loading.grids import read_grids
from layers.loading.items import fields_of, load_items
from layers.loading.positions import read_footprints, read_placed
from layers.loading.progress import Progress
from layers.loading.report import Report
from layers.loading.wishes import Wishes
from layers.models import ItemKind


@dataclass(frozen=True)
class Options:
    """What somebody says about a file, where the file itself does not: columns by field, its layer and frame."""

    named: Mapping[str, str | None] = field(default_factory=dict)
    layer: str | None = None
    crs: str | None = None
    default_category: str | None = None


@dataclass(frozen=True)
class Loaded:
    """What became of the rows; a division besides where grids were loaded."""

    report: Report
    division: LoadedGrids | None = None


@dataclass(frozen=True)
class Opened:
    """A file that was read for one layer: its columns, field → the column that was taken, and its frame."""

    columns: list[str]
    chosen: Mapping[str, str]
    frame: str
    put: Callable[[Session, Progress], Loaded]


Opener = Callable[[Path, Options, Limits, tzinfo], Opened]


def _open_base(name: str, path: Path, options: Options, limits: Limits, _zone: tzinfo) -> Opened:
    named = {field: column for field, column in options.named.items() if field not in ("x", "y")}
    read = read_base(path, name, named, layer=options.layer, crs=options.crs, limits=limits)

    def put(session: Session, progress: Progress) -> Loaded:
        return Loaded(load_base(session, read, progress=progress))

    return Opened(_names(read.sheet.rows.columns), read.sheet.fields.columns, str(read.file.source), put)


def _open_grids(path: Path, options: Options, limits: Limits, _zone: tzinfo) -> Opened:
    read = read_grids(path, options.named, layer=options.layer, crs=options.crs, limits=limits)

    def put(session: Session, progress: Progress) -> Loaded:
        division = load_grids(session, read, progress=progress)
        return Loaded(division.report, division)

    return Opened(_names(read.sheet.rows.columns), read.sheet.fields.columns, str(read.file.source), put)


def _open_items(kind: ItemKind, path: Path, options: Options, limits: Limits, zone: tzinfo) -> Opened:
    read = read_footprints if kind == ItemKind.ILLEGAL_STRUCTURE else read_placed
    x, y = options.named.get("x"), options.named.get("y")
    placed = read(path, x=x, y=y, layer=options.layer, crs=options.crs, limits=limits)
    columns = _names(placed.rows.columns)
    named = {field: column for field, column in options.named.items() if field not in ("x", "y")}
    wishes = Wishes(zone, named, category=options.default_category)
    chosen = dict(choose_fields(columns, fields_of(kind), named).columns)
    if has_axes(columns) or x is not None:
        axes = find_axes(columns, x=x, y=y)
        chosen |= {"x": axes.x, "y": axes.y}

    def put(session: Session, progress: Progress) -> Loaded:
        return Loaded(load_items(session, kind, placed, wishes, progress=progress))

    return Opened(columns, chosen, str(placed.frame), put)


def _names(columns: object) -> list[str]:
    return [str(name) for name in columns]  # type: ignore[attr-defined]


OPENERS: Mapping[str, Opener] = {
    **{name: partial(_open_base, name) for name in BASE_LAYERS},
    "grids": _open_grids,
    **{f"{kind.replace('_', '-')}s": partial(_open_items, kind) for kind in ItemKind},
}
