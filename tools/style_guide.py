"""The style guide: tokens, components and icons as they are, written by `make style-guide` to `docs/style-guide.md`.

The pictures of components are taken in a real browser before the sample town; swatches and icons are SVG.
"""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright.sync_api import Page, Route

from tools.camera import Shot, camera, press, with_palette
from tools.showpieces import Showpieces
from tools.tokens import STATIC, Token, contrast, tokens

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "style-guide.md"
IMAGES = ROOT / "docs" / "images" / "style"
MOST_BYTES = 400_000  # of all pictures

_GROUPS = {
    "Base map": r"map-(paper|land|old|slab|tower|village|public|industry|park|field|hill|water.*|shore|building.*|street-.*|bridge.*)",
    "Division": r"map-(grid-.*|community-.*|limit.*|tint-.*|label-halo)",
    "Items": r"map-(state-.*|overdue|symbol-.*|cluster.*|service.*|badge|shadow|built-.*)",
    "Pointing": r"map-(hover|selected.*|me.*)",
    "Figures": r"map-(figure-.*|change-.*|heat-.*)",
    "Other colours of the map": r"map-.*",
    "Page": r".*",
}
_TEXTS = ("ink", "ink-soft", "ink-faint", "accent", "danger", "good")
_GROUNDS = ("surface", "surface-low")
_OTHER_PAIRS = (("accent-ink", "accent"), ("danger", "danger-soft"), ("ink", "accent-soft"))
_MAP_PAIRS = (
    ("map-community-text", "map-paper"),
    ("map-grid-text", "map-paper"),
    ("map-street-text", "map-street-2"),
    ("map-service-text", "map-paper"),
    ("map-cluster-text", "map-cluster"),
)


def main() -> None:
    """Write the page and its pictures."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    for old in IMAGES.iterdir():
        old.unlink()
    for title, group in grouped(tokens()).items():
        (IMAGES / f"{slug(title)}.svg").write_text(_swatches(group))
    (IMAGES / "icons.svg").write_text(_icon_chart())
    _photograph_components()
    PAGE.write_text(page())
    total = sum(picture.stat().st_size for picture in IMAGES.iterdir())
    print(f"{PAGE.relative_to(ROOT)}  {total / 1000:.0f} kB of pictures")
    if total > MOST_BYTES:
        raise SystemExit(f"The pictures weigh more than {MOST_BYTES / 1000:.0f} kB.")


def page() -> str:
    """What the style guide says."""
    return "\n".join(
        (_HEAD, *_colour_parts(), *_contrast_part(), *_measure_part(), *_component_part(), *_icon_part())
    )


_HEAD = """# Style guide

What the pages and the map are made of: tokens, components and icons. `make style-guide` writes this page from
`static/css/tokens.css`, `tools/vendor.mjs` and the running map; mend those, not this page.

**How it looks.** The map comes first: cards lie on it, white or nearly black, round and with a soft shadow. One violet is for what
is chosen, what can be pressed first, and the division itself. States of items differ by shape and hatch as well as by
colour. Text is in the device's own font. Nothing moves for longer than a sixth of a second, and nothing where the device
asks for calm. What a finger presses is at least 44 pixels high on a phone.
"""


def grouped(all_tokens: Iterable[Token]) -> dict[str, list[Token]]:
    """Colours by what they are for, in the order of `_GROUPS`; each stands in the first that takes it."""
    groups: dict[str, list[Token]] = {title: [] for title in _GROUPS}
    for token in all_tokens:
        if token.is_colour:
            groups[next(title for title, names in _GROUPS.items() if re.fullmatch(names, token.name))].append(
                token
            )
    return {title: group for title, group in groups.items() if group}


def slug(title: str) -> str:
    """The name of a group's file."""
    return title.lower().replace(" ", "-")


def _colour_parts() -> Iterator[str]:
    yield "## Colours\n\nEach in the light and in the dark; two more digits are how much of it covers what lies below.\n"
    for title, group in grouped(tokens()).items():
        yield f'### {title}\n\n<img src="images/style/{slug(title)}.svg" alt="{title}: light and dark">\n'
        yield "| token | light | dark |\n|---|---|---|"
        yield from (f"| `--{token.name}` | {token.light} | {token.dark} |" for token in group)
        yield ""


