"""One grid's notice sheet as plain data for the template: who is there for it, what is near, and its map."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any
from urllib.parse import quote

import numpy as np
import shapely
from sqlalchemy.orm import Session

from gis.crs import project
from layers.display import label_of
from layers.divisions import Division
from layers.models import AreaKind, Role
from layers.people import OnDuty, leader_of, on_duty
from layers.photos import photo_of
from layers.sheets.drawing import draw_grid_map
from layers.sheets.frame import Frame, bar_m, frame_around
from layers.sheets.ground import Ground, read_ground
from layers.sheets.labels import Labels, Line
from layers.sheets.near import Near, Point, nearest

MAP_WIDTH_MM, MAP_HEIGHT_MM = 186.0, 135.0
_MOST_MICRO_LEADERS = 5
_MOST_POINTS = 6
_LONGEST_TEXT = 60
_STREET_PT = {1: 10.5, 2: 9.0, 3: 8.0}
_QUARTER_PT, _BUILDING_PT, _CODE_PT, _WATER_PT = 10.0, 6.5, 7.5, 10.0
_MARKER_MM = 2.6  # radius of a service point's number
_BAR_MOST_MM = 40.0
_CORNERS_MM = ((0, MAP_HEIGHT_MM - 14, 56, MAP_HEIGHT_MM), (MAP_WIDTH_MM - 16, 0, MAP_WIDTH_MM, 18))
_NUMBERED = re.compile(r"^(.+?)(\d+(?:栋|号楼|幢|座))$")

Data = dict[str, Any]


@dataclass(frozen=True)
class Order:
    """How sheets are to be: in which language and words, as of which day, and where their codes lead."""

    lang: str
    words: Mapping[str, str]
    on: date
    address: str  # of the map, without a slash at its end
    town: str
    is_sample: bool
    photos: Path  # folder of the leaders' photos

    def page_of(self, grid_code: str) -> str:
        """The address that a sheet's code leads to; it stays the same whatever becomes of the map."""
        return f"{self.address}/g/{quote(grid_code, safe='')}"


@dataclass(frozen=True)
class Sheet:
    """A page as data, and the pictures it names."""

    data: Data
    map_svg: str
    address: str
    photo: bytes | None  # of the leader, JPEG


def make_sheet(session: Session, division: Division, at: int, points: list[Point], order: Order) -> Sheet:
    """Put the sheet of one grid together."""
    code, shape = division.codes[at], division.polygons[at]
    frame = frame_around(shape, division.crs, MAP_WIDTH_MM, MAP_HEIGHT_MM)
    ground = read_ground(session, frame)
    near = _near(division, at, points)
    surroundings = _surroundings(division, at, frame)
    community = division.community_names[division.community_codes[at]]
    leader = leader_of(session, code, order.on)
    micro = on_duty(session, Role.MICRO_GRID_LEADER, AreaKind.GRID, code, order.on)
    data = {
        "code": code,
        "name": shortened(division.names[at]),
        "community": shortened(community),
        "kind": order.words[f"kind.{division.kinds[at]}"],
        "plan": division.number,
        "leader": person(leader),
        "micro": [person(one) for one in micro[:_MOST_MICRO_LEADERS]],
        "micro_more": max(len(micro) - _MOST_MICRO_LEADERS, 0),
        "near": [_near_row(one, order) for one in near],
        **scale_of(frame),
        "labels": _labels(frame, ground, surroundings, near),
        "markers": _markers(frame, near),
        "address": order.page_of(code),
    }
    svg = draw_grid_map(frame, ground, surroundings.grid, surroundings.neighbours)
    photo = photo_of(order.photos, leader.photo if leader else None)
    return Sheet(data, svg, order.page_of(code), photo)


@dataclass(frozen=True)
class _Surroundings:
    """The grid and its neighbours on the paper, in millimetres."""

    grid: Any
    neighbours: Any
    codes: list[str]


def _surroundings(division: Division, at: int, frame: Frame) -> _Surroundings:
    under = np.flatnonzero(shapely.intersects(division.polygons, shapely.box(*frame.bbox())))
    others = under[under != at]
    shapes = frame.on_paper(division.polygons[np.append(others, at)])
    seen = shapely.clip_by_rect(shapes[:-1], -2, -2, frame.width_mm + 2, frame.height_mm + 2)
    return _Surroundings(shapes[-1], seen, [division.codes[other] for other in others])


def _near(division: Division, at: int, points: list[Point]) -> list[Near]:
    middle = project(shapely.Point(label_of(division, division.polygons[at])), division.crs)
    community = division.community_codes[at]
    own = {
        code
        for code, owner in zip(division.codes, division.community_codes, strict=True)
        if owner == community
    }
    return nearest(points, middle.x, middle.y, own, _MOST_POINTS)


def person(one: OnDuty | None) -> Data | None:
    """Somebody on duty as the templates show them."""
    if one is None:
        return None
    return {
        "name": shortened(one.name),
        "phone": shortened(one.phone or ""),
        "keeps": shortened(one.keeps or ""),
        "deputy": person(one.deputy),
    }


def shortened(text: str) -> str:
    """A text of one line, short enough for a sheet."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST_TEXT else f"{line[: _LONGEST_TEXT - 1]}…"


def _near_row(near: Near, order: Order) -> Data:
    words, point = order.words, near.point
    metres = max(round(near.distance_m, -1), 10)
    kind = words.get(f"service.{point.kind}", point.kind)
    return {
        "name": shortened(point.name),
        "kind": "" if kind in point.name else shortened(kind),
        "way": words["way"].format(direction=words[f"direction.{near.direction}"], metres=f"{metres:.0f}"),
        "hours": shortened(point.hours or ""),
        "phone": shortened(point.phone or ""),
        "address": shortened(point.address or ""),
    }


def scale_of(frame: Frame) -> Data:
    """A map's scale in numbers and as a bar."""
    metres = bar_m(frame.scale, _BAR_MOST_MM)
    return {
        "scale": f"1:{frame.scale}",
        "bar": {"metres": metres, "mm": round(metres / frame.metres_per_mm, 3)},
    }


