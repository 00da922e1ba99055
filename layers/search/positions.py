"""Coordinates as people type or paste them, in any order and datum.

Degrees may be decimal or in minutes and seconds, with or without letters; which of two bare numbers is the longitude is
decided by where the town lies. Metres are read in the town's own plane, or in the system that is named before them.
Where nobody says so, degrees may be shifted ones: each datum in use is a reading of its own.
"""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from pyproj import CRS

from gis.crs import WGS84, Frame, parse_crs, to_wgs84
from gis.errors import CrsError
from layers.search.places import Box, Result

_DATUMS = {
    "WGS84": "WGS-84",
    "CGCS2000": "CGCS2000",
    "GCJ02": "GCJ-02",
    "BD09": "BD-09",
    "高德": "GCJ-02",
    "腾讯": "GCJ-02",
    "百度": "BD-09",
}
_NAMED = re.compile(
    r"(WGS-?_?84|CGCS-?_?2000|GCJ-?_?02|BD-?_?09|高德|腾讯|百度|EPSG:\d{4,6})[\s:,;]*", re.IGNORECASE
)
_NUMBER = r"([+-]?\d{1,9}(?:\.\d+)?)"
_PAIR = re.compile(rf"[(\[]?{_NUMBER}°?\s*[,;/\s]\s*{_NUMBER}°?[)\]]?")
_ANGLE = r"(\d{1,3}(?:\.\d+)?)\s*[°度]?\s*(?:(\d{1,2}(?:\.\d+)?)\s*['′’分]\s*)?(?:(\d{1,2}(?:\.\d+)?)\s*[\"”秒]\s*)?"
_LETTER = "([NSEW北南东西])[经纬]?"
_LETTER_FIRST = re.compile(rf"{_LETTER}\s*{_ANGLE}", re.IGNORECASE)
_LETTER_LAST = re.compile(rf"{_ANGLE}{_LETTER}", re.IGNORECASE)
_LOOSE_ANGLE = re.compile(
    r"(\d{1,3})\s*[°度]\s*(\d{1,2}(?:\.\d+)?)\s*['′’分]\s*(?:(\d{1,2}(?:\.\d+)?)\s*[\"”秒]\s*)?"
)
_DEGREE_SIGNS = str.maketrans("º˚", "°°")
_COMMAS = str.maketrans("，；、", ",;,")
_SHIFTED = ("GCJ-02", "BD-09")
_NEAR_DEGREES = 3.0  # how far from the town numbers in metres are still believed
_FROM_METRES = 1000.0


@dataclass(frozen=True)
class Town:
    """Where positions are expected: a box of degrees, and the metric plane of the place."""

    bbox: Box
    crs: CRS

    def degrees_away(self, lon: float, lat: float) -> float:
        """How far a place lies from the middle of the town, in the plane of degrees."""
        west, south, east, north = self.bbox
        return float(np.hypot(lon - (west + east) / 2, lat - (south + north) / 2))


def read_positions(typed: str, town: Town) -> list[Result]:
    """Read coordinates; nothing where the text holds none. The likeliest reading comes first."""
    text = unicodedata.normalize("NFKC", typed.translate(_DEGREE_SIGNS)).translate(_COMMAS).strip()
    text = text.replace("′′", '"').replace("''", '"')  # two primes are what a double prime folds to
    frame, rest = _named_frame(text)
    pair = _PAIR.fullmatch(rest)
    if pair:
        numbers = (float(pair[1]), float(pair[2]))
        if max(map(abs, numbers)) >= _FROM_METRES:
            return _in_metres(numbers, frame, town)
        return _in_degrees(_orders(numbers), frame, town)
    degrees = _lettered(rest) or _loose_angles(rest)
    return _in_degrees(degrees, frame, town)


def _named_frame(text: str) -> tuple[Frame | None, str]:
    """The system that is named before or behind the numbers, and the rest of the text."""
    found = _NAMED.match(text) or _NAMED.search(text)
    if found is None or (found.start() and found.end() != len(text)):
        return None, text
    rest = (text[: found.start()] + text[found.end() :]).strip(" ,;:")
    name = re.sub(r"[-_]", "", found[1]).upper()
    try:
        return parse_crs(_DATUMS.get(name, found[1])), rest
    except CrsError:
        return None, text


def _in_degrees(pairs: Sequence[tuple[float, float]], frame: Frame | None, town: Town) -> list[Result]:
    """Degrees as one place, and where no datum is named, as what else they may mean."""
    there = [pair for pair in pairs if abs(pair[0]) <= 180 and abs(pair[1]) <= 90]
    if not there or (frame is not None and not frame.is_lonlat):
        return []
    pair = min(there, key=lambda one: town.degrees_away(*one))
    if frame is not None:
        return [_result(pair, frame)]
    meant = [_result(pair, WGS84), *(_result(pair, parse_crs(name)) for name in _SHIFTED)]
    first = meant[0]
    return [first, *(other for other in meant[1:] if (other.lon, other.lat) != (first.lon, first.lat))]


def _in_metres(numbers: tuple[float, float], frame: Frame | None, town: Town) -> list[Result]:
    """Metres of a plane, easting and northing in the order that leads near the town."""
    frames = [frame] if frame else [parse_crs(town.crs)]
    read = [_result(pair, one) for one in frames if not one.is_lonlat for pair in (numbers, numbers[::-1])]
    near = [one for one in read if town.degrees_away(one.lon, one.lat) <= _NEAR_DEGREES]
    return sorted(near, key=lambda one: town.degrees_away(one.lon, one.lat))[:1]


def _result(pair: tuple[float, float], frame: Frame) -> Result:
    lon, lat = (round(float(value), 7) for value in to_wgs84([pair], frame)[0])
    return Result("coordinates", f"{lon:.6f}, {lat:.6f}", frame.name, lon, lat, datum=frame.name)


def _orders(numbers: tuple[float, float]) -> list[tuple[float, float]]:
    return [numbers, numbers[::-1]]


def _lettered(text: str) -> list[tuple[float, float]]:
    """109°36′E 27°57′N, 北纬27.95 东经109.6: the letters say which is which."""
    is_first = re.match(_LETTER, text, re.IGNORECASE)
    found: dict[str, float] = {}
    end = 0
    for match in (_LETTER_FIRST if is_first else _LETTER_LAST).finditer(text):
        if text[end : match.start()].strip(" ,;/"):
            return []
        end = match.end()
        parts = [part for part in match.groups() if part is None or not part.isalpha()]
        letter = next(part for part in match.groups() if part and part.isalpha()).upper()
        value = _degrees(parts)
        axis = "lon" if letter in "EW东西" else "lat"
        found[axis] = -value if letter in "WS西南" else value
    is_all = not text[end:].strip(" ,;/")
    return [(found["lon"], found["lat"])] if is_all and found.keys() == {"lon", "lat"} else []


def _loose_angles(text: str) -> list[tuple[float, float]]:
    """109°36′00″ 27°57′00″, without letters: in either order."""
    found = list(_LOOSE_ANGLE.finditer(text))
    if len(found) != 2 or _LOOSE_ANGLE.sub("", text).strip(" ,;/"):
        return []
    first, second = (_degrees(match.groups()) for match in found)
    return _orders((first, second))


def _degrees(parts: Sequence[str | None]) -> float:
    degrees, minutes, seconds = (float(part or 0) for part in parts)
    return degrees + minutes / 60 + seconds / 3600
