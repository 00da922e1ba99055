"""Barriers that cut through cells: the river or main roads that people of one grid have to cross.

A barrier along the border is what a border is for. So only that part of a barrier counts that lies inside a
cell, farther from its border than a margin; the margin also swallows what rounding and the width of a barrier
leave beside a border drawn along it.
"""

from dataclasses import dataclass
from typing import Self

import numpy as np
import shapely
from numpy.typing import ArrayLike

from gis.mileage import Lines
from gis.noding import as_lines
from gis.shape import Cells, as_cells
from gis.tallies import FloatArray, IntArray, totals

MARGIN_M = 5.0


@dataclass(frozen=True)
class Crossings:
    """What passes through each of n cells, as arrays of length n.

    Attributes
    ----------
    barriers : int array, how many barriers
    length_m : float array, how many metres of them

    """

    barriers: IntArray
    length_m: FloatArray

    def __add__(self, others: Self) -> "Crossings":
        return Crossings(self.barriers + others.barriers, self.length_m + others.length_m)


def crossings(cells: ArrayLike, barriers: ArrayLike, *, margin_m: ArrayLike = MARGIN_M) -> Crossings:
    """Measure the barriers inside each cell.

    Parameters
    ----------
    cells : (n,) array of Polygon or MultiPolygon, metres
    barriers : (k,) array of LineString or MultiLineString, metres
        One row a barrier: a road, the centre line of a river (not its banks, which are two).
    margin_m : float, or (k,) float array
        How far from the border of a cell its inside begins, for each barrier. A river wants its width, where
        borders run now along one bank and now along the other.

    Returns
    -------
    Crossings
        A barrier that enters and leaves a cell twice is one; one that ends inside counts as well.

    Examples
    --------
    >>> river = shapely.LineString([(-50, 50), (150, 50)])
    >>> found = crossings([shapely.box(0, 0, 100, 100), shapely.box(0, 50, 100, 100)], [river])
    >>> found.barriers.tolist(), found.length_m.tolist()
    ([1, 0], [90.0, 0.0])

    """
    lines, given = as_lines(barriers), as_cells(cells)
    margins_m = np.broadcast_to(_as_margins(margin_m), lines.shape)
    found = Crossings(np.zeros(len(given), dtype=np.intp), np.zeros(len(given)))
    for margin in np.unique(margins_m).tolist():
        insides = np.asarray(shapely.buffer(given, -margin, join_style="mitre"), dtype=object)
        found += _inside(insides, lines[margins_m == margin])
    return found


def _inside(insides: Cells, lines: Lines) -> Crossings:
    line, cell = shapely.STRtree(insides).query(lines, predicate="intersects")
    length_m = shapely.length(shapely.intersection(lines[line], insides[cell]))
    return Crossings(
        barriers=np.bincount(cell[length_m > 0], minlength=len(insides)),
        length_m=totals(cell, length_m, cells=len(insides)),
    )


def _as_margins(margin_m: ArrayLike) -> FloatArray:
    margins_m = np.asarray(margin_m, dtype=np.float64)
    if not (np.isfinite(margins_m) & (margins_m >= 0)).all():
        raise ValueError("a margin must be finite and not less than nothing")
    return margins_m
