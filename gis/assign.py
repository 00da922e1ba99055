"""Assignment: which cell an item belongs to, by which rule, how surely, and which cell would be next.

A position inside a cell or on its edge is decided in the lon/lat plane by `gis.locate`; everything that has
metres in it (the tolerance, distances, the accuracy circle, shares of areas and lines) in the metric plane
of the place. Nothing here knows what a cell is called: codes stay with the caller, in the same order.
"""

from functools import cached_property
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj import CRS

from gis.crs import WGS84, Frame, from_wgs84, parse_crs, project, to_wgs84, unproject
from gis.locate import Locator, as_points
from gis.placement import (
    EDGE,
    HAND,
    INSIDE,
    NEAR,
    NO_POSITION,
    OUTSIDE,
    SHARE,
    Candidates,
    Explanation,
    FloatArray,
    IntArray,
    Placements,
    Shares,
    Terms,
    joined,
)
from gis.shares import Land
from gis.surroundings import Around, Surroundings

__all__ = [  # with the words that answers are told in
    "DEFAULT_TOLERANCE_M",
    "EDGE",
    "HAND",
    "INSIDE",
    "NEAR",
    "NO_POSITION",
    "OUTSIDE",
    "SHARE",
    "Assigner",
    "Explanation",
    "Placements",
    "Shares",
]

DEFAULT_TOLERANCE_M = 30.0
_ANYWHERE_M = 1e9  # nothing on earth is farther
_CHUNK = 1 << 20  # positions at once: the more lie together, the fewer edges each is measured against


