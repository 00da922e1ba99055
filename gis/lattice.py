"""The lattice that stored coordinates lie on: whole numbers of 1e-7 degree, about 1 cm.

Sums, products and signs of such numbers are exact in integers and, over a town or a county, in doubles as
well; so two neighbours either share an edge to the last digit or do not share it. Longitude/latitude of a
lattice place is the double ``k / 1e7``.
"""

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

UNITS_PER_DEGREE = 10_000_000
FARTHEST = (180 * UNITS_PER_DEGREE, 90 * UNITS_PER_DEGREE)

Floats = NDArray[np.float64]


def to_lattice(geometry: Any) -> Any:
    """Bring a geometry, or an array of them, from longitude/latitude to the nearest lattice places.

    The result is drawn in lattice units, whole numbers as doubles. Rounding may leave it invalid; see
    `gis.crs.snap` for geometry that is to be stored.

    Examples
    --------
    >>> to_lattice(shapely.Point(109.6, 27.94000004)).wkt
    'POINT (1096000000 279400000)'

    """
    return shapely.transform(geometry, lambda xy: whole(xy * UNITS_PER_DEGREE))


def to_lonlat(geometry: Any) -> Any:
    """Bring a geometry, or an array of them, from lattice units to longitude/latitude; loses nothing."""
    return shapely.transform(geometry, lambda xy: xy / UNITS_PER_DEGREE)


def whole(xy: Floats) -> Floats:
    """Round to whole units. No zero is negative: -0.0 is the same place as 0.0, but not the same bytes.

    Examples
    --------
    >>> whole(np.array([-0.3, 0.3, 1.7])).tolist()
    [0.0, 0.0, 2.0]

    """
    rounded: Floats = np.rint(xy) + 0.0
    return rounded


def are_on_lattice(xy: Floats) -> NDArray[np.bool_]:
    """Say which of (n, 2) coordinates are whole lattice units at some place on earth."""
    on_lattice: NDArray[np.bool_] = ((xy == np.rint(xy)) & (np.abs(xy) <= FARTHEST)).all(axis=1)
    return on_lattice
