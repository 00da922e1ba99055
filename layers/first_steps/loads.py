"""Every layer's loader behind one call: open a file as asked, look at its columns, put it into the database."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo
from functools import partial
from pathlib import Path

from sqlalchemy.orm import Session

from layers.files.columns import find_axes, has_axes
from layers.files.limits import Limits
from layers.loading import addresses, people
from layers.loading.base import BASE_LAYERS, load_base, read_base
from layers.loading.draft import LoadedGrids, load_grids
from layers.loading.fields import Fields, choose_fields
from layers.loading.grids import read_grids
from layers.loading.items import fields_of, load_items
from layers.loading.positions import Placed, read_footprints, read_placed
from layers.loading.progress import Progress
from layers.loading.register import REGISTERS, read_register
from layers.loading.report import Report
from layers.loading.wishes import Wishes
from layers.models import ItemKind

_AXES = ("x", "y")


@dataclass(frozen=True)
class Options:
    """What somebody says about a file, where the file itself does not: columns by field, its layer and frame."""

    named: Mapping[str, str | None] = field(default_factory=dict)
    layer: str | None = None
    crs: str | None = None
    default: str | None = None  # the category, or the role, of rows that tell none


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
    read = read_base(path, name, options.named, layer=options.layer, crs=options.crs, limits=limits)

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
    placed = read(path, **_axes_named(options), layer=options.layer, crs=options.crs, limits=limits)
    named = _fields_named(options)
    wishes = Wishes(zone, named, category=options.default)

    def put(session: Session, progress: Progress) -> Loaded:
        return Loaded(load_items(session, kind, placed, wishes, progress=progress))

    chosen = choose_fields(_names(placed.rows.columns), fields_of(kind), named)
    return _placed(placed, chosen, options, put)


def _open_addresses(path: Path, options: Options, limits: Limits, _zone: tzinfo) -> Opened:
    placed = read_placed(path, **_axes_named(options), layer=options.layer, crs=options.crs, limits=limits)
    named = _fields_named(options)

    def put(session: Session, progress: Progress) -> Loaded:
        return Loaded(addresses.load_addresses(session, placed, named, "file", progress=progress))

    columns = _names(placed.rows.columns)
    return _placed(
        placed, choose_fields(columns, addresses.FIELDS, named, usual=addresses.USUAL), options, put
    )


def _open_register(name: str, path: Path, options: Options, limits: Limits, _zone: tzinfo) -> Opened:
    register = REGISTERS[name]
    sheet = read_register(
        path, register.usual, options.named, required=register.required, layer=options.layer, limits=limits
    )

    def put(session: Session, progress: Progress) -> Loaded:
        return Loaded(register.load(session, sheet, progress=progress))

    return Opened(_names(sheet.rows.columns), sheet.fields.columns, "", put)


def _open_people(path: Path, options: Options, limits: Limits, zone: tzinfo) -> Opened:
    sheet = read_register(
        path, people.USUAL, options.named, required=people.REQUIRED, layer=options.layer, limits=limits
    )
    roster = people.Roster(datetime.now(zone).date(), role=options.default)

    def put(session: Session, progress: Progress) -> Loaded:
        return Loaded(people.load_people(session, sheet, roster, progress=progress))

    return Opened(_names(sheet.rows.columns), sheet.fields.columns, "", put)


def _placed(
    placed: Placed, chosen: Fields, options: Options, put: Callable[[Session, Progress], Loaded]
) -> Opened:
    columns = _names(placed.rows.columns)
    axes = _axes_named(options)
    found = dict(chosen.columns)
    if has_axes(columns) or axes["x"] is not None:
        both = find_axes(columns, **axes)
        found |= {"x": both.x, "y": both.y}
    return Opened(columns, found, str(placed.frame), put)


def _axes_named(options: Options) -> dict[str, str | None]:
    return {axis: options.named.get(axis) for axis in _AXES}


def _fields_named(options: Options) -> dict[str, str | None]:
    return {field: column for field, column in options.named.items() if field not in _AXES}


def _names(columns: object) -> list[str]:
    return [str(name) for name in columns]  # type: ignore[attr-defined]


OPENERS: Mapping[str, Opener] = {
    **{name: partial(_open_base, name) for name in BASE_LAYERS},
    "grids": _open_grids,
    "people": _open_people,
    **{name: partial(_open_register, name) for name in REGISTERS},
    "addresses": _open_addresses,
    **{f"{kind.replace('_', '-')}s": partial(_open_items, kind) for kind in ItemKind},
}
