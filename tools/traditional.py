"""Fill in what the Traditional Chinese catalogue lacks, from the Simplified one: a draft that a person reads.

`python -m tools.traditional`, after `pybabel update` (`make texts` runs both). What is translated already is left
alone, so that words chosen by hand stay; a text whose Simplified words changed has to be emptied first.
"""

from pathlib import Path

from babel.messages.pofile import read_po, write_po
from opencc import OpenCC

_TRANSLATIONS = Path(__file__).parents[1] / "webmap" / "translations"
_TO_TRADITIONAL = "s2tw"  # characters as Taiwan writes them, words as they are


def main() -> None:
    """Write the catalogue back, with every gap filled."""
    simplified = read_po(_file("zh_Hans").open("rb"))
    traditional = read_po(_file("zh_Hant").open("rb"), locale="zh_Hant")
    convert = OpenCC(_TO_TRADITIONAL).convert
    for message in simplified:
        if message.id and message.string and not traditional[message.id].string:
            traditional[message.id].string = convert(str(message.string))
    with _file("zh_Hant").open("wb") as out:
        write_po(out, traditional, width=0, omit_header=False, sort_output=True)


def _file(language: str) -> Path:
    return _TRANSLATIONS / language / "LC_MESSAGES" / "messages.po"


if __name__ == "__main__":
    main()
