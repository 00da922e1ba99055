"""A proposal how cells become a coverage, and what land would change hands by it.

Lines that two cells draw twice, a little apart, meet between the two (see `gis.repair.meeting`). Of what is left, an overlap
goes to one of its cells, a gap to the neighbour with the longest common border, slits are closed, edges get
the same vertices on both sides. Enclaves stay open: the declared ones, and the large and compact holes. A part that
is cut off from its cell on the way goes to a neighbour; a part that was apart before stays, unless it is thin.
The result lies on the lattice of stored coordinates.

Nothing is repaired silently: what changes hands is listed, and where no repair is found that is said.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pyproj
import shapely
from numpy.typing import ArrayLike

from gis.checking.edges import ROUNDING_M, SLIT_WIDTH_M
from gis.checking.land import SLIVER_WIDTH_M, Polygons, are_thin, mean_widths, valid_cells
from gis.checking.report import CoverageReport
from gis.crs import project, snap
from gis.errors import RepairRefused
from gis.plane import Plane
from gis.repair.changes import Change, changes
from gis.repair.layout import Layout, laid_out
from gis.repair.meeting import met
from gis.repair.strays import handed_out, with_strays_handed_over
from gis.validation import check

__all__ = ["Change", "Repair", "propose_repair"]

_TOUCHING_M = 0.001
# How much of the reach, and how much snapping. The gentlest snapping that works is taken: more of it also
# closes inlets with a narrow mouth, and less is for cells that are hardly wider than it.
_ATTEMPTS = (
    (1.0, ROUNDING_M),
    (1.0, _TOUCHING_M),
    (1.0, 0.1),
    (0.25, ROUNDING_M),
    (0.0, 0.0),
    (0.0, ROUNDING_M),
    (0.0, 0.1),
)
# Who gets an overlap: the smaller cell may need it to stay at all.
_STRATEGIES = ("min_area", "longest_border")
_MUCH_MORE = 1.5  # times what does not fit: then parts were cut off on the way and went to a neighbour
_ANY_WIDTH_M = 1e9
_ROUNDS = 10
_SHOWN = 5


@dataclass(frozen=True)
class Repair:
    """Cells that are a coverage, in the order given, and the changes that make them one, the largest first.

    `rounding_m2` is what pieces too small to be listed come to.
    """

    polygons: Polygons
    changes: tuple[Change, ...]
    rounding_m2: float

    @property
    def moved_m2(self) -> float:
        """How much land changes hands."""
        return sum(change.area_m2 for change in self.changes) + self.rounding_m2


def propose_repair(
    polygons: ArrayLike,
    codes: Sequence[str],
    *,
    crs: pyproj.CRS,
    enclaves: ArrayLike = (),
    reach_m: float | None = None,
) -> Repair:
    """Propose a coverage that differs as little as possible from the cells given.

    Parameters
    ----------
    polygons : (n,) array of geometries
        Longitude/latitude.
    codes : n texts
        What the changes call the cells.
    crs : pyproj.CRS
        The metric plane of the place.
    enclaves : array of polygons
        Land declared to belong to nobody: what of it no cell covers stays open.
    reach_m : float
        How far apart two cells may have drawn the same line. Without it, three times what nine of ten gaps and
        overlaps are at most wide in the mean, up to half the width of a sliver.

    Returns
    -------
    Repair
        Its polygons are seamless and exact by `gis.validation.check`, but for slivers that were so before,
        and on the lattice; its changes are all pieces over 1 m² that change hands. Cells that are so already stay as they are.

    Raises
    ------
    RepairRefused
        When a cell is no polygon or would vanish (as one of two that are equal), or nothing tried makes
        the cells seamless.

    Examples
    --------
    >>> from gis.crs import metric_crs
    >>> cells = [shapely.box(109.60, 27.94, 109.61, 27.95), shapely.box(109.609, 27.94, 109.62, 27.95)]
    >>> repair = propose_repair(cells, ["a", "b"], crs=metric_crs(109.6, 27.95))
    >>> [(change.before, change.after) for change in repair.changes]
    [('b', 'a')]

    """
    given, declared = _measurable(polygons, crs), valid_cells(np.array(enclaves, dtype=object))
    names = [str(code) for code in codes]
    _refuse(np.flatnonzero(shapely.is_empty(given)), names, "has no polygon")
    if not len(given):
        return Repair(given, (), 0.0)
    task = _Task(given, names, crs, declared, laid_out(given, crs, declared=declared))
    if not len(task.layout.dirt) and task.is_sound(task.looked_at(given)):
        return Repair(given, (), 0.0)
    reach_m = _reach_m(task.layout.dirt) if reach_m is None else reach_m
    for fraction, snapping_m in _ATTEMPTS:
        cells = met(task.layout.cells, task.layout.dirt, reach_m=fraction * reach_m)
        repairs = list(_sound_repairs(cells, snapping_m, task))
        if repairs:
            return min(repairs, key=lambda repair: repair.moved_m2)
    proposal = _finished(_geos_clean(cells, task.layout, snapping_distance=0.0), task)
    _refuse(np.flatnonzero(shapely.is_empty(proposal.cells)), names, "would vanish, as others cover its land")
    _refuse(proposal.rows_with(), names, "does not become seamless by anything that was tried")
    raise RepairRefused("No repair was found that makes these cells exact; they need to be redrawn.")


@dataclass(frozen=True)
class _Proposal:
    """Cells on the lattice, and what a check says of them, which calls them by their rows."""

    cells: Polygons
    report: CoverageReport

    def rows_with(self, *kinds: str) -> list[int]:
        """The rows of the cells that have a defect, of these kinds where any is named."""
        found = [defect for defect in self.report.defects if not kinds or defect.kind in kinds]
        return sorted({int(row) for defect in found for row in defect.cells})


@dataclass(frozen=True)
class _Task:
    """The cells to be repaired: as given, and as they lie on the flat map."""

    given: Polygons
    names: Sequence[str]
    crs: pyproj.CRS
    declared: Polygons
    layout: Layout

    def looked_at(self, cells: Polygons) -> _Proposal:
        rows = [str(row) for row in range(len(cells))]
        return _Proposal(cells, check(cells, rows, crs=self.crs, enclaves=self.declared))

    def is_sound(self, proposal: _Proposal) -> bool:
        """Whether nothing is wrong but cells that were slivers already, or nearly."""
        if not proposal.report.fits_exactly:
            return False
        thin = proposal.rows_with("sliver")
        widths, before = mean_widths(self.layout.map.drawn(proposal.cells[thin])), self.layout.cells[thin]
        return bool((are_thin(before) | (widths > 0.9 * mean_widths(before))).all())

    def repair(self, proposal: _Proposal) -> Repair:
        listed = changes(self.given, proposal.cells, self.names, Plane(self.crs))
        return Repair(proposal.cells, listed.pieces, listed.rounding_m2)


def _measurable(polygons: ArrayLike, crs: pyproj.CRS) -> Polygons:
    """Valid cells on the lattice; what the metric plane does not reach becomes empty."""
    given = np.array(polygons, dtype=object)
    given[~shapely.is_missing(given) & shapely.is_missing(project(given, crs))] = None
    cells: Polygons = snap(valid_cells(given))
    return cells


def _refuse(rows: Iterable[int], names: Sequence[str], why: str) -> None:
    """Refuse when there is any such row."""
    cells = tuple(names[row] for row in rows)
    if cells:
        shown = ", ".join(cells[:_SHOWN]) + (" …" if len(cells) > _SHOWN else "")
        raise RepairRefused(f"No repair: {shown} {why}.", cells=cells)


def _sound_repairs(cells: Polygons, snapping_m: float, task: _Task) -> Iterator[Repair]:
    """Repairs by one way to share out overlaps, and by the other where much more land moves than does not fit."""
    unfit_m2 = float(shapely.area(task.layout.dirt).sum())
    for strategy in _STRATEGIES:
        cleaned = _geos_clean(cells, task.layout, snapping_distance=snapping_m, merge_strategy=strategy)
        proposal = _finished(cleaned, task)
        if task.is_sound(proposal):
            repair = task.repair(proposal)
            yield repair
            if repair.moved_m2 <= _MUCH_MORE * unfit_m2:
                return


def _finished(cells: Polygons, task: _Task) -> _Proposal:
    """Bring cells to the lattice, and go over them for as long as that makes a difference.

    Rounding may let an edge run over a vertex beside it, and a slit that is filled may enclose what was behind it.
    """
    layout = task.layout
    before: Polygons = np.array([], dtype=object)
    for _ in range(_ROUNDS):
        cells = with_strays_handed_over(cells, layout.cells)
        proposal = task.looked_at(snap(layout.map.lonlat(cells)))
        if proposal.report.fits_exactly or _is_vain(proposal.cells, before):
            break
        before, cells = proposal.cells, layout.map.drawn(proposal.cells)
        slits = _slits(cells, proposal.rows_with("unmatched_edge"))
        cells = _geos_clean(handed_out(slits, cells), layout, snapping_distance=_TOUCHING_M)
    return proposal


def _is_vain(cells: Polygons, before: Polygons) -> bool:
    """Whether cells are lost, or nothing about them changes any more."""
    if shapely.is_empty(cells).any():
        return True
    return len(before) > 0 and bool(shapely.equals_identical(*map(shapely.normalize, (cells, before))).all())


def _reach_m(dirt: Polygons) -> float:
    if not len(dirt):
        return 0.0
    return min(3 * float(np.quantile(mean_widths(dirt), 0.9)), SLIVER_WIDTH_M / 2)


def _geos_clean(
    cells: Polygons, layout: Layout, *, snapping_distance: float, merge_strategy: str = _STRATEGIES[0]
) -> Polygons:
    """Let GEOS match the edges and give overlaps and gaps to a cell each; enclaves take part as cells of nobody."""
    everybody = np.concatenate([cells, layout.enclaves])
    try:
        with np.errstate(invalid="ignore"):  # GEOS meets NaN on the way where a face collapses
            cleaned: Polygons = shapely.coverage_clean(  # type: ignore[attr-defined]  # stubs: 2.1
                everybody,
                gap_width=_ANY_WIDTH_M,
                snapping_distance=snapping_distance,
                merge_strategy=merge_strategy,
            )
    except shapely.GEOSException as error:  # slivers across half the earth, say
        raise RepairRefused("No repair: the cells are too thin or too large to be cleaned.") from error
    return cleaned[: len(cells)]


def _slits(cells: Polygons, rows: list[int]) -> Polygons:
    """Narrow land between some of the cells that is open to the outside: what a swelling and shrinking fills."""
    half_m = SLIT_WIDTH_M[1] / 2 + 0.01
    covered = shapely.union_all(cells[rows])
    swollen = shapely.buffer(covered, half_m, join_style="mitre")
    closed = shapely.buffer(swollen, -half_m, join_style="mitre")
    near = shapely.STRtree(cells).query(closed, "intersects")
    pieces = shapely.get_parts(shapely.difference(closed, shapely.union_all(cells[near])))
    piece = shapely.STRtree(cells[rows]).query(pieces, "dwithin", distance=_TOUCHING_M)[0]
    slits: Polygons = pieces[np.bincount(piece, minlength=len(pieces)) > 1]
    return slits
