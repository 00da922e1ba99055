"""Put the sample town into a fresh database, in one transaction."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.models import (
    Base,
    Block,
    Building,
    Category,
    Community,
    Department,
    DoorPlate,
    Duty,
    IllegalStructure,
    Incident,
    IncidentEvent,
    Person,
    ServicePoint,
    Street,
    Water,
)
from layers.plans import draft_plan, publish
from layers.rows import Row, insert_rows
from layers.sample.town import SampleTown, compose
from layers.towns import found_town

PLAN_NAME = "样例划分"


def load_sample_town(session: Session, today: date, now: datetime | None = None) -> None:
    """Found the sample town, with a published plan and everything assigned."""
    sample = compose(today, now=now)
    found_town(session, sample.code, sample.name, is_sample=True)
    for model, rows in _independent(sample):
        insert_rows(session, model, rows)
    for model, referring in _dependent(session, sample):
        insert_rows(session, model, referring)
    plan = draft_plan(session, PLAN_NAME, sample.grids)
    publish(session, plan, effective_from=date(today.year - 1, 1, 1))


def _independent(sample: SampleTown) -> Iterator[tuple[type[Base], list[dict[str, Any]]]]:
    """Tables in the order that their references ask for."""
    yield Community, sample.communities
    yield Block, sample.blocks
    yield Street, sample.streets
    yield Water, sample.water
    yield Building, sample.buildings
    yield Department, sample.departments
    yield Category, sample.categories
    yield Person, sample.people
    yield Incident, sample.incidents
    yield IllegalStructure, sample.illegal_structures
    yield ServicePoint, sample.service_points


def _dependent(session: Session, sample: SampleTown) -> Iterator[tuple[type[Base], Iterable[Row]]]:
    """Tables whose rows name a row of another table by its external id."""
    buildings = _ids(session, Building)
    yield DoorPlate, _referring(sample.door_plates, {"building": ("building_id", buildings)})
    people = _ids(session, Person)
    yield Duty, _referring(sample.duties, {"person": ("person_id", people), "deputy": ("deputy_id", people)})
    incidents = _ids(session, Incident)
    yield IncidentEvent, _referring(sample.incident_events, {"incident": ("incident_id", incidents)})


def _ids(session: Session, model: type[Building] | type[Person] | type[Incident]) -> dict[str, int]:
    return {
        external_id: row_id for row_id, external_id in session.execute(select(model.id, model.external_id))
    }


def _referring(rows: Iterable[Row], references: dict[str, tuple[str, dict[str, int]]]) -> Iterator[Row]:
    """Turn external ids into ids."""
    for row in rows:
        plain = {name: value for name, value in row.items() if name not in references}
        for name, (column, ids) in references.items():
            plain[column] = None if row[name] is None else ids[row[name]]
        yield plain
