"""A locator in one file, laid out so that it is mapped into memory as it is, and shared by all who open it.

The file begins with a mark, its version and the length of a table of contents in JSON; then come the arrays,
each at a multiple of 64 bytes. The cells are in it as WKB, so that GEOS can be asked about them. Numbers are
little-endian. Nothing in the file is ever run.
"""

import json
import os
import struct
from collections.abc import Mapping
from dataclasses import asdict
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.crossings import Crossings
from gis.errors import LocatorFileError
from gis.index import Index
from gis.raster import Raster
from gis.sides import Cells, Corners, IntArray
from gis.touching import Touching

VERSION = 1
_MARK = b"wangge locator\n"
_START = struct.Struct("<15sxII")  # mark, version, length of the contents
_ALIGNMENT = 64

Arrays = Mapping[str, NDArray[Any]]


class StoredCells:
    """Cells in the file, made into polygons when they are first taken."""

    def __init__(self, wkb: NDArray[np.uint8], ends: NDArray[np.int64]) -> None:
        self._wkb, self._ends = wkb, ends
        self._polygons = np.full(len(ends) - 1, None, dtype=object)
        self._is_made = np.zeros(len(ends) - 1, dtype=bool)

    def take(self, cells: IntArray, /) -> Cells:
        """Give the polygons of these cells."""
        new = np.unique(cells[~self._is_made[cells]])
        self._polygons[new] = shapely.from_wkb([self._bytes(cell) for cell in new.tolist()])
        self._is_made[new] = True
        return self._polygons[cells]

    def _bytes(self, cell: int) -> bytes | None:
        return self._wkb[self._ends[cell] : self._ends[cell + 1]].tobytes() or None


def write(path: Path, index: Index | None, touching: Touching) -> None:
    """Write a locator beside `path` first, then put it there."""
    facts = {} if index is None else {"raster": asdict(index.raster)}
    arrays = {**_cells_as_arrays(touching), **({} if index is None else _index_as_arrays(index))}
    beside = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        _write_arrays(beside, arrays, facts)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)


def read(path: Path) -> tuple[Index | None, Touching]:
    """Map a locator into memory.

    Raises
    ------
    LocatorFileError
        The file is foreign, truncated or of another version.

    """
    arrays, facts = _map_arrays(path)
    touching = Touching(StoredCells(arrays["wkb"], arrays["wkb_ends"]), arrays["bounds"])
    return _index_from(arrays, facts) if "raster" in facts else None, touching


def _cells_as_arrays(touching: Touching) -> Arrays:
    wkb = [shape or b"" for shape in shapely.to_wkb(touching.shelf.take(np.arange(len(touching.bounds))))]
    ends = np.cumsum([0, *map(len, wkb)], dtype=np.int64)
    return {
        "bounds": touching.bounds,
        "wkb": np.frombuffer(b"".join(wkb), dtype=np.uint8),
        "wkb_ends": ends,
    }


def _index_as_arrays(index: Index) -> Arrays:
    return {
        "codes": index.codes,
        "crossings_first": index.crossings.first,
        "crossings_lines": index.crossings.lines,
        "crossings_spans": index.crossings.spans,
        "crossings_base": index.crossings.base,
        "corners_first": index.first_corner,
        "corners_xy": index.corners.xy,
        "corners_owner": index.corners.owner,
    }


def _index_from(arrays: Arrays, facts: Mapping[str, Any]) -> Index:
    crossings = Crossings(*(arrays[f"crossings_{name}"] for name in ("first", "lines", "spans", "base")))
    corners = Corners(arrays["corners_xy"], arrays["corners_owner"])
    return Index(Raster(**facts["raster"]), arrays["codes"], crossings, arrays["corners_first"], corners)


def _write_arrays(path: Path, arrays: Arrays, facts: Mapping[str, Any]) -> None:
    offsets = np.cumsum([0, *(_aligned(array.nbytes) for array in arrays.values())]).tolist()
    table = {
        name: {"dtype": _little_endian(array).str, "shape": array.shape, "offset": offset}
        for (name, array), offset in zip(arrays.items(), offsets[:-1], strict=True)
    }
    contents = json.dumps({"arrays": table, "size": offsets[-1], **facts}).encode()
    with path.open("wb") as file:
        file.write(_START.pack(_MARK, VERSION, len(contents)) + contents)
        start = _aligned(file.tell())
        for array, offset in zip(arrays.values(), offsets[:-1], strict=True):
            file.seek(start + offset)
            array.astype(_little_endian(array), copy=False).tofile(file)
        file.truncate(start + offsets[-1])


def _little_endian(array: NDArray[Any]) -> np.dtype[Any]:
    return array.dtype.newbyteorder("<")


def _map_arrays(path: Path) -> tuple[Arrays, Mapping[str, Any]]:
    with path.open("rb") as file:
        facts = json.loads(_contents(file, path))
        first = _aligned(file.tell())
        mapped = np.asarray(np.memmap(file, mode="r", dtype=np.uint8))[first:]
    if len(mapped) < facts["size"]:
        raise LocatorFileError(path, "truncated")
    return {name: _view(mapped, **entry) for name, entry in facts["arrays"].items()}, facts


def _contents(file: BinaryIO, path: Path) -> bytes:
    start = file.read(_START.size)
    if not start.startswith(_MARK):
        raise LocatorFileError(path, "foreign")
    if len(start) < _START.size:
        raise LocatorFileError(path, "truncated")
    _, version, length = _START.unpack(start)
    if version != VERSION:
        raise LocatorFileError(path, "version")
    contents = file.read(length)
    if len(contents) < length:
        raise LocatorFileError(path, "truncated")
    return contents


def _view(mapped: NDArray[np.uint8], *, dtype: str, shape: list[int], offset: int) -> NDArray[Any]:
    size = int(np.prod(shape)) * np.dtype(dtype).itemsize
    return mapped[offset : offset + size].view(dtype).reshape(shape)


def _aligned(offset: int) -> int:
    return -(-offset // _ALIGNMENT) * _ALIGNMENT
