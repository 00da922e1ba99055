"""Sheets to print, from the page: the card of a grid and the tab to share lead to them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser

OLD_TOWN_GRID = "433123109003001"
SHEET = f"/sheets/{OLD_TOWN_GRID}.pdf"


def test_a_printed_code_opens_the_grid_and_its_card_leads_to_the_sheet(page: Page, guard, address):
    page.goto(f"{address}/g/{OLD_TOWN_GRID}")
    page.wait_for_function(READY)

    card = page.locator("#inspector")
    expect(card).to_contain_text(OLD_TOWN_GRID)
    expect(card.get_by_role("link", name="网格公示牌")).to_have_attribute("href", SHEET)

    page.get_by_role("tab", name="分享").click()
    links = page.locator("#sheet-share .share-sheets")
    expect(links.get_by_role("link", name="古城社区第01网格公示牌")).to_have_attribute("href", SHEET)
    expect(links.get_by_role("link", name="古城社区全部公示牌")).to_be_visible()
    answer = page.request.get(f"{address}{SHEET}")
    assert answer.headers["content-type"] == "application/pdf"

    page.keyboard.press("Escape")
    expect(links).to_contain_text("选中一个网格或社区")
