"""The outer limit of a coverage, where new nodes bend it.

Inside, what one cell wins by a bent edge another loses, so valid cells whose borders add up do not overlap. On the
outer limit nobody loses: across a narrow inlet a bent edge may reach over other land, touch it and close the inlet,
or fall onto the other shore.
"""

from typing import Any

import numpy as np
import shapely

from gis.borders import Edges, Keys, Polygons, Rows, edges_of, lone_edges, uncancelled, vertices
from gis.coverage import Cell, Coverage
from gis.errors import EditRefused

Steps = set[tuple[int, int]]


def refuse_bad_limit(
    before: Coverage, after: Coverage, replaced: tuple[Cell, ...], cells: tuple[Cell, ...]
) -> None:
    """Refuse an outer limit that is not, edge by edge, the old one with new nodes, or that reaches over land.

    Parameters
    ----------
    replaced, cells : the cells that are not the same, before and after

    Raises
    ------
    EditRefused
        too_close

    """
    low, high = uncancelled(edges_of(_land(cells)), edges_of(_land(replaced)))
    if not len(low):
        return
    places, rows = np.append(low, high), _near(after, low, high)
    torn = _torn(_limit(before, _near(before, low, high)), _limit(after, rows), places)
    if torn:
        _refuse(before, shapely.Point(vertices(np.array([min(torn)], dtype=np.uint64))[0]))
    wrong = shapely.coverage_invalid_edges(after.polygons[rows])
    wrong = wrong[~shapely.is_empty(wrong)]
    if len(wrong):
        _refuse(before, wrong[0])


def _refuse(coverage: Coverage, trouble: Any) -> None:
    """Name a place of the trouble, and the cells at most a unit away from it."""
    west, south, east, north = trouble.bounds
    rows = coverage.near((west - 1, south - 1, east + 1, north + 1))
    close = rows[shapely.dwithin(coverage.polygons[rows], trouble, 1.0)]
    spot = shapely.point_on_surface(trouble)
    raise EditRefused("too_close", cells=tuple(coverage.codes[row] for row in close), at=(spot.x, spot.y))


def _land(cells: tuple[Cell, ...]) -> Polygons:
    return np.array([cell.polygon for cell in cells], dtype=object)


def _near(coverage: Coverage, low: Keys, high: Keys) -> Rows:
    """The cells near edges."""
    start, end = vertices(low), vertices(high)
    boxes = np.hstack([np.minimum(start, end), np.maximum(start, end)])
    return np.unique(np.concatenate([coverage.near((*box,)) for box in boxes.tolist()]))


def _limit(coverage: Coverage, rows: Rows) -> Edges:
    """The edges without an opposite in some cells."""
    edges = edges_of(coverage.polygons[rows])
    lone = lone_edges(edges)
    return Edges(edges.start[lone], edges.end[lone], edges.cell[lone])


def _torn(old: Edges, new: Edges, changed: Keys) -> set[int]:
    """Nodes between which the new limit does not lead as the old one did, through new nodes besides."""
    before, after = _steps(old, changed), _steps(new, changed)
    removed, added = before - after, sorted(after - before)
    nodes = set(old.start[np.isin(old.start, changed)].tolist())
    onward = {start: end for start, end in added if start not in nodes}
    led = {(start, _follow(end, onward)) for start, end in added if start in nodes}
    ends = {place for step in removed for place in step}
    met = {place for step in led - removed for place in step} - ends
    return met or {start for start, _ in led ^ removed} | onward.keys()


def _follow(place: int, onward: dict[int, int]) -> int:
    """Where the steps from a place lead, which are used up."""
    while place in onward:
        place = onward.pop(place)
    return place


def _steps(edges: Edges, places: Keys) -> Steps:
    """The edges between some places."""
    between = np.isin(edges.start, places) & np.isin(edges.end, places)
    return set(zip(edges.start[between].tolist(), edges.end[between].tolist(), strict=True))
