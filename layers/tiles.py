"""Web map tiles: which piece of land z/x/y means."""

import math
from collections.abc import Iterator

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


def tiles_over(zoom: int, bbox: Bbox) -> Iterator[tuple[int, int]]:
    """The x and y of every tile that touches a lon/lat box."""
    west, south, east, north = bbox
    side = 2**zoom
    columns = [math.floor((lon + 180) / 360 * side) for lon in (west, east)]
    rows = [
        math.floor((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * side)
        for lat in (north, south)
    ]
    for x in range(columns[0], columns[1] + 1):
        for y in range(rows[0], rows[1] + 1):
            yield x, y


def _latitude(y: int, side: int) -> float:
    return math.degrees(math.atan(math.sinh(math.pi * (1 - 2 * y / side))))
