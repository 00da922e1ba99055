"""A proposal how cells become a coverage, and what land would change hands by it.

Lines that two cells draw twice, a little apart, meet between the two (see `gis.meeting`). Of what is left, an overlap
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

from gis.changes import Change, changes
from gis.crs import project, snap
from gis.draft import Draft, laid_out
from gis.edges import ROUNDING_M, SLIT_WIDTH_M, unmatched_edges
from gis.errors import RepairRefused
from gis.faces import free_edges
from gis.land import SLIVER_WIDTH_M, Polygons, mean_widths, valid_cells
from gis.meeting import met
from gis.plane import Plane
from gis.report import CoverageReport
from gis.strays import handed_out, with_strays_handed_over
from gis.validation import check

__all__ = ["Change", "Repair", "propose_repair"]

# How much of the reach, and how much snapping. The gentlest snapping that works is taken: more of it also
# closes inlets with a narrow mouth.
_ATTEMPTS = ((1.0, ROUNDING_M), (1.0, 0.1), (0.25, ROUNDING_M), (0.0, 0.0), (0.0, ROUNDING_M), (0.0, 0.1))
_NODING_M = 0.001
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
        Its polygons are seamless and exact by `gis.validation.check`, and on the lattice; its changes are all
        pieces over 1 m² that change hands. Cells that are so already stay as they are.

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
    for proposal in _proposals(given, crs, declared, reach_m):
        report = check(proposal, _row_names(proposal), crs=crs, enclaves=declared)
        if report.is_exact:
            listed = changes(given, proposal, names, Plane(crs))
            return Repair(proposal, listed.pieces, listed.rounding_m2)
    _refuse(np.flatnonzero(shapely.is_empty(proposal)), names, "would vanish, as others cover its land")
    _refuse(_rows(report), names, "does not become seamless by anything that was tried")
    raise RepairRefused("No repair was found that makes these cells exact; they need to be redrawn.")


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


def _row_names(cells: Polygons) -> list[str]:
    return [str(row) for row in range(len(cells))]


def _rows(report: CoverageReport) -> list[int]:
    return sorted({int(row) for defect in report.defects for row in defect.cells})


def _proposals(
    given: Polygons, crs: pyproj.CRS, declared: Polygons, reach_m: float | None
) -> Iterator[Polygons]:
    """Cells on the lattice: those given where they may do, then as they are after ever other attempts."""
    draft = laid_out(given, crs, declared=declared)
    if not len(draft.dirt):
        yield given
    reach_m = _reach_m(draft.dirt) if reach_m is None else reach_m
    for fraction, snapping_m in _ATTEMPTS:
        cells = met(draft.cells, draft.dirt, reach_m=fraction * reach_m)
        cells = _geos_clean(cells, draft, snapping_distance=snapping_m)
        yield _on_lattice(_with_slits_closed(cells, draft), draft)


def _reach_m(dirt: Polygons) -> float:
    if not len(dirt):
        return 0.0
    return min(3 * float(np.quantile(mean_widths(dirt), 0.9)), SLIVER_WIDTH_M / 2)


def _geos_clean(cells: Polygons, draft: Draft, *, snapping_distance: float) -> Polygons:
    """Let GEOS match the edges and give overlaps and gaps to a cell each; enclaves take part as cells of nobody."""
    everybody = np.concatenate([cells, draft.enclaves])
    with np.errstate(invalid="ignore"):  # GEOS meets NaN on the way where a face collapses
        cleaned: Polygons = shapely.coverage_clean(  # type: ignore[attr-defined]  # stubs: 2.1
            everybody, gap_width=_ANY_WIDTH_M, snapping_distance=snapping_distance
        )
    return cleaned[: len(cells)]


def _with_slits_closed(cells: Polygons, draft: Draft) -> Polygons:
    for _ in range(_ROUNDS):  # a slit that is filled may enclose what was behind it
        slits = _slits(cells)
        if not len(slits):
            break
        cells = _geos_clean(handed_out(slits, cells), draft, snapping_distance=_NODING_M)
    return cells


def _slits(cells: Polygons) -> Polygons:
    """Narrow land that is open to the outside, as by `gis.edges`: what a swelling and shrinking fills."""
    unmatched = unmatched_edges(cells, free_edges(cells), np.array([], dtype=object), metre=1.0)
    beside = cells[sorted({row for rows in unmatched for row in rows})]
    half_m = SLIT_WIDTH_M[1] / 2 + 0.01
    covered = shapely.coverage_union_all(beside)
    swollen = shapely.buffer(covered, half_m, join_style="mitre")
    closed = shapely.buffer(swollen, -half_m, join_style="mitre")
    pieces = shapely.get_parts(shapely.difference(closed, covered))
    pieces = shapely.get_parts(shapely.difference(pieces, shapely.coverage_union_all(cells)))
    piece = shapely.STRtree(beside).query(pieces, "dwithin", distance=_NODING_M)[0]
    slits: Polygons = pieces[(np.bincount(piece, minlength=len(pieces)) > 1) & (shapely.area(pieces) > 0)]
    return slits


def _on_lattice(cells: Polygons, draft: Draft) -> Polygons:
    """Bring cells to the lattice; rounding may let an edge run over a vertex beside it, so look again."""
    for _ in range(_ROUNDS):
        cells = with_strays_handed_over(cells, draft.cells)
        rounded: Polygons = snap(draft.map.lonlat(cells))
        as_many_parts = np.array_equal(shapely.get_num_geometries(rounded), shapely.get_num_geometries(cells))
        if as_many_parts and shapely.coverage_is_valid(rounded):
            break
        cells = _geos_clean(draft.map.drawn(rounded), draft, snapping_distance=0.0)
    return rounded
