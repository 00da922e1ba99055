"""The search box: what is typed, what is found, by key and by pointer, with and without a connection."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

GRID = "433123109003001"


def test_results_are_grouped_marked_and_chosen_by_key(the_map):
    page = the_map()
    box, options = page.get_by_role("combobox"), page.get_by_role("option")

    page.keyboard.press("Control+k")
    expect(box).to_be_focused()
    expect(page.locator("#search-note")).to_contain_text("拼音")

    box.fill("gucheng")
    expect(page.get_by_role("group", name="社区", exact=True)).to_contain_text("古城社区")
    expect(page.locator("mark").first).to_have_text("古城")

    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    box.press("End")
    expect(options.last).to_have_attribute("aria-selected", "true")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.locator("#search-results")).to_be_hidden()
    expect(box).to_be_focused()

    box.fill(GRID)
    expect(options.first).to_contain_text(GRID)
    box.press("Enter")
    expect(page.locator("#inspector")).to_contain_text(GRID)
    expect(page.locator("#search-results")).to_be_hidden()

    page.locator("#search-clear").click()
    expect(page.get_by_role("group", name="最近选择")).to_contain_text(GRID)
    page.get_by_role("button", name="清除记录").click()
    expect(options).to_have_count(0)


def test_nothing_found_and_choices_of_a_datum_are_told(the_map):
    page = the_map()
    box = page.get_by_role("combobox")

    box.fill("没有这样的地方")
    expect(page.locator("#search-note")).to_contain_text("没有找到")

    box.fill("27.95 109.6")
    expect(page.get_by_role("option")).to_have_count(3)
    page.get_by_role("option", name="高德").click()
    expect(page.locator("#inspector")).to_contain_text("109.595517, 27.953549")


def test_without_a_connection_coordinates_are_found_and_names_say_why_not(the_map, context, guard):
    page = the_map()
    box = page.get_by_role("combobox")
    context.set_offline(True)

    box.fill("109.6, 27.95")
    expect(page.get_by_role("option").first).to_contain_text("109.600000, 27.950000")
    box.fill("古城")
    expect(page.get_by_role("button", name="重试")).to_be_visible()

    context.set_offline(False)
    page.get_by_role("button", name="重试").click()
    expect(page.get_by_role("option").first).to_contain_text("古城社区")
    guard.faults.clear()  # the browser reports the lost request itself


@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_the_hint_in_the_box_is_not_cut_off(the_map, language):
    page = the_map(f"?lang={language}")
    cut = page.evaluate(
        """() => {
          const input = document.getElementById("search-input");
          const context = document.createElement("canvas").getContext("2d");
          context.font = getComputedStyle(input).font;
          return context.measureText(input.placeholder).width - input.clientWidth;
        }"""
    )

    assert cut < 0


def test_on_a_phone_the_results_fill_the_screen_and_can_be_left(the_map, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page = the_map()

    page.get_by_role("combobox").fill("tj")
    expect(page.get_by_role("option").first).to_be_visible()
    sheet = page.locator("#search-results").bounding_box()
    assert (sheet["x"], sheet["width"]) == (0, 390)
    assert sheet["y"] + sheet["height"] == 844
    page.locator("#search-clear").click()
    page.locator("#search-clear").click()
    expect(page.locator("#search-results")).to_be_hidden()
