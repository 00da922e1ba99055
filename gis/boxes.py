"""Which edges can matter to a position: its own cell's nearest, and the nearest of another.

A square round all cells is cut in four again and again, and each box keeps the edges that can matter to a
position in it. Where many positions lie together boxes are cut further, until few edges are left to measure.

Why a box may forget an edge: let c be its middle, h half its diagonal, and d the distance from c within which,
whatever a position's own cell is, an edge of another cell lies. From every position in the box such an edge is
within d + h, hence the nearest is within d + 2h of c, and edges farther from c cannot be it. The nearest edge
of the own cell is kept as well wherever it is no farther than the nearest of another, as in every coverage:
whoever leaves a cell crosses its edge before reaching another.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from gis.curve import DEPTH, Keys, Square, boxes_at, square_around
from gis.groups import NOBODY, least, starts_of, stretches
from gis.outlines import FloatArray, IntArray, Outlines

SLACK_M = (
    1e-3  # how much farther than need be is looked: more than rounding, and than what counts as equally near
)
_FEW_POSITIONS, _FEW_EDGES = 12, 8  # a box with fewer is not worth cutting
_BLOCK = 1 << 15  # positions taken together, so that their boxes stay in the processor's cache
_PAIRS = 1 << 15  # positions with edges, or boxes with edges, for the same reason

Near = tuple[IntArray, IntArray, IntArray]


@dataclass(frozen=True)
class _Boxes:
    """Boxes of one level by their middles, and the edges that matter in each: `size` of them from `begin` on in `edge`."""

    level: int
    side: float
    x: FloatArray
    y: FloatArray
    begin: IntArray
    size: IntArray
    edge: IntArray


class EdgeBoxes:
    """Find the edges that can matter to positions.

    Parameters
    ----------
    outlines : one or more edges in a metric plane
    level : how often the square is cut at once; what many positions need beyond that is cut when they ask

    """

    def __init__(self, outlines: Outlines, level: int) -> None:
        self._outlines = outlines
        self._square = square_around(*outlines.ends())
        self._boxes = self._whole(self._square)
        for _ in range(level):
            parent = np.repeat(np.arange(len(self._boxes.x)), 4)
            self._boxes = self._quarters(self._boxes, parent, np.arange(len(parent)) % 4)

    def near(self, x: FloatArray, y: FloatArray) -> Iterator[Near]:
        """List the edges that can matter to each position, in portions.

        Returns
        -------
        iterator of (position, edge, size)
            For `position[0]` the first `size[0]` of `edge`, for `position[1]` the next `size[1]`, and so on;
            one at least for each. Every position comes once.

        """
        is_home = self._square.contains(x, y)
        yield from self._in_blocks(x, y, np.flatnonzero(is_home), self._square, self._boxes)
        abroad = np.flatnonzero(~is_home)
        if len(abroad):
            square = square_around(x[abroad], y[abroad])
            yield from self._in_blocks(x, y, abroad, square, self._whole(square))

    def _in_blocks(
        self, x: FloatArray, y: FloatArray, position: IntArray, square: Square, boxes: _Boxes
    ) -> Iterator[Near]:
        keys = square.keys(x[position], y[position])
        order = np.argsort(keys, kind="stable")
        for start in range(0, len(order), _BLOCK):
            block = order[start : start + _BLOCK]
            yield from self._descend(position[block], keys[block], boxes)

    def _descend(self, position: IntArray, keys: Keys, boxes: _Boxes) -> Iterator[Near]:
        """Give the edges of the boxes that are not worth cutting, cut the others, and look again.

        Positions are sorted along the curve: those of one box follow each other.
        """
        box = boxes_at(keys, boxes.level)
        while True:
            goes_on = _worth_cutting(boxes, box)[box]
            yield from _edges_in(boxes, position[~goes_on], box[~goes_on])
            if not goes_on.any():
                return
            position, keys, box = position[goes_on], keys[goes_on], box[goes_on]
            child = boxes_at(keys, boxes.level + 1)
            begins = np.diff(child, prepend=-1) != 0
            boxes = self._quarters(boxes, box[begins], child[begins] % 4)
            box = np.cumsum(begins) - 1

    def _whole(self, square: Square) -> _Boxes:
        x, y = np.array([square.west + square.side / 2]), np.array([square.south + square.side / 2])
        edge = np.arange(len(self._outlines))
        return _Boxes(0, square.side, x, y, np.array([0]), np.array([len(edge)]), edge)

    def _quarters(self, boxes: _Boxes, parent: IntArray, quarter: Keys) -> _Boxes:
        """Cut boxes, and forget the edges that cannot matter in the part."""
        side, begin, size = boxes.side / 2, boxes.begin[parent], boxes.size[parent]
        x = boxes.x[parent] + np.where(quarter & 1, side, -side) / 2
        y = boxes.y[parent] + np.where(quarter & 2, side, -side) / 2
        edges, sizes = [], []
        for part in _portions(size):
            edge = boxes.edge[stretches(begin[part], size[part])]
            matters = self._matters(edge, size[part], x[part], y[part], side)
            edges.append(edge[matters])
            sizes.append(np.add.reduceat(matters, starts_of(size[part]), dtype=np.intp))
        left = np.concatenate(sizes)
        return _Boxes(boxes.level + 1, side, x, y, starts_of(left), left, np.concatenate(edges))

    def _matters(
        self, edge: IntArray, size: IntArray, x: FloatArray, y: FloatArray, side: float
    ) -> NDArray[np.bool_]:
        distance2 = self._outlines.distance2(edge, np.repeat(x, size), np.repeat(y, size))
        reach_m = np.sqrt(self._other2(edge, size, distance2)) + side * np.sqrt(2) + SLACK_M
        matters: NDArray[np.bool_] = distance2 <= np.repeat(reach_m * reach_m, size)
        return matters

    def _other2(self, edge: IntArray, size: IntArray, distance2: FloatArray) -> FloatArray:
        """The squared distance within which, whatever cell is left out, an edge of another lies.

        The nearest edge of all serves unless its first cell is left out; then the nearest that is not that
        cell's alone. Where there is none, no edge of another has to be kept.
        """
        first = self._outlines.first[edge]
        nearest2 = least(distance2, size)
        of_nearest = np.where(distance2 == np.repeat(nearest2, size), first, NOBODY)
        left_out = np.repeat(least(of_nearest, size), size)
        serves = (first != left_out) | (self._outlines.second[edge] >= 0)
        other2 = least(np.where(serves, distance2, np.inf), size)
        return np.where(np.isinf(other2), nearest2, other2)


def _edges_in(boxes: _Boxes, position: IntArray, box: IntArray) -> Iterator[Near]:
    begin, size = boxes.begin[box], boxes.size[box]
    for part in _portions(size):
        yield position[part], boxes.edge[stretches(begin[part], size[part])], size[part]


def _worth_cutting(boxes: _Boxes, box: IntArray) -> NDArray[np.bool_]:
    positions = np.bincount(box, minlength=len(boxes.x))
    is_full: NDArray[np.bool_] = (positions >= _FEW_POSITIONS) & (boxes.size >= _FEW_EDGES)
    return is_full if boxes.level < DEPTH else np.zeros_like(is_full)


def _portions(size: IntArray) -> Iterator[slice]:
    """Cut rows into slices whose sizes add up to about `_PAIRS`."""
    cuts = np.flatnonzero(np.diff(np.cumsum(size) // _PAIRS)) + 1
    for start, stop in pairwise([0, *cuts.tolist(), len(size)]):
        yield slice(start, stop)
