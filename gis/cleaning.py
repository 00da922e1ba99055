"""A proposal how cells become a coverage, and what land would change hands by it.

An overlap goes to one of its cells, a gap to the neighbour with the longest common border, slits are closed,
edges get the same vertices on both sides. Enclaves, the large and compact holes, stay open. A part that is
cut off from its cell on the way goes to a neighbour; a part that was apart before stays, unless it is thin.
The result lies on the lattice of stored coordinates.

Nothing is repaired silently: what changes hands is listed, and where no repair is found that is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.crs import project, snap, unproject
from gis.edges import SLIT_WIDTH_M
from gis.errors import RepairRefused
from gis.faces import faces, free_edges
from gis.land import TOLERANCE_M2, Polygons, are_enclaves, are_thin, valid_cells
from gis.plane import Place, Plane
from gis.validation import check

# The gentlest snapping that works is taken: more of it also closes inlets with a narrow mouth.
_SNAPPING_M = (0.0, 0.02, 0.1)
_MERGE_STRATEGIES = ("longest_border", "min_area")  # who gets an overlap; the one that moves less is taken
_ROUNDING_GAP_M = 0.1
_NODING_M = 0.001
_ROUNDS = 10


@dataclass(frozen=True)
class Change:
    """A piece of land that changes hands; `None` is land of no cell."""

    before: str | None
    after: str | None
    area_m2: float
    at: Place | None


@dataclass(frozen=True)
class Repair:
    """Cells that are a coverage, in the order given, and the changes that make them one, the largest first."""

    polygons: Polygons
    changes: tuple[Change, ...]


def propose_repair(polygons: ArrayLike, codes: Sequence[str], *, crs: pyproj.CRS) -> Repair:
    """Propose a coverage that differs as little as possible from the cells given.

    Parameters
    ----------
    polygons : (n,) array of geometries
        Longitude/latitude.
    codes : n texts
        What the changes call the cells.
    crs : pyproj.CRS
        The metric plane of the place.

    Returns
    -------
    Repair
        Its polygons are seamless by `gis.validation.check`, valid by `shapely.coverage_is_valid`, and on the
        lattice; its changes are all pieces over 1 m² that change hands.

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
    given = np.array(polygons, dtype=object)
    given[~shapely.is_missing(given) & shapely.is_missing(project(given, crs))] = None
    given = snap(valid_cells(given))
    names = [str(code) for code in codes]
    _refuse_missing(given, names, "has no polygon")
    for snapping_m in _SNAPPING_M:
        repairs = list(_sound_repairs(given, names, crs, snapping_m))
        if repairs:
            return min(repairs, key=_moved_m2)
    _refuse_missing(
        _cleaned(given, crs, 0.0, "longest_border"), names, "would vanish, as others cover its land"
    )
    raise RepairRefused("No repair was found that makes these cells seamless; they need to be redrawn.")


def _sound_repairs(given: Polygons, names: list[str], crs: pyproj.CRS, snapping_m: float) -> Iterator[Repair]:
    for strategy in _MERGE_STRATEGIES:
        cells = _cleaned(given, crs, snapping_m, strategy)
        if check(cells, names, crs=crs).is_seamless and shapely.coverage_is_valid(cells):
            repair = Repair(cells, _changes(given, cells, names, crs))
            yield repair
            if not repair.changes:
                return


def _moved_m2(repair: Repair) -> float:
    return sum(change.area_m2 for change in repair.changes)


def _refuse_missing(cells: Polygons, names: list[str], why: str) -> None:
    missing = tuple(name for name, cell in zip(names, cells, strict=True) if cell.is_empty)
    if missing:
        shown = ", ".join(missing[:5]) + (" …" if len(missing) > 5 else "")
        raise RepairRefused(f"No repair: {shown} {why}.", cells=missing)


def _cleaned(given: Polygons, crs: pyproj.CRS, snapping_m: float, strategy: str) -> Polygons:
    before = project(given, crs)
    cells = _geos_clean(before, snapping_distance=snapping_m, merge_strategy=strategy)
    for _ in range(_ROUNDS):  # a slit that is filled may enclose what was behind it
        cells = _handed_out(_gaps(cells), cells)
        slits = _slits(cells)
        if not len(slits):
            break
        cells = _geos_clean(_handed_out(slits, cells), gap_width=_ROUNDING_GAP_M, snapping_distance=_NODING_M)
    return _on_lattice(cells, before, crs)


def _on_lattice(cells: Polygons, before: Polygons, crs: pyproj.CRS) -> Polygons:
    """Bring metric cells to the lattice; rounding may let an edge run over a vertex beside it, so look again."""
    for _ in range(_ROUNDS):
        cells = _with_strays_handed_over(cells, before)
        rounded: Polygons = snap(unproject(cells, crs))
        as_many_parts = np.array_equal(shapely.get_num_geometries(rounded), shapely.get_num_geometries(cells))
        if as_many_parts and shapely.coverage_is_valid(rounded):
            break
        cells = _geos_clean(project(rounded, crs), gap_width=_ROUNDING_GAP_M, snapping_distance=0.0)
    return rounded


def _geos_clean(cells: Polygons, **settings: Any) -> Polygons:
    with np.errstate(invalid="ignore"):  # GEOS meets NaN on the way where a face collapses
        cleaned: Polygons = shapely.coverage_clean(cells, **settings)  # type: ignore[attr-defined]  # stubs: 2.1
    return cleaned


def _gaps(cells: Polygons) -> Polygons:
    enclosed = faces(cells, free_edges(cells)).gaps
    gaps: Polygons = enclosed[~are_enclaves(enclosed)]
    return gaps


