"""`flask db`: the tables."""

import click
from flask.cli import with_appcontext

from layers import migrations
from layers.database import Database
from webmap.commands.refusals import in_words
from webmap.store import store


@click.group("db")
def db() -> None:
    """Set up and change the tables."""


@db.command()
@with_appcontext
@in_words
def upgrade() -> None:
    """Bring the tables to this version."""
    if not bring_up_to_date(store().database):
        click.echo("The tables are up to date.")


def bring_up_to_date(database: Database) -> bool:
    """Upgrade the tables where they are older than the code; says whether they were."""
    database.make_spatial()
    if migrations.is_current(database):
        return False
    migrations.upgrade(database)
    click.echo(f"The tables are at revision {migrations.head()}.")
    return True


COMMANDS = (db,)
