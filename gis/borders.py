"""The borders of cells as directed edges, which can be added up.

Every ring of a normalised polygon runs with the land on its right: shells clockwise, holes counter-clockwise. So
an edge that two neighbours share occurs in both directions, and in a sum of borders it *cancels*. What is left
is the border of the land that the cells cover together.

Vertices lie on the lattice, and are named by one number each; two edges are the same only when both of their
vertices are, to the last digit.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

Polygons = NDArray[np.object_]
Keys = NDArray[np.uint64]
Rows = NDArray[np.intp]
Floats = NDArray[np.float64]

_HALF = 1 << 31
_LOW = np.uint64(0xFFFF_FFFF)
_SHIFT = np.uint64(32)


@dataclass(frozen=True)
class Edges:
    """Directed edges: `start` and `end` are vertex keys, `cell` the row of the polygon on their right."""

    start: Keys
    end: Keys
    cell: Rows

    def __len__(self) -> int:
        return len(self.start)

    @property
    def forward(self) -> NDArray[np.bool_]:
        """Whether each runs from its lower to its higher vertex."""
        return self.start < self.end

    @property
    def ends(self) -> tuple[Keys, Keys]:
        """The lower and the higher vertex of each: the same for both directions."""
        return np.minimum(self.start, self.end), np.maximum(self.start, self.end)


def vertex_keys(xy: Floats) -> Keys:
    """Name lattice places, (n, 2), by one number each; they sort by x, then y."""
    x, y = (np.rint(xy).astype(np.int64) + _HALF).astype(np.uint64).T
    keys: Keys = (x << _SHIFT) | y
    return keys


def vertices(keys: Keys) -> Floats:
    """The lattice places, (n, 2), that keys name."""
    xy = np.column_stack([keys >> _SHIFT, keys & _LOW]).astype(np.int64) - _HALF
    return xy.astype(np.float64)


def edges_of(polygons: Polygons) -> Edges:
    """List the directed edges of normalised polygons, ring by ring in their order.

    Parameters
    ----------
    polygons : (n,) array of Polygon, lattice units, as `shapely.normalize` gives them

    Examples
    --------
    >>> from shapely import box, normalize
    >>> len(edges_of(normalize(np.array([box(0, 0, 1, 1), box(1, 0, 2, 1)]))))
    8

    """
    rings, row = shapely.get_rings(polygons, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    keys = vertex_keys(xy)
    same_ring = ring[1:] == ring[:-1]
    return Edges(keys[:-1][same_ring], keys[1:][same_ring], row[ring[:-1][same_ring]])


def grouped(low: Keys, high: Keys) -> tuple[Rows, Rows]:
    """Bring equal pairs together: an order of them, and where in that order each group begins."""
    order = np.lexsort((high, low))
    low, high = low[order], high[order]
    begins = np.append(True, (low[1:] != low[:-1]) | (high[1:] != high[:-1]))[: len(order)]
    return order, np.flatnonzero(begins)


def uncancelled(edges: Edges, minus: Edges) -> tuple[Keys, Keys]:
    """What is left of the sum of `edges` less `minus`: the two ends of each edge that does not cancel.

    An edge and its opposite cancel, and so do an edge of both sums.

    """
    low, high = (np.concatenate(pair) for pair in zip(edges.ends, minus.ends, strict=True))
    sign = np.concatenate([np.where(edges.forward, 1, -1), np.where(minus.forward, -1, 1)])
    order, first = grouped(low, high)
    if not len(order):
        return low, high
    left = np.flatnonzero(np.add.reduceat(sign[order], first))
    where = order[first[left]]
    return low[where], high[where]


def shared_by(edges: Edges) -> tuple[Rows, Rows]:
    """The pairs of cells that share an edge, as two arrays of rows, each pair in both orders and once."""
    low, high = edges.ends
    order, first = grouped(low, high)
    if not len(order):
        return order, order
    twice = first[np.diff(np.append(first, len(order))) == 2]
    one, other = edges.cell[order[twice]], edges.cell[order[twice + 1]]
    count = int(edges.cell.max()) + 1
    return np.divmod(np.unique(np.append(one * count + other, other * count + one)), count)


def lone_edges(edges: Edges) -> NDArray[np.bool_]:
    """Which edges have no opposite: those of the outer limit."""
    low, high = edges.ends
    order, first = grouped(low, high)
    lone = np.zeros(len(edges), dtype=bool)
    lone[order[first[np.diff(np.append(first, len(order))) == 1]]] = True
    return lone
