"""What keeps a set of cells from being a coverage, and where.

A *coverage* is a set of valid polygons, the cells, that lie side by side without gap or overlap and
share their edges vertex by vertex.

- An *overlap* is land that a pair of cells both cover.
- A *gap* is land that no cell covers and that cells enclose, of any shape. One that is large and compact
  is rather an enclave: land that belongs to nobody here. It is noted and left to a person to declare.
- An *unmatched edge* is one that two cells share but describe by different vertices (see `gis.edges`),
  reported where no gap or overlap lies behind it.
- A *sliver* is a cell that is nowhere wide enough for anybody to live in.
- An *invalid* cell crosses itself or is no polygon; the rest of the check goes on with its valid form.

Gaps and overlaps up to `TOLERANCE_M2` are the rounding of coordinates: they are summed up, not reported.
This module only looks; `gis.cleaning` proposes what to do.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
import pyproj
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.crs import WGS84, Frame, to_wgs84
from gis.edges import unmatched_edges
from gis.plane import Place, Plane

TOLERANCE_M2 = 1.0
SLIVER_WIDTH_M = 5.0
ENCLAVE_AREA_M2 = 10_000.0
ENCLAVE_COMPACTNESS = 0.15  # of Polsby and Popper: 1 is a circle; a strip 18 times as long as wide has 0.15
_ARITHMETIC_M2 = 0.001  # left over where a coverage without fault is united

Polygons = NDArray[np.object_]
Kind = Literal["overlap", "gap", "unmatched_edge", "sliver", "invalid"]
NoteKind = Literal["multipart", "possible_enclave", "detached", "repeated_code"]


@dataclass(frozen=True)
class Defect:
    """One thing that must be put right; `at` is a place on it, lon and lat, `None` where it has no place."""

    kind: Kind
    cells: tuple[str, ...]
    area_m2: float
    at: Place | None
    reason: str = ""


@dataclass(frozen=True)
class Note:
    """Something that may be as it should be, for a person to confirm."""

    kind: NoteKind
    cells: tuple[str, ...]
    area_m2: float
    at: Place | None


@dataclass(frozen=True)
class Noise:
    """Gaps and overlaps too small to matter."""

    gaps: int
    overlaps: int
    area_m2: float


@dataclass(frozen=True)
class CoverageReport:
    """What a check found: `defects` in the order of their kinds, the largest first."""

    cells: int
    defects: tuple[Defect, ...]
    notes: tuple[Note, ...]
    noise: Noise
    is_exact: bool  # without defect or noise, and shared edges have the same vertices to the last digit

    @property
    def is_seamless(self) -> bool:
        """Whether the cells are a coverage."""
        return not self.defects


def check(
    polygons: ArrayLike, codes: Sequence[str], *, crs: pyproj.CRS, drawn_in: Frame = WGS84
) -> CoverageReport:
    """Find what keeps cells from being a coverage.

    Parameters
    ----------
    polygons : (n,) array of geometries
        Longitude/latitude, or in `drawn_in`.
    codes : n texts
        What the report calls the cells.
    crs : pyproj.CRS
        The metric plane in which areas are measured (see `gis.crs.metric_crs`).
    drawn_in : Frame
        What the coordinates are written in where that is not longitude/latitude.

    Returns
    -------
    CoverageReport
        One overlap per pair of cells, one gap per enclosed piece of land, one unmatched edge per set of
        cells that meet there; places are longitude/latitude.

    Examples
    --------
    >>> from gis.crs import metric_crs
    >>> cells = [shapely.box(109.60, 27.94, 109.61, 27.95), shapely.box(109.609, 27.94, 109.62, 27.95)]
    >>> [(d.kind, d.cells) for d in check(cells, ["a", "b"], crs=metric_crs(109.6, 27.95)).defects]
    [('overlap', ('a', 'b'))]

    """
    given = np.asarray(polygons, dtype=object)
    names = np.array([str(code) for code in codes], dtype=object)
    plane = Plane(crs, drawn_in)
    astray = _why_astray(given, plane)
    invalid = _invalid_cells(given, names, astray, plane)
    cells = valid_cells(_only(given, astray == ""))
    pairs, overlaps = _overlaps(cells)
    covered = shapely.union_all(cells)
    gaps = enclosed_land(covered)
    overlap_m2, gap_m2 = plane.area_m2(overlaps), plane.area_m2(gaps)
    enclaves = are_enclaves(plane.in_metres(gaps))
    is_gap, is_overlap = (gap_m2 > TOLERANCE_M2) & ~enclaves, overlap_m2 > TOLERANCE_M2
    explained = np.concatenate([gaps[is_gap], overlaps[is_overlap]])
    defects = (
        *invalid,
        *_overlap_defects(names[pairs[is_overlap]], overlaps[is_overlap], plane),
        *_gap_defects(cells, names, gaps[is_gap], plane),
        *_unmatched_edge_defects(cells, names, explained, plane),
        *_slivers(cells, names, plane),
    )
    noise = _noise(gap_m2, overlap_m2)
    return CoverageReport(
        cells=len(given),
        defects=defects,
        notes=(
            *_enclave_notes(cells, names, gaps[enclaves], plane),
            *_multipart_notes(cells, names, plane),
            *_detached_notes(covered, cells, names, plane),
            *_repeated_code_notes(cells, names, plane),
        ),
        noise=noise,
        is_exact=not (defects or noise.gaps or noise.overlaps) and bool(shapely.coverage_is_valid(given)),
    )


def are_on_earth(given: Polygons, frame: Frame) -> NDArray[np.bool_]:
    """Which geometries have a longitude and latitude for each of their coordinates."""
    xy, row = shapely.get_coordinates(given, return_index=True)
    is_lost = ~(np.abs(to_wgs84(xy, frame)) <= (180.0, 90.0)).all(axis=1)
    on_earth: NDArray[np.bool_] = np.bincount(row[is_lost], minlength=len(given)) == 0
    return on_earth


def valid_cells(polygons: Polygons) -> Polygons:
    """Bring each cell to valid polygons, keeping its land; what is no polygon becomes empty."""
    cells = polygons.copy()
    cells[~np.isfinite(shapely.bounds(cells)).all(axis=1)] = None
    invalid = ~shapely.is_valid(cells)
    cells[invalid] = shapely.make_valid(cells[invalid])
    mixed = ~np.isin(shapely.get_type_id(cells), (3, 6))
    cells[mixed] = [_polygons_of(geometry) for geometry in cells[mixed]]
    return cells


def enclosed_land(covered: Any) -> Polygons:
    """The pieces of land that are not covered but enclosed by what is, from rounding to enclaves."""
    edges = shapely.union_all(
        shapely.boundary(shapely.get_parts(covered))
    )  # cut where cells meet in a point only
    faces = shapely.get_parts(shapely.polygonize(shapely.get_parts(edges)))
    shapely.prepare(covered)
    land: Polygons = faces[~shapely.intersects(covered, shapely.point_on_surface(faces))]
    return land


def are_enclaves(metric: Polygons) -> NDArray[np.bool_]:
    """Which pieces of enclosed land, in metres, are large and compact."""
    area_m2, length_m = shapely.area(metric), shapely.length(metric)
    compactness = 4 * np.pi * area_m2 / np.maximum(length_m, 1e-9) ** 2
    large_and_compact: NDArray[np.bool_] = (area_m2 >= ENCLAVE_AREA_M2) & (compactness >= ENCLAVE_COMPACTNESS)
    return large_and_compact


def are_thin(metric: Polygons) -> NDArray[np.bool_]:
    """Which polygons, in metres, hold no circle of the diameter `SLIVER_WIDTH_M`.

    No circle in a polygon without holes is narrower than its mean width, twice its area by its length
    (Bonnesen), so only few need the search for the circle.
    """
    mean_width_m = 2 * shapely.area(metric) / np.maximum(shapely.length(metric), 1e-9)
    thin: NDArray[np.bool_] = (mean_width_m < SLIVER_WIDTH_M) & ~shapely.is_empty(metric)
    circles = shapely.maximum_inscribed_circle(metric[thin], tolerance=0.1)
    thin[thin] = 2 * shapely.length(circles) < SLIVER_WIDTH_M
    return thin


def _polygons_of(geometry: Any) -> Any:
    parts = shapely.get_parts(shapely.get_parts(geometry)) if geometry is not None else np.array([], object)
    return shapely.union_all(parts[shapely.get_dimensions(parts) == 2]) if len(parts) else shapely.Polygon()


def _why_astray(given: Polygons, plane: Plane) -> NDArray[np.object_]:
    """Say what cannot be measured where it lies; empty for what can."""
    astray = np.full(len(given), "", dtype=object)
    on_earth = are_on_earth(given, plane.drawn_in)
    astray[~on_earth] = "At no place on earth"
    here = _only(given, on_earth)
    astray[~shapely.is_missing(here) & shapely.is_missing(plane.in_metres(here))] = "Too far from the others"
    return astray


def _only(given: Polygons, kept: NDArray[np.bool_]) -> Polygons:
    only = given.copy()
    only[~kept] = None
    return only


def _invalid_cells(
    given: Polygons, names: NDArray[np.object_], astray: NDArray[np.object_], plane: Plane
) -> Iterator[Defect]:
    is_polygon = np.isin(shapely.get_type_id(given), (3, 6)) & ~shapely.is_empty(given)
    for row in np.flatnonzero(~(is_polygon & shapely.is_valid(given) & (astray == ""))):
        if astray[row]:
            reason, at = astray[row], None
        elif is_polygon[row]:
            reason, at = _why_invalid(given[row], plane)
        else:
            reason, at = _why_no_polygon(given[row], plane)
        yield Defect("invalid", (names[row],), 0.0, at, reason)


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


def _overlaps(cells: Polygons) -> tuple[NDArray[np.intp], Polygons]:
    first, second = shapely.STRtree(cells).query(cells, predicate="intersects")
    pairs = np.column_stack([first, second])[first < second]
    shared = shapely.intersection(cells[pairs[:, 0]], cells[pairs[:, 1]])
    with_area = shapely.area(shared) > 0
    return pairs[with_area], shared[with_area]


def _overlap_defects(names: NDArray[np.object_], overlaps: Polygons, plane: Plane) -> list[Defect]:
    places = plane.places([_largest_part(overlap) for overlap in overlaps])
    found = [
        Defect("overlap", tuple(sorted(pair)), _round(area_m2), at)
        for pair, area_m2, at in zip(names, plane.area_m2(overlaps), places, strict=True)
    ]
    return sorted(found, key=_largest_first)


def _gap_defects(cells: Polygons, names: NDArray[np.object_], gaps: Polygons, plane: Plane) -> list[Defect]:
    around = _codes_around(cells, names, gaps, plane)
    found = [
        Defect("gap", codes, _round(area_m2), at)
        for codes, area_m2, at in zip(around, plane.area_m2(gaps), plane.places(gaps), strict=True)
    ]
    return sorted(found, key=_largest_first)


def _codes_around(
    cells: Polygons, names: NDArray[np.object_], pieces: Polygons, plane: Plane
) -> list[tuple[str, ...]]:
    piece, cell = shapely.STRtree(cells).query(pieces, "dwithin", distance=0.001 * plane.metre)
    around: list[set[str]] = [set() for _ in pieces]
    for n, code in zip(piece.tolist(), names[cell], strict=True):
        around[n].add(code)
    return [tuple(sorted(codes)) for codes in around]


def _unmatched_edge_defects(
    cells: Polygons, names: NDArray[np.object_], explained: Polygons, plane: Plane
) -> list[Defect]:
    found = unmatched_edges(cells, explained, metre=plane.metre)
    places = plane.places([shapely.Point(at) for at in found.values()])
    defects = [
        Defect("unmatched_edge", tuple(sorted(names[list(rows)])), 0.0, at)
        for rows, at in zip(found, places, strict=True)
    ]
    return sorted(defects, key=_largest_first)


def _slivers(cells: Polygons, names: NDArray[np.object_], plane: Plane) -> list[Defect]:
    metric = plane.in_metres(cells)
    return [
        Defect("sliver", (names[row],), _round(metric[row].area), plane.place(cells[row]))
        for row in np.flatnonzero(are_thin(metric))
    ]


def _enclave_notes(
    cells: Polygons, names: NDArray[np.object_], enclaves: Polygons, plane: Plane
) -> Iterator[Note]:
    around = _codes_around(cells, names, enclaves, plane)
    for enclave, codes, area_m2 in zip(enclaves, around, plane.area_m2(enclaves), strict=True):
        yield Note("possible_enclave", codes, _round(area_m2), plane.place(enclave))


def _multipart_notes(cells: Polygons, names: NDArray[np.object_], plane: Plane) -> Iterator[Note]:
    """One note a cell: the area of all but its main part, the place of the largest of these."""
    for row in np.flatnonzero(shapely.get_num_geometries(cells) > 1):
        parts = sorted(shapely.get_parts(cells[row]), key=shapely.area)
        further_m2 = float(plane.area_m2(np.array(parts[:-1], dtype=object)).sum())
        yield Note("multipart", (names[row],), _round(further_m2), plane.place(parts[-2]))


def _detached_notes(
    covered: Any, cells: Polygons, names: NDArray[np.object_], plane: Plane
) -> Iterator[Note]:
    """Groups of cells that touch nothing of the largest group."""
    groups = shapely.get_parts(covered)
    inner_points = shapely.STRtree(shapely.point_on_surface(cells))
    for group in sorted(groups, key=shapely.area)[:-1]:
        codes = tuple(sorted(set(names[inner_points.query(group, "intersects")])))
        if codes:
            yield Note("detached", codes, _round(plane.area_m2(group)), plane.place(group))


def _repeated_code_notes(cells: Polygons, names: NDArray[np.object_], plane: Plane) -> Iterator[Note]:
    for code, times in sorted(Counter(names.tolist()).items()):
        if times > 1:
            rows = cells[names == code]
            yield Note("repeated_code", (code,), _round(plane.area_m2(rows).sum()), plane.place(rows[1]))


def _noise(gap_m2: NDArray[np.float64], overlap_m2: NDArray[np.float64]) -> Noise:
    small_gaps, small_overlaps = (
        area_m2[(area_m2 > _ARITHMETIC_M2) & (area_m2 <= TOLERANCE_M2)] for area_m2 in (gap_m2, overlap_m2)
    )
    total_m2 = round(float(small_gaps.sum() + small_overlaps.sum()), 3)
    return Noise(len(small_gaps), len(small_overlaps), total_m2)


def _largest_part(geometry: Any) -> Any:
    return max(shapely.get_parts(geometry), key=shapely.area)


def _largest_first(defect: Defect) -> tuple[float, tuple[str, ...]]:
    return -defect.area_m2, defect.cells


def _round(area_m2: float) -> float:
    return round(float(area_m2), 1)
