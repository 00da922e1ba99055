"""What changed between two divisions of the same land: which cells, and along which edges.

Cells are the same when their codes are; where a cell stands in its array says nothing, for codes are created and
ended in between. The land that changed hands is found by `gis.transfers`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.outlines import FloatArray, IntArray, edge_ends

Move = Callable[[FloatArray], FloatArray]


@dataclass(frozen=True)
class Cells:
    """Polygons, valid ones, and their codes, which ascend as text and name each only once."""

    codes: tuple[str, ...]
    polygons: NDArray[np.object_]

    def __post_init__(self) -> None:
        if len(self.codes) != len(self.polygons):
            raise ValueError(f"{len(self.codes)} codes cannot name {len(self.polygons)} polygons")
        if any(one >= next_ for one, next_ in zip(self.codes, self.codes[1:], strict=False)):
            raise ValueError("codes must ascend, and name each cell only once")


@dataclass(frozen=True)
class Change:
    """What lies between two divisions.

    Attributes
    ----------
    before, after : the divisions
    stands : (m,) int array, where each cell of before stands in after; -1 where its code has ended
    row_before, row_after : (k,) int arrays
        The cells that are not the same: where each stands before and after, -1 where it is new or has ended.
    edges : (e, 4) float array, x, y, x, y of the edges that only one of a cell's two outlines has
    cell_of_edge : (e,) int array, which of the k cells each is of

    """

    before: Cells
    after: Cells
    stands: IntArray
    row_before: IntArray
    row_after: IntArray
    edges: FloatArray
    cell_of_edge: IntArray

    @cached_property
    def changed_after(self) -> NDArray[np.object_]:
        """(k,) the polygons of the changed cells after; None for one that has ended."""
        return _at(self.after.polygons, self.row_after)

    @cached_property
    def boxes(self) -> FloatArray:
        """(k, 4) west, south, east, north of each cell's changed edges; NaN where it has none.

        Outside its box a cell touches the same places as before: from there a ray that avoids the box crosses the
        same edges of both outlines, and whatever edge a place lies on, both have it.
        """
        return self._boxed(self.edges)

    def boxes_in(self, plane: Move) -> FloatArray:
        """The same boxes in another plane, where edges are straight between the places of their ends."""
        return self._boxed(plane(self.edges.reshape(-1, 2)).reshape(-1, 4))

    def _boxed(self, edges: FloatArray) -> FloatArray:
        boxes = np.full((len(self.row_after), 4), np.nan)
        np.fmin.at(boxes[:, :2], self.cell_of_edge, np.fmin(edges[:, :2], edges[:, 2:]))
        np.fmax.at(boxes[:, 2:], self.cell_of_edge, np.fmax(edges[:, :2], edges[:, 2:]))
        return boxes


def change_between(before: Cells, after: Cells) -> Change:
    """Find what changed; outlines that differ in where they start or how they turn are the same.

    Examples
    --------
    >>> square, half, rest = shapely.box(0, 0, 2, 1), shapely.box(0, 0, 1, 1), shapely.box(1, 0, 2, 1)
    >>> split = change_between(Cells(("b",), np.array([square])), Cells(("a", "b"), np.array([half, rest])))
    >>> split.stands.tolist(), split.row_before.tolist(), split.row_after.tolist()
    ([1], [0, -1], [1, 0])

    """
    row = {code: at for at, code in enumerate(after.codes)}
    stands = np.array([row.get(code, -1) for code in before.codes], dtype=np.intp)
    is_new = np.ones(len(after.codes), dtype=bool)
    is_new[stands[stands >= 0]] = False
    changed = np.flatnonzero(~_are_same(before.polygons, after.polygons, stands))
    new = np.flatnonzero(is_new)
    row_before = np.concatenate([changed, np.full(len(new), -1)])
    row_after = np.concatenate([stands[changed], new])
    edges, cell = _differing_edges(_at(before.polygons, row_before), _at(after.polygons, row_after))
    return Change(before, after, stands, row_before, row_after, edges, cell)


def _are_same(before: NDArray[np.object_], after: NDArray[np.object_], stands: IntArray) -> NDArray[np.bool_]:
    same = stands >= 0
    same[same] = shapely.equals_exact(before[same], after[stands[same]], tolerance=0.0)
    moved = np.flatnonzero(~same & (stands >= 0))  # few: putting outlines into one order takes its time
    same[moved] = shapely.equals_exact(before[moved], after[stands[moved]], tolerance=0.0, normalize=True)
    return same


def _at(polygons: NDArray[np.object_], rows: IntArray) -> NDArray[np.object_]:
    """The polygons of some rows; None for row -1."""
    return np.concatenate([polygons, np.array([None], dtype=object)])[rows]


def _differing_edges(before: NDArray[np.object_], after: NDArray[np.object_]) -> tuple[FloatArray, IntArray]:
    """The edges that one outline of a cell has more often than the other, and whose they are."""
    old, old_cell = edge_ends(before)
    new, new_cell = edge_ends(after)
    edges, cell = np.concatenate([old, new]), np.concatenate([old_cell, new_cell])
    times = np.repeat([-1, 1], [len(old), len(new)])
    keys = np.column_stack([edges, cell])
    order = np.lexsort(keys.T)
    begins = np.ones(len(order), dtype=bool)
    begins[1:] = (keys[order[1:]] != keys[order[:-1]]).any(axis=1)
    first = np.flatnonzero(begins)
    differs = order[first[np.add.reduceat(times[order], first) != 0]] if len(order) else order
    return edges[differs], cell[differs]
