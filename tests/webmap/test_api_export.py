"""Layers as files over HTTP: narrowed like the lists, counted beforehand, bounded, nothing personal."""

from io import BytesIO
from urllib.parse import quote

import openpyxl
import pytest
from sqlalchemy import select

from layers.models import IllegalStructure, Incident
from webmap.api import exports

COMMUNITY = "433123109003"
LAYERS = ("grids", "communities", "incidents", "illegal-structures", "service-points")


def count_of(client, layer, **filters):
    """How many rows a file would have."""
    return client.get(f"/api/export/{layer}/count", query_string=filters).json["count"]


@pytest.mark.parametrize("layer", ["incidents", "illegal-structures", "service-points"])
def test_a_count_is_that_of_the_list(client, layer):
    listed = client.get(f"/api/{layer}", query_string={"community": COMMUNITY, "limit": 5000, "view": "map"})

    assert count_of(client, layer, community=COMMUNITY) == len(listed.json["features"]) > 0
    assert count_of(client, layer, community=COMMUNITY) < count_of(client, layer)


def test_an_upper_category_stands_for_all_below_it(client):
    below = [c["code"] for c in client.get("/api/categories").json["categories"] if c["parent_code"] == "01"]

    assert count_of(client, "incidents", category="01") == count_of(
        client, "incidents", category=",".join(below)
    )


def test_overdue_counts_what_the_cards_count(client):
    card = client.get(f"/api/communities/{COMMUNITY}").json["counts"]["incidents"]

    assert count_of(client, "incidents", community=COMMUNITY, overdue=1) == card["overdue"]


@pytest.mark.parametrize("typed", ["%", "_", "\\", "' OR 1=1 --"])
def test_words_are_taken_as_they_are(client, typed):
    assert count_of(client, "incidents", q=typed) == 0


def test_a_workbook_holds_what_passes_and_nothing_personal(client, town):
    response = client.get(
        "/api/export/incidents.xlsx",
        query_string={"community": COMMUNITY, "category": "01"},
        headers={"Accept-Language": "zh"},
        buffered=True,
    )

    assert response.status_code == 200
    assert quote("沱江镇-事件-") in response.headers["Content-Disposition"]
    header, *rows = openpyxl.load_workbook(BytesIO(response.data)).active.iter_rows(values_only=True)
    assert len(rows) == count_of(client, "incidents", community=COMMUNITY, category="01")
    assert {row[header.index("community_code")] for row in rows} == {COMMUNITY}
    assert not {"reporter", "reporter_phone"} & set(header)
    with town.read() as session:
        phones = set(
            session.scalars(select(Incident.reporter_phone).where(Incident.reporter_phone.is_not(None)))
        )
    assert phones
    assert not phones & {cell for row in rows for cell in row}


def test_a_drawing_says_its_plane_in_its_name(client, town):
    response = client.get(
        "/api/export/illegal-structures.dxf", query_string={"community": COMMUNITY}, buffered=True
    )

    assert response.status_code == 200
    assert "EPSG4546.dxf" in response.headers["Content-Disposition"]
    with town.read() as session:
        owners = session.scalars(select(IllegalStructure.owner).where(IllegalStructure.owner.is_not(None)))
        drawing = response.get_data(as_text=True)
        assert not [owner for owner in owners if f"owner={owner}" in drawing]


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("incidents.pdf", 422, "ending"),
        ("people.csv", 422, "layer"),
        ("grids.csv?status=found", 422, "grids cannot be narrowed by status"),
        ("incidents.csv?bbox=1,2,3", 422, "four numbers"),
        ("incidents.csv?crs=%2Bproj=longlat", 422, "crs"),
        ("incidents.csv?q=%00", 422, "q"),
        ("incidents.csv?q=nobody-said-this", 404, "No incidents pass"),
        ("grids/count?category=01", 422, "grids cannot be narrowed by category"),
    ],
)
def test_what_makes_no_sense_is_a_problem(client, path, status, words):
    response = client.get(f"/api/export/{path}")

    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert words in response.json["detail"]


def test_too_many_rows_are_refused_with_their_number(client, monkeypatch):
    monkeypatch.setattr(exports, "MOST_ROWS", 10)

    response = client.get("/api/export/grids.csv")

    assert (response.status_code, response.json["count"], response.json["most"]) == (422, 155, 10)


def test_who_has_to_wait_too_long_is_told_so(client, monkeypatch):
    monkeypatch.setattr(exports, "_WAIT_S", 0)
    taken = [exports._busy.acquire(blocking=False) for _ in range(exports._AT_ONCE)]
    try:
        assert client.get("/api/export/grids.csv").status_code == 503
    finally:
        for _ in filter(None, taken):
            exports._busy.release()
