"""The commands around a town: founding it, its tables, its plans, publishing, the sample."""

import os
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from datetime import date
from pathlib import Path

import pytest
from shapely import Point
from sqlalchemy import func, select

from gis.crs import snap
from layers.models import Community, Incident, Plan, PlanStatus
from layers.plans import draft_plan
from layers.rows import insert_rows
from layers.towns import found_town
from tests.gis.drawing import corner, drawn

ROOT = Path(__file__).parents[2]


@pytest.fixture
def flask(database, make_app):
    """Run a command over an empty database."""
    runner = make_app(database).test_cli_runner()
    return lambda *arguments: runner.invoke(args=[str(argument) for argument in arguments])


def put_draft(database, drawing):
    """A draft in an own town; gives its id."""
    grids = [
        {"code": code, "name": code, "kind": "basic", "community_code": "1", "geom": snap(polygon)}
        for code, polygon in zip(*drawing, strict=True)
    ]
    with database.write() as session:
        if session.scalar(select(func.count()).select_from(Community)) == 0:
            found_town(session, "100", "Own")
            insert_rows(session, Community, [{"code": "1", "name": "One"}])
        return draft_plan(session, "drawn", grids).id


def test_a_town_is_founded_once(flask):
    assert flask("town", "new", "--code", "100", "--name", "Own").exit_code == 0

    again = flask("town", "new", "--code", "200", "--name", "Other")
    assert again.exit_code == 1
    assert "already holds the town 100 Own" in again.stderr


@pytest.mark.parametrize(("code", "name"), [("1; 2", "Own"), ("", "Own"), ("1", " ")])
def test_a_town_needs_a_code_of_digits_or_letters_and_a_name(flask, code, name):
    assert flask("town", "new", "--code", code, "--name", name).exit_code == 1


def test_the_sample_is_never_put_on_an_own_town(flask):
    flask("town", "new", "--code", "100", "--name", "Own")

    refused = flask("sample", "--load")

    assert refused.exit_code == 1
    assert "already holds" in refused.stderr


def test_an_own_town_is_never_put_on_the_sample(own_copy_of_town, make_app):
    refused = (
        make_app(own_copy_of_town)
        .test_cli_runner()
        .invoke(args=["town", "new", "--code", "1", "--name", "A"])
    )

    assert refused.exit_code == 1
    assert "already holds the sample town" in refused.stderr


def test_plans_are_listed_with_what_to_do_when_there_are_none(flask, database):
    assert "flask load grids" in flask("plans").stdout

    put_draft(database, drawn("ab"))

    assert "draft" in flask("plans").stdout


def test_publishing_prints_its_receipt(flask, database):
    plan = put_draft(database, drawn("ab"))

    published = flask("publish", plan, "--from", "2026-01-01")

    assert published.exit_code == 0, published.output
    assert "in force as number 1" in published.stdout
    with database.read() as session:
        row = session.get_one(Plan, plan)
        assert (row.status, row.effective_from) == (PlanStatus.PUBLISHED, date(2026, 1, 1))


def test_a_plan_with_a_gap_is_not_published_and_the_place_is_told(flask, database):
    whole = drawn("aa aa")
    hole = Point(corner(1, 1)).buffer(1e-4)
    plan = put_draft(database, whole.where("a", whole["a"].difference(hole)))

    refused = flask("publish", plan)

    assert refused.exit_code == 1
    assert "gap" in refused.stderr
    with database.read() as session:
        assert session.get_one(Plan, plan).status == PlanStatus.DRAFT


@pytest.mark.parametrize("plan", ["99", "9" * 30, "²", "x", "1; DROP TABLE plan"])
def test_an_unknown_plan_is_refused(flask, database, plan):
    put_draft(database, drawn("ab"))

    refused = flask("publish", plan)

    assert refused.exit_code == 1
    assert "There is no plan" in refused.stderr


def test_a_plan_cannot_begin_tomorrow(flask, database):
    plan = put_draft(database, drawn("ab"))

    assert flask("publish", plan, "--from", "2199-01-01").exit_code == 1


def test_every_command_has_help(flask):
    for command in (
        "assign",
        "check",
        "db",
        "export",
        "load",
        "plans",
        "publish",
        "sample",
        "serve",
        "town",
        "first-steps",
    ):
        answered = flask(command, "--help")
        assert answered.exit_code == 0
        assert "Usage" in answered.stdout


def test_a_database_without_tables_says_what_to_run(tmp_path):
    done = run_flask("plans", DATA_DIR=str(tmp_path))

    assert done.returncode == 1
    assert "flask db upgrade" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "settings", [{"PORT": "many"}, {"TIMEZONE": "Nowhere/Land"}, {"PUBLIC_READ": "perhaps"}]
)
def test_a_setting_that_makes_no_sense_is_named(settings, tmp_path):
    done = run_flask("plans", DATA_DIR=str(tmp_path), **settings)

    assert done.returncode != 0
    assert "setting" in done.stderr
    assert "Traceback" not in done.stderr


def run_flask(*arguments, **settings):
    """A command in a process of its own."""
    return subprocess.run(
        [sys.executable, "-m", "flask", *arguments],
        cwd=ROOT,
        env=os.environ | settings,
        capture_output=True,
        text=True,
        check=False,
    )


def test_serving_loads_the_sample_town_once_and_answers(tmp_path):
    """What `make run` does, twice."""
    for said in ("Loading the sample town", ""):
        printed = served(tmp_path, "serve", "--sample-if-empty")
        assert said in printed
    assert "Loading" not in printed
    assert "/first-steps?permit=" not in printed


def served(folder, *command):
    """Serve what lies in a folder until it answers; gives what was printed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    process = subprocess.Popen(
        [sys.executable, "-m", "flask", *command],
        cwd=ROOT,
        env=os.environ | {"DATA_DIR": str(folder), "PORT": str(port)},
        stdout=subprocess.PIPE,
        text=True,
    )
    try:
        assert healthy(f"http://127.0.0.1:{port}/healthz")
    finally:
        process.terminate()
        printed, _ = process.communicate()
    assert f"http://127.0.0.1:{port}/" in printed
    return printed


def healthy(url):
    """Whether the address answers 200 within two minutes."""
    deadline = time.monotonic() + 120
    while time.monotonic() < deadline:
        try:
            with urllib.request.urlopen(url, timeout=2) as answer:
                return answer.status == 200
        except (urllib.error.URLError, OSError):
            time.sleep(0.1)
    return False


def test_serving_an_own_town_makes_a_secret_and_prints_the_link_to_set_it_up(tmp_path):
    run_flask("town", "new", "--code", "1", "--name", "A", DATA_DIR=str(tmp_path))

    printed = served(tmp_path, "serve")

    assert "/first-steps?permit=" in printed
    assert len((tmp_path / "secret-key").read_text()) == 64


def test_the_sample_town_fills_every_day_of_ninety(town):
    with town.read() as session:
        days = session.scalar(select(func.count(func.distinct(func.date(Incident.reported_at)))))

    assert days >= 90
