"""A flat map of a place, on which straight edges stay straight.

Longitude and latitude are stretched by one fixed scale each, to about metres from the middle of the place: over a
town good to 0.1 %, which is enough to compare lengths on the ground, not to tell them. A plane of PROJ bends
edges: there a vertex on the edge of a neighbour is on it no longer.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

_METRES_A_DEGREE = 111_195.0  # of a sphere of 6,371 km


@dataclass(frozen=True)
class FlatMap:
    """Where the map has its origin, in degrees, and its metres a degree, both east and north."""

    origin: NDArray[np.float64]
    scale: NDArray[np.float64]

    def drawn(self, lonlat: Any) -> Any:
        """Bring geometries from longitude/latitude on the map."""
        return shapely.transform(lonlat, lambda xy: (xy - self.origin) * self.scale)

    def lonlat(self, drawn: Any) -> Any:
        """Bring geometries from the map to longitude/latitude."""
        return shapely.transform(drawn, lambda xy: xy / self.scale + self.origin)


def flat_map(lonlat: Any) -> FlatMap:
    """The map of the place where geometries in longitude/latitude lie."""
    west, south, east, north = shapely.total_bounds(lonlat)
    origin = np.array([(west + east) / 2, (south + north) / 2])
    narrowing = max(np.cos(np.radians(origin[1])), 0.01)
    return FlatMap(origin, _METRES_A_DEGREE * np.array([narrowing, 1.0]))
