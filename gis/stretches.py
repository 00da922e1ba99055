"""Stretches of unequal length laid end to end in one array: lists in lists, without a list."""

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

IntArray = NDArray[np.intp]
Number = TypeVar("Number", np.float64, np.intp)


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
