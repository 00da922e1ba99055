"""Assignment and re-assignment: a million positions on the grids of the sample town, each with about 235 vertices."""

from collections.abc import Iterator
from itertools import pairwise

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.timing import Row, median_s
from gis.assign import Assigner
from gis.changes import Cells, change_between
from gis.crs import metric_crs
from gis.locate import Locator
from gis.positions import Positions
from gis.reassign import Standing, moves
from layers.sample.base import read_base

SEED = 20260301
POINTS = 1_000_000
POINTS_OF_PEER = 50_000
CIRCLES = 10_000
FOOTPRINTS = 1_176
VERTICES = 235
_MOVED_BY = np.array([2e-4, 1e-4])  # degrees, about 23 m

Polygons = NDArray[np.object_]
Pairs = NDArray[np.float64]


def rows() -> Iterator[Row]:
    """Measure; what is decided again must be what deciding all again says, or there is no figure."""
    frame = read_base().grids.sort_values("code").reset_index(drop=True)
    cells, codes = densified(np.asarray(frame.geometry.values), VERTICES), tuple(frame["code"])
    west, south, east, north = shapely.total_bounds(cells)
    xy = np.random.default_rng(SEED).uniform((west, south), (east, north), (POINTS, 2))
    assigner = Assigner(cells, crs=metric_crs((west + east) / 2, (south + north) / 2))

    yield from _assignment(assigner, cells, xy)
    yield from _owners_again(Cells(codes, cells), Cells(codes, with_border_moved(cells)), xy)
    yield from _all_again(assigner, Cells(codes, cells), Cells(codes, with_border_moved(cells)), xy)


def _assignment(assigner: Assigner, cells: Polygons, xy: Pairs) -> Iterator[Row]:
    metric = assigner.plane.crs
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*xy[:POINTS_OF_PEER].T), crs=4326).to_crs(metric)
    grids = gpd.GeoDataFrame(geometry=cells, crs=4326).to_crs(metric)
    join_s = median_s(lambda: gpd.sjoin_nearest(points, grids, distance_col="metres"))
    yield Row(
        "assign 1,000,000, with edges and runners-up, a point",
        median_s(lambda: assigner.points(xy)) / POINTS * 1e6,
        "us",
        "geopandas.sjoin_nearest (no edges, no runners-up)",
        join_s / POINTS_OF_PEER * 1e6,
    )
    accuracy_m = np.random.default_rng(SEED).uniform(3, 40, CIRCLES)
    yield Row(
        "assign 10,000 with accuracy circles",
        median_s(lambda: assigner.points(xy[:CIRCLES], accuracy_m)) * 1e3,
        "ms",
    )
    footprints = np.asarray(shapely.buffer(shapely.points(xy[:FOOTPRINTS]), 1e-4, quad_segs=1))
    yield Row("divide 1,176 footprints", median_s(lambda: assigner.areas(footprints)) * 1e3, "ms")


def _owners_again(before: Cells, after: Cells, xy: Pairs) -> Iterator[Row]:
    owner = Locator(before.polygons).locate(xy)
    positions, points = Positions(xy), np.asarray(shapely.points(xy))
    found = moves(positions, owner, change_between(before, after))
    now = owner.copy()
    now[found.position] = found.after
    if not np.array_equal(now, _located(after.polygons, points)):
        raise RuntimeError("an incremental owner is not that of all again")
    again_s = median_s(lambda: moves(positions, owner, change_between(before, after)))
    name = f"one border moved, {len(found.position)} of 1,000,000 change hands"
    all_s = median_s(lambda: _located(after.polygons, points))
    yield Row(name, again_s * 1e3, "ms", "STRtree, all points", all_s * 1e3)


def _all_again(assigner: Assigner, before: Cells, after: Cells, xy: Pairs) -> Iterator[Row]:
    standing = Standing(xy, assigner.points(xy), assigner)
    other, change = Assigner(after.polygons, crs=assigner.plane.crs), change_between(before, after)
    concerned, again = standing.reassigned(change, other)
    if not np.array_equal(again.runner_up_m, other.points(xy).runner_up_m[concerned]):
        raise RuntimeError("an incremental answer is not that of all again")
    yield Row(
        f"and all that is said of the {len(concerned)} concerned",
        median_s(lambda: standing.reassigned(change_between(before, after), other)) * 1e3,
        "ms",
        "Assigner, all points",
        median_s(lambda: other.points(xy)) * 1e3,
    )


def _located(cells: Polygons, points: Polygons) -> NDArray[np.intp]:
    """The plain way: ask the tree about every point, the first cell of equals."""
    point, cell = shapely.STRtree(cells).query(points, predicate="intersects")
    found = np.full(len(points), len(cells))
    np.minimum.at(found, point, cell)
    return np.where(found < len(cells), found, -1)


def densified(cells: Polygons, vertices: int) -> Polygons:
    """Put vertices on the edges of polygons until they have about so many each, neighbours alike, on the lattice."""
    step = shapely.length(cells).sum() / (vertices * len(cells)) * 1.1  # edges are not all cut evenly
    polygons = [
        shapely.Polygon(_finer(cell.exterior, step), [_finer(ring, step) for ring in cell.interiors])
        for cell in cells
    ]
    return np.array(polygons, dtype=object)


def _finer(ring: shapely.LinearRing, step: float) -> Pairs:
    """Cut edges from their lower end on, whichever way the ring turns."""
    xy = shapely.get_coordinates(ring)
    return np.concatenate([_cut(*ends, step) for ends in pairwise(xy)])


def _cut(start: Pairs, end: Pairs, step: float) -> Pairs:
    if tuple(end) < tuple(start):
        return np.vstack([start, _cut(end, start, step)[:0:-1]])
    parts = np.arange(max(1, int(np.ceil(np.hypot(*(end - start)) / step))))[:, None]
    return np.rint((start + (end - start) * parts / len(parts)) * 1e7) / 1e7


def with_border_moved(cells: Polygons) -> Polygons:
    """Move a border of two cells, of median length or more, between its ends, so that it crosses no other."""
    one, other = shapely.STRtree(cells).query(cells, predicate="touches")
    shared = shapely.line_merge(shapely.intersection(cells[one], cells[other]))
    in_one_piece = np.flatnonzero(shapely.get_type_id(shared) == shapely.GeometryType.LINESTRING)
    by_length = in_one_piece[np.argsort(shapely.length(shared[in_one_piece]))]
    moved = (_with_moved(cells, [one[at], other[at]], shared[at]) for at in by_length[len(by_length) // 2 :])
    return next(each for each in moved if shapely.coverage_is_valid(each).all())


def _with_moved(cells: Polygons, pair: list[int], border: shapely.Geometry) -> Polygons:
    inner = shapely.get_coordinates(border)[1:-1]

    def move(xy: Pairs) -> Pairs:
        on_border = (xy[:, None] == inner[None]).all(axis=2).any(axis=1)
        return np.rint((xy + np.outer(on_border, _MOVED_BY)) * 1e7) / 1e7

    moved = cells.copy()
    moved[pair] = shapely.transform(cells[pair], move)
    return moved
