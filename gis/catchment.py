"""Walking reach: what lies within so many minutes on foot of the service points.

Everybody walks from the door straight to the nearest street, along the streets, and straight from there to
the service point; all three count. Slopes, stairs and waiting at crossings do not.

Who is covered is decided by walking distances (`nearest_services`). An isochrone is the picture of a reach
for a map: a place off the streets inside it may be a little farther, one outside a little nearer.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray
from shapely.geometry.base import BaseGeometry

from gis.crs import project, unproject
from gis.locate import as_points
from gis.mileage import FloatArray, IntArray, Lines
from gis.network import StreetNetwork
from gis.stops import Pieces, Positions

Shapes = NDArray[np.object_]

WALKING_KMH = 5.0
ACCESS_WITHIN_M = 300.0
WIDTH_M = 50.0
FILLED_M2 = 20_000.0
_QUARTER_SEGMENTS = 8  # round corners of 50 m are then drawn to 25 cm


def walked_m(minutes: float, *, speed_kmh: float = WALKING_KMH) -> float:
    """How far somebody walks in a time, in metres.

    The default, 5 km/h, is a brisk pace on level ground: a convention, not a standard. Residential planning in China
    takes about 500 m for ten minutes, which is 3 km/h and fits the old (Encyclopedia of China, 十分钟生活圈居住区).

    Examples
    --------
    >>> round(walked_m(10))
    833

    """
    if not (0 <= minutes < np.inf and 0 < speed_kmh < np.inf):
        raise ValueError(f"nobody walks {minutes} minutes at {speed_kmh} km/h")
    return minutes * speed_kmh * 1000 / 60


TEN_MINUTES_M = walked_m(10)


@dataclass(frozen=True)
class Walks:
    """The way from each of n doors to its nearest service point, as arrays of length n.

    Attributes
    ----------
    service : int array, the nearest service point on foot; -1 where there is no way to any
    walk_m : float array, metres; infinite where there is no way, NaN without a place

    """

    service: IntArray
    walk_m: FloatArray


def nearest_services(
    network: StreetNetwork,
    doors: ArrayLike,
    services: ArrayLike,
    *,
    access_within_m: float = ACCESS_WITHIN_M,
) -> Walks:
    """Find the nearest service point on foot from each door.

    Parameters
    ----------
    network : StreetNetwork
    doors, services : (n, 2) and (k, 2) float arrays, longitude/latitude
    access_within_m : float
        A place farther than this from every street is not on the network.

    Returns
    -------
    Walks
        The doors within ten minutes are ``walks.walk_m <= TEN_MINUTES_M``; what share of the households that
        is, in each cell or in all, tells `gis.metrics.means`.

    Examples
    --------
    >>> from gis.crs import metric_crs
    >>> street = shapely.LineString([(109.60, 27.94), (109.61, 27.94)])
    >>> network = StreetNetwork([street], crs=metric_crs(109.6, 27.94))
    >>> walks = nearest_services(network, [(109.602, 27.94)], [(109.61, 27.94), (109.60, 27.94)])
    >>> walks.service.tolist(), walks.walk_m.round().tolist()
    ([1], [197.0])

    """
    door = network.nearest(doors, within_m=access_within_m)
    stops = network.nearest(services, within_m=access_within_m)
    pieces = network.cut_at(stops)
    away_m, service = pieces.nearest_stop(stops.access_m)
    on_street = np.flatnonzero(door.edge >= 0)
    both_m, both = _both_ways(network, pieces, door, on_street)
    both_m += away_m[both]
    shorter = np.argmin(both_m, axis=0)
    way = np.arange(len(on_street))

    nearest = np.full(len(door.edge), -1, dtype=np.intp)
    nearest[on_street] = service[both[shorter, way]]
    walk_m = np.where(np.isnan(door.access_m), np.nan, np.inf)
    walk_m[on_street] = door.access_m[on_street] + both_m[shorter, way]
    return Walks(nearest, walk_m)


def reachable_streets(
    network: StreetNetwork,
    services: ArrayLike,
    *,
    limit_m: float = TEN_MINUTES_M,
    access_within_m: float = ACCESS_WITHIN_M,
) -> Lines:
    """Find the streets that can be walked from each service point, the last ones in part.

    Parameters
    ----------
    network : StreetNetwork
    services : (k, 2) float array, longitude/latitude
    limit_m : float
        How far to walk, see `walked_m`; the way from the service point to its street counts.
    access_within_m : float
        A place farther than this from every street is not on the network.

    Returns
    -------
    (k,) array of MultiLineString, longitude/latitude
        With the way from the service point to its street. Empty where it is not on the network.

    """
    places = as_points(services)
    positions = network.nearest(places, within_m=access_within_m)
    pieces = network.cut_at(positions)
    streets = np.full(len(places), shapely.MultiLineString(), dtype=object)
    for number in np.flatnonzero(positions.edge >= 0):
        left_m = max(limit_m - positions.access_m[number], 0.0)
        lines = _walked(network, pieces, int(pieces.stops[number]), left_m)
        access = _access(network, positions, places, int(number), limit_m)
        streets[number] = shapely.multilinestrings(np.append(lines, access))
    return streets


def isochrones(
    network: StreetNetwork,
    services: ArrayLike,
    *,
    limit_m: float = TEN_MINUTES_M,
    width_m: float = WIDTH_M,
    filled_m2: float = FILLED_M2,
    access_within_m: float = ACCESS_WITHIN_M,
) -> Shapes:
    """Draw the reach of each service point.

    The construction: the reachable streets, with all that lies within `width_m` of them, and without the holes
    (blocks that are walked around) that are smaller than `filled_m2`. So it covers the streets it is made of, and
    grows with the limit, to the 25 cm by which round corners are drawn straight.

    Parameters
    ----------
    network : StreetNetwork
    services : (k, 2) float array, longitude/latitude
    limit_m, access_within_m : float
        See `reachable_streets`.
    width_m : float
        How far off the streets the picture reaches, more than nothing.
    filled_m2 : float
        Holes of at least this area stay.

    Returns
    -------
    (k,) array of Polygon, longitude/latitude
        Empty where nothing is reached. The reach of all together is `shapely.union_all` of them.

    Examples
    --------
    >>> from gis.crs import metric_crs
    >>> street = shapely.LineString([(109.60, 27.94), (109.61, 27.94)])
    >>> network = StreetNetwork([street], crs=metric_crs(109.6, 27.94))
    >>> drawn = isochrones(network, [(109.60, 27.94)], limit_m=walked_m(5))
    >>> round(project(drawn[0], network.crs).area / 10_000, 1)
    4.9

    """
    streets = reachable_streets(network, services, limit_m=limit_m, access_within_m=access_within_m)
    drawn = np.full(len(streets), shapely.Polygon(), dtype=object)
    for number in np.flatnonzero(~shapely.is_empty(streets)):
        around = _around(project(streets[number], network.crs), width_m)
        drawn[number] = _filled(around, filled_m2)
    lonlat: Shapes = unproject(drawn, network.crs)
    return lonlat


def _both_ways(
    network: StreetNetwork, pieces: Pieces, door: Positions, rows: IntArray
) -> tuple[FloatArray, IntArray]:
    """The two ways from each door along its street: metres to the nodes at both ends, and these nodes."""
    on_street = Positions(door.edge[rows], door.along_m[rows], door.access_m[rows])
    piece = network.piece_at(pieces, on_street)
    back_m = on_street.along_m - pieces.start_m[piece]
    forth_m = pieces.end_m[piece] - on_street.along_m
    return np.stack([back_m, forth_m]), pieces.ends[piece].T


def _walked(network: StreetNetwork, pieces: Pieces, stop: int, limit_m: float) -> Lines:
    """What can be walked from a stop: whole pieces, and the near part of a piece from either end."""
    left_m = limit_m - pieces.distances_m(np.array([stop]), limit_m=limit_m)[0]
    forth_m, back_m = np.clip(left_m[pieces.ends.T], 0, pieces.length_m)
    is_whole = forth_m + back_m >= pieces.length_m
    forth_to_m = np.where(is_whole, pieces.end_m, pieces.start_m + forth_m)
    back_to_m = np.where(is_whole, pieces.end_m, pieces.end_m - back_m)
    start_m, end_m = np.append(pieces.start_m, back_to_m), np.append(forth_to_m, pieces.end_m)
    walked = end_m > start_m
    return network.stretches(np.tile(pieces.edge, 2)[walked], start_m[walked], end_m[walked])


def _access(
    network: StreetNetwork, positions: Positions, places: FloatArray, number: int, limit_m: float
) -> Lines:
    """The way from a place to its street, as far as the limit lets one walk; none for a place on the street."""
    access_m = positions.access_m[number]
    if not (access_m > 0 and limit_m > 0):
        return np.array([], dtype=object)
    one = slice(number, number + 1)
    foot = network.stretches(positions.edge[one], positions.along_m[one], positions.along_m[one])
    line = shapely.LineString([places[number], shapely.get_coordinates(foot)[0]])
    walked = shapely.line_interpolate_point(line, min(1.0, limit_m / access_m), normalized=True)
    return np.array([shapely.LineString([places[number], (walked.x, walked.y)])], dtype=object)


def _around(lines: BaseGeometry, width_m: float) -> BaseGeometry:
    """All that is near some lines. Each drawn alone and then united takes a tenth of the time of all at once."""
    return shapely.union_all(shapely.buffer(shapely.get_parts(lines), width_m, quad_segs=_QUARTER_SEGMENTS))


def _filled(shape: BaseGeometry, filled_m2: float) -> BaseGeometry:
    """A polygon without its smaller holes."""
    parts = shapely.get_parts(shape)
    holes = shapely.get_parts(shapely.difference(shapely.polygons(shapely.get_exterior_ring(parts)), shape))
    return shapely.union_all(np.append(parts, holes[shapely.area(holes) < filled_m2]))
