"""A street network: places on it, walking distances between them, and the line along streets from place to place.

Everybody walks every street in both directions, and off the streets straight to the nearest point of one.
Lengths are metres in the metric plane of the place; lines come and go as longitude/latitude.
"""

import numpy as np
import pyproj
import shapely
from numpy.typing import ArrayLike

from gis.crs import from_wgs84, parse_crs, project, snap
from gis.errors import CrsError, FarFromStreets, LinesRefused, NoStreets, NothingToTrace, Unreachable
from gis.locate import as_points
from gis.mileage import FloatArray, IntArray, Lines, Mileage
from gis.noding import as_lines, node_lines
from gis.stops import Pieces, Positions, cut_at_stops

TRACE_WITHIN_M = 50.0


class StreetNetwork:
    """Streets, and further lines to follow such as banks, as a graph.

    Parameters
    ----------
    lines : (n,) array of LineString or MultiLineString, longitude/latitude
        Whole lines, not noded (see `gis.noding`). To redraw borders, with the banks of rivers, the boundaries
        of their polygons; to measure walks, streets and paths alone.
    crs : pyproj.CRS
        The metric plane of the place (see `gis.crs.metric_crs`).
    levels : (n,) int or bool array
        Lines on different levels do not meet where they cross: give bridges another level than what they
        cross, for instance by an ``is_bridge`` array. The end of a line meets whatever it lies on.

    Attributes
    ----------
    edges : (m,) array of LineString, longitude/latitude
        What lies between two nodes.
    length_m : (m,) float array
    crs : pyproj.CRS, the metric plane

    Raises
    ------
    NoStreets
        When there is no line at all.
    LinesRefused
        When something is no line, or has no place in the metric plane.
    CrsError
        When `crs` is no plane in metres.

    Examples
    --------
    >>> from gis.crs import metric_crs
    >>> streets = [
    ...     shapely.LineString([(109.60, 27.94), (109.61, 27.94)]),
    ...     shapely.LineString([(109.61, 27.94), (109.61, 27.95)]),
    ... ]
    >>> network = StreetNetwork(streets, crs=metric_crs(109.6, 27.94))
    >>> network.trace([(109.60, 27.94), (109.61, 27.95)]).wkt
    'LINESTRING (109.6 27.94, 109.61 27.94, 109.61 27.95)'

    """

    def __init__(self, lines: ArrayLike, *, crs: pyproj.CRS, levels: ArrayLike | None = None) -> None:
        _refuse_other_than_metres(crs)
        given = as_lines(lines)
        _refuse_lost(given, crs)
        noded = node_lines(given, levels)
        if not len(noded.lines):
            raise NoStreets("There is no street to follow.")
        self.edges: Lines = noded.lines
        self._ends = noded.ends
        self.crs = crs
        self._plane = parse_crs(crs)
        self._in_metres: Lines = project(self.edges, crs)
        self._mileage = Mileage(self.edges, self._in_metres)
        self.length_m: FloatArray = self._mileage.length_m
        self._tree = shapely.STRtree(self._in_metres)

    def nearest(self, lonlat: ArrayLike, *, within_m: float = np.inf) -> Positions:
        """Find the nearest point of a street to each place.

        Parameters
        ----------
        lonlat : (n, 2) float array
        within_m : float
            How far to look, more than nothing.

        """
        xy = from_wgs84(as_points(lonlat), self._plane)
        known = np.isfinite(xy).all(axis=1)
        points = np.asarray(shapely.points(xy))
        farthest = within_m if np.isfinite(within_m) else None
        (asked, edge), distance_m = self._tree.query_nearest(
            points[known], max_distance=farthest, return_distance=True
        )
        asked, first = np.unique(asked, return_index=True)
        at, edge = np.flatnonzero(known)[asked], edge[first]

        found = np.full(len(xy), -1, dtype=np.intp)
        found[at] = edge
        along_m = np.full(len(xy), np.nan)
        along_m[at] = np.minimum(
            shapely.line_locate_point(self._in_metres[edge], points[at]), self.length_m[edge]
        )
        access_m = np.where(known, np.inf, np.nan)
        access_m[at] = distance_m[first]
        return Positions(found, along_m, access_m)

    def cut_at(self, positions: Positions) -> Pieces:
        """Cut the edges at stops: the graph to find ways in."""
        return cut_at_stops(self._ends, self.length_m, positions)

    def stretches(self, edge: IntArray, start_m: ArrayLike, end_m: ArrayLike) -> Lines:
        """Cut a stretch out of each edge given, from `start_m` to `end_m` along it; longitude/latitude."""
        return self._mileage.stretches(edge, start_m, end_m)

    def piece_at(self, pieces: Pieces, positions: Positions) -> IntArray:
        """Find the piece that each position lies on, the later of two that meet there; each must have an edge."""
        starts = self._mileage.on_scale(pieces.edge, pieces.start_m)
        asked = self._mileage.on_scale(positions.edge, positions.along_m)
        found: IntArray = np.searchsorted(starts, asked, side="right") - 1
        return found

    def distances_m(
        self, origins: ArrayLike, destinations: ArrayLike, *, limit_m: float = np.inf
    ) -> FloatArray:
        """Measure the shortest way on foot from each origin to each destination.

        Parameters
        ----------
        origins, destinations : (n, 2) and (k, 2) float arrays, longitude/latitude
        limit_m : float
            How long a way may be on the streets.

        Returns
        -------
        (n, k) float array
            Metres on the streets, and straight to and from them: a place off the street is twice its way to
            the street apart from itself. Infinite where there is no way, NaN without a place.

        """
        start, end = self.nearest(origins), self.nearest(destinations)
        if not len(start.edge):
            return np.empty((0, len(end.edge)))
        pieces = self.cut_at(start.followed_by(end))
        origin, destination = np.split(pieces.stops, [len(start.edge)])
        on_streets_m = pieces.distances_m(origin, limit_m=limit_m)[:, destination]
        distances_m: FloatArray = start.access_m[:, None] + on_streets_m + end.access_m
        return distances_m

    def trace(
        self, waypoints: ArrayLike, *, within_m: float = TRACE_WITHIN_M, limit_m: float = np.inf
    ) -> shapely.LineString:
        """Follow the streets from each waypoint to the next by the shortest way.

        Parameters
        ----------
        waypoints : (n, 2) float array, longitude/latitude
            Each is brought to the nearest point of a street.
        within_m : float
            How far a waypoint may lie from every street.
        limit_m : float
            How long the way between two waypoints may be.

        Returns
        -------
        LineString, longitude/latitude
            Its vertices are those of the lines, with crossings and both its ends put on the 1e-7 degree lattice
            where they are none. It goes over itself where a waypoint leads into a street and out again.

        Raises
        ------
        FarFromStreets
            When a waypoint has no street near enough, or no place in the metric plane.
        Unreachable
            When no way within the limit leads from one waypoint to the next.
        NothingToTrace
            When there are fewer than two waypoints, or all come to the same place.

        """
        places = as_points(waypoints)
        positions = self.nearest(places, within_m=within_m)
        _refuse_far(positions, places, within_m)
        pieces = self.cut_at(positions)
        legs = [self._leg(pieces, number, places, limit_m) for number in range(len(places) - 1)]
        xy = np.concatenate([np.empty((0, 2)), *legs])
        line = snap(shapely.LineString(xy)) if len(xy) else shapely.LineString()
        if line.is_empty:
            raise NothingToTrace("To follow streets takes two different places on them.")
        return shapely.remove_repeated_points(line)

    def _leg(self, pieces: Pieces, number: int, places: FloatArray, limit_m: float) -> FloatArray:
        """The coordinates of the way from one stop to the next."""
        origin, destination = pieces.stops[number : number + 2].tolist()
        piece, is_backward = pieces.way(origin, destination, limit_m=limit_m)
        if not len(piece):
            raise Unreachable(
                "No way along the streets leads from one place to the next.",
                between=(_place(places[number]), _place(places[number + 1])),
            )
        lines = self.stretches(pieces.edge[piece], pieces.start_m[piece], pieces.end_m[piece])
        lines[is_backward] = shapely.reverse(lines[is_backward])
        return shapely.get_coordinates(lines)


def _refuse_other_than_metres(crs: pyproj.CRS) -> None:
    if not crs.is_projected or any(axis.unit_conversion_factor != 1 for axis in crs.axis_info):
        raise CrsError(f"Lengths need a plane in metres, which “{crs.name}” is not.")


def _refuse_lost(lines: Lines, crs: pyproj.CRS) -> None:
    lost = np.flatnonzero(shapely.is_missing(project(lines, crs)))
    if len(lost):
        raise LinesRefused(f"Some lines have no place in the plane “{crs.name}”.", rows=lost.tolist())


def _refuse_far(positions: Positions, places: FloatArray, within_m: float) -> None:
    for number in np.flatnonzero(positions.edge < 0)[:1]:
        is_nowhere = np.isnan(positions.access_m[number])
        text = "A place lies nowhere." if is_nowhere else f"A place has no street within {within_m:.0f} m."
        raise FarFromStreets(text, at=_place(places[number]), within_m=within_m)


def _place(lonlat: FloatArray) -> tuple[float, float]:
    lon, lat = lonlat.tolist()
    return lon, lat
