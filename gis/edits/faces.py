"""Faces: the pieces that lines cut cells into, and what becomes of them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.borders import Keys, Polygons, Rows, edges_of, grouped, vertex_keys, vertices
from gis.coverage import Cell, Coverage
from gis.edits.commit import Edited, commit
from gis.edits.noding import Noded

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Faces:
    """Pieces of cells: `polygons` (n,), `owner` the row among the cells that were cut, a `spot` (n, 2) inside each."""

    polygons: Polygons
    owner: Rows
    spot: Floats


def faces_of(noded: Noded, codes: Sequence[str]) -> Faces:
    """Cut cells along the paths that they are noded with; line ends that cut nothing off are ignored."""
    cells = noded.coverage.polygons[noded.coverage.rows(codes)]
    ends = [edges_of(cells).ends, *(_ends_of(path) for path in noded.paths)]
    low, high = (np.concatenate(end) for end in zip(*ends, strict=True))
    order, first = grouped(low, high)
    once = order[first]
    ends_of_each = np.stack([vertices(low[once]), vertices(high[once])], axis=1)
    lines = np.asarray(shapely.linestrings(ends_of_each), dtype=object)
    polygons = shapely.get_parts(shapely.polygonize(lines))
    spot = shapely.get_coordinates(shapely.point_on_surface(polygons))
    lies_in = shapely.intersects_xy(cells[None, :], spot[:, :1], spot[:, 1:])
    owned = lies_in.any(axis=1)
    return Faces(polygons[owned], np.argmax(lies_in[owned], axis=1), spot[owned])


def joined(polygons: Iterable[Any]) -> Any:
    """The land of pieces that lie side by side, with all nodes of its border; several parts where they do not touch."""
    land = list(polygons)
    return land[0] if len(land) == 1 else shapely.coverage_union_all(land)


def largest_first(polygon: Any) -> tuple[float, Any]:
    """Sort polygons by size, and those of one size by their place and form."""
    return -polygon.area, shapely.get_coordinates(shapely.normalize(polygon)).tolist()


def regrouped(
    coverage: Coverage,
    noded: Noded,
    lands: Mapping[str, Any],
    parents: Mapping[str, str],
    edit: Mapping[str, Any],
) -> Edited:
    """Commit the new land of cells; an empty one ends its cell."""
    cells = {cell.code: cell for cell in _noded_cells(coverage, noded)}
    cells |= {code: Cell(code, land, parents[code]) for code, land in lands.items() if not land.is_empty}
    ended = {code for code, land in lands.items() if land.is_empty and code in coverage}
    kept = [cell for code, cell in cells.items() if code not in ended]
    return commit(coverage, edit, kept, ended=ended, noded=noded.coverage)


def _noded_cells(coverage: Coverage, noded: Noded) -> list[Cell]:
    """The cells that got nodes on their edges."""
    if noded.coverage is coverage:
        return []
    changed = np.flatnonzero(~shapely.equals_identical(noded.coverage.polygons, coverage.polygons))
    return [noded.coverage[coverage.codes[row]] for row in changed]


def _ends_of(path: Floats) -> tuple[Keys, Keys]:
    keys = vertex_keys(path)
    return np.minimum(keys[:-1], keys[1:]), np.maximum(keys[:-1], keys[1:])
