"""Plain tables: delimited text, Excel workbooks, Parquet (with geometries where it is GeoParquet).

Text stays text: a code keeps its leading zeros and all its digits. Numbers of a workbook stay what they are there.
"""

import csv
import json
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar
from xml.etree.ElementTree import ParseError

import numpy as np
import openpyxl
import pandas as pd
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet
import shapely
from openpyxl.utils.exceptions import InvalidFileException

from gis.crs import Frame, parse_crs
from gis.errors import CrsError
from layers.files.columns import unique_names
from layers.files.errors import FileRefused
from layers.files.limits import Limits, check_zip
from layers.files.raw import Raw
from layers.files.text import delimiter_of, encoding_of, first_line, records

Row = TypeVar("Row")

_BLOCK_BYTES = 16 << 20
_BROKEN_WORKBOOK = (  # what openpyxl lets through from the archive and its XML, also while rows are read
    InvalidFileException,
    zipfile.BadZipFile,
    zlib.error,
    ParseError,
    LookupError,
    ValueError,
    TypeError,
    AttributeError,
    OSError,
)


def read_text(path: Path, limits: Limits) -> Raw:
    """Read delimited text; encoding and delimiter are found out. Every value stays text, empty where there is none."""
    encoding = encoding_of(path)
    delimiter = delimiter_of(first_line(path, encoding))
    doubts: dict[int, str] = {}
    try:
        header = next(records(path, encoding, delimiter), None)
        if header is None:
            raise FileRefused("empty", f"The file “{path.name}” is empty.")
        _check_width(len(header), limits)
        rows = _read_even(path, encoding, delimiter, header, limits)
    except (csv.Error, pa.ArrowInvalid):
        rows, doubts = _read_ragged(path, encoding, delimiter, limits)
    except pa.ArrowException as broken:
        raise FileRefused("unreadable", f"The table “{path.name}” cannot be read.") from broken
    told = {"gb18030": ("The text was read as GB18030 (GBK).",)}
    return Raw(rows, warnings=told.get(encoding, ()), doubts=doubts)


def read_workbook(path: Path, limits: Limits, sheet: str | None = None) -> Raw:
    """Read one sheet of an Excel workbook, the first unless named; its first row with two filled cells is the header."""
    check_zip(path, limits)
    try:
        with (
            path.open("rb") as file,  # openpyxl leaves its own open where it fails
            closing(openpyxl.load_workbook(file, read_only=True, data_only=True)) as book,
        ):
            return Raw(_sheet_rows(book, _sheet_name(book.sheetnames, sheet), limits))
    except _BROKEN_WORKBOOK as broken:
        raise FileRefused("unreadable", f"The workbook “{path.name}” cannot be read.") from broken


def read_parquet(path: Path, limits: Limits) -> Raw:
    """Read a Parquet file; one with the metadata of GeoParquet has geometries."""
    try:
        with pa.parquet.ParquetFile(path) as file:
            _check_parquet(file.metadata, limits)
            table = file.read()
        geo = json.loads((table.schema.metadata or {}).get(b"geo", b"{}"))
        return _with_geometry(table, geo) if geo else Raw(as_frame(table))
    except (pa.ArrowException, OSError, ValueError, KeyError, TypeError, AttributeError) as broken:
        raise FileRefused("unreadable", f"The Parquet file “{path.name}” cannot be read.") from broken


def as_frame(table: pa.Table) -> pd.DataFrame:
    """Turn an Arrow table into a DataFrame in which whole numbers stay whole, also where some are missing."""
    rows: pd.DataFrame = table.to_pandas(types_mapper=_WHOLE_NUMBERS.get)
    return rows


_WHOLE_NUMBERS = {
    pa.int8(): pd.Int8Dtype(),
    pa.int16(): pd.Int16Dtype(),
    pa.int32(): pd.Int32Dtype(),
    pa.int64(): pd.Int64Dtype(),
    pa.uint8(): pd.UInt8Dtype(),
    pa.uint16(): pd.UInt16Dtype(),
    pa.uint32(): pd.UInt32Dtype(),
    pa.uint64(): pd.UInt64Dtype(),
    pa.bool_(): pd.BooleanDtype(),
}


def _read_even(path: Path, encoding: str, delimiter: str, header: list[str], limits: Limits) -> pd.DataFrame:
    """Read the usual case, as many values in each row as names: fast, and compact in memory."""
    table = pa.csv.read_csv(
        path,
        read_options=pa.csv.ReadOptions(
            encoding="utf-8" if encoding == "utf-8-sig" else encoding,
            autogenerate_column_names=True,
            block_size=_BLOCK_BYTES,
        ),
        parse_options=pa.csv.ParseOptions(delimiter=delimiter, newlines_in_values=True),
        convert_options=pa.csv.ConvertOptions(
            column_types={f"f{at}": pa.string() for at in range(len(header))}, strings_can_be_null=False
        ),
    )
    if table.num_rows > limits.rows + 1:
        raise _too_many_rows(limits.rows)
    rows: pd.DataFrame = table.slice(1).rename_columns(unique_names(header)).to_pandas()
    return rows


