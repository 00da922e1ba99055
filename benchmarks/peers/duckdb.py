"""DuckDB with its spatial extension, from a package: nothing is downloaded while measuring."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.resources import files
from pathlib import Path

import duckdb
import numpy as np
import pyarrow as pa
import shapely

from benchmarks.peers import Contender, Pairs, Problem

_JOIN = """
    CREATE OR REPLACE TABLE answer AS
    SELECT point, min(cell) AS cell FROM points JOIN cells ON ST_Intersects(points.geom, cells.geom) GROUP BY point
"""


@contextmanager
def spatial_join(problem: Problem) -> Iterator[Contender]:
    """A join by ST_Intersects, for which DuckDB builds an index of the cells each time."""
    with duckdb.connect() as connection:
        connection.execute(f"LOAD '{_extension()}'")
        connection.execute("SET enable_progress_bar = false")
        _fill(connection, problem)

        def pairs(_done: object) -> Pairs:
            answer = connection.execute("SELECT point, cell FROM answer").fetchnumpy()
            return answer["point"], answer["cell"]

        yield Contender(f"DuckDB {duckdb.__version__}", lambda: connection.execute(_JOIN), pairs)


def _extension() -> Path:
    package = Path(str(files("duckdb_extension_spatial")))
    return next(package.rglob("spatial.duckdb_extension"))


def _fill(connection: duckdb.DuckDBPyConnection, problem: Problem) -> None:
    x, y = problem.xy.T
    connection.register("raw_points", pa.table({"point": np.arange(len(x)), "x": x, "y": y}))
    connection.register(
        "raw_cells",
        pa.table({"cell": np.arange(len(problem.polygons)), "wkb": shapely.to_wkb(problem.polygons)}),
    )
    connection.execute("CREATE TABLE points AS SELECT point, ST_Point(x, y) AS geom FROM raw_points")
    connection.execute("CREATE TABLE cells AS SELECT cell, ST_GeomFromWKB(wkb) AS geom FROM raw_cells")
