"""Cells and what they belong to, as grids to communities: whether each lies in its parent, and each parent in one piece.

The land of a parent is the land of its cells. An outline that is known of it from elsewhere is only compared.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.edges import ROUNDING_M
from gis.checking.land import TOLERANCE_M2, Polygons, valid_cells
from gis.checking.report import Note, rounded_m2
from gis.checking.survey import Survey

_BORDER_M = 1.0  # cells that share less of their outlines meet in a point


@dataclass(frozen=True)
class Parents:
    """The name of what each cell belongs to, and the outlines that are known, in the frame of the cells."""

    names: Sequence[str]
    outlines: Mapping[str, Any] = field(default_factory=dict)


def outside_parents(surveyed: Survey, parents: Parents) -> Iterator[Note]:
    """Tell of each cell that has land outside the outline of its parent, with the size of that land."""
    cells, plane = surveyed.cells, surveyed.plane
    outlines = [parents.outlines.get(name) for name in parents.names]
    beyond = shapely.difference(cells, valid_cells(np.array(outlines, dtype=object)))
    beyond[[outline is None for outline in outlines]] = None
    area_m2 = plane.area_m2(beyond)
    for row in np.flatnonzero(area_m2 > TOLERANCE_M2).tolist():
        at, parent = plane.place(beyond[row]), parents.names[row]
        yield Note("outside_parent", (surveyed.codes[row],), rounded_m2(area_m2[row]), at, parent)


def broken_parents(surveyed: Survey, parents: Parents) -> Iterator[Note]:
    """Tell of each piece of a parent that no shared edge joins to its largest piece, the cells and their area."""
    cells, plane = surveyed.cells, surveyed.plane
    names = np.array(parents.names, dtype=object)
    area_m2 = plane.area_m2(cells)
    piece = _pieces(cells, names, plane.metre)
    for parent in np.unique(names):
        rows = np.flatnonzero((names == parent) & ~shapely.is_empty(cells))
        pieces = [rows[piece[rows] == number] for number in np.unique(piece[rows])]
        for further in sorted(pieces, key=lambda rows: float(area_m2[rows].sum()))[:-1]:
            size_m2 = rounded_m2(area_m2[further].sum())
            at = plane.place(cells[further[np.argmax(area_m2[further])]])
            yield Note("broken_parent", tuple(sorted(surveyed.codes[further])), size_m2, at, str(parent))


def _pieces(cells: Polygons, names: NDArray[np.object_], metre: float) -> NDArray[np.intp]:
    """Number the cells, those of one parent that are joined over shared edges the same."""
    first, second = _neighbours(cells, names, metre)
    piece = np.arange(len(cells))
    while True:
        lowest = piece.copy()
        np.minimum.at(lowest, first, piece[second])
        lowest = lowest[lowest]
        if np.array_equal(lowest, piece):
            return piece
        piece = lowest


def _neighbours(
    cells: Polygons, names: NDArray[np.object_], metre: float
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """Pairs of cells of one parent, either way round, that have a border along each other, but for rounding."""
    near = ROUNDING_M * metre
    first, second = shapely.STRtree(cells).query(cells, "dwithin", distance=near)
    siblings = (names[first] == names[second]) & (first < second)
    first, second = first[siblings], second[siblings]
    border = shapely.intersection(shapely.boundary(cells[first]), shapely.buffer(cells[second], near))
    along = shapely.length(border) > _BORDER_M * metre
    return np.concatenate([first[along], second[along]]), np.concatenate([second[along], first[along]])
