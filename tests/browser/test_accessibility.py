"""Nothing serious stands in the way of people who see, hear or move otherwise: axe-core's rules, and the keyboard."""

from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import READY

AXE = (Path(__file__).parents[2] / "node_modules/axe-core/axe.min.js").read_text()
RUN_AXE = """
async () => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"] });
  return violations.filter(({ impact }) => ["serious", "critical"].includes(impact))
    .flatMap(({ id, nodes }) => nodes.map(({ target }) => `${id}: ${target.join(" ")}`));
}
"""
SIZES = {"desktop": {"width": 1440, "height": 900}, "phone": {"width": 390, "height": 844}}
CARDS = {
    "grid": "grid:433123109003001",
    "community": "community:433123109003",
    "incident": "incident:1",
    "structure": "illegal_structure:1",
    "service point": "service_point:1",
    "place": "place:109.6,27.95",
    "unassigned": "unassigned:all",
}


def findings(page: Page) -> list[str]:
    """What axe-core calls serious or critical; its script is put in as a person's console would, past the policy."""
    page.evaluate(AXE)
    found: list[str] = page.evaluate(RUN_AXE)
    return found


def tabs_of(page: Page) -> list[str]:
    """The keys of the panel's tabs."""
    keys: list[str] = page.evaluate(
        "() => [...document.querySelectorAll('.tab')].map((tab) => tab.id.slice(4))"
    )
    return keys


@pytest.fixture(params=["light", "dark"])
def theme(request) -> str:
    """Light and dark."""
    return request.param


@pytest.mark.parametrize("size", SIZES)
def test_every_tab_of_the_map_is_without_a_serious_finding(page, guard, address, size, theme):
    page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(address)
    page.wait_for_function(READY)

    for key in tabs_of(page):
        page.locator(f"#{'dock' if size == 'phone' else 'tab'}-{key}").click()
        page.wait_for_function(
            "(key) => document.getElementById(`sheet-${key}`).childElementCount > 0", arg=key
        )
        assert {key: findings(page)} == {key: []}
        if size == "phone":
            page.locator(".panel-close").click()


def test_every_card_is_without_a_serious_finding(page, guard, address, theme):
    page.emulate_media(color_scheme=theme, reduced_motion="reduce")
    page.goto(address)
    page.wait_for_function(READY)

    for name, selection in CARDS.items():
        page.evaluate("(hash) => { location.hash = hash; }", f"#16/27.95/109.6?sel={selection}")
        expect(page.locator("#inspector")).to_be_visible()
        page.wait_for_function("() => !document.querySelector('#inspector [aria-busy]')")
        assert {name: findings(page)} == {name: []}


def test_a_page_that_tells_of_a_failure_is_without_a_serious_finding(page, address, theme):
    page.emulate_media(color_scheme=theme)
    page.goto(f"{address}/nowhere")

    assert findings(page) == []


def test_an_empty_town_is_without_a_serious_finding(page, guard, served, clones, theme):
    from tests.conftest import _empty, _opened

    page.emulate_media(color_scheme=theme)
    for database in _opened(clones.copy("spatialite", "empty", _empty)):
        page.goto(served(database))
        assert findings(page) == []


def test_the_keyboard_alone_reaches_every_control_of_every_tab(page, guard, address):
    page.goto(address)
    page.wait_for_function(READY)
    page.locator("#tab-layers").focus()

    for key in tabs_of(page):
        expect(page.locator(f"#tab-{key}")).to_be_focused()
        page.wait_for_function(
            "(key) => document.getElementById(`sheet-${key}`).childElementCount > 0", arg=key
        )
        page.wait_for_timeout(200)
        assert {key: unreached(page, key)} == {key: []}
        page.locator(f"#tab-{key}").focus()
        page.keyboard.press("ArrowRight")


def unreached(page: Page, key: str) -> list[str]:
    """The controls of a tab that Tab passes by."""
    controls: int = page.evaluate(
        """(key) => {
          const radios = new Set();
          window.toReach = [...document.querySelectorAll(`#sheet-${key} :is(button, input, select, a[href], summary)`)]
            .filter((each) => each.checkVisibility() && !each.disabled && each.tabIndex >= 0)
            .filter(({ type, name }) => type !== "radio" || (!radios.has(name) && radios.add(name)));
          return window.toReach.length;
        }""",
        key,
    )
    assert controls
    for _ in range(3 * controls + 6):  # a date has three parts to step through
        page.keyboard.press("Tab")
        page.evaluate(
            """() => {
              const { activeElement: at } = document;
              window.toReach = window.toReach.filter((each) => each !== at && !(at.type === "radio" && each.name === at.name));
            }"""
        )
    missed: list[str] = page.evaluate("() => window.toReach.map((each) => each.outerHTML.slice(0, 120))")
    return missed


def test_every_control_says_what_it_is(page, guard, address):
    page.goto(address)
    page.wait_for_function(READY)

    nameless = page.evaluate(
        """() => [...document.querySelectorAll("button, a[href], input, select, summary, [role=button]")]
          .filter((each) => each.checkVisibility())
          .filter((each) => !(each.innerText || each.ariaLabel || each.labels?.length || each.title))
          .map((each) => each.outerHTML.slice(0, 120))"""
    )
    assert nameless == []
