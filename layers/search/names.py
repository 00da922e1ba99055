"""Names to be found by any part of them: as written, in pinyin, or by the first letters of the pinyin.

All names lie in three long texts, a line a spelling, so that one scan in C finds a part in all of them: 20,000
door plates take about a millisecond.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from layers.search.folding import folded, origins
from layers.search.pinyin import Syllables, initials, readings, spelled

IntArray = NDArray[np.int64]
Span = tuple[int, int]  # from where to where in a text, in characters, the end not included

_MOST_HITS = 30_000


class Rank(IntEnum):
    """How well something fits, best first."""

    WHOLE = 0
    CODE = 1  # a code by its beginning or its last digits
    BEGINS = 2
    SOUNDS = 3  # begins so in pinyin
    INITIALS = 4  # begins so by first letters
    INSIDE = 5
    INSIDE_PINYIN = 6


def score(rank: Rank, *, cuts_a_number: bool = False) -> int:
    """What results are ordered by: the rank, and within one, 12 in 12号 before 12 in 120号."""
    return 2 * rank + cuts_a_number


@dataclass(frozen=True)
class Needle:
    """What was typed, folded; what holds no Latin letter is not looked for in pinyin."""

    text: str

    @classmethod
    def of(cls, typed: str) -> "Needle":
        """Fold what was typed."""
        return cls(folded(typed))

    @property
    def latin(self) -> str:
        """The same as pinyin is written, or nothing."""
        is_latin = self.text.isascii() or "ü" in self.text
        letters = self.text.replace("ü", "v")
        return letters if is_latin and any(c.isalpha() for c in letters) else ""


@dataclass(frozen=True)
class Names:
    """Texts in a row, to be searched all at once."""

    texts: Sequence[str]

    def find(self, needle: Needle) -> tuple[IntArray, IntArray]:
        """The places in the row of the texts that fit, and the score of each (see `score`); both (n,), the places ascending."""
        if not needle.text:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        hits = list(self._hits(needle))
        if not hits:
            return np.empty(0, dtype=np.int64), np.empty(0, dtype=np.int64)
        found = np.array(hits, dtype=np.int64)
        found = found[np.lexsort((found[:, 1], found[:, 0]))]
        is_first = np.r_[True, found[1:, 0] != found[:-1, 0]]
        return found[is_first, 0], found[is_first, 1]

    def _hits(self, needle: Needle) -> Iterator[tuple[int, int]]:
        yield from self._written.hits(needle.text, Rank.BEGINS, Rank.INSIDE)
        if needle.latin:
            yield from self._spoken.hits(needle.latin, Rank.SOUNDS, Rank.INSIDE_PINYIN)
            yield from self._initials.hits(needle.latin, Rank.INITIALS, Rank.INSIDE_PINYIN)

    @cached_property
    def _written(self) -> "_Lines":
        return _Lines.of((at, folded(text)) for at, text in enumerate(self.texts))

    @cached_property
    def _readings(self) -> list[tuple[int, Syllables]]:
        return [(at, reading) for at, text in enumerate(self.texts) for reading in readings(folded(text))]

    @cached_property
    def _spoken(self) -> "_Lines":
        return _Lines.of((at, spelled(reading)) for at, reading in self._readings)

    @cached_property
    def _initials(self) -> "_Lines":
        return _Lines.of(sorted({(at, initials(reading)) for at, reading in self._readings}))


def spans(text: str, needle: Needle) -> list[Span]:
    """Which part of a text is what was typed: at most one span, of whole characters."""
    plain, origin = folded(text), origins(text)
    start = plain.find(needle.text) if needle.text else -1
    if start >= 0:
        return [(origin[start], origin[start + len(needle.text) - 1] + 1)]
    if not needle.latin:
        return []
    for reading in readings(plain):
        syllables = _first_syllables(reading, needle.latin)
        if syllables is not None:
            return [(origin[syllables[0]], origin[syllables[1] - 1] + 1)]
    return []


def _first_syllables(reading: Syllables, latin: str) -> Span | None:
    """The syllables in which typed letters are found: spelled out, else by their initials."""
    begins = np.cumsum([0, *map(len, reading)])
    spoken = "".join(reading)
    at = spoken.find(latin)
    while at >= 0:
        first = int(np.searchsorted(begins, at))
        if begins[first] == at:
            return first, int(np.searchsorted(begins, at + len(latin)))
        at = spoken.find(latin, at + 1)
    at = initials(reading).find(latin)
    return None if at < 0 else (at, at + len(latin))


@dataclass(frozen=True)
class _Lines:
    """One long text: a line each, with a capital where a hit may begin in lines that have capitals."""

    cased: str
    plain: str
    begins: IntArray  # (lines,) where each line begins
    owners: IntArray  # (lines,) whose line it is

    @classmethod
    def of(cls, lines: Iterator[tuple[int, str]] | list[tuple[int, str]]) -> "_Lines":
        pairs = list(lines)
        cased = "\n".join(line for _, line in pairs)
        lengths = [len(line) + 1 for _, line in pairs]
        begins = np.cumsum([0, *lengths])[:-1] if pairs else np.empty(0)
        owners = np.array([owner for owner, _ in pairs], dtype=np.int64)
        return cls(cased, cased.lower(), begins.astype(np.int64), owners)

    def hits(self, part: str, begins: Rank, inside: Rank) -> Iterator[tuple[int, int]]:
        """Give the owner and the score of every line that holds a part."""
        places = list(self._places(part))
        if not places:
            return
        at = np.array(places, dtype=np.int64)
        line = np.searchsorted(self.begins, at, side="right") - 1
        is_first = at == self.begins[line]
        for row, first, place in zip(line.tolist(), is_first.tolist(), places, strict=True):
            after = self.plain[place + len(part) : place + len(part) + 1]
            is_whole = first and begins == Rank.BEGINS and after in ("", "\n")
            rank = Rank.WHOLE if is_whole else begins if first else inside
            yield int(self.owners[row]), score(rank, cuts_a_number=part[-1].isdigit() and after.isdigit())

    def _places(self, part: str) -> Iterator[int]:
        at, found = self.plain.find(part), 0
        while at >= 0 and found < _MOST_HITS:
            if not (self.cased[at].islower() and self._has_capitals):
                yield at
                found += 1
            at = self.plain.find(part, at + 1)

    @cached_property
    def _has_capitals(self) -> bool:
        return self.cased != self.plain
