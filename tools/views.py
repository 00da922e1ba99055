"""Twelve views of the sample town, on phones and desktops, light and dark, in three languages: `make views`.

Writes `docs/images/views` and the page that shows them, `docs/views.md`.
"""

import io
from dataclasses import dataclass
from pathlib import Path

from PIL import Image

from tools.camera import PHONE, Shot, Step, camera, press, write
from tools.showpieces import Showpieces, around

DOCS = Path(__file__).parent.parent / "docs"
IMAGES = DOCS / "images" / "views"
MOST_BYTES = 2_500_000  # all together
_QUALITY = 82


@dataclass(frozen=True)
class View:
    """A shot with a name and the sentence that it is shown with."""

    name: str
    sentence: str
    shot: Shot


def views(pieces: Showpieces) -> list[View]:
    """The twelve, as a table."""
    heart = pieces.heart
    share, fold = press("#tab-share"), press(".sheet-fold summary")
    return [
        View("town", "The whole town at the first glance.", Shot("zh-Hans")),
        View("town-dark", "The same at night.", Shot("zh-Hans", theme="dark")),
        View(
            "grid", "A grid, its leader and what is open in it.", _phone("zh-Hans", pieces.busiest_grid(15.5))
        ),
        View("why", "An incident that may lie next door.", Shot("en", pieces.doubtful_incident(17))),
        View("structure", "A structure on two grids.", _phone("en", pieces.divided_structure(18), "dark")),
        View("layers", "Layers and what their symbols mean.", Shot("zh-Hant", around(heart, 16.3))),
        View("filters", "Filters.", _phone("zh-Hant", around(heart, 14.5), steps=(press("#dock-filters"),))),
        View("search", "Finding a place.", Shot("en", around(heart, 14.5), steps=(_SEARCH,))),
        View(
            "figures", "Incidents per hundred households.", Shot("zh-Hans", _FIGURES, steps=(_FIGURES_TAB,))
        ),
        View(
            "sheet", "A sheet to print at a round scale.", Shot("en", around(heart, 16), steps=(share, fold))
        ),
        View("me", "Which grid am I in?", _phone("zh-Hans", around(heart, 17), "dark", (_LOCATE,), heart)),
        View(
            "unassigned", "What no grid owns.", Shot("zh-Hant", theme="dark", steps=(press("#unassigned"),))
        ),
    ]


_SEARCH = write("#search-input", "004")
_FIGURES = "#?fig=rate"
_FIGURES_TAB = press("#tab-figures")
_LOCATE = press("#locate-me")


def _phone(
    lang: str,
    address: str,
    theme: str = "light",
    steps: tuple[Step, ...] = (),
    at: tuple[float, float] | None = None,
) -> Shot:
    return Shot(lang, address, PHONE, theme, ratio=2, steps=steps, at=at)


def main() -> None:
    """Take every view, and write the page."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with camera() as before:
        table = views(Showpieces(before.town))
        for old in set(IMAGES.glob("*.webp")) - {_path(view) for view in table}:
            old.unlink()
        for view in table:
            with before.before(view.shot) as page:
                picture = _small(page.screenshot())
            _path(view).write_bytes(picture)
            print(f"{_path(view).relative_to(DOCS.parent)}  {len(picture) / 1000:.0f} kB")
    (DOCS / "views.md").write_text(_page(table))
    total = sum(_path(view).stat().st_size for view in table)
    if total > MOST_BYTES:
        raise SystemExit(f"The views weigh {total / 1e6:.1f} MB, more than {MOST_BYTES / 1e6:.1f} MB.")


def _path(view: View) -> Path:
    return IMAGES / f"{view.name}.webp"


def _small(png: bytes) -> bytes:
    out = io.BytesIO()
    Image.open(io.BytesIO(png)).convert("RGB").save(out, "WEBP", quality=_QUALITY, method=6)
    return out.getvalue()


def _page(table: list[View]) -> str:
    """What `docs/views.md` says."""
    head = (
        "# Twelve views\n\n"
        "The sample town as people see it: on phones and desktops, by day and by night, in three languages. Taken in a real\n"
        "browser by `make views`, which writes this page too; its places are chosen by rule, for the town is made anew each day.\n"
    )
    return head + "".join(_part(view) for view in table)


def _part(view: View) -> str:
    shot = view.shot
    device = "phone" if shot.size == PHONE else "desktop"
    size = "×".join(map(str, shot.size))
    width = 300 if shot.size == PHONE else 720
    return (
        f"\n## {view.name}\n\n{view.sentence} *{device} {size}, {shot.theme}, {shot.lang}*\n\n"
        f'<img src="images/views/{view.name}.webp" alt="{view.sentence}" width="{width}">\n'
    )


if __name__ == "__main__":
    main()
