"""GEOS by way of GeoPandas and Shapely: the ways that a Python programmer would try first."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.peers import Contender, Pairs, Problem, lowest

_GEOS = f"Shapely {shapely.__version__}, GEOS {shapely.geos_version_string}"


@contextmanager
def spatial_join(problem: Problem) -> Iterator[Contender]:
    """`geopandas.sjoin`, then the lowest cell of each point."""
    points = gpd.GeoDataFrame(geometry=problem.points)
    cells = gpd.GeoDataFrame(geometry=problem.polygons)

    def work() -> NDArray[np.int64]:
        joined = gpd.sjoin(points, cells, predicate="intersects")
        return lowest(joined.index, joined["index_right"], len(points))

    yield Contender(f"GeoPandas {gpd.__version__}", work, _as_pairs)


@contextmanager
def tree_of_cells(problem: Problem) -> Iterator[Contender]:
    """A tree of the cells, asked about every point."""
    tree, points = shapely.STRtree(problem.polygons), problem.points

    def work() -> NDArray[np.int64]:
        point, cell = tree.query(points, predicate="intersects")
        return lowest(point, cell, len(points))

    yield Contender(_GEOS, work, _as_pairs)


@contextmanager
def tree_of_points(problem: Problem) -> Iterator[Contender]:
    """A tree of the points, asked about every cell: the tree must be built for each new set of points, so it counts."""
    points = problem.points

    def work() -> NDArray[np.int64]:
        cell, point = shapely.STRtree(points).query(problem.polygons, predicate="intersects")
        return lowest(point, cell, len(points))

    yield Contender(_GEOS, work, _as_pairs)


@contextmanager
def every_cell(problem: Problem) -> Iterator[Contender]:
    """Every prepared cell is asked about all points."""
    cells = _prepared(problem)

    def work() -> NDArray[np.int64]:
        found = np.full(len(problem.xy), -1)
        for index in reversed(range(len(cells))):
            found[shapely.intersects_xy(cells[index], *problem.xy.T)] = index
        return found

    yield Contender(_GEOS, work, _as_pairs)


@contextmanager
def sorted_slices(problem: Problem) -> Iterator[Contender]:
    """Points are sorted by x, and every prepared cell is asked about those within its bounds."""
    cells = _prepared(problem)
    bounds = shapely.bounds(cells)

    def work() -> NDArray[np.int64]:
        order = np.argsort(problem.xy[:, 0])
        x, y = problem.xy[order].T
        first, last = np.searchsorted(x, bounds[:, 0]), np.searchsorted(x, bounds[:, 2], side="right")
        found = np.full(len(x), -1)
        for index in reversed(range(len(cells))):
            slice_y = y[first[index] : last[index]]
            level = first[index] + np.flatnonzero(
                (slice_y >= bounds[index, 1]) & (slice_y <= bounds[index, 3])
            )
            found[level[shapely.intersects_xy(cells[index], x[level], y[level])]] = index
        in_given_order = np.empty_like(found)
        in_given_order[order] = found
        return in_given_order

    yield Contender(_GEOS, work, _as_pairs)


def _prepared(problem: Problem) -> NDArray[Any]:
    """Prepare copies: what is prepared is quicker for everybody who holds it."""
    cells = shapely.force_2d(problem.polygons)
    shapely.prepare(cells)
    shapely.intersects_xy(cells, *problem.xy[0])  # the index of a prepared cell is built when first asked
    return cells


def _as_pairs(found: NDArray[np.int64]) -> Pairs:
    inside = np.flatnonzero(found >= 0)
    return inside, found[inside]
