"""What keeps a set of cells from being a coverage, and where.

A *coverage* is a set of valid polygons, the cells, that lie side by side without gap or overlap and
share their edges vertex by vertex.

- An *overlap* is land that a pair of cells both cover.
- A *gap* is land that no cell covers and that cells enclose, of any shape. One that is large and compact
  is rather an enclave: land that belongs to nobody here. It is noted and left to a person to declare.
- An *unmatched edge* is one that two cells share but describe by different vertices (see `gis.checking.edges`),
  reported where no gap or overlap lies behind it.
- A *sliver* is a cell that is nowhere wide enough for anybody to live in.
- An *invalid* cell crosses itself or is no polygon; the rest of the check goes on with its valid form.

Gaps and overlaps up to `gis.checking.land.TOLERANCE_M2` are the rounding of coordinates: they are summed up, not reported.
This module only looks; `gis.cleaning` proposes what to do.
"""

from collections.abc import Iterator, Sequence

import numpy as np
import pyproj
from numpy.typing import ArrayLike

from gis.checking.defects import defects, invalid_cells, why_astray
from gis.checking.edges import match_exactly
from gis.checking.land import only, valid_cells
from gis.checking.notes import notes, unmatched_enclaves
from gis.checking.parents import Parents, broken_parents, outside_parents
from gis.checking.report import CoverageReport, Defect, Noise, Note
from gis.checking.survey import Survey, survey
from gis.crs import WGS84, Frame
from gis.plane import Plane

__all__ = ["CoverageReport", "Defect", "Noise", "Note", "Parents", "check"]


def check(
    polygons: ArrayLike,
    codes: Sequence[str],
    *,
    crs: pyproj.CRS,
    drawn_in: Frame = WGS84,
    parents: Parents | None = None,
    enclaves: ArrayLike = (),
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
    parents : Parents
        What the cells belong to: cells that leave their parent and parents in pieces are noted.
    enclaves : array of polygons
        Land declared to belong to nobody, in the frame of the cells: it is neither gap nor possible enclave.
        One that lies on cells, or in the open, by more than half of its area is noted.

    Returns
    -------
    CoverageReport
        One overlap per pair of cells, one gap per enclosed piece of land, one unmatched edge per set of
        cells that meet there; places are longitude/latitude.

    Examples
    --------
    >>> import shapely
    >>> from gis.crs import metric_crs
    >>> cells = [shapely.box(109.60, 27.94, 109.61, 27.95), shapely.box(109.609, 27.94, 109.62, 27.95)]
    >>> [(d.kind, d.cells) for d in check(cells, ["a", "b"], crs=metric_crs(109.6, 27.95)).defects]
    [('overlap', ('a', 'b'))]

    """
    given, names = np.array(polygons, dtype=object), np.array([str(code) for code in codes], dtype=object)
    declared = valid_cells(np.array(enclaves, dtype=object))
    plane = Plane(crs, drawn_in)
    astray = why_astray(given, plane)
    cells = valid_cells(only(given, astray == ""))
    surveyed = survey(cells, names, plane, declared=declared)
    found = (*invalid_cells(given, names, astray, plane), *defects(surveyed))
    return CoverageReport(
        cells=len(given),
        defects=found,
        notes=(*notes(surveyed), *unmatched_enclaves(declared, surveyed), *_parent_notes(surveyed, parents)),
        noise=surveyed.noise,
        fits_exactly=all(defect.kind == "sliver" for defect in found) and _fits_exactly(surveyed),
    )


def _parent_notes(surveyed: Survey, parents: Parents | None) -> Iterator[Note]:
    if parents is not None:
        yield from outside_parents(surveyed, parents)
        yield from broken_parents(surveyed, parents)


def _fits_exactly(surveyed: Survey) -> bool:
    noise = surveyed.noise
    return not (noise.gaps or noise.overlaps) and match_exactly(
        surveyed.cells, surveyed.free, metre=surveyed.plane.metre
    )
