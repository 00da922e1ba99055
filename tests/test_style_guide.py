"""The style guide names whatever there is: every token, every icon; and its contrasts are those of WCAG."""

import pytest

from tools.style_guide import IMAGES, MOST_BYTES, PAGE, grouped, icons
from tools.tokens import contrast, tokens


@pytest.mark.parametrize("token", tokens(), ids=lambda token: token.name)
def test_every_token_is_in_the_style_guide_with_its_values(token):
    (row,) = [line for line in PAGE.read_text().splitlines() if line.startswith(f"| `--{token.name}` |")]

    assert token.light in row
    if token.is_colour:
        assert token.dark in row


@pytest.mark.parametrize("icon", icons())
def test_every_icon_is_in_the_style_guide(icon):
    assert f"| `{icon}` |" in PAGE.read_text()
    assert f">{icon}</text>" in (IMAGES / "icons.svg").read_text()


def test_every_colour_has_a_group():
    colours = [token for token in tokens() if token.is_colour]

    assert sum(map(len, grouped(tokens()).values())) == len(colours) > 100


def test_black_on_white_has_the_highest_contrast_and_white_on_white_the_lowest():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#ffffff") == pytest.approx(1)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    assert contrast("#00000080", "#ffffff") == pytest.approx(contrast("#7f7f7f", "#ffffff"), abs=0.05)


def test_the_pictures_of_the_style_guide_are_light():
    assert sum(picture.stat().st_size for picture in IMAGES.iterdir()) < MOST_BYTES
