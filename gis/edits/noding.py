"""Noding: where a drawn line meets the borders of cells, both get a node there, on the lattice.

This is snap rounding (Hobby, Practical segment intersection with finite precision output, 1999). The *pixel* of
a lattice place is the square of one unit around it. Pixels that hold a node or a crossing are hot; every line
that passes through a hot pixel gets its place as a node. Lines so bent, by less than a unit, meet in nodes only,
and keep their order. Here the drawn line takes the places of all hot pixels on its way, and those edges that
pass through a pixel which the drawn line made hot take theirs; all other edges stay as they are.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.borders import Keys, Rows, edges_of, vertex_keys, vertices
from gis.coverage import Cell, Coverage

Floats = NDArray[np.float64]
Bools = NDArray[np.bool_]
Edge = tuple[np.uint64, np.uint64]

_MOST_PAIRS = 1 << 21  # segments times pixels that are looked at in one go; of many only those close by
_FEWEST = 64


@dataclass(frozen=True)
class Noded:
    """A coverage whose edges have all nodes where `paths` meet them, and the paths with theirs."""

    coverage: Coverage
    paths: tuple[Floats, ...]


def node(coverage: Coverage, paths: Sequence[Floats], codes: Sequence[str]) -> Noded:
    """Node lines and the borders of some cells with each other.

    Parameters
    ----------
    paths : arrays (k, 2) of lattice places
    codes : the cells whose edges are cut; their neighbours get the same nodes

    """
    edges = edges_of(coverage.polygons[coverage.rows(codes)])
    low, high = edges.ends
    ends = _as_segments(low, high)
    drawn = np.concatenate([np.stack([path[:-1], path[1:]], axis=1) for path in paths])
    hot = _places(np.concatenate([drawn.reshape(-1, 2), _crossings(drawn, np.concatenate([ends, drawn]))]))
    pixels = _places(np.concatenate([hot, ends.reshape(-1, 2)]))
    bent = {(low[row], high[row]): _through(ends[row], pixels)[1:-1] for row in _passing_others(ends, hot)}
    return Noded(with_nodes(coverage, bent), tuple(_through(path, pixels) for path in paths))


def with_nodes(coverage: Coverage, chains: Mapping[Edge, Floats]) -> Coverage:
    """Put nodes on edges, in every cell that has them.

    Nothing is checked: edges that are bent may meet or cross others; `gis.edits.commit` finds out.

    Parameters
    ----------
    chains : for each edge (its lower and its higher vertex) the new places (k, 2), from the lower to the higher

    """
    if not chains:
        return coverage
    keys = np.array(list(chains), dtype=np.uint64)
    places = vertices(keys.ravel())
    rows = coverage.near((*places.min(axis=0), *places.max(axis=0)))
    edges = edges_of(coverage.polygons[rows])
    has_node = np.isin(edges.start, keys) & np.isin(edges.end, keys)
    cells = [
        Cell(coverage.codes[row], _with_chains(coverage.polygons[row], chains), coverage.parents[row])
        for row in rows[np.unique(edges.cell[has_node])]
    ]
    return coverage.with_cells(cells, ended=coverage.ended)


def passes_pixels(segments: Floats, places: Floats) -> Bools:
    """Which straight lines (k, 2, 2) pass through the pixels of which places (n, 2), as a (k, n) array.

    Exact: a line misses a square where it lies beyond one of its sides, or all on one side of the line.

    """
    along = segments[:, 1] - segments[:, 0]
    offset = places[None, :, :] - segments[:, 0][:, None, :]
    within = (offset >= np.minimum(along, 0)[:, None] - 0.5) & (offset <= np.maximum(along, 0)[:, None] + 0.5)
    across = along[:, 0, None] * offset[..., 1] - along[:, 1, None] * offset[..., 0]
    meets: Bools = within.all(axis=2) & (2 * np.abs(across) <= np.abs(along).sum(axis=1)[:, None])
    return meets


def _as_segments(low: Keys, high: Keys) -> Floats:
    return np.stack([vertices(low), vertices(high)], axis=1)


def _places(xy: Floats) -> Floats:
    """The different places among (n, 2), from west to east."""
    return vertices(np.unique(vertex_keys(xy)))


def _crossings(segments: Floats, others: Floats) -> Floats:
    """The lattice places nearest to where lines cross or touch, (n, 2)."""
    one, other = _close_pairs(segments, others)
    start, along = segments[one, 0], segments[one, 1] - segments[one, 0]
    other_along, offset = others[other, 1] - others[other, 0], others[other, 0] - start
    whole = _cross(along, other_along)
    sign = np.sign(whole)
    part, other_part = _cross(offset, other_along) * sign, _cross(offset, along) * sign
    size = np.abs(whole)
    meet = (size > 0) & (part >= 0) & (part <= size) & (other_part >= 0) & (other_part <= size)
    crossings: Floats = np.rint(start[meet] + along[meet] * (part[meet] / size[meet])[:, None])
    return crossings


def _close_pairs(segments: Floats, others: Floats) -> tuple[Any, Any]:
    """Pairs of lines whose boxes touch."""
    boxes, other_boxes = _boxes(segments), _boxes(others)
    step = max(_FEWEST, _MOST_PAIRS // max(len(others), 1))
    found = []
    for at in range(0, len(segments), step):
        some = boxes[at : at + step]
        close = _touching(other_boxes, some)
        touch = (some[:, None, :2] <= other_boxes[close, 2:]) & (some[:, None, 2:] >= other_boxes[close, :2])
        one, other = np.nonzero(touch.all(axis=2))
        found.append(np.column_stack([one + at, close[other]]))
    pairs = np.concatenate(found)
    return pairs[:, 0], pairs[:, 1]


def _touching(boxes: Floats, some: Floats) -> Rows:
    """Which boxes touch the box around some."""
    low, high = some[:, :2].min(axis=0), some[:, 2:].max(axis=0)
    return np.flatnonzero(((boxes[:, :2] <= high) & (boxes[:, 2:] >= low)).all(axis=1))


def _boxes(segments: Floats) -> Floats:
    return np.concatenate([segments.min(axis=1), segments.max(axis=1)], axis=1)


def _cross(one: Floats, other: Floats) -> Floats:
    product: Floats = one[:, 0] * other[:, 1] - one[:, 1] * other[:, 0]
    return product


def _passing_others(ends: Floats, hot: Floats) -> Rows:
    """The edges that pass through a hot pixel other than those of their own ends; `hot` from west to east."""
    boxes = _boxes(ends)
    passes = np.zeros(len(ends), dtype=bool)
    step = max(_FEWEST, _MOST_PAIRS // max(len(ends), 1))
    for at in range(0, len(hot), step):
        some = hot[at : at + step]
        close = _touching(boxes, np.hstack([some - 0.5, some + 0.5]))
        meets = passes_pixels(ends[close], some)
        own = (some[None] == ends[close, :1]).all(axis=2) | (some[None] == ends[close, 1:]).all(axis=2)
        passes[close] |= (meets & ~own).any(axis=1)
    return np.flatnonzero(passes)


def _through(path: Floats, pixels: Floats) -> Floats:
    """A line that takes the places of all pixels on its way; `pixels` from west to east."""
    chain, x = [path[:1]], pixels[:, 0]
    for start, end in pairwise(path):
        (west, south), (east, north) = np.minimum(start, end) - 0.5, np.maximum(start, end) + 0.5
        first, last = np.searchsorted(x, west), np.searchsorted(x, east, side="right")
        close = pixels[first:last]
        close = close[(close[:, 1] >= south) & (close[:, 1] <= north)]
        met = close[passes_pixels(np.array([[start, end]]), close)[0]]
        chain.append(met[np.argsort((met - start) @ (end - start), kind="stable")])
    xy: Floats = np.concatenate(chain)
    return xy[np.flatnonzero(np.append(True, (xy[1:] != xy[:-1]).any(axis=1)))]


def _with_chains(polygon: Any, chains: Mapping[Edge, Floats]) -> Any:
    rings = [_ring_with_chains(shapely.get_coordinates(ring), chains) for ring in shapely.get_rings(polygon)]
    return shapely.normalize(shapely.Polygon(rings[0], rings[1:]))


def _ring_with_chains(xy: Floats, chains: Mapping[Edge, Floats]) -> Floats:
    keys = vertex_keys(xy)
    low, high = np.minimum(keys[:-1], keys[1:]), np.maximum(keys[:-1], keys[1:])
    pieces, done = [], 0
    for at in np.flatnonzero(np.isin(low, [edge[0] for edge in chains])):
        chain = chains.get((low[at], high[at]))
        if chain is not None:
            pieces += [xy[done : at + 1], chain if keys[at] == low[at] else chain[::-1]]
            done = int(at) + 1
    return np.concatenate([*pieces, xy[done:]])
