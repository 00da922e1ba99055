"""The datum sentinel, which asks whether positions fit the town as they are given or better read otherwise.

What people do happens beside streets and buildings. Positions read in the wrong frame keep their pattern but
lose that: fewer lie in the town, and those that do lie no nearer to a building than chance would have it. So
each known mistake (a shifted datum, a neighbouring zone, a zone prefix, swapped axes) is undone in thought and
the fit is weighed before and after. The sentinel reports; it never corrects.

A better fit alone is not enough, since points along a river gain when they are moved anywhere: the better
reading must also be a peak, which is lost when it is moved on by a hundred metres. Errors are counted by
blocks of land and not by points, for points on one square share their luck.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from gis.crs import WGS84, Frame, from_wgs84, metric_crs, parse_crs, project, to_wgs84
from gis.errors import CrsError
from gis.shifts import Pairs

FITS, SHIFTED, CANNOT_TELL = "fits", "shifted", "cannot_tell"

NEAR_M = 15.0
FEWEST_POINTS = 30
FEWEST_BLOCKS = 8
_MOST_POINTS = 2000
_BLOCK_M = 250.0
_AWAY_M = 100.0
_SAME_PLACE_M = 5.0
_CLEAR_GAIN = 0.1  # of the share that fits
_CLEAR_GAIN_BY_OUTLINE = 0.05
_CLEAR_PEAK = 0.05
_CLEAR_BY_INSIDE = 0.5
_SURE = 4.0  # standard errors

Shares = NDArray[np.float64]


@dataclass(frozen=True)
class Reading:
    """One way to read the numbers, and how well it fits.

    Attributes
    ----------
    frame : what the numbers are taken to be written in
    is_swapped : whether x is read as y
    inside : share of the points that lie in the town
    near : share that lies in the town and within `NEAR_M` of a building or street; NaN without such landmarks

    """

    frame: Frame
    is_swapped: bool
    inside: float
    near: float

    @property
    def option(self) -> str:
        """What to pass to a command to have the numbers read this way."""
        crs = f"--crs {self.frame}"
        return f"{crs} and swap --x and --y" if self.is_swapped else crs


@dataclass(frozen=True)
class Evidence:
    """What the sentinel found.

    Attributes
    ----------
    verdict : "fits", "shifted" (then `better` is the reading to try) or "cannot_tell"
    points : how many different positions were weighed
    given : the reading that was asked about
    better : the best other reading; the same as `given` where no other was weighed

    """

    verdict: Literal["fits", "shifted", "cannot_tell"]
    points: int
    given: Reading
    better: Reading

    @property
    def text(self) -> str:
        """The finding in one or two sentences, with its figures."""
        if self.points < FEWEST_POINTS:
            return f"Cannot tell whether {self.given.frame} is right: only {self.points} different positions."
        figures = f"{_told(self.given)} as {self.given.frame}"
        if self.better != self.given:
            other = "swapped axes as " if self.better.is_swapped else ""
            figures += f", {_told(self.better)} as {other}{self.better.frame}"
        if self.verdict == SHIFTED:
            return f"The positions seem to be in another frame: {figures}. To read them so: {self.better.option}."
        start = (
            "The positions fit the town" if self.verdict == FITS else "Cannot tell whether the frame is right"
        )
        return f"{start}: {figures}."


class TownShape:
    """What positions should fit: the land of the town, and its buildings and streets.

    Parameters
    ----------
    outline : Polygon or MultiPolygon, lon/lat
    landmarks : array of buildings and streets, lon/lat; without them only the outline is weighed

    """

    def __init__(
        self, outline: BaseGeometry, landmarks: Sequence[BaseGeometry] | NDArray[np.object_] = ()
    ) -> None:
        self.centre = shapely.point_on_surface(outline)
        self.plane = parse_crs(metric_crs(self.centre.x, self.centre.y))
        shapely.prepare(outline)
        self._outline = outline
        known = np.asarray(landmarks, dtype=object)
        self._tree = shapely.STRtree(project(known, self.plane.crs)) if len(known) else None

    @property
    def has_landmarks(self) -> bool:
        """Whether nearness to buildings and streets can be weighed."""
        return self._tree is not None

    def inside(self, lonlat: Pairs) -> NDArray[np.bool_]:
        """Say which positions lie in the town."""
        return np.asarray(shapely.intersects_xy(self._outline, lonlat[:, 0], lonlat[:, 1]))

    def near(self, lonlat: Pairs) -> NDArray[np.bool_]:
        """Say which positions lie in the town and within `NEAR_M` of a landmark."""
        near = np.zeros(len(lonlat), dtype=bool)
        if self._tree is None:
            return near
        inside = np.flatnonzero(self.inside(lonlat))
        points = shapely.points(from_wgs84(lonlat[inside], self.plane))
        hits, _ = self._tree.query(points, predicate="dwithin", distance=NEAR_M)
        near[inside[np.unique(hits)]] = True
        return near


def weigh_shifts(xy: ArrayLike, town: TownShape, *, frame: Frame = WGS84) -> Evidence:
    """Weigh whether positions fit a town as they are given, or better by a known mistake undone.

    Parameters
    ----------
    xy : (n, 2) float array
        The numbers as they are in the file; rows that are not finite are left out.
    frame : Frame
        What they are said to be written in.

    Returns
    -------
    Evidence
        "shifted" only where another reading fits clearly better (a tenth more of the points, four
        standard errors) and sharply; "cannot_tell" below 30 different positions or 8 blocks of 250 m.

    """
    sample = _sample(np.asarray(xy, dtype=float).reshape(-1, 2))
    places = [to_wgs84(sample, frame)]
    readings = [_reading(places[0], town, frame, is_swapped=False)]
    for other, is_swapped in _mistakes(sample, frame, town):
        lonlat = to_wgs84(sample[:, ::-1] if is_swapped else sample, other)
        if not any(_is_same_place(lonlat, known, town) for known in places):
            places.append(lonlat)
            readings.append(_reading(lonlat, town, other, is_swapped=is_swapped))
    best = max(range(1, len(readings)), key=lambda at: _score(readings[at]), default=0)
    verdict = _verdict(places[0], places[best], readings[0], readings[best], town)
    return Evidence(verdict, len(sample), readings[0], readings[best])


def _sample(xy: Pairs) -> Pairs:
    """Take the different positions, at most so many, evenly from all of them."""
    finite = xy[np.isfinite(xy).all(axis=1)]
    different = np.unique(finite, axis=0)
    step = max(1, -(-len(different) // _MOST_POINTS))
    return different[::step]


def _mistakes(sample: Pairs, frame: Frame, town: TownShape) -> Iterator[tuple[Frame, bool]]:
    """List the readings that a known mistake would call for, as frame and whether the axes are swapped."""
    if len(sample) == 0:
        return
    frames = _degrees() if np.median(np.abs(sample)) <= 180 else _planes(town)
    yield from ((other, False) for other in frames if other != frame)
    yield from ((other, True) for other in (frame, *frames))


def _degrees() -> list[Frame]:
    return [WGS84, parse_crs("GCJ-02"), parse_crs("BD-09")]


def _planes(town: TownShape) -> list[Frame]:
    """The plane of the town, its neighbour zones, the same with zone prefix, its UTM zone and Web Mercator."""
    number = town.plane.crs.to_epsg() or 0
    numbers = [number, number - 1, number + 1]
    if 4534 <= number <= 4554:
        prefixed = number - 4534 + 4513
        utm = 32600 + int((town.centre.x + 180) // 6) + 1
        numbers += [prefixed, prefixed - 1, prefixed + 1, utm]
    frames = []
    for known in [*numbers, 3857]:
        try:
            frames.append(parse_crs(known))
        except CrsError:
            continue
    return frames


def _is_same_place(lonlat: Pairs, other: Pairs, town: TownShape) -> bool:
    apart_m = np.hypot(*(from_wgs84(lonlat, town.plane) - from_wgs84(other, town.plane)).T)
    known = apart_m[np.isfinite(apart_m)]
    return len(known) > 0 and float(np.median(known)) < _SAME_PLACE_M


def _reading(lonlat: Pairs, town: TownShape, frame: Frame, *, is_swapped: bool) -> Reading:
    if len(lonlat) == 0:
        return Reading(frame, is_swapped, float("nan"), float("nan"))
    near = float(town.near(lonlat).mean()) if town.has_landmarks else float("nan")
    return Reading(frame, is_swapped, float(town.inside(lonlat).mean()), near)


def _score(reading: Reading) -> tuple[float, float]:
    return (reading.inside if np.isnan(reading.near) else reading.near, reading.inside)


def _told(reading: Reading) -> str:
    if np.isnan(reading.near):
        return f"{reading.inside:.0%} lie in the town"
    return f"{reading.near:.0%} lie within {NEAR_M:.0f} m of a building or street ({reading.inside:.0%} in the town)"


def _verdict(
    given: Pairs, best: Pairs, of_given: Reading, of_best: Reading, town: TownShape
) -> Literal["fits", "shifted", "cannot_tell"]:
    if len(given) < FEWEST_POINTS:
        return "cannot_tell"
    if _is_clear(best, given, town) and (
        of_best.inside - of_given.inside >= _CLEAR_BY_INSIDE or _is_peak(best, town)
    ):
        return "shifted"
    fits = _is_peak(given, town) if town.has_landmarks else _is_clear(given, best, town)
    return "fits" if fits else "cannot_tell"


def _is_clear(better: Pairs, worse: Pairs, town: TownShape) -> bool:
    """Whether one reading fits so much better than another that chance is no explanation."""
    least = _CLEAR_GAIN if town.has_landmarks else _CLEAR_GAIN_BY_OUTLINE
    return _is_sure(_fit(better, town) - _fit(worse, town), _blocks(better, town), least)


def _is_peak(lonlat: Pairs, town: TownShape) -> bool:
    """Whether a reading fits clearly better than itself moved on by a hundred metres, whatever the direction."""
    if not town.has_landmarks:
        return True
    plane_m = from_wgs84(lonlat, town.plane)
    turns = np.radians(np.arange(0, 360, 60))
    away = [plane_m + _AWAY_M * np.array([np.cos(turn), np.sin(turn)]) for turn in turns]
    moved = np.mean([_fit(to_wgs84(place, town.plane), town) for place in away], axis=0)
    return _is_sure(_fit(lonlat, town) - moved, _blocks(lonlat, town), _CLEAR_PEAK)


def _fit(lonlat: Pairs, town: TownShape) -> Shares:
    return (town.near(lonlat) if town.has_landmarks else town.inside(lonlat)).astype(float)


def _blocks(lonlat: Pairs, town: TownShape) -> NDArray[np.intp]:
    """Number the blocks of land that the points lie in."""
    cells = np.nan_to_num(from_wgs84(lonlat, town.plane) // _BLOCK_M, nan=-1.0)
    _, block = np.unique(cells, axis=0, return_inverse=True)
    return np.asarray(block.reshape(-1), dtype=np.intp)


def _is_sure(gain: Shares, block: NDArray[np.intp], least: float) -> bool:
    """Whether the mean gain is large enough, and large against its error over blocks."""
    count = int(block.max()) + 1
    mean = float(gain.mean())
    if count < FEWEST_BLOCKS or mean < least:
        return False
    by_block = np.bincount(block, weights=gain - mean, minlength=count)
    error = float(np.sqrt((by_block**2).sum() * count / (count - 1))) / len(gain)
    return mean > _SURE * error
