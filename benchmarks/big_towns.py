"""Two big towns for measuring what the map can hold: one with very many incidents, one with very many grids."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from benchmarks.partitions import SEED, stored_partition
from layers import migrations
from layers.assignment import assign_items
from layers.database import Database
from layers.divisions import read_division
from layers.models import Category, Community, Incident, IncidentStatus, ItemKind, Plan
from layers.plans import draft_plan, plan_in_force, publish
from layers.rows import geometries_of, insert_rows, wkb
from layers.sample.load import load_sample_town
from layers.towns import found_town

_SPREAD_DEGREES = 6e-4  # about 60 m round a real-looking place
_LATTICE = 1e7
_DAYS = 89
_SOURCE = "benchmark"
_DISTRICT_CODE = "433123"


def make_town_of_incidents(folder: Path, incidents: int, *, seed: int = SEED) -> None:
    """Make the sample town with so many incidents of the last 90 days more, in all states, each with its grid."""
    with _founded(folder) as session:
        load_sample_town(session, datetime.now(UTC).date())
        rng = np.random.default_rng(seed)
        before = session.scalar(select(func.max(Incident.id))) or 0
        insert_rows(session, Incident, _incidents(session, incidents, rng))
        plan = plan_in_force(session)
        assert plan is not None
        new = session.scalars(select(Incident.id).where(Incident.id > before))
        assign_items(session, read_division(session, plan.id), only={ItemKind.INCIDENT: new})


def make_county(folder: Path, grids: int) -> None:
    """Make an own town of so many grids, with nothing else."""
    made = stored_partition(grids)
    with _founded(folder) as session:
        found_town(session, _DISTRICT_CODE, "量测县")
        names = {code: f"第{int(code)}社区" for code in made.parents}
        insert_rows(session, Community, ({"code": code, "name": name} for code, name in names.items()))
        plan: Plan = draft_plan(
            session,
            f"{grids}",
            (
                {
                    "code": code,
                    "name": f"{names[parent]}第{code[-3:]}网格",
                    "community_code": parent,
                    "geom": shape,
                }
                for code, parent, shape in zip(made.codes, made.parents, made.polygons, strict=True)
            ),
        )
        publish(session, plan, effective_from=date(2026, 1, 1))


@contextmanager
def _founded(folder: Path) -> Iterator[Session]:
    """A fresh SpatiaLite database in a folder, in one transaction."""
    database = Database(f"sqlite:///{folder / 'town.db'}")
    migrations.upgrade(database)
    with database.write() as session:
        yield session
    database.dispose()


def _incidents(session: Session, count: int, rng: np.random.Generator) -> Iterator[dict[str, Any]]:
    """Strew incidents round those there are, so that they crowd where people live."""
    positions = _around(_places(session), count, rng)
    codes = session.scalars(select(Category.code).where(Category.parent_code.is_not(None))).all()
    statuses = list(IncidentStatus)
    category, status = rng.integers(len(codes), size=count), rng.integers(len(statuses), size=count)
    minutes_ago = rng.integers(_DAYS * 24 * 60, size=count)
    now = datetime.now(UTC).replace(second=0, microsecond=0)
    for at in range(count):
        reported = now - timedelta(minutes=int(minutes_ago[at]))
        yield {
            "source": _SOURCE,
            "external_id": str(at),
            "category_code": codes[category[at]],
            "text": "量测",
            "status": statuses[status[at]],
            "reported_at": reported,
            "due_at": reported + timedelta(days=1),
            "position": positions[at],
        }


def _places(session: Session) -> NDArray[np.float64]:
    rows = session.scalars(select(wkb(Incident.position)).where(Incident.position.is_not(None))).all()
    return shapely.get_coordinates(geometries_of(rows))


def _around(places: NDArray[np.float64], count: int, rng: np.random.Generator) -> NDArray[np.object_]:
    xy = places[rng.integers(len(places), size=count)] + rng.normal(scale=_SPREAD_DEGREES, size=(count, 2))
    return np.asarray(shapely.points(np.rint(xy * _LATTICE) / _LATTICE), dtype=object)
