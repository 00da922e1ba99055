"""Notice sheets: one page for each grid, with what the table knows as plain text, on both engines."""

from datetime import date
from io import BytesIO
from pathlib import Path

import numpy as np
import pytest
import segno
import shapely
from pypdf import PdfReader
from sqlalchemy import select, update

from gis.crs import metric_crs
from layers.divisions import read_division
from layers.models import Duty, Grid, Person, Plan, Role, ServicePoint, Street
from layers.sheets.errors import NoChineseFont, SheetError
from layers.sheets.frame import SCALES, bar_m, frame_around
from layers.sheets.labels import Labels, Line
from layers.sheets.making import print_sheets
from layers.sheets.sheet import Order
from layers.sheets.typeset import chinese_fonts, qr_code
from webmap.sheets import PRINTED
from webmap.texts.services import TEXTS as SERVICES

OLD_TOWN_GRID = "433123109003001"
HOSTILE = '#panic() $x$ </svg><script>"{{7*7}}\\'


def order(**changes):
    """An order of sheets in English."""
    words = {key: text._args[0] for key, text in {**SERVICES, **PRINTED}.items()}
    wanted = {
        "lang": "en",
        "words": words,
        "on": date.today(),
        "address": "https://map.example.org",
        "town": "沱江镇",
        "is_sample": True,
        "photos": Path("nowhere"),
    }
    return Order(**{**wanted, **changes})


def printing_of(database, *codes, **changes):
    """The sheets of some grids, before they are set."""
    with database.read() as session:
        division = read_division(session, session.scalar(select(Plan.id)))
        return print_sheets(session, division, [division.index[code] for code in codes], order(**changes))


def pages_of(pdf):
    """The text of each page, without spaces and line ends."""
    return ["".join(page.extract_text().split()) for page in PdfReader(BytesIO(pdf)).pages]


def test_a_sheet_tells_who_is_there_for_the_grid_and_what_is_near(town):
    with town.read() as session:
        leader = session.scalar(
            select(Person)
            .join(Duty, Duty.person_id == Person.id)
            .where(Duty.area_code == OLD_TOWN_GRID, Duty.role == Role.GRID_LEADER, Duty.until.is_(None))
        )
        name, phone, private = leader.name, leader.duty_phone, leader.private_phone

    (page,) = pages_of(printing_of(town, OLD_TOWN_GRID).pdf())

    assert OLD_TOWN_GRID in page
    assert "古城社区第01网格" in page
    assert name in page
    assert phone in page
    assert private not in page
    assert "古城社区服务管理中心" in page
    assert "Divisionno.1" in page
    assert "Scale1:" in page
    assert "madeup" in page


def test_each_grid_has_one_page_of_a4(town):
    reader = PdfReader(BytesIO(printing_of(town, OLD_TOWN_GRID, "433123109007002").pdf()))

    assert [tuple(round(float(side) / 72 * 25.4) for side in page.mediabox[2:]) for page in reader.pages] == [
        (210, 297)
    ] * 2


def test_neighbours_are_on_the_map_with_their_codes(town):
    (sheet,) = printing_of(town, OLD_TOWN_GRID).data["sheets"]

    codes = {label["text"] for label in sheet["labels"] if label["style"] == "neighbour"}

    assert "433123109003002" in codes
    assert OLD_TOWN_GRID not in codes


def test_no_name_on_the_map_touches_another(town):
    (sheet,) = printing_of(town, OLD_TOWN_GRID).data["sheets"]
    upright = [label for label in sheet["labels"] if label["angle"] == 0 and len(label["text"]) > 1]

    middles = {(label["x"], label["y"]) for label in upright}

    assert len(middles) == len(upright) > 5


def test_texts_of_the_table_stay_texts(own_copy_of_town):
    with own_copy_of_town.write() as session:
        session.execute(update(Grid).where(Grid.code == OLD_TOWN_GRID).values(name=HOSTILE))
        session.execute(update(Person).values(name=HOSTILE, duty_phone=HOSTILE))
        session.execute(update(Duty).values(keeps=HOSTILE))
        session.execute(update(Street).values(name=HOSTILE))
        session.execute(update(ServicePoint).values(name=HOSTILE, hours=HOSTILE, phone=HOSTILE))

    (page,) = pages_of(printing_of(own_copy_of_town, OLD_TOWN_GRID).pdf())

    assert page.count("".join(HOSTILE.split())) > 10


def test_a_text_without_end_is_cut_and_the_sheet_stays_one_page(own_copy_of_town):
    with own_copy_of_town.write() as session:
        session.execute(update(Grid).where(Grid.code == OLD_TOWN_GRID).values(name="长" * 5_000))
        session.execute(update(Person).values(name="W" * 5_000, duty_phone="1" * 5_000))

    assert len(pages_of(printing_of(own_copy_of_town, OLD_TOWN_GRID).pdf())) == 1


