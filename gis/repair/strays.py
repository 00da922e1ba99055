"""Land given to a neighbour: pieces that nobody has, and parts of a cell that were cut off from it."""

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.land import TOLERANCE_M2, Polygons, are_thin

_TOUCHING_M = 0.001


def handed_out(lands: Polygons, cells: Polygons) -> Polygons:
    """Give each piece of land, in metres, to the cell that it shares most border with."""
    cells = cells.copy()
    heirs = _heirs(lands, cells)
    for heir in np.unique(heirs[heirs >= 0]):
        cells[heir] = shapely.union_all([cells[heir], *lands[heirs == heir]])
    return cells


def with_strays_handed_over(cells: Polygons, before: Polygons) -> Polygons:
    """Give each stray part to the neighbour that it shares most border with; a speck without one goes.

    Parameters
    ----------
    cells : (n,) array of polygons, in metres
        A coverage.
    before : (n,) array of polygons, in metres
        The cells as they were: a part that was apart already stays, unless it is thin.

    """
    cells = cells.copy()
    for row in np.flatnonzero(shapely.get_num_geometries(cells) > 1).tolist():
        parts, is_stray = _parts(cells[row], before[row])
        strays = parts[is_stray]
        heirs = _heirs(strays, cells, besides=row)
        for stray, heir in zip(strays[heirs >= 0], heirs[heirs >= 0], strict=True):
            cells[heir] = shapely.coverage_union(cells[heir], stray)
        kept = [*parts[~is_stray], *strays[(heirs < 0) & (shapely.area(strays) > TOLERANCE_M2)]]
        cells[row] = kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)
    return cells


def _heirs(lands: Polygons, cells: Polygons, *, besides: int = -1) -> NDArray[np.intp]:
    """The cell with the longest common border for each piece of land, -1 where none has any."""
    reach = shapely.buffer(lands, _TOUCHING_M)  # what was computed lies beside the edge it was computed from
    land, cell = shapely.STRtree(cells).query(reach, "intersects")
    border_m = shapely.length(shapely.intersection(shapely.boundary(cells[cell]), reach[land]))
    is_heir = (border_m > 10 * _TOUCHING_M) & (cell != besides)
    land, cell, border_m = land[is_heir], cell[is_heir], border_m[is_heir]
    heirs = np.full(len(lands), -1)
    longest_last = np.argsort(border_m, kind="stable")
    heirs[land[longest_last]] = cell[longest_last]
    return heirs


def _parts(cell: shapely.Geometry, before: shapely.Geometry) -> tuple[Polygons, NDArray[np.bool_]]:
    """The parts of a cell, the largest first, and which of them are strays: thin, or one with a larger part before."""
    parts = shapely.get_parts(cell)
    parts = parts[np.argsort(-shapely.area(parts), kind="stable")]
    shared = shapely.area(shapely.intersection(parts[:, None], shapely.get_parts(before)))
    origin = np.argmax(shared, axis=1)
    is_first = np.zeros(len(parts), dtype=bool)
    is_first[np.unique(origin, return_index=True)[1]] = True
    is_stray = ~is_first | are_thin(parts)
    is_stray[0] = False
    return parts, is_stray
