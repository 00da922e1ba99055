"""Figures of grids over HTTP: they agree with the cards, and say nothing where nothing is known."""

from datetime import timedelta
from http import HTTPStatus

import numpy as np
import pytest
from sqlalchemy import delete, update

from layers.clock import now
from layers.figures import figures_of
from layers.lifecycle import OPEN
from layers.models import Building, DoorPlate, Grid, Incident, Street
from layers.towns import touch_base_layers
from tests.webmap.columns import columns_of

FIGURES = "/display/plans/1/figures.json"
CENTRE = "社区服务管理中心"


def test_households_and_standing_structures_agree_with_the_cards(client, town):
    body = client.get(FIGURES).json
    with town.read() as session:
        for at in (0, 77, 154):
            code = body["grids"][at]
            card = client.get(f"/api/grids/{code}").json
            assert body["households"][at] == card["households"]
            assert body["standing"][at] == figures_of(session, [code], now()).structures_standing
            assert body["communities"][at] == card["community"]["code"]


def test_the_columns_count_as_many_open_and_overdue_incidents_as_the_cards(client, town):
    columns = columns_of(client.get("/display/incidents.bin?open=1"))
    counted = np.bincount([grid for grid in columns["grid"] if grid >= 0], minlength=len(columns["grids"]))

    with town.read() as session:
        told = [figures_of(session, [code], now()).incidents_open for code in columns["grids"]]

    assert counted.tolist() == told


def test_a_service_point_is_no_nearer_on_foot_than_straight(client):
    service = client.get(FIGURES, query_string={"service": CENTRE}).json["service"]

    assert service["points"] == 12
    pairs = [pair for pair in zip(service["straight_m"], service["walk_m"], strict=True) if None not in pair]
    assert len(pairs) > 100
    assert all(0 <= straight <= walk for straight, walk in pairs)


def test_nothing_is_known_of_a_kind_that_the_town_has_not(client):
    service = client.get(FIGURES, query_string={"service": "月球站"}).json["service"]

    assert service["points"] == 0
    assert set(service["straight_m"]) == set(service["walk_m"]) == {None}


def test_without_homes_or_streets_distances_are_unknown_and_not_nothing(own_copy_of_town, make_app):
    client = make_app(own_copy_of_town).test_client()
    with own_copy_of_town.write() as session:
        session.execute(delete(Street))
        session.execute(update(Grid).values(households=None))
        touch_base_layers(session)
    body = client.get(FIGURES, query_string={"service": CENTRE}).json
    assert set(body["households"]) == {None}
    assert set(body["service"]["walk_m"]) == {None}
    assert None not in body["service"]["straight_m"]

    with own_copy_of_town.write() as session:
        session.execute(update(Building).values(households=None))
        session.execute(update(DoorPlate).values(households=None))
        touch_base_layers(session)
    body = client.get(FIGURES, query_string={"service": CENTRE}).json
    assert set(body["service"]["straight_m"]) == {None}


def test_the_same_figures_are_not_sent_twice(client):
    first = client.get(FIGURES)
    again = client.get(FIGURES, headers={"If-None-Match": first.headers["ETag"]})

    assert again.status_code == HTTPStatus.NOT_MODIFIED


@pytest.mark.parametrize(
    ("query", "status"),
    [("", HTTPStatus.NOT_FOUND), ("?service=" + "x" * 61, HTTPStatus.UNPROCESSABLE_ENTITY)],
)
def test_a_plan_that_is_not_there_and_too_long_a_kind_are_refused(client, query, status):
    plan = 1 if query else 99
    assert client.get(f"/display/plans/{plan}/figures.json{query}").status_code == status


def test_lives_tell_what_was_open_on_an_earlier_day(client, town):
    columns = columns_of(client.get("/display/incidents.bin?lives=1"))
    moment = now() - timedelta(days=20)
    minute = (moment.timestamp() - columns["t0"]) // 60
    was_open = sum(
        reported <= minute and not (0 <= ended <= minute)
        for reported, ended in zip(columns["t"], columns["ended"], strict=True)
    )
    with town.read() as session:
        rows = session.query(Incident).filter(Incident.position.is_not(None)).all()
        truth = sum(
            row.reported_at <= moment
            and (row.status in OPEN or (row.settled_at or row.closed_at or row.reported_at) > moment)
            for row in rows
        )

    assert abs(was_open - truth) <= 1  # columns know whole minutes
    assert len(columns["due"]) == columns["n"]
    assert "ended" not in columns_of(client.get("/display/incidents.bin"))
