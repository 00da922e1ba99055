"""Items over HTTP: filters, paging, reasons, and nothing personal."""

import json
import re
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
import shapely
from sqlalchemy import select

from gis.crs import from_wgs84, parse_crs
from layers.columns import SCALE_DEGREES
from layers.divisions import read_division
from layers.models import IllegalStructure, Incident, Person, Plan
from layers.rows import geometries_of, wkb
from tests.webmap.columns import columns_of

KINDS = ("incidents", "illegal-structures", "service-points")


def features_of(response):
    """The features of an answer."""
    assert response.status_code == 200, response.json
    return response.json["features"]


def test_the_sample_town_has_the_items_it_should(client):
    counts = [len(features_of(client.get(f"/api/{kind}?limit=5000&view=map"))) for kind in KINDS]

    assert counts[0] == 5000
    assert counts[1] == 1176
    assert counts[2] > 100
    centres = features_of(client.get("/api/service-points?category=社区服务管理中心&limit=100"))
    assert len({centre["properties"]["community"]["code"] for centre in centres}) == len(centres) == 12


def test_pages_follow_each_other_without_a_gap(client):
    path, ids = "/api/service-points?limit=100", []
    while path:
        answer = client.get(path).json
        ids += [feature["id"] for feature in answer["features"]]
        path = answer["links"][0]["href"] if answer["links"] else None

    everything = [f["id"] for f in features_of(client.get("/api/service-points?limit=5000"))]
    assert ids == everything


@pytest.mark.parametrize("kind", KINDS)
def test_a_box_gives_what_lies_in_it(client, kind):
    west, south, east, north = 109.595, 27.945, 109.605, 27.955
    box = shapely.box(west, south, east, north).buffer(1e-6)  # a map needs no more places

    inside = features_of(client.get(f"/api/{kind}?bbox={west},{south},{east},{north}&limit=5000&view=map"))

    assert inside
    assert all(shapely.geometry.shape(f["geometry"]).envelope.intersects(box) for f in inside)


def test_a_grid_and_its_community_agree(client):
    in_grid = features_of(client.get("/api/incidents?grid=433123109003001&limit=5000"))
    in_both = features_of(client.get("/api/incidents?grid=433123109003001&community=433123109003&limit=5000"))
    in_neither = features_of(
        client.get("/api/incidents?grid=433123109003001&community=433123109004&limit=5000")
    )

    assert in_grid
    assert {f["properties"]["grid"]["code"] for f in in_grid} == {"433123109003001"}
    assert len(in_both) == len(in_grid)
    assert in_neither == []


def test_a_state_and_a_day_narrow_the_list(client):
    closed = features_of(client.get("/api/incidents?status=closed&limit=50"))
    assert {f["properties"]["status"] for f in closed} == {"closed"}

    moment = datetime.fromisoformat(closed[0]["properties"]["reported_at"])
    day = moment.astimezone(ZoneInfo("Asia/Shanghai")).date()
    assert features_of(client.get(f"/api/incidents?since={day}&until={day}&limit=500"))
    assert features_of(client.get("/api/incidents?since=1999-01-01&until=1999-01-02")) == []
    at_that_moment = client.get(
        "/api/incidents",
        query_string={"since": moment.isoformat(), "until": (moment + timedelta(seconds=1)).isoformat()},
    )
    assert closed[0]["id"] in {f["id"] for f in features_of(at_that_moment)}


def test_the_queue_holds_what_belongs_to_no_grid(client):
    queue = features_of(client.get("/api/incidents?grid=none&limit=5000"))

    assert {f["properties"]["assignment"]["rule"] for f in queue} == {"outside", "no_position"}
    assert all(f["properties"]["grid"] is None for f in queue)


def test_every_rule_shows_in_the_sample_town(client):
    rules = {
        feature["properties"]["assignment"]["rule"]
        for kind in KINDS
        for start in (0, 4000, 8000)
        for feature in features_of(client.get(f"/api/{kind}?limit=5000&after={start}"))
    }

    assert {"inside", "edge", "near", "outside", "share", "no_position"} <= rules


def test_a_footprint_tells_the_share_of_every_grid_it_touches(client):
    structures = features_of(client.get("/api/illegal-structures?limit=5000"))

    split = [f["properties"]["assignment"]["candidates"] for f in structures]
    split = [candidates for candidates in split if len(candidates) > 1]
    assert split
    for candidates in split:
        shares = [candidate["share"] for candidate in candidates]
        assert shares == sorted(shares, reverse=True)
        assert sum(shares) <= 1.001
        assert all(candidate["size"] > 0 and candidate["name"] for candidate in candidates)


