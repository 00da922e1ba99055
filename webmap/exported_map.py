"""The map as one file: the page of the map, with everything it would ask the server for packed into it."""

import base64
import gzip
import secrets
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
import orjson
import shapely
from flask import render_template
from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session, selectinload

from gis.arcs import arcs_of
from gis.compact import CompactPlan, Names, write_compact
from gis.lattice import UNITS_PER_DEGREE
from layers import display
from layers.clock import now
from layers.columns import at_moment, incident_columns, packed
from layers.divisions import Division
from layers.exporting.names import ITEM_LAYERS
from layers.exporting.places import places_of
from layers.figures import SPAN
from layers.items import Wanted, find_items
from layers.models import AreaKind, Incident, ItemKind, Role
from layers.people import OnDuty, leaders_by_area
from layers.tiles import tiles_over
from layers.towns import the_town
from webmap import folium_map
from webmap.api.areas import community_body, grid_body
from webmap.api.display import BUILDING_ZOOM
from webmap.api.divisions import division_on
from webmap.api.features import events_body, feature, light_feature
from webmap.assets import STATIC
from webmap.pages.map import map_settings
from webmap.store import local_midnight, today

_EVERYTHING = 1_000_000
_NOT_IN_A_FILE = "#locate-me, .preferences .languages { display: none; }"
_OF_PEOPLE = ("leader", "deputy", "secretary")
Answers = dict[str, Any]
Told = Callable[[str], Any]


def exported_map(session: Session, *, title: str | None, leaders: bool, told: Told) -> str:
    """Make the page; needs a request for its language. `told` hears of each step; without `leaders` nobody is named."""
    town, division = the_town(session), division_on(session, None)
    page = map_settings(session, town) | {"made_at": int(now().timestamp() * 1000), "base_maps": []}
    page["urls"] |= {"icons": "", "grid_sheet": None}  # the sprite lies in the page, and nobody makes sheets
    on_duty = leaders_by_area(session, Role.GRID_LEADER, AreaKind.GRID, today()) if leaders else {}
    told("Reading the map")
    parts = {"map": _map_answers(session, division, page), "incidents": _incidents(session)}
    told("Reading the buildings")
    parts["buildings"] = dict(_buildings(session, division, page["urls"]["buildings"]))
    told("Reading the cards")
    cards = dict(_cards(session, division, on_duty))
    parts["cards"] = cards if leaders else _without_people(cards)
    parts["places"] = places_of(session, division, on_duty)
    parts["locate"] = _locator(division, on_duty)
    told("Packing")
    nonce = secrets.token_urlsafe(24)
    element = folium_map.with_leaflet_inside(folium_map.map_parts(), _script("vendor/leaflet.js"))
    return render_template(
        "exported.html",
        page=page,
        heading=title,
        is_one_file=True,
        sprite="",
        csp_nonce=lambda: nonce,
        map=folium_map.with_nonce(element, nonce),
        script=_script("built/exported/map.js"),
        style=Markup((STATIC / "built/css/map.css").read_text() + _NOT_IN_A_FILE),  # noqa: S704  (our own)
        icons=Markup((STATIC / "vendor/icons.svg").read_text()),  # noqa: S704  (our own)
        parts={name: _packed(part) for name, part in parts.items()},
    )


def _map_answers(session: Session, division: Division, page: dict[str, Any]) -> Answers:
    """What the first view asks for, by path."""
    urls = page["urls"]
    light = {
        kind: [
            light_feature(session, division, kind, found)
            for found in find_items(session, kind, Wanted(limit=_EVERYTHING))
            if found.shape is not None
        ]
        for kind in (ItemKind.ILLEGAL_STRUCTURE, ItemKind.SERVICE_POINT)
    }
    urls |= {"illegal_structures": "/map/structures", "service_points": "/map/services"}
    return {
        urls["base"]: display.base_for_display(session),
        urls["division"]: display.plan_for_display(division),
        urls["illegal_structures"]: display.collection(light[ItemKind.ILLEGAL_STRUCTURE]),
        urls["service_points"]: display.collection(light[ItemKind.SERVICE_POINT]),
    }


