"""How Chinese is read: each syllable of a text in pinyin, with the other readings of its characters.

A text has one reading as a phrase (重庆 chong qing), and further ones in which a single character is read
otherwise (zhong qing), for people type what they see. ü is written v, as on keyboards.
"""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from pypinyin import Style, lazy_pinyin, pinyin

Syllables = tuple[str, ...]  # one for each character; what is not Chinese stands for itself

_MOST_READINGS = 12
_CHINESE = re.compile(r"[㐀-鿿]")
_RUNS = re.compile(r"[㐀-鿿]+|[^㐀-鿿]+")


def readings(folded: str) -> list[Syllables]:
    """The readings of a folded text, the usual one first; none where nothing of it is Chinese."""
    if not _CHINESE.search(folded):
        return []
    runs = [_run(run) for run in _RUNS.findall(folded)]
    return list(islice(_joined(runs), _MOST_READINGS))


def spelled(syllables: Syllables) -> str:
    """Write syllables with a capital where each begins: TuoJiangLu12Hao."""
    return "".join(s[:1].upper() + s[1:] if s.isascii() else s for s in syllables)


def initials(syllables: Syllables) -> str:
    """Write the first letter of each syllable: tjl12h."""
    return "".join(syllable[:1] for syllable in syllables)


def _joined(runs: list[list[Syllables]]) -> Iterator[Syllables]:
    """All runs as usual, then one of them at a time read otherwise."""
    yield tuple(syllable for run in runs for syllable in run[0])
    for at, run in enumerate(runs):
        for other in run[1:]:
            changed = [*runs[:at], [other], *runs[at + 1 :]]
            yield tuple(syllable for one in changed for syllable in one[0])


@lru_cache(maxsize=20_000)
def _run(text: str) -> list[Syllables]:
    if not _CHINESE.match(text):
        return [tuple(text)]
    usual = tuple(lazy_pinyin(text, style=Style.NORMAL))
    if len(usual) != len(text):  # a character without a reading was joined to its neighbour
        usual = tuple(lazy_pinyin(character, style=Style.NORMAL)[0] for character in text)
    others = [
        (*usual[:at], other, *usual[at + 1 :])
        for at, character in enumerate(text)
        for other in _of_character(character)
        if other != usual[at]
    ]
    return [usual, *others]


@lru_cache(maxsize=20_000)
def _of_character(character: str) -> tuple[str, ...]:
    return tuple(pinyin(character, style=Style.NORMAL, heteronym=True)[0])