def _read_ragged(
    path: Path, encoding: str, delimiter: str, limits: Limits
) -> tuple[pd.DataFrame, dict[int, str]]:
    """Read a table whose rows differ in length: short ones are filled up, values too many get columns of their own.

    A short row has lost empty values at its end, as some programs write; in a long one columns may have slipped.
    """
    try:
        header, *body = _at_most(records(path, encoding, delimiter), limits.rows + 1)
    except csv.Error as broken:
        raise FileRefused("unreadable", f"The table “{path.name}” cannot be read.") from broken
    named = len(header)
    body = [_without_empty_end(record, named) for record in body]
    doubts = {
        at: f"the row has {len(record)} values for {named} columns"
        for at, record in enumerate(body)
        if len(record) > named
    }
    width = max([named, *(len(record) for record in body)])
    _check_width(width, limits)
    names = unique_names([*header, *(f"column_{at + 1}" for at in range(named, width))])
    filled = [record + [""] * (width - len(record)) for record in body]
    return pd.DataFrame(filled, columns=names, dtype="str"), doubts


def _without_empty_end(record: list[str], named: int) -> list[str]:
    while len(record) > named and not record[-1].strip():
        record = record[:-1]
    return record


def _sheet_name(sheets: list[str], wanted: str | None) -> str:
    if wanted is None:
        return sheets[0]
    if wanted in sheets:
        return wanted
    raise FileRefused(
        "no_such_layer", f"There is no sheet “{wanted}”; there are {', '.join(sheets)}.", choices=sheets
    )


def _sheet_rows(book: openpyxl.Workbook, name: str, limits: Limits) -> pd.DataFrame:
    sheet = book[name]
    sheet.reset_dimensions()  # they are only what the file says of itself
    filled = (row for row in sheet.iter_rows(values_only=True) if any(value is not None for value in row))
    header = _header(filled)
    _check_width(len(header), limits)
    body = [_as_long(row, len(header)) for row in _at_most(filled, limits.rows)]
    return pd.DataFrame(body, columns=unique_names(header), dtype=object)


def _header(rows: Iterator[tuple[Any, ...]]) -> tuple[Any, ...]:
    """Give the first row with two filled cells (titles above a table fill one), or the only one there is."""
    first: tuple[Any, ...] = ()
    for row in rows:
        if sum(value is not None for value in row) > 1:
            return row
        first = first or row
    return first


def _as_long(row: tuple[Any, ...], width: int) -> list[Any]:
    values = [_whole(value) for value in row[:width]]
    return values + [None] * (width - len(values))


def _whole(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 2**53 else value


def _at_most(rows: Iterable[Row], limit: int) -> Iterator[Row]:
    for at, row in enumerate(rows):
        if at >= limit:
            raise _too_many_rows(limit)
        yield row


def _check_width(width: int, limits: Limits) -> None:
    if width > limits.columns:
        raise FileRefused(
            "too_large", f"The table has {width:,} columns; at most {limits.columns:,} are taken."
        )


def _check_parquet(metadata: pa.parquet.FileMetaData, limits: Limits) -> None:
    groups = [metadata.row_group(at) for at in range(metadata.num_row_groups)]
    if sum(group.total_byte_size for group in groups) > limits.unpacked_bytes:
        raise FileRefused("too_large", "The Parquet file unpacks to more than is taken.")
    if metadata.num_rows > limits.rows:
        raise _too_many_rows(limits.rows)
    _check_width(metadata.num_columns, limits)


def _too_many_rows(limit: int) -> FileRefused:
    return FileRefused(
        "too_large", f"The table has more than {limit:,} rows, which is the most that is taken."
    )


def _with_geometry(table: pa.Table, geo: dict[str, Any]) -> Raw:
    name = geo["primary_column"]
    column = geo["columns"][name]
    if column["encoding"] != "WKB":
        raise ValueError("only geometries in WKB are read")
    wkb = table.column(name).to_numpy(zero_copy_only=False)
    geometry = shapely.from_wkb(np.asarray(wkb, dtype=object), on_invalid="ignore")
    return Raw(as_frame(table.drop_columns([name])), geometry, _declared(column))


def _declared(column: dict[str, Any]) -> Frame | None:
    """Read what GeoParquet says: no member means CRS84, null means unknown."""
    crs = column.get("crs", "OGC:CRS84")
    try:
        return parse_crs(json.dumps(crs) if isinstance(crs, dict) else crs) if crs else None
    except CrsError:
        return None
