"""PostGIS on a server of its own, thrown away afterwards; both tables indexed and analysed."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import shapely
from numpy.typing import NDArray

from benchmarks.peers import Contender, Pairs, Problem, columns
from tests.postgis import throw_away_server

_TABLES = """
    CREATE EXTENSION postgis;
    CREATE TABLE points (point int, geom geometry);
    CREATE TABLE cells (cell int, geom geometry);
"""
_INDEXES = """
    CREATE INDEX ON points USING gist (geom);
    CREATE INDEX ON cells USING gist (geom);
    ANALYZE;
    SET work_mem = '256MB';
"""
_JOIN = """
    DROP TABLE IF EXISTS answer;
    CREATE TABLE answer AS
    SELECT point, min(cell) AS cell FROM points JOIN cells ON ST_Intersects(cells.geom, points.geom) GROUP BY point;
"""


@contextmanager
def spatial_join(problem: Problem) -> Iterator[Contender]:
    """A join by ST_Intersects on the server; fetching the answer is not timed."""
    with throw_away_server() as url, psycopg.connect(url, autocommit=True) as connection:
        connection.execute(_TABLES)
        _fill(connection, "points", problem.points)
        _fill(connection, "cells", problem.polygons)
        connection.execute(_INDEXES)

        def pairs(_done: object) -> Pairs:
            return columns(connection.execute("SELECT point, cell FROM answer").fetchall())

        yield Contender(f"PostGIS {_version(connection)}", lambda: connection.execute(_JOIN), pairs)


def _fill(connection: psycopg.Connection, table: str, geometries: NDArray[Any]) -> None:
    with connection.cursor().copy(f"COPY {table} FROM STDIN") as copy:
        for row in enumerate(shapely.to_wkb(geometries, hex=True)):
            copy.write_row(row)


def _version(connection: psycopg.Connection) -> str:
    row = connection.execute("SELECT postgis_lib_version()").fetchone()
    return str(row[0]) if row else "of unknown version"
