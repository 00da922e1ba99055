"""Grids and communities: who leads them, how large they are, what is open there."""

from dataclasses import asdict
from datetime import date
from typing import Any

import shapely
from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from gis.crs import project
from layers.clock import now
from layers.display import label_of
from layers.divisions import Division
from layers.figures import Figures, figures_of
from layers.items import Wanted, find_items
from layers.lifecycle import OPEN, is_overdue
from layers.models import AreaKind, ItemKind, Role
from layers.people import OnDuty, leader_of, on_duty, secretary_of
from webmap.api.answers import answer
from webmap.api.categories import category_labels
from webmap.api.divisions import division_on
from webmap.api.schemas import PROBLEMS, AnyBody
from webmap.problems import Refused
from webmap.store import store, today

api = APIBlueprint("areas", __name__, url_prefix="/api", abp_tags=[Tag(name="areas")], abp_responses=PROBLEMS)
_LISTED = 10


class CodePath(BaseModel):
    """Which grid or community."""

    code: str = Field(description="A code as on the map", max_length=32)


class OnQuery(BaseModel):
    """As of when."""

    on: date | None = Field(None, description="As of this day; default: today, under the plan in force")


@api.get("/grids/<code>", summary="One grid", responses={200: AnyBody})
def grid(path: CodePath, query: OnQuery) -> Response:
    """Everything the map's card shows."""
    with store().database.read() as session:
        division = division_on(session, query.on)
        at = division.index.get(path.code)
        if at is None:
            raise Refused(404, "No such grid", f"Plan {division.number} has no grid {path.code}.")
        return answer(grid_body(session, division, at, query.on or today()))


@api.get("/communities", summary="Every community", responses={200: AnyBody})
def communities(query: OnQuery) -> Response:
    """Codes, names and how many grids each has."""
    with store().database.read() as session:
        division = division_on(session, query.on)
        bodies = [
            {"code": code, "name": name, "grids": division.community_codes.count(code)}
            for code, name in sorted(division.community_names.items())
        ]
        return answer({"communities": bodies})


@api.get("/communities/<code>", summary="One community", responses={200: AnyBody})
def community(path: CodePath, query: OnQuery) -> Response:
    """Everything the map's card shows."""
    with store().database.read() as session:
        division = division_on(session, query.on)
        members = [at for at, owner in enumerate(division.community_codes) if owner == path.code]
        if not members:
            raise Refused(404, "No such community", f"Plan {division.number} has no community {path.code}.")
        return answer(community_body(session, division, path.code, members, query.on or today()))


def person_body(person: OnDuty | None) -> dict[str, Any] | None:
    """A person on duty as the notice board shows them."""
    if person is None:
        return None
    return {
        "name": person.name,
        "phone": person.phone,
        "keeps": person.keeps,
        "deputy": person_body(person.deputy),
    }


def grid_body(session: Session, division: Division, at: int, on: date) -> dict[str, Any]:
    """Everything that the card of a grid shows; `at` is its place in the division."""
    code = division.codes[at]
    community_code = division.community_codes[at]
    shape = division.polygons[at]
    return {
        "code": code,
        "name": division.names[at],
        "kind": division.kinds[at],
        "community": {"code": community_code, "name": division.community_names[community_code]},
        "plan": {"id": division.plan_id, "number": division.number},
        "leader": person_body(leader_of(session, code, on)),
        "micro_grid_leaders": [
            person_body(person)
            for person in on_duty(session, Role.MICRO_GRID_LEADER, AreaKind.GRID, code, on)
        ],
        "households": division.households[at],
        "area_m2": round(float(shapely.area(project(shape, division.crs)))),
        "bbox": shape.bounds,
        "label": label_of(division, shape),
        "counts": _counts(figures_of(session, [code], now())),
        "open_incidents": _open_incidents(session, code),
    }


def community_body(
    session: Session, division: Division, code: str, members: list[int], on: date
) -> dict[str, Any]:
    """Everything that the card of a community shows; `members` are the places of its grids."""
    shape = shapely.coverage_union_all(division.polygons[members])
    households = [division.households[at] for at in members]
    return {
        "code": code,
        "name": division.community_names[code],
        "plan": {"id": division.plan_id, "number": division.number},
        "secretary": person_body(secretary_of(session, code, on)),
        "households": None if None in households else sum(h for h in households if h is not None),
        "area_m2": round(float(shapely.area(project(shape, division.crs)))),
        "bbox": shape.bounds,
        "label": label_of(division, shape),
        "grids": [{"code": division.codes[at], "name": division.names[at]} for at in members],
        "counts": _counts(figures_of(session, [division.codes[at] for at in members], now())),
    }


def _counts(figures: Figures) -> dict[str, Any]:
    counted = asdict(figures)
    return {
        "incidents": {
            "open": counted["incidents_open"],
            "overdue": counted["incidents_overdue"],
            "total_90d": counted["incidents_in_span"],
        },
        "illegal_structures": {"standing": counted["structures_standing"], "total": counted["structures"]},
        "service_points": counted["service_points"],
    }


def _open_incidents(session: Session, code: str) -> list[dict[str, Any]]:
    """The most urgent open incidents of a grid."""
    found = find_items(session, ItemKind.INCIDENT, Wanted(grids=[code], states=[str(s) for s in OPEN]))
    moment = now()
    labels = category_labels(session)
    urgent = sorted((f.item for f in found), key=lambda i: (i.due_at is None, i.due_at, i.id))[:_LISTED]
    return [
        {
            "id": incident.id,
            "category": labels.get(incident.category_code, incident.category_code),
            "text": incident.text,
            "status": incident.status,
            "reported_at": incident.reported_at,
            "due_at": incident.due_at,
            "overdue": is_overdue(incident, moment),
        }
        for incident in urgent
    ]
