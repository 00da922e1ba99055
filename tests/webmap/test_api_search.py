"""/api/search over the sample town: one answer on both engines."""

import json

import pytest

from layers.search.find import MOST
from layers.search.places import MOST_OF_A_KIND


@pytest.fixture
def search(client):
    """Ask, and give the results."""

    def ask(typed, **options):
        answer = client.get("/api/search", query_string={"q": typed, **options})
        assert answer.status_code == 200, answer.data
        return answer.json["results"]

    return ask


@pytest.mark.parametrize(
    ("typed", "kind", "title"),
    [
        ("433123109003", "community", "古城社区"),
        ("古城", "community", "古城社区"),
        ("古城社區", "community", "古城社区"),
        ("gucheng", "community", "古城社区"),
        ("gcsq", "community", "古城社区"),
        ("433123109003005", "grid", "古城社区第05网格"),
        ("3005", "grid", "古城社区第05网格"),
        ("109.6, 27.95", "coordinates", "109.600000, 27.950000"),
        ("27.95 109.6", "coordinates", "109.600000, 27.950000"),
        ("服务管理中心", "service_point", "古城社区服务管理中心"),
        ("沿江南路", "street", "沿江南路"),
        ("yanjiangnanlu", "street", "沿江南路"),
    ],
)
def test_search_understands_what_people_type(search, typed, kind, title):
    assert (kind, title) in {(result["kind"], result["title"]) for result in search(typed)}


def test_an_exact_code_comes_first_and_is_told_as_matched(search):
    first = search("433123109003005")[0]

    assert (first["kind"], first["code"]) == ("grid", "433123109003005")
    assert first["matched_subtitle"] == [[0, 15]]
    west, south, east, north = first["bbox"]
    assert west < first["lon"] < east
    assert south < first["lat"] < north


def test_the_last_digits_of_a_code_are_told_as_matched(search):
    assert {tuple(r["matched_subtitle"][0]) for r in search("005") if r["kind"] == "grid"} == {(12, 15)}


@pytest.mark.parametrize("path", ["grids/433123109003001", "communities/433123109003"])
def test_people_are_found_by_name_and_initials(client, search, path):
    card = client.get(f"/api/{path}").json
    for kind, person in (
        ("leader", card.get("leader")),
        ("secretary", card.get("secretary")),
        ("micro_grid_leader", next(iter(card.get("micro_grid_leaders", [])), None)),
    ):
        if person:
            hit = next(r for r in search(person["name"]) if r["kind"] == kind and r["code"] == card["code"])
            assert hit["title"] == person["name"]
            assert card["name"] in hit["subtitle"]
            assert "phone" not in json.dumps(hit)


def test_addresses_are_found_and_the_whole_number_first(client, search):
    incidents = client.get("/api/incidents?limit=20").json["features"]
    address = next(f["properties"]["address"] for f in incidents if f["properties"]["address"].endswith("号"))

    first = search(address.removesuffix("号"))[0]

    assert (first["kind"], first["title"]) == ("address", address)
    assert first["matched"] == [[0, len(address) - 1]]


def test_of_what_fits_alike_the_nearest_comes_first(search):
    for lon, lat in ((109.56, 27.93), (109.62, 27.96)):
        grids = [r for r in search("网格", lon=lon, lat=lat, limit=100) if r["kind"] == "grid"]
        away = [r["distance_m"] for r in grids]

        assert len(grids) == MOST_OF_A_KIND
        assert away == sorted(away)


def test_no_kind_has_more_than_twelve_and_the_limit_holds(search):
    many = search("l", limit=MOST)
    kinds = [result["kind"] for result in many]

    assert max(map(kinds.count, kinds)) <= MOST_OF_A_KIND
    assert search("l", limit=3) == many[:3]


def test_coordinates_in_a_named_datum_are_brought_home(search):
    (hit,) = search("GCJ-02 109.6,27.95")

    assert hit["datum"] == "GCJ-02"
    assert 0.003 < 109.6 - hit["lon"] < 0.006


@pytest.mark.parametrize("typed", ["%", "_", "'; DROP TABLE grid; --", "\\", "", " ", "🙂", "\0", "x" * 500])
def test_search_takes_any_text_for_text(search, typed):
    assert search(typed) == []


@pytest.mark.parametrize("query", ["q=" + "x" * 501, "q=a&limit=0", "q=a&limit=101", "q=a&lon=999&lat=0"])
def test_what_is_out_of_bounds_is_refused(client, query):
    assert client.get(f"/api/search?{query}").status_code == 422
