"""What the API answers with, as the OpenAPI document tells it. Answers are not checked against these: tests do that."""

from http import HTTPStatus
from typing import Any

from pydantic import BaseModel, Field

from webmap.problems import Problem

# What any operation may answer instead: closed to the public, not there, makes no sense, no database.
PROBLEMS: dict[str | int | HTTPStatus, type[BaseModel] | dict[Any, Any] | None] = dict.fromkeys(
    ("401", "404", "422", "503"), Problem
)


class PlanBody(BaseModel):
    """A division of the town."""

    id: int
    number: int | None
    name: str
    status: str = Field(description="draft, scheduled, published or superseded")
    effective_from: str | None
    published_at: str | None


class PlansBody(BaseModel):
    """Every plan, oldest first."""

    plans: list[PlanBody]


class FeatureBody(BaseModel):
    """A GeoJSON Feature."""

    type: str = "Feature"
    id: int | str
    geometry: dict[str, Any] | None
    properties: dict[str, Any]


class FeaturesBody(BaseModel):
    """A GeoJSON FeatureCollection; `links` names the next page where there is one."""

    type: str = "FeatureCollection"
    features: list[FeatureBody]
    links: list[dict[str, str]] = []


class Named(BaseModel):
    """A grid or a community by code and name."""

    code: str
    name: str


class LocatedBody(BaseModel):
    """Which grid a position belongs to, and why."""

    grid: dict[str, Any] | None
    community: Named | None
    rule: str = Field(description="inside, edge, near or outside")
    edge_distance_m: float | None
    runner_up: Named | None
    candidates: list[dict[str, Any]]
    plan: int
    plan_number: int | None


class ManyLocatedBody(BaseModel):
    """Codes and rules in the order of the points."""

    codes: list[str | None]
    rules: list[str]
    plan: int


class AnyBody(BaseModel):
    """An object whose members are told in docs/api.md."""

    model_config = {"extra": "allow"}
