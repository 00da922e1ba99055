"""Choosing what lies under the division: the town's own map, none, and tiles of others."""

import json
import re
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import numpy as np
import pytest
from playwright.sync_api import Page, expect
from pmtiles.tile import TileType

from gis.shifts import shifted
from tests.browser.conftest import READY
from tests.tilesets import picture, vector_tile, write_pmtiles
from webmap.base_maps import read_tile_layers

pytestmark = pytest.mark.browser

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


class StandIn:
    """A tile server on this machine, which may be out of order; remembers what it was asked for."""

    def __init__(self) -> None:
        self.is_working = True
        self.asked: list[str] = []
        tile = picture((120, 40, 40))
        stand_in = self

        class Answer(BaseHTTPRequestHandler):
            def do_GET(self):
                stand_in.asked.append(self.path)
                self.send_response(200 if stand_in.is_working else 503)
                self.send_header("Content-Type", "image/png")
                self.send_header("Cache-Control", "no-store")
                self.end_headers()
                if stand_in.is_working:
                    self.wfile.write(tile)

            def log_message(self, *_):
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
        self.address = f"http://127.0.0.1:{self._server.server_port}"
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self) -> None:
        self._server.shutdown()
        self._server.server_close()


@pytest.fixture(scope="module")
def stand_in():
    stand_in = StandIn()
    yield stand_in
    stand_in.close()


@pytest.fixture(scope="module")
def offering(served, sample_copy, stand_in, tmp_path_factory) -> str:
    """The sample town with base maps of others: tiles, shifted tiles, and a file of vector tiles that is all lake."""
    lake = vector_tile({"water": [(3, [[(0, 0), (4096, 0), (4096, 4096), (0, 4096)]], {"class": "lake"})]})
    tiles = {(10, x, y): lake for x in range(820, 826) for y in range(425, 433)}
    file = write_pmtiles(
        tmp_path_factory.mktemp("tiles") / "v.pmtiles", tiles, kind=TileType.MVT, name="Lake"
    )
    layer = {
        "name": "Stand-in",
        "url": f"{stand_in.address}/{{z}}/{{x}}/{{y}}.png",
        "attribution": "© <b>Stand-in</b>",
    }
    return served(
        sample_copy,
        BASE_TILES=read_tile_layers(json.dumps([layer])),
        AMAP_TILES=f"{stand_in.address}/gcj/{{z}}/{{x}}/{{y}}.png",
        TILE_FILES=(file,),
    )


def is_clear(colour: list[int]) -> bool:
    return colour[3] < 40


def test_tiles_lie_below_the_division_with_their_attribution_and_fade(page, guard, offering, stand_in):
    page.goto(f"{offering}/{ON_THE_RIVER}")
    page.wait_for_function(READY)

    page.get_by_role("radio", name="Stand-in").check()

    assert is_clear(settle(page, is_clear))
    expect(page.locator("#attribution")).to_have_text("© <b>Stand-in</b>")
    page.wait_for_url(re.compile("base=tiles-1"))
    page.get_by_role("slider", name="不透明度").fill("40")
    expect(page.locator(".leaflet-tile-pane .leaflet-layer")).to_have_css("opacity", "0.4")

    page.get_by_role("radio", name="本镇自绘底图").check()
    page.get_by_role("slider", name="不透明度").fill("100")
    assert is_water(settle(page, is_water))
    expect(page.locator("#attribution")).to_be_hidden()
    expect(page.locator(".leaflet-tile-pane img")).to_have_count(0)


def test_where_tiles_do_not_load_the_towns_own_map_stays_and_a_notice_says_so(
    page, guard, offering, stand_in
):
    stand_in.is_working = False
    page.goto(f"{offering}/{ON_THE_RIVER}&base=tiles-1")
    page.wait_for_function(READY)

    expect(page.locator("#notices")).to_contain_text("底图加载不出来")
    assert is_water(settle(page, is_water))
    expect(page.locator("#attribution")).to_be_hidden()

    stand_in.is_working = True
    page.get_by_role("button", name="重试").click()
    assert is_clear(settle(page, is_clear))
    expect(page.locator("#attribution")).to_be_visible()
    guard.faults.clear()  # the browser tells of each tile that did not come


def test_a_shifted_tile_lies_where_what_it_shows_belongs(page, guard, offering):
    lon, lat, zoom = 109.61714, 27.93938, 17
    page.goto(f"{offering}/#{zoom}/{lat}/{lon}?base=amap")
    page.wait_for_function(READY)
    settle(page, is_clear)

    x, y = _tile_at(*shifted(np.array([[lon, lat]]), "GCJ-02")[0], zoom)
    box = page.locator(f"img[src$='/gcj/{zoom}/{int(x)}/{int(y)}.png']").bounding_box()

    assert box["x"] + x % 1 * box["width"] == pytest.approx(1440 / 2, abs=1)
    assert box["y"] + y % 1 * box["height"] == pytest.approx(900 / 2, abs=1)


def _tile_at(lon: float, lat: float, zoom: int) -> tuple[float, float]:
    """Column and row of a position, with its share of the tile behind the point."""
    side = 2**zoom
    return (lon / 360 + 0.5) * side, (0.5 - np.arcsinh(np.tan(np.radians(lat))) / 2 / np.pi) * side


def test_vector_tiles_are_painted_in_the_colours_of_the_town(page, guard, offering):
    page.goto(f"{offering}/{ON_THE_RIVER}&base=file-v")
    page.wait_for_function(READY)
    tile = page.locator(".leaflet-tile-pane canvas.leaflet-tile-loaded").first
    tile.wait_for()
    is_painted = """canvas => {
        const copy = document.createElement('canvas');
        Object.assign(copy, { width: 1, height: 1 });
        copy.getContext('2d').drawImage(canvas, -100, -100);
        return [...copy.getContext('2d').getImageData(0, 0, 1, 1).data];
    }"""

    assert is_water(tile.evaluate(is_painted))
    assert is_clear(settle(page, is_clear))
