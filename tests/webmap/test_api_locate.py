"""Which grid a position belongs to, over HTTP."""

import pytest

IN_TOWN = {"lon": 109.6, "lat": 27.95}


def test_a_position_in_town_has_a_grid_a_community_and_a_reason(client):
    answer = client.get("/api/locate", query_string=IN_TOWN).json

    assert answer["rule"] == "inside"
    assert answer["grid"]["code"].startswith(answer["community"]["code"])
    assert answer["edge_distance_m"] > 0
    assert answer["runner_up"]["code"] != answer["grid"]["code"]


def test_a_wide_accuracy_circle_names_its_candidates_with_shares(client):
    answer = client.get("/api/locate", query_string=IN_TOWN | {"accuracy": 300}).json

    shares = [candidate["share"] for candidate in answer["candidates"]]
    assert len(shares) > 1
    assert shares == sorted(shares, reverse=True)
    assert sum(shares) <= 1.001


def test_a_position_far_away_is_outside(client):
    answer = client.get("/api/locate", query_string={"lon": 0, "lat": 51}).json

    assert (answer["grid"], answer["rule"]) == (None, "outside")


def test_a_missing_position_is_answered_and_not_refused(client):
    response = client.get("/api/locate")

    assert response.status_code == 200
    assert (response.json["grid"], response.json["rule"]) == (None, "outside")


@pytest.mark.parametrize(
    "arguments",
    [{"lon": "east"}, {"lon": 190, "lat": 0}, {"lon": 1, "lat": 1, "datum": "TOKYO"}, {"accuracy": -1}],
)
def test_what_makes_no_sense_is_a_problem(client, arguments):
    response = client.get("/api/locate", query_string=arguments)

    assert response.status_code == 422
    assert response.mimetype == "application/problem+json"


def test_many_points_are_answered_in_their_order(client):
    points = [[109.6, 27.95], [0, 0], None, [0, 99], [109.6, 27.95]]

    answer = client.post("/api/locate", json={"points": points}).json

    assert answer["rules"] == ["inside", "outside", "outside", "outside", "inside"]
    assert answer["codes"][0] == answer["codes"][4] is not None
    assert answer["codes"][1:4] == [None, None, None]
    assert answer["plan"] == 1


def test_a_point_that_is_no_pair_of_numbers_is_refused(client):
    assert client.post("/api/locate", json={"points": [[109.6, "north"]]}).status_code == 422


def test_many_points_may_come_as_geojson(client):
    features = [
        {"type": "Feature", "geometry": {"type": "Point", "coordinates": [109.6, 27.95]}, "properties": {}}
    ]

    answer = client.post("/api/locate", json={"type": "FeatureCollection", "features": features}).json

    assert answer["rules"] == ["inside"]


def test_one_answer_is_the_same_alone_and_among_many(client):
    alone = client.get("/api/locate", query_string=IN_TOWN).json
    among = client.post("/api/locate", json={"points": [[IN_TOWN["lon"], IN_TOWN["lat"]]]}).json

    assert among["codes"] == [alone["grid"]["code"]]
