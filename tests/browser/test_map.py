"""The map as people use it: in Chromium, by mouse, keyboard, touch and address."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser

OLD_TOWN_GRID = "433123109003001"


def select_grid(page: Page, code: str = OLD_TOWN_GRID):
    """Find a grid by its code, as by hand."""
    page.get_by_role("combobox").fill(code)
    page.get_by_role("option").first.click()
    expect(page.locator("#inspector")).to_be_visible()


def test_the_map_opens_without_an_error_and_says_that_it_is_a_sample(the_map):
    page = the_map()

    expect(page.get_by_text("样例数据").first).to_be_visible()
    expect(page.get_by_role("heading", name="沱江镇")).to_be_visible()


def test_a_search_by_code_opens_the_card_of_the_grid(the_map):
    page = the_map()

    select_grid(page)

    card = page.locator("#inspector")
    expect(card).to_contain_text("古城社区")
    expect(card).to_contain_text(OLD_TOWN_GRID)
    expect(card.locator("a[href^='tel:']").first).to_be_visible()


def test_slash_goes_to_the_search_and_escape_closes_the_card(the_map):
    page = the_map()

    page.keyboard.press("/")
    expect(page.get_by_role("combobox")).to_be_focused()

    select_grid(page)
    page.keyboard.press("Escape")
    expect(page.locator("#inspector")).to_be_hidden()


def test_a_click_on_the_map_opens_the_card_of_what_lies_there(the_map):
    page = the_map("#17/27.95/109.6")

    page.mouse.click(760, 470)

    expect(page.locator("#inspector")).to_be_visible()


def test_an_incident_says_why_it_belongs_to_its_grid(the_map):
    page = the_map("#16/27.95/109.6?sel=incident:1")

    card = page.locator("#inspector")
    expect(card).to_contain_text("归属")
    expect(card).to_contain_text("第 1 号")


def test_the_address_keeps_the_view(the_map):
    page = the_map()
    select_grid(page)
    page.wait_for_timeout(600)  # the address follows the map when it has come to rest

    shared = page.url
    assert f"sel=grid:{OLD_TOWN_GRID}" in shared

    page.goto("about:blank")
    page.goto(shared)
    page.wait_for_function(READY)
    expect(page.locator("#inspector")).to_contain_text(OLD_TOWN_GRID)


def test_back_takes_the_selection_back(the_map):
    page = the_map()
    select_grid(page)

    page.go_back()

    expect(page.locator("#inspector")).to_be_hidden()


def test_back_walks_through_queue_and_item_to_where_one_came_from(the_map):
    page = the_map()
    page.locator("#unassigned").click()
    page.locator("#inspector .item-row").first.click()
    page.wait_for_url(re.compile("sel=(incident|illegal_structure|service_point):"))
    page.wait_for_timeout(600)  # until the map has come to rest at the item

    page.go_back()
    page.wait_for_url(re.compile("sel=unassigned"))
    page.go_back()

    expect(page.locator("#inspector")).to_be_hidden()
    assert "sel=" not in page.url


def test_back_takes_one_filter_back_at_a_time(the_map):
    page = the_map()
    page.get_by_role("tab", name="筛选").click()
    selects = page.locator("#sheet-filters select")
    community, grid = selects.nth(0), selects.nth(1)
    community.select_option(index=1)
    grid.select_option(index=1)
    page.wait_for_url(re.compile("&grid="))

    page.go_back()
    page.wait_for_url(re.compile(r"\?community=\d+$"))
    page.go_back()

    expect(page.locator("#tab-filters .count")).to_be_hidden()
    assert "community=" not in page.url


def test_back_on_a_phone_closes_the_sheet_and_keeps_what_was_chosen_on_it(the_map, page):
    page.set_viewport_size({"width": 390, "height": 844})
    the_map()
    page.locator("#dock-filters").click()
    page.get_by_text("7 天", exact=True).click()

    page.go_back()

    expect(page.locator("#panel")).to_be_hidden()
    page.wait_for_url(re.compile("days=7"))


def test_a_sheet_that_was_closed_leaves_no_step_behind(the_map, page):
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto("about:blank")
    the_map()
    page.locator("#dock-layers").click()
    page.locator(".panel-close").click()
    expect(page.locator("#panel")).to_be_hidden()
    page.wait_for_timeout(200)  # the browser steps back by itself

    page.go_back()

    assert page.url == "about:blank"


def test_a_layer_switched_off_stays_off_in_the_address(the_map):
    page = the_map()

    page.get_by_role("switch", name="事件").click()

    page.wait_for_url(re.compile("off=incidents"))


def test_a_filter_narrows_and_can_be_cleared(the_map):
    page = the_map()
    page.get_by_role("tab", name="筛选").click()

    page.get_by_role("tabpanel").get_by_text("7 天", exact=False).first.click()

    page.wait_for_url(re.compile("days=7"))
    expect(page.locator("#tab-filters .count")).to_have_text("1")


def test_the_queue_of_unassigned_items_opens(the_map):
    page = the_map()

    page.locator("#unassigned").click()

    expect(page.locator("#inspector")).to_be_visible()
    expect(page.locator("#inspector")).to_contain_text("未归属")


def test_english_is_english(the_map):
    page = the_map("?lang=en")

    expect(page.get_by_text("Sample data", exact=False).first).to_be_visible()
    expect(page.get_by_role("tab", name="Filters")).to_be_visible()
    untranslated = page.locator("body").inner_text()
    assert "图层" not in untranslated


def test_my_position_says_which_grid_i_am_in(the_map, context):
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 27.95, "longitude": 109.6, "accuracy": 25})
    page = the_map()

    page.locator("#locate-me").click()

    expect(page.locator("#notices, #inspector").filter(has_text="大众社区").first).to_be_visible()


def test_my_position_on_a_phone_lies_clear_of_the_card(the_map, context, page):
    page.set_viewport_size({"width": 390, "height": 844})
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 27.95, "longitude": 109.6, "accuracy": 25})
    the_map()

    page.locator("#locate-me").click()

    expect(page.locator("#inspector .link-row").first).to_be_visible()
    page.wait_for_function(
        """() => {
            const { y } = window.wangge.map.latLngToContainerPoint([27.95, 109.6]);
            return y > 72 && y < document.getElementById("inspector").getBoundingClientRect().top;
        }"""
    )


def test_outside_the_town_the_map_stays_and_the_nearest_grid_is_named(the_map, context):
    context.grant_permissions(["geolocation"])
    context.set_geolocation({"latitude": 27.9, "longitude": 109.9, "accuracy": 25})
    page = the_map("#15/27.95/109.6")

    page.locator("#locate-me").click()

    card = page.locator("#inspector")
    expect(card).to_contain_text("沙湾社区第11网格")
    expect(card).not_to_contain_text("队列")
    assert "#15/27.95000/109.60000" in page.evaluate("location.hash") or not page.evaluate("location.hash")
    card.get_by_role("button", name="回到本镇").click()
    page.wait_for_function("() => !location.hash.startsWith('#15/')")


def test_an_item_without_a_position_is_not_said_to_be_decided_by_it(the_map):
    page = the_map()
    page.locator("#unassigned").click()
    page.locator("#inspector .item-row").first.click()

    card = page.locator("#inspector")
    expect(card).to_contain_text("没有位置")
    expect(card).not_to_contain_text("WGS-84")


def test_a_refused_position_is_told_in_words(the_map, context):
    context.clear_permissions()
    page = the_map()

    page.locator("#locate-me").click()

    expect(page.locator("#notices")).not_to_be_empty()


def test_a_lost_connection_is_told_with_a_way_to_try_again(the_map, context, guard):
    page = the_map()
    context.set_offline(True)

    page.get_by_role("combobox").fill("古城")

    expect(page.locator("#search-results")).to_be_visible()
    context.set_offline(False)
    guard.faults.clear()  # the browser reports the lost request itself


@pytest.mark.parametrize("size", [(390, 844), (820, 1180), (1440, 900)], ids=["phone", "tablet", "desktop"])
@pytest.mark.parametrize("language", ["zh-Hans", "en"])
def test_nothing_sticks_out_of_the_screen(the_map, page, size, language):
    page.set_viewport_size({"width": size[0], "height": size[1]})
    the_map(f"?lang={language}#15/27.95/109.6?sel=grid:{OLD_TOWN_GRID}")
    expect(page.locator("#inspector")).to_be_visible()

    width, scroll_width = page.evaluate("[innerWidth, document.documentElement.scrollWidth]")
    assert scroll_width <= width


def test_no_word_on_a_chip_is_broken(the_map):
    page = the_map("?lang=en")
    page.get_by_role("tab", name="Filters").click()
    page.locator("#sheet-filters .chip").first.wait_for()

    heights = [chip.bounding_box()["height"] for chip in page.locator("#sheet-filters .chip").all()]

    assert len(set(heights)) == 1


def test_the_legend_explains_the_red_of_a_cluster(the_map):
    page = the_map("?lang=en")

    expect(page.locator("[data-layer=incidents] .legend")).to_contain_text("red part is overdue")


def test_what_a_thumb_hits_on_a_phone_is_large_enough(the_map, page):
    page.set_viewport_size({"width": 390, "height": 844})
    the_map()

    boxes = [
        button.bounding_box() for button in page.locator("nav button:visible, .controls button:visible").all()
    ]

    assert boxes
    assert all(box["width"] >= 44 and box["height"] >= 44 for box in boxes)


def test_a_drag_by_touch_moves_the_map(browser, address):
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, has_touch=True, is_mobile=True, locale="zh-CN"
    )
    page = context.new_page()
    page.goto(f"{address}/#15/27.95/109.6")
    page.wait_for_function(READY)
    client = context.new_cdp_session(page)

    def touch(kind, *at):
        points = [{"x": at[0], "y": at[1]}] if at else []
        client.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 200, 500)
    for step in range(1, 11):
        touch("touchMove", 200, 500 - 20 * step)
        page.wait_for_timeout(16)
    touch("touchEnd")

    page.wait_for_function("() => !location.hash.startsWith('#15/27.95000/109.60000')")
    context.close()


def test_on_a_phone_the_middle_of_the_map_stays_in_sight_over_an_open_sheet(the_map):
    the_map().set_viewport_size({"width": 390, "height": 844})
    page = the_map()
    middle = "() => window.wangge.map.latLngToContainerPoint(window.middle).y"
    page.evaluate("() => { window.middle = window.wangge.map.getCenter(); }")

    page.locator("#dock-filters").click()
    page.wait_for_function(f"() => ({middle})() < 240")
    page.locator(".panel-close").click()
    page.wait_for_function(f"() => Math.abs(({middle})() - 422) < 2")