class Assigner:
    """Assign positions, footprints and lines to cells.

    Parameters
    ----------
    polygons : (m,) array of shapely Polygon or MultiPolygon, lon/lat, in code order
    crs : the metric CRS of the place, see `gis.crs.metric_crs`
    tolerance_m : how far outside every cell a position is still taken to the nearest one
    frame : what the polygons, and all that is asked about, are written in instead of lon/lat; inside and edge
        are decided in its numbers

    Examples
    --------
    >>> from gis.crs import metric_crs
    >>> west, east = shapely.box(109.60, 27.94, 109.61, 27.95), shapely.box(109.61, 27.94, 109.62, 27.95)
    >>> assigner = Assigner([west, east], crs=metric_crs(109.61, 27.945))
    >>> placed = assigner.points([[109.609, 27.945], [109.5, 27.945]])
    >>> placed.rule.tolist(), placed.cell.tolist(), placed.edge_distance_m.round(1).tolist()
    (['inside', 'outside'], [0, -1], [98.4, 9843.6])

    """

    def __init__(
        self,
        polygons: ArrayLike,
        *,
        crs: CRS,
        tolerance_m: float = DEFAULT_TOLERANCE_M,
        frame: Frame = WGS84,
    ) -> None:
        self._locator = Locator(polygons)
        self.plane = parse_crs(crs)
        self.terms = Terms(tolerance_m, frame)
        self._cells = self.in_metres(np.asarray(polygons, dtype=object))

    def points(self, xy: ArrayLike, accuracy_m: ArrayLike | None = None) -> Placements:
        """Assign each position.

        Whether it lies in a cell or on its edge is said by the lon/lat plane, how far it is from others by the metric
        plane, where edges are straight between the places of their ends. Cells that are equally near, to a
        micrometre, are told apart by their order.

        Parameters
        ----------
        xy : (n, 2) float array, lon/lat; not finite = no position
        accuracy_m : (n,) float array, radius of each fix's accuracy circle in metres; NaN = not stated

        """
        xy = as_points(xy)
        stated_m = np.full(len(xy), np.nan)
        if accuracy_m is not None:
            stated_m[:] = np.asarray(accuracy_m, dtype=np.float64)
        starts = range(0, max(len(xy), 1), _CHUNK)
        return joined([self._placed(xy[at : at + _CHUNK], stated_m[at : at + _CHUNK]) for at in starts])

    def areas(self, polygons: ArrayLike) -> tuple[Shares, ...]:
        """Divide each lon/lat footprint among the cells by area; an invalid one is taken as made valid.

        What is too small to measure lies wholly in the first cell that it touches; what is missing, empty, or has
        no place in the metric plane is outside.
        """
        return self._land.shares(self.in_metres(polygons), shapely.area, self.terms)

    def lines(self, lines: ArrayLike) -> tuple[Shares, ...]:
        """Divide each lon/lat line among the cells by length; a stretch on a shared edge counts for both sides."""
        return self._land.shares(self.in_metres(lines), shapely.length, self.terms)

    def in_plane(self, xy: ArrayLike) -> FloatArray:
        """Bring (n, 2) positions into the metric plane; NaN where it does not reach."""
        return from_wgs84(to_wgs84(xy, self.terms.frame), self.plane)

    def in_metres(self, geometries: ArrayLike) -> NDArray[np.object_]:
        """Bring geometries into the metric plane; None for one that it does not reach."""
        drawn: Any = np.asarray(geometries, dtype=object)
        metric: NDArray[np.object_] = project(unproject(drawn, self.terms.frame), self.plane)
        return metric

    @cached_property
    def _surroundings(self) -> Surroundings:
        return Surroundings(self._cells)

    @cached_property
    def _land(self) -> Land:
        return Land(self._cells)

    def _placed(self, xy: FloatArray, stated_m: FloatArray) -> Placements:
        there = self.in_plane(xy)
        located = self._locator.locate(xy)
        around = self._around(there, located)
        near = np.flatnonzero((located < 0) & (around.cell_m <= self.terms.tolerance_m))
        beyond = self._around(there[near], around.cell[near])

        cell = _with(located, near, around.cell[near])
        rule = self._rules(xy, located, near)
        edge_m = np.where(located < 0, around.cell_m, around.edge_m)
        edge_m[rule == EDGE] = 0.0
        next_cell = _with(around.cell, near, beyond.cell)
        next_m = _with(around.cell_m, near, beyond.cell_m)
        edge_m[rule == NO_POSITION] = next_m[rule == NO_POSITION] = np.nan
        doubts = self._doubts(there, cell, np.minimum(edge_m, next_m), stated_m)
        return Placements(cell, rule, edge_m, next_cell, next_m, doubts, stated_m, self.terms)

    def _rules(self, xy: FloatArray, located: IntArray, near: IntArray) -> NDArray[np.str_]:
        on_edge = self._locator.on_edge(xy, located)
        rules = [~np.isfinite(xy).all(axis=1), on_edge, located >= 0]
        return _with(np.select(rules, [NO_POSITION, EDGE, INSIDE], OUTSIDE), near, NEAR)

    def _around(self, there: FloatArray, own: IntArray) -> Around:
        """Look round positions; one that has no place in the plane has nothing round it."""
        in_plane = np.flatnonzero(np.isfinite(there).all(axis=1))
        found = self._surroundings.of(there[in_plane], own[in_plane])
        nothing_m = np.full(len(there), np.inf)
        return Around(
            _with(nothing_m, in_plane, found.edge_m),
            _with(np.full(len(there), -1), in_plane, found.cell),
            _with(nothing_m, in_plane, found.cell_m),
        )

    def _doubts(
        self, there: FloatArray, cell: IntArray, sure_m: FloatArray, stated_m: FloatArray
    ) -> tuple[Candidates, ...]:
        """Divide the accuracy circles that are wider than `sure_m`; a narrower one lies in one cell or in none."""
        radius_m = np.minimum(stated_m, _ANYWHERE_M)
        unsure = np.flatnonzero((radius_m > sure_m) & (radius_m > 0) & np.isfinite(there).all(axis=1))
        doubts: list[Candidates] = [()] * len(there)
        divided = self._land.circles(there[unsure], radius_m[unsure], cell[unsure])
        for row, candidates in zip(unsure.tolist(), divided, strict=True):
            doubts[row] = candidates
        return tuple(doubts)


def _with(values: NDArray[Any], rows: IntArray, others: Any) -> NDArray[Any]:
    """The values, with others in some rows."""
    changed = values.copy()
    changed[rows] = others
    return changed
