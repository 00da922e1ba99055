"""What is written can be read: the contrast of the tokens' colours, by WCAG 2.2, in light and in dark."""

import re
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text()
LIGHT, DARK = TOKENS.split("@media screen")
TEXT, LARGE = 4.5, 3.0  # least contrast, AA

ON_SURFACES = [
    (ink, surface, TEXT)
    for ink in ("ink", "ink-soft", "ink-faint")
    for surface in ("surface", "surface-low", "map-paper")
]
PAIRS = [
    *ON_SURFACES,
    ("accent", "surface", TEXT),
    ("accent", "surface-low", TEXT),
    ("accent-ink", "accent", TEXT),
    ("ink", "accent-soft", TEXT),
    ("danger", "surface", TEXT),
    ("danger", "danger-soft", TEXT),
    ("good", "surface", TEXT),
    ("surface", "ink", TEXT),  # a notice
    ("map-cluster-text", "map-cluster", TEXT),
    ("map-street-text", "map-paper", TEXT),
    ("map-community-text", "map-paper", TEXT),
    ("map-grid-text", "map-paper", TEXT),
    ("map-service-text", "map-paper", TEXT),
    *(
        (f"map-state-{state}", "map-paper", LARGE)
        for state in ("reported", "accepted", "whistled", "returned")
    ),
    ("map-overdue", "map-paper", LARGE),
    ("map-symbol-ink", "map-service", LARGE),
    ("map-selected", "map-paper", LARGE),
    ("map-me", "map-paper", LARGE),
]


def colours(css: str) -> dict[str, str]:
    """Token → #rrggbb."""
    return dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})[0-9a-f]{0,2};", css))


THEMES = {"light": colours(LIGHT), "dark": colours(LIGHT) | colours(DARK)}


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """1 (the same) to 21 (black on white)."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_black_on_white_has_the_greatest_contrast():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)


@pytest.mark.parametrize("theme", THEMES)
def test_text_and_symbols_stand_out_from_what_lies_behind_them(theme):
    tokens = THEMES[theme]
    weak = {
        f"{front} on {back}": round(contrast(tokens[front], tokens[back]), 2)
        for front, back, least in PAIRS
        if contrast(tokens[front], tokens[back]) < least
    }

    assert weak == {}


def test_dark_changes_every_colour_that_light_has():
    assert colours(LIGHT).keys() == colours(DARK).keys()
