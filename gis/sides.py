"""Which cell lies on either side of every edge, and whether the cells make a coverage at all.

A *side* is an edge as both its cells know it: between two neighbouring vertices, directed from the lower to
the upper one (of equal heights: from west to east), with the cell on its left and the cell on its right; -1
is nobody's land. Whatever lies in the plane is accepted: degrees or metres, rounded or not.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

NOBODY = -1
_POLYGONS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
_MIXERS = (0x9E3779B97F4A7C15, 0xC2B2AE3D27D4EB4F)  # odd numbers with bits in no order
_PLACES_BESIDE = 2  # units in the last place: more than rounding moves the middle of an edge

Cells = NDArray[np.object_]
FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
Int32Array = NDArray[np.int32]
BoolArray = NDArray[np.bool_]


@dataclass(frozen=True)
class Corners:
    """Every vertex once: (v, 2) coordinates, and the first of the cells that have it, (v,) ints."""

    xy: FloatArray
    owner: Int32Array


@dataclass(frozen=True)
class Sides:
    """Every edge once.

    Attributes
    ----------
    lower, upper : (m, 2) float arrays, its ends
    left, right : (m,) int arrays, the cell on either side; -1 where there is none
    is_matched : bool
        No edge has two cells on the same side. Where one has, `left` and `right` tell one of them.

    """

    lower: FloatArray
    upper: FloatArray
    left: Int32Array
    right: Int32Array
    is_matched: bool


def trace(cells: Cells) -> tuple[Sides, Corners]:
    """Find the sides and corners of sound cells; those that are missing or empty have none.

    Examples
    --------
    >>> sides, corners = trace(np.array([shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)]))
    >>> len(sides.left), len(corners.xy), corners.owner.tolist().count(0)
    (7, 6, 4)

    """
    xy, follows, owner, owner_is_left = _walk(cells)
    first = _first_alike(xy)
    is_first = first == np.arange(len(xy))
    corners = Corners(xy[is_first], owner[is_first])  # cells come in order, so the first is the lowest
    corner = (np.cumsum(is_first) - 1)[first]

    begin = np.flatnonzero(follows & (corner != np.roll(corner, -1)))
    ends = np.stack([corner[begin], corner[begin + 1]])
    rises = _is_before(*corners.xy[ends])
    lower, upper = np.where(rises, ends, ends[::-1])
    return _paired(lower, upper, owner[begin], owner_is_left[begin] == rises, corners), corners


def are_sound(cells: Cells) -> bool:
    """Say whether all are valid polygons, in one part or several, or missing."""
    is_missing = shapely.is_missing(cells)
    is_polygon = np.isin(shapely.get_type_id(cells), _POLYGONS)
    return bool(np.all(is_missing | (is_polygon & shapely.is_valid(cells))))


def is_coverage(cells: Cells, sides: Sides) -> bool:
    """Say whether no two of sound cells overlap and neighbours share edges vertex by vertex; gaps are allowed.

    Let N be the number of cells over a point. Crossing an edge that has a cell on either side leaves N as it is, so
    N changes only at edges with one cell: the border. Where the border does not cross or touch itself but in
    vertices, N is the same all along each of its lines, and one place on each line that no second cell touches
    shows that N is 0 on one hand and 1 on the other; hence N is nowhere above 1. A vertex in the middle of a
    neighbour's edge makes the border touch itself: that is no coverage either.

    """
    if not sides.is_matched:
        return False
    on_border = (sides.left == NOBODY) | (sides.right == NOBODY)
    ends = np.stack([sides.lower[on_border], sides.upper[on_border]], axis=1)
    border = shapely.multilinestrings(np.asarray(shapely.linestrings(ends)))
    return bool(shapely.is_simple(border)) and _has_one_cell_each(border, cells)


def _walk(cells: Cells) -> tuple[FloatArray, BoolArray, Int32Array, BoolArray]:
    """Every vertex of every ring in turn: where it is, whether another follows, whose it is and on which hand."""
    parts, cell = shapely.get_parts(cells, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    is_shell = np.diff(part, prepend=-1) > 0
    cell_is_left = shapely.is_ccw(rings) == is_shell
    follows = np.diff(ring, append=-1) == 0
    xy += 0.0  # -0.0 is 0.0
    return xy, follows, cell[part].astype(np.int32)[ring], cell_is_left[ring]


def _first_alike(xy: FloatArray) -> IntArray:
    """Find for each position where it comes first; where two were mixed to one number, the slow way."""
    first = _first_equal(_mixed(xy))
    if np.array_equal(xy[first], xy):
        return first
    _, first, which = np.unique(xy, axis=0, return_index=True, return_inverse=True)
    return first[which]


def _first_equal(keys: NDArray[Any]) -> IntArray:
    """Find for each key where it comes first; the sorting need not be stable, and such is fast."""
    order = np.argsort(keys)
    ordered = keys[order]
    is_new = np.ones(len(keys), dtype=bool)
    is_new[1:] = ordered[1:] != ordered[:-1]
    first = np.empty(len(keys), dtype=np.intp)
    first[order] = np.minimum.reduceat(order, np.flatnonzero(is_new))[np.cumsum(is_new) - 1]
    return first


def _mixed(xy: FloatArray) -> NDArray[np.uint64]:
    """A number for each position, the same for equal ones: far faster to sort than positions."""
    x, y = xy.view(np.uint64).T
    key: NDArray[np.uint64] = x * np.uint64(_MIXERS[0])
    key ^= key >> np.uint64(29)
    key += y
    key *= np.uint64(_MIXERS[1])
    key ^= key >> np.uint64(32)
    return key


def _is_before(start: FloatArray, end: FloatArray) -> BoolArray:
    (x, y), (to_x, to_y) = start.T, end.T
    is_before: BoolArray = (y < to_y) | ((y == to_y) & (x < to_x))
    return is_before


def _paired(
    lower: IntArray, upper: IntArray, owner: Int32Array, owner_is_left: BoolArray, corners: Corners
) -> Sides:
    first = _first_equal(lower << 32 | upper)
    is_first = first == np.arange(len(first))
    side = (np.cumsum(is_first) - 1)[first]
    left, right = np.full((2, np.count_nonzero(is_first)), NOBODY, dtype=np.int32)
    left[side[owner_is_left]] = owner[owner_is_left]
    right[side[~owner_is_left]] = owner[~owner_is_left]
    told = np.count_nonzero(left != NOBODY) + np.count_nonzero(right != NOBODY)
    lower, upper = lower[is_first], upper[is_first]
    return Sides(corners.xy[lower], corners.xy[upper], left, right, is_matched=told == len(owner))


def _has_one_cell_each(border: Any, cells: Cells) -> bool:
    """Say whether a place on each line of the border touches one cell only."""
    lines = shapely.get_parts(shapely.line_merge(border))
    xy, line = shapely.get_coordinates(lines, return_index=True)
    first = np.flatnonzero(np.diff(line, prepend=-1))
    middle = (xy[first] + xy[first + 1]) / 2
    reach = _PLACES_BESIDE * np.spacing(np.abs(middle))
    places = shapely.box(*(middle - reach).T, *(middle + reach).T)
    place, _ = shapely.STRtree(cells).query(places, "intersects")
    return bool(np.all(np.bincount(place, minlength=len(places)) == 1))
