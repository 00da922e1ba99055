"""What land changes hands between two forms of the same cells."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import shapely

from gis.checking.land import TOLERANCE_M2, Polygons
from gis.checking.report import rounded_m2
from gis.plane import Place, Plane
from gis.transfers import transfers


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
    rows = np.arange(len(before)).astype(object)  # a code may stand twice
    moved = transfers(before, rows, after, rows)
    pieces, which = shapely.get_parts(moved.land, return_index=True)
    area_m2 = plane.area_m2(pieces)
    large = np.flatnonzero(area_m2 > TOLERANCE_M2)
    found = [
        Change(_code(moved.before[at], codes), _code(moved.after[at], codes), rounded_m2(size_m2), place)
        for at, size_m2, place in zip(which[large], area_m2[large], plane.places(pieces[large]), strict=True)
    ]
    found.sort(key=lambda change: (-change.area_m2, change.before or "", change.after or ""))
    return Changes(tuple(found), round(float(area_m2.sum() - area_m2[large].sum()), 3))


def _code(row: int | None, codes: Sequence[str]) -> str | None:
    return None if row is None else codes[row]
