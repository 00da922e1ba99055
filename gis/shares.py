"""How shapes fall on cells, in a metric plane: footprints by area, lines by length, accuracy circles by part of the circle."""

from collections.abc import Callable, Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.groups import lowest, numbered
from gis.placement import NEAR, OUTSIDE, SHARE, Candidates, FloatArray, IntArray, Shares, Terms
from gis.surroundings import SAME_DISTANCE_M

Measure = Callable[[NDArray[np.object_]], FloatArray]
Parts = list[tuple[int, float]]

_QUARTER_SEGMENTS = 32  # a circle as a polygon lacks 0.04 % of its area
_ALL_OF_IT = 1 - 1e-9
_PLACES = 6  # sizes that differ by less than a square millimetre, or a micrometre, are equal
_NO_SIZE = 10.0**-_PLACES
_CIRCLES = 1 << 12  # at once: each has over a hundred vertices


class Land:
    """Divide shapes among cells.

    Parameters
    ----------
    cells : (m,) array of shapely Polygon or MultiPolygon, in a metric plane; a missing one is nowhere

    """

    def __init__(self, cells: NDArray[np.object_]) -> None:
        self._cells = _valid(cells)
        shapely.prepare(self._cells)
        self._tree = shapely.STRtree(self._cells)

    def shares(self, shapes: NDArray[np.object_], measure: Measure, terms: Terms) -> tuple[Shares, ...]:
        """Divide shapes by what `measure` (`shapely.area` or `shapely.length`) says; an invalid one is made valid first.

        What is too small to measure lies wholly in the first cell that it touches; a missing or empty shape is outside.
        """
        shapes = _valid(shapes)
        whole, parts = measure(shapes).tolist(), self._split(shapes, measure)
        nearest, distance_m = (found.tolist() for found in self._nearest(shapes))
        return tuple(map(_share, parts, whole, nearest, distance_m, [terms] * len(shapes)))

    def circles(self, xy: FloatArray, radius_m: FloatArray, own: IntArray) -> Iterator[Candidates]:
        """Divide circles: ((cell, part of the circle), …), largest first; empty where all of it is in the `own` cell."""
        for start in range(0, len(xy), _CIRCLES):
            at = slice(start, start + _CIRCLES)
            circles = shapely.buffer(shapely.points(xy[at]), radius_m[at], quad_segs=_QUARTER_SEGMENTS)
            split = self._split(circles, shapely.area)
            yield from map(_doubt, split, shapely.area(circles).tolist(), own[at].tolist())

    def _split(self, shapes: NDArray[np.object_], measure: Measure) -> list[Parts]:
        """Measure the part of each shape in every cell that it overlaps, largest first, equals by cell."""
        which, cell = self._tree.query(shapes, predicate="intersects")
        size = measure(self._common(which, cell, shapes))
        parts: list[Parts] = [[] for _ in shapes]
        for at, owner, part in zip(which.tolist(), cell.tolist(), size.tolist(), strict=True):
            if part > _NO_SIZE:
                parts[at].append((owner, part))
        return [sorted(part, key=lambda p: (-round(p[1], _PLACES), p[0])) for part in parts]

    def _common(self, which: IntArray, cell: IntArray, shapes: NDArray[np.object_]) -> NDArray[np.object_]:
        common = shapes[which]
        across = ~shapely.covers(self._cells[cell], common)  # most lie in one cell: seen sooner than cut out
        common[across] = shapely.intersection(common[across], self._cells[cell[across]])
        return common

    def _nearest(self, shapes: NDArray[np.object_]) -> tuple[IntArray, FloatArray]:
        """Find the nearest cell of all, the first of equals, and how far it is: -1 and infinite where there is none."""
        distance_m = np.full(len(shapes), np.inf)
        (asked, _), least_m = self._tree.query_nearest(shapes, return_distance=True, all_matches=False)
        distance_m[asked] = least_m
        which, cell = self._tree.query(shapes[asked], predicate="dwithin", distance=least_m + SAME_DISTANCE_M)
        return numbered(lowest(len(shapes), asked[which], cell)), distance_m


def _share(parts: Parts, whole: float, nearest: int, distance_m: float, terms: Terms) -> Shares:
    if parts:
        cells, sizes = zip(*parts, strict=True)
        return Shares(cells[0], SHARE, cells, tuple(s / whole for s in sizes), sizes, nearest, 0.0, terms)
    if distance_m == 0.0 and whole <= _NO_SIZE:
        return Shares(nearest, SHARE, (nearest,), (1.0,), (whole,), nearest, 0.0, terms)
    is_near = distance_m <= terms.tolerance_m
    owner, rule = (nearest, NEAR) if is_near else (-1, OUTSIDE)
    return Shares(owner, rule, (), (), (), nearest, distance_m, terms)


def _doubt(parts: Parts, whole: float, own: int) -> Candidates:
    is_sure = len(parts) == 1 and parts[0][0] == own and parts[0][1] > whole * _ALL_OF_IT
    return () if is_sure else tuple((cell, size / whole) for cell, size in parts)


def _valid(shapes: NDArray[np.object_]) -> NDArray[np.object_]:
    """Make invalid shapes valid: a bow-tie is its two wings, and what has no area is a line or a point."""
    invalid = ~(shapely.is_valid(shapes) | shapely.is_missing(shapes))
    if not invalid.any():
        return shapes
    valid = shapes.copy()
    valid[invalid] = shapely.make_valid(shapes[invalid], method="structure")
    return valid
