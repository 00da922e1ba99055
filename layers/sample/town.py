"""The sample town as plain rows: what the base layers hold, and what one seed puts on them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from layers.sample.base import TOWN_CODE, TOWN_NAME, BaseLayers, in_metres, on_lattice, read_base
from layers.sample.departments import read_authorities
from layers.sample.doors import address_buildings, hang_plates
from layers.sample.incidents import tell_incidents
from layers.sample.lives import ZONE
from layers.sample.people import SOURCE, appoint
from layers.sample.reports import draw_reports
from layers.sample.service_points import open_service_points
from layers.sample.streets import name_streets
from layers.sample.structures import find_structures

SEED = 433123109

_PEOPLE_PER_HOUSEHOLD = 2.8

Row = dict[str, Any]


@dataclass(frozen=True)
class SampleTown:
    """One list of rows per table, keyed by the names of its columns.

    Geometries are Shapely's, in longitude and latitude on the lattice; times are aware, in UTC. A row that belongs to
    another one names it by its external id: `building`, `person`, `deputy`, `incident`.
    """

    code: str
    name: str
    communities: list[Row]
    grids: list[Row]
    blocks: list[Row]
    streets: list[Row]
    water: list[Row]
    buildings: list[Row]
    door_plates: list[Row]
    departments: list[Row]
    categories: list[Row]
    people: list[Row]
    duties: list[Row]
    incidents: list[Row]
    incident_events: list[Row]
    illegal_structures: list[Row]
    service_points: list[Row]


def compose(today: date, seed: int = SEED, *, now: datetime | None = None) -> SampleTown:
    """Make the town as it stands `now` (else at noon of `today`): the same day, moment and seed make the same town.

    Incidents are drawn to the end of `today`; what has not happened by `now` is left out.
    """
    now = now or datetime.combine(today, time(12), ZONE).astimezone(UTC)
    streets_rng, doors_rng, people_rng, reports_rng, lives_rng, structures_rng, points_rng = _generators(seed)
    base = read_base()
    metres = in_metres(base)
    streets = name_streets(metres, streets_rng)
    houses = address_buildings(metres, streets, doors_rng)
    authorities = read_authorities()
    staff = appoint(base.grids, houses, authorities.departments, today, people_rng)
    told = tell_incidents(
        draw_reports(metres, houses, today, reports_rng), authorities, staff, now, lives_rng
    )
    return SampleTown(
        code=TOWN_CODE,
        name=TOWN_NAME,
        communities=list(_communities(base)),
        grids=list(_grids(base)),
        blocks=list(_blocks(base)),
        streets=list(_streets(base, streets)),
        water=list(_water(base)),
        buildings=list(_buildings(base, houses)),
        door_plates=list(_door_plates(metres, houses)),
        departments=authorities.departments,
        categories=authorities.categories,
        people=staff.people,
        duties=staff.duties,
        incidents=told.incidents,
        incident_events=told.events,
        illegal_structures=find_structures(metres, houses, today, now, structures_rng),
        service_points=open_service_points(metres, houses, points_rng),
    )


def _generators(seed: int) -> Iterator[np.random.Generator]:
    """One generator for each part, so that a change of one leaves the others as they are."""
    return (np.random.default_rng([seed, part]) for part in range(7))


def _communities(base: BaseLayers) -> Iterator[Row]:
    for row in _records(base.communities):
        yield {
            "code": row["code"],
            "name": row["name"],
            "households": row["households"],
            "outline": row["geometry"],
        }


def _grids(base: BaseLayers) -> Iterator[Row]:
    for row in _records(base.grids):
        yield {
            "code": row["code"],
            "name": row["name"],
            "kind": row["kind"],
            "community_code": row["community"],
            "households": row["households"],
            "geom": row["geometry"],
        }


def _blocks(base: BaseLayers) -> Iterator[Row]:
    for row in _records(base.blocks):
        yield {
            "source": SOURCE,
            "code": row["code"],
            "use": row["use"],
            "households": row["households"],
            "residents": round(row["households"] * _PEOPLE_PER_HOUSEHOLD),
            "geom": row["geometry"],
        }


def _streets(base: BaseLayers, streets: pd.DataFrame) -> Iterator[Row]:
    for n, row in enumerate(_records(base.streets.join(streets)), 1):
        yield {
            "source": SOURCE,
            "external_id": f"street-{n}",
            "name": row["name"],
            "level": row["level"],
            "is_bridge": row["is_bridge"],
            "geom": row["geometry"],
        }


def _water(base: BaseLayers) -> Iterator[Row]:
    for n, row in enumerate(_records(base.water), 1):
        yield {
            "source": SOURCE,
            "external_id": f"water-{n}",
            "name": "沱江",
            "kind": row["kind"],
            "geom": row["geometry"],
        }


def _buildings(base: BaseLayers, houses: gpd.GeoDataFrame) -> Iterator[Row]:
    named = base.buildings.assign(
        name=houses["address"].astype(object).where(houses["kind"].eq("estate"), None)
    )
    for n, row in enumerate(_records(named), 1):
        yield {
            "source": SOURCE,
            "external_id": _building(n - 1),
            "block_code": row["block"],
            "name": row["name"],
            "use": row["use"],
            "floors": row["floors"],
            "households": row["households"],
            "geom": row["geometry"],
        }


def _door_plates(metres: BaseLayers, houses: gpd.GeoDataFrame) -> Iterator[Row]:
    plates = hang_plates(houses)
    plates["geometry"] = on_lattice(plates["gate"].to_numpy(object), metres)
    for row in _records(plates):
        yield {
            "source": SOURCE,
            "address": row["address"],
            "households": row["households"],
            "building": _building(row["building"]),
            "geom": row["geometry"],
        }


def _building(row: int) -> str:
    return f"building-{row + 1}"


def _records(table: pd.DataFrame) -> list[Row]:
    """The rows as dictionaries of plain Python values."""
    columns = {str(name): table[name].astype(object).tolist() for name in table.columns}
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
