"""Text that is HTML, a template or a script, in every field that reaches the page: it stays text."""

from datetime import UTC, date, datetime, timedelta

import pytest
import shapely
from playwright.sync_api import expect

from gis.crs import snap
from layers.models import (
    AreaKind,
    Building,
    Category,
    Community,
    Department,
    DoorPlate,
    Duty,
    IllegalStructure,
    Incident,
    IncidentEvent,
    IncidentStatus,
    Person,
    Role,
    ServicePoint,
    Street,
    StructureState,
    Water,
)
from layers.plans import draft_plan, publish
from layers.rows import insert_rows
from layers.towns import found_town
from tests.browser.conftest import READY
from tests.conftest import _empty, _opened
from tests.gis.drawing import corner, drawn

pytestmark = pytest.mark.browser

NOW = datetime.now(UTC)
HOSTILE = [
    "<img src=x onerror=window.hacked=1>",
    "<script>window.hacked=1</script>",
    "</script><script>window.hacked=1</script>",
    "{{ 3 * 111111111 }}",
    "{% raw %}${window.hacked=1}`${window.hacked=1}`",
    "\"'><svg onload=window.hacked=1>",
    "javascript:window.hacked=1",
    "\u202egnol\u202c <b>bold</b> &lt;i&gt;",
]


def fill(database, text):
    """A town of one grid in which everything is called `text`."""
    here = shapely.Point(corner(0.5, 0.5))
    square = snap(drawn("a").polygons)[0]
    said = {
        "source": text,
        "external_id": "1",
        "address": text,
        "datum": "WGS-84",
        "accuracy_m": 5.0,
        "position": here,
    }
    with database.write() as session:
        found_town(session, "100", text)
        insert_rows(session, Community, [{"code": "100001", "name": text, "outline": square}])
        insert_rows(session, Department, [{"code": "d", "name": text, "name_en": text, "phone": text}])
        category = {"code": "c", "name": text, "name_en": text, "department_code": "d", "deadline_hours": 1}
        insert_rows(session, Category, [category])
        person = {"source": text, "external_id": "1", "name": text, "duty_phone": text}
        insert_rows(session, Person, [person])
        area = {
            "area_kind": AreaKind.GRID,
            "area_code": "100001001",
            "keeps": text,
            "since": date(2026, 1, 1),
        }
        for role in (Role.GRID_LEADER, Role.MICRO_GRID_LEADER):
            insert_rows(session, Duty, [{"person_id": 1, "role": role, "deputy_id": 1, **area}])
        incident = {
            "category_code": "c",
            "text": text,
            "status": IncidentStatus.REPORTED,
            "department_code": "d",
        }
        insert_rows(session, Incident, [said | incident | {"reported_at": NOW - timedelta(hours=1)}])
        event = {
            "incident_id": 1,
            "kind": text,
            "at": NOW,
            "actor": text,
            "note": text,
            "department_code": "d",
        }
        insert_rows(session, IncidentEvent, [event])
        structure = {"text": text, "state": StructureState.FOUND, "found_how": text, "found_at": NOW}
        insert_rows(session, IllegalStructure, [said | structure])
        insert_rows(
            session, ServicePoint, [said | {"kind": text, "name": text, "hours": text, "phone": text}]
        )
        named = {"source": text, "external_id": "1", "name": text}
        line = shapely.LineString([corner(0.1, 0.5), corner(0.9, 0.5)])
        insert_rows(session, Street, [named | {"level": 1, "is_bridge": False, "geom": line}])
        insert_rows(session, Water, [named | {"kind": text, "geom": here.buffer(1e-4)}])
        insert_rows(session, Building, [named | {"use": text, "geom": here.buffer(5e-5)}])
        insert_rows(session, DoorPlate, [{"source": text, "address": text, "geom": here}])
        grid = {
            "code": "100001001",
            "name": text,
            "kind": "basic",
            "community_code": "100001",
            "geom": square,
        }
        publish(session, draft_plan(session, text, [grid]), effective_from=date(2026, 1, 1))


@pytest.fixture(params=HOSTILE)
def hostile_town(request, clones, served):
    """The text, and where a town full of it is served."""
    for database in _opened(clones.copy("spatialite", "empty", _empty)):
        fill(database, request.param)
        yield request.param, served(database, SECRET_KEY="s", PUBLIC_READ=True)


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_hostile_text_stays_text(hostile_town, page, guard, language):
    text, address = hostile_town
    page.on("dialog", lambda dialog: guard.faults.append(f"dialog: {dialog.message}"))

    for card in (
        "grid:100001001",
        "community:100001",
        "incident:1",
        "illegal_structure:1",
        "service_point:1",
    ):
        page.goto(f"{address}/?lang={language}#16/27.941/109.601?sel={card}")
        page.wait_for_function(READY)
        expect(page.locator("#inspector")).to_contain_text(text)
    page.get_by_role("combobox").fill(text[:12])
    expect(page.get_by_role("option").first).to_be_visible()

    assert page.evaluate("window.hacked") is None
    assert "333333333" not in page.content()
