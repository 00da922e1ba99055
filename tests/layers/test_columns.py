"""Incidents in columns: read from either database, packed into bytes, and known again after nothing was written."""

import json
from datetime import timedelta

import numpy as np
import pytest
from sqlalchemy import select, update

from layers.clock import now
from layers.columns import SCALE_DEGREES, at_moment, incident_columns, packed
from layers.lifecycle import is_overdue
from layers.models import Assignment, Incident, ItemKind

# What tests/js/packed.test.js reads.
PACKED = (
    "420000007b226e223a322c226772696473223a5b22e7bd91e6a0bc225d2c22636f6c756d6e73223a5b5b226964222c226934225d2c"
    "5b22737461747573222c227531225d5d7de8e703ff00ff00ff0709"
)


def test_columns_are_packed_as_the_browser_reads_them():
    columns = {
        "n": 2,
        "grids": ["网格"],
        "id": np.array([1000, -25], dtype=np.int32),
        "status": np.array([7, 9], dtype=np.uint8),
    }

    assert packed(columns).hex() == PACKED


def test_every_incident_says_in_columns_what_it_says_by_itself(town):
    moment = now()
    with town.read() as session:
        columns = at_moment(
            incident_columns(session, moment - timedelta(days=30), moment + timedelta(days=1)), moment
        )
        grids = dict(
            session.execute(
                select(Assignment.item_id, Assignment.grid_code).where(
                    Assignment.item_kind == ItemKind.INCIDENT, Assignment.closed_at.is_(None)
                )
            ).all()
        )
        incidents = [session.get_one(Incident, int(found)) for found in columns["id"]]

    assert columns["n"] == len(incidents) > 1000
    for at, incident in enumerate(incidents):
        reported_s = columns["t0"] + 60 * int(columns["t"][at])
        grid = int(columns["grid"][at])
        assert columns["statuses"][columns["status"][at]] == incident.status
        assert columns["categories"][columns["category"][at]] == incident.category_code
        assert (None if grid < 0 else columns["grids"][grid]) == grids[incident.id]
        assert 0 <= incident.reported_at.timestamp() - reported_s < 60
        assert bool(columns["overdue"][at]) == is_overdue(incident, moment)
    assert columns["overdue"].any()


def test_what_is_due_tomorrow_is_overdue_the_day_after(town):
    moment = now()
    with town.read() as session:
        columns = incident_columns(session, moment - timedelta(days=90), moment, only_open=True)

    later = at_moment(columns, moment + timedelta(days=1000))["overdue"]
    assert later.sum() > at_moment(columns, moment)["overdue"].sum()
    assert later.all()


def test_no_incidents_are_columns_without_rows(town):
    moment = now()
    with town.read() as session:
        columns = at_moment(
            incident_columns(session, moment + timedelta(days=1), moment + timedelta(days=2)), moment
        )

    body = packed(columns)
    head = json.loads(body[4 : 4 + int.from_bytes(body[:4], "little")])
    assert head["n"] == 0
    assert len(body) == 4 + int.from_bytes(body[:4], "little")


def test_places_are_kept_to_the_unit(town):
    moment = now()
    with town.read() as session:
        columns = incident_columns(session, moment - timedelta(days=9), moment)

    lons = columns["lon0"] + columns["x"] * SCALE_DEGREES
    assert lons.min() == pytest.approx(109.6, abs=0.1)


def test_the_database_is_another_one_after_a_write_and_only_then(own_copy_of_town):
    database = own_copy_of_town
    before = database.version()
    with database.read() as session:
        session.execute(select(Incident.id).limit(1)).all()
    assert database.version() == before

    with database.write() as session:
        session.execute(update(Incident).where(Incident.id == 1).values(text="changed"))

    assert database.version() != before
