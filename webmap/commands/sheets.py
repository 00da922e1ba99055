"""`flask sheets`: notice sheets to print, one page of A4 for each grid."""

from datetime import date, datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.plans import PlanError, plan_in_force
from layers.sheets.errors import SheetError
from layers.sheets.making import print_booklet, print_sheets
from layers.sheets.sheet import Order
from layers.towns import the_town
from webmap.commands.progress import bar, step
from webmap.commands.refusals import in_words
from webmap.i18n import DEFAULT, LANGUAGES
from webmap.sheets import order_for, public_address
from webmap.store import store, today

_MOST_PAGES = 500  # in one file: each takes 3 MB of memory while it is set


@click.command("sheets")
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--grid", "grids", metavar="CODE", multiple=True, help="Only this grid; may be given again.")
@click.option(
    "--community",
    "communities",
    metavar="CODE",
    multiple=True,
    help="Only this community; may be given again.",
)
@click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    default=DEFAULT,
    show_default=True,
    help="Language of the sheets.",
)
@click.option(
    "--on", type=click.DateTime(["%Y-%m-%d"]), help="By the plan in force and the people on duty on this day."
)
@click.option(
    "--booklet", is_flag=True, help="Write a booklet instead: overview, a table for each community, indexes."
)
@with_appcontext
@in_words
def sheets(
    *,
    out: Path,
    grids: tuple[str, ...],
    communities: tuple[str, ...],
    lang: str,
    on: datetime | None,
    booklet: bool,
) -> None:
    """Write a notice sheet for each grid to OUT: one file where it ends in .pdf, else a folder with a file for each.

    The codes on the sheets lead to PUBLIC_URL.
    """
    day = on.date() if on else today()
    with store().database.read() as session:
        the_town(session)
        division = _division(session, day if on else None)
        order = order_for(session, lang=lang, on=day)
        if booklet:
            _check_whole(out, grids, communities)
            _write_booklet(session, division, order, out)
            return
        cells = _cells(division, grids, communities)
        if out.suffix.lower() == ".pdf":
            _write_one(session, division, cells, order, out)
        else:
            _write_each(session, division, cells, order, out)
    if not current_app.config["PUBLIC_URL"]:
        click.echo(
            f"Note: PUBLIC_URL is not set, so the codes on the sheets lead to {public_address()}.", err=True
        )


def _division(session: Session, on: date | None) -> Division:
    plan = plan_in_force(session, on)
    if plan is None:
        raise PlanError(f"No plan was in force on {on}." if on else "No plan is in force yet.")
    return store().divisions.of(session, plan)


def _cells(division: Division, grids: tuple[str, ...], communities: tuple[str, ...]) -> list[int]:
    """Where the grids asked for stand; all of them when none is named."""
    for code in grids:
        if code not in division.index:
            raise SheetError(f"Plan {division.number} has no grid {code}.")
    for code in communities:
        if code not in division.community_codes:
            raise SheetError(f"Plan {division.number} has no community {code}.")
    if not grids and not communities:
        return list(range(len(division.codes)))
    return [
        at
        for at, (code, community) in enumerate(zip(division.codes, division.community_codes, strict=True))
        if code in grids or community in communities
    ]


def _check_whole(out: Path, grids: tuple[str, ...], communities: tuple[str, ...]) -> None:
    if grids or communities:
        raise click.UsageError("A booklet holds all grids; --grid and --community are for sheets.")
    if out.suffix.lower() != ".pdf":
        raise SheetError(f"A booklet is one file that ends in .pdf, which {out.name} does not.")


def _write_booklet(session: Session, division: Division, order: Order, out: Path) -> None:
    _check_folder(out.parent)
    printing = print_booklet(session, division, order, progress=bar)
    with step(f"Setting {out.name}"):
        pdf = printing.pdf()
    _write(out, pdf)
    click.echo(f"{out}: a booklet of {len(division.codes):,} grids.")


def _write_one(session: Session, division: Division, cells: list[int], order: Order, out: Path) -> None:
    if len(cells) > _MOST_PAGES:
        raise SheetError(
            f"One file holds at most {_MOST_PAGES} sheets, and these are {len(cells):,}: name a folder."
        )
    _check_folder(out.parent)
    printing = print_sheets(session, division, cells, order, progress=bar)
    with step(f"Setting {out.name}"):
        pdf = printing.pdf()
    _write(out, pdf)
    click.echo(f"{out}: {len(cells):,} sheets.")


def _write_each(session: Session, division: Division, cells: list[int], order: Order, folder: Path) -> None:
    """One file for each grid, called by its code."""
    _check_folder(folder.parent)
    folder.mkdir(exist_ok=True)
    for at in bar(cells, "Sheets"):
        name = "".join(c if c.isalnum() or c in "-_" else "_" for c in division.codes[at])
        _write(folder / f"{name}.pdf", print_sheets(session, division, [at], order).pdf())
    click.echo(f"{folder}: {len(cells):,} sheets.")


def _check_folder(folder: Path) -> None:
    if not folder.is_dir():
        raise SheetError(f"There is no folder {folder}.")


def _write(file: Path, content: bytes) -> None:
    try:
        file.write_bytes(content)
    except OSError as error:
        raise SheetError(f"{file} cannot be written: {error.strerror}.") from error


COMMANDS = (sheets,)
