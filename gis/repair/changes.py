"""What land changes hands between two forms of the same cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.faces import pieces_between
from gis.checking.land import TOLERANCE_M2, Polygons
from gis.checking.report import rounded_m2
from gis.plane import Place, Plane

Hands = NDArray[np.intp]


@dataclass(frozen=True)
class Change:
    """A piece of land that changes hands; `None` is land of no cell."""

    before: str | None
    after: str | None
    area_m2: float
    at: Place | None


@dataclass(frozen=True)
class Changes:
    """Every piece of land over 1 m² that changes hands, the largest first, and how much the smaller come to."""

    pieces: tuple[Change, ...]
    rounding_m2: float


def changes(before: Polygons, after: Polygons, codes: Sequence[str], plane: Plane) -> Changes:
    """List the land that changes hands.

    Parameters
    ----------
    before, after : (n,) arrays of valid polygons
        Longitude/latitude; `after` is a coverage.
    codes : n texts
        What the changes call the cells.
    plane : Plane
        Where areas are measured.

    Returns
    -------
    Changes
        Land that several cells had is listed once for each cell that loses it.

    """
    hands, lands = _moved(before, after)
    pieces, land = shapely.get_parts(lands, return_index=True)
    area_m2 = plane.area_m2(pieces)
    large = np.flatnonzero(area_m2 > TOLERANCE_M2)
    owners = np.array([*codes, None], dtype=object)  # -1 is nobody
    found = [
        Change(giver, taker, rounded_m2(size_m2), at)
        for (giver, taker), size_m2, at in zip(
            owners[hands[land[large]]], area_m2[large], plane.places(pieces[large]), strict=True
        )
    ]
    found.sort(key=lambda change: (-change.area_m2, change.before or "", change.after or ""))
    return Changes(tuple(found), round(float(area_m2.sum() - area_m2[large].sum()), 3))


def _moved(before: Polygons, after: Polygons) -> tuple[Hands, Polygons]:
    """Land by the rows that had it and have it then, -1 for nobody: (n, 2) and (n,)."""
    rows = _rows_to_look_at(before, after)
    pieces = pieces_between(np.concatenate([before[rows], after[rows]]))
    tree = shapely.STRtree(shapely.point_on_surface(pieces))
    had, has = (tree.query(cells[rows], "intersects")[::-1].T for cells in (before, after))
    owner = np.full(len(pieces), -1)
    owner[has[:, 0]] = has[:, 1]
    new = np.setdiff1d(has[:, 0], had[:, 0])
    piece = np.concatenate([had[:, 0], new])
    giver, taker = np.concatenate([had[:, 1], np.full(len(new), -1)]), owner[piece]
    moves = giver != taker
    rows_and_nobody = np.append(rows, -1)
    hands = rows_and_nobody[np.column_stack([giver, taker])[moves]]
    return _united(hands, pieces[piece[moves]])


def _rows_to_look_at(before: Polygons, after: Polygons) -> NDArray[np.intp]:
    """The cells that differ, and those that may touch one of them."""
    differ = ~shapely.equals_identical(shapely.normalize(before), shapely.normalize(after))
    changed = np.concatenate([before[differ], after[differ]])
    touched = [shapely.STRtree(cells).query(changed)[1] for cells in (before, after)]
    return np.unique(np.concatenate(touched))


def _united(hands: Hands, pieces: Polygons) -> tuple[Hands, Polygons]:
    """What goes from one hand to another, as one geometry for each two hands."""
    pairs, pair = np.unique(hands, axis=0, return_inverse=True)
    together = np.full(len(pairs), shapely.MultiPolygon(), dtype=object)
    order = np.argsort(pair, kind="stable")
    shapely.multipolygons(pieces[order], indices=pair[order], out=together)
    several = shapely.get_num_geometries(together) > 1
    together[several] = shapely.coverage_union_all(together[several, None], axis=1)
    return pairs, together
