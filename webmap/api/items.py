"""Incidents, illegal structures and service points as GeoJSON: lists in pages, single items with their reasons.

Personal data (reporters, owners, private phones) never leaves through here.
"""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from flask import Response, request
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field, field_validator
from sqlalchemy.orm import Session

from layers.bbox import Bbox
from layers.divisions import Division
from layers.items import UNASSIGNED, Found, Wanted, find_item, find_items
from layers.models import IncidentStatus, ItemKind, StructureState
from webmap.api.answers import GEOJSON, answer
from webmap.api.categories import category_bodies
from webmap.api.divisions import division_on
from webmap.api.features import feature, light_feature
from webmap.api.schemas import PROBLEMS, AnyBody, FeatureBody, FeaturesBody
from webmap.problems import Refused
from webmap.store import moment_of, store

api = APIBlueprint("items", __name__, url_prefix="/api", abp_tags=[Tag(name="items")], abp_responses=PROBLEMS)
MOST = 5_000
_STATES = {str(state) for state in (*IncidentStatus, *StructureState)}


class ItemPath(BaseModel):
    """Which item."""

    item_id: int = Field(ge=1, le=2**31 - 1)


class ItemQuery(BaseModel):
    """What to look for. Lists are comma-separated."""

    bbox: str | None = Field(None, description="west,south,east,north in degrees")
    grid: str | None = Field(None, description="Grid codes; `none` for what belongs to no grid")
    community: str | None = Field(None, description="Community codes")
    status: str | None = Field(None, description="States")
    category: str | None = Field(None, description="Incident categories, or kinds of service points")
    since: date | datetime | None = Field(
        None, description="From this day in the town's time zone, or this moment"
    )
    until: date | datetime | None = Field(None, description="Up to and with this day, or before this moment")
    limit: int = Field(1000, ge=1, le=MOST)
    after: int = Field(0, ge=0, le=2**31 - 1, description="Last id of the page before")
    view: str | None = Field(None, pattern="^map$", description="`map`: only what a map needs")

    @field_validator("status")
    @classmethod
    def known_states(cls, text: str | None) -> str | None:
        """Refuse a state that no item can have."""
        if unknown := set(_listed(text)) - _STATES:
            raise ValueError(
                f"no item can be {', '.join(sorted(unknown))}; states are {', '.join(sorted(_STATES))}"
            )
        return text

    @field_validator("bbox")
    @classmethod
    def a_box(cls, text: str | None) -> str | None:
        """Refuse what is no box."""
        if text is not None:
            read_bbox(text)
        return text


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


def read_bbox(text: str) -> Bbox:
    """Read west,south,east,north; ValueError with the reason for anything else."""
    try:
        west, south, east, north = (float(side) for side in text.split(","))
    except ValueError:
        raise ValueError("must be four numbers: west,south,east,north") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("must be west,south,east,north in degrees, west before east and south before north")
    return west, south, east, north


def _list(kind: ItemKind, query: ItemQuery) -> Response:
    with store().database.read() as session:
        division = division_on(session, None)
        found = find_items(session, kind, _wanted(division, query))
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


def _wanted(division: Division, query: ItemQuery) -> Wanted:
    return Wanted(
        bbox=read_bbox(query.bbox) if query.bbox else None,
        grids=_grids(division, query),
        states=_listed(query.status),
        kinds=_listed(query.category),
        since=moment_of(query.since),
        until=moment_of(query.until, days_later=1),
        after_id=query.after,
        limit=query.limit,
    )


def _grids(division: Division, query: ItemQuery) -> list[str] | None:
    grids = _listed(query.grid) or None
    communities = set(_listed(query.community))
    if not communities or grids == [UNASSIGNED]:
        return grids
    within = [
        code
        for code, owner in zip(division.codes, division.community_codes, strict=True)
        if owner in communities
    ]
    return within if grids is None else [code for code in within if code in grids]


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()] if text else []


def _next_page(last_id: int) -> str:
    return f"{request.path}?{urlencode(request.args.to_dict() | {'after': str(last_id)})}"
