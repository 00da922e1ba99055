"""Plans over HTTP: exact grids, long caching, and geometry for display that keeps its neighbours."""

import re
from collections import defaultdict

import numpy as np
import shapely
from sqlalchemy import select

from gis.crs import metric_crs
from gis.validation import check
from layers.display import plan_for_display
from layers.divisions import read_division
from layers.models import Plan


def shapes_of(response):
    """The polygons of a GeoJSON answer."""
    return shapely.from_geojson(response.get_data()).geoms


def test_exactly_one_plan_is_published(client):
    plans = client.get("/api/plans").json["plans"]

    assert [plan["status"] for plan in plans] == ["published"]
    assert {"id", "number", "effective_from"} <= plans[0].keys()


def test_the_grids_of_a_plan_are_exact(client, town):
    with town.read() as session:
        stored = read_division(session, session.scalar(select(Plan.id)))

    answered = shapes_of(client.get("/api/plans/1/grids.geojson"))

    assert len(answered) == 155
    assert np.array_equal(shapely.get_coordinates(list(answered)), shapely.get_coordinates(stored.polygons))


def test_no_coordinate_is_written_with_more_than_seven_decimals(client):
    written = re.findall(r"\d+\.(\d+)", client.get("/api/plans/1/grids.geojson").get_data(as_text=True))

    assert written
    assert max(map(len, written)) == 7


def test_the_grids_of_a_plan_carry_nothing_personal(client):
    features = client.get("/api/plans/1/grids.geojson").json["features"]

    assert {tuple(sorted(feature["properties"])) for feature in features} == {
        ("code", "community_code", "kind", "name")
    }


def test_a_published_plan_may_be_kept_for_good(client):
    first = client.get("/api/plans/1/grids.geojson")
    again = client.get("/api/plans/1/grids.geojson", headers={"If-None-Match": first.headers["ETag"]})

    assert "immutable" in first.headers["Cache-Control"]
    assert again.status_code == 304
    assert again.get_data() == b""


def test_an_etag_is_good_under_compression_too(client):
    compressed = client.get("/api/plans/1/grids.geojson", headers={"Accept-Encoding": "br"})

    assert compressed.headers["Content-Encoding"] == "br"
    again = client.get(
        "/api/plans/1/grids.geojson",
        headers={"Accept-Encoding": "br", "If-None-Match": compressed.headers["ETag"]},
    )
    assert again.status_code == 304


def test_an_unknown_plan_is_a_problem(client):
    response = client.get("/api/plans/99")

    assert (response.status_code, response.mimetype) == (404, "application/problem+json")
    assert response.json["status"] == 404


def test_grids_for_display_still_share_their_edges(client):
    shapes = np.array(list(shapes_of(client.get("/display/plans/1/division.geojson"))), dtype=object)

    report = check(shapes, [str(at) for at in range(len(shapes))], crs=metric_crs(109.6, 27.95))

    assert not [defect for defect in report.defects if defect.kind in ("gap", "overlap")]


def displayed(division):
    """The shapes of a division as the map shows them."""
    features = plan_for_display(division)["features"]
    return np.array([shapely.geometry.shape(feature["geometry"]) for feature in features])


def test_a_division_of_very_many_vertices_is_shown_by_fewer_and_still_shares_its_edges(town, monkeypatch):
    with town.read() as session:
        division = read_division(session, 1)
    usual = displayed(division)
    most = int(shapely.get_num_coordinates(usual).sum()) // 2
    monkeypatch.setattr("layers.display._MOST_CELL_VERTICES", most)

    light = displayed(division)

    assert shapely.get_num_coordinates(light).sum() <= most
    report = check(light, list(division.codes), crs=metric_crs(109.6, 27.95))
    assert not [defect for defect in report.defects if defect.kind in ("gap", "overlap")]


def test_every_label_lies_in_its_area(client):
    division = client.get("/display/plans/1/division.geojson").json
    shapes = defaultdict(list)
    for feature in division["features"]:
        shape, grid = shapely.geometry.shape(feature["geometry"]), feature["properties"]
        shapes[grid["community_code"]].append(shape)
        assert shape.contains(shapely.Point(grid["label"])), grid["code"]
        assert grid["room_m"] > 0

    assert [community["code"] for community in division["communities"]] == sorted(shapes)
    for community in division["communities"]:
        outline = shapely.union_all(shapes[community["code"]])
        assert outline.contains(shapely.Point(community["label"])), community["code"]
        assert community["name"] and community["room_m"] > 0


def test_base_layers_are_kept_by_version(client):
    newest = client.get("/display/base/1/layers.json")
    stale = client.get("/display/base/0/layers.json")

    assert newest.get_data() == stale.get_data()
    assert "immutable" in newest.headers["Cache-Control"]
    assert "no-cache" in stale.headers["Cache-Control"]


def test_buildings_come_by_tile(client):
    x, y = 26359, 13715
    features = [
        feature
        for dx in (0, 1)
        for dy in (0, 1)
        for feature in client.get(f"/display/base/1/buildings/{x + dx}/{y + dy}.geojson").json["features"]
    ]
    nowhere = client.get("/display/base/1/buildings/0/0.geojson").json["features"]

    assert {feature["geometry"]["type"] for feature in features} <= {"Polygon", "MultiPolygon"}
    assert nowhere == []
