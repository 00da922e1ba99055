"""The paper of a map: a rectangle in millimetres over the metric plane, at a round scale, north up."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS

from gis.crs import project, unproject
from layers.bbox import Bbox

Shapes = NDArray[np.object_]
_STEPS = (1, 1.25, 1.5, 2, 2.5, 3, 4, 5, 6, 7.5, 8)
SCALES = tuple(int(step * power) for power in (100, 1_000, 10_000, 100_000, 1_000_000) for step in _STEPS)
_SMALLEST_SCALE = 750  # 1:n of the closest look: larger would only show how coarse the plans are
_ROOM = 1.12  # paper around the grid, so that its neighbours are seen


@dataclass(frozen=True)
class Frame:
    """A map of `width_mm` by `height_mm` at 1:`scale`; its upper left corner lies at west_m, north_m of `crs`."""

    crs: CRS
    west_m: float
    north_m: float
    scale: int
    width_mm: float
    height_mm: float

    @property
    def metres_per_mm(self) -> float:
        """What a millimetre on paper is on the ground."""
        return self.scale / 1000

    @property
    def paper(self) -> Any:
        """The whole paper, in millimetres."""
        return shapely.box(0, 0, self.width_mm, self.height_mm)

    def bbox(self) -> Bbox:
        """What lies under the paper, as a box of longitudes and latitudes."""
        east_m = self.west_m + self.width_mm * self.metres_per_mm
        south_m = self.north_m - self.height_mm * self.metres_per_mm
        ground = shapely.segmentize(shapely.box(self.west_m, south_m, east_m, self.north_m), 1000)
        west, south, east, north = shapely.bounds(unproject(np.array([ground], dtype=object), self.crs)[0])
        return (west, south, east, north)

    def on_paper(self, shapes: Shapes) -> Shapes:
        """Bring an array of lon/lat shapes onto the paper: millimetres from its upper left corner, y down."""
        return self._to_mm(project(shapes, self.crs))

    def _to_mm(self, shapes: Shapes) -> Shapes:
        corner = np.array([self.west_m, self.north_m])
        flip = np.array([1, -1]) / self.metres_per_mm
        moved: Shapes = shapely.transform(shapes, lambda xy: (xy - corner) * flip)
        return moved


def frame_around(shape: Any, crs: CRS, width_mm: float, height_mm: float) -> Frame:
    """Lay paper around a lon/lat shape, at the largest round scale that leaves some room about it."""
    west, south, east, north = shapely.bounds(project(np.array([shape], dtype=object), crs)[0])
    needed = 1000 * _ROOM * max((east - west) / width_mm, (north - south) / height_mm)
    scale = next((n for n in SCALES if n >= max(needed, _SMALLEST_SCALE)), SCALES[-1])
    return Frame(
        crs=crs,
        west_m=(west + east) / 2 - width_mm * scale / 2000,
        north_m=(south + north) / 2 + height_mm * scale / 2000,
        scale=scale,
        width_mm=width_mm,
        height_mm=height_mm,
    )


def bar_m(scale: int, most_mm: float) -> int:
    """The round length in metres that makes a scale bar of at most so many millimetres."""
    fitting = [
        step * 10**power
        for power in range(6)
        for step in (1, 2, 5)
        if step * 10**power * 1000 / scale <= most_mm
    ]
    return max(fitting, default=1)
