"""Ways in which people break a drawing: hypothesis strategies that give broken drawings."""

import numpy as np
import shapely
from hypothesis import strategies as st

from gis.checking.land import are_polygons
from tests.gis.drawing import METRE, SIDE, Drawing, drawn, pictures

_metres = st.floats(-20, 20).map(lambda metres: round(metres, 2))


def _with_ring(polygon, change):
    """The polygon with another outer ring, of its largest part; its holes stay."""
    *others, main = sorted(shapely.get_parts(polygon), key=shapely.area)
    ring = change(shapely.get_coordinates(main.exterior)[:-1])
    whole = shapely.Polygon(ring, [hole.coords for hole in main.interiors])
    return shapely.MultiPolygon([*others, whole]) if others else whole


def corner_moved(polygon, at, east_m, north_m):
    """One corner of this cell alone lies elsewhere."""

    def change(xy):
        xy[at % len(xy)] += np.array([east_m, north_m]) * METRE
        return xy

    return _with_ring(polygon, change)


def corners_swapped(polygon, at, east_m, north_m):
    """Two corners in the wrong order: often a bow-tie."""

    def change(xy):
        one, other = at % len(xy), (at + 1) % len(xy)
        xy[[one, other]] = xy[[other, one]]
        return xy

    return _with_ring(polygon, change)


def spiked(polygon, at, east_m, north_m):
    """The outline runs out to a place and back again on the same way."""

    def change(xy):
        corner = xy[at % len(xy)]
        tip = corner + np.array([east_m, north_m]) * METRE
        return np.insert(xy, [at % len(xy) + 1] * 2, [tip, corner], axis=0)

    return _with_ring(polygon, change)


def shifted(polygon, at, east_m, north_m):
    """The whole cell lies elsewhere."""
    return shapely.transform(polygon, lambda xy: xy + np.array([east_m, north_m]) * METRE / 4)


def grown(polygon, at, east_m, north_m):
    """The cell reaches over its edges, or falls short of them."""
    other = shapely.buffer(polygon, east_m * METRE / 4, join_style="mitre")
    return other if are_polygons(np.array([other]))[0] else polygon


_breaks = st.tuples(
    st.sampled_from([corner_moved, corners_swapped, spiked, shifted, grown]),
    st.integers(0, 50),
    st.integers(0, 50),
    _metres,
    _metres,
)


@st.composite
def broken_drawings(draw):
    """A drawing of which cells are broken, missing, or there twice."""
    drawing = drawn(draw(pictures), side=SIDE / 4)
    codes, polygons = list(drawing.codes), list(drawing.polygons)
    for break_it, number, at, east_m, north_m in draw(st.lists(_breaks, min_size=1, max_size=4)):
        row = number % len(polygons)
        polygons[row] = break_it(polygons[row], at, east_m, north_m)
    if len(codes) > 1 and draw(st.booleans()):
        del codes[0], polygons[0]
    if draw(st.sampled_from([False] * 9 + [True])):
        codes.append(f"{codes[0]}2")
        polygons.append(polygons[0])
    return Drawing(codes, np.array(polygons, dtype=object))
