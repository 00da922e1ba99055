"""Whole lines cut into edges that meet in shared nodes.

A *node* is a place where lines meet: a crossing or touch of lines on one level, or the end of a line and
whatever it lies on. Lines on different levels, a bridge and the street below, do not meet where they cross;
but an end joins every level, since a bridge comes down to the streets at both ends. An *edge* is what a node
leaves of a line. Nothing is dropped: dead ends stay, however short.

Vertices on the 1e-7 degree lattice stay where they are. Others, and crossings that are no vertex yet, are put
on it, at most a centimetre off the lines.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.crs import LATTICE, snap
from gis.errors import LinesRefused
from gis.mileage import FloatArray, IntArray, Lines, lengths_along

_SAME_PLACE = 2 * LATTICE  # a vertex put on the lattice leaves the line it was drawn on by about one step
_SAME_STRETCH = 2 * _SAME_PLACE
_EVERY_LEVEL = np.iinfo(np.intp).max


@dataclass(frozen=True)
class Edges:
    """Edges and the nodes that they join.

    Attributes
    ----------
    lines : (m,) array of LineString, longitude/latitude on the lattice
    ends : (m, 2) int array
        The nodes, numbered from 0, of the first and of the last vertex of each; equal on a loop.

    """

    lines: Lines
    ends: IntArray


def node_lines(lines: ArrayLike, levels: ArrayLike | None = None) -> Edges:
    """Cut lines where they meet.

    Parameters
    ----------
    lines : (n,) array of LineString or MultiLineString, longitude/latitude
        Not noded; empty ones count for nothing.
    levels : (n,) int or bool array
        Lines that cross meet on the same level only; an ``is_bridge`` array does. All on one by default.

    Returns
    -------
    Edges
        Stretches that lie on one another on one level are one edge. A vertex within two lattice steps of a
        line lies on it, since rounding moved it off.

    Raises
    ------
    LinesRefused
        When something is no line, or a coordinate is not finite.

    Examples
    --------
    >>> cross = [shapely.LineString([(0, 1), (2, 1)]), shapely.LineString([(1, 0), (1, 2)])]
    >>> len(node_lines(cross).lines), len(node_lines(cross, levels=[0, 1]).lines)
    (4, 2)

    """
    given = as_lines(lines)
    chains, row = shapely.get_parts(shapely.force_2d(given), return_index=True)
    level = _levels(levels, len(given))[row]
    xy, owner = shapely.get_coordinates(chains, return_index=True)
    ends = xy[_are_ends(chains, owner)]
    pieces, part_of = _cut_where_they_touch(chains, level)
    noded, level = _noded_by_level(pieces, level[part_of])
    return _joined(snap(noded), level, ends)


def as_lines(lines: ArrayLike) -> Lines:
    """Check that all are LineStrings or MultiLineStrings with finite coordinates; None becomes an empty line."""
    given = np.atleast_1d(np.array(lines, dtype=object))
    given[shapely.is_missing(given)] = shapely.LineString()
    xy, row = shapely.get_coordinates(given, return_index=True)
    not_finite = row[~np.isfinite(xy).all(axis=1)]
    wrong = np.union1d(not_finite, np.flatnonzero(~np.isin(shapely.get_type_id(given), (1, 5))))
    if len(wrong):
        raise LinesRefused("Some of what was given is no line with finite coordinates.", rows=wrong.tolist())
    return given


def _levels(levels: ArrayLike | None, count: int) -> IntArray:
    given = np.zeros(count, dtype=np.intp) if levels is None else np.asarray(levels).astype(np.intp)
    if given.shape != (count,):
        raise ValueError(f"{count} lines need as many levels, not {given.shape}")
    return given


def _cut_where_they_touch(chains: Lines, level: IntArray) -> tuple[Lines, IntArray]:
    """Cut each line at vertices that lie on it, of its own level or ends of any; the pieces, and the line of each."""
    xy, owner = shapely.get_coordinates(chains, return_index=True)
    along = lengths_along(xy, owner)
    vertex, line, located = _vertices_on_segments(xy, owner, along)
    is_itself = (owner[vertex] == line) & (np.abs(along[vertex] - located) <= _SAME_STRETCH)
    meets = _are_ends(chains, owner)[vertex] | (level[owner[vertex]] == level[line])
    cut = np.flatnonzero(meets & ~is_itself)

    is_cut = np.repeat([False, True], [len(xy), len(cut)])
    xy, owner = np.concatenate([xy, xy[vertex[cut]]]), np.concatenate([owner, line[cut]])
    order = np.lexsort((np.concatenate([along, located[cut]]), owner))
    twice = np.repeat(order, 1 + is_cut[order])
    starts = np.diff(owner[twice], prepend=-1) != 0
    starts[1:] |= twice[1:] == twice[:-1]
    return _chained(xy[twice], np.cumsum(starts) - 1, owner[twice][starts])


def _vertices_on_segments(
    xy: FloatArray, owner: IntArray, along: FloatArray
) -> tuple[IntArray, IntArray, FloatArray]:
    """Every vertex that lies on a segment, the line of that segment, and how far along that line it lies."""
    first = np.flatnonzero(owner[1:] == owner[:-1])
    segments = np.asarray(shapely.linestrings(np.stack([xy[first], xy[first + 1]], axis=1)), dtype=object)
    points = np.asarray(shapely.points(xy), dtype=object)
    vertex, segment = shapely.STRtree(segments).query(points, "dwithin", distance=_SAME_PLACE)
    within = shapely.line_locate_point(segments[segment], points[vertex])
    return vertex, owner[first[segment]], along[first[segment]] + within


def _are_ends(chains: Lines, owner: IntArray) -> NDArray[np.bool_]:
    """Which vertices end a line; a closed line has no end, wherever it starts."""
    is_outer = (np.diff(owner, prepend=-1) != 0) | (np.diff(owner, append=-1) != 0)
    are_ends: NDArray[np.bool_] = is_outer & ~shapely.is_closed(chains)[owner]
    return are_ends


def _chained(xy: FloatArray, piece: IntArray, part_of: IntArray) -> tuple[Lines, IntArray]:
    """Make lines of runs of vertices, without repeated vertices and without lines of one vertex."""
    repeated = np.zeros(len(xy), dtype=bool)
    repeated[1:] = (xy[1:] == xy[:-1]).all(axis=1) & (piece[1:] == piece[:-1])
    xy, piece = xy[~repeated], piece[~repeated]
    whole = np.bincount(piece, minlength=len(part_of)) > 1
    kept = whole[piece]
    numbers = np.cumsum(whole) - 1
    lines = np.asarray(shapely.linestrings(xy[kept], indices=numbers[piece[kept]]), dtype=object)
    return lines, part_of[whole]


def _noded_by_level(chains: Lines, level: IntArray) -> tuple[Lines, IntArray]:
    """Let lines of one level meet where they cross."""
    found = list(_noded_levels(chains, level))
    lines = np.concatenate([parts for parts, _ in found]) if found else np.array([], dtype=object)
    counts = np.array([len(parts) for parts, _ in found], dtype=np.intp)
    return lines, np.repeat(np.array([one for _, one in found], dtype=np.intp), counts)


def _noded_levels(chains: Lines, level: IntArray) -> Iterator[tuple[Lines, int]]:
    for one in np.unique(level).tolist():
        yield shapely.get_parts(shapely.union_all(chains[level == one])), one


def _joined(lines: Lines, level: IntArray, ends: FloatArray) -> Edges:
    """Number the places where edges end: a place on each level its own, unless a line ends there."""
    lines = shapely.remove_repeated_points(lines)
    long = shapely.length(lines) > 0
    lines, level = lines[long], np.repeat(level[long], 2)
    corners = np.column_stack([shapely.get_point(lines, 0), shapely.get_point(lines, -1)])
    place = _lattice_key(shapely.get_coordinates(corners.ravel()))
    level = np.where(np.isin(place, _lattice_key(ends)), _EVERY_LEVEL, level)
    _, node = np.unique(np.column_stack([place, level]), axis=0, return_inverse=True)
    return Edges(lines, node.reshape(-1, 2))


def _lattice_key(xy: FloatArray) -> NDArray[np.int64]:
    """One whole number for each place on the lattice: latitudes fill less than 31 bits."""
    steps = np.rint(xy / LATTICE).astype(np.int64)
    key: NDArray[np.int64] = steps[:, 0] * 2**31 + steps[:, 1]
    return key
