"""Edges that two cells share without sharing their vertices.

Two cells match along an edge when every vertex that one has on it the other has as well. They do not match
where a vertex of one lies in the middle of an edge of the other (a T-junction), or where they run side by
side for a good while, a hand's breadth apart, and never meet: a slit that opens to the outside, which no
search for enclosed gaps can find. Vertices that differ by `ROUNDING_M` are taken as the same.
"""

from collections.abc import Iterator

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.faces import Edges
from gis.checking.land import Polygons
from gis.checking.rings import numbered

ROUNDING_M = 0.02  # twice the lattice of stored coordinates
SLIT_WIDTH_M = (ROUNDING_M, 0.5)
SLIT_LENGTH_M = 20.0

Found = tuple[tuple[float, float], set[int]]
Unmatched = dict[frozenset[int], tuple[float, float]]


def unmatched_edges(cells: Polygons, free: Edges, explained: Polygons, *, metre: float) -> Unmatched:
    """Find the edges that do not match.

    Parameters
    ----------
    cells : (n,) array of valid polygons
    free : Edges
        The free edges of the cells (see `gis.checking.faces.free_edges`).
    explained : array of polygons
        Gaps and overlaps that are known: what lies on them is not reported again.
    metre : float
        About one metre in the unit of the coordinates.

    Returns
    -------
    dict
        For each set of cells (rows) that meet without matching, one place.

    """
    lines, owner = _suspicious_lines(cells, free, metre)
    if not len(lines):
        return {}
    segments, line = _segments(lines)
    found = [
        *_loose_vertices(segments, owner[line], metre),
        *_slits(lines, owner, segments, line, metre),
    ]
    places = shapely.points([place for place, _ in found]) if found else np.array([], dtype=object)
    known = shapely.STRtree(explained).query(places, "dwithin", distance=_reach(metre))[0]
    kept = np.delete(np.arange(len(found)), np.unique(known))
    return _by_cells([found[n] for n in kept], metre)


def match_exactly(cells: Polygons, free: Edges, *, metre: float) -> bool:
    """Whether cells without gap or overlap have the same vertices along their edges, to the last digit.

    GEOS does not see where two cells run side by side without touching at all, however close.
    """
    near = _cells_beside(cells, free, metre)
    return bool(shapely.coverage_is_valid(cells[near])) and not _has_hair_slits(free, metre)


def _has_hair_slits(free: Edges, metre: float) -> bool:
    """Whether a corner lies beside an edge of another cell that no edge from this corner touches."""
    corners, lines = free.ends.reshape(-1, 2), free.lines
    end, other = shapely.STRtree(lines).query(shapely.points(corners), "dwithin", distance=ROUNDING_M * metre)
    corner_and_other = numbered(corners)[end] * len(lines) + other
    touches = shapely.intersects(lines[end // 2], lines[other])
    foreign = free.cell[end // 2] != free.cell[other]
    return not np.isin(corner_and_other[foreign], corner_and_other[touches]).all()


def _cells_beside(cells: Polygons, free: Edges, metre: float) -> NDArray[np.intp]:
    """The rows of the cells that have or are near a free edge: all others fit."""
    west_south, east_north = free.ends.min(axis=1) - _reach(metre), free.ends.max(axis=1) + _reach(metre)
    return np.unique(shapely.STRtree(cells).query(shapely.box(*west_south.T, *east_north.T))[1])


def _suspicious_lines(cells: Polygons, free: Edges, metre: float) -> tuple[Polygons, NDArray[np.intp]]:
    """The edges that GEOS finds not to be those of the neighbour, and whose they are."""
    near = _cells_beside(cells, free, metre)
    with np.errstate(divide="ignore", invalid="ignore"):  # GEOS divides by what is hardly a number
        suspicious = shapely.coverage_invalid_edges(cells[near], SLIT_WIDTH_M[1] * metre)
    parts, owner = shapely.get_parts(suspicious, return_index=True)
    drawn = ~shapely.is_empty(parts)
    return parts[drawn], near[owner[drawn]]


def _segments(lines: Polygons) -> tuple[NDArray[np.float64], NDArray[np.intp]]:
    """The straight pieces of lines, (n, 2, 2), and the line of each: what is near a short piece is quickly found."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    inner = line[1:] == line[:-1]
    return np.stack([xy[:-1][inner], xy[1:][inner]], axis=1), line[1:][inner]


def _loose_vertices(segments: NDArray[np.float64], owner: NDArray[np.intp], metre: float) -> Iterator[Found]:
    """Vertices on an edge of another cell that has no vertex there."""
    near = ROUNDING_M * metre
    xy, whose = segments.reshape(-1, 2), np.repeat(owner, 2)
    vertices = np.asarray(shapely.points(xy))
    vertex, other = shapely.STRtree(np.asarray(shapely.linestrings(segments))).query(
        vertices, "dwithin", distance=near
    )
    with_vertex, corner = shapely.STRtree(vertices).query(vertices, "dwithin", distance=near)
    met = np.isin(_keys(vertex, owner[other]), _keys(with_vertex, whose[corner]))
    loose = (whose[vertex] != owner[other]) & ~met
    for v, o in zip(vertex[loose], other[loose], strict=True):
        yield (float(xy[v, 0]), float(xy[v, 1])), {int(whose[v]), int(owner[o])}


def _slits(
    lines: Polygons,
    owner: NDArray[np.intp],
    segments: NDArray[np.float64],
    line: NDArray[np.intp],
    metre: float,
) -> Iterator[Found]:
    """Long edges beside an edge of another cell that they never meet."""
    narrow, wide = (width_m * metre for width_m in SLIT_WIDTH_M)
    long = np.flatnonzero(shapely.length(lines) >= SLIT_LENGTH_M * metre)
    middles = shapely.line_interpolate_point(lines[long], 0.5, normalized=True)
    tree = shapely.STRtree(np.asarray(shapely.linestrings(segments)))
    (middle, beside), (at, meeting) = (
        tree.query(middles, "dwithin", distance=distance) for distance in (wide, narrow)
    )
    meets = np.isin(_keys(middle, line[beside]), _keys(at, line[meeting]))
    apart = (owner[long[middle]] != owner[line[beside]]) & ~meets
    for m, other in zip(middle[apart], line[beside[apart]], strict=True):
        yield (middles[m].x, middles[m].y), {int(owner[long[m]]), int(owner[other])}


def _keys(first: NDArray[np.intp], second: NDArray[np.intp]) -> NDArray[np.intp]:
    """One number for each pair."""
    return (first << 32) | second


def _by_cells(found: list[Found], metre: float) -> Unmatched:
    """Join the cells of one place, then keep the first place of each set of cells."""
    at: dict[tuple[int, int], tuple[tuple[float, float], set[int]]] = {}
    for (x, y), rows in found:
        key = round(x / (ROUNDING_M * metre)), round(y / (ROUNDING_M * metre))
        at.setdefault(key, ((x, y), set()))[1].update(rows)
    sets: Unmatched = {}
    for place, rows in at.values():
        sets.setdefault(frozenset(rows), place)
    return sets


def _reach(metre: float) -> float:
    return SLIT_WIDTH_M[1] * metre
