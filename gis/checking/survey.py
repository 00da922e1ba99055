"""Cells as they lie on the land: what fits, what overlaps, what is enclosed by them and covered by none.

A survey measures and judges nothing: `gis.checking.defects` and `gis.checking.notes` say what of it is wrong and what a person should confirm.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.faces import Edges, Faces, faces, free_edges
from gis.checking.land import ARITHMETIC_M2, TOLERANCE_M2, Polygons, are_enclaves
from gis.checking.report import Noise
from gis.plane import Plane

Codes = NDArray[np.object_]


@dataclass(frozen=True)
class Overlaps:
    """Land that a pair of cells (rows, (n, 2), the lower first) both cover, and its size."""

    pairs: NDArray[np.intp]
    land: Polygons
    area_m2: NDArray[np.float64]

    def over(self, least_m2: float) -> "Overlaps":
        """Those that are larger than this."""
        large = self.area_m2 > least_m2
        return Overlaps(self.pairs[large], self.land[large], self.area_m2[large])


@dataclass(frozen=True)
class Survey:
    """Valid cells with their codes, and what comes of laying them side by side, in the frame of the cells."""

    cells: Polygons
    codes: Codes
    plane: Plane
    free: Edges
    faces: Faces
    overlaps: Overlaps
    enclosed: Polygons  # what no cell covers and no declared enclave accounts for
    enclosed_m2: NDArray[np.float64]
    like_enclaves: NDArray[np.bool_]

    @property
    def gaps(self) -> NDArray[np.bool_]:
        """Which of the enclosed land is a gap."""
        return (self.enclosed_m2 > TOLERANCE_M2) & ~self.like_enclaves

    @property
    def noise(self) -> Noise:
        """The gaps and overlaps that are the rounding of coordinates."""
        small_gaps, small_overlaps = (
            area_m2[(area_m2 > ARITHMETIC_M2) & (area_m2 <= TOLERANCE_M2)]
            for area_m2 in (self.enclosed_m2, self.overlaps.area_m2)
        )
        total_m2 = round(float(small_gaps.sum() + small_overlaps.sum()), 3)
        return Noise(len(small_gaps), len(small_overlaps), total_m2)

    def codes_around(self, pieces: Polygons) -> list[tuple[str, ...]]:
        """The codes of the cells that have a free edge on each piece of land."""
        touching = 0.001 * self.plane.metre
        piece, edge = shapely.STRtree(self.free.lines).query(pieces, "dwithin", distance=touching)
        around: list[set[str]] = [set() for _ in pieces]
        for n, code in zip(piece.tolist(), self.codes[self.free.cell[edge]], strict=True):
            around[n].add(code)
        return [tuple(sorted(codes)) for codes in around]


def survey(cells: Polygons, codes: Codes, plane: Plane, *, declared: Polygons) -> Survey:
    """Lay valid cells side by side; `declared` are enclaves, taken out of the land they enclose."""
    free = free_edges(cells)
    found = faces(cells, free)
    enclosed = _without(found.gaps, declared)
    return Survey(
        cells=cells,
        codes=codes,
        plane=plane,
        free=free,
        faces=found,
        overlaps=_overlaps(cells, found, plane),
        enclosed=enclosed,
        enclosed_m2=plane.area_m2(enclosed),
        like_enclaves=are_enclaves(plane.in_metres(enclosed)),
    )


def _without(lands: Polygons, declared: Polygons) -> Polygons:
    if not len(declared):
        return lands
    left: Polygons = shapely.get_parts(shapely.difference(lands, shapely.union_all(declared)))
    return left[shapely.area(left) > 0]


def _overlaps(cells: Polygons, found: Faces, plane: Plane) -> Overlaps:
    involved = np.unique(shapely.STRtree(cells).query(found.overlaps, "intersects")[1])
    first, second = shapely.STRtree(cells[involved]).query(cells[involved], "intersects")
    pairs = involved[np.column_stack([first, second])[first < second]]
    land = shapely.intersection(cells[pairs[:, 0]], cells[pairs[:, 1]])
    overlaps = Overlaps(pairs, land, plane.area_m2(land))
    return overlaps.over(0.0)
