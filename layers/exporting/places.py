"""Every place that a search can find, for a map that searches by itself."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.display import label_of
from layers.divisions import Division
from layers.models import DoorPlate, ServicePoint, Street
from layers.people import OnDuty
from layers.plans import community_outlines
from layers.rows import geometries_of, wkb
from layers.search.folding import folded
from layers.search.pinyin import initials, readings, spelled

MOST_ADDRESSES = 50_000
Place = dict[str, Any]


def places_of(session: Session, division: Division, leaders: Mapping[str, list[OnDuty]]) -> list[Place]:
    """Communities, grids, leaders (by the code of their grid), streets, service points and, where they are few, addresses.

    All but addresses are found by their pinyin too: for these it would double the file.
    """
    named = (
        *_communities(division),
        *_grids(division, leaders),
        *_streets(session),
        *_service_points(session),
    )
    return [*_sounding(named), *_addresses(session)]


def _communities(division: Division) -> Iterator[Place]:
    for code, outline in community_outlines(division).items():
        lon, lat = label_of(division, outline)
        name = division.community_names[code]
        yield _place("community", name, code, lon, lat, code=code, bbox=outline.bounds)


def _grids(division: Division, leaders: Mapping[str, list[OnDuty]]) -> list[Place]:
    labels = [label_of(division, shape) for shape in division.polygons]
    grids = [
        _place("grid", division.names[at], code, *labels[at], code=code, bbox=division.polygons[at].bounds)
        for at, code in enumerate(division.codes)
    ]
    people = [
        place | {"kind": "leader", "title": leader.name, "subtitle": place["title"]}
        for place in grids
        for leader in leaders.get(place["code"], [])
    ]
    return grids + people


def _streets(session: Session) -> Iterator[Place]:
    by_name: dict[str, list[bytes]] = defaultdict(list)
    for name, shape in session.execute(
        select(Street.name, wkb(Street.geom)).where(Street.name != "").order_by(Street.level, Street.name)
    ):
        by_name[name or ""].append(shape)
    for name, shapes in by_name.items():
        line = shapely.union_all(geometries_of(shapes))
        middle = shapely.point_on_surface(line)
        yield _place("street", name, "", middle.x, middle.y, bbox=line.bounds)


def _service_points(session: Session) -> Iterator[Place]:
    columns = ServicePoint.id, ServicePoint.name, ServicePoint.address, wkb(ServicePoint.position)
    rows = session.execute(select(*columns).where(ServicePoint.position.is_not(None))).all()
    for row, point in zip(rows, geometries_of([row[3] for row in rows]), strict=True):
        yield _place("service_point", row[1], row[2] or "", point.x, point.y, id=row[0])


def _addresses(session: Session) -> Iterator[Place]:
    columns = DoorPlate.address, wkb(DoorPlate.geom)
    rows = session.execute(select(*columns).order_by(DoorPlate.address).limit(MOST_ADDRESSES + 1)).all()
    if len(rows) > MOST_ADDRESSES:
        return
    for row, point in zip(rows, geometries_of([row[1] for row in rows]), strict=True):
        yield _place("address", row[0], "", point.x, point.y)


def _sounds(title: str) -> str:
    """Tell how a name is read: each reading in pinyin and by its first letters, as it is typed."""
    spellings = (
        spelling for read in readings(folded(title)) for spelling in (spelled(read).lower(), initials(read))
    )
    return " ".join(dict.fromkeys(spellings))


def _sounding(places: Iterable[Place]) -> Iterator[Place]:
    return (place | {"sounds": _sounds(place["title"])} for place in places)


def _place(kind: str, title: str, subtitle: str, lon: float, lat: float, **more: Any) -> Place:
    return {
        "kind": kind,
        "title": title,
        "subtitle": subtitle,
        "lon": round(lon, 6),
        "lat": round(lat, 6),
        **more,
    }
