"""Groups of unequal size in one array: stretches laid end to end, or rows that each name their group."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.intp]
Number = TypeVar("Number", np.float64, np.intp)

NOBODY = int(np.iinfo(np.intp).max)  # above every cell, so that the least of none is it


def starts_of(size: IntArray) -> IntArray:
    """Where each stretch begins when they follow each other."""
    starts: IntArray = np.cumsum(size) - size
    return starts


def stretches(begin: IntArray, size: IntArray) -> IntArray:
    """Count from each `begin` on, `size` numbers long.

    Examples
    --------
    >>> stretches(np.array([10, 70]), np.array([3, 2])).tolist()
    [10, 11, 12, 70, 71]

    """
    counted: IntArray = np.arange(size.sum()) + np.repeat(begin - starts_of(size), size)
    return counted


def least(values: NDArray[Number], size: IntArray) -> NDArray[Number]:
    """The least of each stretch; none may be empty.

    Examples
    --------
    >>> least(np.array([3.0, 1.0, 2.0]), np.array([2, 1])).tolist()
    [1.0, 2.0]

    """
    lowest: NDArray[Number] = np.minimum.reduceat(values, starts_of(size))
    return lowest


def lowest(n: int, group: IntArray, cell: IntArray) -> IntArray:
    """The lowest cell that comes with each of n groups; NOBODY where none does.

    Examples
    --------
    >>> lowest(2, np.array([0, 1, 0]), np.array([7, 5, 3])).tolist()
    [3, 5]

    """
    found = np.full(n, NOBODY, dtype=np.intp)
    np.minimum.at(found, group, cell)
    return found


def numbered(cells: IntArray) -> IntArray:
    """The same cells, with -1 for NOBODY."""
    return np.where(cells == NOBODY, -1, cells)
