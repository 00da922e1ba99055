"""What the map colours areas by, where it cannot count it itself: households, structures, ways to a service point."""

from typing import Any

import numpy as np
from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from numpy.typing import NDArray
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.figures import standing_by_grid
from layers.models import Plan, PlanStatus
from layers.service_reach import Homes, Reach, reach_of, read_homes, service_places
from layers.towns import the_town
from webmap.api.answers import answer
from webmap.api.plans import PlanPath, get_plan
from webmap.api.schemas import PROBLEMS, AnyBody
from webmap.store import store

api = APIBlueprint(
    "figures", __name__, url_prefix="/display", abp_tags=[Tag(name="display")], abp_responses=PROBLEMS
)


class ServiceQuery(BaseModel):
    """Distance to what."""

    service: str | None = Field(
        None, description="A kind of service points: with the distances to them", min_length=1, max_length=60
    )


@api.get("/plans/<int:plan_id>/figures.json", summary="Figures of grids in columns", responses={200: AnyBody})
def figures(path: PlanPath, query: ServiceQuery) -> Response:
    """Each column stands in the order of `grids`; null is what is not known."""
    with store().database.read() as session:
        plan = get_plan(session, path.plan_id)
        division = store().divisions.of(session, plan)
        body: dict[str, Any] = {
            "grids": division.codes,
            "communities": division.community_codes,
            "households": division.households,
            "standing": _standing(session, plan, division),
        }
        if query.service is not None:
            body["service"] = _service(session, plan, division, query.service)
    return answer(body)


def _standing(session: Session, plan: Plan, division: Division) -> list[int] | None:
    """Items belong to the grids in force only."""
    if plan.status != PlanStatus.PUBLISHED:
        return None
    counted = standing_by_grid(session)
    return [counted.get(code, 0) for code in division.codes]


def _service(session: Session, plan: Plan, division: Division, kind: str) -> dict[str, Any]:
    places = service_places(session, kind)
    reach = _reach(session, plan, division, places)
    return {
        "kind": kind,
        "points": len(places),
        "straight_m": _whole(reach.straight_m),
        "walk_m": _whole(reach.walk_m),
        "straight_households": _whole(reach.straight_households),
        "walk_households": _whole(reach.walk_households),
    }


def _reach(session: Session, plan: Plan, division: Division, places: NDArray[np.float64]) -> Reach:
    """Measured once while homes, streets and service points stay where they are; a draft is measured each time."""
    if plan.status == PlanStatus.DRAFT:
        return reach_of(division, read_homes(session, division), places)
    version = (the_town(session).base_version, plan.id)

    def homes() -> Homes:
        return store().homes.get(version, lambda: read_homes(session, division))

    return store().reaches.get((*version, places.tobytes()), lambda: reach_of(division, homes(), places))


def _whole(values: NDArray[np.float64]) -> list[int | None]:
    return [None if np.isnan(value) else round(value) for value in values.tolist()]
