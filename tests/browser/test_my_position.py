"""Where I am, on a phone whose signal comes and goes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser

HERE = {"latitude": 27.95, "longitude": 109.6}


def test_a_lost_signal_keeps_the_last_position_and_a_better_one_is_said(page: Page, guard, address):
    page.context.grant_permissions(["geolocation"])
    page.context.set_geolocation({**HERE, "accuracy": 80})
    page.goto(f"{address}/")
    page.wait_for_function(READY)
    card, button = page.locator("#inspector"), page.locator("#locate-me")
    button.click()
    expect(card).to_contain_text("定位精度 80")

    page.context.set_geolocation(None)
    expect(page.get_by_text("暂时无法定位")).to_be_visible()
    expect(card).to_contain_text("定位精度 80")
    expect(button).to_have_attribute("aria-pressed", "true")

    page.context.set_geolocation({**HERE, "accuracy": 20})
    expect(card).to_contain_text("定位精度 20")
