"""What the tests stand on: fresh databases and the sample town, on SpatiaLite and on PostGIS."""

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import create_engine, make_url, text

from app import create_app
from layers import migrations
from layers.database import Database
from layers.sample.load import load_sample_town
from tests.postgis import throw_away_server

ENGINES = ("spatialite", "postgis")


class Clones:
    """Databases by name, each made once as a template, then copied in milliseconds for whoever needs one."""

    def __init__(self, folder: Path, postgis_url: Callable[[], str]) -> None:
        self._folder = folder
        self._postgis_url = postgis_url
        self._made: set[tuple[str, str]] = set()
        self._serial = itertools.count(1)

    def template(self, engine: str, name: str, fill: Callable[[Database], None]) -> str:
        """The URL of a template, filled on first use. Nobody writes to it afterwards."""
        url = self._url(engine, f"template_{name}")
        if (engine, name) not in self._made:
            self._create(engine, f"template_{name}", None)
            database = Database(url)
            fill(database)
            database.dispose()
            self._made.add((engine, name))
        return url

    def copy(self, engine: str, name: str, fill: Callable[[Database], None]) -> str:
        """The URL of a copy of a template, to write to."""
        self.template(engine, name, fill)
        clone = f"copy_{next(self._serial)}"
        self._create(engine, clone, f"template_{name}")
        return self._url(engine, clone)

    def drop_all(self) -> None:
        """Drop what was made on a server that is not ours to throw away."""
        if any(engine == "postgis" for engine, _ in self._made):
            with self._admin() as connection:
                names = connection.execute(text("SELECT datname FROM pg_database")).scalars().all()
                for name in names:
                    if name.startswith(self._prefix):
                        connection.execute(text(f'DROP DATABASE "{name}" WITH (FORCE)'))

    @property
    def _prefix(self) -> str:
        return f"wangge_test_{os.getpid()}_"

    def _url(self, engine: str, name: str) -> str:
        if engine == "spatialite":
            return f"sqlite:///{self._folder / name}.db"
        return (
            make_url(self._postgis_url())
            .set(database=self._prefix + name)
            .render_as_string(hide_password=False)
        )

    def _create(self, engine: str, name: str, template: str | None) -> None:
        if engine == "spatialite":
            if template:
                shutil.copy(self._folder / f"{template}.db", self._folder / f"{name}.db")
            return
        source = f'TEMPLATE "{self._prefix}{template}"' if template else ""
        with self._admin() as connection:
            connection.execute(text(f'CREATE DATABASE "{self._prefix}{name}" {source}'))

    def _admin(self):
        url = self._postgis_url().replace("postgresql://", "postgresql+psycopg://", 1)
        engine = create_engine(url, isolation_level="AUTOCOMMIT")
        return _Disposing(engine)


class _Disposing:
    """A connection that takes its engine along when it closes."""

    def __init__(self, engine) -> None:
        self._engine = engine

    def __enter__(self):
        self._connection = self._engine.connect()
        return self._connection

    def __exit__(self, *_: object) -> None:
        self._connection.close()
        self._engine.dispose()


@pytest.fixture(scope="session")
def clones(tmp_path_factory) -> Iterator[Clones]:
    """The template databases of this run; PostGIS is started by the first test that needs it."""
    with ExitStack() as servers:

        @cache
        def postgis_url() -> str:
            return os.environ.get("TEST_DATABASE_URL") or servers.enter_context(throw_away_server())

        made = Clones(tmp_path_factory.mktemp("databases"), postgis_url)
        yield made
        made.drop_all()


@pytest.fixture(scope="session", params=ENGINES)
def engine_name(request) -> str:
    """Each test that touches a database runs on both engines."""
    return request.param


def _empty(database: Database) -> None:
    migrations.upgrade(database)


def _sample(database: Database) -> None:
    migrations.upgrade(database)
    with database.write() as session:
        load_sample_town(session, datetime.now(UTC).date())
    if database.is_spatialite:
        with database.engine.connect() as connection:  # the copies take the file, not its log
            connection.exec_driver_sql("COMMIT")
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


@pytest.fixture
def database(clones: Clones, engine_name: str) -> Iterator[Database]:
    """A database with tables and nothing in them."""
    yield from _opened(clones.copy(engine_name, "empty", _empty))


@pytest.fixture(scope="session")
def town(clones: Clones, engine_name: str) -> Iterator[Database]:
    """The sample town, to look at."""
    yield from _opened(clones.copy(engine_name, "sample", _sample))


@pytest.fixture
def own_copy_of_town(clones: Clones, engine_name: str) -> Iterator[Database]:
    """The sample town, to change."""
    yield from _opened(clones.copy(engine_name, "sample", _sample))


def _opened(url: str) -> Iterator[Database]:
    database = Database(url)
    yield database
    database.dispose()


def _made_apps() -> Iterator[Callable[..., Flask]]:
    made: list[Flask] = []

    def make(database: Database, **settings: object) -> Flask:
        url = database.url.render_as_string(hide_password=False)
        made.append(create_app({"DATABASE_URL": url, **settings}))
        return made[-1]

    yield make
    for app in made:
        app.extensions["store"].database.dispose()


@pytest.fixture
def make_app() -> Iterator[Callable[..., Flask]]:
    """Make the application over a database, with settings; its connections are closed after the test."""
    yield from _made_apps()


@pytest.fixture(scope="session")
def make_lasting_app() -> Iterator[Callable[..., Flask]]:
    """The same, for as long as the tests run."""
    yield from _made_apps()


@pytest.fixture(scope="session")
def app(town: Database, make_lasting_app) -> Flask:
    """The application over the sample town, to look at."""
    return make_lasting_app(town)


@pytest.fixture
def client(app):
    """Somebody who is not signed in."""
    return app.test_client()
