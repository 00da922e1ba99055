"""A square cut in four, each quarter again in four, and the order of places that goes box by box.

The order is the Z-curve (G. M. Morton, 1966): every box of every level is one stretch of it. Places sorted along
it have their neighbours beside them, and those of one box follow each other.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
Keys = NDArray[np.int64]

DEPTH = 20  # levels: in a town of 10 km the last boxes are 1 cm wide
_STEPS = 2**DEPTH
_SPREAD = (  # each makes room between ever smaller groups of bits, down to single ones
    (16, 0x0000FFFF0000FFFF),
    (8, 0x00FF00FF00FF00FF),
    (4, 0x0F0F0F0F0F0F0F0F),
    (2, 0x3333333333333333),
    (1, 0x5555555555555555),
)


@dataclass(frozen=True)
class Square:
    """A square of a plane, by its south-western corner and its side."""

    west: float
    south: float
    side: float

    def contains(self, x: FloatArray, y: FloatArray) -> NDArray[np.bool_]:
        """Whether each place lies in the square, its rim included."""
        east, north = self.west + self.side, self.south + self.side
        return (x >= self.west) & (x <= east) & (y >= self.south) & (y <= north)

    def keys(self, x: FloatArray, y: FloatArray) -> Keys:
        """Number each place along the curve; one that lies outside counts as on the rim.

        The two lowest bits of a box's number say which quarter of the box above it is: 1 for the eastern
        half, 2 for the northern.

        Examples
        --------
        >>> quarters = Square(0.0, 0.0, 2.0).keys(np.array([0.5, 1.5, 0.5]), np.array([0.5, 0.5, 1.5]))
        >>> boxes_at(quarters, 1).tolist()
        [0, 1, 2]

        """
        return _spread(self._steps(x - self.west)) | _spread(self._steps(y - self.south)) << 1

    def _steps(self, along: FloatArray) -> Keys:
        steps: FloatArray = np.clip(along * (_STEPS / self.side), 0, _STEPS - 1)
        return steps.astype(np.int64)


def square_around(x: FloatArray, y: FloatArray) -> Square:
    """The square that holds all of one or more places; never without width."""
    west, south = float(x.min()), float(y.min())
    width = max(float(x.max()) - west, float(y.max()) - south)
    margin = 1e-9 * max(width, abs(west), abs(south), 1.0)
    return Square(west - margin, south - margin, width + 2 * margin)


def boxes_at(keys: Keys, level: int) -> Keys:
    """The box of a level (0: the whole square) that each key lies in."""
    return keys >> 2 * (DEPTH - level)


def _spread(bits: Keys) -> Keys:
    """Put a zero above each bit."""
    for shift, mask in _SPREAD:
        bits = (bits | bits << shift) & mask
    return bits
