"""/api/locate: which grid a position belongs to, and why."""

from datetime import date
from typing import Any

import numpy as np
from flask import Response
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field, field_validator
from sqlalchemy.orm import Session

from gis.assign import NO_POSITION, OUTSIDE
from gis.crs import DATUMS, parse_crs, to_wgs84
from layers.assignment import Answer, point_answer
from layers.divisions import Division
from layers.people import leader_of
from webmap.api.answers import answer
from webmap.api.divisions import community_name, division_on, grid_name
from webmap.api.schemas import PROBLEMS, LocatedBody, ManyLocatedBody
from webmap.problems import Refused
from webmap.store import store, today

api = APIBlueprint(
    "locate", __name__, url_prefix="/api", abp_tags=[Tag(name="locate")], abp_responses=PROBLEMS
)
MOST_POINTS = 100_000
_A_NUMBER_PAIR = 2


class Position(BaseModel):
    """A position as a phone or a map gives it."""

    lon: float | None = Field(None, description="Degrees east", ge=-180, le=180)
    lat: float | None = Field(None, description="Degrees north", ge=-90, le=90)
    accuracy: float | None = Field(
        None, description="Radius of the accuracy circle, metres", ge=0, le=100_000
    )
    datum: str = Field("WGS-84", description="WGS-84, CGCS2000, GCJ-02 or BD-09")
    on: date | None = Field(None, description="As of this day; default: the plan in force")

    @field_validator("datum")
    @classmethod
    def known(cls, name: str) -> str:
        """Refuse a datum that nobody knows."""
        return known_datum(name)


class Points(BaseModel):
    """Many points at once: {"points": [[lon, lat], …]}, or GeoJSON with points."""

    points: list[list[float | None] | None] | None = None
    type: str | None = None
    features: list[dict[str, Any]] | None = None
    coordinates: list[Any] | None = None
    datum: str = "WGS-84"

    @field_validator("datum")
    @classmethod
    def known(cls, name: str) -> str:
        """Refuse a datum that nobody knows."""
        return known_datum(name)


@api.get("/locate", summary="Which grid a position belongs to", responses={200: LocatedBody})
def locate(query: Position) -> Response:
    """A position outside, or a missing one, is answered with grid null and rule outside."""
    xy = np.array([[np.nan if v is None else v for v in (query.lon, query.lat)]], dtype=float)
    accuracy_m = np.array([np.nan if query.accuracy is None else query.accuracy])
    with store().database.read() as session:
        division = division_on(session, query.on)
        placements = division.assigner.points(to_wgs84(xy, parse_crs(query.datum)), accuracy_m)
        return answer(_body(session, division, point_answer(division, placements, 0), query.on))


@api.post("/locate", summary="Which grid each of many points belongs to", responses={200: ManyLocatedBody})
def locate_many(body: Points) -> Response:
    """Codes and rules in the order of the points; a missing point is outside."""
    xy = _pairs(body)
    with store().database.read() as session:
        division = division_on(session, None)
        placements = division.assigner.points(to_wgs84(xy, parse_crs(body.datum)))
        codes = [division.code(cell) for cell in placements.cell.tolist()]
        rules = [_told(rule) for rule in placements.rule.tolist()]
        return answer({"codes": codes, "rules": rules, "plan": division.plan_id})


def known_datum(name: str) -> str:
    """Give a datum's own spelling; ValueError for one that nobody knows."""
    for datum in DATUMS:
        if name.strip().upper() == datum:
            return datum
    raise ValueError(f"must be one of {', '.join(DATUMS)}")


def _told(rule: str) -> str:
    """Here a position is asked about, no item: one that is missing is simply not in the town."""
    return OUTSIDE if rule == NO_POSITION else rule


def _body(session: Session, division: Division, found: Answer, on: date | None) -> dict[str, Any]:
    grid: dict[str, Any] | None = grid_name(division, found.grid_code)
    if grid is not None:
        leader = leader_of(session, grid["code"], on or today())
        grid = grid | {
            "leader": leader.name if leader else None,
            "leader_phone": leader.phone if leader else None,
        }
    return {
        "grid": grid,
        "community": community_name(division, found.grid_code),
        "rule": _told(found.rule),
        "edge_distance_m": found.edge_distance_m,
        "runner_up": grid_name(division, found.runner_up),
        "candidates": [
            (grid_name(division, candidate["code"]) or {}) | {"share": candidate["share"]}
            for candidate in found.candidates
        ],
        "plan": division.plan_id,
        "plan_number": division.number,
    }


def _pairs(body: Points) -> np.ndarray:
    points = body.points if body.points is not None else _points_of_geojson(body)
    if len(points) > MOST_POINTS:
        raise Refused(
            413, "Too many points", f"At most {MOST_POINTS} points at once; these are {len(points)}."
        )
    pairs = [_pair(point) for point in points]
    return np.array(pairs, dtype=float).reshape(-1, 2)


def _pair(point: Any) -> tuple[float, float]:
    is_pair = isinstance(point, list) and len(point) >= _A_NUMBER_PAIR
    numbers = [_number(value) for value in point[:2]] if is_pair else [np.nan, np.nan]
    return numbers[0], numbers[1]


def _number(value: Any) -> float:
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else np.nan


def _points_of_geojson(body: Points) -> list[Any]:
    if body.type == "FeatureCollection" and body.features is not None:
        return [((feature.get("geometry") or {}).get("coordinates")) for feature in body.features]
    if body.type == "MultiPoint" and body.coordinates is not None:
        return body.coordinates
    raise Refused(
        422,
        "Unprocessable request",
        'Send {"points": [[lon, lat], …]} or GeoJSON: a FeatureCollection or MultiPoint.',
    )
