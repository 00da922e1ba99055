"""What an assignment says, as values: by which rule, how surely, and which cell would be next.

Cells are numbers here, rows of an array; what they are called, and the words of an answer, stay with the caller.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from gis.crs import Frame

INSIDE, EDGE, NEAR, OUTSIDE = "inside", "edge", "near", "outside"
SHARE, HAND, NO_POSITION = "share", "hand", "no_position"

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
Candidates = tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class Terms:
    """On what terms was decided: how far outside all cells is still near, and in which frame positions were given."""

    tolerance_m: float
    frame: Frame


@dataclass(frozen=True)
class Explanation:
    """Why one item belongs where it does: all that the words of a card need, with nothing to ask again.

    Attributes
    ----------
    rule : inside, edge, near, outside, no_position or share
    cell : the owner; -1 where there is none
    edge_distance_m : as in `Placements`; for an area or line metres to the nearest cell
    runner_up : the cell that would be next: for a position the nearest other, else the second largest share
        (outside: the nearest cell of all); -1 where there is none
    runner_up_m : metres to it; infinite where there is none, NaN without a position
    candidates : ((cell, share), …), largest first: shares of the accuracy circle, the area or the line
    sizes : the same in m² or m, for areas and lines alone
    accuracy_m : radius of the accuracy circle; NaN where it was not stated
    terms : the tolerance and the frame

    """

    rule: str
    cell: int
    edge_distance_m: float
    runner_up: int
    runner_up_m: float
    candidates: Candidates
    sizes: tuple[float, ...]
    accuracy_m: float
    terms: Terms

    @property
    def is_doubtful(self) -> bool:
        """Whether another cell comes into question too: the accuracy circle, area or line reaches into several."""
        return len(self.candidates) > 1


@dataclass(frozen=True)
class Placements:
    """What was decided for n positions, as arrays of length n.

    Attributes
    ----------
    cell : int array, the owner; -1 where there is none
    rule : str array, one of inside, edge, near, outside, no_position
    edge_distance_m : float array
        Inside: metres to the cell's own boundary. Near and outside: metres to the nearest cell. NaN without a position,
        infinite where the metric plane does not reach.
    runner_up : int array
        The nearest other cell (outside: the nearest cell of all); -1 where there is none.
    runner_up_m : float array
        Metres to the runner-up, 0 where it touches; NaN without a position, infinite where there is none.
    candidates : tuple of ((cell, share of the accuracy circle), …), largest share first
        Empty where no accuracy was given or the circle stays inside one cell.
    accuracy_m : float array, as it was stated; NaN where it was not
    terms : the tolerance and the frame

    """

    cell: IntArray
    rule: NDArray[np.str_]
    edge_distance_m: FloatArray
    runner_up: IntArray
    runner_up_m: FloatArray
    candidates: tuple[Candidates, ...]
    accuracy_m: FloatArray
    terms: Terms

    def explanation(self, at: int) -> Explanation:
        """Why the position of row `at` belongs where it does."""
        return Explanation(
            rule=str(self.rule[at]),
            cell=int(self.cell[at]),
            edge_distance_m=float(self.edge_distance_m[at]),
            runner_up=int(self.runner_up[at]),
            runner_up_m=float(self.runner_up_m[at]),
            candidates=self.candidates[at],
            sizes=(),
            accuracy_m=float(self.accuracy_m[at]),
            terms=self.terms,
        )


@dataclass(frozen=True)
class Shares:
    """How one footprint or line falls on the cells.

    Attributes
    ----------
    owner : int, the cell with the largest share, the first of equals; -1 where none is near enough
    rule : share, near (lies in no cell, but within the tolerance of one) or outside
    cells : every touched cell, largest share first
    shares : part of the whole area or length that lies in each
    sizes : the same in m² (areas) or m (lines)
    nearest : the nearest cell, the first of equals; -1 where there is none
    distance_m : metres to it, 0 where it touches one; infinite where there is none
    terms : the tolerance and the frame

    """

    owner: int
    rule: str
    cells: tuple[int, ...]
    shares: tuple[float, ...]
    sizes: tuple[float, ...]
    nearest: int
    distance_m: float
    terms: Terms

    def explanation(self) -> Explanation:
        """Why the footprint or line belongs where it does; the runner-up has the second largest share."""
        runner_up, runner_up_m = self._runner_up()
        return Explanation(
            rule=self.rule,
            cell=self.owner,
            edge_distance_m=self.distance_m,
            runner_up=runner_up,
            runner_up_m=runner_up_m,
            candidates=tuple(zip(self.cells, self.shares, strict=True)),
            sizes=self.sizes,
            accuracy_m=np.nan,
            terms=self.terms,
        )

    def _runner_up(self) -> tuple[int, float]:
        if len(self.cells) > 1:
            return self.cells[1], 0.0
        return (self.nearest, self.distance_m) if self.rule == OUTSIDE else (-1, np.inf)


def joined(placements: Sequence[Placements]) -> Placements:
    """The placements of one or more stretches of positions, decided on the same terms, as those of all."""
    if len(placements) == 1:
        return placements[0]
    return Placements(
        np.concatenate([each.cell for each in placements]),
        np.concatenate([each.rule for each in placements]),
        np.concatenate([each.edge_distance_m for each in placements]),
        np.concatenate([each.runner_up for each in placements]),
        np.concatenate([each.runner_up_m for each in placements]),
        tuple(chain.from_iterable(each.candidates for each in placements)),
        np.concatenate([each.accuracy_m for each in placements]),
        placements[0].terms,
    )
