"""One spelling for what people write alike: half width, lower case, simplified characters, no spaces.

Folding goes character by character, so that what is found can be shown in the text as it was written.
"""

import unicodedata
from functools import lru_cache

from opencc import OpenCC

_TO_SIMPLIFIED = OpenCC("t2s")
_DASHES = dict.fromkeys(map(ord, "‐‑‒–—―−－"), "-")  # 12—1号 is typed 12-1号
_SKIPPED = frozenset("_·•・,，.。、;；:：'’\"()（）[]【】「」/\\|")


def folded(text: str) -> str:
    """Fold a text."""
    return "".join(map(_folded_character, text))


def origins(text: str) -> list[int]:
    """For each character of the folded text, where it stands in the text itself."""
    return [at for at, character in enumerate(text) for _ in _folded_character(character)]


@lru_cache(maxsize=20_000)
def _folded_character(character: str) -> str:
    plain = unicodedata.normalize("NFKC", character).casefold().translate(_DASHES)
    kept = "".join(c for c in plain if not c.isspace() and c.isprintable() and c not in _SKIPPED)
    return "".join(_TO_SIMPLIFIED.convert(c) for c in kept)
