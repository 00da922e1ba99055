"""Smoothness at size: 100,000 incidents in view of one town, and a county of 2,000 grids, in Chromium."""

import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import which
from statistics import median
from typing import Any

from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.big_towns import make_county, make_town_of_incidents
from benchmarks.renderer import private_megabytes, renderer_of, slowed
from benchmarks.start import served
from benchmarks.timing import Row, progress

INCIDENTS = 100_000
GRIDS = 2_000
CPU_SLOWDOWN = 4
_REPEATS = 3
_OWN_TOWN = {"SECRET_KEY": "for measuring", "PUBLIC_READ": "on"}
_ALL_STATES = "#?state=reported,accepted,whistled,returned,settled,closed"
_SETTLED_MS = 1_500
_PANS = 12

# Notes what the page asks its workers and when each answered, and every long task of the page.
_WATCH = """
window.watched = { calls: [], longTasks: [] };
new PerformanceObserver((list) => watched.longTasks.push(...list.getEntries().map((e) => e.duration)))
  .observe({ type: "longtask", buffered: true });
window.Worker = class extends Worker {
  constructor(url, options) {
    super(url, options);
    this.asked = new Map();
    this.addEventListener("message", ({ data }) => {
      const call = this.asked.get(data.call);
      if (call) watched.calls.push({ ...call, done: performance.now(), isWhole: Boolean(data.result?.image) });
    });
  }
  postMessage(message, ...rest) {
    this.asked.set(message.call, { method: message.method, what: message.args?.[0], worker: String(message.method), at: performance.now() });
    super.postMessage(message, ...rest);
  }
};
"""
_READY = "() => document.documentElement.dataset.map === 'ready'"
_CALLS = "() => watched.calls.map((c) => ({ ...c, what: typeof c.what === 'string' ? c.what : null }))"


@dataclass(frozen=True)
class _Visit:
    """One visit of a town: milliseconds, and megabytes of the tab after it."""

    shown_ms: float
    items_ms: float
    longest_task_ms: float
    late_picture_ms: float
    pan_task_ms: float
    memory_mb: float


def rows() -> Iterator[Row]:
    """Measure both towns, each in a database of its own."""
    yield from _measured(
        f"{INCIDENTS:,} incidents", lambda at: make_town_of_incidents(at, INCIDENTS), _ALL_STATES
    )
    yield from _measured(f"{GRIDS:,} grids", lambda at: make_county(at, GRIDS), "")


def _measured(name: str, make: Callable[[Path], None], rest: str) -> Iterator[Row]:
    with tempfile.TemporaryDirectory() as folder:
        progress(f"making {name}")
        make(Path(folder))
        with served(folder, _OWN_TOWN) as address:
            yield from visit_rows(name, f"{address}/{rest}")


def visit_rows(name: str, url: str) -> Iterator[Row]:
    """Measure visits of a served town, each in a fresh browser."""
    with sync_playwright() as playwright:
        visits = []
        for _ in range(_REPEATS):
            browser = playwright.chromium.launch(
                executable_path=which("chromium"), args=["--disable-dev-shm-usage"]
            )
            visits.append(_visit(browser, url))
            browser.close()

    def middle(measure: Callable[[_Visit], float]) -> float:
        return median(map(measure, visits))

    slow = f"{CPU_SLOWDOWN}x slower CPU"
    yield Row(
        f"{name}: from the address to the ground and the grids ({slow})", middle(lambda v: v.shown_ms), "ms"
    )
    yield Row(
        f"{name}: from asking for the incidents to their picture ({slow})", middle(lambda v: v.items_ms), "ms"
    )
    yield Row(
        f"{name}: longest task of the page until then ({slow})", middle(lambda v: v.longest_task_ms), "ms"
    )
    yield Row(
        f"{name}: longest task of the page while panning ({slow})", middle(lambda v: v.pan_task_ms), "ms"
    )
    yield Row(f"{name}: slowest picture while panning ({slow})", middle(lambda v: v.late_picture_ms), "ms")
    yield Row(f"{name}: memory of the tab, workers and all", middle(lambda v: v.memory_mb), "MB")


def _visit(browser: Browser, url: str) -> _Visit:
    context = browser.new_context(viewport={"width": 1440, "height": 900}, locale="zh-CN")
    page = context.new_page()
    page.goto(url.split("#", maxsplit=1)[0].rstrip("/") + "/healthz")  # the same process as the map's
    pid = renderer_of(browser)
    page.add_init_script(_WATCH)
    with slowed(pid, CPU_SLOWDOWN):
        page.goto(url)
        page.wait_for_function(_READY, timeout=120_000)
        page.wait_for_timeout(_SETTLED_MS)
        calls = page.evaluate(_CALLS)
        shown_ms = page.evaluate("() => performance.getEntriesByName('map-shown')[0].startTime")
        longest_task_ms = page.evaluate("() => Math.max(0, ...watched.longTasks)")
        page.evaluate("() => { watched.calls.length = watched.longTasks.length = 0; }")
        _drag_about(page)
        pictures = [call["done"] - call["at"] for call in page.evaluate(_CALLS) if call["isWhole"]]
        pan_task_ms = page.evaluate("() => Math.max(0, ...watched.longTasks)")
    memory_mb = private_megabytes(pid)
    context.close()
    return _Visit(shown_ms, _drawn_ms(calls), longest_task_ms, max(pictures), pan_task_ms, memory_mb)


def _drawn_ms(calls: list[dict[str, Any]]) -> float:
    """From asking for the incidents to the first whole picture that was asked for with them at hand."""
    load = next(call for call in calls if call["what"] == "incidents")
    narrowed = min(
        call["done"] for call in calls if call["method"] == "narrow" and call["done"] > load["done"]
    )
    pictures = [call["done"] for call in calls if call["method"] == "paint" and call["isWhole"]]
    return float(min(done for done in pictures if done > narrowed) - load["at"])


def _drag_about(page: Page) -> None:
    for at in range(_PANS):
        page.mouse.move(800, 500)
        page.mouse.down()
        page.mouse.move(800 + (300 if at % 2 else -300), 500 + (200 if at % 3 else -200), steps=10)
        page.mouse.up()
        page.wait_for_timeout(400)
