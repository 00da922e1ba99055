"""The search index: what stands still is read once for each plan and version of the base layers, and kept.

People and service points are read anew each time, for duties change with the day and points by hand; what was made of
them is kept as long as the same comes back.
"""

from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np
import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.display import labels_of
from layers.divisions import Division
from layers.models import DoorPlate, Role, ServicePoint, Street
from layers.people import names_on_duty
from layers.plans import community_outlines
from layers.recent import Recent
from layers.rows import geometries_of, wkb
from layers.search.places import Places
from layers.towns import the_town

_KEPT = 2
_KINDS = {
    Role.GRID_LEADER: "leader",
    Role.COMMUNITY_SECRETARY: "secretary",
    Role.MICRO_GRID_LEADER: "micro_grid_leader",
}

Post = tuple[Role, str, str, str | None]


@dataclass(frozen=True)
class Index:
    """What stands still, of one plan and version of the base layers."""

    version: tuple[int, int]
    communities: Places
    grids: Places
    streets: Places
    addresses: Places


class Indexes:
    """The indexes used last; one a process."""

    def __init__(self) -> None:
        self._standing: Recent[tuple[int, int], Index] = Recent(_KEPT)
        self._moving: Recent[Hashable, tuple[Places, ...]] = Recent(_KEPT * 2)

    def of(self, session: Session, division: Division) -> Index:
        """What stands still, of a division and the base layers as they are."""
        version = division.plan_id, the_town(session).base_version
        return self._standing.get(version, lambda: read_index(session, division, version))

    def people(self, session: Session, index: Index, on: date) -> tuple[Places, ...]:
        """Who is on duty on a day, each at the place of the grid or community they are there for."""
        posts = tuple(names_on_duty(session, on, list(_KINDS)))
        return self._moving.get((index.version, posts), lambda: tuple(_people(index, posts)))

    def service_points(self, session: Session) -> Places:
        """Every service point that has a position."""
        rows = session.execute(
            select(ServicePoint.id, ServicePoint.name, ServicePoint.address, wkb(ServicePoint.position))
            .where(ServicePoint.position.is_not(None))
            .order_by(ServicePoint.id)
        )
        points = tuple((*row[:3], bytes(row[3])) for row in rows)
        return self._moving.get(points, lambda: (_service_points(points),))[0]


def read_index(session: Session, division: Division, version: tuple[int, int]) -> Index:
    """Read everything that stands still."""
    return Index(version, _communities(division), _grids(division), _streets(session), _addresses(session))


def _communities(division: Division) -> Places:
    outlines = community_outlines(division)
    return Places(
        "community",
        titles=[division.community_names[code] for code in outlines],
        subtitles=list(outlines),
        lonlat=labels_of(division, np.array(list(outlines.values()), dtype=object)),
        boxes=[outline.bounds for outline in outlines.values()],
        codes=list(outlines),
        ids=[None] * len(outlines),
    )


def _grids(division: Division) -> Places:
    return Places(
        "grid",
        titles=division.names,
        subtitles=division.codes,
        lonlat=labels_of(division, division.polygons),
        boxes=[shape.bounds for shape in division.polygons],
        codes=division.codes,
        ids=[None] * len(division.codes),
    )


def _streets(session: Session) -> Places:
    """Each name once, with all the pieces that have it."""
    rows = session.execute(
        select(Street.name, wkb(Street.geom))
        .where(Street.name.is_not(None))
        .order_by(Street.level, Street.name, Street.id)
    ).all()
    pieces: dict[str, list[bytes]] = {}
    for name, shape in rows:
        pieces.setdefault(str(name), []).append(shape)
    lines = [shapely.union_all(geometries_of(shapes)) for shapes in pieces.values()]
    middles = shapely.get_coordinates(shapely.point_on_surface(np.array(lines, dtype=object)))
    return Places(
        "street",
        titles=list(pieces),
        subtitles=[""] * len(lines),
        lonlat=middles,
        boxes=[line.bounds for line in lines],
        codes=[None] * len(lines),
        ids=[None] * len(lines),
    )


def _addresses(session: Session) -> Places:
    rows = sorted(  # by code points: each engine has an order of its own
        session.execute(select(DoorPlate.address, wkb(DoorPlate.geom))).all(), key=lambda row: row[0]
    )
    return Places(
        "address",
        titles=[row[0] for row in rows],
        subtitles=[""] * len(rows),
        lonlat=shapely.get_coordinates(geometries_of([row[1] for row in rows])),
        boxes=[None] * len(rows),
        codes=[None] * len(rows),
        ids=[None] * len(rows),
    )


def _people(index: Index, posts: Sequence[Post]) -> Iterator[Places]:
    for role, kind in _KINDS.items():
        places = index.communities if role == Role.COMMUNITY_SECRETARY else index.grids
        at = {code: row for row, code in enumerate(places.codes)}
        rows = [(name, keeps, at[area]) for held, area, name, keeps in posts if held == role and area in at]
        areas = [row for *_, row in rows]
        yield Places(
            kind,
            titles=[name for name, *_ in rows],
            subtitles=[" · ".join(filter(None, (places.titles[row], keeps))) for _, keeps, row in rows],
            lonlat=places.lonlat[areas] if areas else np.empty((0, 2)),
            boxes=[places.boxes[row] for row in areas],
            codes=[places.codes[row] for row in areas],
            ids=[None] * len(rows),
        )


def _service_points(rows: Sequence[tuple[int, str, str | None, bytes]]) -> Places:
    return Places(
        "service_point",
        titles=[row[1] for row in rows],
        subtitles=[row[2] or "" for row in rows],
        lonlat=shapely.get_coordinates(geometries_of([row[3] for row in rows])),
        boxes=[None] * len(rows),
        codes=[None] * len(rows),
        ids=[row[0] for row in rows],
    )
