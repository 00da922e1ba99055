"""The faces that cells cut the land into where they do not fit.

An edge that two cells share, with its vertices, has as much land cover on its left as on its right. An edge that
is not shared so is *free*: those of the outline, of holes, and of every gap and overlap. The free edges cut
the plane into *faces*, and all over a face equally many cells lie: none on a gap, one where all is well, two or more on an
overlap. In a coverage few edges are free, so that looking at these alone is quick.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.land import Polygons
from gis.checking.rings import Rings, numbered, taken_apart

_INDISTINCT = 1e-13  # of the largest coordinate: a few hundred times its last digit


@dataclass(frozen=True)
class Edges:
    """Straight edges, each from its first end to its second, (n, 2, 2), with the row of the cell on the left."""

    ends: NDArray[np.float64]
    cell: NDArray[np.intp]

    @property
    def lines(self) -> Polygons:
        """The edges as geometries."""
        lines: Polygons = np.asarray(shapely.linestrings(self.ends), dtype=object)
        return lines

    @property
    def chains(self) -> Polygons:
        """The edges as lines of as many as follow one another: fewer than `lines`, and much quicker to cut."""
        follows = (self.ends[1:, 0] == self.ends[:-1, 1]).all(axis=1) & (self.cell[1:] == self.cell[:-1])
        chain = np.concatenate([[0], np.cumsum(~follows)])[: len(self.ends)]
        last = np.append(np.flatnonzero(~follows), np.arange(len(self.ends))[-1:])
        xy = np.insert(self.ends[:, 0], last + 1, self.ends[last, 1], axis=0)
        chains: Polygons = np.asarray(
            shapely.linestrings(xy, indices=np.insert(chain, last + 1, chain[last]))
        )
        return chains


@dataclass(frozen=True)
class Faces:
    """Pieces of land, and how many cells cover each of them."""

    land: Polygons
    cover: NDArray[np.intp]

    @property
    def gaps(self) -> Polygons:
        """Land that is enclosed and not covered, from rounding to enclaves."""
        gaps: Polygons = self.land[self.cover == 0]
        return gaps

    @property
    def overlaps(self) -> Polygons:
        """Land that several cells cover."""
        overlaps: Polygons = self.land[self.cover > 1]
        return overlaps

    @property
    def covered(self) -> Polygons:
        """The pieces of land that are covered and hang together."""
        groups: Polygons = shapely.get_parts(shapely.union_all(self.land[self.cover > 0]))
        return groups


def free_edges(cells: Polygons) -> Edges:
    """Find the edges that cells do not share.

    Parameters
    ----------
    cells : (n,) array of valid polygons, in any plane

    Returns
    -------
    Edges
        Their cells lie to the left of them.

    Examples
    --------
    >>> cells = np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)], dtype=object)
    >>> len(free_edges(cells).ends)
    6

    """
    rings = taken_apart(cells)
    return _edges(rings, are_free(rings))


def are_free(rings: Rings) -> NDArray[np.bool_]:
    """Of which corners the edge is not shared: not passed as often in one direction as in the other."""
    undirected, there = _undirected(rings)
    edge = np.unique(undirected, return_inverse=True)[1]
    free: NDArray[np.bool_] = np.bincount(edge, np.where(there, 1, -1))[edge] != 0
    return free


def pieces_between(cells: Polygons) -> Polygons:
    """Cut the land of cells by all their edges: each piece is covered by the same cells all over."""
    rings = taken_apart(cells)
    once = np.zeros(len(rings.corners), dtype=bool)
    once[np.unique(_undirected(rings)[0], return_index=True)[1]] = True
    return _cut_by(_edges(rings, once))


def faces(cells: Polygons, edges: Edges) -> Faces:
    """Cut the land of cells by their free edges.

    A place in each face is asked for the cells over it. One on the edge between two cells that fit would count both:
    there, the turns that the free edges make around the place are counted, which are as many. One between two
    edges that arithmetic hardly tells apart says nothing: there, areas are compared.

    Examples
    --------
    >>> cells = np.array([shapely.box(0, 0, 2, 1), shapely.box(1, 0, 3, 1)], dtype=object)
    >>> found = faces(cells, free_edges(cells))
    >>> [(land.area, cover) for land, cover in zip(found.land, found.cover.tolist())]
    [(1.0, 1), (1.0, 2), (1.0, 1)]

    """
    land = _cut_by(edges)
    places = shapely.point_on_surface(land)
    tree = shapely.STRtree(places)  # asked by cells, as GEOS prepares what asks: some have 100,000 vertices
    cover, strictly = (
        np.bincount(tree.query(cells, predicate)[1], minlength=len(land))
        for predicate in ("intersects", "contains")
    )
    in_hair = _on_edges(places, edges)
    for face in np.flatnonzero((cover != strictly) & ~in_hair):
        cover[face] = _turns(places[face].x, places[face].y, edges.ends)
    for face in np.flatnonzero(in_hair):
        cover[face] = _times_covered(land[face], cells)
    return Faces(land, cover)


def _cut_by(edges: Edges) -> Polygons:
    land: Polygons = shapely.get_parts(shapely.polygonize([shapely.union_all(edges.chains)]))
    return land[shapely.area(land) > 0]


def _edges(rings: Rings, chosen: NDArray[np.bool_]) -> Edges:
    ends = np.stack([rings.corners, rings.corners[rings.following]], axis=1)
    return Edges(ends[chosen], rings.cell_of_corner[chosen])


def _undirected(rings: Rings) -> tuple[NDArray[np.intp], NDArray[np.bool_]]:
    """A number for the edge of each corner, the same in both directions, and whether it leads in the first of these."""
    first = numbered(rings.corners)
    second = first[rings.following]
    there = first < second
    return np.where(there, first, second) * len(first) + np.where(there, second, first), there


def _on_edges(places: Polygons, edges: Edges) -> NDArray[np.bool_]:
    """Which places lie on a free edge, as far as doubles can tell."""
    beside = _INDISTINCT * float(np.abs(edges.ends).max(initial=0.0))
    on_edges = np.zeros(len(places), dtype=bool)
    on_edges[shapely.STRtree(edges.lines).query(places, "dwithin", distance=beside)[0]] = True
    return on_edges


def _times_covered(land: Any, cells: Polygons) -> int:
    over = shapely.intersection(cells[shapely.STRtree(cells).query(land)], land)
    return round(float(shapely.area(over).sum() / land.area))


def _turns(x: float, y: float, ends: NDArray[np.float64]) -> int:
    """How often edges turn around a place to the left, by those to the east of it that pass its height."""
    (x0, y0), (x1, y1) = np.moveaxis(ends, 0, -1)
    left = (x1 - x0) * (y - y0) - (x - x0) * (y1 - y0)
    upwards, downwards = (y0 <= y) & (y1 > y) & (left > 0), (y1 <= y) & (y0 > y) & (left < 0)
    return int(upwards.sum() - downwards.sum())
