"""An index of a coverage that answers most points without geometry, the rest from a few edges nearby.

A raster lies over the coverage. A square without edges holds the one cell it is in; a *crossed* square holds its
edges (see `gis.location.crossings`) and its corners. What floating point cannot decide for sure (a point on an edge, or
hardly beside it) is said to be undecided, never guessed; so is every point in a square crowded with edges.
"""

import os
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.location.crossings import MOST_CELLS, UNDECIDED, Crossings, Float32Array, lines_and_spans
from gis.location.raster import Raster
from gis.location.sides import (
    NOBODY,
    BoolArray,
    Cells,
    Corners,
    FloatArray,
    Int32Array,
    IntArray,
    Sides,
    are_sound,
    is_coverage,
    trace,
)

MOST_EDGES = 255  # in a square, a byte to sort by; with more, asking GEOS is faster
_FIRST = UNDECIDED - 1  # the code of the first crossed square; that of the next is one less
_POINTS_WORTH_A_THREAD = 2**18
_POINTS_AT_ONCE = (
    2**16
)  # so that what is written in between stays in the processor's cache, and threads seldom wait
_CROSSED_AT_ONCE = 2**17
_EDGES_AT_ONCE = 2**16
_LEAST, _MOST = 1e-100, 1e100  # widths whose products are numbers

Ends = tuple[FloatArray, FloatArray]


