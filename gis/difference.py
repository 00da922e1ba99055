"""What is different between two coverages, and where two drafts of one are at odds.

A cell is *created* when its code is new, *ended* when its code is gone, *changed* when its land or its parent is
another. The *lineage* of a cell that ended or changed is the list of its heirs: who has which share of its land.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyproj
import shapely

from gis.checking.land import TOLERANCE_M2
from gis.coverage import Cell, Coverage
from gis.crs import project
from gis.lattice import to_lonlat
from gis.transfers import transfers


@dataclass(frozen=True)
class ChangedLand:
    """Land that goes from one cell to another (None: nobody's), with its size; `land` in lattice units."""

    before: str | None
    after: str | None
    area_m2: float
    land: Any


@dataclass(frozen=True)
class Heir:
    """One cell has a share of what was another's land."""

    ancestor: str
    heir: str | None
    share: float


@dataclass(frozen=True)
class Difference:
    """What is different after.

    Attributes
    ----------
    created, changed, ended : codes, ascending
    moved : (code, old parent, new parent) of cells that belong to another parent
    land : the largest first; pieces under `noise_m2` are left out
    lineage : by ancestor; a cell that kept all its land is no ancestor

    """

    created: tuple[str, ...]
    changed: tuple[str, ...]
    ended: tuple[str, ...]
    moved: tuple[tuple[str, str, str], ...]
    land: tuple[ChangedLand, ...]
    lineage: tuple[Heir, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """Every cell that is not the same."""
        return tuple(sorted((*self.created, *self.changed, *self.ended)))


@dataclass(frozen=True)
class Conflict:
    """Two drafts are at odds over a cell or, by `breaks_parent`, over a parent, which `code` then names.

    By `same_land` a cell has land in one draft that another cell has in the other; each is named.

    """

    kind: Literal["changed_by_both", "ended_and_changed", "same_new_code", "same_land", "breaks_parent"]
    code: str


def difference(
    before: Coverage, after: Coverage, *, crs: pyproj.CRS, noise_m2: float = TOLERANCE_M2
) -> Difference:
    """Compare two coverages.

    Parameters
    ----------
    crs : the metric plane of the place, in which land is measured
    noise_m2 : land of this size or less is taken for rounding: edges bend by less than a centimetre where they
        get a node

    Examples
    --------
    >>> from gis.crs import metric_crs
    >>> from gis.edits import merge
    >>> x, y = 1096000000, 279400000
    >>> cells = [shapely.box(x, y, x + 9000, y + 9000), shapely.box(x + 9000, y, x + 18000, y + 9000)]
    >>> two = Coverage.of(cells, ["a", "b"], ["p", "p"])
    >>> found = difference(two, merge(two, ["a", "b"], "a")[0], crs=metric_crs(109.6, 27.94))
    >>> found.changed, found.ended, [(heir.ancestor, heir.heir, heir.share) for heir in found.lineage]
    (('a',), ('b',), [('b', 'a', 1.0)])

    """
    created = tuple(code for code in after.codes if code not in before)
    ended = tuple(code for code in before.codes if code not in after)
    changed = tuple(code for code in before.codes if code in after and not _is_same(before, after, code))
    moved = tuple(
        (code, before[code].parent, after[code].parent)
        for code in changed
        if before[code].parent != after[code].parent
    )
    land = _changed_land(before, after, crs, noise_m2)
    return Difference(created, changed, ended, moved, land, _lineage(before, after, land, crs))


def conflicts(base: Coverage, ours: Coverage, theirs: Coverage) -> tuple[Conflict, ...]:
    """Where two drafts of one coverage are at odds; without any, `combined` puts them together.

    A cell is at odds when both drafts changed it, and not to the same. That includes the neighbours of what was
    redrawn, which share its nodes; so what the two drafts changed otherwise lies apart, but for land that a cell
    lost in both drafts, to two different cells. A new code is at odds when the other draft gave it too, even if
    that cell has ended again.

    """
    mine, yours = _touched(base, ours), _touched(base, theirs)
    both = {code for code in mine & yours if not _agree(ours, theirs, code)}
    spent = (mine & theirs.ended | yours & ours.ended) - set(base.codes)
    found = [Conflict(_kind(base, ours, theirs, code), code) for code in sorted(both | spent)]
    if found:
        return tuple(found)
    made = _put_together(base, ours, theirs)
    return tuple(_same_land(made, mine | yours) or _broken_parents(made, ours, theirs))


def combined(base: Coverage, ours: Coverage, theirs: Coverage) -> Coverage:
    """Put two drafts of one coverage together.

    Raises
    ------
    ValueError
        When they are at odds: see `conflicts`.

    """
    if conflicts(base, ours, theirs):
        raise ValueError("the two drafts are at odds")
    return _put_together(base, ours, theirs)


def _same_land(made: Coverage, touched: set[str]) -> list[Conflict]:
    rows = made.rows(touched & made.index.keys())
    overlapping = ~shapely.is_empty(shapely.coverage_invalid_edges(made.polygons[rows]))
    return [Conflict("same_land", made.codes[row]) for row in rows[overlapping]]


def _broken_parents(made: Coverage, ours: Coverage, theirs: Coverage) -> list[Conflict]:
    most = {
        parent: max(1, ours.pieces_of(parent), theirs.pieces_of(parent))
        for parent in sorted({*ours.parents, *theirs.parents})
    }
    return [
        Conflict("breaks_parent", parent)
        for parent, pieces in most.items()
        if not 1 <= made.pieces_of(parent) <= pieces
    ]


def _put_together(base: Coverage, ours: Coverage, theirs: Coverage) -> Coverage:
    yours = _touched(base, theirs)
    cells = [theirs[code] for code in sorted(yours) if code in theirs]
    gone = [code for code in yours if code not in theirs and code in ours]
    return ours.with_cells(cells, without=gone, ended=ours.ended | theirs.ended)


def _touched(base: Coverage, draft: Coverage) -> set[str]:
    """The codes that a draft created, changed or ended."""
    shared = (code for code in base.codes if code in draft)
    return set(base.codes) ^ set(draft.codes) | {code for code in shared if not _is_same(base, draft, code)}


def _is_same(one: Coverage, other: Coverage, code: str) -> bool:
    return _are_same(one[code], other[code])


def _are_same(cell: Cell, other: Cell) -> bool:
    same_land = cell.polygon is other.polygon or bool(shapely.equals_identical(cell.polygon, other.polygon))
    return same_land and cell.parent == other.parent


def _agree(ours: Coverage, theirs: Coverage, code: str) -> bool:
    if code in ours and code in theirs:
        return _is_same(ours, theirs, code)
    return code not in ours and code not in theirs


def _kind(
    base: Coverage, ours: Coverage, theirs: Coverage, code: str
) -> Literal["changed_by_both", "ended_and_changed", "same_new_code"]:
    if code not in base:
        return "same_new_code"
    return "changed_by_both" if code in ours and code in theirs else "ended_and_changed"


def _changed_land(
    before: Coverage, after: Coverage, crs: pyproj.CRS, noise_m2: float
) -> tuple[ChangedLand, ...]:
    moved = transfers(before.polygons, _names(before.codes), after.polygons, _names(after.codes))
    area_m2 = _area_m2(moved.land, crs)
    found = [
        ChangedLand(moved.before[at], moved.after[at], float(area_m2[at]), moved.land[at])
        for at in np.flatnonzero(area_m2 > noise_m2)
    ]
    return tuple(sorted(found, key=lambda one: (-one.area_m2, one.before or "", one.after or "")))


def _lineage(
    before: Coverage, after: Coverage, land: Iterable[ChangedLand], crs: pyproj.CRS
) -> tuple[Heir, ...]:
    """The heirs of each cell that lost land, itself included while it keeps some, the largest share first."""
    lost: dict[str, dict[str | None, float]] = {}
    for one in land:
        if one.before is not None:
            lost.setdefault(one.before, {})[one.after] = one.area_m2
    heirs = []
    for ancestor in sorted(lost):
        whole_m2 = float(_area_m2(np.array([before[ancestor].polygon], dtype=object), crs)[0])
        shares = {heir: area_m2 / whole_m2 for heir, area_m2 in lost[ancestor].items()}
        kept = 1 - sum(shares.values())
        if ancestor in after and kept * whole_m2 > TOLERANCE_M2:
            shares[ancestor] = kept
        ranked = sorted(shares.items(), key=lambda item: (-item[1], item[0] or ""))
        heirs += [Heir(ancestor, heir, round(share, 6)) for heir, share in ranked]
    return tuple(heirs)


def _area_m2(land: Any, crs: pyproj.CRS) -> Any:
    return shapely.area(project(to_lonlat(land), crs))


def _names(codes: tuple[str, ...]) -> Any:
    return np.array(codes, dtype=object)
