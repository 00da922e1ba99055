"""What every answer keeps to: problem bodies, headers, the OpenAPI document, and who may look."""

from http import HTTPStatus

import pytest
from openapi_spec_validator import validate
from sqlalchemy import update

from app import SETTINGS
from layers.models import Town
from layers.towns import found_town


def test_healthz_is_ok_once_the_town_is_there(client, database, make_app):
    assert client.get("/healthz").status_code == HTTPStatus.OK

    assert make_app(database).test_client().get("/healthz").status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_the_openapi_document_is_valid_and_3_1(client):
    document = client.get("/api/openapi.json").json

    assert document["openapi"].startswith("3.1")
    validate(document)
    assert "/api/locate" in document["paths"]


def test_every_api_route_is_in_the_document(app, client):
    documented = client.get("/api/openapi.json").json["paths"]
    served = {
        rule.rule.replace("<int:", "{").replace("<", "{").replace(">", "}")
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/") and rule.rule != "/api/openapi.json"
    }

    assert served <= documented.keys()


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404),
        ("/api/plans/x", 404),
        ("/api/incidents?bbox=1,2", 422),
        ("/api/incidents?limit=0", 422),
    ],
)
def test_errors_are_problem_bodies(client, path, status):
    response = client.get(path)

    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert response.json["status"] == status
    assert response.json["title"]


def test_an_error_of_ours_does_not_tell_its_text(client, app, monkeypatch, caplog):
    def fail(*_):
        raise RuntimeError("the inner workings")

    monkeypatch.setattr("webmap.api.plans.list_plans", fail)

    response = client.get("/api/plans")

    assert response.status_code == HTTPStatus.INTERNAL_SERVER_ERROR
    assert "inner workings" not in response.get_data(as_text=True)
    assert "inner workings" in caplog.text


def test_pages_allow_only_scripts_of_this_answer(client):
    policies = [client.get("/").headers["Content-Security-Policy"] for _ in range(2)]

    assert policies[0] != policies[1]
    assert all("unsafe" not in policy for policy in policies)
    assert all("worker-src 'self'" in policy for policy in policies)


@pytest.fixture
def own_town(database):
    """An own, empty town."""
    with database.write() as session:
        found_town(session, "100", "Own")
    return database


def test_an_own_town_is_not_served_with_the_default_secret(own_town, make_app):
    client = make_app(own_town).test_client()

    assert client.get("/api/plans").status_code == HTTPStatus.SERVICE_UNAVAILABLE


def test_an_own_town_is_closed_until_it_is_opened(own_town, make_app):
    closed = make_app(own_town, SECRET_KEY="s").test_client()
    opened = make_app(own_town, SECRET_KEY="s", PUBLIC_READ=True).test_client()

    assert closed.get("/api/plans").status_code == HTTPStatus.UNAUTHORIZED
    assert opened.get("/api/plans").status_code == HTTPStatus.OK


def test_a_sample_town_can_be_closed(town, make_app):
    client = make_app(town, PUBLIC_READ=False).test_client()

    assert client.get("/api/plans").status_code == HTTPStatus.UNAUTHORIZED


def test_a_town_without_a_plan_still_has_a_page(own_town, make_app):
    client = make_app(own_town, SECRET_KEY="s", PUBLIC_READ=True).test_client()

    assert client.get("/").status_code == HTTPStatus.OK


def test_a_change_of_base_layers_changes_their_urls(own_copy_of_town, make_app):
    client = make_app(own_copy_of_town).test_client()
    assert b"/display/base/1/" in client.get("/").data

    with own_copy_of_town.write() as session:
        session.execute(update(Town).values(base_version=2))

    assert b"/display/base/2/" in client.get("/").data


def test_every_setting_is_in_the_operating_guide(app):
    from pathlib import Path

    guide = (Path(__file__).parents[2] / "docs" / "operating.md").read_text()

    for name, setting in SETTINGS.items():
        assert f"| `{name}` | {setting.default} | {setting.meaning} |" in guide


def test_somebody_before_a_browser_gets_a_page_and_a_program_a_problem_body(client):
    person = client.get("/nowhere?lang=en", headers={"Accept": "text/html"})
    program = client.get("/api/nowhere", headers={"Accept": "text/html"})

    assert (person.status_code, person.mimetype) == (404, "text/html")
    assert "There is no such page here." in person.get_data(as_text=True)
    assert (program.status_code, program.mimetype) == (404, "application/problem+json")


def test_a_closed_town_says_so_on_a_page_in_chinese(own_town, make_app):
    client = make_app(own_town, SECRET_KEY="s").test_client()

    page = client.get("/", headers={"Accept": "text/html", "Accept-Language": "zh-CN"})

    assert page.status_code == HTTPStatus.UNAUTHORIZED
    assert "未对公众开放" in page.get_data(as_text=True)


def test_a_body_without_end_is_refused(client):
    response = client.post("/api/locate", data=b"[" * 17_000_000, content_type="application/json")

    assert response.status_code == HTTPStatus.REQUEST_ENTITY_TOO_LARGE


def test_every_operation_tells_its_answer_and_its_problems(client):
    document = client.get("/api/openapi.json").json

    for path, operations in document["paths"].items():
        for operation in operations.values():
            assert {"200", "401", "404", "422", "503"} <= operation["responses"].keys(), path


def test_an_own_town_is_healthy_before_it_has_a_division(own_town, make_app):
    client = make_app(own_town, SECRET_KEY="s", PUBLIC_READ=True).test_client()

    assert client.get("/healthz").status_code == HTTPStatus.OK
