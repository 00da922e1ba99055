"""Cells laid out on a flat map to be worked on: what is dirt between them, and what land stays open."""

from dataclasses import dataclass

import numpy as np
import pyproj
import shapely

from gis.checking.faces import faces, free_edges
from gis.checking.land import ARITHMETIC_M2, Polygons, are_enclaves
from gis.crs import project
from gis.repair.flat import FlatMap, flat_map


@dataclass(frozen=True)
class Layout:
    """Cells on a flat map, the gaps and overlaps between them, and the enclaves, which belong to nobody."""

    map: FlatMap
    cells: Polygons
    dirt: Polygons
    enclaves: Polygons


def laid_out(given: Polygons, crs: pyproj.CRS, *, declared: Polygons) -> Layout:
    """Lay out valid cells in longitude/latitude; of declared enclaves, what cells enclose and do not cover counts."""
    here = flat_map(given)
    cells = here.drawn(given)
    found = faces(cells, free_edges(cells))
    is_enclave = are_enclaves(project(here.lonlat(found.gaps), crs))
    gaps, of_nobody = found.gaps[~is_enclave], here.drawn(shapely.union_all(declared))
    dirt = np.concatenate([shapely.difference(gaps, of_nobody), found.overlaps])
    enclaves = np.concatenate([found.gaps[is_enclave], shapely.intersection(gaps, of_nobody)])
    return Layout(here, cells, dirt[shapely.area(dirt) > ARITHMETIC_M2], enclaves[shapely.area(enclaves) > 0])
