"""Figures on the map: areas in colours with a legend, as people choose and share them."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

READY = "() => document.documentElement.dataset.map === 'ready'"
OLD_TOWN = "433123109003"


@pytest.fixture
def the_map(page: Page, guard, address):
    """Somebody who has the sample town's map before them; call it with what follows the address."""

    def open_at(rest: str = "") -> Page:
        page.goto(f"{address}/{rest}")
        page.wait_for_function(READY)
        return page

    return open_at


def counts_in(legend) -> list[int]:
    """How many areas lie in each class."""
    return [int(text) for text in legend.locator(".class-count").all_inner_texts()]


def test_a_measure_is_chosen_and_its_legend_counts_every_grid(the_map):
    page = the_map()
    page.get_by_role("tab", name="统计").click()
    tab = page.locator("#sheet-figures")
    tab.get_by_label("按什么着色").select_option("rate")

    legend = tab.locator(".class-list")
    expect(legend).to_be_visible()
    assert sum(counts_in(legend)) == 155
    assert "fig=rate" in page.url

    tab.get_by_label("分级方法").select_option("quantiles")
    page.wait_for_function(
        "() => document.querySelectorAll('#sheet-figures .class-count')[4]?.textContent === '31'"
    )
    assert counts_in(legend) == [31] * 5

    tab.get_by_role("button", name="社区", exact=True).click()
    page.wait_for_function(
        "() => [...document.querySelectorAll('#sheet-figures .class-count')].reduce((n, e) => n + +e.textContent, 0) === 12"
    )

    tab.get_by_label("按什么着色").select_option("")
    expect(legend).to_be_hidden()
    assert "fig=" not in page.url


def test_the_figure_of_an_address_agrees_with_the_card(the_map):
    page = the_map(f"#14/27.948/109.6?fig=open&by=communities&sel=community:{OLD_TOWN}")

    card = page.locator("#inspector")
    figure = card.locator(".card-figure b")
    expect(figure).to_have_text(re.compile(r"^\d+$"))
    assert figure.inner_text() == card.locator(".tile-value").first.inner_text()
    expect(page.locator(".figure-key")).to_contain_text("未办结事件")


def test_a_mouse_over_an_area_is_told_its_distance_on_foot(the_map):
    page = the_map("#15/27.948/109.6?fig=distance")
    expect(page.locator(".figure-key .class-list")).to_be_visible()

    page.mouse.move(700, 440)
    page.mouse.move(705, 445)

    expect(page.locator(".figure-tip")).to_contain_text(re.compile(r"第\d+网格.*(米|公里|m|km)"))
    page.get_by_role("button", name="取消着色").click()
    expect(page.locator(".figure-key")).to_be_hidden()
