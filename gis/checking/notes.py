"""What of a coverage may be as it should be, but is for a person to confirm."""

from collections import Counter
from collections.abc import Iterator

import numpy as np
import shapely

from gis.checking.land import Polygons
from gis.checking.report import Note, rounded_m2
from gis.checking.survey import Survey


def notes(surveyed: Survey) -> Iterator[Note]:
    """Tell of enclosed land like an enclave, of cells in several parts or apart, and of codes used again."""
    yield from _possible_enclaves(surveyed)
    yield from _multipart(surveyed)
    yield from _detached(surveyed)
    yield from _repeated_codes(surveyed)


def unmatched_enclaves(declared: Polygons, surveyed: Survey) -> Iterator[Note]:
    """Tell of each declared enclave that lies on cells, or in the open, by more than half of its area."""
    if not len(declared):
        return
    enclosed = shapely.intersection(declared, shapely.union_all(surveyed.faces.gaps))
    for enclave in declared[shapely.area(enclosed) < shapely.area(declared) / 2]:
        (codes,) = surveyed.codes_around(np.array([enclave], dtype=object))
        area_m2 = rounded_m2(surveyed.plane.area_m2(enclave))
        yield Note("unmatched_enclave", codes, area_m2, surveyed.plane.place(enclave))


def _possible_enclaves(surveyed: Survey) -> Iterator[Note]:
    enclaves = surveyed.enclosed[surveyed.like_enclaves]
    area_m2 = surveyed.enclosed_m2[surveyed.like_enclaves]
    around = surveyed.codes_around(enclaves)
    for enclave, codes, size_m2 in zip(enclaves, around, area_m2, strict=True):
        yield Note("possible_enclave", codes, rounded_m2(size_m2), surveyed.plane.place(enclave))


def _multipart(surveyed: Survey) -> Iterator[Note]:
    """One note a cell: the area of all but its main part, the place of the largest of these."""
    cells, plane = surveyed.cells, surveyed.plane
    for row in np.flatnonzero(shapely.get_num_geometries(cells) > 1):
        parts = sorted(shapely.get_parts(cells[row]), key=shapely.area)
        further_m2 = float(plane.area_m2(np.array(parts[:-1], dtype=object)).sum())
        yield Note("multipart", (surveyed.codes[row],), rounded_m2(further_m2), plane.place(parts[-2]))


def _detached(surveyed: Survey) -> Iterator[Note]:
    """Groups of cells that touch nothing of the largest group."""
    groups = surveyed.faces.covered
    if len(groups) < 2:
        return
    inner_points = shapely.STRtree(shapely.point_on_surface(surveyed.cells))
    for group in sorted(groups, key=shapely.area)[:-1]:
        codes = tuple(sorted(set(surveyed.codes[inner_points.query(group, "intersects")])))
        if codes:
            area_m2 = rounded_m2(surveyed.plane.area_m2(group))
            yield Note("detached", codes, area_m2, surveyed.plane.place(group))


def _repeated_codes(surveyed: Survey) -> Iterator[Note]:
    for code, times in sorted(Counter(surveyed.codes.tolist()).items()):
        if times > 1:
            rows = surveyed.cells[surveyed.codes == code]
            area_m2 = rounded_m2(surveyed.plane.area_m2(rows).sum())
            yield Note("repeated_code", (code,), area_m2, surveyed.plane.place(rows[1]))
