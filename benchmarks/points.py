"""Points to ask about: half of them strewn evenly, half in clusters; or partly the very vertices of a division."""

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.partitions import SEED, Geometries

FloatArray = NDArray[np.float64]

_OVERSIZE = 0.04  # of the box: some points lie outside
_INNER = 0.1  # of the box on each side, without middles of clusters
_CLUSTERS_PER_CELL = 2
_MOST_CLUSTERS = 20_000


def points_over(polygons: Geometries, count: int, *, seed: int = SEED) -> FloatArray:
    """Make so many points over a division: (count, 2) lon/lat, in no order."""
    rng = np.random.default_rng(seed)
    strewn = _strewn(polygons, count // 2, rng)
    return rng.permutation(np.concatenate([strewn, _clustered(polygons, count - len(strewn), rng)]))


def with_vertices(xy: FloatArray, polygons: Geometries, count: int, *, seed: int = SEED) -> FloatArray:
    """Put so many vertices of the division in the place of points: each of them lies exactly on a border."""
    rng = np.random.default_rng(seed)
    replaced = xy.copy()
    replaced[rng.choice(len(xy), count, replace=False)] = rng.choice(shapely.get_coordinates(polygons), count)
    return replaced


def _strewn(polygons: Geometries, count: int, rng: np.random.Generator) -> FloatArray:
    corner, size = _box(polygons)
    return corner + size * rng.uniform(-_OVERSIZE / 2, 1 + _OVERSIZE / 2, (count, 2))


def _clustered(polygons: Geometries, count: int, rng: np.random.Generator) -> FloatArray:
    """Gather points in clusters of very unequal size, each up to half a cell wide."""
    corner, size = _box(polygons)
    clusters = int(np.clip(_CLUSTERS_PER_CELL * len(polygons), 200, _MOST_CLUSTERS))
    middles = corner + size * rng.uniform(_INNER, 1 - _INNER, (clusters, 2))
    widths = np.sqrt(np.prod(size) / len(polygons)) * rng.uniform(0.05, 0.5, clusters)
    weights = rng.pareto(1.3, clusters) + 0.05
    cluster = rng.choice(clusters, count, p=weights / weights.sum())
    return middles[cluster] + rng.normal(size=(count, 2)) * widths[cluster, None]


def _box(polygons: Geometries) -> tuple[FloatArray, FloatArray]:
    west, south, east, north = shapely.total_bounds(polygons)
    return np.array((west, south)), np.array((east - west, north - south))
