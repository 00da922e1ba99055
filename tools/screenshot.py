"""The pictures of the README and the guides, taken of the sample town in a real browser: `make screenshot`.

What is opened in them is looked up by rule, not by id: the busiest grid, an incident and a structure that lie
between grids.
"""

import json
import shutil
import tempfile
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.request import urlopen

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.start import served
from tools.palette import with_palette

IMAGES = Path(__file__).parent.parent / "docs" / "images"
DESKTOP = (1440, 900)
PHONE = (390, 844)
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
_OPEN = "reported,accepted,whistled,reported_in,returned"
_STANDING = "found,verified,stop_order,penalty"
_SETTLED_MS = 2_500  # workers paint, buildings arrive

Feature = Mapping[str, Any]


@dataclass(frozen=True)
class Shot:
    """One picture: what is open in it, and which part of the page it shows (all of it by default)."""

    name: str
    lang: str
    address: str = ""
    size: tuple[int, int] = DESKTOP
    ratio: float = 1
    part: str = "body"
    press: str = ""


def main() -> None:
    """Serve the sample town from a folder of its own and write every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder, served(folder) as town, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=["--disable-dev-shm-usage", "--font-render-hinting=none"]
        )
        for shot in _shots(town):
            png = with_palette(_taken(shot, town, browser), browser)
            path = IMAGES / f"{shot.name}.png"
            path.write_bytes(png)
            print(f"{path.relative_to(IMAGES.parent.parent)}  {len(png) / 1000:.0f} kB")
        browser.close()


def _shots(town: str) -> list[Shot]:
    incidents = _features(town, f"/api/incidents?status={_OPEN}&limit=1000")
    structures = _features(town, f"/api/illegal-structures?status={_STANDING}&limit=5000")
    grid = _busiest_grid(incidents)
    doubtful = _most_divided(incidents)
    between = _most_divided(structures)
    return [
        Shot("map", "zh-Hans"),
        Shot("map-phone", "zh-Hans", _at(_label(town, grid), 15.5, f"grid:{grid}"), PHONE, 2),
        Shot("map-en", "en", _at(_middle(doubtful), 17, f"incident:{doubtful['id']}")),
        *(
            Shot(f"{name}-{lang[:2]}", lang, address, ratio=2, part=part, press=press)
            for lang in ("zh-Hans", "en")
            for name, address, part, press in (
                ("why", _at(_middle(between), 18, f"illegal_structure:{between['id']}"), "#inspector", ""),
                ("filters", "", "#panel", "#tab-filters"),
            )
        ),
    ]


def _taken(shot: Shot, town: str, browser: Browser) -> bytes:
    context = browser.new_context(
        viewport=ViewportSize(width=shot.size[0], height=shot.size[1]),
        device_scale_factor=shot.ratio,
        is_mobile=shot.size == PHONE,
        has_touch=shot.size == PHONE,
        timezone_id="Asia/Shanghai",
        reduced_motion="reduce",
    )
    page = context.new_page()
    page.goto(f"{town}/?lang={shot.lang}{shot.address}")
    page.wait_for_selector("html[data-map=ready]")
    if shot.press:
        page.click(shot.press)
    _wait_until_painted(page)
    png = page.locator(shot.part).screenshot()
    context.close()
    return png


def _wait_until_painted(page: Page) -> None:
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(_SETTLED_MS)


def _features(town: str, path: str) -> list[Feature]:
    features: list[Feature] = _json(town + path)["features"]
    return features


def _json(url: str) -> Any:
    with urlopen(url) as answer:
        return json.load(answer)


def _busiest_grid(incidents: list[Feature]) -> str:
    counts = Counter(i["properties"]["grid"]["code"] for i in incidents if i["properties"]["grid"])
    return min(counts, key=lambda code: (-counts[code], code))


def _most_divided(items: list[Feature]) -> Feature:
    """The item that shares itself out most among grids, while its own grid still has the largest part."""
    divided = [item for item in items if len(_candidates(item)) > 1 and _is_in_largest(item)]
    return min(divided, key=lambda item: (_candidates(item)[0]["share"], item["id"]))


def _is_in_largest(item: Feature) -> bool:
    grid = item["properties"]["grid"]
    return grid is not None and bool(_candidates(item)[0]["code"] == grid["code"])


def _candidates(item: Feature) -> list[Mapping[str, Any]]:
    assignment = item["properties"]["assignment"]
    return assignment["candidates"] if assignment else []


def _middle(item: Feature) -> tuple[float, float]:
    corner: Any = item["geometry"]["coordinates"]
    while not isinstance(corner[0], float):
        corner = corner[0]
    return corner[0], corner[1]


def _label(town: str, grid: str) -> tuple[float, float]:
    lon, lat = _json(f"{town}/api/grids/{grid}")["label"]
    return lon, lat


def _at(place: tuple[float, float], zoom: float, selection: str) -> str:
    return f"#{zoom}/{place[1]:.5f}/{place[0]:.5f}?sel={selection}"


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if found is None:
        raise SystemExit("Chromium is missing: install the package 'chromium'.")
    return found


if __name__ == "__main__":
    main()
