"""Land that changes hands between two forms of a set of cells, of any quality.

The two forms name their cells by codes; what has the same code and the same shape is passed over. Where cells of one
form overlap, a piece of land is listed for each pair of hands that it is in before and after.
"""

from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import shapely
from numpy.typing import NDArray

Polygons = NDArray[np.object_]
Codes = NDArray[np.object_]


@dataclass(frozen=True)
class Transfers:
    """Pieces of land, arrays of length n: the code that had each `before` and has it `after` (None: nobody's land)."""

    before: Codes
    after: Codes
    land: Polygons

    def __len__(self) -> int:
        return len(self.land)


def transfers(before: Polygons, codes: Codes, after: Polygons, new_codes: Codes) -> Transfers:
    """Find the land that is in other hands after than before.

    Parameters
    ----------
    before, after : arrays of valid Polygon or MultiPolygon, in one plane
    codes, new_codes : what the cells of each are called; no code twice in one of them

    Returns
    -------
    Transfers
        One piece (which may lie in several parts) for each pair of hands.

    Examples
    --------
    >>> west, east = shapely.box(0, 0, 2, 1), shapely.box(2, 0, 3, 1)
    >>> wider, narrower = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 3, 1)
    >>> codes = np.array(["a", "b"], dtype=object)
    >>> moved = transfers(np.array([west, east]), codes, np.array([wider, narrower]), codes)
    >>> moved.before.tolist(), moved.after.tolist(), shapely.area(moved.land).tolist()
    (['a'], ['b'], [1.0])

    """
    old, new = _unlike(before, codes, after, new_codes)
    giver, taker = shapely.STRtree(after[new]).query(before[old], "intersects")
    giver, taker = old[giver], new[taker]
    other = codes[giver] != new_codes[taker]
    giver, taker = giver[other], taker[other]
    nobody_took, abandoned = _beyond(before, old, after)
    nobody_had, won = _beyond(after, new, before)
    land = np.concatenate([shapely.intersection(before[giver], after[taker]), abandoned, won])
    hands = np.concatenate(
        [
            np.column_stack([codes[giver], new_codes[taker]]),
            np.column_stack([codes[nobody_took], np.full(len(nobody_took), None)]),
            np.column_stack([np.full(len(nobody_had), None), new_codes[nobody_had]]),
        ]
    )
    has_area = shapely.area(land) > 0
    return Transfers(hands[has_area, 0], hands[has_area, 1], _areas_alone(land[has_area]))


def _unlike(
    before: Polygons, codes: Codes, after: Polygons, new_codes: Codes
) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The rows of each form that the other has not with the same code and shape."""
    row = {code: at for at, code in enumerate(new_codes.tolist())}
    partner = np.array([row.get(code, -1) for code in codes.tolist()], dtype=np.intp)
    same = partner >= 0
    same[same] = _are_alike(before[same], after[partner[same]])
    return np.flatnonzero(~same), np.delete(np.arange(len(after)), partner[same])


def _are_alike(some: Polygons, others: Polygons) -> NDArray[np.bool_]:
    alike: NDArray[np.bool_] = np.array(some == others, dtype=bool)
    rest = ~alike
    alike[rest] = shapely.equals_identical(shapely.normalize(some[rest]), shapely.normalize(others[rest]))
    return alike


def _beyond(cells: Polygons, rows: NDArray[np.intp], others: Polygons) -> tuple[NDArray[np.intp], Polygons]:
    """What of some cells no other cell covers."""
    row, other = shapely.STRtree(others).query(cells[rows], "intersects")
    begins = np.searchsorted(row, np.arange(len(rows) + 1))
    covered = [shapely.union_all(others[other[a:b]]) for a, b in pairwise(begins)]
    land = shapely.difference(cells[rows], np.array(covered, dtype=object))
    left = shapely.area(land) > 0
    return rows[left], land[left]


def _areas_alone(land: Polygons) -> Polygons:
    """Leave out the lines and points in which cells touch besides."""
    areas = land.copy()
    for at in np.flatnonzero(shapely.get_type_id(land) == shapely.GeometryType.GEOMETRYCOLLECTION):
        parts = shapely.get_parts(land[at])
        areas[at] = shapely.multipolygons(parts[shapely.get_dimensions(parts) == 2])
    return areas
