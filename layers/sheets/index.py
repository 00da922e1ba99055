"""The booklet's indexes: who leads which grid, and in which grids a street or a residential quarter lies."""

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
import shapely
from pypinyin import Style, lazy_pinyin
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.crs import project
from layers.divisions import Division
from layers.models import Building, Street
from layers.people import OnDuty
from layers.rows import geometries_of, wkb
from layers.sheets.sheet import Data, quarter_of, shortened

_BESIDE_M = 8.0  # a border runs along the middle of a street, or near it: the street is on both sides' list
_LEAST_M = 25.0  # along less of it nobody looks for a street
_MOST_ENTRIES = 5_000


def leaders_index(
    division: Division, leaders: dict[str, list[OnDuty]], communities: Sequence[str]
) -> list[Data]:
    """Leaders by name, with the grids they lead."""
    cells: dict[str, set[int]] = {}
    for at, code in enumerate(division.codes):
        for leader in leaders.get(code, ()):
            cells.setdefault(leader.name, set()).add(at)
    return _entries(division, cells, communities)


def places_index(session: Session, division: Division, communities: Sequence[str]) -> list[Data]:
    """Streets and residential quarters by name, with the grids they lie in."""
    cells = _cells_of_streets(session, division)
    for name, members in _cells_of_quarters(session, division).items():
        cells.setdefault(name, set()).update(members)
    return _entries(division, cells, communities)


def _cells_of_streets(session: Session, division: Division) -> dict[str, set[int]]:
    rows = session.execute(select(Street.name, wkb(Street.geom)).where(Street.name.is_not(None))).all()
    lines = project(geometries_of([row[1] for row in rows]), division.crs)
    grids = shapely.buffer(project(division.polygons, division.crs), _BESIDE_M, quad_segs=2)
    street, grid = shapely.STRtree(grids).query(lines, predicate="intersects")
    inside_m = shapely.length(shapely.intersection(lines[street], grids[grid]))
    least_m = np.minimum(_LEAST_M, shapely.length(lines[street]) / 2)  # a lane may be shorter than that
    long_enough = inside_m >= least_m
    return _gathered([rows[at][0] for at in street[long_enough]], grid[long_enough])


def _cells_of_quarters(session: Session, division: Division) -> dict[str, set[int]]:
    rows = session.execute(select(Building.name, wkb(Building.geom)).where(Building.name.is_not(None))).all()
    spots = shapely.point_on_surface(geometries_of([row[1] for row in rows]))
    building, grid = shapely.STRtree(division.polygons).query(spots, predicate="intersects")
    return _gathered([quarter_of(rows[at][0]) for at in building], grid)


def _gathered(names: Iterable[str], cells: Any) -> dict[str, set[int]]:
    by_name: dict[str, set[int]] = {}
    for name, cell in zip(names, cells.tolist(), strict=True):
        by_name.setdefault(name, set()).add(cell)
    return by_name


def _entries(division: Division, cells: dict[str, set[int]], communities: Sequence[str]) -> list[Data]:
    """Entries in the order of a Chinese dictionary; each with its grids by community, whose place in the booklet is told."""
    place = {code: number for number, code in enumerate(communities)}
    entries = []
    for name in sorted(cells, key=lambda name: (lazy_pinyin(name, style=Style.TONE3), name))[:_MOST_ENTRIES]:
        by_community: dict[int, list[str]] = {}
        for at in sorted(cells[name]):
            by_community.setdefault(place[division.community_codes[at]], []).append(division.codes[at])
        grids = [{"community": number, "codes": codes} for number, codes in by_community.items()]
        entries.append({"name": shortened(name), "initial": _initial(name), "grids": grids})
    return entries


def _initial(name: str) -> str:
    """The letter under which a name is looked for."""
    spelled = "".join(lazy_pinyin(name[:1]))[:1].upper()
    return spelled if spelled.isascii() and spelled.isalpha() else "#"
