"""The laws that every edit keeps, checked before a new coverage is made.

1. Each changed cell is one valid polygon.
2. The borders of the changed cells add up to what they added up to before (see `gis.borders`). A valid polygon
   counts every place on its right once, so with equal sums of borders every place is covered as often as
   before: once. No gap and no overlap can arise, and as edges cancel only vertex by vertex, none is unmatched.
   Two things that the sum does not see are looked at: a hole that touches a shell between two nodes, and the
   outer limit where a new node bends it, which must not meet or reach over other land.
3. Locked cells keep their land; no parent loses its last cell, or falls into more pieces than it had.
"""

from collections.abc import Collection, Iterable, Mapping
from typing import Any

import numpy as np
import shapely

from gis.borders import edges_of, uncancelled, vertices
from gis.coverage import Cell, Coverage
from gis.edits.limit import refuse_bad_limit
from gis.edits.patch import Patch
from gis.errors import EditRefused

Place = tuple[float, float]
Edited = tuple[Coverage, Patch]


def commit(
    coverage: Coverage,
    edit: Mapping[str, Any],
    cells: Iterable[Cell],
    *,
    ended: Collection[str] = (),
    noded: Coverage | None = None,
) -> Edited:
    """Make the coverage in which `cells` are new or changed and others have `ended`, if the laws hold.

    Parameters
    ----------
    edit : kind and arguments, for the patch
    cells : new and changed cells; those that are as they were are left out
    noded : the coverage with further nodes on its edges, where the cells were made from that

    Raises
    ------
    EditRefused
        invalid, multipart, would_overlap, too_close, locked, last_of_parent, breaks_parent or nothing_changes.

    """
    base = noded or coverage
    after = [Cell(cell.code, shapely.normalize(cell.polygon), cell.parent) for cell in cells]
    after = [cell for cell in after if cell.code not in coverage or not _is_same(cell, coverage[cell.code])]
    before = [coverage[cell.code] for cell in after if cell.code in coverage]
    before += [coverage[code] for code in sorted(ended)]
    if not after and not ended:
        raise EditRefused("nothing_changes")
    _refuse_locked(coverage, base, after, ended)
    _refuse_invalid(coverage, after)
    _refuse_other_land(base, after, [cell.code for cell in before])
    patch = Patch(edit, _sorted(before), _sorted(after), ended=tuple(sorted(ended)))
    made = patch.apply(coverage)
    if noded:
        refuse_bad_limit(coverage, made, patch.before, patch.after)
    _refuse_broken_parents(coverage, made, {cell.parent for cell in (*before, *after)})
    return made, patch


def standing(coverage: Coverage, codes: Iterable[str]) -> tuple[str, ...]:
    """Those of some codes that a planner knows, for a refusal to name: not those of cells that were not made."""
    return tuple(sorted(coverage.index.keys() & codes))


def place_on(geometry: Any) -> Place:
    """A place on a geometry, for a refusal to point at."""
    spot = shapely.point_on_surface(geometry)
    return float(shapely.get_x(spot)), float(shapely.get_y(spot))


def _is_same(cell: Cell, other: Cell) -> bool:
    same_land = bool(shapely.equals_identical(cell.polygon, other.polygon))
    return cell.parent == other.parent and same_land


def _sorted(cells: list[Cell]) -> tuple[Cell, ...]:
    return tuple(sorted(cells, key=lambda cell: cell.code))


def _refuse_locked(coverage: Coverage, base: Coverage, after: list[Cell], ended: Collection[str]) -> None:
    """A locked cell may get nodes on its edges, and nothing else."""
    touched = {cell.code for cell in after if not (cell.code in base and _is_same(cell, base[cell.code]))}
    locked = (touched | set(ended)) & coverage.locked
    if locked:
        raise EditRefused("locked", cells=tuple(sorted(locked)))


def _refuse_invalid(coverage: Coverage, after: list[Cell]) -> None:
    polygons = np.array([cell.polygon for cell in after], dtype=object)
    for wrong, reason in (
        (shapely.get_type_id(polygons) != 3, "multipart"),
        (~shapely.is_valid(polygons) | shapely.is_empty(polygons), "invalid"),
    ):
        found = np.flatnonzero(wrong)
        if len(found):
            cells = standing(coverage, {after[row].code for row in found})
            raise EditRefused(reason, cells=cells, at=_trouble(polygons[found[0]]))


def _trouble(polygon: Any) -> Place | None:
    """Where a polygon crosses itself, or its smallest part."""
    if polygon.is_empty:
        return None
    if not polygon.is_valid:
        reason = shapely.is_valid_reason(polygon)
        x, y = reason[reason.index("[") + 1 : reason.index("]")].split()[:2]
        return float(x), float(y)
    return place_on(min(shapely.get_parts(polygon), key=shapely.area))


def _refuse_other_land(base: Coverage, after: list[Cell], replaced: list[str]) -> None:
    new = np.array([cell.polygon for cell in after], dtype=object)
    old = base.polygons[base.rows(replaced)]
    low, _ = uncancelled(edges_of(new), edges_of(old))
    if len(low):
        x, y = vertices(low[:1])[0].tolist()
        raise EditRefused("would_overlap", cells=tuple(sorted(replaced)), at=(x, y))
    if shapely.get_num_interior_rings(new).any():
        _refuse_touching_holes(base, after, new, replaced)


def _refuse_touching_holes(base: Coverage, after: list[Cell], new: Any, replaced: list[str]) -> None:
    """A hole may touch the shell in one point that is no vertex of the shell: then edges do not match."""
    around = base.near(tuple(shapely.total_bounds(new)))
    still = [row for row in around if base.codes[row] not in replaced]
    if not shapely.coverage_is_valid(np.concatenate([new, base.polygons[still]])):
        holed = [cell for cell in after if shapely.get_num_interior_rings(cell.polygon)]
        cells = standing(base, {cell.code for cell in holed})
        raise EditRefused("would_overlap", cells=cells, at=place_on(holed[0].polygon))


def _refuse_broken_parents(coverage: Coverage, made: Coverage, parents: set[str]) -> None:
    for parent in sorted(parents):
        had, has = coverage.pieces_of(parent), made.pieces_of(parent)
        if had and not has:
            raise EditRefused("last_of_parent", cells=tuple(sorted(coverage.members[parent])))
        if has > max(had, 1):
            raise EditRefused("breaks_parent", cells=standing(coverage, made.members[parent]))