def test_one_incident_says_why_and_what_happened(client):
    incident = client.get("/api/incidents/1").json

    properties = incident["properties"]
    assert {"plan", "rule", "edge_distance_m", "runner_up", "datum", "accuracy_m"} <= properties[
        "assignment"
    ].keys()
    assert properties["events"][0]["kind"] == "reported"
    moments = [event["at"] for event in properties["events"]]
    assert moments == sorted(moments)


@pytest.mark.parametrize("kind", KINDS)
def test_an_unknown_item_is_a_problem(client, kind):
    response = client.get(f"/api/{kind}/999999")

    assert (response.status_code, response.mimetype) == (404, "application/problem+json")


def test_nothing_restricted_leaves(client, town):
    with town.read() as session:
        secrets = [
            *session.scalars(select(Incident.reporter).where(Incident.reporter.is_not(None)).limit(500)),
            *session.scalars(
                select(Incident.reporter_phone).where(Incident.reporter_phone.is_not(None)).limit(500)
            ),
            *session.scalars(
                select(IllegalStructure.owner).where(IllegalStructure.owner.is_not(None)).limit(500)
            ),
            *session.scalars(select(Person.private_phone).where(Person.private_phone.is_not(None))),
        ]
        officials = set(session.scalars(select(Person.name)))
    assert secrets

    pages = [client.get(f"/api/{kind}?limit=5000").get_data(as_text=True) for kind in KINDS]
    singles = [client.get(f"/api/incidents/{n}").get_data(as_text=True) for n in range(1, 100)]

    told = "".join(pages + singles)
    assert not [secret for secret in secrets if secret not in officials and f'"{secret}"' in told]
    assert '"reporter' not in told
    assert '"owner' not in told


def test_the_columns_hold_every_incident_with_a_position(client, town):
    columns = columns_of(client.get("/display/incidents.bin"))
    with town.read() as session:
        rows = dict(
            tuple(row)
            for row in session.execute(
                select(Incident.id, wkb(Incident.position)).where(Incident.position.is_not(None))
            )
        )

    assert columns["n"] == len(columns["id"]) == len(rows)
    point = geometries_of([rows[columns["id"][0]]])[0]
    assert columns["lon0"] + columns["x"][0] * columns["scale"] == pytest.approx(point.x, abs=SCALE_DEGREES)
    assert columns["lat0"] + columns["y"][0] * columns["scale"] == pytest.approx(point.y, abs=SCALE_DEGREES)


def test_the_page_counts_what_the_queue_of_unassigned_items_lists(client):
    settings = re.search(r'id="page"[^>]*>(.*?)</script>', client.get("/").get_data(as_text=True)).group(1)
    listed = [client.get(f"/api/{kind}?grid=none&limit=5000").json["features"] for kind in KINDS]

    assert json.loads(settings)["unassigned"] == sum(map(len, listed)) > 0


def test_a_span_the_wrong_way_round_is_refused(client):
    assert client.get("/display/incidents.bin?since=2026-02-02&until=2026-01-01").status_code == 422


def test_the_same_place_in_any_datum_has_the_same_grid(client, town):
    with town.read() as session:
        division = read_division(session, session.scalar(select(Plan.id)))
    points = shapely.get_coordinates(shapely.point_on_surface(division.polygons))[:20]

    for datum in ("GCJ-02", "BD-09", "CGCS2000"):
        for (lon, lat), code in zip(from_wgs84(points, parse_crs(datum)), division.codes, strict=False):
            found = client.get(f"/api/locate?lon={lon}&lat={lat}&datum={datum}").json
            assert found["grid"]["code"] == code


def test_a_grid_card_has_everything_it_shows(client):
    grid = client.get("/api/grids/433123109003001").json

    assert grid["leader"]["phone"]
    assert grid["community"]["name"] == "古城社区"
    assert 300 <= grid["households"] <= 500
    assert grid["counts"]["incidents"]["total_90d"] >= grid["counts"]["incidents"]["open"]
    assert len(grid["open_incidents"]) == min(10, grid["counts"]["incidents"]["open"])


def test_a_community_counts_what_its_grids_count(client):
    community = client.get("/api/communities/433123109003").json
    grids = [client.get(f"/api/grids/{grid['code']}").json for grid in community["grids"]]

    assert community["secretary"]["name"]
    assert community["households"] == sum(grid["households"] for grid in grids)
    assert community["counts"]["service_points"] == sum(grid["counts"]["service_points"] for grid in grids)
