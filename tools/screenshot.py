"""The pictures of the README and the guides, taken of the sample town in a real browser: `make screenshot`."""

from pathlib import Path

from tools.camera import PHONE, Shot, camera, press, with_palette
from tools.showpieces import Showpieces

IMAGES = Path(__file__).parent.parent / "docs" / "images"


def main() -> None:
    """Write every picture."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with camera() as before:
        for name, part, shot in _shots(Showpieces(before.town)):
            with before.before(shot) as page:
                png = with_palette(page.locator(part).screenshot())
            path = IMAGES / f"{name}.png"
            path.write_bytes(png)
            print(f"{path.relative_to(IMAGES.parent.parent)}  {len(png) / 1000:.0f} kB")


def _shots(pieces: Showpieces) -> list[tuple[str, str, Shot]]:
    """Name, part of the page, and what is open in it."""
    shots = [
        ("map", "body", Shot("zh-Hans")),
        ("map-phone", "body", Shot("zh-Hans", pieces.busiest_grid(15.5), PHONE, ratio=2)),
        ("map-en", "body", Shot("en", pieces.doubtful_incident(17))),
    ]
    for lang in ("zh-Hans", "en"):
        why = Shot(lang, pieces.divided_structure(18), ratio=2)
        filters = Shot(lang, ratio=2, steps=(press("#tab-filters"),))
        shots += [(f"why-{lang[:2]}", "#inspector", why), (f"filters-{lang[:2]}", "#panel", filters)]
    return shots


if __name__ == "__main__":
    main()