@dataclass(frozen=True)
class Index:
    """What is known of each square.

    Attributes
    ----------
    raster : Raster of s squares
    codes : (s,) int array
        The cell of a square without edges, -1 for nobody's land; -2 undecided; -3 - n for the nth crossed square.
    crossings : Crossings, the edges in the k crossed squares
    first_corner : (k + 1,) int array, where the corners in each crossed square start among the `corners`
    corners : Corners, ordered by square

    """

    raster: Raster
    codes: Int32Array
    crossings: Crossings
    first_corner: Int32Array
    corners: Corners

    @classmethod
    def of(cls, sides: Sides, corners: Corners) -> Self:
        """Build the index of a coverage (see `gis.location.sides.is_coverage`) of at least one cell."""
        raster = Raster.over(sides.lower, sides.upper)
        ends = raster.position(sides.lower), raster.position(sides.upper)
        codes = _cells_at_centres(raster, ends, sides.left - sides.right)
        square, edge = _edges_by_square(raster, ends)
        is_crowded, first = _grouped(square)
        codes[square[is_crowded]] = UNDECIDED
        square, edge = square[~is_crowded], edge[~is_crowded]
        crossed = square[first[:-1]]
        lines, spans = _local_edges(raster, sides, ends, square, edge)
        crossings, is_near = Crossings.through_centres(first, lines, spans, codes[crossed])
        codes[crossed] = np.where(is_near, UNDECIDED, _FIRST - np.arange(len(crossed)))
        return cls(raster, codes, crossings, *_by_square(raster, codes, len(crossed), corners))

    def cells(self, xy: FloatArray) -> Int32Array:
        """Give the cell of each point: -1 where nobody's land is, -2 where it is undecided.

        Very many points are shared out to all processors: numpy lets other threads work while it does.

        """
        threads = min(len(os.sched_getaffinity(0)), len(xy) // _POINTS_WORTH_A_THREAD)
        if threads < 2:
            return self._cells(xy)
        with ThreadPoolExecutor(threads) as pool:
            return np.concatenate(list(pool.map(self._cells, np.array_split(xy, threads))))

    def corner_owners(self, xy: FloatArray) -> Int32Array:
        """Give the first of the cells that have a vertex just there: -2 where none is known."""
        found = np.full(len(xy), UNDECIDED, dtype=np.int32)
        number = _FIRST - self.codes.take(self.raster.square(xy))
        point = np.flatnonzero(number >= 0)
        number = number.take(point)
        corner, end = self.first_corner.take(number), self.first_corner.take(number + 1)
        here, corners = _as_one(xy), _as_one(self.corners.xy)
        while len(point):
            is_found = corners.take(corner, mode="clip") == here.take(point)
            is_found &= corner < end
            found[point[is_found]] = self.corners.owner.take(corner[is_found])
            goes_on = np.flatnonzero(~is_found & (corner + 1 < end))
            point, corner, end = point.take(goes_on), corner.take(goes_on) + 1, end.take(goes_on)
        return found

    def _cells(self, xy: FloatArray) -> Int32Array:
        found = np.empty(len(xy), dtype=np.int32)
        for block in _blocks(len(xy), _POINTS_AT_ONCE):
            found[block] = self.codes.take(self.raster.square(xy[block]))
        crossed = np.flatnonzero(found < UNDECIDED)
        for block in _blocks(len(crossed), _CROSSED_AT_ONCE):
            points = crossed[block]
            position = self.raster.position(xy.take(points, axis=0))
            position -= np.floor(position)
            found[points] = self.crossings.cells(_FIRST - found.take(points), position)
        return found


def indexed(cells: Cells) -> Index | None:
    """Index the cells, where they make a coverage; None where they do not, or lie where numbers end."""
    if not (0 < len(cells) <= MOST_CELLS and _is_measurable(cells) and are_sound(cells)):
        return None
    sides, corners = trace(cells)
    return Index.of(sides, corners) if is_coverage(cells, sides) else None


def _is_measurable(cells: Cells) -> bool:
    extent = np.ptp(shapely.total_bounds(cells).reshape(2, 2), axis=0)
    return bool(np.all((extent > _LEAST) & (extent < _MOST)))


def _as_one(xy: FloatArray) -> NDArray[np.complex128]:
    """Both coordinates as one number, to be compared at once."""
    return np.ascontiguousarray(xy).view(np.complex128).ravel()


def _blocks(count: int, size: int) -> Iterator[slice]:
    return (slice(start, start + size) for start in range(0, count, size))


def _cells_at_centres(raster: Raster, ends: Ends, step: Int32Array) -> Int32Array:
    """The cell at the centre of every square without edges: walk each row from the west, edge by edge."""
    changes = np.zeros(raster.columns * raster.rows, dtype=np.int32)
    for block in _blocks(len(step), _EDGES_AT_ONCE):
        edge, row, column = raster.centre_lines_crossed(ends[0][block], ends[1][block])
        np.subtract.at(changes, row * raster.columns + column, step[block][edge])
    by_row = changes.reshape(raster.rows, raster.columns)
    np.cumsum(by_row, axis=1, out=by_row)
    changes += NOBODY
    return changes


def _edges_by_square(raster: Raster, ends: Ends) -> tuple[IntArray, IntArray]:
    """Every (square, edge) pair in the order of the squares."""
    pairs = []
    for block in _blocks(len(ends[0]), _EDGES_AT_ONCE):
        edge, square = raster.crossed(ends[0][block], ends[1][block])
        pairs.append(square << 32 | (edge + block.start))
    packed = np.concatenate(pairs)
    packed.sort()
    return packed >> 32, packed & 0xFFFFFFFF


def _grouped(square: IntArray) -> tuple[BoolArray, Int32Array]:
    """Say which of the pairs are in crowded squares, and where those of each other square start without them."""
    is_new = np.diff(square, prepend=-1) != 0
    count = np.diff(np.flatnonzero(is_new), append=len(square))
    is_crowded = count > MOST_EDGES
    first = np.zeros(np.count_nonzero(~is_crowded) + 1, dtype=np.int32)
    np.cumsum(count[~is_crowded], out=first[1:])
    return np.repeat(is_crowded, count), first


def _local_edges(
    raster: Raster, sides: Sides, ends: Ends, square: IntArray, edge: IntArray
) -> tuple[Float32Array, Float32Array]:
    """Write every edge down for every square that it is in."""
    lines = np.empty((len(edge), 4), dtype=np.float32)
    spans = np.empty((len(edge), 2), dtype=np.float32)
    for block in _blocks(len(edge), _EDGES_AT_ONCE):
        one = edge[block]
        direction = sides.upper[one] - sides.lower[one]
        direction /= np.hypot(*direction.T)[:, np.newaxis]
        corner = raster.south_west(square[block])
        lines[block, :3], spans[block] = lines_and_spans(
            ends[0][one] - corner, ends[1][one] - corner, direction
        )
        lines[block, 3] = sides.left[one] - sides.right[one]
    return lines, spans


def _by_square(raster: Raster, codes: Int32Array, count: int, corners: Corners) -> tuple[Int32Array, Corners]:
    """Order corners by crossed square; those in crowded squares are left out."""
    number = _FIRST - codes[raster.square(corners.xy)]
    order = np.argsort(number)
    order = order[np.count_nonzero(number < 0) :]
    first = np.zeros(count + 1, dtype=np.int32)
    np.cumsum(np.bincount(number[order], minlength=count), out=first[1:])
    return first, Corners(corners.xy[order], corners.owner[order])
