"""Put the sample town into a fresh database, in one transaction."""

from collections.abc import Iterable, Iterator
from datetime import date

import geopandas as gpd
from sqlalchemy.orm import Session

from layers.models import Block, Building, Community, Street, Water
from layers.plans import draft_plan, publish
from layers.rows import Row, insert_rows
from layers.sample.base import TOWN_CODE, TOWN_NAME, BaseLayers, read_base
from layers.towns import found_town

SOURCE = "sample"


def load_sample_town(session: Session, today: date) -> None:
    """Found the sample town, with a published plan and everything assigned."""
    base = read_base()
    found_town(session, TOWN_CODE, TOWN_NAME, is_sample=True)
    insert_rows(session, Community, _communities(base))
    insert_rows(session, Block, _blocks(base))
    insert_rows(session, Street, _streets(base))
    insert_rows(session, Water, _water(base))
    insert_rows(session, Building, _buildings(base))
    plan = draft_plan(session, "样例划分", _grids(base))
    publish(session, plan, effective_from=date(today.year, 1, 1))


def _communities(base: BaseLayers) -> Iterator[Row]:
    for row in _rows(base.communities):
        yield {"code": row.code, "name": row.name, "households": row.households, "outline": row.geometry}


def _grids(base: BaseLayers) -> Iterator[Row]:
    for row in _rows(base.grids):
        yield {
            "code": row.code,
            "name": row.name,
            "kind": row.kind,
            "community_code": row.community,
            "households": row.households,
            "geom": row.geometry,
        }


def _blocks(base: BaseLayers) -> Iterator[Row]:
    for row in _rows(base.blocks):
        yield {
            "code": str(row.code),
            "source": SOURCE,
            "use": row.use,
            "households": row.households,
            "geom": row.geometry,
        }


def _streets(base: BaseLayers) -> Iterator[Row]:
    for at, row in enumerate(_rows(base.streets), start=1):
        yield {
            "source": SOURCE,
            "external_id": f"street-{at}",
            "name": None,
            "level": row.level,
            "is_bridge": bool(row.bridge),
            "geom": row.geometry,
        }


def _water(base: BaseLayers) -> Iterator[Row]:
    for at, row in enumerate(_rows(base.water), start=1):
        yield {
            "source": SOURCE,
            "external_id": f"water-{at}",
            "name": "沱江",
            "kind": row.kind,
            "geom": row.geometry,
        }


def _buildings(base: BaseLayers) -> Iterator[Row]:
    for at, row in enumerate(_rows(base.buildings), start=1):
        yield {
            "id": at,
            "source": SOURCE,
            "external_id": f"building-{at}",
            "block_code": str(row.block),
            "use": row.use,
            "floors": row.floors,
            "households": row.households,
            "geom": row.geometry,
        }


def _rows(frame: gpd.GeoDataFrame) -> Iterable[object]:
    return frame.itertuples(index=False)
