"""The borders of a coverage as arcs: each stretch of border stored once, with the cells on its two sides.

A *junction* is a vertex where other than two edges meet; only there can the pair of cells beside a border change.
An *arc* is a longest run of border between junctions. A ring without junction is one arc, closed at its lowest
vertex (westernmost, then southernmost).

Every arc runs with the land of the lower of its two cells on its left, so the same coverage has the same arcs
to the last byte, wherever its rings begin and whichever way they turn.
"""

from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.errors import NotACoverage
from gis.lattice import FARTHEST, are_on_lattice

OUTSIDE = -1
_LAT_BITS = 31  # hold every difference of two latitudes in lattice units

Integers = NDArray[np.int64]
Flags = NDArray[np.bool_]
Polygons = NDArray[np.object_]


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs as arrays, ordered by their left cell and then by where they begin.

    Attributes
    ----------
    coordinates : (m, 2) int array, longitude and latitude in lattice units of 1e-7 degree
        The vertices of all arcs, one arc after the other; a closed arc ends with the vertex it begins with.
    offsets : (k + 1,) int array
        Arc i has the coordinates from ``offsets[i]`` up to ``offsets[i + 1]``.
    left, right : (k,) int array
        The row of the cell on either side: `left` is the lower one, `right` is `OUTSIDE` where no cell has this border.

    """

    coordinates: Integers
    offsets: Integers
    left: Integers
    right: Integers

    def __len__(self) -> int:
        return len(self.left)


def arcs_of(polygons: ArrayLike) -> Arcs:
    """Cut the borders of cells into arcs.

    Parameters
    ----------
    polygons : (n,) array of valid Polygon or MultiPolygon
        The cells of a coverage in lattice units: whole numbers of 1e-7 degree, as doubles.

    Returns
    -------
    Arcs
        Two cells share an arc where both have the same vertices; a border that only one cell has in this form is
        one to the outside. Repeated vertices and heights are left out.

    Raises
    ------
    NotACoverage
        With the rows of the cells: "no_polygon", "off_lattice" or "invalid", or "unmatched" where two cells have
        the same edge on the same side of it, as every edge of three cells must.

    Examples
    --------
    >>> west, east = shapely.box(0, 0, 2, 1), shapely.box(2, 0, 3, 1)
    >>> arcs = arcs_of([west, east])
    >>> arcs.left.tolist(), arcs.right.tolist()
    ([0, 0, 1], [1, -1, -1])
    >>> arcs.coordinates[arcs.offsets[0] : arcs.offsets[1]].tolist()
    [[2, 0], [2, 1]]

    """
    cells = _checked(polygons)
    places, edges = _edges_of(cells)
    across = _cells_across(edges)
    begins = _beginnings(edges, has_twin=across != OUTSIDE)
    order = _from_a_beginning(edges.ring, begins)
    return _runs(edges.take(order), across[order], np.flatnonzero(begins[order]), places)


def polygons_of(arcs: Arcs) -> Polygons:
    """Put the cells of a coverage together again from their arcs.

    Returns
    -------
    (n,) array of Polygon or MultiPolygon, lattice units
        Equal to those that the arcs were made of, up to the order of rings and parts and where rings begin.

    Raises
    ------
    NotACoverage
        "unmatched", with the rows of cells whose arcs enclose no land.

    Examples
    --------
    >>> polygons_of(arcs_of([shapely.box(0, 0, 2, 1)]))[0].equals(shapely.box(0, 0, 2, 1))
    True

    """
    arc = np.repeat(np.arange(len(arcs)), np.diff(arcs.offsets))
    lines = np.asarray(shapely.linestrings(arcs.coordinates.astype(float), indices=arc), dtype=object)
    faces = shapely.orient_polygons(shapely.get_parts(shapely.polygonize(lines)))
    cell = _cells_left_of(faces, arcs, arc)
    count = max(arcs.left.max(initial=OUTSIDE), arcs.right.max(initial=OUTSIDE)) + 1
    _refuse("unmatched", np.setdiff1d(np.arange(count), cell))
    order = np.argsort(cell, kind="stable")[np.count_nonzero(cell == OUTSIDE) :]
    cells = np.asarray(shapely.multipolygons(faces[order], indices=cell[order]), dtype=object)
    return np.where(shapely.get_num_geometries(cells) == 1, shapely.get_geometry(cells, 0), cells)


class _Edges(NamedTuple):
    """Directed edges, ring by ring, with the land of `cell` on their left; vertices are numbered from west to east."""

    start: Integers
    end: Integers
    ring: Integers
    cell: Integers

    def take(self, rows: Integers) -> "_Edges":
        return _Edges(*(column[rows] for column in self))


def _checked(polygons: ArrayLike) -> Polygons:
    cells = np.array(polygons, dtype=object).reshape(-1)
    kind = shapely.get_type_id(cells)
    is_area = (kind == shapely.GeometryType.POLYGON) | (kind == shapely.GeometryType.MULTIPOLYGON)
    _refuse("no_polygon", np.flatnonzero(~is_area | shapely.is_empty(cells)))
    xy, cell = shapely.get_coordinates(cells, return_index=True)
    _refuse("off_lattice", cell[~are_on_lattice(xy)])
    _refuse("invalid", np.flatnonzero(~shapely.is_valid(cells)))
    return cells


def _refuse(reason: str, rows: Integers) -> None:
    if len(rows):
        raise NotACoverage(reason, cells=tuple(str(row) for row in np.unique(rows)))


def _edges_of(cells: Polygons) -> tuple[Integers, _Edges]:
    """List the edges of all rings, and where the vertices lie that they number."""
    parts, cell = shapely.get_parts(shapely.orient_polygons(cells), return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    places, number = _numbered(xy.astype(np.int64))
    edges = _Edges(number[:-1], number[1:], ring[:-1], cell[part[ring[:-1]]])
    is_edge = (ring[:-1] == ring[1:]) & (edges.start != edges.end)
    return places, edges.take(np.flatnonzero(is_edge))


def _numbered(xy: Integers) -> tuple[Integers, Integers]:
    """Number places by longitude, then latitude: the different places, and the number of each pair."""
    corner = xy.min(axis=0, initial=FARTHEST[0])
    east, north = (xy - corner).T
    keys, number = np.unique((east << _LAT_BITS) | north, return_inverse=True)
    return np.column_stack([keys >> _LAT_BITS, keys & ((1 << _LAT_BITS) - 1)]) + corner, number


def _cells_across(edges: _Edges) -> Integers:
    """The cell on the right of each edge: the one that has the edge in the opposite direction."""
    low, high = np.minimum(edges.start, edges.end), np.maximum(edges.start, edges.end)
    undirected = low * (high.max(initial=0) + 1) + high
    order = np.argsort(undirected * 2 + (edges.start == low))
    is_same = undirected[order][1:] == undirected[order][:-1]
    first, second = order[:-1][is_same], order[1:][is_same]
    on_one_side = edges.start[first] == edges.start[second]
    _refuse("unmatched", np.append(edges.cell[first[on_one_side]], edges.cell[second[on_one_side]]))
    across = np.full(len(order), OUTSIDE, dtype=np.int64)
    across[first], across[second] = edges.cell[second], edges.cell[first]
    return across


def _beginnings(edges: _Edges, *, has_twin: Flags) -> Flags:
    """Say at which edges an arc begins: at junctions, and once in a ring that has none."""
    begun = np.bincount(edges.start)
    met = 2 * begun - np.bincount(edges.start[has_twin], minlength=len(begun))
    begins: Flags = (met != 2)[edges.start]
    first = np.flatnonzero(np.diff(edges.ring, prepend=-1))
    is_closed = ~np.logical_or.reduceat(begins, first)
    lowest = np.minimum.reduceat(edges.start, first)
    begins |= is_closed[edges.ring] & (edges.start == lowest[edges.ring])
    return begins


def _from_a_beginning(ring: Integers, begins: Flags) -> Integers:
    """Turn each ring so that it starts where an arc begins: an order of the edges."""
    first = np.flatnonzero(np.diff(ring, prepend=-1))
    size = np.diff(first, append=len(ring))
    beginnings = np.flatnonzero(begins)
    shift = beginnings[np.searchsorted(beginnings, first)] - first
    step = np.arange(len(ring)) - first[ring]
    order: Integers = first[ring] + (step + shift[ring]) % size[ring]
    return order


def _runs(edges: _Edges, across: Integers, begin: Integers, places: Integers) -> Arcs:
    """Keep each run of edges once, on the side of the lower cell, in their order."""
    size = np.diff(begin, append=len(across))
    kept = np.flatnonzero((across[begin] == OUTSIDE) | (edges.cell[begin] < across[begin]))
    kept = kept[np.lexsort(tuple(column[begin[kept]] for column in (edges.end, edges.start, edges.cell)))]
    begin, size = begin[kept], size[kept]
    offsets = np.append(0, np.cumsum(size + 1))
    vertices = np.empty(offsets[-1], dtype=np.int64)
    is_last = np.zeros(offsets[-1], dtype=bool)
    is_last[offsets[1:] - 1] = True
    vertices[~is_last] = edges.start[_ranges(begin, size)]
    vertices[is_last] = edges.end[begin + size - 1]
    return Arcs(places[vertices], offsets, edges.cell[begin], across[begin])


def _ranges(begin: Integers, size: Integers) -> Integers:
    """The numbers from each of `begin`, so many as `size` says, one range after the other."""
    ranges: Integers = np.arange(size.sum()) + np.repeat(begin - np.cumsum(size) + size, size)
    return ranges


def _cells_left_of(faces: Polygons, arcs: Arcs, arc: Integers) -> Integers:
    """Find the cell of each face by the first edge of its shell, which has the face on its left."""
    shells = shapely.get_exterior_ring(faces)
    ends = [shapely.get_coordinates(shapely.get_point(shells, n)).astype(np.int64) for n in (0, 1)]
    _, number = _numbered(np.concatenate([arcs.coordinates, *ends]))
    of_arcs, of_faces = np.split(number, [len(arc)])
    is_edge = arc[:-1] == arc[1:]
    start, end, side = of_arcs[:-1][is_edge], of_arcs[1:][is_edge], arc[:-1][is_edge]
    count = len(number)
    edges = np.append(start * count + end, end * count + start)
    cells = np.append(arcs.left[side], arcs.right[side])
    order = np.argsort(edges)
    asked = of_faces[: len(faces)] * count + of_faces[len(faces) :]
    found: Integers = cells[order[np.searchsorted(edges, asked, sorter=order)]]
    return found
