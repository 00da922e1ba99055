"""Plans: which there are, and the exact grids of each."""

import orjson
from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field
from shapely.geometry import mapping
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.models import Plan, PlanStatus
from layers.plans import list_plans
from webmap.api.answers import ASK_AGAIN, FOR_GOOD, GEOJSON, answer, answer_bytes
from webmap.api.schemas import PROBLEMS, FeaturesBody, PlanBody, PlansBody
from webmap.problems import Refused
from webmap.store import store

api = APIBlueprint("plans", __name__, url_prefix="/api", abp_tags=[Tag(name="plans")], abp_responses=PROBLEMS)


class PlanPath(BaseModel):
    """Which plan."""

    plan_id: int = Field(description="A plan's id", ge=1, le=2**31 - 1)


@api.get("/plans", summary="Every plan, oldest first", responses={200: PlansBody})
def plans() -> Response:
    """Exactly one is published: the one in force."""
    with store().database.read() as session:
        return answer({"plans": [plan_body(plan) for plan in list_plans(session)]})


@api.get("/plans/<int:plan_id>", summary="One plan", responses={200: PlanBody})
def plan(path: PlanPath) -> Response:
    """Status, number and dates of a plan."""
    with store().database.read() as session:
        found = get_plan(session, path.plan_id)
        division = store().divisions.of(session, found)
        return answer(plan_body(found) | {"grids": len(division.codes)})


@api.get(
    "/plans/<int:plan_id>/grids.geojson",
    summary="All grids of a plan, exact coordinates",
    responses={200: FeaturesBody},
)
def grids(path: PlanPath) -> Response:
    """Coordinates are whole multiples of 1e-7 degree, as stored. Published plans never change."""
    with store().database.read() as session:
        found = get_plan(session, path.plan_id)
        body = exact_geojson(store().divisions.of(session, found))
    is_final = found.status in (PlanStatus.PUBLISHED, PlanStatus.SUPERSEDED)
    return answer_bytes(body, mimetype=GEOJSON, cache=FOR_GOOD if is_final else ASK_AGAIN)


def get_plan(session: Session, plan_id: int) -> Plan:
    """Find a plan or answer 404."""
    found = session.get(Plan, plan_id)
    if found is None:
        raise Refused(404, "No such plan", f"There is no plan {plan_id}.")
    return found


def plan_body(plan: Plan) -> dict[str, object]:
    """A plan as the API tells it."""
    return {
        "id": plan.id,
        "number": plan.number,
        "name": plan.name,
        "status": plan.status,
        "effective_from": plan.effective_from,
        "published_at": plan.published_at,
    }


def exact_geojson(division: Division) -> bytes:
    """A plan's grids as GeoJSON: orjson prints doubles as their shortest text, which on the lattice has 7 decimals at most."""
    features = [
        {
            "type": "Feature",
            "id": division.codes[at],
            "geometry": mapping(shape),
            "properties": {
                "code": division.codes[at],
                "name": division.names[at],
                "kind": division.kinds[at],
                "community_code": division.community_codes[at],
            },
        }
        for at, shape in enumerate(division.polygons)
    ]
    return orjson.dumps({"type": "FeatureCollection", "features": features})
