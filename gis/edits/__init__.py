"""Edits: one change of a coverage, as a pure function that gives the next coverage and a patch.

Coordinates are lattice units. Every edit keeps the laws of `gis.edits.commit`, or refuses with a reason and a place
and changes nothing. The outer limit stays where it is. The same edit of the same coverage gives the same result to
the last byte, with the same codes for new cells; so a history is a list of edits.
"""

from collections.abc import Callable, Mapping
from typing import Any

from gis.coverage import Coverage
from gis.edits.areas import carve, merge, split, transfer
from gis.edits.commit import Edited
from gis.edits.drawn import areas_of_data
from gis.edits.nodes import insert_node, move_edge, move_node, remove_node
from gis.edits.parents import move_to_parent
from gis.edits.patch import Patch
from gis.edits.shared import reshape, simplify_border
from gis.errors import EditRefused

__all__ = [
    "KINDS",
    "REASONS",
    "Patch",
    "carve",
    "insert_node",
    "merge",
    "move_edge",
    "move_node",
    "move_to_parent",
    "remove_node",
    "replay",
    "reshape",
    "simplify_border",
    "split",
    "transfer",
]

REASONS = {
    "apart": "the cells do not lie side by side",
    "bad_area": "the area crosses itself, is empty or lies elsewhere",
    "bad_line": "the line has no two places, or lies elsewhere",
    "bad_tolerance": "the tolerance is no positive number, or wider than any coverage",
    "breaks_parent": "a parent would fall into more pieces",
    "invalid": "the border of a cell would cross itself",
    "junction": "three or more edges meet in the node",
    "last_of_parent": "a parent would be left without a cell",
    "locked": "a cell is locked",
    "many_parts": "the line makes too many parts",
    "multipart": "a cell would fall into parts",
    "no_code_left": "the parent has no number left for a new cell",
    "no_cut": "the line divides nothing",
    "no_edge": "no edge runs there",
    "no_node": "no node lies there",
    "nothing_changes": "the edit changes nothing",
    "occupied": "another node lies there",
    "off_lattice": "the place is no place on earth",
    "too_close": "a new node on the outer limit would meet or reach over other land",
    "too_few": "a ring would be left with two corners",
    "town_limit": "the outer limit is fixed",
    "unknown_cell": "there is no such cell",
    "unknown_edit": "there is no such kind of edit",
    "would_overlap": "cells would overlap, or edges would not match",
}

KINDS: Mapping[str, Callable[..., Edited]] = {
    edit.__name__: edit
    for edit in (
        carve,
        insert_node,
        merge,
        move_edge,
        move_node,
        move_to_parent,
        remove_node,
        reshape,
        simplify_border,
        split,
        transfer,
    )
}


def replay(coverage: Coverage, edit: Mapping[str, Any]) -> Edited:
    """Make an edit that is given as data, such as `Patch.edit`.

    Parameters
    ----------
    edit : {"kind": the name of an edit, and its arguments}; areas as rings of parts

    Raises
    ------
    EditRefused
        unknown_edit, or what the edit refuses.

    Examples
    --------
    >>> from shapely import box
    >>> square = Coverage.of([box(0, 0, 10, 10)], ["a"], ["p"])
    >>> after, patch = replay(square, {"kind": "split", "cell": "a", "line": [[4, -1], [4, 11]]})
    >>> after.codes, patch.created
    (('a', 'p001'), ('p001',))

    """
    arguments = dict(edit)
    kind = KINDS.get(arguments.pop("kind", ""))
    if kind is None:
        raise EditRefused("unknown_edit")
    if "area" in arguments:
        arguments["area"] = areas_of_data(arguments["area"])
    return kind(coverage, **arguments)
