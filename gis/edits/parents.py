"""Edits of what cells belong to."""

from gis.coverage import Cell, Coverage
from gis.edits.commit import Edited, commit
from gis.edits.guards import known, refuse_locked


def move_to_parent(coverage: Coverage, cell: str, parent: str) -> Edited:
    """Let a cell belong to another parent; its land and its code stay.

    Raises
    ------
    EditRefused
        unknown_cell, locked, nothing_changes, breaks_parent (one of the two parents would fall into more pieces),
        or last_of_parent (the old one would be left without a cell).

    """
    standing = known(coverage, cell)
    refuse_locked(coverage, [cell])
    edit = {"kind": "move_to_parent", "cell": cell, "parent": parent}
    return commit(coverage, edit, [Cell(cell, standing.polygon, parent)])
