"""From data to PDF: typst sets the templates that lie here, in a folder that holds nothing but them and the data.

Texts reach the templates as JSON and stay texts; a template reads no other file and no network.
"""

import json
import shutil
import tempfile
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from functools import cache
from pathlib import Path
from typing import Any

import segno
import typst

from layers.sheets.errors import NoChineseFont, SheetError

_TEMPLATES = Path(__file__).parent
_CHINESE_FONTS = {  # in the order of preference; each first with its own forms of the characters
    "zh-Hans": ("Noto Sans CJK SC", "Noto Sans SC", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei"),
    "zh-Hant": (
        "Noto Sans CJK TC",
        "Noto Sans TC",
        "Source Han Sans TC",
        "PingFang TC",
        "Microsoft JhengHei",
    ),
}
_CHINESE_WORDS = (
    "CJK",
    "Han Sans",
    "Han Serif",
    "WenQuanYi",
    "Droid Sans Fallback",
    "SimHei",
    "SimSun",
    "Heiti",
    "Songti",
)


def typeset(
    template: str, data: Mapping[str, Any], pictures: Mapping[str, bytes], *, lang: str, on: date
) -> bytes:
    """Set a template with data and pictures (name → bytes); gives a PDF.

    Raises
    ------
    NoChineseFont
        Where the machine has no font with Chinese characters.

    """
    fonts = _fonts()
    families = chinese_fonts(fonts.families(), lang)
    with tempfile.TemporaryDirectory(prefix="wangge-sheets-") as name:
        folder = Path(name)
        for source in _TEMPLATES.glob("*.typ"):
            shutil.copy(source, folder)
        for picture, content in pictures.items():
            (folder / picture).write_bytes(content)
        told = {**data, "fonts": families, "lang": lang}
        (folder / "data.json").write_text(json.dumps(told, ensure_ascii=False), "utf-8")
        made: bytes = typst.compile(
            folder / template,
            root=folder,
            font_paths=fonts,
            format="pdf",
            pdf_tags=False,  # of a map and its tables they would be a third of the file
            timestamp=int(datetime.combine(on, time(), tzinfo=UTC).timestamp()),
        )
        return made


def chinese_fonts(installed: list[str], lang: str) -> list[str]:
    """The families to set with, of those that are installed.

    Raises
    ------
    NoChineseFont
        Where none of them is known to have Chinese characters.

    """
    order = ("zh-Hant", "zh-Hans") if lang == "zh-Hant" else ("zh-Hans", "zh-Hant")
    known = [family for script in order for family in _CHINESE_FONTS[script] if family in installed]
    found = known or [family for family in installed if any(word in family for word in _CHINESE_WORDS)]
    if not found:
        raise NoChineseFont
    return found


def qr_code(address: str) -> bytes:
    """An address as a QR code, SVG; it can still be read with a seventh of it torn off."""
    try:
        code = segno.make(address, error="m", micro=False)
    except segno.DataOverflowError as error:
        raise SheetError("The address of the map is too long for a code.") from error
    return code.svg_inline(scale=4, border=0, dark="#1c2027", omitsize=False).encode()


@cache
def _fonts() -> typst.Fonts:
    """What is installed; looking for it takes longer than setting a page."""
    return typst.Fonts()
