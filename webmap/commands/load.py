"""`flask load`: layers and items from files. A dry run with a report, unless told to commit."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import reduce
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from layers.files.errors import FileRefused
from layers.files.limits import Limits
from layers.files.write import check_writable, needs_geometry
from layers.loading import addresses, people
from layers.loading.base import BASE_LAYERS, load_base, read_base
from layers.loading.draft import load_grids
from layers.loading.grids import read_grids
from layers.loading.items import fields_of, load_items
from layers.loading.positions import read_footprints, read_placed
from layers.loading.register import REGISTERS, Register, read_register
from layers.loading.report import Report
from layers.loading.sheet import Sheet
from layers.loading.wishes import Wishes
from layers.models import ItemKind
from layers.photos import load_photos
from layers.towns import the_town
from webmap.commands.load_report import show_division, show_next_step, show_report
from webmap.commands.progress import bar, step
from webmap.commands.refusals import in_words
from webmap.sheets import photo_folder
from webmap.store import store, timezone, today

_FILE = click.Path(path_type=Path)

Command = Callable[..., None]


@click.group()
def load() -> None:
    """Load layers and items from files: a dry run with a report, unless --commit is given."""


def _options(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    return lambda command: reduce(lambda wrapped, option: option(wrapped), reversed(options), command)


def _fields(*fields: str) -> Callable[[Command], Command]:
    """Make an option for each field, to name its column."""
    return _options(
        *(
            click.option(
                "--id" if field == "external_id" else f"--{field.replace('_', '-')}",
                field,
                metavar="COLUMN",
                help=_COLUMN_HELP.get(field),
            )
            for field in fields
            if field != "source"
        )
    )


_COLUMN_HELP = {
    "code": "Column of the codes. Without such an option a column is found by its usual names.",
    "community": "Column of the communities' codes, or of their names.",
    "external_id": "Column of the ids that the rows have where they come from.",
    "category": "Column of the categories: codes, or names in Chinese or English.",
    "role": "Column of the posts, such as grid_leader or 网格长.",
    "area": "Column of the grids' or communities' codes, or of their names.",
    "parent": "Column of the main categories: codes or names.",
    "deadline_hours": "Column of the deadlines in working time: hours, or such as 3 days.",
}
_list_options = _options(
    click.argument("file", type=_FILE),
    click.option("--layer", help="Layer or sheet of FILE; needed only when it has several."),
    click.option("--rejects", type=_FILE, help="Write the rows that are not taken here, as .csv or .xlsx."),
    click.option("--commit", is_flag=True, help="Keep what was loaded; without it nothing is changed."),
)
_anything = _options(
    _list_options,
    click.option("--crs", help="What the coordinates are written in, such as EPSG:4546, GCJ-02 or BD-09."),
)
_axes = _options(
    click.option("--x", help="Column of the longitude or easting; usual names are found."),
    click.option("--y", help="Column of the latitude or northing."),
)


@load.command("grids")
@_anything
@click.option("--town", "town_code", metavar="CODE", help="Refuse to load into another town.")
@_fields("code", "name", "community", "community_name", "kind", "households")
@with_appcontext
@in_words
def grids(
    *,
    file: Path,
    layer: str | None,
    crs: str | None,
    rejects: Path | None,
    commit: bool,
    town_code: str | None,
    **named: str | None,
) -> None:
    """Check FILE as a division of the town, and load it as a draft plan, with all the defects it has."""
    _check_rejects(rejects)
    with step(f"Reading and checking {file.name}"):
        read = read_grids(file, named, layer=layer, crs=crs, limits=_limits())
    with _transaction(commit=commit) as session:
        loaded = load_grids(session, read, town_code=town_code, progress=bar)
        show_report(file, "grids", loaded.report, rejects)
        _refuse_nothing(loaded.report)
        show_division(loaded)
        if commit or not loaded.is_new:
            show_next_step(loaded, file, named, {"layer": layer, "crs": crs})


def _base_command(name: str) -> click.Command:
    base = BASE_LAYERS[name]

    @_anything
    @click.option("--source", help="The system that the ids come from.  [default: the name of FILE]")
    @_fields(*base.wanted)
    @with_appcontext
    @in_words
    def run(
        *,
        file: Path,
        layer: str | None,
        crs: str | None,
        rejects: Path | None,
        commit: bool,
        source: str | None,
        **named: str | None,
    ) -> None:
        _check_rejects(rejects)
        with step(f"Reading {file.name}"):
            read = read_base(file, name, named, source=source, layer=layer, crs=crs, limits=_limits())
        with _transaction(commit=commit) as session:
            report = load_base(session, read, progress=bar)
            show_report(file, name, report, rejects)
            _refuse_nothing(report)

    return click.command(name, help=f"Load {name} from FILE; known ones that differ are changed.")(run)


def _items_command(name: str, kind: ItemKind) -> click.Command:
    @_anything
    @_axes
    @click.option("--source", default="file", show_default=True, help="The system that the ids come from.")
    @_default_category(kind)
    @_fields(*fields_of(kind))
    @with_appcontext
    @in_words
    def run(
        *,
        file: Path,
        layer: str | None,
        crs: str | None,
        rejects: Path | None,
        commit: bool,
        x: str | None,
        y: str | None,
        source: str,
        default_category: str | None = None,
        **named: str | None,
    ) -> None:
        _check_rejects(rejects)
        read = read_footprints if kind == ItemKind.ILLEGAL_STRUCTURE else read_placed
        with step(f"Reading {file.name}"):
            placed = read(file, x=x, y=y, layer=layer, crs=crs, limits=_limits())
        wishes = Wishes(timezone(), named, source, default_category)
        with _transaction(commit=commit) as session:
            report = load_items(session, kind, placed, wishes, progress=bar)
            show_report(file, name.replace("-", " "), report, rejects)
            _refuse_nothing(report)

    return click.command(name, help=f"Load {name.replace('-', ' ')} from FILE and assign the new ones.")(run)


def _default_category(kind: ItemKind) -> Callable[[Command], Command]:
    if kind != ItemKind.INCIDENT:
        return lambda command: command
    return click.option("--default-category", metavar="CODE", help="Category of the rows that tell none.")


def _register_command(name: str, register: Register) -> click.Command:
    @_list_options
    @_fields(*register.usual)
    @with_appcontext
    @in_words
    def run(
        *, file: Path, layer: str | None, rejects: Path | None, commit: bool, **named: str | None
    ) -> None:
        _check_rejects(rejects)
        sheet = _read_list(file, register.usual, named, required=register.required, layer=layer)
        with _transaction(commit=commit) as session:
            report = register.load(session, sheet, progress=bar)
            show_report(file, name, report, rejects)
            _refuse_nothing(report)

    return click.command(name, help=f"Load {name} from FILE; known ones that differ are changed.")(run)


@load.command("people")
@_list_options
@click.option("--source", default="file", show_default=True, help="The system that the ids come from.")
@click.option("--default-role", metavar="ROLE", help="Role of the rows that tell none, such as grid_leader.")
@_fields(*people.USUAL)
@with_appcontext
@in_words
def load_people(
    *,
    file: Path,
    layer: str | None,
    rejects: Path | None,
    commit: bool,
    source: str,
    default_role: str | None,
    **named: str | None,
) -> None:
    """Load grid leaders, micro-grid leaders and secretaries from FILE, a row for each post."""
    _check_rejects(rejects)
    sheet = _read_list(file, people.USUAL, named, required=people.REQUIRED, layer=layer)
    roster = people.Roster(today(), source, default_role)
    with _transaction(commit=commit) as session:
        report = people.load_people(session, sheet, roster, progress=bar)
        show_report(file, "people", report, rejects)
        _refuse_nothing(report)


@load.command("addresses")
@_anything
@_axes
@click.option("--source", default="file", show_default=True, help="Where the addresses come from.")
@_fields(*addresses.FIELDS)
@with_appcontext
@in_words
def load_addresses(
    *,
    file: Path,
    layer: str | None,
    crs: str | None,
    rejects: Path | None,
    commit: bool,
    x: str | None,
    y: str | None,
    source: str,
    **named: str | None,
) -> None:
    """Load door plates from FILE: addresses with positions; known ones that differ are changed."""
    _check_rejects(rejects)
    with step(f"Reading {file.name}"):
        placed = read_placed(file, x=x, y=y, layer=layer, crs=crs, limits=_limits())
    with _transaction(commit=commit) as session:
        report = addresses.load_addresses(session, placed, named, source, progress=bar)
        show_report(file, "addresses", report, rejects)
        _refuse_nothing(report)


def _read_list(
    file: Path,
    usual: Mapping[str, str],
    named: Mapping[str, str | None],
    *,
    required: Sequence[str],
    layer: str | None,
) -> Sheet:
    with step(f"Reading {file.name}"):
        return read_register(file, usual, named, required=required, layer=layer, limits=_limits())


@load.command("photos")
@click.argument("folder", type=_FILE)
@click.option("--commit", is_flag=True, help="Keep the photos; without it nothing is changed.")
@with_appcontext
@in_words
def photos(*, folder: Path, commit: bool) -> None:
    """Give grid leaders the photos in FOLDER, for the notice sheets: JPEG, PNG or WebP, named by grid code or leader.

    They are made small and stripped of whatever else the files tell, such as where they were taken.
    """
    with _transaction(commit=commit) as session:
        the_town(session)
        report = load_photos(session, folder, photo_folder(), today(), is_kept=commit, progress=bar)
        for name, reason in report.refused:
            click.echo(f"{name}: {reason}")
        click.echo(f"{len(report.taken):,} photos taken, {len(report.refused):,} not.")
        if not report.taken:
            raise click.ClickException("No photo can be taken; nothing was changed.")


for _name in BASE_LAYERS:
    load.add_command(_base_command(_name))
for _name, _register in REGISTERS.items():
    load.add_command(_register_command(_name, _register))
for _kind in ItemKind:
    load.add_command(_items_command(f"{_kind.replace('_', '-')}s", _kind))


def _limits() -> Limits:
    return Limits(file_bytes=current_app.config["MAX_UPLOAD_MB"] * 1_000_000)


def _check_rejects(path: Path | None) -> None:
    if path is None:
        return
    check_writable(path)
    if needs_geometry(path):
        raise FileRefused(
            "format", f"Rejected rows are a table, which “{path.name}” is not; try .csv or .xlsx."
        )


@contextmanager
def _transaction(*, commit: bool) -> Iterator[Session]:
    """Write in one transaction, and take all of it back in a dry run, or when what was rejected could not be told."""
    with store().database.write() as session:
        yield session
        if not commit:
            session.rollback()
            click.echo("This was a dry run and nothing was changed; --commit keeps it.")


def _refuse_nothing(report: Report) -> None:
    if not (report.added or report.changed or report.unchanged):
        raise click.ClickException("No row can be taken; nothing was changed.")


COMMANDS = (load,)
