"""Polygons taken apart into the corners of their rings, as arrays, and put together again."""

from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.land import Polygons, valid_cells


@dataclass(frozen=True)
class Rings:
    """Corners in the order of their rings, the land to the left, without the last of each that repeats the first.

    `ring` tells the ring of each corner, `part` the polygon of each ring, `cell` the row of each polygon. The edge
    of a corner leads to the corner that follows; none has length 0.
    """

    corners: NDArray[np.float64]
    ring: NDArray[np.intp]
    part: NDArray[np.intp]
    cell: NDArray[np.intp]

    @property
    def cell_of_corner(self) -> NDArray[np.intp]:
        """The row of the cell that each corner belongs to."""
        return self.cell[self.part[self.ring]]

    @property
    def following(self) -> NDArray[np.intp]:
        """The corner that comes after each one round its ring."""
        after = np.arange(1, len(self.ring) + 1)
        first, last = _first_and_last(self.ring)
        after[last] = first
        return after

    def moved(self, corners: NDArray[np.float64]) -> "Rings":
        """The same rings with their corners elsewhere."""
        return replace(self, corners=corners)

    def with_corners(self, corners: NDArray[np.float64], behind: NDArray[np.intp]) -> "Rings":
        """The rings with further corners, each on the edge of the corner that it comes behind, in this order."""
        return replace(
            self,
            corners=np.insert(self.corners, behind + 1, corners, axis=0),
            ring=np.insert(self.ring, behind + 1, self.ring[behind]),
        )

    def together(self, count: int) -> Polygons:
        """Put `count` cells together; where rings came to cross, each cell is brought to valid polygons."""
        first, last = _first_and_last(self.ring)
        closed = np.insert(self.corners, last + 1, self.corners[first], axis=0)
        lines = np.asarray(
            shapely.linearrings(closed, indices=np.insert(self.ring, last + 1, self.ring[last]))
        )
        parts = np.asarray(shapely.polygons(lines, indices=self.part))
        cells = np.full(count, shapely.Polygon(), dtype=object)
        shapely.multipolygons(parts, indices=self.cell, out=cells)
        alone = np.bincount(self.cell, minlength=count)[self.cell] == 1
        cells[self.cell[alone]] = parts[alone]
        return valid_cells(cells)


def taken_apart(cells: Polygons) -> Rings:
    """Take valid cells apart."""
    parts, cell = shapely.get_parts(shapely.orient_polygons(cells), return_index=True)
    parts, cell = parts[~shapely.is_empty(parts)], cell[~shapely.is_empty(parts)]
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    has_edge = (ring[1:] == ring[:-1]) & (xy[1:] != xy[:-1]).any(axis=1)
    return Rings(xy[:-1][has_edge], ring[:-1][has_edge], part, cell)


def numbered(xy: NDArray[np.float64]) -> NDArray[np.intp]:
    """Give each place of an (n, 2) array a number, equal places the same."""
    order = np.lexsort((xy[:, 1], xy[:, 0]))
    is_new = np.ones(len(xy), dtype=bool)
    is_new[1:] = (xy[order[1:]] != xy[order[:-1]]).any(axis=1)
    numbers = np.empty(len(xy), dtype=np.intp)
    numbers[order] = np.cumsum(is_new) - 1
    return numbers


def _first_and_last(ring: NDArray[np.intp]) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Where each ring begins and ends."""
    last = np.flatnonzero(np.diff(ring, append=-1))
    return np.concatenate([[0], last[:-1] + 1])[: len(last)], last
