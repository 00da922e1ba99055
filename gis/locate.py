"""Point location: which cell a point lies in, with one answer on every edge and corner.

Exact: what floating point cannot decide for sure is left to GEOS's robust orientation predicate, on the
coordinates as they are. Neither points nor polygons are rounded here.
"""

from pathlib import Path
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gis.location.crossings import UNDECIDED
from gis.location.file import read, write
from gis.location.index import indexed
from gis.location.sides import NOBODY, Int32Array
from gis.location.touching import Touching, finite_alone

IntArray = NDArray[np.intp]


class Locator:
    """Find the cell that each point lies in.

    Cells that make a coverage get an index, which decides nearly all points without geometry: valid cells that do
    not overlap and share their edges vertex by vertex; gaps, enclaves and cells in several parts are fine. See
    `gis.location.sides.is_coverage` for how that is found out. Any others are located as exactly, a hundred times slower.

    Parameters
    ----------
    polygons : (m,) array of shapely Polygon or MultiPolygon
        The cells in code order, lon/lat or any plane. None, empty ones and those with a coordinate that is no number own nothing;
        heights are not looked at.

    Examples
    --------
    >>> import shapely
    >>> west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    >>> Locator([west, east]).locate([[0.5, 0.5], [1.0, 0.5], [1.5, 0.5], [9.0, 9.0]]).tolist()
    [0, 0, 1, -1]

    """

    def __init__(self, polygons: ArrayLike) -> None:
        cells = np.asarray(polygons, dtype=object)
        self._index = indexed(cells)
        self._touching = Touching.of(cells if self.is_indexed else finite_alone(cells))

    @classmethod
    def open(cls, path: str | Path) -> Self:
        """Open a locator that was saved; many processes that open one share its memory.

        Nothing is read before it is needed, and polygons are only made of cells that GEOS is asked about.

        Raises
        ------
        LocatorFileError
            The file holds no locator, not all of one, or one of another version.

        """
        locator = cls.__new__(cls)
        locator._index, locator._touching = read(Path(path))
        return locator

    def save(self, path: str | Path) -> None:
        """Write the locator with its polygons to one file, whole or not at all."""
        write(Path(path), self._index, self._touching)

    @property
    def is_indexed(self) -> bool:
        """Whether the cells make a coverage, so that points are located fast."""
        return self._index is not None

    def locate(self, xy: ArrayLike) -> IntArray:
        """Give each point the lowest index among the cells that touch it.

        Parameters
        ----------
        xy : (n, 2) float array, in the frame of the polygons

        Returns
        -------
        (n,) int array
            Index of the cell; -1 outside all of them and where a coordinate is not finite.

        """
        xy = as_points(xy)
        found = self._decided(xy)
        rest = np.flatnonzero(found == UNDECIDED)
        found[rest] = self._first_touching(xy.take(rest, axis=0))
        return found.astype(np.intp)

    def owners(self, xy: ArrayLike) -> tuple[IntArray, IntArray]:
        """List every (point, cell) pair that touches, as two index arrays: several cells on an edge or overlap."""
        xy = as_points(xy)
        decided = self._decided(xy)
        sure, rest = np.flatnonzero(decided >= 0), np.flatnonzero(decided == UNDECIDED)
        point, cell = self._touching.pairs(xy[rest])
        point, cell = np.concatenate([sure, rest[point]]), np.concatenate([decided[sure], cell])
        order = np.argsort(point, kind="stable")
        return point[order], cell[order]

    def on_edge(self, xy: ArrayLike, cell: IntArray) -> NDArray[np.bool_]:
        """Say for each point whether it lies exactly on the boundary of the `cell` that it was located in."""
        xy = as_points(xy)
        on_edge = np.zeros(len(xy), dtype=bool)
        rest = np.flatnonzero((cell >= 0) & (self._decided(xy) == UNDECIDED))
        on_edge[rest] = ~self._touching.is_within(xy[rest], cell[rest])
        return on_edge

    def _first_touching(self, xy: NDArray[np.float64]) -> Int32Array:
        """The lowest cell that touches each point: vertices are known by heart, GEOS is asked about the rest."""
        first = np.full(len(xy), UNDECIDED, dtype=np.int32)
        if self._index is not None:
            first = self._index.corner_owners(xy)
        rest = np.flatnonzero(first == UNDECIDED)
        first[rest] = NOBODY
        point, cell = self._touching.pairs(xy[rest])
        point, lowest = np.unique(point, return_index=True)
        first[rest[point]] = cell[lowest]
        return first

    def _decided(self, xy: NDArray[np.float64]) -> Int32Array:
        """The cell of each point that is decided without GEOS, -2 for the others."""
        if self._index is not None:
            return self._index.cells(xy)
        has_position = np.isfinite(xy).all(axis=1)
        return np.where(has_position, UNDECIDED, NOBODY).astype(np.int32)


def as_points(xy: ArrayLike) -> NDArray[np.float64]:
    """Check that `xy` is an (n, 2) float array and give it as one; an empty list is (0, 2)."""
    points = np.asarray(xy, dtype=np.float64)
    if points.size == 0:
        return points.reshape(0, 2)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"points must have the shape (n, 2), not {points.shape}")
    return points
