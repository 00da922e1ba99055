"""Places of one kind that search knows: their names, codes and where they lie, as columns of equal length."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray
from pyproj import CRS

from gis.crs import from_wgs84, parse_crs
from layers.search.folding import folded
from layers.search.names import IntArray, Names, Needle, Rank, Span, score, spans

FloatArray = NDArray[np.float64]
Box = tuple[float, float, float, float]

MOST_OF_A_KIND = 12
_FEWEST_LAST_DIGITS = 3


@dataclass(frozen=True)
class Result:
    """One place; `matched` are the parts of the title that fit, in characters, `matched_subtitle` of the subtitle."""

    kind: str
    title: str
    subtitle: str
    lon: float
    lat: float
    bbox: Box | None = None
    code: str | None = None
    id: int | None = None
    matched: Sequence[Span] = ()
    matched_subtitle: Sequence[Span] = ()
    distance_m: float | None = None
    datum: str | None = None

    def body(self) -> dict[str, Any]:
        """As the API tells it."""
        return dict(vars(self))


@dataclass(frozen=True)
class Ranked:
    """A result, and what it is ordered by."""

    result: Result
    score: int


@dataclass(frozen=True)
class Places:
    """Places of one kind; `lonlat` is (n, 2)."""

    kind: str
    titles: Sequence[str]
    subtitles: Sequence[str]
    lonlat: FloatArray
    boxes: Sequence[Box | None]
    codes: Sequence[str | None]
    ids: Sequence[int | None]

    def find(self, needle: Needle, centre: "Centre | None") -> list[Ranked]:
        """At most 12 places: the best fitting first, of those the nearest to the centre of the view."""
        at, scores = self._fitting(needle)
        if not len(at):
            return []
        away_m = np.zeros(len(at)) if centre is None else centre.distances_m(self.lonlat[at])
        lengths = np.array([len(self.titles[row]) for row in at])
        best = np.lexsort((at, lengths, away_m, scores))[:MOST_OF_A_KIND]
        return [
            Ranked(self._result(int(at[row]), needle, away_m[row] if centre else None), int(scores[row]))
            for row in best
        ]

    def _fitting(self, needle: Needle) -> tuple[IntArray, IntArray]:
        at, scores = self._names.find(needle)
        coded = self._by_code(_undashed(needle.text))
        if not coded:
            return at, scores
        both = dict(zip(at.tolist(), scores.tolist(), strict=True))
        both |= {row: min(fits, both.get(row, fits)) for row, fits in coded}
        rows = sorted(both)
        return np.array(rows, dtype=np.int64), np.array([both[row] for row in rows], dtype=np.int64)

    def _by_code(self, typed: str) -> Sequence[tuple[int, int]]:
        """Codes that are what was typed, begin so, or end in these digits."""
        if not any(character.isdigit() for character in typed):
            return ()
        is_long = len(typed) >= _FEWEST_LAST_DIGITS
        return [
            (row, score(Rank.WHOLE if code == typed else Rank.CODE))
            for row, code in enumerate(self._plain_codes)
            if code == typed or (is_long and (code.startswith(typed) or code.endswith(typed)))
        ]

    def _result(self, row: int, needle: Needle, distance_m: float | None) -> Result:
        return Result(
            kind=self.kind,
            title=self.titles[row],
            subtitle=self.subtitles[row],
            lon=round(float(self.lonlat[row, 0]), 7),
            lat=round(float(self.lonlat[row, 1]), 7),
            bbox=self.boxes[row],
            code=self.codes[row],
            id=self.ids[row],
            matched=spans(self.titles[row], needle),
            matched_subtitle=_code_spans(self.subtitles[row], needle) if self._plain_codes[row] else (),
            distance_m=round(distance_m) if distance_m is not None and np.isfinite(distance_m) else None,
        )

    @cached_property
    def _names(self) -> Names:
        return Names(self.titles)

    @cached_property
    def _plain_codes(self) -> list[str]:
        """Folded codes of what is called by them: not of people, who only stand beside one."""
        told = zip(self.codes, self.subtitles, strict=True)
        return [_undashed(folded(code)) if code and code == subtitle else "" for code, subtitle in told]


def _undashed(code: str) -> str:
    return code.replace("-", "")


def _code_spans(subtitle: str, needle: Needle) -> list[Span]:
    """The part of a code that was typed: its end where it ends so, else its beginning."""
    end = len(subtitle)
    last = spans(subtitle[-len(needle.text) :], needle)
    if last and len(needle.text) >= _FEWEST_LAST_DIGITS:
        return [(end - len(needle.text), end)]
    return [span for span in spans(subtitle, needle) if span[0] == 0]


class Centre:
    """Where the map looks, to tell distances from in the metric plane of the town."""

    def __init__(self, lon: float, lat: float, crs: CRS) -> None:
        self._plane = parse_crs(crs)
        self._xy = from_wgs84([(lon, lat)], self._plane)

    def distances_m(self, lonlat: FloatArray) -> FloatArray:
        """Metres from here to each place, (n,); infinite where the plane does not reach."""
        away: FloatArray = np.hypot(*(from_wgs84(lonlat, self._plane) - self._xy).T)
        return np.nan_to_num(away, nan=np.inf)