def test_a_grid_without_anybody_and_anything_says_so(own_copy_of_town):
    with own_copy_of_town.write() as session:
        session.query(Duty).delete()
        session.query(ServicePoint).delete()

    (page,) = pages_of(printing_of(own_copy_of_town, OLD_TOWN_GRID).pdf())

    assert "Nobodyisondutyhere." in page
    assert "Nomicro-gridleaderisnamed." in page
    assert "Noservicepointisknownyet." in page


def test_people_and_points_without_a_phone_are_shown_without_one(own_copy_of_town):
    with own_copy_of_town.write() as session:
        session.execute(update(Person).values(duty_phone=None))
        session.execute(update(ServicePoint).values(phone=None, hours=None, address=None))

    assert len(pages_of(printing_of(own_copy_of_town, OLD_TOWN_GRID).pdf())) == 1


def test_the_same_data_give_the_same_digest_and_others_another(town):
    first = printing_of(town, OLD_TOWN_GRID)

    assert first.digest == printing_of(town, OLD_TOWN_GRID).digest
    assert first.digest != printing_of(town, OLD_TOWN_GRID, address="https://other.example.org").digest


def test_no_grid_is_no_sheet(town):
    with pytest.raises(SheetError, match="no grid"):
        printing_of(town)


def test_the_code_leads_to_the_grid():
    assert order().page_of("a/b?c") == "https://map.example.org/g/a%2Fb%3Fc"


def test_the_picture_of_a_code_holds_its_modules():
    address = "https://map.example.org/g/1"

    drawn = qr_code(address).decode()

    assert segno.make(address, error="m", micro=False).svg_inline(scale=4, border=0, dark="#1c2027") == drawn


def test_an_address_that_fits_no_code_is_refused_in_words():
    with pytest.raises(SheetError, match="too long"):
        qr_code("https://map.example.org/" + "a" * 5_000)


def test_without_a_chinese_font_it_says_which_package_to_install():
    with pytest.raises(NoChineseFont, match="fonts-noto-cjk"):
        chinese_fonts(["Libertinus Serif", "DejaVu Sans Mono"], "zh-Hans")


def test_traditional_chinese_is_set_in_its_own_forms():
    assert chinese_fonts(["Noto Sans CJK SC", "Noto Sans CJK TC"], "zh-Hant")[0] == "Noto Sans CJK TC"


@pytest.mark.parametrize("side_degrees", [0.001, 0.01, 0.1])
def test_a_map_is_at_a_round_scale_and_has_room_around_the_grid(side_degrees):
    grid = shapely.box(109.6, 27.95, 109.6 + side_degrees, 27.95 + side_degrees)

    frame = frame_around(grid, metric_crs(109.6, 27.95), 186, 135)

    west, north, east, south = shapely.bounds(frame.on_paper(np.array([grid], dtype=object))[0])
    assert frame.scale in SCALES
    assert west > 0
    assert north > 0
    assert east < 186
    assert south < 135


def test_a_scale_bar_has_a_round_length_that_fits():
    assert (bar_m(2500, 40), bar_m(5000, 40), bar_m(10_000, 19)) == (100, 200, 100)


def test_a_name_is_set_along_its_street_and_never_upside_down():
    labels = Labels(shapely.box(0, 0, 100, 100))

    labels.put_along(Line("人民路", shapely.LineString([(90, 50), (10, 30)]), 9, 0), "street")

    (label,) = labels.placed
    assert label.angle == pytest.approx(14.0, abs=0.1)


def test_chinese_stands_upright_along_a_steep_street_from_the_top_down():
    labels = Labels(shapely.box(0, 0, 100, 100))

    labels.put_along(Line("人民路", shapely.LineString([(50, 90), (52, 10)]), 9, 0), "street")

    assert [(label.text, label.angle) for label in labels.placed] == [("人", 0.0), ("民", 0.0), ("路", 0.0)]
    assert sorted(labels.placed, key=lambda label: label.y) == labels.placed


def test_a_street_that_is_too_short_or_too_bent_stays_without_a_name():
    labels = Labels(shapely.box(0, 0, 100, 100))

    labels.put_along(Line("人民路", shapely.LineString([(50, 50), (54, 50)]), 9, 0), "street")
    zigzag = [(10 + at, 50 + 4 * (at % 2)) for at in range(60)]
    labels.put_along(Line("人民路", shapely.LineString(zigzag), 9, 0), "street")

    assert labels.placed == []
