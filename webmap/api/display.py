"""Geometry for display under versioned URLs: browsers keep each answer for good and ask again only after a change."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import orjson
from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from layers import display
from layers.clock import now
from layers.columns import Columns, at_moment, incident_columns, packed
from layers.figures import SPAN
from layers.towns import the_town
from webmap.api.answers import ASK_AGAIN, COLUMNS, FOR_GOOD, GEOJSON, answer_bytes
from webmap.api.plans import get_plan
from webmap.api.schemas import PROBLEMS, AnyBody, FeaturesBody
from webmap.problems import Refused
from webmap.store import local_midnight, store, today

api = APIBlueprint(
    "display", __name__, url_prefix="/display", abp_tags=[Tag(name="display")], abp_responses=PROBLEMS
)
BUILDING_ZOOM = 15


class LayersPath(BaseModel):
    """Which version of the base layers."""

    version: int


class TilePath(BaseModel):
    """Which tile of which version."""

    version: int
    x: int = Field(ge=0, lt=2**BUILDING_ZOOM)
    y: int = Field(ge=0, lt=2**BUILDING_ZOOM)


class PlanPath(BaseModel):
    """Which plan."""

    plan_id: int = Field(ge=1, le=2**31 - 1)


class Span(BaseModel):
    """Days, in the town's time zone."""

    since: date | None = None
    until: date | None = None
    open: bool = Field(False, description="Only what is still open")
    lives: bool = Field(False, description="With the columns `due` and `ended`")


@api.get("/base/<int:version>/layers.json", summary="Land, water and streets", responses={200: AnyBody})
def base_layers(path: LayersPath) -> Response:
    """Each as GeoJSON, simplified for display."""
    return _kept(path.version, ("layers",), display.base_for_display)


@api.get(
    "/base/<int:version>/buildings/<int:x>/<int:y>.geojson",
    summary="Buildings of one tile",
    responses={200: FeaturesBody},
)
def buildings(path: TilePath) -> Response:
    """Tiles of zoom 15."""
    return _kept(
        path.version,
        ("buildings", path.x, path.y),
        lambda session: display.collection(display.buildings_for_display(session, path.x, path.y)),
    )


@api.get(
    "/plans/<int:plan_id>/division.geojson",
    summary="Grids and communities of a plan",
    responses={200: FeaturesBody},
)
def plan_division(path: PlanPath) -> Response:
    """Grids simplified together, so that neighbours still share their edges; communities by name and label alone."""
    with store().database.read() as session:
        plan = get_plan(session, path.plan_id)
        is_final = plan.number is not None
        key = ("plan", plan.id) if is_final else None
        body = _bytes_of(key, lambda: display.plan_for_display(store().divisions.of(session, plan)))
    return answer_bytes(body, mimetype=GEOJSON, cache=FOR_GOOD if is_final else ASK_AGAIN)


@api.get(
    "/incidents.bin", summary="Incidents in columns", responses={200: {"content": {COLUMNS: {"schema": {}}}}}
)
def incidents(query: Span) -> Response:
    """Those of the last 90 days, or of the given days, packed for a map of many thousands."""
    until = query.until or today()
    since = query.since or until - timedelta(days=SPAN.days)
    if since > until:
        raise Refused(422, "Unprocessable request", "since lies after until.")
    columns = store().columns.get(
        (store().database.version(), since, until, query.open, query.lives),
        lambda: _columns(since, until, query),
    )
    return answer_bytes(packed(at_moment(columns, now())), mimetype=COLUMNS)


def _columns(since: date, until: date, query: Span) -> Columns:
    with store().database.read() as session:
        return incident_columns(
            session,
            local_midnight(since),
            local_midnight(until, days_later=1),
            only_open=query.open,
            lives=query.lives,
        )


def _kept(version: int, name: tuple[Any, ...], make: Callable[[Session], dict[str, Any]]) -> Response:
    """Answer from memory where this version was made before; an old version's URL is answered but not kept."""
    with store().database.read() as session:
        newest = the_town(session).base_version
        key = (newest, *name)
        body = _bytes_of(key, lambda: make(session))
    return answer_bytes(body, mimetype=GEOJSON, cache=FOR_GOOD if version == newest else ASK_AGAIN)


def _bytes_of(key: tuple[Any, ...] | None, make: Callable[[], dict[str, Any]]) -> bytes:
    if key is None:
        return orjson.dumps(make())
    return store().displayed.get(key, lambda: orjson.dumps(make()))
