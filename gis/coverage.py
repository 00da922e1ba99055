"""A coverage: labelled polygons that lie side by side without gap or overlap, as a value to work on.

Each *cell* is one polygon with a code and one parent. Cells share their edges vertex by vertex on the lattice
(`gis.lattice`), so what holds is exact: every edge inside the coverage belongs to two cells, every edge of
the *outer limit* to one. Holes of the whole are *enclaves*, land that belongs to nobody here; they are
declared when the coverage is made, and their rims are part of the outer limit.

A coverage never changes. `gis.edits` gives new ones; `gis.validation` says what keeps polygons of any quality
from being one, `gis.cleaning` what would make them one.
"""

from bisect import bisect_left
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any, NamedTuple

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.borders import Polygons, Rows, edges_of, shared_by
from gis.checking.faces import faces, free_edges
from gis.errors import NotACoverage
from gis.lattice import are_on_lattice, to_lattice, to_lonlat, whole

WIDEST = 1 << 26  # lattice units, 6.7 degrees: products of two differences stay exact in doubles

Bounds = tuple[float, float, float, float]


class Cell(NamedTuple):
    """One cell: its code, its polygon (normalised, lattice units) and the parent it belongs to."""

    code: str
    polygon: shapely.Polygon
    parent: str


@dataclass(frozen=True, eq=False)
class Coverage:
    """Cells as arrays of equal length; use `Coverage.of` or `Coverage.from_lonlat` to make one.

    Attributes
    ----------
    codes : ascending as text, so the lowest row has the lowest code
    polygons : (n,) array of Polygon, lattice units, normalised; not writable
    parents : what each cell belongs to
    locked : codes of cells whose land must stay as it is
    ended : codes that were in use before and are not to be given again

    """

    codes: tuple[str, ...]
    polygons: Polygons = field(repr=False)
    parents: tuple[str, ...] = field(repr=False)
    locked: frozenset[str] = frozenset()
    ended: frozenset[str] = frozenset()

    @classmethod
    def of(
        cls,
        polygons: ArrayLike,
        codes: Sequence[str],
        parents: Sequence[str],
        *,
        locked: Collection[str] = (),
        ended: Collection[str] = (),
        enclaves: Iterable[Any] = (),
    ) -> "Coverage":
        """Make a coverage of polygons in lattice units, in any order.

        Parameters
        ----------
        polygons : (n,) array of Polygon
        codes, parents : n texts each
        locked, ended : codes; what says nothing is left out: a lock without a cell, the end of a code in use
        enclaves : polygons
            Every hole of the whole must have a point on it that one of these covers.

        Raises
        ------
        NotACoverage
            With the reason, the cells and a place.
        ValueError
            When there are not as many codes or parents as polygons.

        Examples
        --------
        >>> squares = [shapely.box(0, 0, 10, 10), shapely.box(10, 0, 20, 10)]
        >>> Coverage.of(squares, ["a", "b"], ["p", "p"]).codes
        ('a', 'b')

        """
        cells = np.array(polygons, dtype=object).reshape(-1)
        names = np.array([str(code) for code in codes], dtype=object)
        if not len(cells) == len(names) == len(parents):
            raise ValueError(f"{len(cells)} polygons, {len(names)} codes and {len(parents)} parents")
        _refuse_repeated(names)
        _refuse_what_is_no_single_polygon(cells, names)
        order = np.argsort(names, kind="stable")
        made = cls(
            tuple(names[order]),
            shapely.normalize(shapely.transform(cells[order], whole)),
            tuple(str(parents[row]) for row in order),
            frozenset(locked).intersection(names),
            frozenset(ended).difference(names),
        )
        _refuse_unmatched(made)
        _refuse_gaps(made, np.array(list(enclaves), dtype=object))
        return made

    @classmethod
    def from_lonlat(
        cls, polygons: ArrayLike, codes: Sequence[str], parents: Sequence[str], **options: Any
    ) -> "Coverage":
        """Make a coverage of polygons in longitude/latitude; see `of`. Coordinates go to the nearest lattice place."""
        enclaves = to_lattice(np.array(list(options.pop("enclaves", ())), dtype=object))
        return cls.of(
            to_lattice(np.array(polygons, dtype=object)), codes, parents, enclaves=enclaves, **options
        )

    def __post_init__(self) -> None:
        self.polygons.flags.writeable = False

    def __len__(self) -> int:
        return len(self.codes)

    def __contains__(self, code: object) -> bool:
        return code in self.index

    def __getitem__(self, code: str) -> Cell:
        row = self.index[code]
        return Cell(code, self.polygons[row], self.parents[row])

    @property
    def lonlat(self) -> Polygons:
        """The polygons in longitude/latitude."""
        polygons: Polygons = to_lonlat(self.polygons)
        return polygons

    @cached_property
    def index(self) -> dict[str, int]:
        """The row of each code."""
        return {code: row for row, code in enumerate(self.codes)}

    @cached_property
    def bounds(self) -> NDArray[np.float64]:
        """The box of each cell, (n, 4): west, south, east, north in lattice units."""
        bounds: NDArray[np.float64] = shapely.bounds(self.polygons).reshape(-1, 4)
        return bounds

    @cached_property
    def neighbours(self) -> Mapping[str, frozenset[str]]:
        """The cells that share an edge with each; a common corner is not enough."""
        return _neighbours(self.codes, self.polygons)

    @cached_property
    def members(self) -> Mapping[str, frozenset[str]]:
        """The cells of each parent."""
        cells: dict[str, set[str]] = {}
        for code, parent in zip(self.codes, self.parents, strict=True):
            cells.setdefault(parent, set()).add(code)
        return {parent: frozenset(codes) for parent, codes in cells.items()}

    def near(self, bounds: Bounds) -> Rows:
        """The rows of the cells whose box touches a box."""
        west, south, east, north = bounds
        box = self.bounds
        touches = (box[:, 0] <= east) & (box[:, 2] >= west) & (box[:, 1] <= north) & (box[:, 3] >= south)
        return np.flatnonzero(touches)

    def rows(self, codes: Iterable[str]) -> Rows:
        """The rows of codes, ascending."""
        return np.array(sorted(self.index[code] for code in codes), dtype=np.intp)

    def pieces_of(self, parent: str) -> int:
        """Of how many pieces, joined over shared edges, the land of a parent consists; 0 where it has no cell."""
        left = set(self.members.get(parent, ()))
        pieces = 0
        while left:
            pieces += 1
            reached = [left.pop()]
            while reached:
                beside = self.neighbours[reached.pop()] & left
                left -= beside
                reached += beside
        return pieces

    def is_identical(self, other: "Coverage") -> bool:
        """Whether two coverages are the same to the last digit."""
        return (
            (self.codes, self.parents, self.locked, self.ended)
            == (other.codes, other.parents, other.locked, other.ended)
        ) and bool(shapely.equals_identical(self.polygons, other.polygons).all())

    def with_cells(
        self, cells: Iterable[Cell], *, without: Collection[str] = (), ended: Collection[str] = ()
    ) -> "Coverage":
        """Put cells in, or in the place of those with the same code, and leave others out.

        Nothing is checked: the caller knows that the result is a coverage, as `gis.edits` does.

        Parameters
        ----------
        cells : new cells and new forms of cells
        without : the codes of cells that go
        ended : what `ended` becomes

        """
        changed = {cell.code: cell for cell in cells}
        new = [changed[code] for code in sorted(changed.keys() - self.index.keys())]
        made = self._redrawn([cell for cell in changed.values() if cell.code in self.index], ended)
        if new or without:
            made = made._recomposed(new, without)
        made._take_over_neighbours(self, changed.keys(), without)
        return made

    def _redrawn(self, cells: Iterable[Cell], ended: Collection[str]) -> "Coverage":
        """The same codes with other land or parents."""
        polygons, parents = self.polygons.copy(), list(self.parents)
        for cell in cells:
            row = self.index[cell.code]
            polygons[row], parents[row] = cell.polygon, cell.parent
        made = replace(self, polygons=polygons, parents=tuple(parents), ended=frozenset(ended))
        made.__dict__["index"] = self.index
        if made.parents == self.parents:
            made.__dict__["members"] = self.members
        return made

    def _recomposed(self, new: Sequence[Cell], without: Collection[str]) -> "Coverage":
        """Other codes."""
        gone = self.rows(without)
        codes, parents = (
            np.delete(np.array(texts, dtype=object), gone) for texts in (self.codes, self.parents)
        )
        at = [bisect_left(codes, cell.code) for cell in new]
        land = np.array([cell.polygon for cell in new], dtype=object)
        return replace(
            self,
            codes=tuple(np.insert(codes, at, [cell.code for cell in new])),
            polygons=np.insert(np.delete(self.polygons, gone), at, land),
            parents=tuple(np.insert(parents, at, [cell.parent for cell in new])),
        )

    def _take_over_neighbours(
        self, before: "Coverage", changed: Collection[str], gone: Collection[str]
    ) -> None:
        """Where the neighbours were known, find anew only those of what changed."""
        if "neighbours" not in before.__dict__:
            return
        known = before.neighbours
        touched = {*changed, *gone}
        around = {code for one in touched & known.keys() for code in known[one]}
        local = sorted((touched | around) - set(gone))
        found = _neighbours(local, self.polygons[self.rows(local)])
        renewed = {
            code: found[code] if code in touched else (known[code] - touched) | (found[code] & touched)
            for code in local
        }
        self.__dict__["neighbours"] = {**known, **renewed}
        for code in gone:
            del self.__dict__["neighbours"][code]


