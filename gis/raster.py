"""A raster of equal squares over the edges of a coverage: which square a point is in, which squares an edge crosses.

Positions are told *in squares*: columns from the west, rows from the south, so that the whole part is the
square and the rest the place in it. A square is numbered row by row. The outermost ring of squares is free of
edges: points outside the raster, and those that are nowhere, are taken to lie there.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

# So far, in squares, a square is taken to reach over its sides: much farther than rounding moves anything.
MARGIN = 2.0**-14

_SQUARES_PER_EDGE = 8
_MOST_SQUARES = 2**23
# In units of the last place, so that the squares left free are not rounded away.
_LEAST_SIDE = 32
# Squares left free, no round numbers: rows of squares shall not fall on rows of vertices.
_WEST, _SOUTH = 1.3711, 1.6173

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]


@dataclass(frozen=True)
class Raster:
    """Squares of side 1 / `per_unit` from (`west`, `south`) on, `columns` by `rows`."""

    west: float
    south: float
    per_unit: float
    columns: int
    rows: int

    @classmethod
    def over(cls, start: FloatArray, end: FloatArray) -> Self:
        """Lay squares over edges, given by their ends, (m, 2) each.

        About eight squares an edge, but no more than 8 million, and none so small that an edge crosses more
        than eight or so: the index over them takes memory in proportion to the edges, however these lie.

        """
        low, high = np.minimum(start, end).min(axis=0), np.maximum(start, end).max(axis=0)
        width, height = high - low
        squares = min(_SQUARES_PER_EDGE * len(start), _MOST_SQUARES)
        mean_length = np.abs(end - start).sum() / len(start)
        place = np.spacing(np.maximum(np.abs(low), np.abs(high)).max())
        side = max(np.sqrt(width * height / squares), mean_length / _SQUARES_PER_EDGE, _LEAST_SIDE * place)
        west, south = (low - np.multiply((_WEST, _SOUTH), side)).tolist()
        return cls(west, south, float(1 / side), int(width / side) + 4, int(height / side) + 4)

    def position(self, xy: FloatArray) -> FloatArray:
        """Tell positions in squares."""
        return (xy - (self.west, self.south)) * self.per_unit

    def square(self, xy: FloatArray) -> IntArray:
        """Number the square that each point lies in.

        Examples
        --------
        >>> raster = Raster(west=100.0, south=20.0, per_unit=2.0, columns=10, rows=10)
        >>> raster.square(np.array([[100.1, 20.1], [100.6, 20.1], [100.1, 20.6], [0.0, 0.0]])).tolist()
        [0, 1, 10, 0]

        """
        column = self._index(xy[:, 0], self.west, self.columns)
        square = self._index(xy[:, 1], self.south, self.rows)
        square *= self.columns
        square += column
        return square.astype(np.intp)

    def crossed(self, start: FloatArray, end: FloatArray) -> tuple[IntArray, IntArray]:
        """List the squares that edges cross or come near, as two index arrays (edge, square).

        `start` and `end` are (m, 2) positions in squares. Every square is listed that an edge reaches when the
        square is taken to be larger by `MARGIN` on all sides, and perhaps a few more.

        """
        bottom, top = _floors(start[:, 1], end[:, 1])
        edge, row = _counted_through(bottom, top)
        west, east = _between(start[edge], end[edge], row)
        which, column = _counted_through(*_floors(west, east))
        return edge[which], row[which] * self.columns + column

    def centre_lines_crossed(self, start: FloatArray, end: FloatArray) -> tuple[IntArray, IntArray, IntArray]:
        """List where edges cross the middle of rows, as three index arrays (edge, row, column).

        `start` is the lower end, in squares; an edge that starts in the middle of a row crosses it, one that ends
        there does not. The column is the first one whose centre lies east of the crossing.

        """
        first, after = (np.ceil(end_y - 0.5).astype(np.intp) for end_y in (start[:, 1], end[:, 1]))
        edge, row = _counted_through(first, after - 1)
        start, end = start[edge], end[edge]
        share = (row + 0.5 - start[:, 1]) / (end[:, 1] - start[:, 1])
        east = start[:, 0] + np.clip(share, 0, 1) * (end[:, 0] - start[:, 0])
        return edge, row, np.ceil(east - 0.5).astype(np.intp)

    def south_west(self, square: IntArray) -> FloatArray:
        """Tell the south-western corner of squares, in squares."""
        row, column = np.divmod(square, self.columns)
        return np.stack([column, row], axis=1).astype(np.float64)

    @np.errstate(over="ignore")
    def _index(self, values: FloatArray, origin: float, count: int) -> FloatArray:
        index = values - origin
        index *= self.per_unit
        np.fmax(index, 0, out=index)  # not a number is 0 here
        np.fmin(index, count - 1, out=index)
        return np.floor(index, out=index)


def _floors(one: FloatArray, other: FloatArray) -> tuple[IntArray, IntArray]:
    first = np.floor(np.minimum(one, other) - MARGIN)
    last = np.floor(np.maximum(one, other) + MARGIN)
    return first.astype(np.intp), last.astype(np.intp)


def _between(start: FloatArray, end: FloatArray, row: IntArray) -> tuple[FloatArray, FloatArray]:
    """The westernmost and easternmost place of each edge in a row, in squares."""
    rise = end[:, 1] - start[:, 1]
    is_level = rise == 0
    rise[is_level] = 1.0
    enters = np.where(is_level, 0.0, np.clip((row - MARGIN - start[:, 1]) / rise, 0, 1))
    leaves = np.where(is_level, 1.0, np.clip((row + 1 + MARGIN - start[:, 1]) / rise, 0, 1))
    run = end[:, 0] - start[:, 0]
    return start[:, 0] + enters * run, start[:, 0] + leaves * run


def _counted_through(first: IntArray, last: IntArray) -> tuple[IntArray, IntArray]:
    """Count each range through: the index of the range and the number, for every number from first to last."""
    count = last - first + 1
    which = np.repeat(np.arange(len(count)), count)
    ends = np.cumsum(count)
    return which, np.arange(len(which)) + np.repeat(first - (ends - count), count)
