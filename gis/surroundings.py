"""What lies round a position: how far the edge of its own cell is, which other cell is nearest, and how far that is."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.boxes import SLACK_M, EdgeBoxes
from gis.groups import NOBODY, least, lowest, numbered
from gis.locate import Locator
from gis.outlines import FloatArray, IntArray, outlines_of

SAME_DISTANCE_M = 1e-6
_BOXES_A_CELL = 4


@dataclass(frozen=True)
class Around:
    """What was found for n positions.

    Attributes
    ----------
    edge_m : metres to the nearest edge of the own cell; infinite without one
    cell : the nearest other cell, the lowest of equals (to a micrometre); -1 where there is none
    cell_m : metres to it, 0 where it touches; infinite where there is none

    """

    edge_m: FloatArray
    cell: IntArray
    cell_m: FloatArray


class Surroundings:
    """Measure positions against the edges of cells.

    Parameters
    ----------
    cells : (m,) array of shapely Polygon or MultiPolygon, in a metric plane
        A missing or empty one is nowhere. Cells may overlap; the edges of a coverage are measured fastest.

    Examples
    --------
    >>> west, east = shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)
    >>> around = Surroundings(np.array([west, east])).of(np.array([[7.0, 5.0]]), np.array([0]))
    >>> around.edge_m.tolist(), around.cell.tolist(), around.cell_m.tolist()
    ([3.0], [1], [3.0])

    """

    def __init__(self, cells: NDArray[np.object_]) -> None:
        self._cells = cells
        self._outlines = outlines_of(cells)
        self._locator = Locator(cells)

    def of(self, xy: FloatArray, own: IntArray) -> Around:
        """Measure positions.

        Parameters
        ----------
        xy : (n, 2) float array, finite, in the plane of the cells
        own : (n,) int array
            Each position's own cell, -1 where it has none. It is taken as given: in another plane it may have
            been decided otherwise, close to an edge.

        """
        touched = self._touched(xy, own)
        edge_m, cell, cell_m = np.full(len(xy), np.inf), touched.copy(), np.where(touched < 0, np.inf, 0.0)
        if len(self._outlines) and len(xy):
            x, y = np.ascontiguousarray(xy.T)
            for at, edge, size in self._boxes.near(x, y):
                distance2 = self._outlines.distance2(edge, np.repeat(x[at], size), np.repeat(y[at], size))
                edge_m[at] = self._own_m(own[at], edge, size, distance2)
                cell[at], cell_m[at] = self._other(own[at], touched[at], edge, size, distance2)
        in_doubt = np.flatnonzero((own >= 0) & (edge_m > cell_m + SLACK_M))
        edge_m[in_doubt] = self._plainly(xy[in_doubt], own[in_doubt])
        return Around(edge_m, cell, cell_m)

    def _touched(self, xy: FloatArray, own: IntArray) -> IntArray:
        """The lowest cell other than its own that each position lies in or on; -1 where there is none."""
        position, cell = self._locator.owners(xy)
        others = cell != own[position]
        return numbered(lowest(len(xy), position[others], cell[others]))

    @cached_property
    def _boxes(self) -> EdgeBoxes:
        level = np.ceil(np.log2(len(self._cells) * _BOXES_A_CELL) / 2)
        return EdgeBoxes(self._outlines, int(level))

    @cached_property
    def _rims(self) -> NDArray[np.object_]:
        return shapely.boundary(self._cells)

    def _own_m(self, own: IntArray, edge: IntArray, size: IntArray, distance2: FloatArray) -> FloatArray:
        """The least distance to an edge that the own cell has, where it has one among these."""
        owner = np.repeat(np.where(own < 0, NOBODY, own), size)
        is_own = (self._outlines.first[edge] == owner) | (self._outlines.second[edge] == owner)
        least_m: FloatArray = np.sqrt(least(np.where(is_own, distance2, np.inf), size))
        return least_m

    def _other(
        self, own: IntArray, touched: IntArray, edge: IntArray, size: IntArray, distance2: FloatArray
    ) -> tuple[IntArray, FloatArray]:
        """The first of the nearest other cells, and the distance to it: 0 where one is `touched`."""
        first, second = self._outlines.first[edge], self._outlines.second[edge]
        other = np.where(first == np.repeat(own, size), second, first)
        other2 = np.where(other < 0, np.inf, distance2)
        least_m = np.where(touched < 0, np.sqrt(least(other2, size)), 0.0)
        is_least = other2 <= np.repeat((least_m + SAME_DISTANCE_M) ** 2, size)
        first_of_equals = least(np.where(is_least, other, NOBODY), size)
        return np.minimum(first_of_equals, np.where(touched < 0, NOBODY, touched)), least_m

    def _plainly(self, xy: FloatArray, own: IntArray) -> FloatArray:
        """Measure all of the own edge: where cells overlap, the boxes may have forgotten the nearest of it."""
        distance_m = shapely.distance(shapely.points(xy), self._rims[own])
        return np.where(np.isnan(distance_m), np.inf, distance_m)
