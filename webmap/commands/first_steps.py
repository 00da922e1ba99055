"""`flask first-steps`: the link with which a browser may set up the town."""

import click
from flask import current_app
from flask.cli import with_appcontext

from layers.towns import find_town
from webmap.commands.refusals import in_words
from webmap.permits import LINK_LASTS, SESSION_LASTS, permits
from webmap.store import store


@click.command("first-steps")
@click.option("--revoke", is_flag=True, help="End the permit: the link and the browser that used it.")
@with_appcontext
@in_words
def first_steps(revoke: bool) -> None:
    """Print a new link with which one browser may set up the town."""
    if revoke:
        ended = permits().revoke()
        click.echo(
            "The permit has ended."
            if ended
            else "There is no permit: nobody may set up the town from a browser."
        )
        return
    with store().database.read() as session:
        town = find_town(session)
    if town is not None and town.is_sample:
        raise click.ClickException(
            "This database holds the sample town, which stays as it is; an own town needs a database of its own (set DATA_DIR or DATABASE_URL)."
        )
    show_link()


def show_link() -> None:
    """Print a new link, and how long it is good."""
    address = f"http://{current_app.config['HOST']}:{current_app.config['PORT']}"
    click.echo(f"Set up the town: {address}/first-steps?permit={permits().issue()}")
    click.echo(
        f"  The link works once, within {LINK_LASTS.days * 24} hours, and for {SESSION_LASTS.days} days in the browser that opens it. "
        "Behind a proxy put your own address in front."
    )


COMMANDS = (first_steps,)
