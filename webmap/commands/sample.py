"""`flask sample`: the sample town, into the database or as files to copy."""

from pathlib import Path

import click
from flask.cli import with_appcontext

from layers.clock import now
from layers.sample.files import write_sample_files
from layers.sample.load import load_sample_town
from layers.towns import find_town
from webmap.commands.database import bring_up_to_date
from webmap.commands.refusals import in_words
from webmap.store import store, today


@click.command()
@click.option("--load", is_flag=True, help="Load it into a fresh database.")
@click.option(
    "--if-empty", is_flag=True, help="With --load: do nothing when the database holds a town already."
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Write it as files into this folder."
)
@with_appcontext
@in_words
def sample(load: bool, if_empty: bool, out: Path | None) -> None:
    """Load the sample town, or write it as files to look at, change and load."""
    if load == (out is not None):
        raise click.UsageError("Say --load to load it, or --out DIR to write it as files.")
    if out is not None:
        for path in write_sample_files(out, today(), now()):
            click.echo(path)
        return
    bring_up_to_date(store().database)
    with store().database.write() as session:
        if if_empty and find_town(session) is not None:
            return
        click.echo("Loading the sample town …")
        load_sample_town(session, today(), now())


COMMANDS = (sample,)
