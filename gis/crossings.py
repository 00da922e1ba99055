"""The cell of a point in one small square, by the edges that cross the square, where floating point can be sure.

The ray-crossing rule (Hormann and Agathos 2001, "The point in polygon problem for arbitrary polygons"): on the way
from a point due east the cell changes at each edge that is crossed. A square remembers the edges in it, and one
number that stands for all that lies farther east; an edge that leaves the square at its eastern side is prolonged
there for ever, straight up from its upper end or straight down from its lower one, which shifts that number alike
for the whole square. So

    cell = base + sum of (left cell - right cell) over the edges with low <= v < high and the point on their left

where (u, v) is the place in the square, from its south-western corner, its side being 1.

Why the answer is exact: the distance to a line is computed in single precision with an error below 2^-21, and a
point nearer than `TOLERANCE` to a line is left undecided, as by the static filters of Shewchuk 1997, "Adaptive
precision floating-point arithmetic". Heights are rounded to 2^-24: a vertex is rounded alike for all its edges, so
the rule is applied to a picture in which some vertices lie that much higher or lower, and that can change sides
only of points nearer to an edge than the tolerance.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from gis.raster import MARGIN, FloatArray, IntArray

UNDECIDED = -2
TOLERANCE = np.float32(2.0**-20)  # in squares
MOST_CELLS = 2**24  # whose differences are whole numbers in single precision

Float32Array = NDArray[np.float32]
Int32Array = NDArray[np.int32]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Crossings:
    """The edges in k squares, together m.

    Attributes
    ----------
    first : (k + 1,) int array, where the edges of each square start in the next two; at most 255 each
    lines : (m, 4) float array
        a, b, c so that a u + b v + c is the distance to the line of the edge, positive on its left, and the step
        from the cell on its right to the one on its left.
    spans : (m, 2) float array, low and high
    base : (k,) int array

    """

    first: Int32Array
    lines: Float32Array
    spans: Float32Array
    base: Int32Array

    @classmethod
    def through_centres(
        cls, first: Int32Array, lines: Float32Array, spans: Float32Array, cells: Int32Array
    ) -> tuple[Self, BoolArray]:
        """Find the base of each square from the cell at its centre; say where that lies too near to an edge."""
        centres = np.broadcast_to(0.5, (len(cells), 2))
        step, is_near = cls(first, lines, spans, cells)._steps(np.arange(len(cells), dtype=np.int32), centres)
        return cls(first, lines, spans, cells - step), is_near

    def cells(self, square: Int32Array, uv: FloatArray) -> Int32Array:
        """Give the cell of places (n, 2) in squares (n,): -1 where nobody's land is, -2 where it is undecided."""
        cell, is_near = self._steps(square, uv)
        cell += self.base.take(square)
        cell[is_near] = UNDECIDED
        return cell

    def _steps(self, square: Int32Array, uv: FloatArray) -> tuple[Int32Array, BoolArray]:
        """Sum up the steps to each place, and say which places are too near to a line."""
        start = self.first.take(square)
        count = (self.first.take(square + 1) - start).astype(np.uint8)
        order = np.argsort(count, kind="stable")
        u, v = uv.take(order, axis=0).astype(np.float32).T
        found = self._crossed(start.take(order).astype(np.intp), np.bincount(count), u, v)
        step, is_near = np.empty(len(u), dtype=np.int32), np.empty(len(u), dtype=bool)
        step[order], is_near[order] = found
        return step, is_near

    def _crossed(
        self, start: IntArray, with_count: IntArray, u: Float32Array, v: Float32Array
    ) -> tuple[FloatArray, BoolArray]:
        """Do so for places ordered by the number of edges in their squares; `with_count` have just so many."""
        step = np.zeros(len(u))
        is_near = np.zeros(len(u), dtype=bool)
        for nth, done in enumerate(np.cumsum(with_count)[:-1]):
            rest = slice(done, None)
            edge = start[rest] + nth
            line, span = self.lines.take(edge, axis=0), self.spans.take(edge, axis=0)
            distance = line[:, 0] * u[rest]
            distance += line[:, 1] * v[rest]
            distance += line[:, 2]
            crosses = distance > 0
            crosses &= span[:, 0] <= v[rest]
            crosses &= v[rest] < span[:, 1]
            step[rest] += line[:, 3] * crosses
            is_near[rest] |= np.abs(distance, out=distance) <= TOLERANCE
        return step, is_near


def lines_and_spans(
    lower: FloatArray, upper: FloatArray, direction: FloatArray
) -> tuple[Float32Array, Float32Array]:
    """Write edges down for one square each.

    Parameters
    ----------
    lower, upper : (m, 2) float arrays, ends in the square
    direction : (m, 2) float array
        From the lower to the upper end, of length 1. Not taken from the ends: these are rounded, and may be close.

    Returns
    -------
    (m, 3) and (m, 2) float arrays: the lines without the step, and the spans

    """
    x, y = direction.T
    lines = np.column_stack([-y, x, y * lower[:, 0] - x * lower[:, 1]])
    spans = np.column_stack([lower[:, 1], upper[:, 1]])
    lower_is_east, upper_is_east = (end[:, 0] > 1 + MARGIN / 2 for end in (lower, upper))
    spans[lower_is_east, 0] = -np.inf
    spans[upper_is_east, 1] = np.inf
    spans[lower_is_east & upper_is_east, 0] = np.inf  # wholly farther east: never crossed in here
    return lines.astype(np.float32), spans.astype(np.float32)
