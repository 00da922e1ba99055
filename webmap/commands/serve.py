"""`flask serve`: the application behind a real server."""

import subprocess
import sys
from typing import Any

import click
from flask import Flask, current_app
from flask.cli import with_appcontext
from gunicorn.app.base import BaseApplication

from layers.plans import plan_in_force
from layers.towns import find_town
from webmap import folium_map
from webmap.commands.database import bring_up_to_date
from webmap.commands.first_steps import show_link
from webmap.commands.refusals import in_words
from webmap.secret import kept_secret
from webmap.security import DEFAULT_SECRET_KEY
from webmap.store import store

_THREADS = 16
_GRACEFUL_S = 3


class _Server(BaseApplication):
    """Gunicorn with our options instead of its command line."""

    def __init__(self, app: Flask, options: dict[str, Any]) -> None:
        self._app, self._options = app, options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._app


@click.command()
@click.option("--workers", default=1, show_default=True, help="Processes.")
@click.option(
    "--sample-if-empty", is_flag=True, help="Load the sample town first where there is no town yet."
)
@with_appcontext
@in_words
def serve(workers: int, sample_if_empty: bool) -> None:
    """Bring the tables to this version, then serve the town until interrupted."""
    bring_up_to_date(store().database)
    if sample_if_empty and not _has_town():
        _load_sample_town()
    app = current_app._get_current_object()  # type: ignore[attr-defined]
    with store().database.read() as session:
        town = find_town(session)
        is_sample = bool(town and town.is_sample)
        is_set_up = plan_in_force(session) is not None
    if not is_sample and app.config["SECRET_KEY"] == DEFAULT_SECRET_KEY:
        app.config["SECRET_KEY"] = kept_secret(app.config["DATA_DIR"])
    _greet(app, town.name if town else None, is_sample=is_sample)
    if not is_set_up:
        show_link()
    folium_map.map_parts()  # once, before there are workers
    store().database.dispose()  # each worker opens its own connections
    _Server(app, _options(app, workers)).run()


def _has_town() -> bool:
    with store().database.read() as session:
        return find_town(session) is not None


def _load_sample_town() -> None:
    """Load it in a process of its own: what reads files cannot be imported after SpatiaLite."""
    done = subprocess.run([sys.executable, "-m", "flask", "sample", "--load", "--if-empty"], check=False)
    if done.returncode:
        raise click.ClickException("The sample town could not be loaded.")


def _greet(app: Flask, town: str | None, *, is_sample: bool) -> None:
    address = f"http://{app.config['HOST']}:{app.config['PORT']}/"
    click.echo(f"{town or 'No town yet'}: {address}")
    if is_sample:
        click.echo(
            "This is the sample town: its boundaries, people and items are made up; nobody needs to sign in."
        )
    elif not app.config["PUBLIC_READ"] and town is not None:
        click.echo("Only the browser that sets it up may look; with PUBLIC_READ=on everybody may.")


def _options(app: Flask, workers: int) -> dict[str, Any]:
    return {
        "bind": f"{app.config['HOST']}:{app.config['PORT']}",
        "workers": workers,
        "worker_class": "gthread",
        "threads": _THREADS,
        "graceful_timeout": _GRACEFUL_S,
        "loglevel": "warning",
        "control_socket_disable": True,
    }


COMMANDS = (serve,)
