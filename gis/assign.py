"""Assignment: which cell an item belongs to, by which rule, how surely, and which cell would be next.

A position inside a cell or on its edge is decided in the lon/lat plane by `gis.locate`; everything that has
metres in it (the tolerance, distances, the accuracy circle, shares of areas and lines) in the metric plane
of the place. Nothing here knows what a cell is called: codes stay with the caller, in the same order.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS

from gis.crs import WGS84, Frame, project, unproject
from gis.locate import IntArray, Locator, as_points

INSIDE, EDGE, NEAR, OUTSIDE = "inside", "edge", "near", "outside"
SHARE, HAND, NO_POSITION = "share", "hand", "no_position"

DEFAULT_TOLERANCE_M = 30.0
_SAME_DISTANCE_M = 1e-6
_CIRCLE_QUARTER_SEGMENTS = 32
_ALL_OF_IT = 1 - 1e-9
_ANYWHERE_M = 1e9  # nothing on earth is farther

FloatArray = NDArray[np.float64]
Candidates = tuple[tuple[int, float], ...]
Measure = Callable[[NDArray[np.object_]], FloatArray]


@dataclass(frozen=True)
class Placements:
    """What was decided for n positions, as arrays of length n.

    Attributes
    ----------
    cell : int array, the owner; -1 where there is none
    rule : str array, one of inside, edge, near, outside, no_position
    edge_distance_m : float array
        Inside: metres to the cell's own boundary. Near and outside: metres to the nearest cell. NaN without a position,
        infinite where the metric plane does not reach.
    runner_up : int array
        The nearest other cell (outside: the nearest cell of all); -1 where there is none.
    candidates : tuple of ((cell, share of the accuracy circle), …), largest share first
        Empty where no accuracy was given or the circle stays inside one cell.

    """

    cell: IntArray
    rule: NDArray[np.str_]
    edge_distance_m: FloatArray
    runner_up: IntArray
    candidates: tuple[Candidates, ...]


@dataclass(frozen=True)
class Shares:
    """How one footprint or line falls on the cells.

    Attributes
    ----------
    owner : int, the cell with the largest share, the first of equals; -1 where none is near enough
    rule : share, near (touches no cell, but one lies within the tolerance) or outside
    cells : every touched cell, largest share first
    shares : part of the whole area or length that lies in each
    sizes : the same in m² (areas) or m (lines)
    distance_m : metres to the nearest cell, 0 where it touches one

    """

    owner: int
    rule: str
    cells: tuple[int, ...]
    shares: tuple[float, ...]
    sizes: tuple[float, ...]
    distance_m: float


class Assigner:
    """Assign positions, footprints and lines to cells.

    Parameters
    ----------
    polygons : (m,) array of shapely Polygon or MultiPolygon, lon/lat, in code order
    crs : the metric CRS of the place, see `gis.crs.metric_crs`
    tolerance_m : how far outside every cell a position is still taken to the nearest one
    frame : what the polygons, and all that is asked about, are written in instead of lon/lat; inside and edge
        are decided in its numbers

    """

    def __init__(
        self,
        polygons: ArrayLike,
        *,
        crs: CRS,
        tolerance_m: float = DEFAULT_TOLERANCE_M,
        frame: Frame = WGS84,
    ) -> None:
        self._locator = Locator(polygons)
        self._crs = crs
        self._frame = frame
        self._tolerance_m = tolerance_m
        self._cells = self._in_metres(np.asarray(polygons, dtype=object))
        self._edges = shapely.boundary(self._cells)
        self._tree = shapely.STRtree(self._cells)

    def points(self, xy: ArrayLike, accuracy_m: ArrayLike | None = None) -> Placements:
        """Assign each position.

        Parameters
        ----------
        xy : (n, 2) float array, lon/lat; not finite = no position
        accuracy_m : (n,) float array, radius of each fix's accuracy circle in metres; NaN = not stated

        """
        xy = as_points(xy)
        has_position = np.isfinite(xy).all(axis=1)
        points, in_plane = self._projected(xy)

        cell = self._locator.locate(xy)
        inside = cell >= 0
        rule = np.where(has_position, INSIDE, NO_POSITION).astype("<U11")
        rule[self._locator.on_edge(xy, cell)] = EDGE
        distance_m = np.where(has_position, np.inf, np.nan)
        distance_m[inside] = shapely.distance(points[inside], self._edges[cell[inside]])
        distance_m[rule == EDGE] = 0.0

        astray = np.flatnonzero(in_plane & ~inside)
        nearest, distance_m[astray] = self._nearest(points[astray])
        is_near = distance_m[astray] <= self._tolerance_m
        cell[astray[is_near]] = nearest[is_near]
        rule[has_position & ~inside] = OUTSIDE
        rule[astray[is_near]] = NEAR

        runner_up = np.full(len(xy), -1, dtype=np.intp)
        runner_up[astray] = nearest
        placed = np.flatnonzero(in_plane & (cell >= 0))
        runner_up[placed] = self._next_nearest(points[placed], cell[placed])
        return Placements(cell, rule, distance_m, runner_up, self._doubts(points, cell, accuracy_m))

    def areas(self, polygons: ArrayLike) -> tuple[Shares, ...]:
        """Divide each valid lon/lat footprint among the cells by area."""
        return self._shares(np.asarray(polygons, dtype=object), shapely.area)

    def lines(self, lines: ArrayLike) -> tuple[Shares, ...]:
        """Divide each lon/lat line among the cells by length; a stretch on a shared edge counts for both sides."""
        return self._shares(np.asarray(lines, dtype=object), shapely.length)

    def _projected(self, xy: FloatArray) -> tuple[NDArray[np.object_], NDArray[np.bool_]]:
        """Bring positions into the metric plane; None for those that have no place in it (none at all, or 99 N)."""
        points = np.full(len(xy), None, dtype=object)
        finite = np.flatnonzero(np.isfinite(xy).all(axis=1))
        points[finite] = self._in_metres(shapely.points(xy[finite]))
        in_plane = np.isfinite(shapely.get_x(points)) & np.isfinite(shapely.get_y(points))
        points[~in_plane] = None
        return points, in_plane

    def _in_metres(self, geometries: Any) -> NDArray[np.object_]:
        metric: NDArray[np.object_] = project(unproject(geometries, self._frame), self._crs)
        return metric

    def _nearest(self, geometries: NDArray[np.object_]) -> tuple[IntArray, FloatArray]:
        """Find the nearest cell of all, the first of equals, and how far it is: -1 and infinite where there is none."""
        distance_m = np.full(len(geometries), np.inf)
        (asked, _), least_m = self._tree.query_nearest(geometries, return_distance=True, all_matches=False)
        distance_m[asked] = least_m
        as_near = least_m + _SAME_DISTANCE_M
        which, cell = self._tree.query(geometries[asked], predicate="dwithin", distance=as_near)
        first = np.full(len(geometries), len(self._cells), dtype=np.intp)
        np.minimum.at(first, asked[which], cell)
        return np.where(first < len(self._cells), first, -1), distance_m

    def _next_nearest(self, geometries: NDArray[np.object_], but: IntArray) -> IntArray:
        """Find the nearest cell other than `but`, the first of equals, in boxes that grow until one is found."""
        found = np.full(len(geometries), -1, dtype=np.intp)
        open_ = np.arange(len(geometries))
        reach_m = 2 * self._tolerance_m + 1.0
        while len(open_) and reach_m < _ANYWHERE_M:
            found[open_] = _first_least(len(open_), *self._within(geometries[open_], but[open_], reach_m))
            open_ = open_[found[open_] < 0]
            reach_m *= 4
        return found

    def _within(
        self, geometries: NDArray[np.object_], but: IntArray, reach_m: float
    ) -> tuple[IntArray, IntArray, FloatArray]:
        which, cell = self._tree.query(_grown_boxes(geometries, reach_m))
        other = cell != but[which]
        which, cell = which[other], cell[other]
        distance_m = shapely.distance(geometries[which], self._cells[cell])
        close = distance_m <= reach_m
        return which[close], cell[close], distance_m[close]

    def _doubts(
        self, points: NDArray[np.object_], cell: IntArray, accuracy_m: ArrayLike | None
    ) -> tuple[Candidates, ...]:
        if accuracy_m is None:
            return ((),) * len(points)
        radius_m = np.minimum(np.broadcast_to(np.asarray(accuracy_m, dtype=float), points.shape), _ANYWHERE_M)
        stated = np.flatnonzero(np.isfinite(radius_m) & (radius_m > 0) & ~shapely.is_missing(points))
        circles = shapely.buffer(points[stated], radius_m[stated], quad_segs=_CIRCLE_QUARTER_SEGMENTS)
        candidates: list[Candidates] = [()] * len(points)
        parts = self._split(circles, shapely.area)
        for at, whole, owners in zip(stated, shapely.area(circles).tolist(), parts, strict=True):
            is_sure = len(owners) == 1 and owners[0][0] == cell[at] and owners[0][1] > whole * _ALL_OF_IT
            if not is_sure:
                candidates[at] = tuple((owner, size / whole) for owner, size in owners)
        return tuple(candidates)

    def _shares(self, geometries: NDArray[np.object_], measure: Measure) -> tuple[Shares, ...]:
        plane = self._in_metres(geometries)
        nearest, distance_m = self._nearest(plane)
        split = self._split(plane, measure)
        return tuple(
            self._share(parts, float(whole), int(first), float(gap_m))
            for parts, whole, first, gap_m in zip(split, measure(plane), nearest, distance_m, strict=True)
        )

    def _share(
        self, parts: Sequence[tuple[int, float]], whole: float, nearest: int, distance_m: float
    ) -> Shares:
        if not parts:
            rule = NEAR if distance_m <= self._tolerance_m else OUTSIDE
            return Shares(nearest if rule == NEAR else -1, rule, (), (), (), distance_m)
        cells, sizes = zip(*parts, strict=True)
        return Shares(cells[0], SHARE, cells, tuple(size / whole for size in sizes), sizes, 0.0)

    def _split(self, plane: NDArray[np.object_], measure: Measure) -> list[list[tuple[int, float]]]:
        """Measure the part of each geometry in every cell that it overlaps, largest first, ties by cell."""
        which, cell = self._tree.query(plane, predicate="intersects")
        size = measure(shapely.intersection(plane[which], self._cells[cell]))
        parts: list[list[tuple[int, float]]] = [[] for _ in plane]
        for at, owner, part in zip(which.tolist(), cell.tolist(), size.tolist(), strict=True):
            if part > _SAME_DISTANCE_M:
                parts[at].append((owner, part))
        return [sorted(part, key=lambda p: (-p[1], p[0])) for part in parts]


def _first_least(n: int, which: IntArray, cell: IntArray, distance_m: FloatArray) -> IntArray:
    """For each of n, the lowest cell among those as near as the nearest (to a micrometre); -1 without any."""
    least_m = np.full(n, np.inf)
    np.minimum.at(least_m, which, distance_m)
    tied = distance_m <= least_m[which] + _SAME_DISTANCE_M
    first = np.full(n, np.iinfo(np.intp).max, dtype=np.intp)
    np.minimum.at(first, which[tied], cell[tied])
    return np.where(np.isinf(least_m), -1, first)


def _grown_boxes(geometries: NDArray[np.object_], reach_m: float) -> NDArray[np.object_]:
    west, south, east, north = shapely.bounds(geometries).T
    boxes: NDArray[np.object_] = shapely.box(west - reach_m, south - reach_m, east + reach_m, north + reach_m)
    return boxes
