"""`flask town`: an own, empty town."""

import click
from flask import current_app
from flask.cli import with_appcontext

from layers import migrations
from layers.towns import found_town
from webmap.commands.refusals import in_words
from webmap.store import store


@click.group()
def town() -> None:
    """The town of this database."""


@town.command()
@click.option("--code", required=True, help="Statistical code, e.g. 433123109.")
@click.option("--name", required=True, help="Name as the map shows it.")
@with_appcontext
@in_words
def new(code: str, name: str) -> None:
    """Found an own, empty town in a fresh database."""
    migrations.upgrade(store().database)
    with store().database.write() as session:
        found_town(session, code, name)
    click.echo(f"{name} ({code}) is founded in {current_app.config['DATABASE_URL'].split('@')[-1]}.")
    click.echo(
        "Next: load its division with `flask load grids FILE --code FIELD --name FIELD --community FIELD`."
    )


COMMANDS = (town,)
