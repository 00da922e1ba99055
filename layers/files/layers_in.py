"""Layers that GDAL reads: GeoJSON, GeoPackage, shapefile.

GDAL guesses a format by content and would follow a file that points elsewhere, so each format is
checked by its first bytes, and GeoJSON's driver is named. Attributes arrive with their own types: dates
in GeoJSON stay text, whole numbers stay whole, nested values stay nested.
"""

import json
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import pyarrow as pa
import pyogrio
import shapely
from numpy.typing import NDArray
from pyogrio.errors import DataSourceError

from gis.crs import Frame, parse_crs
from gis.errors import CrsError
from layers.files.errors import FileRefused
from layers.files.limits import Limits, check_name
from layers.files.raw import Raw
from layers.files.tables_in import as_frame
from layers.files.text import attribute_encoding_of


def read_geojson(path: Path, limits: Limits, layer: str | None = None) -> Raw:
    """Read GeoJSON, also of before RFC 7946 with a `crs` member."""
    with path.open("rb") as file:
        start = file.read(64).removeprefix(b"\xef\xbb\xbf").lstrip()
    if not start.startswith(b"{"):
        raise _unreadable(path, "GeoJSON")
    return _read(f"GeoJSON:{path.resolve()}", path, limits, what="GeoJSON", DATE_AS_STRING="YES")


def read_geopackage(path: Path, limits: Limits, layer: str | None = None) -> Raw:
    """Read one layer of a GeoPackage; it must be named when there are several."""
    with path.open("rb") as file:
        if file.read(16) != b"SQLite format 3\0":
            raise _unreadable(path, "GeoPackage")
    check_name(path)
    source = str(path.resolve())
    with _refusing(path, "GeoPackage"):
        layers = pyogrio.list_layers(source)
    return _read(source, path, limits, what="GeoPackage", layer=_choose(layers, layer))


def read_shapefile(path: Path, limits: Limits, layer: str | None = None) -> Raw:
    """Read a shapefile; its attribute text is UTF-8 or GBK, whether or not a .cpg says so."""
    with path.open("rb") as file:
        if file.read(4) != b"\x00\x00\x27\x0a":
            raise _unreadable(path, "shapefile")
    if sibling(path, ".shx") is None:
        raise FileRefused("unreadable", f"The shapefile “{path.name}” comes without its .shx part.")
    attributes = sibling(path, ".dbf")
    encoding = attribute_encoding_of(attributes) if attributes else "utf-8"
    return _read(str(path.resolve()), path, limits, what="shapefile", encoding=encoding)


def sibling(path: Path, suffix: str) -> Path | None:
    """Find the part of a shapefile with another ending, in any case."""
    same = (part for part in path.parent.iterdir() if part.stem == path.stem)
    return next((part for part in same if part.suffix.lower() == suffix), None)


def _read(source: str, path: Path, limits: Limits, *, what: str, **options: Any) -> Raw:
    check_name(path)
    with _refusing(path, what):
        meta, table = pyogrio.raw.read_arrow(source, max_features=limits.rows + 1, **options)
        if table.num_rows > limits.rows:
            raise FileRefused("too_large", f"The layer has more than {limits.rows:,} rows.")
        name = meta["geometry_name"] or "wkb_geometry"
        geometry = _geometries(table.column(name)) if name in table.column_names else None
        attributes = table.drop_columns([name]) if geometry is not None else table
        return Raw(_with_nested(attributes), geometry, _declared(meta["crs"]))


@contextmanager
def _refusing(path: Path, what: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter(
                "ignore", RuntimeWarning
            )  # GDAL's remarks on single features: they come as None
            yield
    except (DataSourceError, pa.ArrowException, UnicodeDecodeError, ValueError, OSError) as broken:
        raise _unreadable(path, what) from broken


def _unreadable(path: Path, what: str) -> FileRefused:
    return FileRefused("unreadable", f"The file “{path.name}” cannot be read as {what}.")


def _choose(layers: NDArray[np.object_], wanted: str | None) -> str:
    names = [str(name) for name, _ in layers]
    spatial = [str(name) for name, kind in layers if kind is not None]
    candidates = spatial or names
    if wanted in names:
        return str(wanted)
    if wanted is not None:
        raise FileRefused(
            "no_such_layer", f"There is no layer “{wanted}”; there are {', '.join(names)}.", choices=names
        )
    if len(candidates) == 1:
        return candidates[0]
    if not candidates:
        raise FileRefused("empty", "The GeoPackage holds no layer.")
    raise FileRefused(
        "which_layer", f"Several layers are there, name one: {', '.join(candidates)}.", choices=candidates
    )


def _geometries(wkb: pa.ChunkedArray) -> NDArray[np.object_]:
    values = np.asarray(wkb.to_numpy(zero_copy_only=False), dtype=object)
    geometries: NDArray[np.object_] = shapely.force_2d(shapely.from_wkb(values, on_invalid="ignore"))
    return geometries


def _with_nested(attributes: pa.Table) -> pd.DataFrame:
    """Give nested GeoJSON values as what they are; where a column mixes types, numbers come as text."""
    rows = as_frame(attributes)
    for field in attributes.schema:
        if isinstance(field.type, pa.JsonType | pa.ListType):
            values = attributes.column(field.name).to_pylist()
            rows[field.name] = pd.Series([_nested(value) for value in values], dtype=object)
    return rows


def _nested(value: Any) -> Any:
    return json.loads(value) if isinstance(value, str) and value.startswith(("{", "[")) else value


def _declared(crs: str | None) -> Frame | None:
    """Read the reference system that the file names; None when it names none, or one that is only a placeholder."""
    if crs is None:
        return None
    try:
        return parse_crs(crs)
    except CrsError:
        return None
