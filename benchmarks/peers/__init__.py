"""Other ways to find the cell of each point: each opened on a problem, with its indexes built, before the clock starts.

Every peer is asked for the same answer as ours: the lowest index among the cells that a point touches. Points are handed
to it in its own form, and it may use every core; ours starts from plain numbers and uses one.
"""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray


@dataclass(frozen=True)
class Problem:
    """The question which of the `polygons` each point of `xy` lies in."""

    polygons: NDArray[Any]
    xy: NDArray[np.float64]

    @property
    def points(self) -> NDArray[Any]:
        """The points as geometries."""
        return np.asarray(shapely.points(self.xy))

    def with_first(self, count: int) -> "Problem":
        """Ask about the first points only."""
        return Problem(self.polygons, self.xy[:count])


Pairs = tuple[ArrayLike, ArrayLike]


@dataclass(frozen=True)
class Contender:
    """A peer that is ready to run: `work` is timed, `pairs` then gives what it found as (points, cells)."""

    version: str
    work: Callable[[], Any]
    pairs: Callable[[Any], Pairs]


Opener = Callable[[Problem], AbstractContextManager[Contender]]


def columns(rows: Sequence[tuple[int, int]]) -> Pairs:
    """Turn the rows of a database, each a point and its cell, into pairs."""
    point, cell = np.array(rows, dtype=np.int64).reshape(-1, 2).T
    return point, cell


def lowest(point: ArrayLike, cell: ArrayLike, points: int) -> NDArray[np.int64]:
    """Reduce pairs to the lowest cell of each of so many points; -1 where there is none."""
    none = np.iinfo(np.int64).max
    found = np.full(points, none)
    np.minimum.at(found, np.asarray(point), np.asarray(cell))
    return np.where(found == none, -1, found)
