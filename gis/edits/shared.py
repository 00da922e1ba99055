"""Edits of the border that two cells share."""

from itertools import product

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.borders import edges_of, grouped, vertex_keys
from gis.coverage import WIDEST, Cell, Coverage
from gis.edits.commit import Edited, commit, place_on
from gis.edits.drawn import line_as_data, line_on_lattice
from gis.edits.faces import Faces, faces_of, joined, regrouped
from gis.edits.guards import known, refuse_apart, refuse_locked
from gis.edits.noding import Noded, node
from gis.errors import EditRefused

_MOST_CHOICES = 8
Sides = list[tuple[int, bool]]


def reshape(coverage: Coverage, between: tuple[str, str], line: ArrayLike) -> Edited:
    """Redraw the border between two cells by a line, drawn freely or traced along streets and water.

    Wherever the line divides the land of the two cells, each gets one side of it. Of the ways to do that
    which leave both in one piece, the one by which the least land changes hands is taken; so where the line
    leaves the old border and comes back to it, what lies between goes over.

    Parameters
    ----------
    between : the codes of the two cells
    line : (k, 2) or LineString, lattice units; rounded; it may overrun the two cells

    Raises
    ------
    EditRefused
        unknown_cell, locked, bad_line, apart (the cells share no border), no_cut (the line divides nothing),
        nothing_changes (it runs along the border as it is), many_parts (the line crosses itself, or leaves no way with both in one piece), or what `commit` refuses.

    """
    codes = sorted({str(code) for code in between})
    cells = [known(coverage, code) for code in codes]
    refuse_locked(coverage, codes)
    refuse_apart(coverage, codes)
    path = line_on_lattice(coverage, line)
    noded = node(coverage, [path], codes)
    faces = faces_of(noded, codes)
    owner = _least_change(faces, noded, codes)
    lands = {code: joined(faces.polygons[owner == row]) for row, code in enumerate(codes)}
    edit = {"kind": "reshape", "between": codes, "line": line_as_data(path)}
    return regrouped(coverage, noded, lands, {cell.code: cell.parent for cell in cells}, edit)


def simplify_border(coverage: Coverage, between: tuple[str, str], tolerance: float) -> Edited:
    """Take nodes out of the border that two cells share where it hardly bends (Visvalingam and Whyatt, 1993).

    Nodes where a third cell or the outer limit meets stay, and so do those without which borders would cross.

    Parameters
    ----------
    between : the codes of the two cells
    tolerance : lattice units; nodes go whose triangle with their neighbours is smaller than its square

    Raises
    ------
    EditRefused
        unknown_cell, locked, apart, bad_tolerance, nothing_changes, or what `commit` refuses.

    """
    codes = sorted({str(code) for code in between})
    pair = np.array([known(coverage, code).polygon for code in codes], dtype=object)
    refuse_locked(coverage, codes)
    refuse_apart(coverage, codes)
    if not 0 < tolerance <= WIDEST:
        raise EditRefused("bad_tolerance")
    simplified = shapely.coverage_simplify(pair, tolerance, simplify_boundary=False)
    edit = {"kind": "simplify_border", "between": codes, "tolerance": float(tolerance)}
    return commit(
        coverage,
        edit,
        [Cell(code, polygon, coverage[code].parent) for code, polygon in zip(codes, simplified, strict=True)],
    )


def _least_change(faces: Faces, noded: Noded, codes: list[str]) -> NDArray[np.intp]:
    """Which of two cells each face goes to."""
    groups = _alternating(faces, noded, codes)
    if len(groups) > _MOST_CHOICES:
        raise EditRefused("many_parts", cells=tuple(codes))
    area = shapely.area(faces.polygons)
    ways = []
    for choice in product((False, True), repeat=len(groups)):
        owner = faces.owner.copy()
        for group, other_way in zip(groups, choice, strict=True):
            for face, is_second in group:
                owner[face] = int(is_second != other_way)
        ways.append((float(area[owner != faces.owner].sum()), owner))
    for moved, owner in sorted(ways, key=lambda way: way[0]):
        if all(_is_one_piece(faces, owner == row) for row in (0, 1)):
            if not moved:
                raise EditRefused("nothing_changes", cells=tuple(codes))
            return owner
    raise EditRefused("many_parts", cells=tuple(codes), at=place_on(faces.polygons[0]))


def _is_one_piece(faces: Faces, kept: NDArray[np.bool_]) -> bool:
    return bool(kept.any()) and joined(faces.polygons[kept]).geom_type == "Polygon"


def _alternating(faces: Faces, noded: Noded, codes: list[str]) -> list[Sides]:
    """Faces in groups whose members must alternate: whatever lies on the two sides of the line differs."""
    beside = _across_line(faces, noded)
    if not beside:
        raise EditRefused("no_cut", cells=tuple(codes))
    groups, side = [], {}
    for first in beside:
        if first not in side:
            side[first] = False
            group = [first]
            for face in group:
                for other in beside[face]:
                    if side.setdefault(other, not side[face]) == side[face]:
                        raise EditRefused("many_parts", cells=tuple(codes), at=place_on(faces.polygons[face]))
                    if other not in group:
                        group.append(other)
            groups.append([(face, side[face]) for face in group])
    return groups


def _across_line(faces: Faces, noded: Noded) -> dict[int, list[int]]:
    """The faces that lie on the other side of the line from each."""
    edges = edges_of(shapely.normalize(faces.polygons))
    low, high = edges.ends
    keys = vertex_keys(noded.paths[0])
    drawn = {(min(pair), max(pair)) for pair in zip(keys[:-1].tolist(), keys[1:].tolist(), strict=True)}
    order, first = grouped(low, high)
    beside: dict[int, list[int]] = {}
    for at in first[np.diff(np.append(first, len(order))) == 2]:
        one, other = order[at], order[at + 1]
        if (int(low[one]), int(high[one])) in drawn:
            beside.setdefault(int(edges.cell[one]), []).append(int(edges.cell[other]))
            beside.setdefault(int(edges.cell[other]), []).append(int(edges.cell[one]))
    return beside
