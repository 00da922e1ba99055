"""Lines that were drawn twice, brought to meet.

Where two cells describe the line between them each in its own way, neither is wrong: the line lies between.
Corners that are one another's nearest meet in their middle, as most surveys of a place would be averaged; a
corner without a partner is taken into the edge that it lies beside, as the cell that has it knew more of the line.
Only corners on thin gaps and overlaps move: what fits stays, and so does the outline of the whole.
"""

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.faces import are_free
from gis.checking.land import Polygons, mean_widths
from gis.checking.rings import Rings, numbered, taken_apart

_TOUCHING_M = 0.001

Rows = NDArray[np.intp]


def met(cells: Polygons, dirt: Polygons, *, reach_m: float) -> Polygons:
    """Bring together the lines that cells draw twice.

    Parameters
    ----------
    cells : (n,) array of valid polygons, in metres
    dirt : array of polygons
        The gaps and overlaps between them (see `gis.checking.faces`); those wider than `reach_m` stay as they are.
    reach_m : float
        How far apart two drawings of one corner may lie.

    Returns
    -------
    (n,) array of valid polygons
        Much of the dirt is gone and no edge is shared that was not before, but it is no coverage yet.

    Examples
    --------
    >>> cells = np.array([shapely.box(0, 0, 9, 9), shapely.box(8, 0, 20, 9)], dtype=object)
    >>> left, right = met(cells, np.array([shapely.box(8, 0, 9, 9)], dtype=object), reach_m=2)
    >>> left.equals(shapely.box(0, 0, 8.5, 9)), right.equals(shapely.box(8.5, 0, 20, 9))
    (True, True)

    """
    rings = taken_apart(cells)
    loose = _loose(rings, dirt[mean_widths(dirt) <= reach_m])
    while True:
        moved = rings.moved(_halfway(rings, loose, reach_m))
        together = _taken_in(moved, loose, reach_m).together(len(cells))
        withered = _withered(together, cells) & np.isin(np.arange(len(cells)), rings.cell_of_corner[loose])
        if not withered.any():
            return together
        loose = _besides(rings, loose, withered)


def _loose(rings: Rings, dirt: Polygons) -> Rows:
    """The corners at the places where a free edge on the dirt begins or ends."""
    free = np.flatnonzero(are_free(rings))
    lines = _edge_lines(rings, free)
    dirty = free[np.unique(shapely.STRtree(lines).query(dirt, "dwithin", distance=_TOUCHING_M)[1])]
    places = numbered(rings.corners)
    ends = np.concatenate([places[dirty], places[rings.following[dirty]]])
    return np.flatnonzero(np.isin(places, ends))


def _withered(cells: Polygons, before: Polygons) -> NDArray[np.bool_]:
    """Which cells have lost most of their land: one narrower than the reach meets with its neighbours on both sides."""
    withered: NDArray[np.bool_] = shapely.area(cells) < shapely.area(before) / 2
    return withered


def _besides(rings: Rings, loose: Rows, cells: NDArray[np.bool_]) -> Rows:
    """The loose corners at places where these cells have none."""
    places = numbered(rings.corners)
    return loose[~np.isin(places[loose], places[cells[rings.cell_of_corner]])]


def _halfway(rings: Rings, loose: Rows, reach_m: float) -> NDArray[np.float64]:
    """Where the corners lie when those that are nearest to one another, of two cells each, have met."""
    corners, cell = rings.corners[loose], rings.cell_of_corner[loose]
    points = np.asarray(shapely.points(corners))
    one, other = shapely.STRtree(points).query(points, "dwithin", distance=reach_m)
    foreign = cell[one] != cell[other]
    one, other = one[foreign], other[foreign]
    apart_m = np.hypot(*(corners[one] - corners[other]).T)
    nearest = _first_of(one * len(rings.cell) + cell[other], apart_m)
    there, back = (pair[nearest] for pair in (one * len(loose) + other, other * len(loose) + one))
    mutual = nearest[np.isin(there, back)]
    group = _groups(numbered(corners), one[mutual], other[mutual])
    met_corners = rings.corners.copy()
    met_corners[loose] = _means(corners, group)
    return met_corners


def _taken_in(rings: Rings, loose: Rows, reach_m: float) -> Rings:
    """The rings with each loose corner taken into the nearest loose edge of every other cell that it lies beside."""
    places, cell = numbered(rings.corners), rings.cell_of_corner
    edges = loose[np.isin(rings.following[loose], loose)]
    corner, edge = shapely.STRtree(_edge_lines(rings, edges)).query(
        shapely.points(rings.corners[loose]), "dwithin", distance=reach_m
    )
    corner, edge = loose[corner], edges[edge]
    has_it = np.isin(_keys(places[corner], cell[edge]), _keys(places, cell))
    along, apart_m = _foot(rings, corner, edge)
    beside = ~has_it & (along > 0) & (along < 1)
    corner, edge, along, apart_m = corner[beside], edge[beside], along[beside], apart_m[beside]
    nearest = _first_of(_keys(places[corner], cell[edge]), apart_m)
    in_order = nearest[np.lexsort((along[nearest], edge[nearest]))]
    return rings.with_corners(rings.corners[corner[in_order]], edge[in_order])


def _foot(rings: Rings, corner: Rows, edge: Rows) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Where along each edge, from 0 to 1, its place nearest to a corner lies, and how far from that."""
    start = rings.corners[edge]
    way, to = rings.corners[rings.following[edge]] - start, rings.corners[corner] - start
    along = (way * to).sum(axis=1) / np.maximum((way * way).sum(axis=1), 1e-12)
    return along, np.hypot(*(to - along[:, None] * way).T)


def _edge_lines(rings: Rings, corners: Rows) -> Polygons:
    ends = np.stack([rings.corners[corners], rings.corners[rings.following[corners]]], axis=1)
    lines: Polygons = np.asarray(shapely.linestrings(ends), dtype=object)
    return lines


def _keys(first: Rows, second: Rows) -> Rows:
    """One number for each pair."""
    return (first << 32) | second


def _first_of(keys: Rows, rank: NDArray[np.float64]) -> Rows:
    """For each key the row of lowest rank."""
    order = np.lexsort((rank, keys))
    return order[np.unique(keys[order], return_index=True)[1]]


def _groups(labels: Rows, one: Rows, other: Rows) -> Rows:
    """Number things so that equal labels, and those that pairs join, have the same number."""
    while True:
        lowest = np.arange(labels.max(initial=0) + 1)
        np.minimum.at(lowest, labels[one], labels[other])
        joined = lowest[labels]
        if np.array_equal(joined, labels):
            return labels
        labels = joined


def _means(corners: NDArray[np.float64], group: Rows) -> NDArray[np.float64]:
    """The mean of the corners of each group, for each of its corners."""
    means = np.column_stack([np.bincount(group, axis) for axis in corners.T])
    return (means / np.maximum(np.bincount(group), 1)[:, None])[group]
