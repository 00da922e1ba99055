"""`flask export-map`: the map as one file that needs no server."""

import os
import tempfile
from contextlib import suppress
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from layers.towns import the_town
from webmap.commands.progress import step
from webmap.commands.refusals import in_words
from webmap.exported_map import exported_map
from webmap.i18n import DEFAULT, LANGUAGES
from webmap.problems import Refused
from webmap.store import store

_LONGEST_TITLE = 80


@click.command("export-map")
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False))
@click.option(
    "--lang",
    type=click.Choice(list(LANGUAGES)),
    default=DEFAULT,
    show_default=True,
    help="Language of the map.",
)
@click.option("--title", help="What stands above the map, instead of the town's name.")
@click.option(
    "--without",
    type=click.Choice(["leaders"]),
    help="Leave out who leads what: names and phones of leaders, deputies and secretaries.",
)
@with_appcontext
@in_words
def export_map(*, file: Path, lang: str, title: str | None, without: str | None) -> None:
    """Write the map to FILE (.html), to be opened anywhere, without a network.

    In it: the division in force, the base map, structures, service points, the incidents of the last 90 days, their
    cards, and a search. Nothing that the open map does not show.
    """
    _check(file, title)
    with current_app.test_request_context(f"/?lang={lang}"), store().database.read() as session:
        the_town(session)
        try:
            html = exported_map(session, title=title, leaders=without is None, told=_told)
        except Refused as error:
            raise click.ClickException(error.detail or error.title) from error
    _replace(file, html.encode())
    click.echo(f"{file}: the map as one file, {len(html.encode()) / 1e6:.1f} MB.")


def _check(file: Path, title: str | None) -> None:
    """Refuse what could not be written, before the work is done."""
    if file.suffix.lower() not in (".html", ".htm"):
        raise click.ClickException(f"The map is written as .html, not as “{file.suffix or file.name}”.")
    if not file.parent.is_dir():
        raise click.ClickException(f"There is no folder “{file.parent}” to write to.")
    if title and len(title) > _LONGEST_TITLE:
        raise click.ClickException(f"A title has {_LONGEST_TITLE} letters at most.")


def _told(label: str) -> None:
    with step(label):
        pass


def _replace(file: Path, content: bytes) -> None:
    """Put the file in place as a whole, or not at all."""
    handle, name = tempfile.mkstemp(dir=file.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        Path(name).chmod(0o644)
        Path(name).replace(file)
    except OSError as error:
        with suppress(OSError):
            Path(name).unlink()
        raise click.ClickException(f"“{file}” cannot be written: {error.strerror}.") from error


COMMANDS = (export_map,)
