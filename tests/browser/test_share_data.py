"""Data as a file from the tab to share: counted under the filters, downloaded with its name, failing in words."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import READY

pytestmark = pytest.mark.browser


def test_what_passes_the_filters_is_counted_and_comes_as_a_file(page, guard, address):
    page.goto(f"{address}/?lang=en#?community=433123109003")
    page.wait_for_function(READY)
    page.get_by_role("tab", name="Share").click()
    sheet = page.locator("#sheet-share")
    sheet.get_by_label("Layer").select_option("Grids")
    sheet.get_by_label("Format").select_option("Drawing (.dxf)")

    expect(sheet.get_by_text("Gauss-Krüger")).to_be_visible()
    grids = len(page.request.get(f"{address}/api/communities/433123109003").json()["grids"])
    expect(sheet.get_by_text(f"Grids: {grids} under the filters")).to_be_visible()
    with page.expect_download(timeout=120_000) as download:
        sheet.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename.endswith("-EPSG4546.dxf")

    page.route("**/api/export/grids.dxf*", lambda route: route.fulfill(status=503))
    sheet.get_by_role("button", name="Download").click()
    expect(sheet.get_by_text("Others are writing files just now")).to_be_visible()
    guard.faults.clear()  # the failing request itself

    page.goto(f"{address}/?lang=en#?state=")
    page.reload()
    page.wait_for_function(READY)
    page.get_by_role("tab", name="Share").click()
    expect(sheet.get_by_text("Nothing passes the filters")).to_be_visible()
    expect(sheet.get_by_role("button", name="Download")).to_be_disabled()
