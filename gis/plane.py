"""Where polygons are drawn, and where they are measured.

Straight edges of one plane are bent in another: a vertex in the middle of an edge of 1 km leaves that edge by a
centimetre when both are brought elsewhere. So polygons are compared in the plane they were drawn in, and
only what comes out is measured in metres and told in longitude/latitude.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
import shapely

from gis.crs import WGS84, Frame, project, to_wgs84

Place = tuple[float, float]


@dataclass(frozen=True)
class Plane:
    """The metric plane to measure in, and what coordinates are written in."""

    metric: pyproj.CRS
    drawn_in: Frame = WGS84

    def in_metres(self, geometry: Any) -> Any:
        """Bring what is drawn into the metric plane."""
        return project(self.lonlat(geometry), self.metric)

    def lonlat(self, geometry: Any) -> Any:
        """Bring what is drawn to longitude/latitude; NaN where that is no place on earth."""
        return shapely.transform(geometry, lambda xy: to_wgs84(xy, self.drawn_in))

    def area_m2(self, geometry: Any) -> Any:
        """Measure what is drawn."""
        return shapely.area(self.in_metres(geometry))

    def place(self, geometry: Any) -> Place | None:
        """Name a point on what is drawn."""
        if geometry is None or shapely.is_empty(geometry):
            return None
        point = self.lonlat(shapely.point_on_surface(geometry))
        return None if point.is_empty or not np.isfinite(point.x) else (round(point.x, 7), round(point.y, 7))

    @property
    def metre(self) -> float:
        """About one metre in the unit of what is drawn."""
        if self.drawn_in.is_lonlat:
            return 1e-5
        return 1.0 / float(self.drawn_in.crs.axis_info[0].unit_conversion_factor)
