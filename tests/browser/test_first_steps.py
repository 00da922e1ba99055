"""A town from nothing, by clicks: founded, its files chosen, refused, repaired, taken and published."""

import re

import geopandas as gpd
import pytest
from playwright.sync_api import Page, expect
from shapely import LineString, box

from tests.browser.conftest import READY
from tests.browser.test_accessibility import findings
from tests.conftest import _empty, _opened
from webmap.permits import Permits

pytestmark = pytest.mark.browser

WEST, SOUTH, SIDE = 109.6, 27.9, 0.005
A_WHILE_MS = 60_000


@pytest.fixture
def nothing(clones, served, tmp_path):
    """An empty database, served; gives the address with a link that may set it up."""
    token = Permits(tmp_path / "data" / "first-steps").issue()
    for database in _opened(clones.copy("spatialite", "empty", _empty)):
        address = served(database, SECRET_KEY="s", DATA_DIR=tmp_path / "data")
        yield f"{address}/first-steps?permit={token}&lang=en"


def square(x, y):
    """One of the squares of which the town is made."""
    return box(WEST + x * SIDE, SOUTH + y * SIDE, WEST + (x + 1) * SIDE, SOUTH + (y + 1) * SIDE)


def layer(path, shapes, **columns):
    """Write a layer."""
    gpd.GeoDataFrame(columns, geometry=shapes, crs=4326).to_file(path)
    return path


def choose(page: Page, name: str, path):
    """Choose a file for a layer, and give the report on it."""
    place = page.locator(f"[data-layer={name}]")
    place.locator("input[type=file]").set_input_files(path)
    report = place.locator(".report")
    expect(report).to_be_visible(timeout=A_WHILE_MS)
    return report


def press(report, button: str, expected: str):
    """Press a button of a report, and wait for what it says then."""
    report.get_by_role("button", name=button, exact=True).click()
    expect(report).to_contain_text(expected, timeout=A_WHILE_MS)


def test_a_small_town_from_nothing_by_clicks(page: Page, guard, nothing, tmp_path):
    page.goto(nothing)
    page.get_by_role("button", name="Begin").click()
    page.get_by_label("Code", exact=True).fill("100")
    page.get_by_label("Name", exact=True).fill("Smalltown")
    page.get_by_role("button", name="Found the town").click()
    expect(page.get_by_role("heading", name="Smalltown: first steps")).to_be_visible()

    streets = layer(
        tmp_path / "streets.gpkg",
        [LineString([(WEST, SOUTH), (WEST + 2 * SIDE, SOUTH)])],
        name=["High Street"],
    )
    press(choose(page, "streets", streets), "Take 1 rows", "Taken.")
    expect(page.locator("#count-streets")).to_have_text("1 row")

    refused_file = tmp_path / "communities.csv"
    refused_file.write_text(
        "code,name,wkt\n100001,,POINT (1 1)\n,<img src=x>,POINT (1 1)\n", encoding="utf-8"
    )
    refused = choose(page, "communities", refused_file)
    expect(refused).to_contain_text("No row can be taken.")
    expect(refused).to_contain_text("the geometry is a Point, no area")
    expect(refused).to_contain_text("<img src=x>")
    with page.expect_download() as download:
        refused.get_by_role("link", name="All of them as a file").click()
    assert "reason" in download.value.path().read_text(encoding="utf-8-sig")

    slit = box(WEST + 0.3 * SIDE, SOUTH + 0.999 * SIDE, WEST + 1.7 * SIDE, SOUTH + 1.001 * SIDE)
    shapes = [square(x, y).difference(slit) for x in (0, 1) for y in (0, 1)]
    grids = layer(
        tmp_path / "grids.geojson",
        shapes,
        nr=["1", "2", "3", "4"],
        district=["North", "North", "South", "South"],
    )
    asked = choose(page, "grids", grids)
    expect(asked).to_contain_text("Which column holds “Code”")
    expect(asked).to_contain_text("Choose it below")
    asked.get_by_label(re.compile(r"^Code \*")).select_option("nr")
    asked.get_by_label("Community, its code or name").select_option("district")
    press(asked, "Check again", "The 4 grids are not seamless.")
    expect(asked).to_contain_text("Gap")
    assert findings(page) == []

    page.reload()  # what lies on the desk is still there
    rough = page.locator("[data-layer=grids] .report")
    expect(rough).to_contain_text("The 4 grids are not seamless.")
    press(rough, "Propose a repair", "The 4 grids are seamless")
    press(rough, "Take the repaired grids as a draft", "Taken as a draft")

    page.get_by_role("button", name="Publish").click()
    expect(page.locator(".message.is-done").first).to_contain_text("in force as number 1")
    expect(page.locator("#count-communities")).to_have_text("2 rows")
    page.get_by_role("link", name="To the map").click()
    page.wait_for_function(READY)
    expect(page.get_by_role("heading", name="Smalltown")).to_be_visible()


def test_the_sample_town_leads_to_the_first_steps(page: Page, guard, address):
    page.goto(f"{address}/?lang=en")
    page.wait_for_function(READY)

    page.get_by_role("link", name="First steps for a town of your own").click()

    expect(page.get_by_text("export DATA_DIR=instance/own")).to_be_visible()
    assert findings(page) == []
