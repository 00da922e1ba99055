"""The language, light and dark, dates in the page's language, and the map on paper."""

import io
import re

import pytest
from playwright.sync_api import expect
from pypdf import PdfReader

from tests.browser.conftest import READY

PAPER = "() => getComputedStyle(document.documentElement).getPropertyValue('--map-paper').trim()"
A4_LANDSCAPE_PT = (842, 595)


@pytest.fixture
def the_map(page, guard, address):
    """The map, when everything is there."""
    page.goto(address)
    page.wait_for_function(READY)
    return page


def test_dark_is_chosen_once_and_remembered(the_map):
    light = the_map.evaluate(PAPER)
    the_map.get_by_text("语言与外观").click()
    the_map.get_by_role("button", name="深色").click()

    assert the_map.evaluate(PAPER) != light
    the_map.reload()
    assert the_map.evaluate(PAPER) != light
    expect(the_map.locator("html")).to_have_attribute("data-theme", "dark")
    assert the_map.locator("meta[name=theme-color]").get_attribute("content") == the_map.evaluate(PAPER)


def test_as_the_device_follows_the_device(the_map):
    the_map.emulate_media(color_scheme="dark")
    expect(the_map.locator("html")).to_have_attribute("data-theme", "dark")
    the_map.emulate_media(color_scheme="light")
    expect(the_map.locator("html")).to_have_attribute("data-theme", "light")


def test_another_language_keeps_the_view(the_map):
    the_map.get_by_role("switch", name="违法建筑").uncheck()
    the_map.wait_for_url(re.compile("off=illegal_structures"))
    the_map.locator("#preferences summary").press("Enter")
    the_map.get_by_role("link", name="繁體中文").click()
    the_map.wait_for_function(READY)

    expect(the_map.locator("html")).to_have_attribute("lang", "zh-Hant")
    assert "off=illegal_structures" in the_map.url
    expect(the_map.get_by_role("switch", name="違法建築")).not_to_be_checked()


def test_escape_closes_the_preferences_and_nothing_else(the_map):
    fold = the_map.locator("#preferences")
    fold.locator("summary").press("Enter")
    expect(fold).to_have_attribute("open", "")
    fold.get_by_role("link", name="English").press("Escape")

    expect(fold).not_to_have_attribute("open", "")
    expect(fold.locator("summary")).to_be_focused()


def test_a_day_is_written_in_the_language_of_the_page(page, guard, address):
    page.goto(f"{address}/?lang=en#?since=2026-03-05&until=2026-04-01")
    page.wait_for_function(READY)
    page.get_by_role("tab", name="Filters").click()

    words = page.locator(".date-words")
    expect(words).to_have_text(["Mar 5, 2026", "Apr 1, 2026"])
    since = page.get_by_role("textbox", name="From")
    assert since.get_attribute("max") == "2026-04-01"
    since.fill("2026-03-20")
    expect(words.first).to_have_text("Mar 20, 2026")


def test_the_map_is_printed_on_one_sheet_with_title_legend_and_plan(the_map):
    pdf = PdfReader(io.BytesIO(the_map.pdf(prefer_css_page_size=True)))

    [sheet] = pdf.pages
    assert tuple(round(float(side)) for side in sheet.mediabox[2:]) == A4_LANDSCAPE_PT
    text = " ".join(sheet.extract_text().split())
    for words in ("沱江镇", "待受理", "已核实", "虚构"):
        assert words in text
    assert "语言与外观" not in text
