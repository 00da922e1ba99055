"""The outlines of cells as edges in arrays: each once, with the cells that have it.

Cells that are edge-matched share their edges exactly, to the last bit. Where they are not, an edge has one
cell, and its neighbour's lies beside it: the arrays are longer, and every distance is the same.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

_NO_LENGTH2 = 1e-300  # less has no inverse


@dataclass(frozen=True)
class Outlines:
    """m edges from (x, y) to (x + dx, y + dy), and the one or two cells that have each.

    `first` is the lower of the two cells, `second` the other, -1 where there is none. An edge that more than
    two cells have (they overlap then) comes several times.
    """

    x: FloatArray
    y: FloatArray
    dx: FloatArray
    dy: FloatArray
    per_length2: FloatArray
    first: IntArray
    second: IntArray

    def __len__(self) -> int:
        return len(self.x)

    def ends(self) -> tuple[FloatArray, FloatArray]:
        """The x and the y of all ends."""
        return np.append(self.x, self.x + self.dx), np.append(self.y, self.y + self.dy)

    def distance2(self, edge: IntArray, x: FloatArray, y: FloatArray) -> FloatArray:
        """The squared distance of each place to the edge of the same row in `edge`."""
        dx, dy = self.dx[edge], self.dy[edge]
        east, north = x - self.x[edge], y - self.y[edge]
        along = np.clip((east * dx + north * dy) * self.per_length2[edge], 0.0, 1.0)
        dx *= along  # in place: new arrays of this size cost more than the arithmetic
        dy *= along
        east -= dx
        north -= dy
        east *= east
        north *= north
        return east + north


def outlines_of(cells: NDArray[np.object_]) -> Outlines:
    """Find the edges of cells; a missing or empty cell has none.

    Examples
    --------
    >>> west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    >>> outlines = outlines_of(np.array([west, east]))
    >>> len(outlines), int((outlines.second >= 0).sum())
    (7, 1)

    """
    ends, cell = edge_ends(cells)
    order = np.lexsort((cell, *ends.T))
    ends, cell = ends[order], cell[order]
    is_new = np.ones(len(ends), dtype=bool)
    is_new[1:] = (ends[1:] != ends[:-1]).any(axis=1)
    differs = is_new.copy()  # a spike runs along its edge twice, and is one cell's all the same
    differs[1:] |= cell[1:] != cell[:-1]
    return _paired(ends[differs], cell[differs], is_new[differs])


def edge_ends(cells: NDArray[np.object_]) -> tuple[FloatArray, IntArray]:
    """List the edges of every ring as (m, 4) x, y of the lower end and of the higher, and the cell of each."""
    parts, cell_of_part = shapely.get_parts(cells, return_index=True)
    rings, part_of_ring = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    goes_on = ring[1:] == ring[:-1]
    start, end = xy[:-1][goes_on], xy[1:][goes_on]
    turned = (start[:, 0] > end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] > end[:, 1]))
    ends = np.where(turned[:, None], np.hstack([end, start]), np.hstack([start, end]))
    return ends, cell_of_part[part_of_ring[ring[:-1][goes_on]]]


def _paired(ends: FloatArray, cell: IntArray, is_new: NDArray[np.bool_]) -> Outlines:
    """Put the cells of an edge side by side, two a row; `is_new` says where the next edge begins."""
    begin = np.flatnonzero(is_new)
    nth = np.arange(len(cell)) - np.repeat(begin, np.diff(begin, append=len(cell)))
    row = np.flatnonzero(nth % 2 == 0)
    after = np.minimum(row + 1, len(cell) - 1)
    has_second = nth[after] % 2 == 1
    x, y, other_x, other_y = np.ascontiguousarray(ends[row].T)
    dx, dy = other_x - x, other_y - y
    length2 = dx * dx + dy * dy
    measurable = length2 > _NO_LENGTH2
    per_length2 = np.divide(1.0, length2, out=np.zeros_like(length2), where=measurable)
    return Outlines(x, y, dx, dy, per_length2, cell[row], np.where(has_second, cell[after], -1))