def _neighbours(codes: Sequence[str], polygons: Polygons) -> dict[str, frozenset[str]]:
    beside: dict[str, list[str]] = {code: [] for code in codes}
    for one, other in zip(*(rows.tolist() for rows in shared_by(edges_of(polygons))), strict=True):
        beside[codes[one]].append(codes[other])
    return {code: frozenset(others) for code, others in beside.items()}


def _refuse_repeated(names: NDArray[np.object_]) -> None:
    codes, times = np.unique(names.astype(str), return_counts=True)
    if (times > 1).any():
        raise NotACoverage("repeated_code", cells=tuple(codes[times > 1].tolist()))


def _refuse_what_is_no_single_polygon(cells: Polygons, names: NDArray[np.object_]) -> None:
    kind = shapely.get_type_id(cells)
    empty = shapely.is_missing(cells) | shapely.is_empty(cells)
    _refuse("no_polygon", empty | ~np.isin(kind, (3, 6)), names)
    _refuse("multipart", kind != 3, names)
    xy, row = shapely.get_coordinates(cells, return_index=True)
    _refuse("off_lattice", np.bincount(row[~are_on_lattice(xy)], minlength=len(cells)) > 0, names)
    if len(xy) and np.ptp(xy, axis=0).max() > WIDEST:
        raise NotACoverage("too_large")
    _refuse("invalid", ~shapely.is_valid(cells), names, cells)


