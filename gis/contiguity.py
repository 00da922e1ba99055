"""Which cells of a coverage share an edge, and in how many pieces a parent's cells lie.

A shared edge is a segment that both have, vertex by vertex, as in every coverage. Cells that touch in a
corner share none. So two pieces of land belong together when one can walk from one to the other without
leaving them and without squeezing through a point.
"""

import numpy as np
import shapely
from numpy.typing import ArrayLike
from scipy.sparse import csr_array
from scipy.sparse.csgraph import connected_components

from gis.shape import Cells, as_cells
from gis.tallies import FloatArray, IntArray, as_owners


def neighbours(cells: ArrayLike) -> IntArray:
    """List the pairs of cells that share an edge.

    Parameters
    ----------
    cells : (n,) array of Polygon or MultiPolygon
        A coverage, or some cells of one, in any plane.

    Returns
    -------
    (k, 2) int array
        Rows of `cells`, each pair once and the lower first, in order.

    Examples
    --------
    >>> west, east, far = (shapely.box(x, 0, x + 1, 1) for x in (0, 1, 3))
    >>> neighbours([west, east, far]).tolist()
    [[0, 1]]

    """
    segments, cell = _segments(as_cells(cells))
    order = np.lexsort((cell, *segments.T))
    is_shared = (segments[order][1:] == segments[order][:-1]).all(axis=1)
    pairs = np.column_stack([cell[order][:-1], cell[order][1:]])[is_shared]
    return np.unique(pairs[pairs[:, 0] != pairs[:, 1]], axis=0)


def pieces(cells: ArrayLike, parent: ArrayLike, *, parents: int) -> IntArray:
    """Count the pieces that the land of each parent, such as a community of grids, falls into.

    Parameters
    ----------
    cells : (n,) array of Polygon or MultiPolygon
        All cells of the parents that are asked about, as in a coverage.
    parent : (n,) int array
        The parent of each cell, -1 for none.
    parents : int
        How many parents there are.

    Returns
    -------
    (parents,) int array
        1 for a parent in one piece, 0 for one without land here.

    Examples
    --------
    >>> west, east, far = (shapely.box(x, 0, x + 1, 1) for x in (0, 1, 3))
    >>> pieces([west, east, far], [0, 0, 0], parents=1).tolist()
    [2]

    """
    land, cell = shapely.get_parts(as_cells(cells), return_index=True)
    owner = as_owners(parent, parents)[cell]
    pairs = neighbours(land)
    joined = pairs[owner[pairs[:, 0]] == owner[pairs[:, 1]]]
    links = csr_array((np.ones(len(joined)), joined.T), shape=(len(land), len(land)))
    _, piece = connected_components(links, directed=False)
    has_land = ~shapely.is_empty(land) & (owner >= 0)
    _, first = np.unique(piece[has_land], return_index=True)
    return np.bincount(owner[has_land][first], minlength=parents)


def _segments(cells: Cells) -> tuple[FloatArray, IntArray]:
    """Every segment of the borders, its lower end first, and the cell of each."""
    land, cell = shapely.get_parts(cells, return_index=True)
    rings, part = shapely.get_rings(land, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    first = np.flatnonzero(ring[1:] == ring[:-1])
    start, end = xy[first], xy[first + 1]
    is_lower = (start[:, 0] < end[:, 0]) | ((start[:, 0] == end[:, 0]) & (start[:, 1] < end[:, 1]))
    ends = np.where(is_lower[:, None], np.hstack([start, end]), np.hstack([end, start]))
    return ends, cell[part[ring[first]]]
