"""Delimited text and Excel workbooks, with positions in columns of their own."""

import json
import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import geopandas as gpd
import openpyxl
import pandas as pd
import shapely
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.worksheet._write_only import WriteOnlyWorksheet
from pandas.api.types import is_object_dtype, is_string_dtype

from gis.crs import Frame
from layers.files.errors import FileRefused

_WORKBOOK_ROWS = 1_048_575
_CELL_LETTERS = 32_767
_EXACT_IN_WORKBOOK = 10**15
# Full-width signs run as formulas in Chinese and Japanese spreadsheets.
_RUNS = re.compile(r"[=+\-@\t\r＝＋－＠]")


def write_text(rows: pd.DataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write delimited text in UTF-8: commas, or tabs in a .tsv."""
    delimiter = "\t" if path.suffix.lower() == ".tsv" else ","
    table = _with_positions(rows, frame)
    for name in table.columns:
        if is_object_dtype(table[name].dtype):
            table[name] = table[name].map(_as_json)
    table.to_csv(path, sep=delimiter, index=False, encoding="utf-8", lineterminator="\n")
    return ()


def write_workbook(rows: pd.DataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write one sheet; numbers too long for a workbook's 15 digits become text."""
    if len(rows) > _WORKBOOK_ROWS:
        raise FileRefused(
            "too_many_rows", f"A workbook holds {_WORKBOOK_ROWS:,} rows; here are {len(rows):,}."
        )
    table = _with_positions(rows, frame)
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet("Sheet1")
    sheet.append(_cells(sheet, table.columns))
    for row in table.itertuples(index=False, name=None):
        sheet.append(_cells(sheet, row))
    book.save(path)
    return tuple(
        f"Texts in “{name}” are cut to {_CELL_LETTERS:,} letters."
        for name in table.columns
        if any(isinstance(value, str) and len(value) > _CELL_LETTERS for value in table[name])
    )


def defused(rows: pd.DataFrame) -> pd.DataFrame:
    """Put an apostrophe before each text that a spreadsheet would run as a formula; numbers stay numbers."""
    safe = rows.copy()
    for name in rows.columns:
        if is_string_dtype(rows[name].dtype) or is_object_dtype(rows[name].dtype):
            safe[name] = rows[name].map(_defused)
    return safe


def _defused(value: Any) -> Any:
    runs = isinstance(value, str) and _RUNS.match(value) and not _is_number(value)
    return f"'{value}" if runs else value


def _is_number(text: str) -> bool:
    try:
        float(text)
    except ValueError:
        return False
    return True


def _with_positions(rows: pd.DataFrame, frame: Frame) -> pd.DataFrame:
    """Turn geometries into columns: points into two (unless they are there), others into well-known text."""
    if not isinstance(rows, gpd.GeoDataFrame):
        return rows.copy()
    geometry = rows.geometry.to_numpy()
    table = pd.DataFrame(rows.drop(columns=rows.geometry.name))
    x, y = ("lon", "lat") if frame.is_lonlat else ("x", "y")
    if not set(shapely.get_type_id(geometry)) <= {-1, shapely.GeometryType.POINT}:
        return table.assign(wkt=shapely.to_wkt(geometry, rounding_precision=-1))
    if x in table and y in table:
        return table
    return table.assign(**{x: shapely.get_x(geometry), y: shapely.get_y(geometry)})


def _as_json(value: Any) -> Any:
    return json.dumps(value, ensure_ascii=False, default=str) if isinstance(value, dict | list) else value


def _cells(sheet: WriteOnlyWorksheet, values: Any) -> Iterator[Any]:
    return (_cell(sheet, value) for value in values)


def _cell(sheet: WriteOnlyWorksheet, value: Any) -> Any:
    value = _as_json(value)
    if isinstance(value, str):
        return _text_cell(sheet, value)
    if pd.isna(value):
        return None
    if isinstance(value, datetime) and value.tzinfo:
        return value.isoformat()
    if isinstance(value, int) and abs(value) >= _EXACT_IN_WORKBOOK:
        return str(value)
    return _exact_cell(sheet, value) if isinstance(value, float) else value


def _exact_cell(sheet: WriteOnlyWorksheet, number: float) -> Any:
    """Write a number with all its digits where openpyxl's sixteen would change it."""
    if float(f"{number:.16g}") == number:
        return number
    cell = WriteOnlyCell(sheet, repr(number))
    cell.data_type = "n"
    return cell


def _text_cell(sheet: WriteOnlyWorksheet, text: str) -> Any:
    text = ILLEGAL_CHARACTERS_RE.sub("", text)[:_CELL_LETTERS]
    if not (_RUNS.match(text) or text.startswith("#")):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    cell.quotePrefix = True
    return cell
