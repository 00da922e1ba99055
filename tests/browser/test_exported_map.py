"""The map as one file: opened from the disk without a network, alive, and full of hostile text that stays text."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import READY
from tests.browser.test_accessibility import findings
from tests.browser.test_hostile_text import HOSTILE, fill
from tests.conftest import _empty, _opened

pytestmark = pytest.mark.browser


@pytest.fixture
def from_disk(context):
    """Open a file without a network; gives the page, and what went wrong on it."""
    context.set_offline(True)
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda message: message.type == "error" and faults.append(message.text))
    page.on("dialog", lambda dialog: faults.append(dialog.message))
    page.on("request", lambda request: request.url.startswith("http") and faults.append(request.url))
    yield page
    assert faults == []


def written(make_app, database, path, *options):
    """Write the map of a database to a file; gives its address."""
    done = make_app(database).test_cli_runner().invoke(args=["export-map", str(path), *options])
    assert done.exit_code == 0, done.output
    return path.as_uri()


def test_the_file_is_alive_without_a_network(from_disk, make_app, sample_copy, tmp_path):
    page = from_disk
    page.goto(written(make_app, sample_copy, tmp_path / "map.html", "--lang", "en"))
    page.wait_for_function(READY)

    expect(page.locator("#panel-note")).to_contain_text("Division no. 1")
    expect(page.locator("#panel-note")).to_contain_text("made on")
    expect(page.get_by_text("Sample data").first).to_be_visible()
    page.get_by_role("combobox").fill("433123109003001")
    page.get_by_role("option").first.click()
    expect(page.locator("#inspector a[href^='tel:']").first).to_be_visible()
    page.get_by_role("combobox").fill("gcsq")
    expect(page.get_by_role("option").first).to_contain_text("古城社区")
    page.get_by_role("combobox").fill("109.6012, 27.949")
    page.get_by_role("option").filter(has_text="109.6012").click()
    expect(page.locator("#inspector")).to_contain_text("433123109011012")
    page.get_by_role("switch", name="Incidents").click()
    page.get_by_role("tab", name="Filters").click()
    expect(page.locator("#sheet-filters")).to_contain_text("incidents ·")
    expect(page.get_by_role("tab")).to_have_count(2)
    assert findings(page) == []


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_stays_text_in_the_file(from_disk, make_app, clones, tmp_path, text):
    page = from_disk
    for database in _opened(clones.copy("spatialite", "empty", _empty)):
        fill(database, text)
        address = written(make_app, database, tmp_path / "map.html", "--title", text)
    for card in (
        "grid:100001001",
        "community:100001",
        "incident:1",
        "illegal_structure:1",
        "service_point:1",
    ):
        page.goto(f"{address}#16/27.941/109.601?sel={card}")
        page.wait_for_function(READY)
        expect(page.locator("#inspector")).to_contain_text(text)
    page.get_by_role("combobox").fill(text[:12])
    expect(page.get_by_role("option").first).to_be_visible()

    assert page.evaluate("window.hacked") is None
    assert "333333333" not in page.content()