def _slits(cells: Polygons) -> Polygons:
    """Narrow land that is open to the outside, as by `gis.edges`: what a swelling and shrinking fills."""
    half_m = SLIT_WIDTH_M[1] / 2 + 0.01
    covered = shapely.union_all(cells)
    swollen = shapely.buffer(covered, half_m, join_style="mitre")
    closed = shapely.buffer(swollen, -half_m, join_style="mitre")
    pieces = shapely.get_parts(shapely.difference(closed, covered))
    pieces = pieces[shapely.area(pieces) > TOLERANCE_M2]
    piece, _ = shapely.STRtree(cells).query(pieces, "dwithin", distance=0.001)
    slits: Polygons = pieces[np.bincount(piece, minlength=len(pieces)) > 1]
    return slits


def _handed_out(lands: Polygons, cells: Polygons) -> Polygons:
    """Give each piece of land to the cell that it shares most border with."""
    cells = cells.copy()
    heirs = _heirs(lands, cells)
    for heir in np.unique(heirs[heirs >= 0]):
        cells[heir] = shapely.union_all([cells[heir], *lands[heirs == heir]])
    return cells


def _heirs(lands: Polygons, cells: Polygons, *, besides: int = -1) -> NDArray[np.intp]:
    """The cell with the longest common border for each piece of land, -1 where none has any."""
    reach = shapely.buffer(lands, _NODING_M)  # what was computed lies beside the edge it was computed from
    land, cell = shapely.STRtree(cells).query(reach, "intersects")
    border_m = shapely.length(shapely.intersection(shapely.boundary(cells)[cell], reach[land]))
    is_heir = (border_m > 10 * _NODING_M) & (cell != besides)
    heirs = np.full(len(lands), -1)
    for n in np.argsort(border_m, kind="stable"):  # the longest comes last and stays
        if is_heir[n]:
            heirs[land[n]] = cell[n]
    return heirs


def _with_strays_handed_over(cells: Polygons, before: Polygons) -> Polygons:
    """Give each stray part to the neighbour that it shares most border with; a speck without one goes."""
    cells = cells.copy()
    for row in np.flatnonzero(shapely.get_num_geometries(cells) > 1).tolist():
        strays = _strays(cells[row], before[row])
        for stray, heir in zip(strays, _heirs(strays, cells, besides=row), strict=True):
            if heir >= 0:
                cells[heir] = shapely.coverage_union(cells[heir], stray)
            if heir >= 0 or stray.area <= TOLERANCE_M2:
                cells[row] = _without_part(cells[row], stray)
    return cells


def _strays(cell: Any, before: Any) -> Polygons:
    """Parts besides the main one that are thin, or that were one with a larger part before."""
    parts = np.array(sorted(shapely.get_parts(cell), key=shapely.area, reverse=True), dtype=object)
    shared = shapely.area(shapely.intersection(parts[:, None], shapely.get_parts(before)))
    origin = np.argmax(shared, axis=1)
    cut_off = np.array([origin[n] in origin[:n] for n in range(1, len(parts))], dtype=bool)
    strays: Polygons = parts[1:][cut_off | are_thin(parts[1:])]
    return strays


def _without_part(cell: Any, part: Any) -> Any:
    kept = [other for other in shapely.get_parts(cell) if not other.equals_exact(part)]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(kept)


def _changes(given: Polygons, cleaned: Polygons, names: list[str], crs: pyproj.CRS) -> tuple[Change, ...]:
    plane = Plane(crs)
    hands, lands = _lands_that_move(given, cleaned)
    pieces, land = shapely.get_parts(lands, return_index=True)
    area_m2 = plane.area_m2(pieces)
    large = np.flatnonzero(area_m2 > TOLERANCE_M2)
    owners = np.array([*names, None], dtype=object)  # -1 is nobody
    found = [
        Change(before, after, round(float(size_m2), 1), at)
        for (before, after), size_m2, at in zip(
            owners[hands[land[large]]], area_m2[large], plane.places(pieces[large]), strict=True
        )
    ]
    return tuple(sorted(found, key=lambda change: (-change.area_m2, change.before or "", change.after or "")))


def _lands_that_move(before: Polygons, after: Polygons) -> tuple[NDArray[np.intp], Polygons]:
    """Land by the rows that had it and have it then, -1 for nobody: (n, 2) and (n,)."""
    lost_by, lost = _differing(before, after)
    gained_by, gained = _differing(after, before)
    land, heir = shapely.STRtree(after).query(lost, "intersects")
    hands = [
        np.column_stack([lost_by[land], heir]),
        np.column_stack([lost_by, np.full(len(lost_by), -1)]),
        np.column_stack([np.full(len(gained_by), -1), gained_by]),
    ]
    lands = [shapely.intersection(lost[land], after[heir]), _beyond(lost, after), _beyond(gained, before)]
    return np.concatenate(hands), np.concatenate(lands)


def _differing(cells: Polygons, others: Polygons) -> tuple[NDArray[np.intp], Polygons]:
    """The rows where a cell has land that its other form has not, and that land."""
    unlike = np.flatnonzero(~shapely.equals_identical(shapely.normalize(cells), shapely.normalize(others)))
    land = shapely.difference(cells[unlike], others[unlike])
    has_area = shapely.area(land) > 0
    return unlike[has_area], land[has_area]


def _beyond(lands: Polygons, cells: Polygons) -> Polygons:
    """What of each land no cell covers."""
    tree = shapely.STRtree(cells)
    near = [shapely.union_all(cells[tree.query(land, "intersects")]) for land in lands]
    beyond: Polygons = shapely.difference(lands, np.array(near, dtype=object))
    return beyond
