"""`flask sheets`: which sheets are written where."""

import pytest
from pypdf import PdfReader

from tests.commands.town_desk import Desk

OLD_TOWN_GRID = "433123109003001"


@pytest.fixture
def onlooker(town, make_app, tmp_path):
    """The desk of a sample town that is only looked at, reached under an address of its own."""
    app = make_app(town, PUBLIC_URL="https://map.example.org")
    return Desk(app.test_cli_runner(), town, tmp_path)


def texts_in(path):
    """The text of each page."""
    return [page.extract_text() for page in PdfReader(path).pages]


def test_one_grid_is_one_page_in_the_language_asked_for(onlooker):
    out = onlooker.folder / "sheet.pdf"

    onlooker.do("sheets", out, "--grid", OLD_TOWN_GRID, "--lang", "zh-Hant")

    (text,) = texts_in(out)
    assert OLD_TOWN_GRID in text
    assert "網格長" in text


def test_a_folder_gets_a_file_for_each_grid(onlooker):
    out = onlooker.folder / "sheets"

    onlooker.do("sheets", out, "--grid", OLD_TOWN_GRID, "--grid", "433123109003002")

    assert sorted(file.name for file in out.iterdir()) == [f"{OLD_TOWN_GRID}.pdf", "433123109003002.pdf"]


def test_without_a_public_address_it_says_where_the_codes_lead(town, make_app, tmp_path):
    desk = Desk(make_app(town).test_cli_runner(), town, tmp_path)

    told = desk.do("sheets", tmp_path / "sheet.pdf", "--grid", OLD_TOWN_GRID)

    assert "PUBLIC_URL is not set" in told


@pytest.mark.parametrize(
    ("asked", "told"),
    [
        (["--grid", "1"], "no grid 1"),
        (["--community", "1"], "no community 1"),
        (["--on", "1999-01-01"], "No plan was in force on 1999-01-01"),
    ],
)
def test_what_is_not_there_is_said_in_words(onlooker, asked, told):
    assert told in onlooker.refuse("sheets", onlooker.folder / "sheet.pdf", *asked)


def test_a_folder_that_is_not_there_is_said_in_words(onlooker):
    out = onlooker.folder / "nowhere" / "sheet.pdf"

    assert "There is no folder" in onlooker.refuse("sheets", out, "--grid", OLD_TOWN_GRID)


def test_a_town_without_a_plan_has_no_sheets(desk):
    assert "No plan is in force yet" in desk.refuse("sheets", desk.folder / "sheet.pdf")


def test_an_own_town_without_people_or_base_layers_has_sheets(desk):
    desk.publish("aab acb")

    desk.do("sheets", desk.folder / "sheets.pdf")

    assert len(texts_in(desk.folder / "sheets.pdf")) == 3


def test_a_booklet_holds_the_table_of_every_community(onlooker):
    out = onlooker.folder / "booklet.pdf"

    onlooker.do("sheets", "--booklet", out)

    text = "".join(texts_in(out))
    assert "433123109001001" in text
    assert "433123109012001" in text


def test_a_booklet_is_of_all_grids(onlooker):
    told = onlooker.refuse("sheets", "--booklet", onlooker.folder / "b.pdf", "--grid", OLD_TOWN_GRID)

    assert "A booklet holds all grids" in told
