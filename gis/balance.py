"""How evenly households are spread over cells, against a target or a band.

A cell whose households are not known is NaN and is left out; one where nobody lives has 0 and counts.
"""

import numpy as np
from numpy.typing import ArrayLike

from gis.tallies import FloatArray, of_known


def deviation(households: ArrayLike, target: ArrayLike) -> FloatArray:
    """Compare the households of each cell with the target: ``(households - target) / target``.

    Parameters
    ----------
    households : (n,) float array
    target : float, or (n,) float array
        More than nothing.

    Returns
    -------
    (n,) float array
        0 at the target, -1 where nobody lives, NaN where the households are not known.

    Examples
    --------
    >>> deviation([300, 400, 500], 400).tolist()
    [-0.25, 0.0, 0.25]

    """
    wanted = np.asarray(target, dtype=float)
    if not (np.isfinite(wanted) & (wanted > 0)).all():
        raise ValueError("a target of households must be more than nothing")
    off: FloatArray = (np.asarray(households, dtype=float) - wanted) / wanted
    return off


def balance_index(households: ArrayLike, target: ArrayLike) -> float:
    """Say from 0 to 100 how near the cells are to the target.

    Each cell has ``100 * (1 - abs(deviation))``, but at least 0 (from twice the target on); the index is their mean.
    So 100 is all at the target, and a cell that comes nearer never lowers it.

    Parameters
    ----------
    households : (n,) float array
    target : float, or (n,) float array

    Returns
    -------
    float
        NaN where no cell is known.

    Examples
    --------
    >>> balance_index([400, 400], 400), balance_index([300, 500], 400)
    (100.0, 75.0)

    """
    off = np.abs(deviation(households, target))
    return of_known(np.mean, 100.0 * (1.0 - np.minimum(off, 1.0)))


def share_in_band(households: ArrayLike, least: float, most: float) -> float:
    """Count the cells with `least` to `most` households, both included, as a share of the known ones.

    Examples
    --------
    >>> share_in_band([299, 300, 500, 501], 300, 500)
    0.5

    """
    if not least <= most:
        raise ValueError(f"a band from {least} to {most} holds nothing")
    given = np.asarray(households, dtype=float)
    inside = (least <= given) & (given <= most)
    return of_known(np.mean, np.where(np.isnan(given), np.nan, inside))
