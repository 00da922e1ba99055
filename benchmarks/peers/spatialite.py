"""SpatiaLite in a file of its own, asked by way of the R-tree of the cells."""

import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from typing import Any

import shapely

from benchmarks.peers import Contender, Problem, columns
from layers.database import Database

_TABLES = (
    "CREATE TABLE points (point INTEGER PRIMARY KEY, x REAL, y REAL)",
    "CREATE TABLE cells (cell INTEGER PRIMARY KEY)",
    "SELECT AddGeometryColumn('cells', 'geom', 4326, 'POLYGON', 'XY')",
)
_JOIN = """
    SELECT point, min(cell) FROM points
    JOIN idx_cells_geom AS box ON box.xmin <= x AND box.xmax >= x AND box.ymin <= y AND box.ymax >= y
    JOIN cells ON cell = box.pkid AND ST_Intersects(geom, MakePoint(x, y, 4326))
    GROUP BY point
"""


@contextmanager
def spatial_join(problem: Problem) -> Iterator[Contender]:
    """A join by the R-tree, then ST_Intersects: SpatiaLite's planner does not use the tree unless it is named."""
    with tempfile.TemporaryDirectory() as folder:
        database = Database(f"sqlite:///{folder}/cells.db")
        database.make_spatial()
        with closing(database.engine.raw_connection()) as connection:
            cursor = connection.cursor()
            _fill(cursor, problem)
            yield Contender(
                f"SpatiaLite {_version(cursor)}", lambda: cursor.execute(_JOIN).fetchall(), columns
            )
        database.dispose()


def _fill(cursor: Any, problem: Problem) -> None:
    cursor.execute("BEGIN")
    for statement in _TABLES:
        cursor.execute(statement)
    x, y = problem.xy.T.tolist()
    cursor.executemany("INSERT INTO points VALUES (?, ?, ?)", zip(range(len(x)), x, y, strict=True))
    cursor.executemany(
        "INSERT INTO cells VALUES (?, GeomFromWKB(?, 4326))", enumerate(shapely.to_wkb(problem.polygons))
    )
    cursor.execute("SELECT CreateSpatialIndex('cells', 'geom')")
    cursor.execute("COMMIT")


def _version(cursor: Any) -> str:
    return str(cursor.execute("SELECT spatialite_version()").fetchone()[0])
