"""The booklet of all grids as plain data for its template: communities with their tables and maps, and two indexes."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlalchemy.orm import Session

from gis.crs import project
from layers.divisions import Division
from layers.models import AreaKind, Role
from layers.people import OnDuty, leaders_by_area, secretary_of
from layers.sheets.drawing import draw_communities, draw_grid_map
from layers.sheets.frame import Frame, frame_around
from layers.sheets.ground import read_ground
from layers.sheets.index import leaders_index, places_index
from layers.sheets.labels import Labels
from layers.sheets.near import CENTRE, Point, read_points
from layers.sheets.sheet import Data, Order, label_streets, person, scale_of, shortened

Progress = Callable[[Sequence[str], str], Iterable[str]]
OVERVIEW_MM = (186.0, 205.0)
COMMUNITY_MM = (186.0, 108.0)
_COMMUNITY_PT, _GRID_PT = 12.0, 9.0
_SQUARE_METRES_PER_HECTARE = 10_000
_STREET_LEVEL = 2  # lanes have no room for their names
_TAIL = 3  # digits of a code that tell the grids of a community apart on its map


@dataclass(frozen=True)
class Booklet:
    """The pages as data, and the maps that they name, SVG."""

    data: Data
    maps: dict[str, str]


def make_booklet(session: Session, division: Division, order: Order, *, progress: Progress) -> Booklet:
    """Put the booklet together."""
    leaders = leaders_by_area(session, Role.GRID_LEADER, AreaKind.GRID, order.on)
    micro = leaders_by_area(session, Role.MICRO_GRID_LEADER, AreaKind.GRID, order.on)
    centres = _centres(session, division)
    maps: dict[str, str] = {}
    communities = []
    codes = sorted(set(division.community_codes))
    for number, code in enumerate(progress(codes, "Drawing")):
        cells = [at for at, owner in enumerate(division.community_codes) if owner == code]
        name = f"community{number}.svg"
        drawn, maps[name] = _community_map(session, division, cells)
        communities.append(
            {
                "code": code,
                "name": shortened(division.community_names[code]),
                "secretary": person(secretary_of(session, code, order.on)),
                "centre": _centre(centres.get(code)),
                "grids": [_grid_row(division, at, leaders, micro) for at in cells],
                "map": {"file": name, **drawn},
            }
        )
    overview, maps["overview.svg"] = _overview(session, division, codes)
    data = {
        "plan": division.number,
        "totals": _totals(division, codes, leaders, micro),
        "overview": {"file": "overview.svg", **overview},
        "communities": communities,
        "leaders": leaders_index(division, leaders, codes),
        "places": places_index(session, division, codes),
        "sizes": {"overview": OVERVIEW_MM, "community": COMMUNITY_MM},
    }
    return Booklet(data, maps)


def _grid_row(
    division: Division, at: int, leaders: dict[str, list[OnDuty]], micro: dict[str, list[OnDuty]]
) -> Data:
    code = division.codes[at]
    return {
        "code": code,
        "name": shortened(division.names[at]),
        "leader": person(next(iter(leaders.get(code, ())), None)),
        "micro": len(micro.get(code, ())),
        "households": _figure(division.households[at]),
        "hectares": _hectares(division, [at]),
    }


def _totals(
    division: Division, codes: Sequence[str], leaders: dict[str, list[OnDuty]], micro: dict[str, list[OnDuty]]
) -> Data:
    households = [count for count in division.households if count is not None]
    return {
        "communities": _figure(len(codes)),
        "grids": _figure(len(division.codes)),
        "leaders": _figure(sum(1 for code in division.codes if leaders.get(code))),
        "micro": _figure(sum(len(micro.get(code, ())) for code in division.codes)),
        "households": _figure(sum(households) if len(households) == len(division.codes) else None),
        "hectares": _hectares(division, range(len(division.codes))),
    }


def _figure(count: int | None) -> str:
    return "–" if count is None else f"{count:,}"


def _hectares(division: Division, cells: Sequence[int]) -> str:
    shapes = project(division.polygons[list(cells)], division.crs)
    return f"{shapely.area(shapes).sum() / _SQUARE_METRES_PER_HECTARE:,.1f}"


def _centres(session: Session, division: Division) -> dict[str, Point]:
    """The service centre of each community."""
    centres: dict[str, Point] = {}
    for point in read_points(session, division):
        at = division.index.get(point.grid_code or "")
        if point.kind == CENTRE and at is not None:
            centres.setdefault(division.community_codes[at], point)
    return centres


def _centre(point: Point | None) -> Data | None:
    if point is None:
        return None
    said = {"name": point.name, "address": point.address, "phone": point.phone, "hours": point.hours}
    return {key: shortened(text or "") for key, text in said.items()}


def _community_map(session: Session, division: Division, cells: list[int]) -> tuple[Data, str]:
    """One community with its grids, each with the end of its code."""
    shape = shapely.coverage_union_all(division.polygons[cells])
    frame = frame_around(shape, division.crs, *COMMUNITY_MM)
    ground = read_ground(session, frame)
    grids = frame.on_paper(division.polygons[cells])
    outline = frame.on_paper(np.array([shape], dtype=object))[0]
    labels = Labels(frame.paper)
    for at, grid in zip(cells, grids, strict=True):
        _put_in_middle(labels, division.codes[at][-_TAIL:], grid, _GRID_PT, "grid")
    label_streets(labels, ground, outline, lowest_level=_STREET_LEVEL)
    return _drawn(frame, labels), draw_grid_map(frame, ground, outline, grids)


def _overview(session: Session, division: Division, codes: Sequence[str]) -> tuple[Data, str]:
    """All communities with their names."""
    owners = np.array(division.community_codes, dtype=object)
    shapes = np.array(
        [shapely.coverage_union_all(division.polygons[owners == code]) for code in codes], dtype=object
    )
    frame = frame_around(shapely.union_all(shapes), division.crs, *OVERVIEW_MM)
    on_paper = frame.on_paper(shapes)
    labels = Labels(frame.paper)
    for code, shape in zip(codes, on_paper, strict=True):
        _put_in_middle(labels, shortened(division.community_names[code]), shape, _COMMUNITY_PT, "community")
    ground = read_ground(session, frame)
    return _drawn(frame, labels), draw_communities(frame, ground, on_paper, frame.on_paper(division.polygons))


def _put_in_middle(labels: Labels, text: str, shape: Any, size_pt: float, style: str) -> None:
    largest = max(shapely.get_parts(shape), key=shapely.area)
    x, y = shapely.maximum_inscribed_circle(largest, tolerance=0.5).coords[0]
    labels.put_near(text, x, y, size_pt, style)


def _drawn(frame: Frame, labels: Labels) -> Data:
    return {**scale_of(frame), "labels": labels.as_data(), "markers": []}
