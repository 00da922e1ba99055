"""SedonaDB, the single-node engine of Apache Sedona."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import geopandas as gpd
import numpy as np
import pyarrow as pa
import sedonadb

from benchmarks.peers import Contender, Pairs, Problem

_JOIN = """
    SELECT points.index AS point, min(cells.index) AS cell
    FROM points JOIN cells ON ST_Intersects(points.geometry, cells.geometry) GROUP BY points.index
"""


@contextmanager
def spatial_join(problem: Problem) -> Iterator[Contender]:
    """A join by ST_Intersects of two tables in memory."""
    engine = sedonadb.connect()
    _fill(engine, "points", problem.points)
    _fill(engine, "cells", problem.polygons)
    yield Contender(f"SedonaDB {sedonadb.__version__}", lambda: pa.table(engine.sql(_JOIN)), _pairs)


def _fill(engine: Any, table: str, geometries: Any) -> None:
    frame = gpd.GeoDataFrame({"index": np.arange(len(geometries))}, geometry=geometries)
    engine.create_data_frame(frame).to_memtable().to_view(table)


def _pairs(answer: pa.Table) -> Pairs:
    return answer["point"].to_numpy(), answer["cell"].to_numpy()
