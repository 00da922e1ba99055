"""Sheets over HTTP: PDF, kept, one at a time; and the address that their codes lead to."""

from io import BytesIO

import pytest
from pypdf import PdfReader

from app import read_settings

OLD_TOWN_GRID = "433123109003001"
SHEET = f"/sheets/{OLD_TOWN_GRID}.pdf"


def test_a_sheet_is_a_pdf_that_a_browser_need_not_fetch_twice(client):
    first = client.get(SHEET)
    again = client.get(SHEET, headers={"If-None-Match": first.headers["ETag"]})

    assert first.mimetype == "application/pdf"
    assert len(PdfReader(BytesIO(first.data)).pages) == 1
    assert again.status_code == 304


def test_a_community_gets_all_its_sheets_in_one_file(client):
    grids = len(client.get("/api/communities/433123109012").json["grids"])

    answer = client.get("/sheets/communities/433123109012.pdf")

    assert len(PdfReader(BytesIO(answer.data)).pages) == grids


@pytest.mark.parametrize("address", ["/sheets/1.pdf", "/sheets/communities/1.pdf", "/g/1"])
def test_what_is_not_in_the_division_is_not_found(client, address):
    answer = client.get(address)

    assert answer.status_code == 404
    assert answer.mimetype == "application/problem+json"


def test_a_printed_code_leads_to_the_map_with_the_card_of_the_grid(client):
    answer = client.get(f"/g/{OLD_TOWN_GRID}")

    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/#1")
    assert answer.headers["Location"].endswith(f"?sel=grid:{OLD_TOWN_GRID}")


def test_while_other_pages_are_set_one_is_asked_to_come_again(app, client, monkeypatch):
    monkeypatch.setattr("webmap.pages.handouts._WAIT_S", 0)
    with app.extensions["store"].press:
        answer = client.get(SHEET)

    assert answer.status_code == 503
    assert "Retry-After" in answer.headers


def test_a_town_that_is_not_open_keeps_its_sheets(town, make_app):
    closed = make_app(town, PUBLIC_READ=False).test_client()

    assert closed.get(SHEET).status_code == 401
    assert closed.get(f"/g/{OLD_TOWN_GRID}").status_code == 401


def test_a_public_address_goes_without_the_slash_at_its_end(monkeypatch):
    monkeypatch.setenv("PUBLIC_URL", "https://map.example.org/")

    assert read_settings()["PUBLIC_URL"] == "https://map.example.org"


@pytest.mark.parametrize(
    "address", ["map.example.org", "javascript:alert(1)", "https://", "https://a.org/?b"]
)
def test_a_public_address_that_is_none_ends_with_a_sentence(monkeypatch, address):
    monkeypatch.setenv("PUBLIC_URL", address)

    with pytest.raises(SystemExit, match="PUBLIC_URL"):
        read_settings()
