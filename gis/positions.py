"""Positions kept in pages of neighbours, so that the few near a box are found without looking at each.

They are kept by place and not by owner: a position on an edge or a corner can change hands without its owner having
changed, when another cell comes to touch it; and no page has to be moved when cells do.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from gis.curve import square_around
from gis.groups import stretches
from gis.locate import as_points

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]

_PAGE = 64
_MOST = (0.01, 0.99)  # of the positions: a stray one far off must not make pages of the others coarse


class Positions:
    """n positions of one plane, each with a reach.

    Parameters
    ----------
    xy : (n, 2) float array; a position that is not finite is nowhere
    reach : (n,) float array or one number, in the unit of the plane: how far round a position is looked at

    Examples
    --------
    >>> positions = Positions([[0.0, 0.0], [5.0, 0.0], [9.0, 0.0]], reach=[0.0, 2.0, 2.0])
    >>> positions.meeting([6.0, -1.0, 6.5, 1.0]).tolist()
    [1]

    """

    def __init__(self, xy: ArrayLike, reach: ArrayLike = 0.0) -> None:
        self.xy = as_points(xy)
        x, y = np.ascontiguousarray(self.xy.T)
        self._number = _along_curve(x, y)
        self._x, self._y = x[self._number], y[self._number]
        self._reach = np.broadcast_to(np.asarray(reach, dtype=np.float64), len(self.xy))[self._number]
        first = np.arange(0, len(self._number), _PAGE)
        self._size = np.diff(first, append=len(self._number))
        low, high = np.minimum.reduceat, np.maximum.reduceat
        self._west, self._south = low(self._x, first), low(self._y, first)
        self._east, self._north = high(self._x, first), high(self._y, first)
        self._farthest = high(self._reach, first)

    def meeting(self, box: ArrayLike) -> IntArray:
        """Find the positions whose reach meets a box; with no reach, those in it or on its rim.

        Parameters
        ----------
        box : west, south, east, north; one that is not a number meets nothing

        Returns
        -------
        int array, the numbers of the positions, in no order

        """
        west, south, east, north = np.asarray(box, dtype=np.float64)
        pages = np.flatnonzero(
            _are_near(
                west - self._east, self._west - east, south - self._north, self._south - north, self._farthest
            )
        )
        at = stretches(pages * _PAGE, self._size[pages])
        x, y = self._x[at], self._y[at]
        return self._number[at[_are_near(west - x, x - east, south - y, y - north, self._reach[at])]]


def _along_curve(x: FloatArray, y: FloatArray) -> IntArray:
    """The numbers of the positions that are somewhere, neighbours together."""
    somewhere = np.flatnonzero(np.isfinite(x) & np.isfinite(y))
    if not len(somewhere):
        return somewhere
    x, y = x[somewhere], y[somewhere]
    keys = square_around(np.quantile(x, _MOST), np.quantile(y, _MOST)).keys(x, y)
    return somewhere[np.argsort(keys, kind="stable")]


def _are_near(
    west: FloatArray, east: FloatArray, south: FloatArray, north: FloatArray, reach: FloatArray
) -> NDArray[np.bool_]:
    """Whether what is so far beyond a box on each side (less than 0: not beyond) is within reach of it."""
    beyond_x, beyond_y = np.maximum(np.maximum(west, east), 0.0), np.maximum(np.maximum(south, north), 0.0)
    is_near: NDArray[np.bool_] = np.hypot(beyond_x, beyond_y) <= reach
    return is_near