def _markers(frame: Frame, near: list[Near]) -> list[Data]:
    """Where the numbered service points stand, of those that lie under the paper."""
    marked = []
    for number, one in enumerate(near, start=1):
        x, y = _spot(frame, one)
        if _MARKER_MM < x < frame.width_mm - _MARKER_MM and _MARKER_MM < y < frame.height_mm - _MARKER_MM:
            marked.append({"number": number, "x": round(x, 2), "y": round(y, 2)})
    return marked


def _spot(frame: Frame, near: Near) -> tuple[float, float]:
    point = frame.on_paper(np.array([near.point.shape], dtype=object))[0]
    return float(point.x), float(point.y)


def _labels(frame: Frame, ground: Ground, around: _Surroundings, near: list[Near]) -> list[Data]:
    labels = Labels(frame.paper)
    for corner in _CORNERS_MM:
        labels.keep_free(shapely.box(*corner))
    for one in _markers(frame, near):
        labels.keep_free(shapely.Point(one["x"], one["y"]).buffer(_MARKER_MM))
    _label_quarters(labels, ground, around.grid)
    label_streets(labels, ground, around.grid)
    _label_neighbours(labels, frame, around)
    _label_buildings(labels, ground, around.grid)
    for name, shape in _named(ground.water.shapes, [row[0] for row in ground.water.rows]).items():
        _label_water(labels, name, shape)
    return labels.as_data()


def label_streets(labels: Labels, ground: Ground, shape: Any, *, lowest_level: int = 3) -> None:
    """Streets along their lines, down to a level: those of a shape on the paper first, the others quieter."""
    for line in _street_names(ground, shape, lowest_level):
        labels.put_along(line, "street" if line.rank == 0 else "street-outside")


def _label_quarters(labels: Labels, ground: Ground, grid: Any) -> None:
    """Residential quarters: buildings of one name that are told apart by numbers."""
    members: dict[str, list[Any]] = {}
    for shape, (name, _use) in zip(ground.buildings.shapes, ground.buildings.rows, strict=True):
        if name and shapely.intersects(grid, shape):
            members.setdefault(quarter_of(name), []).append(shape)
    for name, shapes in members.items():
        middle = shapely.convex_hull(shapely.union_all(shapes)).centroid
        labels.put_near(shortened(name), middle.x, middle.y, _QUARTER_PT, "quarter")


def quarter_of(name: str) -> str:
    """The residential quarter that a building's name tells; one without a number is a place by itself."""
    numbered = _NUMBERED.match(name)
    return numbered.group(1) if numbered else name


def _street_names(ground: Ground, grid: Any, lowest_level: int) -> list[Line]:
    """Names to set along streets: those that meet the grid first, main roads before lanes."""
    levels: dict[str, int] = {}
    for name, level, _is_bridge in ground.streets.rows:
        if name:
            levels[name] = min(levels.get(name, 3), max(int(level), 1))
    merged = _named(ground.streets.shapes, [row[0] for row in ground.streets.rows])
    lines = []
    for name, shape in merged.items():
        if levels[name] > lowest_level:
            continue
        inside = shapely.intersection(shape, shapely.buffer(grid, 2.0))
        outside = shapely.difference(shape, shapely.buffer(grid, 2.0))
        size_pt = _STREET_PT[levels[name]]
        lines += [Line(shortened(name), inside, size_pt, 0)] if not inside.is_empty else []
        lines += [Line(shortened(name), outside, size_pt - 1, 1)] if not outside.is_empty else []
    return sorted(lines, key=lambda line: (line.rank, -line.size_pt, line.text))


def _named(shapes: Any, names: list[str | None]) -> dict[str, Any]:
    by_name: dict[str, list[Any]] = {}
    for shape, name in zip(shapes, names, strict=True):
        if name:
            by_name.setdefault(name, []).append(shape)
    return {name: shapely.union_all(parts) for name, parts in by_name.items()}


def _label_neighbours(labels: Labels, frame: Frame, around: _Surroundings) -> None:
    inner = shapely.box(1, 1, frame.width_mm - 1, frame.height_mm - 1)
    for shape, code in zip(around.neighbours, around.codes, strict=True):
        seen = shapely.intersection(shapely.make_valid(shape), inner)
        if shapely.area(seen) < 30:
            continue
        middle = shapely.maximum_inscribed_circle(seen, tolerance=1.0).coords[0]
        labels.put_near(code, middle[0], middle[1], _CODE_PT, "neighbour")


def _label_buildings(labels: Labels, ground: Ground, grid: Any) -> None:
    for shape, (name, _use) in zip(ground.buildings.shapes, ground.buildings.rows, strict=True):
        numbered = _NUMBERED.match(name or "")
        if numbered and shapely.intersects(grid, shape):
            middle = shape.centroid
            labels.put(numbered.group(2), middle.x, middle.y, _BUILDING_PT, "building")


def _label_water(labels: Labels, name: str, shape: Any) -> None:
    circle = shapely.maximum_inscribed_circle(shape, tolerance=1.0) if not shape.is_empty else None
    if circle is not None and circle.length > 2.5:
        labels.put(shortened(name), circle.coords[0][0], circle.coords[0][1], _WATER_PT, "water")
