"""Web map tiles: which piece of land z/x/y means."""

import math

from layers.bbox import Bbox


def tile_bbox(zoom: int, x: int, y: int) -> Bbox:
    """The lon/lat box of a tile of the usual web map scheme (x eastward, y southward from 180W, 85.05N)."""
    side = 2**zoom
    return (
        x / side * 360 - 180,
        _latitude(y + 1, side),
        (x + 1) / side * 360 - 180,
        _latitude(y, side),
    )


def _latitude(y: int, side: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))
