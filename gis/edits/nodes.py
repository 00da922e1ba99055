"""Edits of single nodes and edges: all cells that share them move together."""

from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike

from gis.borders import Keys, edges_of, lone_edges, vertex_keys, vertices
from gis.coverage import Cell, Coverage
from gis.edits.commit import Edited, Place, commit
from gis.edits.noding import passes_pixels, with_nodes
from gis.errors import EditRefused
from gis.lattice import are_on_lattice, whole


def move_node(coverage: Coverage, start: ArrayLike, end: ArrayLike) -> Edited:
    """Move the node at one place to another, in every cell that has it.

    Parameters
    ----------
    start, end : (x, y), lattice units; rounded

    Raises
    ------
    EditRefused
        no_node, town_limit (a node of the outer limit), occupied (by another node), off_lattice, or what
        `commit` refuses.

    """
    start, end = place(start), place(end)
    edit = {"kind": "move_node", "start": _listed(start), "end": _listed(end)}
    return _moved(coverage, {start: end}, edit)


def move_edge(coverage: Coverage, ends: Iterable[ArrayLike], by: ArrayLike) -> Edited:
    """Move both nodes of an edge by the same vector.

    Parameters
    ----------
    ends : (2, 2), the two nodes, lattice units; rounded
    by : (dx, dy), lattice units; rounded

    Raises
    ------
    EditRefused
        no_edge, no_node, town_limit, occupied, off_lattice, or what `commit` refuses.

    """
    places = [place(end) for end in ends]
    dx, dy = place(by)
    if len(places) != 2 or not _is_edge(coverage, *places):
        raise EditRefused("no_edge", at=places[0] if places else None)
    one, other = places
    targets = {node: (node[0] + dx, node[1] + dy) for node in (one, other)}
    edit = {"kind": "move_edge", "ends": [_listed(one), _listed(other)], "by": _listed((dx, dy))}
    return _moved(coverage, targets, edit)


def insert_node(coverage: Coverage, at: ArrayLike) -> Edited:
    """Put a node on the edge that runs through a lattice place, in both cells that share it.

    An edge runs through a place when it passes within half a unit of it in x and in y; of several the nearest
    is taken. So the edge bends by less than a unit, and a new node on the outer limit moves that by as much.

    Parameters
    ----------
    at : (x, y), lattice units; rounded

    Raises
    ------
    EditRefused
        no_edge, occupied, off_lattice, or what `commit` refuses.

    """
    at = place(at)
    if _cells_with(coverage, at):
        raise EditRefused("occupied", cells=_cells_with(coverage, at), at=at)
    low, high = _edge_through(coverage, at)
    noded = with_nodes(coverage, {(low, high): np.array([at])})
    changed = [noded[code] for code in _cells_with(noded, at)]
    return commit(coverage, {"kind": "insert_node", "at": _listed(at)}, changed, noded=noded)


def remove_node(coverage: Coverage, at: ArrayLike) -> Edited:
    """Take out a node where only two edges meet, in both cells that share it.

    Parameters
    ----------
    at : (x, y), lattice units; rounded

    Raises
    ------
    EditRefused
        no_node, town_limit, junction (three or more edges meet there), too_few (a triangle would be left with
        two corners), off_lattice, or what `commit` refuses.

    """
    at = place(at)
    codes = _cells_inside_limit(coverage, at)
    if len(np.unique(np.concatenate(_ends_at(coverage, codes, at)))) > 3:
        raise EditRefused("junction", cells=codes, at=at)
    cells = [Cell(code, _without(coverage[code].polygon, at, code), coverage[code].parent) for code in codes]
    return commit(coverage, {"kind": "remove_node", "at": _listed(at)}, cells)


def place(at: ArrayLike) -> Place:
    """Round (x, y) to the lattice."""
    try:
        xy = whole(np.asarray(at, dtype=float).reshape(-1))
    except (TypeError, ValueError):
        raise EditRefused("off_lattice") from None
    if xy.shape != (2,) or not are_on_lattice(xy[None]).all():
        raise EditRefused("off_lattice")
    return float(xy[0]), float(xy[1])


def _moved(coverage: Coverage, targets: Mapping[Place, Place], edit: dict[str, Any]) -> Edited:
    codes = tuple(sorted({code for node in targets for code in _cells_inside_limit(coverage, node)}))
    for target in targets.values():
        occupants = () if target in targets else _cells_with(coverage, place(target))
        if occupants:
            raise EditRefused("occupied", cells=occupants, at=target)
    polygons = coverage.polygons[coverage.rows(codes)]
    xy = shapely.get_coordinates(polygons)
    moved = xy.copy()
    for node, target in targets.items():
        moved[(xy == node).all(axis=1)] = target
    polygons = shapely.set_coordinates(polygons.copy(), moved)
    cells = [
        Cell(code, polygon, coverage[code].parent) for code, polygon in zip(codes, polygons, strict=True)
    ]
    return commit(coverage, edit, cells)


def _cells_with(coverage: Coverage, at: Place) -> tuple[str, ...]:
    """The cells that have a node at a place."""
    rows = coverage.near((*at, *at))
    xy, owner = shapely.get_coordinates(coverage.polygons[rows], return_index=True)
    return tuple(coverage.codes[rows[row]] for row in np.unique(owner[(xy == at).all(axis=1)]))


def _cells_inside_limit(coverage: Coverage, at: Place) -> tuple[str, ...]:
    """The cells around a node that is not on the outer limit."""
    codes = _cells_with(coverage, at)
    if not codes:
        raise EditRefused("no_node", at=at)
    edges = edges_of(coverage.polygons[coverage.rows(codes)])
    meets = _meets(edges.start, edges.end, at)
    if (lone_edges(edges) & meets).any():
        raise EditRefused("town_limit", cells=codes, at=at)
    return codes


def _ends_at(coverage: Coverage, codes: tuple[str, ...], at: Place) -> tuple[Keys, Keys]:
    edges = edges_of(coverage.polygons[coverage.rows(codes)])
    meets = _meets(edges.start, edges.end, at)
    return edges.start[meets], edges.end[meets]


def _meets(start: Keys, end: Keys, at: Place) -> Any:
    key = vertex_keys(np.array([at]))[0]
    return (start == key) | (end == key)


def _is_edge(coverage: Coverage, one: Place, other: Place) -> bool:
    start, end = _ends_at(coverage, _cells_with(coverage, one), one)
    return bool(_meets(start, end, other).any()) and one != other


def _edge_through(coverage: Coverage, at: Place) -> tuple[np.uint64, np.uint64]:
    x, y = at
    edges = edges_of(coverage.polygons[coverage.near((x - 1, y - 1, x + 1, y + 1))])
    low, high = edges.ends
    ends = np.stack([vertices(low), vertices(high)], axis=1)
    through = np.flatnonzero(passes_pixels(ends, np.array([at]))[:, 0])
    if not len(through):
        raise EditRefused("no_edge", at=at)
    off = shapely.distance(shapely.linestrings(ends[through]), shapely.Point(at))
    nearest = through[np.argmin(off)]
    return low[nearest], high[nearest]


def _without(polygon: Any, at: Place, code: str) -> Any:
    rings = []
    for ring in shapely.get_rings(polygon):
        corners = shapely.get_coordinates(ring)[:-1]
        kept = corners[~(corners == at).all(axis=1)]
        if len(kept) < 3:
            raise EditRefused("too_few", cells=(code,), at=at)
        rings.append(kept)
    return shapely.Polygon(rings[0], rings[1:])


def _listed(at: Place) -> list[int]:
    return [int(at[0]), int(at[1])]
