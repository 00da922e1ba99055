"""Edits of whole areas: land goes from cells to others, or to new ones."""

from collections.abc import Mapping
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.coverage import Cell, Coverage
from gis.edits.codes import next_code
from gis.edits.commit import Edited, commit, place_on, standing
from gis.edits.drawn import area_as_data, area_on_lattice, line_as_data, line_on_lattice
from gis.edits.faces import Faces, faces_of, joined, largest_first, regrouped
from gis.edits.guards import known, refuse_locked
from gis.edits.noding import Noded, node
from gis.errors import EditRefused

Strays = Literal["refuse", "join"]


def split(coverage: Coverage, cell: str, line: ArrayLike) -> Edited:
    """Split a cell in two by a line, which may overrun it. The larger piece keeps the code.

    Parameters
    ----------
    line : (k, 2) or LineString, lattice units; rounded

    Raises
    ------
    EditRefused
        unknown_cell, locked, bad_line, no_cut (the line does not divide the cell), many_parts (it divides it in
        more than two), no_code_left, or what `commit` refuses.

    """
    whole = known(coverage, cell)
    refuse_locked(coverage, [cell])
    path = line_on_lattice(coverage, line)
    noded = node(coverage, [path], [cell])
    faces = faces_of(noded, [cell])
    if len(faces.polygons) < 2:
        raise EditRefused("no_cut", cells=(cell,))
    larger, smaller, *more = sorted(faces.polygons, key=largest_first)
    if more:
        raise EditRefused("many_parts", cells=(cell,), at=place_on(more[-1]))
    new = next_code(coverage, whole.parent)
    edit = {"kind": "split", "cell": cell, "line": line_as_data(path)}
    return regrouped(
        coverage, noded, {cell: larger, new: smaller}, {cell: whole.parent, new: whole.parent}, edit
    )


def merge(coverage: Coverage, cells: ArrayLike, into: str) -> Edited:
    """Merge cells that lie side by side into one of them; the codes of the others end.

    Raises
    ------
    EditRefused
        unknown_cell, locked, nothing_changes (there is only one), apart (they do not hang together by edges), or
        what `commit` refuses.

    """
    codes = sorted({str(code) for code in np.asarray(cells, dtype=object).ravel()} | {into})
    polygons = [known(coverage, code).polygon for code in codes]
    refuse_locked(coverage, codes)
    if len(codes) < 2:
        raise EditRefused("nothing_changes", cells=tuple(codes))
    land = joined(polygons)
    if land.geom_type != "Polygon":
        raise EditRefused("apart", cells=tuple(codes), at=place_on(min(land.geoms, key=shapely.area)))
    edit = {"kind": "merge", "cells": codes, "into": into}
    merged = Cell(into, land, coverage[into].parent)
    return commit(coverage, edit, [merged], ended=set(codes) - {into})


def transfer(coverage: Coverage, area: Any, to: str, *, strays: Strays = "refuse") -> Edited:
    """Give an area to a cell: it takes the area from every unlocked cell under it.

    A cell of which nothing is left ends.

    Parameters
    ----------
    area : Polygon or MultiPolygon, lattice units; rounded
    strays : what becomes of parts that the area cuts off from their cell: the edit is refused, or they join
        that of the unlocked cells under the area with which they have the longest border

    Raises
    ------
    EditRefused
        unknown_cell, locked, bad_area, nothing_changes, multipart (a cell would fall in parts), or what `commit`
        refuses.

    """
    known(coverage, to)
    refuse_locked(coverage, [to])
    region = area_on_lattice(coverage, area)
    edit = {"kind": "transfer", "area": area_as_data(region), "to": to, "strays": strays}
    return _given(coverage, region, coverage[to], edit, strays)


def carve(coverage: Coverage, area: Any, parent: str, *, strays: Strays = "refuse") -> Edited:
    """Draw a new cell over existing ones: it takes the area from every unlocked cell under it.

    Parameters
    ----------
    area : Polygon, lattice units; rounded
    parent : what the new cell belongs to
    strays : as in `transfer`

    Raises
    ------
    EditRefused
        bad_area, no_code_left, nothing_changes (no unlocked land there), multipart, or what `commit` refuses.

    """
    region = area_on_lattice(coverage, area)
    edit = {"kind": "carve", "area": area_as_data(region), "parent": parent, "strays": strays}
    return _given(
        coverage, region, Cell(next_code(coverage, parent), shapely.Polygon(), parent), edit, strays
    )


def _given(coverage: Coverage, region: Any, taker: Cell, edit: Mapping[str, Any], strays: Strays) -> Edited:
    givers = _cells_under(coverage, region, taker.code)
    codes = sorted({*givers, taker.code} & set(coverage.codes))
    paths = [shapely.get_coordinates(ring) for ring in shapely.get_rings(shapely.get_parts(region))]
    noded = node(coverage, paths, codes)
    faces = faces_of(noded, codes)
    goes = _are_inside(noded, faces)
    owner = [taker.code if given else codes[row] for given, row in zip(goes, faces.owner, strict=True)]
    lands = _settled(coverage, faces, owner, taker.code, strays)
    lands |= {code: shapely.Polygon() for code in givers if code not in lands}
    parents = {code: coverage[code].parent for code in codes} | {taker.code: taker.parent}
    return regrouped(coverage, noded, lands, parents, edit)


def _cells_under(coverage: Coverage, region: Any, taker: str) -> list[str]:
    rows = coverage.near(region.bounds)
    shapely.prepare(region)
    rows = rows[shapely.intersects(region, coverage.polygons[rows])]
    under = rows[shapely.area(shapely.intersection(coverage.polygons[rows], region)) > 0]
    codes = [coverage.codes[row] for row in under]
    givers = [code for code in codes if code != taker and code not in coverage.locked]
    if not givers:
        raise EditRefused("nothing_changes", cells=tuple(codes), at=place_on(region))
    return givers


def _are_inside(noded: Noded, faces: Faces) -> NDArray[np.bool_]:
    """Which faces an odd number of the closed paths surround."""
    inside = np.zeros(len(faces.polygons), dtype=bool)
    for path in noded.paths:
        if len(path) > 3:
            surrounded = shapely.make_valid(shapely.Polygon(path))
            inside ^= shapely.intersects_xy(surrounded, faces.spot[:, 0], faces.spot[:, 1])
    return inside


def _settled(
    coverage: Coverage, faces: Faces, owner: list[str], taker: str, strays: Strays
) -> dict[str, Any]:
    """The land of each owner in one piece, if that can be."""
    owners = np.array(owner, dtype=object)
    lands = {code: joined(faces.polygons[owners == code]) for code in sorted(set(owner))}
    for code in sorted(lands):
        main, *cut_off = sorted(shapely.get_parts(lands[code]), key=largest_first)
        if cut_off and (strays == "refuse" or code == taker):
            raise EditRefused("multipart", cells=standing(coverage, {code}), at=place_on(cut_off[0]))
        lands[code] = main
        for part in cut_off:
            heir = _heir(part, {other: land for other, land in lands.items() if other != code})
            lands[heir] = joined([*shapely.get_parts(lands[heir]), part])
    return lands


def _heir(part: Any, lands: Mapping[str, Any]) -> str:
    """The cell with the longest common border, the first of equals."""
    codes = sorted(lands)
    borders = shapely.boundary(np.array([lands[code] for code in codes], dtype=object))
    lengths = shapely.length(shapely.intersection(shapely.boundary(part), borders))
    if not lengths.any():
        raise EditRefused("multipart", at=place_on(part))
    return codes[int(np.argmax(lengths))]
