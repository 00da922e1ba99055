"""What an edit did, as data: the edit itself, and every cell that it changed, before and after.

A patch goes through JSON and back without loss. It can be put on again or taken back exactly, on any coverage
that has the cells as the patch knows them.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely

from gis.coverage import Cell, Coverage
from gis.errors import PatchConflict

Json = Any


@dataclass(frozen=True)
class Patch:
    """The change from one coverage to the next.

    Attributes
    ----------
    edit : kind and arguments, as `gis.edits.replay` takes them
    before : the cells that changed or ended, as they were
    after : the cells that changed or are new, as they are
    ended : codes that must not be given again from here on
    revived : codes that are in use again, where a patch takes an edit back

    """

    edit: Mapping[str, Json]
    before: tuple[Cell, ...]
    after: tuple[Cell, ...]
    ended: tuple[str, ...] = ()
    revived: tuple[str, ...] = ()

    @property
    def codes(self) -> tuple[str, ...]:
        """Every cell that is not the same before and after."""
        return tuple(sorted({cell.code for cell in (*self.before, *self.after)}))

    @property
    def created(self) -> tuple[str, ...]:
        """The cells that are new."""
        return tuple(sorted({cell.code for cell in self.after} - {cell.code for cell in self.before}))

    @property
    def inverse(self) -> "Patch":
        """The patch that takes this one back."""
        edit = {"kind": "undo", "edit": self.edit}
        return Patch(edit, self.after, self.before, ended=self.revived, revived=self.ended)

    def apply(self, coverage: Coverage) -> Coverage:
        """Put the change on a coverage.

        Raises
        ------
        PatchConflict
            When a cell is not as the patch has it `before`, or a code that it makes is taken.

        """
        known = {cell.code for cell in self.before}
        wrong = {cell.code for cell in self.before if not _has(coverage, cell)}
        wrong |= {cell.code for cell in self.after if cell.code not in known and cell.code in coverage}
        if wrong:
            raise PatchConflict(tuple(sorted(wrong)))
        gone = known - {cell.code for cell in self.after}
        ended = (coverage.ended | set(self.ended)) - set(self.revived)
        return coverage.with_cells(self.after, without=gone, ended=ended)

    def to_json(self) -> dict[str, Json]:
        """The patch as plain data; coordinates are whole numbers of lattice units."""
        return {
            "edit": dict(self.edit),
            "before": [_cell_to_json(cell) for cell in self.before],
            "after": [_cell_to_json(cell) for cell in self.after],
            "ended": list(self.ended),
            "revived": list(self.revived),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Json]) -> "Patch":
        """Read what `to_json` wrote."""
        return cls(
            data["edit"],
            tuple(_cell_from_json(cell) for cell in data["before"]),
            tuple(_cell_from_json(cell) for cell in data["after"]),
            tuple(data["ended"]),
            tuple(data["revived"]),
        )


def rings_of(polygon: Any) -> list[list[list[int]]]:
    """The rings of a polygon, the shell first, as whole numbers."""
    rings: Iterable[Any] = shapely.get_rings(polygon)
    return [np.rint(shapely.get_coordinates(ring)).astype(int).tolist() for ring in rings]


def polygon_of(rings: list[list[list[int]]]) -> shapely.Polygon:
    """The polygon that `rings_of` wrote."""
    return shapely.Polygon(rings[0], rings[1:])


def _has(coverage: Coverage, cell: Cell) -> bool:
    if cell.code not in coverage:
        return False
    standing = coverage[cell.code]
    same_land = bool(shapely.equals_identical(standing.polygon, cell.polygon))
    return standing.parent == cell.parent and same_land


def _cell_to_json(cell: Cell) -> dict[str, Json]:
    return {"code": cell.code, "parent": cell.parent, "rings": rings_of(cell.polygon)}


def _cell_from_json(data: Mapping[str, Json]) -> Cell:
    return Cell(data["code"], polygon_of(data["rings"]), data["parent"])
