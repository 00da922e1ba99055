"""Coverages drawn with letters: ``drawn("aab acb")`` has two rows, north first; each letter is a cell, a dot nobody's land."""

from typing import NamedTuple

import numpy as np
import pyproj
import shapely
from hypothesis import strategies as st

from gis.crs import metric_crs, project

SOUTH_WEST = (109.6, 27.94)
CRS: pyproj.CRS = metric_crs(*SOUTH_WEST)
SIDE = 0.002  # degrees; a square is about 197 m by 222 m
METRE = 1e-5  # degrees, roughly

pictures = st.integers(1, 5).flatmap(
    lambda width: st.lists(st.text("abcd", min_size=width, max_size=width), min_size=1, max_size=5).map(
        " ".join
    )
)


class Drawing(NamedTuple):
    """Codes and polygons, codes sorted."""

    codes: list[str]
    polygons: np.ndarray

    def without(self, *codes):
        """The drawing without some of its cells."""
        kept = [row for row, code in enumerate(self.codes) if code not in codes]
        return Drawing([self.codes[row] for row in kept], self.polygons[kept])

    def where(self, code, polygon):
        """The drawing with another polygon for one cell."""
        polygons = self.polygons.copy()
        polygons[self.codes.index(code)] = polygon
        return Drawing(self.codes, polygons)

    def __getitem__(self, code):
        return self.polygons[self.codes.index(code)] if isinstance(code, str) else tuple(self)[code]


def drawn(picture, *, side=SIDE):
    """Draw cells of squares; every corner of a square is a vertex, on the 1e-7 lattice."""
    rows = picture.split()
    squares: dict[str, list] = {}
    for y, row in enumerate(reversed(rows)):
        for x, letter in enumerate(row):
            if letter != ".":
                squares.setdefault(letter, []).append(
                    shapely.box(*corner(x, y, side=side), *corner(x + 1, y + 1, side=side))
                )
    codes = sorted(squares)
    return Drawing(
        codes, np.array([shapely.coverage_union_all(squares[code]) for code in codes], dtype=object)
    )


def corner(x, y, *, side=SIDE):
    """The corner x squares east and y squares north of the south-western one."""
    west, south = SOUTH_WEST
    return round((west + x * side) * 1e7) / 1e7, round((south + y * side) * 1e7) / 1e7


def moved(polygon, place, *, east_m=0.0, north_m=0.0):
    """The polygon with its vertex at a place moved."""

    def move(xy):
        there = np.all(np.abs(xy - place) < 1e-9, axis=1)
        assert there.any(), "no vertex lies there"
        return xy + np.outer(there, (east_m * METRE, north_m * METRE))

    return shapely.transform(polygon, move)


def area_m2(geometry):
    """The area of a geometry, or of an array of them, in the plane of the drawing."""
    return shapely.area(project(geometry, CRS))
