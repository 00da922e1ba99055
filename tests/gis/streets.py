"""Streets drawn between the corners of the squares of `tests.gis.drawing`: ``street((0, 0), (2, 0))`` runs east."""

import numpy as np
import shapely
from hypothesis import strategies as st

from gis.crs import project
from gis.network import StreetNetwork
from tests.gis.drawing import CRS, METRE, corner


def street(*corners):
    """A street over corners of squares."""
    return shapely.LineString([corner(x, y) for x, y in corners])


def network(*streets, **options):
    """The network of some streets, in the plane of the drawing."""
    return StreetNetwork(np.array(streets, dtype=object), crs=CRS, **options)


def town_of_blocks(columns=3, rows=2):
    """Whole streets around so many blocks, a square each."""
    north = [street((x, 0), (x, rows)) for x in range(columns + 1)]
    east = [street((0, y), (columns, y)) for y in range(rows + 1)]
    return network(*north, *east)


def beside(x, y, *, east_m=0.0, north_m=0.0):
    """A place so many metres, roughly, from a corner."""
    lon, lat = corner(x, y)
    return lon + east_m * METRE, lat + north_m * METRE


def metres(geometry):
    """How long a line is in the plane of the drawing."""
    return shapely.length(project(geometry, CRS))


# Places in and around `town_of_blocks()`, as longitude/latitude.
places = st.tuples(st.floats(-0.4, 3.4), st.floats(-0.4, 2.4)).map(lambda at: corner(*at))