def _refuse(
    reason: str, wrong: NDArray[np.bool_], names: NDArray[np.object_], cells: Polygons | None = None
) -> None:
    if wrong.any():
        first = None if cells is None else cells[wrong][0]
        raise NotACoverage(reason, cells=tuple(names[wrong]), at=None if first is None else _place(first))


def _refuse_unmatched(made: Coverage) -> None:
    wrong = shapely.coverage_invalid_edges(made.polygons)
    found = np.flatnonzero(~shapely.is_empty(wrong))
    if len(found):
        raise NotACoverage(
            "unmatched", cells=tuple(made.codes[row] for row in found), at=_place(wrong[found[0]])
        )


def _refuse_gaps(made: Coverage, enclaves: Polygons) -> None:
    holes = faces(made.polygons, free_edges(made.polygons)).gaps
    declared = shapely.STRtree(enclaves).query(shapely.point_on_surface(holes), "intersects")[0]
    gaps = np.delete(holes, np.unique(declared))
    if len(gaps):
        rows = made.near(gaps[0].bounds)
        around = rows[shapely.intersects(made.polygons[rows], gaps[0])]
        raise NotACoverage("gap", cells=tuple(made.codes[row] for row in around), at=_place(gaps[0]))


def _place(geometry: Any) -> tuple[float, float]:
    spot = shapely.get_coordinates(shapely.point_on_surface(geometry))
    xy = spot if len(spot) else shapely.get_coordinates(geometry)[:1]
    return float(xy[0, 0]), float(xy[0, 1])
