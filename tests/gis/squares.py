"""Coverages drawn with letters on the lattice, and read back: ``squares("aab acb")`` has two rows, north first.

Each letter is a cell, a dot nobody's land, each square `side` units wide (ten) with a node at every corner.
"""

import numpy as np
import shapely

from gis.coverage import Coverage

SIDE = 10


def squares(picture, *, parents=None, side=SIDE, **options):
    """Draw a coverage; `parents` maps letters to what they belong to, else all belong to "p"."""
    rows = picture.split()
    found: dict[str, list] = {}
    for y, row in enumerate(reversed(rows)):
        for x, letter in enumerate(row):
            found.setdefault(letter, []).append(square(x, y, side=side))
    found.pop(".", None)
    land = [shapely.coverage_union_all(found[letter]) for letter in sorted(found)]
    belongs = [(parents or {}).get(letter, "p") for letter in sorted(found)]
    return Coverage.of(land, sorted(found), belongs, **options)


def square(x, y, width=1, height=1, *, side=SIDE):
    """The square x squares east and y squares north of the origin, or more of them side by side."""
    return shapely.box(x * side, y * side, (x + width) * side, (y + height) * side)


def picture(coverage, *, side=SIDE):
    """Read what a coverage looks like at the middle of each square; a new cell, such as p001, is its last digit."""
    west, south, east, north = (round(edge / side) for edge in shapely.total_bounds(coverage.polygons))
    return " ".join(
        "".join(_letter(coverage, x, y, side) for x in range(west, east))
        for y in reversed(range(south, north))
    )


def _letter(coverage, x, y, side):
    at = (x + 0.5) * side, (y + 0.5) * side
    found = np.flatnonzero(shapely.intersects_xy(coverage.polygons, *at))
    return coverage.codes[found[0]][-1] if len(found) else "."


def corners(coverage, code):
    """The nodes of the shell of a cell, as a set of pairs of whole numbers."""
    return set(map(tuple, shapely.get_coordinates(coverage[code].polygon.exterior).astype(int).tolist()))
