"""Sums, counts and means of points over the cells that own them.

Nothing is located here: points come with the number of the cell that owns each of them, -1 for none, so that
a million of them cost one pass.
"""

from collections.abc import Callable

import numpy as np
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]


def totals(owner: ArrayLike, weights: ArrayLike, *, cells: int) -> FloatArray:
    """Add up the weights of the points in each cell.

    Parameters
    ----------
    owner : (n,) int array
        The cell of each point; -1 counts for none.
    weights : (n,) float array
        Households or residents: finite, and not less than nothing.
    cells : int
        How many cells there are.

    Returns
    -------
    (cells,) float array

    Examples
    --------
    >>> totals([0, 0, 1, -1], [2, 3, 4, 9], cells=3).tolist()
    [5.0, 4.0, 0.0]

    """
    owned = as_owners(owner, cells)
    return _sums(owned, _as_weights(weights, owned.shape), cells)


def counts(owner: ArrayLike, kind: ArrayLike, *, cells: int, kinds: int) -> IntArray:
    """Count the points of each kind in each cell.

    Parameters
    ----------
    owner, kind : (n,) int arrays
        The cell (-1 counts for none) and the kind of each point.
    cells, kinds : int
        How many there are.

    Returns
    -------
    (cells, kinds) int array

    Examples
    --------
    >>> counts([0, 0, 1, -1], [0, 1, 1, 1], cells=2, kinds=2).tolist()
    [[1, 1], [0, 1]]

    """
    owned, sort = as_owners(owner, cells), np.asarray(kind, dtype=np.intp)
    if sort.shape != owned.shape or (len(sort) and not 0 <= sort.min() <= sort.max() < kinds):
        raise ValueError(f"every point needs a kind from 0 to {kinds - 1}")
    found = np.bincount((owned + 1) * kinds + sort, minlength=(cells + 1) * kinds)
    return found.reshape(cells + 1, kinds)[1:]


def means(owner: ArrayLike, values: ArrayLike, weights: ArrayLike, *, cells: int) -> FloatArray:
    """Average the values of the points in each cell: ``sum(weight * value) / sum(weight)``.

    With ``values = walk_m <= limit_m`` and households as weights, the share of the households within reach.

    Parameters
    ----------
    owner : (n,) int array
        The cell of each point; -1 counts for none, so zeros for all with ``cells=1`` average the whole.
    values : (n,) float or bool array
        Points where it is not finite are left out.
    weights : (n,) float array
    cells : int
        How many cells there are.

    Returns
    -------
    (cells,) float array
        NaN for a cell without weight.

    Examples
    --------
    >>> means([0, 0, 1], [100.0, 200.0, 50.0], [3, 1, 0], cells=2).tolist()
    [125.0, nan]

    """
    owned, given = as_owners(owner, cells), np.asarray(values, dtype=float)
    is_known = np.isfinite(given)
    weight = np.where(is_known, _as_weights(weights, owned.shape), 0.0)
    whole = _sums(owned, weight, cells)
    total = _sums(owned, weight * np.where(is_known, given, 0.0), cells)
    averages = np.full(cells, np.nan)
    np.divide(total, whole, out=averages, where=whole > 0)
    return averages


def as_owners(owner: ArrayLike, cells: int) -> IntArray:
    """Check that all are numbers of cells, or -1 for none."""
    owned = np.asarray(owner, dtype=np.intp)
    if owned.ndim != 1 or (len(owned) and not -1 <= owned.min() <= owned.max() < cells):
        raise ValueError(f"owners must be a row of numbers from -1 to {cells - 1}")
    return owned


def of_known(reduce: Callable[[FloatArray], np.float64], values: FloatArray) -> float:
    """Reduce, by `np.mean` or the like, the values that are not NaN; NaN where none is known."""
    known = values[~np.isnan(values)]
    return float(reduce(known)) if len(known) else float("nan")


def _sums(owned: IntArray, weights: FloatArray, cells: int) -> FloatArray:
    return np.asarray(np.bincount(owned + 1, weights=weights, minlength=cells + 1)[1:], dtype=np.float64)


def _as_weights(weights: ArrayLike, shape: tuple[int, ...]) -> FloatArray:
    given = np.asarray(weights, dtype=np.float64)
    if given.shape != shape or not (np.isfinite(given) & (given >= 0)).all():
        raise ValueError("every point needs a weight that is finite and not less than nothing")
    return given
