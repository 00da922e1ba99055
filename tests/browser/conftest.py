"""A real browser before a real server, with a guard: no request leaves the machine, no error goes unseen."""

import threading
from collections.abc import Iterator
from shutil import which

import pytest
from playwright.sync_api import Browser, BrowserContext, ConsoleMessage, Page, Request, sync_playwright
from werkzeug.serving import make_server

from layers.database import Database
from tests.conftest import _opened, _sample

_CHROMIUMS = ("chromium", "chromium-browser", "google-chrome")
_REFUSED_PORTS = {5060, 5061, 6000, 6566, 6665, 6666, 6667, 6668, 6669, 6697, 10080}  # by Chromium itself
READY = "() => document.documentElement.dataset.map === 'ready'"  # everything of the map is there
_HARMLESS = ("Slow network is detected",)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """The machine's own Chromium."""
    path = next(filter(None, map(which, _CHROMIUMS)), None)
    if path is None:
        raise RuntimeError("Chromium is missing: install the package 'chromium'.")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--disable-dev-shm-usage"])
        yield browser
        browser.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A desktop in China, with nothing remembered."""
    context = browser.new_context(
        viewport={"width": 1440, "height": 900}, locale="zh-CN", timezone_id="Asia/Shanghai"
    )
    yield context
    context.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """A tab."""
    return context.new_page()


@pytest.fixture(scope="session")
def served(make_lasting_app):
    """Serve a database in a thread; gives its address. All stop at the end of the run."""
    servers = []

    def serve(database: Database, **settings: object) -> str:
        app = make_lasting_app(database, **settings)
        while (server := make_server("127.0.0.1", 0, app, threaded=True)).port in _REFUSED_PORTS:
            server.server_close()
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.port}"

    yield serve
    for server in servers:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="session")
def sample_copy(clones) -> Iterator[Database]:
    """The sample town on the default engine, for the browser."""
    yield from _opened(clones.copy("spatialite", "sample", _sample))


@pytest.fixture(scope="session")
def address(served, sample_copy) -> str:
    """Where the sample town is served."""
    return served(sample_copy)


class Guard:
    """Collects what must not happen on a page."""

    def __init__(self, page: Page) -> None:
        self.faults: list[str] = []
        page.on("request", self._request)
        page.on("pageerror", lambda error: self.faults.append(f"error: {error}"))
        page.on("console", self._console)

    def _request(self, request: Request) -> None:
        if not request.url.startswith(("http://127.0.0.1:", "data:", "blob:")):
            self.faults.append(f"left the machine: {request.url}")

    def _console(self, message: ConsoleMessage) -> None:
        if message.type == "error" and not message.text.startswith(_HARMLESS):
            self.faults.append(f"console: {message.text}")


@pytest.fixture
def guard(page: Page) -> Iterator[Guard]:
    """Nothing bad may have happened by the end of the test; one that expects a fault clears the list."""
    watching = Guard(page)
    yield watching
    assert watching.faults == []


@pytest.fixture
def the_map(page: Page, guard, address):
    """Somebody who has the sample town's map before them; call it with what follows the address."""

    def open_at(rest: str = "") -> Page:
        page.goto(f"{address}/{rest}")
        page.wait_for_function(READY)
        return page

    return open_at
