"""What keeps cells from being a coverage, found kind by kind and told with places, the largest first."""

import re
from collections.abc import Iterator
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.edges import unmatched_edges
from gis.checking.land import TOLERANCE_M2, Polygons, are_on_earth, are_polygons, are_thin, only
from gis.checking.report import Defect, rounded_m2
from gis.checking.survey import Codes, Overlaps, Survey
from gis.plane import Place, Plane


def defects(surveyed: Survey) -> tuple[Defect, ...]:
    """Find the overlaps, gaps, unmatched edges and slivers."""
    overlaps = surveyed.overlaps.over(TOLERANCE_M2)
    gaps = surveyed.enclosed[surveyed.gaps]
    explained = np.concatenate([gaps, overlaps.land])
    return (
        *sorted(_overlap_defects(overlaps, surveyed), key=_largest_first),
        *sorted(_gap_defects(gaps, surveyed), key=_largest_first),
        *sorted(_unmatched_edge_defects(explained, surveyed), key=_largest_first),
        *_slivers(surveyed),
    )


def why_astray(given: Polygons, plane: Plane) -> NDArray[np.object_]:
    """Say what cannot be measured where it lies; empty for what can."""
    astray = np.full(len(given), "", dtype=object)
    on_earth = are_on_earth(given, plane.drawn_in)
    astray[~on_earth] = "At no place on earth"
    here = only(given, on_earth)
    astray[~shapely.is_missing(here) & shapely.is_missing(plane.in_metres(here))] = "Too far from the others"
    return astray


def invalid_cells(
    given: Polygons, codes: Codes, astray: NDArray[np.object_], plane: Plane
) -> Iterator[Defect]:
    """Tell of each row that is no valid polygon, with the reason."""
    is_polygon = are_polygons(given)
    for row in np.flatnonzero(~(is_polygon & shapely.is_valid(given) & (astray == ""))):
        if astray[row]:
            reason, at = astray[row], None
        elif is_polygon[row]:
            reason, at = _why_invalid(given[row], plane)
        else:
            reason, at = _why_no_polygon(given[row], plane)
        yield Defect("invalid", (codes[row],), 0.0, at, reason)


def _why_invalid(polygon: Any, plane: Plane) -> tuple[str, Place | None]:
    """Split GEOS's reason, such as ``Self-intersection[109.6 27.9]``."""
    reason = str(shapely.is_valid_reason(polygon))
    spot = re.fullmatch(r"(.*?)\[(\S+) (\S+?)(?: \S+)?\]", reason)
    if spot is None:
        return reason, None
    text, x, y = spot.groups()
    return text, plane.place(shapely.Point(float(x), float(y)))


def _why_no_polygon(geometry: Any, plane: Plane) -> tuple[str, Place | None]:
    if geometry is None or shapely.is_empty(geometry):
        return "No geometry", None
    return f"{geometry.geom_type}, not a polygon", plane.place(geometry)


def _overlap_defects(overlaps: Overlaps, surveyed: Survey) -> Iterator[Defect]:
    places = surveyed.plane.places([_largest_part(land) for land in overlaps.land])
    for pair, area_m2, at in zip(surveyed.codes[overlaps.pairs], overlaps.area_m2, places, strict=True):
        yield Defect("overlap", tuple(sorted(pair)), rounded_m2(area_m2), at)


def _gap_defects(gaps: Polygons, surveyed: Survey) -> Iterator[Defect]:
    around, area_m2 = surveyed.codes_around(gaps), surveyed.enclosed_m2[surveyed.gaps]
    for codes, size_m2, at in zip(around, area_m2, surveyed.plane.places(gaps), strict=True):
        yield Defect("gap", codes, rounded_m2(size_m2), at)


def _unmatched_edge_defects(explained: Polygons, surveyed: Survey) -> Iterator[Defect]:
    plane, codes = surveyed.plane, surveyed.codes
    found = unmatched_edges(surveyed.cells, surveyed.free, explained, metre=plane.metre)
    places = plane.places([shapely.Point(at) for at in found.values()])
    for rows, at in zip(found, places, strict=True):
        yield Defect("unmatched_edge", tuple(sorted(codes[list(rows)])), 0.0, at)


def _slivers(surveyed: Survey) -> Iterator[Defect]:
    metric = surveyed.plane.in_metres(surveyed.cells)
    for row in np.flatnonzero(are_thin(metric)):
        at = surveyed.plane.place(surveyed.cells[row])
        yield Defect("sliver", (surveyed.codes[row],), rounded_m2(metric[row].area), at)


def _largest_part(geometry: Any) -> Any:
    return max(shapely.get_parts(geometry), key=shapely.area)


def _largest_first(defect: Defect) -> tuple[float, tuple[str, ...]]:
    return -defect.area_m2, defect.cells
