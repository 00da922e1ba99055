"""Choosing what lies under the division: the town's own map, none, and tiles of others."""

import re

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser

READY = "() => document.documentElement.dataset.map === 'ready'"
# The middle pixel of the ground's picture, as [red, green, blue, alpha].
MIDDLE = """() => {
    const picture = document.querySelector('.map-ground canvas');
    const copy = document.createElement('canvas');
    Object.assign(copy, { width: 1, height: 1 });
    const ctx = copy.getContext('2d');
    ctx.drawImage(picture, -Math.floor(picture.width / 2), -Math.floor(picture.height / 2));
    return [...ctx.getImageData(0, 0, 1, 1).data];
}"""
ON_THE_RIVER = (
    "#17/27.93938/109.61714?off=communities,grids,labels,incidents,illegal_structures,service_points"
)


def settle(page: Page, is_wanted) -> list[int]:
    """Wait until the middle of the ground is as wanted; the last colour otherwise."""
    for _ in range(60):
        colour = page.evaluate(MIDDLE)
        if is_wanted(colour):
            break
        page.wait_for_timeout(50)
    return colour


def is_water(colour: list[int]) -> bool:
    red, green, blue, alpha = colour
    return alpha == 255 and blue - red > 25 and green > red


def is_paper(colour: list[int]) -> bool:
    red, _, blue, alpha = colour
    return alpha == 255 and red >= blue


def test_the_base_map_is_chosen_by_keyboard_fades_and_stays_in_the_address(page, guard, address):
    page.goto(f"{address}/{ON_THE_RIVER}")
    page.wait_for_function(READY)
    own, none = (page.get_by_role("radio", name=name) for name in ("本镇自绘底图", "无"))
    slider = page.get_by_role("slider", name="不透明度")
    assert is_water(settle(page, is_water))

    own.focus()
    page.keyboard.press("ArrowDown")
    expect(none).to_be_checked()
    expect(slider).to_be_hidden()
    expect(page.get_by_role("switch", name="道路")).to_be_hidden()
    page.wait_for_url(re.compile("base=none"))
    assert is_paper(settle(page, is_paper))

    page.keyboard.press("ArrowUp")
    whole = settle(page, is_water)
    slider.focus()
    for _ in range(10):
        page.keyboard.press("ArrowLeft")
    page.wait_for_url(re.compile("opacity=50"))
    is_faded = lambda colour: colour[0] > whole[0] + 20 and not is_paper(colour)  # noqa: E731
    assert is_faded(settle(page, is_faded))

    page.reload()
    page.wait_for_function(READY)
    expect(page.get_by_role("slider", name="不透明度")).to_have_value("50")
    assert is_faded(settle(page, is_faded))
