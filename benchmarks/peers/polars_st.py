"""Polars with its spatial extension polars-st, which runs GEOS."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np
import polars as pl
import polars_st as st
import shapely

from benchmarks.peers import Contender, Pairs, Problem


@contextmanager
def spatial_join(problem: Problem) -> Iterator[Contender]:
    """`sjoin` of two frames, then the lowest cell of each point."""
    points = _frame("point", problem.points)
    cells = _frame("cell", problem.polygons)

    def work() -> pl.DataFrame:
        return points.st.sjoin(cells, predicate="intersects").group_by("point").agg(pl.col("cell").min())

    yield Contender(f"polars-st {st.__version__}", work, _pairs)


def _frame(index: str, geometries: Any) -> st.GeoDataFrame:
    wkb = pl.Series(shapely.to_wkb(geometries).tolist(), dtype=pl.Binary)
    columns = pl.DataFrame({index: np.arange(len(geometries)), "geometry": wkb})
    return st.GeoDataFrame(columns.select(index, geometry=st.from_wkb("geometry")))


def _pairs(answer: pl.DataFrame) -> Pairs:
    return answer["point"].to_numpy(), answer["cell"].to_numpy()
