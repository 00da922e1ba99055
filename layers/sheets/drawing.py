"""The shapes of a map as SVG, in hundredths of a millimetre. It holds numbers and our own colours, no text of anybody."""

from collections.abc import Iterable
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from layers.sheets.frame import Frame, Shapes
from layers.sheets.ground import Ground

_UNITS_PER_MM = 100
_PAPER = "#f4f2ec"
_LAND = {
    "old": "#f3ebdd",
    "slab": "#f3f0ea",
    "tower": "#f0eeeb",
    "village": "#f3eee2",
    "public": "#f3e7e3",
    "industry": "#eceaee",
    "park": "#d7e6c9",
    "field": "#f0efdc",
    "hill": "#e1e9d8",
}
_WATER, _SHORE = "#bcd7e6", "#9fc2d6"
_BUILDING, _BUILDING_EDGE = "#dccfbb", "#bfae94"
_STREETS = {1: ("#fdf0d2", "#d5bf8c"), 2: ("#ffffff", "#cdc5b6"), 3: ("#ffffff", "#d8d1c4")}
_STREET_M = {1: 15.0, 2: 9.0, 3: 5.0}
_STREET_LEAST_MM = {1: 1.4, 2: 0.9, 3: 0.5}
_CASING_MM = 0.3
_VEIL = "#ffffff"
_NEIGHBOUR = "#8d8a96"
ACCENT = "#4a43b0"


def draw_grid_map(frame: Frame, ground: Ground, grid: Any, neighbours: Shapes) -> str:
    """One grid in its surroundings: what lies outside is veiled, its border strong.

    Parameters
    ----------
    grid : polygon on the paper, in millimetres
    neighbours : other grids on the paper, in millimetres

    """
    outside = shapely.difference(shapely.box(-3, -3, frame.width_mm + 3, frame.height_mm + 3), grid)
    return _svg(
        frame,
        [
            *_ground(frame, ground),
            _filled([outside], _VEIL, 'fill-opacity="0.62"'),
            _lined(neighbours, _NEIGHBOUR, 0.35, 'stroke-dasharray="220 120"'),
            _lined([grid], "#ffffff", 2.4, 'stroke-opacity="0.85"'),
            _lined([grid], ACCENT, 1.15),
        ],
    )


def draw_communities(frame: Frame, ground: Ground, communities: Shapes, grids: Shapes) -> str:
    """All communities of a town with the lines of their grids."""
    tints = ("#5b7fd6", "#c2855a", "#4fa08b", "#b4639a", "#8f8a2c")
    return _svg(
        frame,
        [
            *_ground(frame, ground),
            *(
                _filled([shape], tints[at % len(tints)], 'fill-opacity="0.16"')
                for at, shape in enumerate(communities)
            ),
            _lined(grids, ACCENT, 0.2, 'stroke-opacity="0.55"'),
            _lined(communities, "#ffffff", 1.4, 'stroke-opacity="0.8"'),
            _lined(communities, ACCENT, 0.7),
        ],
    )


def _ground(frame: Frame, ground: Ground) -> Iterable[str]:
    yield _filled([shapely.box(-3, -3, frame.width_mm + 3, frame.height_mm + 3)], _PAPER)
    for use, colour in _LAND.items():
        shapes = [
            shape for shape, row in zip(ground.land.shapes, ground.land.rows, strict=True) if row[0] == use
        ]
        yield _filled(shapes, colour, f'stroke="{colour}" {_width(0.15)}')
    yield _filled(ground.water.shapes, _WATER, f'stroke="{_SHORE}" {_width(0.25)}')
    yield from _streets(frame, ground)
    yield _filled(ground.buildings.shapes, _BUILDING, f'stroke="{_BUILDING_EDGE}" {_width(0.12)}')


def _streets(frame: Frame, ground: Ground) -> Iterable[str]:
    by_level = {
        level: [
            shape
            for shape, row in zip(ground.streets.shapes, ground.streets.rows, strict=True)
            if min(max(int(row[1]), 1), 3) == level
        ]
        for level in (3, 2, 1)
    }
    for is_casing in (True, False):
        for level, shapes in by_level.items():
            fill, edge = _STREETS[level]
            width_mm = max(_STREET_M[level] / frame.metres_per_mm, _STREET_LEAST_MM[level])
            yield _lined(shapes, edge if is_casing else fill, width_mm + 2 * _CASING_MM * is_casing)


def _filled(shapes: Iterable[Any], colour: str, more: str = "") -> str:
    return _path(shapes, f'fill="{colour}" fill-rule="evenodd" {more}')


def _lined(shapes: Iterable[Any], colour: str, width_mm: float, more: str = "") -> str:
    style = f'fill="none" stroke="{colour}" {_width(width_mm)} stroke-linejoin="round" stroke-linecap="round"'
    return _path(shapes, f"{style} {more}")


def _width(width_mm: float) -> str:
    return f'stroke-width="{width_mm * _UNITS_PER_MM:.0f}"'


def _path(shapes: Iterable[Any], style: str) -> str:
    steps = _steps(np.array(list(shapes), dtype=object))
    return f'<path d="{steps}" {style}/>' if steps else ""


def _steps(shapes: Shapes) -> str:
    """What a pen does to draw lines and the rings of polygons."""
    parts = shapely.get_parts(shapes)
    kinds = shapely.get_type_id(parts)
    rings = shapely.get_rings(parts[kinds == shapely.GeometryType.POLYGON])
    lines = parts[kinds == shapely.GeometryType.LINESTRING]
    return _pen(rings, "Z") + _pen(lines, "")


def _pen(lines: Shapes, end: str) -> str:
    xy, of = shapely.get_coordinates(lines, return_index=True)
    spots = [f"{x} {y}" for x, y in np.rint(xy * _UNITS_PER_MM).astype(int).tolist()]
    bounds = [0, *(np.flatnonzero(np.diff(of)) + 1).tolist(), len(spots)]
    return "".join(
        f"M{spots[first]}L{' '.join(spots[first + 1 : after])}{end}"
        for first, after in pairwise(bounds)
        if spots
    )


def _svg(frame: Frame, paths: Iterable[str]) -> str:
    width, height = frame.width_mm * _UNITS_PER_MM, frame.height_mm * _UNITS_PER_MM
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{frame.width_mm:g}mm" height="{frame.height_mm:g}mm"'
        f' viewBox="0 0 {width:.0f} {height:.0f}">{"".join(paths)}</svg>'
    )
