"""The map: the page that everybody opens."""

from typing import Any

import shapely
from flask import Response, make_response, render_template, request
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from layers.items import count_unassigned
from layers.models import Plan, Town
from layers.plans import plan_in_force
from layers.towns import find_town
from webmap import assets, texts
from webmap.api.categories import category_bodies
from webmap.base_maps import base_maps
from webmap.i18n import language
from webmap.pages.first_steps import first_steps_page
from webmap.store import store, timezone

_CHINA = (73.5, 18.0, 135.1, 53.6)  # what an own town without a division looks at


def map_page() -> Response:
    """The map; what it needs to begin is handed over in one JSON script tag. Before there is one, the first steps."""
    from webmap import folium_map  # noqa: PLC0415  (brings pandas along, which no command should wait for)

    with store().database.read() as session:
        page = map_settings(session, _town(session))
    if page["plan"] is None:
        return first_steps_page()
    response = make_response(
        render_template("map.html", page=page, map=folium_map.with_nonce(folium_map.map_parts(), _nonce()))
    )
    response.headers["Cache-Control"] = "no-store"  # the nonce is for this answer only
    return response


def _town(session: Session) -> Town | None:
    try:
        return find_town(session)
    except SQLAlchemyError:  # a fresh database without tables
        return None


def _nonce() -> str:
    return str(getattr(request, "csp_nonce", ""))  # set by Talisman before each request


def map_settings(session: Session, town: Town | None) -> dict[str, Any]:
    """What the page's scripts begin with."""
    plan = plan_in_force(session) if town else None
    base = f"/display/base/{town.base_version}" if town else ""
    return {
        "lang": language(),
        "texts": {key: str(text) for key, text in texts.MAP_TEXTS.items()},
        "town": town and {"code": town.code, "name": town.name, "is_sample": town.is_sample},
        "plan": plan and {"id": plan.id, "number": plan.number, "effective_from": str(plan.effective_from)},
        "bounds": _bounds(session, plan),
        "timezone": timezone().key,
        "categories": _categories(session) if plan else [],
        "unassigned": count_unassigned(session) if plan else 0,
        "base_maps": [offer.for_page() for offer in base_maps().offers],
        "urls": {
            "base": f"{base}/layers.json",
            "buildings": f"{base}/buildings/{{x}}/{{y}}.geojson",
            "division": plan and f"/display/plans/{plan.id}/division.geojson",
            "figures": plan and f"/display/plans/{plan.id}/figures.json",
            "incidents": "/display/incidents.bin",
            "incident_list": "/api/incidents",
            "illegal_structures": "/api/illegal-structures?view=map&limit=5000",
            "service_points": "/api/service-points?view=map&limit=5000",
            "grid": "/api/grids/{code}",
            "community": "/api/communities/{code}",
            "incident": "/api/incidents/{id}",
            "illegal_structure": "/api/illegal-structures/{id}",
            "service_point": "/api/service-points/{id}",
            "search": "/api/search",
            "export": "/api/export/{file}",
            "locate": "/api/locate",
            "grid_sheet": "/sheets/{code}.pdf",
            "booklet": "/sheets/booklet.pdf",
            "community_sheets": "/sheets/communities/{code}.pdf",
            "icons": assets.asset("vendor/icons.svg"),
        },
    }


def _categories(session: Session) -> list[dict[str, object]]:
    """What the map needs of them: so few bytes that they are not worth a request."""
    return [
        {key: body[key] for key in ("code", "name", "label", "parent_code")}
        for body in category_bodies(session)
    ]


def _bounds(session: Session, plan: Plan | None) -> list[float]:
    if plan is None:
        return list(_CHINA)
    return shapely.total_bounds(store().divisions.of(session, plan).polygons).tolist()
