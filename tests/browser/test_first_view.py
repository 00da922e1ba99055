"""The first view stays light: held by counts, which are the same on every machine, and not by times."""

import urllib.request

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser

MOST_REQUESTS = 15
MOST_BYTES = 300_000
MOST_DATA_BYTES = 60_000


@pytest.fixture(scope="module")
def asked(browser, address) -> list[str]:
    """Every URL that the first view asks for, workers and all; what a browser has already is asked for once."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    urls = []
    page.on("request", lambda request: urls.append(request.url))
    page.goto(address)
    page.wait_for_function(READY)
    page.wait_for_timeout(500)
    context.close()
    return list(dict.fromkeys(urls))


def bytes_of(url: str) -> int:
    """What an answer takes over the wire, but for its headers."""
    request = urllib.request.Request(url, headers={"Accept-Encoding": "gzip, deflate, br, zstd"})
    with urllib.request.urlopen(request) as response:
        return len(response.read())


def test_the_first_view_takes_few_requests(asked):
    assert len(asked) <= MOST_REQUESTS, asked


def test_the_first_view_takes_few_bytes(asked):
    taken = {url: bytes_of(url) for url in asked}

    assert sum(taken.values()) <= MOST_BYTES, taken


def test_the_grids_and_the_incidents_that_are_counted_take_few_bytes(asked):
    taken = {url: bytes_of(url) for url in asked if "/division." in url or "/incidents." in url}

    assert len(taken) == 2
    assert sum(taken.values()) <= MOST_DATA_BYTES, taken


def test_a_picture_is_painted_once_a_frame_however_often_the_map_changes(page: Page, guard, address):
    page.goto(address)
    page.wait_for_function(READY)
    page.wait_for_timeout(500)

    pictures = page.evaluate(
        """() => new Promise((resolve) => {
            let painted = 0;
            const { postMessage } = Worker.prototype;
            Worker.prototype.postMessage = function (message, ...rest) {
                if (message.method === "paint") painted += 1;
                return postMessage.call(this, message, ...rest);
            };
            requestAnimationFrame(() => {
                for (let i = 0; i < 20; i++) window.wangge.map.fire("moveend");
                requestAnimationFrame(() => requestAnimationFrame(() => {
                    Worker.prototype.postMessage = postMessage;
                    resolve(painted);
                }));
            });
        })"""
    )

    assert pictures == 2  # the ground and what lies over it


def test_one_canvas_shows_picture_after_picture(page, guard, address):
    page.goto(address)
    page.wait_for_function(READY)
    page.evaluate(
        "() => { window.screens = [...document.querySelectorAll('.map-ground canvas, .map-scene canvas')]; }"
    )

    page.mouse.move(900, 500)
    page.mouse.down()
    page.mouse.move(500, 300, steps=8)
    page.mouse.up()
    page.wait_for_timeout(800)

    assert page.evaluate("() => window.screens.length") == 2
    assert page.evaluate("() => window.screens.every((screen) => screen.isConnected)")
