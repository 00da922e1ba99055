"""The tokens of the pages, as `static/css/tokens.css` has them, and how well their colours are told apart."""

import re
from dataclasses import dataclass
from pathlib import Path

STATIC = Path(__file__).parent.parent / "static"

RGB = tuple[float, float, float]  # 0 to 255
_BLOCK = re.compile(r":root[^{]*\{([^}]*)\}")
_DECLARATION = re.compile(r"--([\w-]+):\s*([^;]+);")
_HEX = re.compile(r"#[0-9a-f]{6}(?:[0-9a-f]{2})?")
_WHOLE = 255


@dataclass(frozen=True)
class Token:
    """A token by its name without dashes, with its value in the light and in the dark."""

    name: str
    light: str
    dark: str

    @property
    def is_colour(self) -> bool:
        """Whether it is one colour; shadows and lists are not."""
        return _HEX.fullmatch(self.light) is not None


def tokens() -> list[Token]:
    """All of them, in the order of the style sheet."""
    light, dark = map(_declarations, _blocks())
    return [Token(name, " ".join(value.split()), dark.get(name, value)) for name, value in light.items()]


def _declarations(block: str) -> dict[str, str]:
    return dict(_DECLARATION.findall(block))


def _blocks() -> tuple[str, str]:
    """What is there in the light, and what the dark changes."""
    blocks: list[str] = _BLOCK.findall((STATIC / "css" / "tokens.css").read_text())
    named = [block for block in blocks if "--ink:" in block]
    return named[0], named[1]


def contrast(colour: str, ground: str) -> float:
    """Tell the contrast of WCAG 2, 1 to 21; a colour that lets the ground through is laid over it first."""
    over = _rgb(ground)
    lights = sorted((_luminance(_laid_over(colour, over)), _luminance(over)))
    return (lights[1] + 0.05) / (lights[0] + 0.05)


def _rgb(colour: str) -> RGB:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return red, green, blue


def _laid_over(colour: str, ground: RGB) -> RGB:
    share = int(colour[7:9] or "ff", 16) / _WHOLE
    red, green, blue = (share * c + (1 - share) * g for c, g in zip(_rgb(colour), ground, strict=True))
    return red, green, blue


def _luminance(colour: RGB) -> float:
    weights = (0.2126, 0.7152, 0.0722)
    return sum(w * _linear(c / _WHOLE) for w, c in zip(weights, colour, strict=True))


def _linear(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)
