"""Figures on the map: areas in colours with a legend, as people choose and share them."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser

OLD_TOWN = "433123109003"


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


def test_days_are_stepped_through_and_the_filters_come_back(the_map):
    page = the_map("#14/27.948/109.6?fig=open")
    page.get_by_role("tab", name="统计").click()
    page.get_by_role("button", name="逐日查看事件").click()
    bar = page.get_by_role("region", name="逐日查看")
    slider = bar.get_by_role("slider")
    expect(slider).to_have_attribute("aria-valuetext", re.compile(r"\d+日.*件事件"))
    assert slider.get_attribute("max") == "89"

    slider.focus()
    page.keyboard.press("Home")
    expect(slider).to_have_value("0")
    page.keyboard.press("ArrowRight")
    expect(slider).to_have_value("1")
    bar.get_by_role("button", name="前一天").click()
    expect(slider).to_have_value("0")
    bar.get_by_role("button", name="播放").click()
    expect(slider).to_have_value("2", timeout=5000)
    bar.get_by_role("button", name="暂停").click()

    bar.get_by_role("button", name="7 天").click()
    assert "window=7" in page.url
    bar.get_by_role("button", name="返回全部日期").click()
    expect(bar).to_be_hidden()
    assert "day=" not in page.url
    assert "fig=open" in page.url


def test_a_day_that_the_filters_do_not_reach_becomes_the_nearest_one(the_map):
    page = the_map("#14/27.948/109.6?fig=open&day=2001-02-03")

    expect(page.get_by_role("slider", name="日期")).to_have_value("0")
    page.wait_for_function("() => !location.hash.includes('2001')")
    assert "day=20" in page.url


def test_heat_has_a_legend_with_its_radius(the_map):
    page = the_map("#14/27.948/109.6?heat=1")

    key = page.locator(".figure-key")
    expect(key).to_contain_text("200米")
    expect(key).to_contain_text("平方公里")


def test_the_largest_rise_leads_to_its_grid(the_map):
    page = the_map("#14/27.948/109.6?fig=change&periods=month")
    page.get_by_role("tab", name="统计").click()
    table = page.locator(".change-table")
    expect(table).to_be_visible()
    rows = table.locator("tbody").first.locator("tr").filter(has=page.locator("td"))
    before, now, change = (
        int(text.replace("+", "")) for text in rows.first.locator("td").all_inner_texts()[1:]
    )
    assert now - before == change > 0

    name = rows.first.get_by_role("button").inner_text()
    rows.first.get_by_role("button").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#inspector")).to_contain_text(name)
    expect(page.locator("#inspector .card-figure")).to_contain_text(f"+{change}")


def test_on_a_phone_the_slider_covers_neither_the_dock_nor_the_buttons(browser, address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, locale="zh-CN", is_mobile=True, has_touch=True
    )
    page = context.new_page()
    page.goto(f"{address}/#14/27.948/109.6?fig=rate&day=2026-01-01")
    page.wait_for_function(READY)
    expect(page.get_by_role("slider")).to_be_visible()
    page.wait_for_function("() => document.querySelector('.figure-key .class-list')")

    boxes = {
        name: page.locator(name).bounding_box()
        for name in (".time-bar", ".figure-key", ".dock", ".controls", ".scale")
    }
    context.close()

    for one in (".time-bar", ".figure-key"):
        assert boxes[one]["x"] >= 0
        assert boxes[one]["x"] + boxes[one]["width"] <= 390
        for other in (".dock", ".controls", ".scale"):
            a, b = boxes[one], boxes[other]
            assert a["y"] + a["height"] <= b["y"] or b["y"] + b["height"] <= a["y"], (one, other)
