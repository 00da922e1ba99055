"""The booklet of all grids: every grid once, indexes that lead to it, on both engines."""

import re
from io import BytesIO

import pytest
from pypdf import PdfReader
from sqlalchemy import select, update

from layers.divisions import read_division
from layers.models import Building, Person, Plan, Street
from layers.sheets.booklet import make_booklet
from layers.sheets.making import print_booklet, unwatched
from tests.layers.test_sheets import HOSTILE, order


@pytest.fixture(scope="module")
def booklet(town):
    """The booklet of the sample town as data."""
    return data_of(town)


def data_of(database):
    """The data of a booklet."""
    with database.read() as session:
        division = read_division(session, session.scalar(select(Plan.id)))
        return make_booklet(session, division, order(), progress=unwatched).data


def printed(database):
    """The text of each page, without spaces and line ends."""
    with database.read() as session:
        division = read_division(session, session.scalar(select(Plan.id)))
        pdf = print_booklet(session, division, order()).pdf()
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_every_grid_stands_once_in_the_table_of_its_community(booklet):
    codes = [row["code"] for community in booklet["communities"] for row in community["grids"]]

    assert len(codes) == len(set(codes)) == 155
    assert all(row["leader"]["phone"] for community in booklet["communities"] for row in community["grids"])


def test_every_community_names_its_own_service_centre(booklet):
    for community in booklet["communities"]:
        assert community["centre"]["name"] == f"{community['name']}服务管理中心"


def test_the_sums_on_the_cover_are_those_of_the_tables(booklet):
    rows = [row for community in booklet["communities"] for row in community["grids"]]

    assert booklet["totals"]["grids"] == "155"
    assert booklet["totals"]["micro"] == str(sum(row["micro"] for row in rows))
    assert booklet["totals"]["households"] == f"{sum(int(row['households']) for row in rows):,}"


def test_an_index_is_in_the_order_of_a_dictionary(booklet):
    initials = [entry["initial"] for entry in booklet["leaders"]]

    assert initials == sorted(initials)
    assert len(initials) == 155


def test_a_street_on_a_border_is_found_under_the_grids_on_both_sides(booklet):
    grids = {entry["name"]: entry["grids"] for entry in booklet["places"]}

    codes = {code for group in grids["人民路"] for code in group["codes"]}

    assert {"433123109003001", "433123109003003"} <= codes


def test_the_contents_lead_to_the_page_of_each_community(town):
    pages = printed(town)

    (contents,) = (page for page in pages if page.startswith("Contents"))
    for name, number in re.findall(r"([^\d\s]{2,4}社区)1[0-9]grids(\d+)", contents):
        assert pages[int(number) - 1].startswith(name)
    assert contents.count("grids") == 12


def test_texts_of_the_table_stay_texts_in_the_booklet(own_copy_of_town):
    with own_copy_of_town.write() as session:
        session.execute(update(Person).values(name=HOSTILE, duty_phone=None))
        session.execute(update(Street).values(name=HOSTILE))
        session.execute(update(Building).where(Building.id == 1).values(name=HOSTILE))

    assert "".join(HOSTILE.split()) in "".join(printed(own_copy_of_town))
