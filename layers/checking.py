"""Cells as a file has them, with what keeps them from being a coverage and what would make them one.

Every row of the file is a cell, also one that has no geometry. The cells are judged in the plane they were drawn
in; a repair is told, and written, in longitude/latitude.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyproj
import shapely
from numpy.typing import NDArray

from gis.cleaning import Repair, propose_repair
from gis.crs import Frame, metric_crs, to_wgs84, unproject
from gis.validation import CoverageReport, check
from layers.files.columns import as_text, named_column
from layers.files.errors import FileRefused
from layers.files.read import read_layer_as_is
from layers.files.write import write


@dataclass(frozen=True)
class Cells:
    """Every row of a file in order: its attributes, its code, and its geometry in the numbers of the file."""

    rows: pd.DataFrame
    codes: list[str]
    polygons: NDArray[np.object_]
    frame: Frame
    warnings: tuple[str, ...]

    @property
    def metric(self) -> pyproj.CRS:
        """The plane to measure in: that of the middle of all corners."""
        xy = to_wgs84(shapely.get_coordinates(self.polygons), self.frame)
        lon, lat = np.median(xy[np.isfinite(xy).all(axis=1)], axis=0)
        return metric_crs(lon, lat)


def read_cells(
    path: Path, *, layer: str | None = None, code: str | None = None, crs: str | None = None
) -> Cells:
    """Read a file of polygons.

    Parameters
    ----------
    code : the column that tells the codes; rows are numbered from 1 without it, or where it is empty

    Raises
    ------
    FileRefused
        When it cannot be read or holds no polygon at all.

    """
    read = read_layer_as_is(path, layer=layer, crs=crs)
    rows = pd.DataFrame(read.rows.drop(columns=read.rows.geometry.name))
    if len(read.rejected):
        rows = pd.concat([rows, read.rejected.drop(columns="reason")]).sort_index()
    polygons = np.asarray(read.rows.geometry.reindex(rows.index), dtype=object)
    is_polygon = np.isin(shapely.get_type_id(polygons), (3, 6))
    if not is_polygon.any():
        raise FileRefused("no_geometry", f"The file “{path.name}” holds no polygons.")
    return Cells(rows, _codes(rows, code), polygons, read.source, read.warnings)


def check_cells(cells: Cells) -> CoverageReport:
    """Find what keeps the cells from being a coverage."""
    return check(cells.polygons, cells.codes, crs=cells.metric, drawn_in=cells.frame)


def repair_cells(cells: Cells) -> Repair:
    """Propose a coverage, in longitude/latitude."""
    return propose_repair(unproject(cells.polygons, cells.frame), cells.codes, crs=cells.metric)


def write_repair(cells: Cells, repair: Repair, path: Path) -> tuple[str, ...]:
    """Write the proposal with all attributes, in WGS 84; what the format could not hold is returned."""
    return write(gpd.GeoDataFrame(cells.rows, geometry=repair.polygons, crs=4326), path)


def _codes(rows: pd.DataFrame, code: str | None) -> list[str]:
    numbers = [str(number) for number in range(1, len(rows) + 1)]
    if code is None:
        return numbers
    texts = rows[named_column(list(rows.columns), code)].map(as_text)
    return [text or number for text, number in zip(texts, numbers, strict=True)]