def _incidents(session: Session) -> bytes:
    since, until = local_midnight(today() - SPAN), local_midnight(today(), days_later=1)
    return packed(at_moment(incident_columns(session, since, until, only_open=False, lives=False), now()))


def _buildings(session: Session, division: Division, url: str) -> Iterator[tuple[str, Any]]:
    for x, y in tiles_over(BUILDING_ZOOM, tuple(shapely.total_bounds(division.polygons).tolist())):
        buildings = display.buildings_for_display(session, x, y)
        if buildings:
            yield url.replace("{x}", str(x)).replace("{y}", str(y)), display.collection(buildings)


def _cards(
    session: Session, division: Division, on_duty: dict[str, list[OnDuty]]
) -> Iterator[tuple[str, Any]]:
    """Every card, and the queues of what no grid owns, by path."""
    for at, code in enumerate(division.codes):
        yield f"/api/grids/{code}", grid_body(session, division, at, today())
    for code in dict.fromkeys(division.community_codes):
        members = [at for at, owner in enumerate(division.community_codes) if owner == code]
        yield f"/api/communities/{code}", community_body(session, division, code, members, today())
    for layer, kind in ITEM_LAYERS.items():
        queue = []
        for item_id, body in _items(session, division, kind, on_duty):
            yield f"/api/{layer}/{item_id}", body
            if body["properties"]["grid"] is None:
                queue.append(body)
        yield f"/api/{layer}?grid=none", display.collection(queue)


def _items(
    session: Session, division: Division, kind: ItemKind, on_duty: dict[str, list[OnDuty]]
) -> Iterator[tuple[int, dict[str, Any]]]:
    since = local_midnight(today() - SPAN) if kind == ItemKind.INCIDENT else None
    incidents: Sequence[Incident] = []  # held, so that their events come with one query instead of one each
    if kind == ItemKind.INCIDENT:
        incidents = session.scalars(
            select(Incident).where(Incident.reported_at >= since).options(selectinload(Incident.events))
        ).all()
    for found in find_items(session, kind, Wanted(since=since, limit=_EVERYTHING)):
        body = feature(session, division, kind, found)
        properties = body["properties"]
        leader = next(iter(on_duty.get((properties["grid"] or {}).get("code", ""), [])), None)
        properties["leader"] = leader and {"name": leader.name, "phone": leader.phone}
        properties["events"] = events_body(session, found.item) if incidents else []
        yield found.item.id, body


def _without_people(body: Any) -> Any:
    """The same without leaders, secretaries, deputies, and who did or decided something."""
    if isinstance(body, list):
        return [_without_people(one) for one in body]
    if not isinstance(body, dict):
        return body
    bare = {key: _without_people(value) for key, value in body.items()}
    bare |= dict.fromkeys((key for key in _OF_PEOPLE if key in bare), None)
    if "micro_grid_leaders" in bare:
        bare["micro_grid_leaders"] = []
    return bare | {key: "" for key in ("actor", "decided_by") if bare.get(key)}


def _locator(division: Division, on_duty: dict[str, list[OnDuty]]) -> Answers:
    names = Names(division.codes, division.names, division.community_codes, division.kinds)
    lattice = shapely.transform(division.polygons, lambda xy: np.rint(xy * UNITS_PER_DEGREE))
    return {
        "plan": write_compact(CompactPlan(arcs_of(lattice), names, division.crs)),
        "communities": division.community_names,
        "leaders": {code: (people[0].name, people[0].phone) for code, people in on_duty.items()},
    }


def _script(name: str) -> Markup:
    """One of our own scripts, so that nothing in it ends the element it stands in."""
    text = (STATIC / name).read_text().replace("</script", "<\\/script").replace("<!--", "<\\!--")
    return Markup(text)  # noqa: S704  (our own)


def _packed(part: Any) -> str:
    content = part if isinstance(part, bytes) else orjson.dumps(part)
    return base64.b64encode(gzip.compress(content, mtime=0)).decode()
