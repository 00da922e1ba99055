"""The database: one file of SpatiaLite by default, PostGIS by URL, one way to speak to both.

SpatiaLite's library must be loaded after pyproj and GDAL have loaded theirs: loaded before, its PROJ shadows theirs in
the whole process and the next reprojection crashes. So this module imports pyproj first, always. GDAL (pyogrio) is only
needed where files are read; a process that has opened SpatiaLite without it cannot import it any more.
"""

import pyproj  # noqa: I001  (before any connection, see above)
import pyproj.database
import pyproj.network  # noqa: F401
import shapely  # noqa: F401

import sys
from collections.abc import Hashable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Lock
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.orm import Session

try:
    from pysqlite3 import dbapi2 as sqlite  # CPython's own module is often built without extension loading
except ImportError:  # no wheel for this platform
    import sqlite3 as sqlite

_BUSY_TIMEOUT_MS = 30_000
_PRAGMAS = ("journal_mode=WAL", "synchronous=NORMAL", "foreign_keys=ON", f"busy_timeout={_BUSY_TIMEOUT_MS}")


class DatabaseError(Exception):
    """The database cannot be used as it is; the message is one sentence for the person who runs it."""


class Database:
    """The store of one town.

    Writers hold the write lock from their first statement (a reader that turns writer would fail as busy under
    SQLite); readers never wait for them.
    """

    def __init__(self, url: str) -> None:
        self.url = make_url(url)
        if self.is_spatialite and self.url.database not in (None, "", ":memory:"):
            Path(str(self.url.database)).parent.mkdir(parents=True, exist_ok=True)
        self.engine = _create_engine(str(self.url.render_as_string(hide_password=False)))
        self._readers = self.engine.execution_options(
            **{"write": False} if self.is_spatialite else {"isolation_level": "REPEATABLE READ"}
        )

        self._watch: Any = None  # a SpatiaLite connection that only looks whether others have written
        self._watch_lock = Lock()

    @property
    def is_spatialite(self) -> bool:
        """Whether this is the embedded engine."""
        return self.url.get_backend_name() == "sqlite"

    @contextmanager
    def read(self) -> Iterator[Session]:
        """Open a session that sees one state of the database and writes nothing."""
        with Session(self._readers) as session:
            yield session

    @contextmanager
    def write(self) -> Iterator[Session]:
        """Open a session in one transaction: all of it on success, nothing of it after an error."""
        with Session(self.engine) as session, session.begin():
            yield session

    def version(self) -> Hashable:
        """Tell the state of the database: it is another one after every transaction that wrote.

        Ask before reading: what is read then is of this state or of a newer one.
        """
        if not self.is_spatialite:
            with self.read() as session:
                return str(session.scalar(text("SELECT pg_current_snapshot()::text")))
        with self._watch_lock:
            if self._watch is None:
                self._watch = sqlite.connect(str(self.url.database), check_same_thread=False)
            return int(self._watch.execute("PRAGMA data_version").fetchone()[0])

    def make_spatial(self) -> None:
        """Give a fresh database its spatial tables or extension."""
        if self.is_spatialite:
            _make_spatialite(self.engine)
        else:
            with self.engine.begin() as connection:
                connection.execute(text("CREATE EXTENSION IF NOT EXISTS postgis"))

    def dispose(self) -> None:
        """Close every connection."""
        with self._watch_lock:
            if self._watch is not None:
                self._watch.close()
                self._watch = None
        self.engine.dispose()


def _create_engine(url: str) -> Engine:
    if not url.startswith("sqlite"):
        return create_engine(_with_psycopg(url), pool_pre_ping=True)
    engine = create_engine(url, module=sqlite, connect_args={"timeout": _BUSY_TIMEOUT_MS / 1000})
    event.listen(engine, "connect", _open_spatialite)
    event.listen(engine, "begin", _begin)
    return engine


def _with_psycopg(url: str) -> str:
    scheme, _, rest = url.partition("://")
    return f"postgresql+psycopg://{rest}" if scheme in ("postgres", "postgresql", "postgis") else url


def _open_spatialite(connection: Any, _record: Any) -> None:
    _bar_late_gdal()
    connection.isolation_level = None  # the begin event below owns the transaction
    connection.enable_load_extension(True)
    try:
        connection.load_extension("mod_spatialite")
    except sqlite.OperationalError as error:
        raise DatabaseError(
            "SpatiaLite is missing: install the package 'libsqlite3-mod-spatialite' (apt-get install libsqlite3-mod-spatialite)."
        ) from error
    connection.enable_load_extension(False)
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}")


def _bar_late_gdal() -> None:
    """Turn the crash that a later import would end in into an ImportError."""
    sys.modules.setdefault("pyogrio", None)  # type: ignore[arg-type]


def _begin(connection: Connection) -> None:
    is_writer = connection.get_execution_options().get("write", True)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if is_writer else "BEGIN")


def _make_spatialite(engine: Engine) -> None:
    # On the raw connection: inside a transaction InitSpatialMetaData does nothing and says so only on stderr.
    connection = engine.raw_connection()
    try:
        cursor = connection.cursor()
        cursor.execute("SELECT 1 FROM sqlite_master WHERE name = 'geometry_columns'")
        if cursor.fetchone():
            return
        cursor.execute("SELECT InitSpatialMetaData(1, 'WGS84')")
        if cursor.fetchone() != (1,):
            raise DatabaseError("SpatiaLite could not set up its tables in this database file.")
    finally:
        connection.close()
