"""Pictures of the sample town in a real browser, for the documentation: as light as their colours allow."""

import io
import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from benchmarks.start import served

DESKTOP = (1440, 900)
PHONE = (390, 844)
_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
_READY = "() => document.documentElement.dataset.map === 'ready'"
_PAINTED_MS = 2_500  # workers paint, buildings arrive
_SETTLED_MS = 600  # cards and sheets slide
_PATIENCE_MS = 60_000
_COLOURS = 256

Step = Callable[[Page], object]


def press(selector: str) -> Step:
    """Click or tap."""
    return lambda page: page.locator(selector).first.click()


def write(selector: str, text: str) -> Step:
    """Write into a field."""
    return lambda page: page.locator(selector).first.fill(text)


@dataclass(frozen=True)
class Shot:
    """What is open before the camera: an address, steps from there, and who looks at it with what."""

    lang: str
    address: str = ""
    size: tuple[int, int] = DESKTOP
    theme: str = "light"
    ratio: float = 1
    steps: tuple[Step, ...] = ()
    at: tuple[float, float] | None = None
    """Where the device says that it is: lon, lat."""


@dataclass(frozen=True)
class Camera:
    """A browser before the sample town."""

    browser: Browser
    town: str

    @contextmanager
    def before(self, shot: Shot) -> Iterator[Page]:
        """Give the page of a shot when it has been painted."""
        width, height = shot.size
        is_phone = shot.size == PHONE
        context = self.browser.new_context(
            viewport=ViewportSize(width=width, height=height),
            device_scale_factor=shot.ratio,
            is_mobile=is_phone,
            has_touch=is_phone,
            color_scheme="dark" if shot.theme == "dark" else "light",
            timezone_id="Asia/Shanghai",
            reduced_motion="reduce",
            permissions=["geolocation"] if shot.at else [],
            geolocation={"longitude": shot.at[0], "latitude": shot.at[1], "accuracy": 12}
            if shot.at
            else None,
        )
        context.set_default_timeout(_PATIENCE_MS)
        page = context.new_page()
        page.goto(f"{self.town}/?lang={shot.lang}{shot.address}")
        page.wait_for_function(_READY)
        for step in shot.steps:
            step(page)
            page.wait_for_timeout(_SETTLED_MS)
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(_PAINTED_MS)
        yield page
        context.close()


@contextmanager
def camera() -> Iterator[Camera]:
    """Serve the sample town from a folder of its own, and open a browser before it."""
    with tempfile.TemporaryDirectory() as folder, served(folder) as town, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=_chromium(), args=["--disable-dev-shm-usage", "--font-render-hinting=none"]
        )
        yield Camera(browser, town)
        browser.close()


def with_palette(png: bytes) -> bytes:
    """Give the same picture in 256 colours of its own, rare ones too: a map has few, and so a third of the bytes."""
    picture = Image.open(io.BytesIO(png)).convert("RGB")
    few = picture.quantize(_COLOURS, Image.Quantize.MAXCOVERAGE, kmeans=1, dither=Image.Dither.NONE)
    out = io.BytesIO()
    few.save(out, "PNG", optimize=True)
    return out.getvalue()


def _chromium() -> str:
    found = next(filter(None, map(shutil.which, _CHROMIUMS)), None)
    if found is None:
        raise SystemExit("Chromium is missing: install the package 'chromium'.")
    return found
