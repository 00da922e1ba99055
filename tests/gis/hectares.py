"""Cells drawn with letters in the metric plane, in squares of 100 m; ``cells("aab acb")`` are a, b, c in this order."""

import numpy as np
import shapely

SIDE_M = 100.0


def cells(picture):
    """Draw cells, north first; a dot is nobody's land, and the south-western corner lies at (0, 0)."""
    squares: dict[str, list] = {}
    for y, row in enumerate(reversed(picture.split())):
        for x, letter in enumerate(row):
            if letter != ".":
                square = shapely.box(x, y, x + 1, y + 1)
                squares.setdefault(letter, []).append(shapely.transform(square, lambda xy: xy * SIDE_M))
    return np.array([shapely.coverage_union_all(squares[letter]) for letter in sorted(squares)], dtype=object)


def line(*corners):
    """A line over corners of squares."""
    return shapely.LineString(np.array(corners) * SIDE_M)


def bow_tie():
    """A polygon that crosses itself."""
    return shapely.Polygon([(0, 0), (100, 100), (100, 0), (0, 100)])
