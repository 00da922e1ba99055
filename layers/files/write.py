"""Rows written to the format that a file's name asks for, in order, and only ever as a whole file.

Two ways, by where the texts come from. `write` is for what is kept here: it brings longitude and latitude
to the wanted system and, in delimited text, puts an apostrophe before texts that a spreadsheet would run as
a formula, for people typed them. `write_unchanged` is for rows of somebody's own file on their way back:
neither numbers nor texts are touched. In workbooks text is marked as text, in both ways, and so runs nowhere.
"""

import shutil
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd

from gis.crs import WGS84, Frame, metric_crs, parse_crs, project
from layers.files.dxf_out import write_dxf
from layers.files.errors import FileRefused
from layers.files.layers_out import (
    write_geojson,
    write_geopackage,
    write_kml,
    write_parquet,
    write_shapefile,
    write_zipped_shapefile,
)
from layers.files.tables_out import defused, write_text, write_workbook

_TEXT = {".csv", ".tsv"}
_TABLES: dict[str, Callable[[pd.DataFrame, Path, Frame], tuple[str, ...]]] = {
    ".csv": write_text,
    ".tsv": write_text,
    ".xlsx": write_workbook,
    ".parquet": write_parquet,
}
_LAYERS: dict[str, Callable[[gpd.GeoDataFrame, Path, Frame], tuple[str, ...]]] = {
    ".geojson": write_geojson,
    ".gpkg": write_geopackage,
    ".kml": write_kml,
    ".dxf": write_dxf,
    ".shp": write_shapefile,
    ".zip": write_zipped_shapefile,
}
ENDINGS = (*_TABLES, *_LAYERS)


def write(rows: pd.DataFrame, path: Path, frame: Frame = WGS84) -> tuple[str, ...]:
    """Write rows of ours, geometries in WGS 84 longitude/latitude, in another frame.

    Returns what the format could not hold, one sentence each.
    """
    moved = rows
    if isinstance(rows, gpd.GeoDataFrame):
        geometry = project(rows.geometry.to_numpy(), frame)
        moved = rows.set_geometry(gpd.GeoSeries(geometry, index=rows.index), crs=None)
    return write_unchanged(defused(moved) if path.suffix.lower() in _TEXT else moved, path, frame)


def write_unchanged(rows: pd.DataFrame, path: Path, frame: Frame = WGS84) -> tuple[str, ...]:
    """Write rows as they are; the geometries, where there are any, are in `frame` already."""
    check_writable(path)
    ending = path.suffix.lower()
    with _whole(path) as target:
        if ending in _TABLES:
            return _TABLES[ending](rows, target, frame)
        if isinstance(rows, gpd.GeoDataFrame):
            return _LAYERS[ending](rows, target, frame)
    raise FileRefused("no_geometry", f"A {ending} file needs positions, and the rows have none.")


def check_writable(path: Path) -> None:
    """Refuse a file that could not be written, before the work is done."""
    ending = path.suffix.lower()
    if ending not in ENDINGS:
        known = ", ".join(ENDINGS)
        raise FileRefused("format", f"Files “{ending or path.name}” are not written; known are {known}.")
    if not path.parent.is_dir():
        raise FileRefused("format", f"There is no folder “{path.parent}” to write to.")


def usual_frame(path: Path, rows: pd.DataFrame) -> Frame:
    """The frame to write rows of longitude and latitude in where nobody names one: a drawing needs metres."""
    if path.suffix.lower() != ".dxf" or not isinstance(rows, gpd.GeoDataFrame):
        return WGS84
    west, south, east, north = rows.total_bounds
    if not np.isfinite([west, south, east, north]).all():
        return WGS84
    return parse_crs(metric_crs((west + east) / 2, (south + north) / 2))


def needs_geometry(path: Path) -> bool:
    """Whether the format that the file's name asks for is one of layers."""
    return path.suffix.lower() in _LAYERS


def _remove_parts(path: Path) -> None:
    for ending in (".shp", ".shx", ".dbf", ".prj", ".cpg", ".qix", ".sbn", ".sbx"):
        path.with_suffix(ending).unlink(missing_ok=True)


@contextmanager
def _whole(path: Path) -> Iterator[Path]:
    """Give a place to write to, beside `path`, and put what is there in place only when all went well."""
    folder = Path(tempfile.mkdtemp(dir=path.parent, prefix=".writing-"))
    try:
        yield folder / path.name
        if path.suffix.lower() == ".shp":
            _remove_parts(path)  # an old .prj would speak for the new numbers
        for part in folder.iterdir():
            part.replace(path.parent / part.name)
    finally:
        shutil.rmtree(folder)
