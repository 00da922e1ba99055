"""A sheet to print: a frame on the map, a picture and a document at a true scale."""

import io
import re
from math import hypot

import pypdf
import pytest
from PIL import Image, ImageChops
from playwright.sync_api import Page, expect
from pyproj import Transformer

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser

HERE = (109.6, 27.95)
EAST = (109.602, 27.95)
NORTH = (109.6, 27.9515)
SCALE = 2500
DPI = 300
METRIC = Transformer.from_crs(4326, 4546, always_xy=True)


@pytest.fixture
def the_sheet(page: Page, guard, address) -> Page:
    """Somebody who has the sample town before them and chose A4 at 1:2,500."""
    page.goto(f"{address}/#17/27.95/109.6")
    page.wait_for_function(READY)
    page.get_by_role("tab", name="分享").click()
    page.get_by_text("选纸张、比例尺和范围").click()
    page.get_by_label("比例尺").select_option(str(SCALE))
    expect(page.locator(".sheet-frame")).to_contain_text("1:2,500")
    return page


def saved(page: Page, button: str) -> tuple[str, bytes]:
    """Press a button and take the file that it gives: its name and content."""
    with page.expect_download() as download:
        page.get_by_role("button", name=button).click()
    return download.value.suggested_filename, download.value.path().read_bytes()


def picture(page: Page) -> Image.Image:
    _, png = saved(page, "图片（PNG）")
    return Image.open(io.BytesIO(png)).convert("RGB").copy()


def ringed(page: Page, place: tuple[float, float]) -> Image.Image:
    """A picture with a ring about a place, which is selected."""
    page.evaluate(f"() => (location.hash = '#17/27.95/109.6?sel=place:{place[0]},{place[1]}')")
    expect(page.locator("#inspector")).to_be_visible()
    return picture(page)


def test_a_ruler_on_the_picture_tells_the_metres_on_the_ground(the_sheet):
    at_first, to_the_east, to_the_north = (ringed(the_sheet, place) for place in (HERE, EAST, NORTH))

    assert at_first.size == (3508, 2480)
    for other, place in ((to_the_east, EAST), (to_the_north, NORTH)):
        left, top, right, bottom = ImageChops.difference(at_first, other).getbbox()
        pixels = abs((right - left) - (bottom - top))  # both rings are as wide as high
        here, there = METRIC.transform(*HERE), METRIC.transform(*place)
        ground_m = hypot(there[0] - here[0], there[1] - here[1])
        assert pixels / DPI * 0.0254 * SCALE == pytest.approx(ground_m, rel=0.005)


def test_the_picture_says_its_resolution_and_its_name_town_scale_and_day(the_sheet):
    name, png = saved(the_sheet, "图片（PNG）")

    assert re.fullmatch(r"沱江镇_1-2500_\d{4}-\d\d-\d\d\.png", name)
    assert Image.open(io.BytesIO(png)).info["dpi"] == pytest.approx((DPI, DPI), abs=0.01)
    expect(the_sheet.get_by_text("已生成")).to_be_visible()


def test_the_document_is_one_page_of_the_paper_chosen_and_says_what_it_is(the_sheet):
    the_sheet.locator("#sheet-share select").first.select_option("a3")
    the_sheet.get_by_role("button", name="纵向").click()
    the_sheet.get_by_label("图名").fill("Sheet for the duty room")
    _, pdf = saved(the_sheet, "文档（PDF）")

    document = pypdf.PdfReader(io.BytesIO(pdf))
    (sheet,) = document.pages
    assert [float(side) / 72 * 25.4 for side in sheet.mediabox[2:]] == pytest.approx([297, 420], abs=0.01)
    assert document.metadata.title == "Sheet for the duty room"
    assert "1:2,500" in document.metadata.subject
    assert "Sheet for the duty room" in sheet.extract_text()
    assert "1:2,500" in sheet.extract_text()


def test_the_frame_is_moved_by_mouse_and_by_keys_and_goes_with_the_tab(the_sheet):
    frame = the_sheet.locator(".sheet-frame")
    the_sheet.wait_for_timeout(600)  # until the map has come to rest about the frame
    before = frame.bounding_box()
    x, y = before["x"] + 40, before["y"] + 40
    the_sheet.mouse.move(x, y)
    the_sheet.mouse.down()
    the_sheet.mouse.move(x + 60, y + 30, steps=4)
    the_sheet.mouse.up()
    dragged = frame.bounding_box()
    frame.press("Shift+ArrowLeft")
    pushed = frame.bounding_box()

    assert (dragged["x"] - before["x"], dragged["y"] - before["y"]) == pytest.approx((60, 30), abs=1)
    assert pushed["x"] - dragged["x"] == pytest.approx(-64, abs=1)

    the_sheet.get_by_role("tab", name="图层").click()
    expect(frame).to_be_hidden()


def test_paper_is_light_even_when_the_screen_is_dark(the_sheet):
    light = picture(the_sheet)
    the_sheet.emulate_media(color_scheme="dark")
    the_sheet.wait_for_timeout(300)  # until the screen is dark
    dark = picture(the_sheet)

    assert ImageChops.difference(light, dark).getbbox() is None
