"""Which cells touch a point, asked of GEOS: slower than an index, and right for every kind of geometry.

The orientation predicate of GEOS is robust, and coordinates are taken as they are.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Protocol, Self

import numpy as np
import shapely

from gis.location.sides import BoolArray, Cells, FloatArray, IntArray

_POINTS_WORTH_PREPARING = 8  # a prepared cell answers faster, but takes time to prepare and memory for good


class Shelf(Protocol):
    """Cells to be taken by their numbers: an array of them, or a file."""

    def take(self, cells: IntArray, /) -> Cells: ...


@dataclass(frozen=True)
class Touching:
    """Ask cells that lie on a shelf, and reach to `bounds`, (m, 4) west, south, east, north; NaN where there is none."""

    shelf: Shelf
    bounds: FloatArray

    @classmethod
    def of(cls, cells: Cells) -> Self:
        """Take cells from an array."""
        return cls(cells, shapely.bounds(cells))

    def pairs(self, xy: FloatArray) -> tuple[IntArray, IntArray]:
        """List every (point, cell) pair that touches, ordered by point, then cell; (n, 2) finite points.

        Examples
        --------
        >>> cells = shapely.box([0, 1], 0, [1, 2], 1)
        >>> [pairs.tolist() for pairs in Touching.of(cells).pairs(np.array([[0.5, 0.5], [1.0, 0.5]]))]
        [[0, 1, 1], [0, 0, 1]]

        """
        point, cell = self._tree.query(shapely.points(xy))
        by_cell = np.argsort(cell, kind="stable")  # a cell that was just asked lies in the processor's cache
        point, cell = point[by_cell], self._drawn[cell[by_cell]]
        touches = shapely.intersects_xy(self._cells(cell), *xy[point].T)
        point, cell = point[touches], cell[touches]
        by_point = np.argsort(point, kind="stable")
        return point[by_point], cell[by_point]

    def is_within(self, xy: FloatArray, cell: IntArray) -> BoolArray:
        """Say of each point whether it lies within its `cell`, not on the boundary."""
        within: BoolArray = shapely.contains_xy(self._cells(cell), *xy.T)
        return within

    def _cells(self, cell: IntArray) -> Cells:
        asked, which = np.unique(cell, return_inverse=True)
        cells = self.shelf.take(asked)
        shapely.prepare(cells[np.bincount(which) >= _POINTS_WORTH_PREPARING])
        return cells[which]

    @cached_property
    def _drawn(self) -> IntArray:
        return np.flatnonzero(np.isfinite(self.bounds).all(axis=1))

    @cached_property
    def _tree(self) -> shapely.STRtree:
        return shapely.STRtree(np.asarray(shapely.box(*self.bounds[self._drawn].T)))


def finite_alone(cells: Cells) -> Cells:
    """Leave out cells with a coordinate that is no number: they touch nothing, and GEOS is not to be asked."""
    xy, cell = shapely.get_coordinates(cells, return_index=True)
    finite = cells.copy()
    finite[cell[~np.isfinite(xy).all(axis=1)]] = None
    return finite
