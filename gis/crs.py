"""Where on earth a pair of numbers lies: reference systems, the shifted datums of China, the lattice.

A *frame* is what coordinates are written in: a reference system that PROJ knows, or GCJ-02 or BD-09,
which no registry lists because they are shifts of longitude/latitude and not datums in the strict sense.
All pairs are x before y, longitude before latitude, whatever the axis order of the registry's entry.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import pyproj
import shapely
from numpy.typing import ArrayLike, NDArray
from pyproj.exceptions import CRSError

from gis.errors import CrsError
from gis.shifts import Pairs, shifted, unshifted

DATUMS = ("WGS-84", "CGCS2000", "GCJ-02", "BD-09")
LATTICE = 1e-7

_WGS84 = pyproj.CRS.from_epsg(4326)
_SAME_AS_WGS84 = {4326, 4490}


@dataclass(frozen=True)
class Frame:
    """What coordinates are written in; `shift` is set for the two shifted datums, on top of `crs`."""

    name: str
    crs: pyproj.CRS
    shift: Literal["", "GCJ-02", "BD-09"] = ""

    @property
    def is_lonlat(self) -> bool:
        """Whether the numbers are degrees of longitude and latitude."""
        return bool(self.crs.is_geographic)

    def __str__(self) -> str:
        return self.name

    def __hash__(self) -> int:  # the system's own writes it out as text first: 50 us
        return hash((self.name, self.shift))


WGS84 = Frame("WGS-84", _WGS84)


def parse_crs(text: object) -> Frame:
    """Read what a person or a file calls a reference system.

    Parameters
    ----------
    text : object
        ``EPSG:4546``, ``4546``, one of `DATUMS` in any spelling (``gcj02``, ``BD_09``), WKT, a PROJ
        string, a URN, or a `pyproj.CRS`.

    Raises
    ------
    CrsError
        When it is unknown, or has no place on earth (a local or vertical system).

    Examples
    --------
    >>> str(parse_crs("4546")), str(parse_crs("gcj02"))
    ('EPSG:4546', 'GCJ-02')

    """
    if isinstance(text, Frame):
        return text
    if isinstance(text, pyproj.CRS):
        return _frame_of(text)
    spelled = str(text).strip()
    datum = {_letters(name): name for name in DATUMS}.get(_letters(spelled))
    if datum is not None:
        return _frame_of_datum(datum)
    return _frame_of(_look_up(spelled))


def to_wgs84(xy: ArrayLike, frame: Frame) -> Pairs:
    """Bring pairs of a frame to WGS 84 longitude/latitude.

    Parameters
    ----------
    xy : (n, 2) float array
        In the units of `frame`, x before y.

    Returns
    -------
    (n, 2) float array
        Degrees; NaN in both where the pair has no such place. CGCS2000 is taken as equal to WGS 84.
        GCJ-02 and BD-09 come back to better than 1 mm; outside the rectangle around China they are
        no shift at all, as in the services that use them.

    """
    pairs = _pairs(xy)
    if frame.shift:
        return unshifted(_nan_where_lost(pairs), frame.shift)
    if _is_same_as_wgs84(frame):
        return _nan_where_lost(pairs)
    return _transformed(pairs, frame, WGS84)


def from_wgs84(xy: ArrayLike, frame: Frame) -> Pairs:
    """Bring WGS 84 longitude/latitude, (n, 2), into a frame; the inverse of `to_wgs84`."""
    pairs = _pairs(xy)
    if frame.shift:
        return shifted(_nan_where_lost(pairs), frame.shift)
    if _is_same_as_wgs84(frame):
        return _nan_where_lost(pairs)
    return _transformed(pairs, WGS84, frame)


def metric_crs(lon: float, lat: float) -> pyproj.CRS:
    """The plane in which lengths and areas of a place are told, in metres, x east and y north.

    In China (the area of use of CGCS2000) the 3-degree Gauss-Krüger zone of CGCS2000 without zone
    prefix, EPSG:4534 to 4554; elsewhere the UTM zone. A place on a seam belongs to the eastern zone.

    Examples
    --------
    >>> metric_crs(109.6, 27.95).to_epsg()
    4546

    """
    if not (np.isfinite(lon) and np.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
        raise CrsError(f"No place on earth has longitude {lon} and latitude {lat}.")
    if _is_in_china(lon, lat):
        meridian = min(max(int((lon + 1.5) // 3) * 3, 75), 135)
        return _known(4534 + (meridian - 75) // 3)
    zone = int((lon + 180) // 6) % 60 + 1
    return _known((32600 if lat >= 0 else 32700) + zone)


def project(geometry: Any, frame: Frame | pyproj.CRS) -> Any:
    """Bring a geometry, or an array of them, from longitude/latitude into a frame.

    A geometry becomes None where one of its coordinates has no place there: a plane ends somewhere.
    """
    there = parse_crs(frame)
    return _moved(geometry, lambda xy: from_wgs84(xy, there))


def unproject(geometry: Any, frame: Frame | pyproj.CRS) -> Any:
    """Bring a geometry, or an array of them, from a frame to longitude/latitude; the inverse of `project`."""
    here = parse_crs(frame)
    return _moved(geometry, lambda xy: to_wgs84(xy, here))


def snap(geometry: Any) -> Any:
    """Put a geometry, or an array of them, on the 1e-7 degree lattice, and keep it valid.

    Every coordinate becomes the double ``k / 1e7`` with k an integer, so that each engine reads the
    same number. Rounding alone moves shared corners of neighbours alike; only where it would leave
    an invalid geometry is that one rebuilt (and what collapses on the lattice disappears).
    Snapping twice changes nothing.
    """
    given = np.atleast_1d(np.asarray(geometry, dtype=object))
    snapped = shapely.transform(given, _on_lattice)
    broken = ~shapely.is_valid(snapped) & ~shapely.is_missing(snapped)
    snapped[broken] = _rebuilt(given[broken])
    return snapped if np.ndim(geometry) else snapped[0]


def _letters(text: str) -> str:
    return re.sub(r"[\s_\-]", "", text).upper()


def _frame_of_datum(name: str) -> Frame:
    if name == "CGCS2000":
        return Frame(name, _known(4490))
    if name == "GCJ-02":
        return Frame(name, _WGS84, "GCJ-02")
    if name == "BD-09":
        return Frame(name, _WGS84, "BD-09")
    return WGS84


def _look_up(spelled: str) -> pyproj.CRS:
    try:
        return pyproj.CRS.from_user_input(int(spelled) if spelled.isdigit() else spelled)
    except (CRSError, OverflowError, ValueError):
        shown = spelled if len(spelled) <= 60 else spelled[:57] + "..."
        names = ", ".join(DATUMS)
        raise CrsError(
            f"The reference system “{shown}” is not known; give EPSG:n, WKT, or one of {names}."
        ) from None


@lru_cache(maxsize=64)
def _frame_of(crs: pyproj.CRS) -> Frame:
    flat = crs.to_2d() if len(crs.axis_info) > 2 else crs
    if not (flat.is_geographic or flat.is_projected):
        raise CrsError(f"The reference system “{crs.name}” has no longitude and latitude.")
    number = flat.to_epsg()
    return Frame(f"EPSG:{number}" if number else flat.name, flat)


@lru_cache(maxsize=64)
def _is_same_as_wgs84(frame: Frame) -> bool:
    return frame.crs.to_epsg() in _SAME_AS_WGS84


@lru_cache(maxsize=128)
def _known(number: int) -> pyproj.CRS:
    return pyproj.CRS.from_epsg(number)


@lru_cache(maxsize=64)
def _transformer(source: Frame, target: Frame) -> pyproj.Transformer:
    return pyproj.Transformer.from_crs(source.crs, target.crs, always_xy=True)


def _transformed(pairs: Pairs, source: Frame, target: Frame) -> Pairs:
    x, y = _transformer(source, target).transform(pairs[:, 0], pairs[:, 1])
    return _nan_where_lost(np.column_stack([x, y]))


def _pairs(xy: ArrayLike) -> Pairs:
    return np.array(xy, dtype=float).reshape(-1, 2)


def _nan_where_lost(pairs: Pairs) -> Pairs:
    return np.where(np.isfinite(pairs).all(axis=1, keepdims=True), pairs, np.nan)


@lru_cache(maxsize=1)
def _china() -> tuple[float, float, float, float]:
    area = _known(4490).area_of_use
    if area is None:
        raise CrsError("The reference system EPSG:4490 has no area of use in this PROJ database.")
    return area.bounds


def _is_in_china(lon: float, lat: float) -> bool:
    west, south, east, north = _china()
    return west <= lon <= east and south <= lat <= north


def _moved(geometry: Any, move: Callable[[Pairs], Pairs]) -> Any:
    moved = np.atleast_1d(np.array(geometry, dtype=object))
    xy, owner = shapely.get_coordinates(moved, return_index=True)
    xy = move(xy)
    lost = np.unique(owner[np.isnan(xy).any(axis=1)])
    moved[lost] = None
    moved = shapely.set_coordinates(moved, xy[~np.isin(owner, lost)])
    return moved if np.ndim(geometry) else moved[0]


def _on_lattice(xy: Pairs) -> Pairs:
    rounded: Pairs = np.rint(xy * 1e7) / 1e7
    return rounded


def _rebuilt(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    whole = shapely.make_valid(geometries, method="structure", keep_collapsed=False)
    exact = shapely.set_precision(whole, LATTICE)
    rebuilt: NDArray[np.object_] = shapely.transform(shapely.set_precision(exact, 0), _on_lattice)
    return rebuilt
