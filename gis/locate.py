"""Point location: which cell of a coverage a point lies in, with one answer on every edge and corner.

Exact: the containment test is GEOS's robust orientation predicate on the coordinates as they are.
Neither points nor polygons are rounded here.
"""

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

IntArray = NDArray[np.intp]


class Locator:
    """Find the cell that each point lies in.

    Parameters
    ----------
    polygons : (m,) array of shapely Polygon or MultiPolygon
        The cells in code order, lon/lat or any plane.

    Examples
    --------
    >>> west, east = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    >>> Locator([west, east]).locate([[0.5, 0.5], [1.0, 0.5], [1.5, 0.5], [9.0, 9.0]]).tolist()
    [0, 0, 1, -1]

    """

    def __init__(self, polygons: ArrayLike) -> None:
        self._cells = np.asarray(polygons, dtype=object)
        shapely.prepare(self._cells)
        self._tree = shapely.STRtree(self._cells)

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
        point, cell = self.owners(xy)
        found = np.full(len(xy), len(self._cells), dtype=np.intp)
        np.minimum.at(found, point, cell)
        found[found == len(self._cells)] = -1
        return found

    def owners(self, xy: ArrayLike) -> tuple[IntArray, IntArray]:
        """List every (point, cell) pair that touches, as two index arrays: several cells on an edge or overlap."""
        xy = as_points(xy)
        finite = np.flatnonzero(np.isfinite(xy).all(axis=1))
        point, cell = self._tree.query(shapely.points(xy[finite]))
        point = finite[point]
        touches = shapely.intersects_xy(self._cells[cell], xy[point, 0], xy[point, 1])
        return point[touches], cell[touches]

    def on_edge(self, xy: ArrayLike, cell: IntArray) -> NDArray[np.bool_]:
        """Say for each point whether it lies exactly on the boundary of the `cell` that it was located in."""
        xy = as_points(xy)
        located = cell >= 0
        on_edge = np.zeros(len(xy), dtype=bool)
        on_edge[located] = ~shapely.contains_xy(self._cells[cell[located]], xy[located, 0], xy[located, 1])
        return on_edge


def as_points(xy: ArrayLike) -> NDArray[np.float64]:
    """Check that `xy` is an (n, 2) float array and give it as one; an empty list is (0, 2)."""
    points = np.asarray(xy, dtype=np.float64)
    if points.size == 0:
        return points.reshape(0, 2)
    if points.ndim != 2 or points.shape[1] != 2:
        raise ValueError(f"points must have the shape (n, 2), not {points.shape}")
    return points