def _contrast_part() -> Iterator[str]:
    yield "## Contrast\n\nBy WCAG 2, where 4.5 is asked of text and 3 of large text and of signs.\n"
    yield "| on | light | dark |\n|---|---|---|"
    by_name = {token.name: token for token in tokens()}
    for name, ground in (*((text, on) for on in _GROUNDS for text in _TEXTS), *_OTHER_PAIRS, *_MAP_PAIRS):
        ink, paper = by_name[name], by_name[ground]
        light, dark = contrast(ink.light, paper.light), contrast(ink.dark, paper.dark)
        yield f"| `--{name}` on `--{ground}` | {light:.1f} | {dark:.1f} |"
    yield ""


def _measure_part() -> Iterator[str]:
    yield "## Type, spacing, movement\n\n| token | value |\n|---|---|"
    for token in tokens():
        if not token.is_colour:
            dark = f" · dark: {token.dark}" if token.dark != token.light and token.name == "shadow" else ""
            yield f"| `--{token.name}` | {token.light}{dark} |"
    yield (
        "\nDistances are multiples of `--unit`, at times half of one. `--target` is the height of what is pressed; phones raise it to "
        "44 pixels. Numbers that change in place have figures of equal width.\n"
    )


# Components: name, where its style is, what it is for, and how it comes before the camera (selector, steps).

_COMPONENTS = (
    ("Button", "`.button`, `.is-primary`, `.is-wide`", "What is done now: one primary at most in a card.", ".share-link .button", "share"),
    ("Icon button", "`.icon-button`", "Small and by the side; always with a label for readers.", "#search-clear", "search"),
    ("Control", "`.control`", "On the map itself.", ".controls", ""),
    ("Switch", "`.switch`", "On or off, at once.", ".layer-row", ""),
    ("Segments", "`.segments`, `.segment`", "One of a few.", "#sheet-filters .segments", "filters"),
    ("Chip", "`.chip`", "Any of several; the symbol of the map goes along.", "#sheet-filters .chips", "filters"),
    ("Field", "`.field`, `.labelled`", "A text or a choice, its name above it.", "#sheet-filters .selects", "filters"),
    ("Tabs", "`.tabs`, `.tab`, `.count`", "Parts of the panel.", ".tabs", ""),
    ("Search", "`.search`", "Always at the top left.", "#search", ""),
    ("Search result", "`.search-result`", "Icon, title, what it belongs to, its kind.", ".search-result", "search"),
    ("Legend", "`.legend`", "The drawings of the map with their words.", ".legend", ""),
    ("Card", "`.card`", "What is selected; on a phone it comes from below.", "#inspector", "card"),
    ("Row button", "`.row-button`", "Leads on, with a number at its end.", ".panel-foot .row-button", ""),
    ("Scale", "`.scale`", "A round length, above its bar.", "#scale", ""),
    ("Sheet frame", "`.sheet-frame-grip`", "What will be on paper: dragged, or moved by keys.", ".sheet-frame-grip", "sheet"),
    ("Notice", "`.notice`", "What went wrong, in a sentence, with a way to try again.", ".notice", "notice"),
)  # fmt: skip


def _component_part() -> Iterator[str]:
    yield "## Components\n"
    for name, classes, use, _, _ in _COMPONENTS:
        yield f'### {name}\n\n{use} {classes}\n\n<img src="images/style/{slug(name)}.png" alt="{name}" width="{_width_of(name)}">\n'


def _width_of(name: str) -> int:
    """Pixels of the page that a picture of a component takes: it is taken at twice that."""
    header = (IMAGES / f"{slug(name)}.png").read_bytes()[16:20]
    return int.from_bytes(header, "big") // 2


