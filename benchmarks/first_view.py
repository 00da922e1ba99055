"""The first view in Chromium: bytes, requests, and how soon it can be used on a slow phone and link."""

import tempfile
from collections.abc import Iterator
from shutil import which
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.start import served
from benchmarks.timing import REPEATS, Row

CPU_SLOWDOWN = 4
LINK = {
    "offline": False,
    "latency": 100,
    "downloadThroughput": 500_000,
    "uploadThroughput": 500_000,
}  # 4 Mbit/s
_WATCH = """
window.longTasks = [];
new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map((e) => e.duration)))
  .observe({ type: "longtask", buffered: true });
"""
_READY = "() => document.documentElement.dataset.map === 'ready'"
_ALL = "#?state=reported,accepted,whistled,returned,settled,closed&built=found,verified,stop_order,penalty,demolished,legalised"
_SETTLED_MS = 4_000
_PANS = 12


def rows() -> Iterator[Row]:
    """Measure the sample town in a fresh browser profile each time."""
    with tempfile.TemporaryDirectory() as folder, served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=which("chromium"), args=["--disable-dev-shm-usage"]
        )
        yield from _first_views(browser, address)
        yield from _panning(browser, address)
        browser.close()


def _first_views(browser: Browser, address: str) -> Iterator[Row]:
    measured = [_first_view(browser, address) for _ in range(REPEATS)]
    usable_s, kilobytes, requests = zip(*measured, strict=True)
    slow = f"{CPU_SLOWDOWN}x slower CPU, 4 Mbit/s, 100 ms"
    yield Row(f"first view usable ({slow})", median(usable_s), "s")
    yield Row("first view over the wire, all of it", median(kilobytes), "kB")
    yield Row("requests of the first view", median(requests), "")


def _first_view(browser: Browser, address: str) -> tuple[float, float, float]:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    client = context.new_cdp_session(page)
    client.send("Network.enable")
    client.send("Network.emulateNetworkConditions", LINK)
    client.send("Emulation.setCPUThrottlingRate", {"rate": CPU_SLOWDOWN})
    received: list[float] = []

    def note(event: dict[str, Any]) -> None:
        received.append(event["encodedDataLength"])

    client.on("Network.loadingFinished", note)
    page.goto(address)
    page.wait_for_function(_READY)
    usable_ms = page.evaluate("performance.getEntriesByName('map-ready')[0].startTime")
    page.wait_for_timeout(_SETTLED_MS)
    context.close()
    return usable_ms / 1000, sum(received) / 1000, float(len(received))


def _panning(browser: Browser, address: str) -> Iterator[Row]:
    """Every layer on, closed incidents and demolished structures too; drag the map about."""
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(f"{address}/{_ALL}")
    page.wait_for_function(_READY)
    page.wait_for_timeout(_SETTLED_MS)
    page.evaluate(_WATCH)
    page.wait_for_timeout(200)
    page.evaluate("window.longTasks.length = 0")
    _drag_about(page)
    longest: float = page.evaluate("Math.max(0, ...window.longTasks)")
    context.close()
    yield Row("longest task while panning, all layers on (0: none over 50)", longest, "ms")


def _drag_about(page: Page) -> None:
    for at in range(_PANS):
        page.mouse.move(800, 500)
        page.mouse.down()
        page.mouse.move(800 + (200 if at % 2 else -200), 500 + (120 if at % 3 else -120), steps=10)
        page.mouse.up()
        page.wait_for_timeout(250)
