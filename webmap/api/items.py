"""Incidents, illegal structures and service points as GeoJSON: lists in pages, single items with their reasons.

Personal data (reporters, owners, private phones) never leaves through here.
"""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.items import Found, find_item, find_items
from layers.models import ItemKind
from webmap.api.answers import GEOJSON, answer
from webmap.api.categories import category_bodies
from webmap.api.divisions import division_on
from webmap.api.features import feature, light_feature
from webmap.api.schemas import PROBLEMS, AnyBody, FeatureBody, FeaturesBody
from webmap.item_filters import ItemFilters
from webmap.problems import Refused
from webmap.store import store

api = APIBlueprint("items", __name__, url_prefix="/api", abp_tags=[Tag(name="items")], abp_responses=PROBLEMS)
MOST = 5_000


class ItemPath(BaseModel):
    """Which item."""

    item_id: int = Field(ge=1, le=2**31 - 1)


class ItemQuery(ItemFilters):
    """What to look for, and which page of it."""

    limit: int = Field(1000, ge=1, le=MOST)
    after: int = Field(0, ge=0, le=2**31 - 1, description="Last id of the page before")
    view: str | None = Field(None, pattern="^map$", description="`map`: only what a map needs")


@api.get(
    "/categories", summary="Categories of incidents, with department and deadline", responses={200: AnyBody}
)
def categories() -> Response:
    """Two levels; the lower names its parent."""
    with store().database.read() as session:
        return answer({"categories": category_bodies(session)})


@api.get("/incidents", summary="Incidents", responses={200: FeaturesBody})
def incidents(query: ItemQuery) -> Response:
    """A page of incidents."""
    return _list(ItemKind.INCIDENT, query)


@api.get("/incidents/<int:item_id>", summary="One incident", responses={200: FeatureBody})
def incident(path: ItemPath) -> Response:
    """With its assignment and events."""
    return _one(ItemKind.INCIDENT, path.item_id)


@api.get("/illegal-structures", summary="Illegal structures", responses={200: FeaturesBody})
def illegal_structures(query: ItemQuery) -> Response:
    """A page of illegal structures."""
    return _list(ItemKind.ILLEGAL_STRUCTURE, query)


@api.get("/illegal-structures/<int:item_id>", summary="One illegal structure", responses={200: FeatureBody})
def illegal_structure(path: ItemPath) -> Response:
    """With its assignment and the share of each grid."""
    return _one(ItemKind.ILLEGAL_STRUCTURE, path.item_id)


@api.get("/service-points", summary="Service points", responses={200: FeaturesBody})
def service_points(query: ItemQuery) -> Response:
    """A page of service points."""
    return _list(ItemKind.SERVICE_POINT, query)


@api.get("/service-points/<int:item_id>", summary="One service point", responses={200: FeatureBody})
def service_point(path: ItemPath) -> Response:
    """With its assignment."""
    return _one(ItemKind.SERVICE_POINT, path.item_id)


def _list(kind: ItemKind, query: ItemQuery) -> Response:
    with store().database.read() as session:
        division = division_on(session, None)
        found = find_items(session, kind, query.wanted(division, after_id=query.after, limit=query.limit))
        body = _features(session, division, kind, found, feature if query.view is None else light_feature)
    is_full = len(found) == query.limit
    links = [{"rel": "next", "href": _next_page(found[-1].item.id)}] if is_full else []
    response = answer({"type": "FeatureCollection", "features": body, "links": links}, mimetype=GEOJSON)
    for link in links:
        response.headers["Link"] = f'<{link["href"]}>; rel="next"'
    return response


def _one(kind: ItemKind, item_id: int) -> Response:
    with store().database.read() as session:
        found = find_item(session, kind, item_id)
        if found is None:
            raise Refused(404, "No such item", f"There is no {kind.replace('_', ' ')} {item_id}.")
        division = division_on(session, None)
        (body,) = _features(session, division, kind, [found], lambda *of: feature(*of, in_full=True))
    return answer(body, mimetype=GEOJSON)


def _features(
    session: Session,
    division: Division,
    kind: ItemKind,
    found: list[Found],
    make: Callable[..., dict[str, Any]],
) -> list[dict[str, Any]]:
    return [make(session, division, kind, one) for one in found]


def _next_page(last_id: int) -> str:
    return f"{request.path}?{urlencode(request.args.to_dict() | {'after': str(last_id)})}"