def _photograph_components() -> None:
    with camera() as before:
        pieces = Showpieces(before.town)
        shots = {
            "": Shot("en", ratio=2),
            "filters": Shot("en", ratio=2, steps=(press("#tab-filters"),)),
            "share": Shot("en", ratio=2, steps=(press("#tab-share"),)),
            "sheet": Shot("en", ratio=2, steps=(press("#tab-share"), press(".sheet-fold summary"))),
            "search": Shot("en", ratio=2, steps=(lambda page: page.fill("#search-input", "004"),)),
            "card": Shot("en", pieces.divided_structure(18), ratio=2),
            "notice": Shot(
                "en",
                ratio=2,
                steps=(_cut_off, press("#tab-share")),
            ),
        }
        for key, shot in shots.items():
            with before.before(shot) as page:
                for name, _, _, selector, wanted in _COMPONENTS:
                    if wanted == key:
                        png = with_palette(page.locator(selector).first.screenshot())
                        (IMAGES / f"{slug(name)}.png").write_bytes(png)


def _cut_off(page: Page) -> None:
    """From here on, the tab to share does not arrive."""
    page.route("**/share_tab*.js", _abort)


def _abort(route: Route) -> None:
    route.abort()


def icons() -> list[str]:
    """The names of the icons that pages have, in the order of `tools/vendor.mjs`."""
    source = (ROOT / "tools" / "vendor.mjs").read_text()
    listed = re.search(r"const ICONS = \[(.*?)\];", source, re.DOTALL)
    return re.findall(r'"([\w-]+)"', listed[1]) if listed else []


def _icon_part() -> Iterator[str]:
    yield '## Icons\n\nLucide, drawn in lines of 2 on 24 pixels, in the colour of the text beside them.\n\n<img src="images/style/icons.svg" alt="All icons with their names">\n'
    yield "| icon | in |\n|---|---|"
    sources = {path: path.read_text() for path in _sources()}
    for name in icons():
        places = [f"`{path.relative_to(ROOT)}`" for path, text in sources.items() if f'"{name}"' in text]
        yield f"| `{name}` | {', '.join(places) or 'nowhere yet'} |"
    yield ""


def _sources() -> list[Path]:
    return sorted((*(STATIC / "js").rglob("*.js"), *(ROOT / "webmap" / "templates").rglob("*.html")))


_ROW, _NAME, _SIDE = 28, 190, 120


def _swatches(group: list[Token]) -> str:
    """Rows of name, light, dark: each colour on the paper of its time of day."""
    by_name = {token.name: token for token in tokens()}
    grounds = by_name["map-paper"] if group[0].name.startswith("map-") else by_name["surface"]
    rows = "".join(_swatch_row(token, grounds, i * _ROW) for i, token in enumerate(group))
    return _svg(_NAME + 2 * _SIDE, len(group) * _ROW, rows)


def _swatch_row(token: Token, grounds: Token, y: int) -> str:
    cells = (
        f'<rect x="{x}" y="{y}" width="{_SIDE}" height="{_ROW}" fill="{ground}"/>'
        f'<rect x="{x + 8}" y="{y + 4}" width="{_SIDE - 16}" height="{_ROW - 8}" rx="4" fill="{value}"/>'
        for x, ground, value in (
            (_NAME, grounds.light, token.light),
            (_NAME + _SIDE, grounds.dark, token.dark),
        )
    )
    return f'<text x="8" y="{y + 18}">{token.name}</text>{"".join(cells)}'


def _icon_chart() -> str:
    """All icons of the sprite with their names."""
    paths = dict(
        re.findall(
            r'<symbol id="([^"]+)"[^>]*><path d="([^"]+)"', (STATIC / "vendor" / "icons.svg").read_text()
        )
    )
    columns, width, height = 5, 150, 56
    cells = "".join(
        f'<g transform="translate({i % columns * width},{i // columns * height})">'
        f'<path transform="translate({width / 2 - 12:g},6)" d="{paths[name]}" fill="none" stroke="#1c2027" stroke-width="2" stroke-linecap="round" stroke-linejoin="round"/>'
        f'<text x="{width / 2:g}" y="46" text-anchor="middle">{name}</text></g>'
        for i, name in enumerate(icons())
    )
    return _svg(columns * width, -(-len(icons()) // columns) * height, cells)


def _svg(width: int, height: int, content: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" viewBox="0 0 {width} {height}" '
        f'font-family="sans-serif" font-size="12" fill="#1c2027"><rect width="{width}" height="{height}" fill="#ffffff"/>{content}</svg>\n'
    )


if __name__ == "__main__":
    main()
