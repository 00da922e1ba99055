"""Where polygons are drawn, and where they are measured.

Straight edges of one plane are bent in another: a vertex in the middle of an edge of 1 km leaves that edge by a
centimetre when both are brought elsewhere. So polygons are compared in the plane they were drawn in, and
only what comes out is measured in metres and told in longitude/latitude.
"""

from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
import pyproj
import shapely

from gis.crs import WGS84, Frame, project, to_wgs84, unproject

Place = tuple[float, float]


@dataclass(frozen=True)
class Plane:
    """The metric plane to measure in, and what coordinates are written in."""

    metric: pyproj.CRS
    drawn_in: Frame = WGS84

    def in_metres(self, geometry: Any) -> Any:
        """Bring what is drawn into the metric plane; None where that does not reach."""
        return project(self.lonlat(geometry), self.metric)

    def lonlat(self, geometry: Any) -> Any:
        """Bring what is drawn to longitude/latitude; None where that is no place on earth."""
        return unproject(geometry, self.drawn_in)

    def area_m2(self, geometry: Any) -> Any:
        """Measure what is drawn."""
        return shapely.area(self.in_metres(geometry))

    def places(self, geometry: Any) -> list[Place | None]:
        """Name a point on each of what is drawn; `None` where there is none."""
        points = shapely.point_on_surface(np.asarray(geometry, dtype=object))
        drawn = ~(shapely.is_missing(points) | shapely.is_empty(points))
        lonlat = np.full((len(points), 2), np.nan)
        lonlat[drawn] = to_wgs84(shapely.get_coordinates(points), self.drawn_in)
        rounded = np.round(lonlat, 7).tolist()
        return [(lon, lat) if isfinite(lon) else None for lon, lat in rounded]

    def place(self, geometry: Any) -> Place | None:
        """Name a point on what is drawn."""
        return self.places([geometry])[0]

    @property
    def metre(self) -> float:
        """About one metre in the unit of what is drawn."""
        if self.drawn_in.is_lonlat:
            return 1e-5
        return 1.0 / float(self.drawn_in.crs.axis_info[0].unit_conversion_factor)
