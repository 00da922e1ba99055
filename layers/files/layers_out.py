"""GeoJSON, GeoPackage, shapefile, KML and GeoParquet, with each attribute in the nearest type that the format has."""

import json
import tempfile
import warnings
import zipfile
from collections.abc import Iterable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

import geopandas as gpd
import pandas as pd
import pyarrow as pa
import pyarrow.parquet
import pyogrio
import shapely
from pyogrio.errors import DataLayerError, DataSourceError, FieldError

from gis.crs import Frame
from layers.files.errors import FileRefused
from layers.files.limits import check_name

_GEOMETRY = "__geometry__"  # under way to GDAL only
_SHAPEFILE_NAME_BYTES = 10
_SHAPEFILE_TEXT_BYTES = 254
_CALLED_BY = ("name", "category_name", "address", "code", "external_id")
_SHORT = {"community_code": "comm_code", "community_name": "comm_name", "edge_distance_m": "edge_m"}


def write_geojson(rows: gpd.GeoDataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write GeoJSON by RFC 7946 with all digits; another system than WGS 84 in the older `crs` member."""
    table, told = _renamed(_arrow(rows, keeps_nested=True))
    if frame.shift or frame.crs.to_epsg() in (4326, 4490):
        options = {"crs": "EPSG:4326", "RFC7946": "YES", "COORDINATE_PRECISION": "15"}
    else:
        options = {"crs": frame.crs.to_wkt(), "COORDINATE_PRECISION": "15"}
    _write(_with_geometry(table, rows), path, "GeoJSON", rows, **options)
    return told + _undeclared(frame)


def write_geopackage(rows: gpd.GeoDataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write one layer, named like the file."""
    table, told = _renamed(_arrow(rows))
    own = {
        "FID": _free(("fid", "ogc_fid", "row_fid"), table.column_names),
        "GEOMETRY_NAME": _free(("geom", "geometry", "row_geom"), table.column_names),
    }
    _write(_with_geometry(table, rows), path, "GPKG", rows, crs=_wkt(frame), layer=path.stem, **own)
    return told + _undeclared(frame)


def write_shapefile(rows: gpd.GeoDataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write the parts of a shapefile beside each other, in UTF-8; names are cut to what dBASE holds."""
    if len(kinds := {kind.removeprefix("Multi") for kind in _types(rows)}) > 1:
        listed = " and ".join(sorted(kinds))
        raise FileRefused(
            "format",
            f"A shapefile holds one kind of geometry, and these rows have {listed}: write .gpkg or .geojson.",
        )
    table, told = _renamed(_without_times(_arrow(rows)), _SHAPEFILE_NAME_BYTES, _SHORT)
    cut = tuple(
        f"Texts in “{field.name}” are cut to {_SHAPEFILE_TEXT_BYTES} bytes."
        for field in table.schema
        if _longest_text(table.column(field.name)) > _SHAPEFILE_TEXT_BYTES
    )
    _write(_with_geometry(table, rows), path, "ESRI Shapefile", rows, crs=_wkt(frame), encoding="UTF-8")
    return told + cut + _undeclared(frame)


def write_zipped_shapefile(rows: gpd.GeoDataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write the parts of a shapefile into one archive, “x.shp.zip” or “x.zip”."""
    stem = path.name.removesuffix(path.suffix).removesuffix(".shp")
    with tempfile.TemporaryDirectory() as folder:
        told = write_shapefile(rows, Path(folder) / f"{stem}.shp", frame)
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for part in sorted(Path(folder).iterdir()):
                archive.write(part, part.name)
    return told


def write_kml(rows: gpd.GeoDataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write one folder of placemarks, each with its attributes; KML knows WGS 84 alone."""
    if frame.shift or frame.crs.to_epsg() not in (4326, 4490):
        raise FileRefused("crs_mismatch", f"KML is always in WGS 84, so it cannot be written in {frame}.")
    table, told = _renamed(_without_times(_arrow(rows)))
    name = name_column(table.column_names)
    _write(
        _with_geometry(table, rows),
        path,
        "KML",
        rows,
        crs="EPSG:4326",
        layer=path.stem,
        dataset_options={"NameField": name} if name else {},
    )
    return told


def name_column(columns: Iterable[str]) -> str | None:
    """The column that a row is called by on a map or a drawing."""
    return next((name for name in _CALLED_BY if name in set(columns)), None)


def write_parquet(rows: pd.DataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write Parquet; GeoParquet 1.1 where the rows have geometries."""
    table = _arrow(rows)
    if not isinstance(rows, gpd.GeoDataFrame):
        pa.parquet.write_table(table, path)
        return ()
    name = _free(("geometry", "geom", "row_geometry"), table.column_names)
    about = {
        "encoding": "WKB",
        "geometry_types": sorted(_types(rows)),
        "crs": None if frame.shift else frame.crs.to_json_dict(),
    }
    geo = {"version": "1.1.0", "primary_column": name, "columns": {name: about}}
    table = _with_geometry(table, rows, name)
    pa.parquet.write_table(
        table.replace_schema_metadata({**(table.schema.metadata or {}), b"geo": json.dumps(geo).encode()}),
        path,
    )
    return _undeclared(frame)


def _write(table: pa.Table, path: Path, driver: str, rows: gpd.GeoDataFrame, **options: Any) -> None:
    check_name(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # GDAL's remarks: what matters is told by ourselves
        try:
            pyogrio.raw.write_arrow(
                table,
                path,
                driver=driver,
                geometry_name=_GEOMETRY,
                geometry_type=_common_type(rows),
                **options,
            )
        except (DataSourceError, DataLayerError, FieldError, pa.ArrowException) as refused:
            raise FileRefused("format", f"The rows cannot be written as {driver}.") from refused


def _wkt(frame: Frame) -> str | None:
    return None if frame.shift else frame.crs.to_wkt()


def _undeclared(frame: Frame) -> tuple[str, ...]:
    said = f"The coordinates are in {frame}, which no file can declare: say so where it is read."
    return (said,) if frame.shift else ()


def _types(rows: gpd.GeoDataFrame) -> set[str]:
    return {geometry.geom_type for geometry in rows.geometry.to_numpy() if geometry is not None}


def _common_type(rows: gpd.GeoDataFrame) -> str:
    types = _types(rows)
    if len(types) == 1:
        return types.pop()
    bare = {kind.removeprefix("Multi") for kind in types}
    return f"Multi{bare.pop()}" if len(bare) == 1 else "Unknown"


def _arrow(rows: pd.DataFrame, *, keeps_nested: bool = False) -> pa.Table:
    """Turn the attributes into an Arrow table; a column of several types becomes text."""
    names = [name for name in rows.columns if not isinstance(rows[name].dtype, gpd.array.GeometryDtype)]
    columns = [_column(rows[name], keeps_nested=keeps_nested) for name in names]
    return pa.table(columns, names=[str(name) for name in names])


def _column(values: pd.Series, *, keeps_nested: bool) -> pa.Array:
    if values.dtype != object:
        return pa.array(values, from_pandas=True)
    known = [None if _is_missing(value) else value for value in values]
    if any(isinstance(value, dict | list) for value in known):
        texts = pa.array(
            [None if value is None else json.dumps(value, ensure_ascii=False, default=str) for value in known]
        )
        return pa.ExtensionArray.from_storage(pa.json_(), texts) if keeps_nested else texts
    try:
        array = pa.array(known)
        holds_nothing = pa.types.is_null(array.type)  # for which GDAL has no type
        return array.cast(pa.string()) if holds_nothing else array
    except (pa.ArrowInvalid, pa.ArrowTypeError, OverflowError):
        return pa.array([None if value is None else str(value) for value in known])


def _is_missing(value: Any) -> bool:
    return not isinstance(value, dict | list) and bool(pd.isna(value))


def _with_geometry(table: pa.Table, rows: gpd.GeoDataFrame, name: str = _GEOMETRY) -> pa.Table:
    return table.append_column(name, pa.array(shapely.to_wkb(rows.geometry.to_numpy()), type=pa.binary()))


def _without_times(table: pa.Table) -> pa.Table:
    """Turn points in time into text, for dBASE knows only days."""
    for at, field in enumerate(table.schema):
        if pa.types.is_timestamp(field.type) or pa.types.is_time(field.type):
            table = table.set_column(at, field.name, table.column(at).cast(pa.string()))
    return table


def _longest_text(column: pa.ChunkedArray) -> int:
    is_text = pa.types.is_string(column.type) or pa.types.is_large_string(column.type)
    return (pa.compute.max(pa.compute.binary_length(column)).as_py() or 0) if is_text else 0


def _free(names: tuple[str, ...], taken: list[str]) -> str:
    used = {name.casefold() for name in taken}
    return next(name for name in names if name not in used)


def _renamed(
    table: pa.Table, most_bytes: int = 1000, short: Mapping[str, str] = MappingProxyType({})
) -> tuple[pa.Table, tuple[str, ...]]:
    """Name the columns so that GDAL keeps each of them, and say which have a new name."""
    names = _apart((short.get(name, name) for name in table.column_names), most_bytes)
    pairs = zip(table.column_names, names, strict=True)
    told = tuple(f"The column “{old}” is called “{new}”." for old, new in pairs if old != new)
    return table.rename_columns(names), told


def _apart(names: Iterable[str], most_bytes: int) -> list[str]:
    """Name columns apart for formats that ignore case and, for shapefiles, hold few bytes."""
    apart: dict[str, str] = {}
    for name in names:
        short = _cut(name, most_bytes)
        number = 1
        while short.casefold() in apart:
            number += 1
            short = f"{_cut(name, most_bytes - len(str(number)))}{number}"
        apart[short.casefold()] = short
    return list(apart.values())


def _cut(text: str, most_bytes: int) -> str:
    return text.encode()[:most_bytes].decode(errors="ignore")
