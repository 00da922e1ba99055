"""PMTiles 3: tiles in one file, found by directories within it."""

import json
import os
from pathlib import Path
from typing import Any

from pmtiles.tile import (
    Compression,
    Entry,
    MagicNumberNotFound,
    SpecVersionUnsupported,
    TileType,
    deserialize_directory,
    deserialize_header,
    find_tile,
    zxy_to_tileid,
)

from layers.recent import Recent
from layers.tilesets.base import (
    LARGEST_TILE_BYTES,
    About,
    TilesetError,
    checked,
    gunzip,
    plain_text,
    version_of,
)

_HEADER_BYTES = 127
_LARGEST_DIRECTORY_BYTES = 8_000_000
_DEEPEST_DIRECTORY = 4
_DIRECTORIES_KEPT = 16
_FORMATS = {TileType.PNG: "png", TileType.JPEG: "jpg", TileType.WEBP: "webp", TileType.MVT: "pbf"}


class PMTiles:
    """A PMTiles file; opened anew for each tile, the directories used last are kept."""

    def __init__(self, path: Path) -> None:
        self.path, self.version = path, version_of(path)
        self._directories: Recent[tuple[int, int], list[Entry]] = Recent(_DIRECTORIES_KEPT)
        try:
            self._header = deserialize_header(self._read(0, _HEADER_BYTES))
            self.about = checked(self._about(), path)
            self._directory(self._header["root_offset"], self._header["root_length"])
            if path.stat().st_size < self._header["tile_data_offset"] + self._header["tile_data_length"]:
                raise ValueError("it ends too early")
        except (MagicNumberNotFound, UnicodeDecodeError) as error:
            raise TilesetError(f"“{path.name}” is not a PMTiles file.") from error
        except SpecVersionUnsupported as error:
            raise TilesetError(f"“{path.name}” is of another version of PMTiles than 3.") from error
        except (ValueError, EOFError, IndexError, RecursionError) as error:
            raise TilesetError(f"“{path.name}” is broken: {error}.") from error

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        tile_id = zxy_to_tileid(zoom, x, y)
        offset, length = self._header["root_offset"], self._header["root_length"]
        for _ in range(_DEEPEST_DIRECTORY):
            try:
                entry = find_tile(self._directory(offset, length), tile_id)
            except (ValueError, EOFError, IndexError) as error:
                raise TilesetError(f"“{self.path.name}” is broken: {error}.") from error
            if entry is None:
                return None
            if entry.run_length:
                return self._read(self._header["tile_data_offset"] + entry.offset, entry.length)
            offset, length = self._header["leaf_directory_offset"] + entry.offset, entry.length
        return None

    def _about(self) -> About:
        header = self._header
        kind, packing = header["tile_type"], header["tile_compression"]
        if kind not in _FORMATS:
            raise TilesetError(f"“{self.path.name}” has tiles that are no PNG, JPEG, WebP or vector tiles.")
        if packing not in (Compression.NONE, Compression.GZIP):
            raise TilesetError(f"“{self.path.name}” is packed by {packing.name.lower()}; only gzip is read.")
        told = self._told()
        return About(
            name=plain_text(str(told.get("name") or ""), 80) or self.path.stem,
            format=_FORMATS[kind],
            is_gzipped=packing is Compression.GZIP,
            min_zoom=header["min_zoom"],
            max_zoom=header["max_zoom"],
            bounds=(
                header["min_lon_e7"] / 1e7,
                header["min_lat_e7"] / 1e7,
                header["max_lon_e7"] / 1e7,
                header["max_lat_e7"] / 1e7,
            ),
            attribution=plain_text(str(told.get("attribution") or ""), 300),
        )

    def _told(self) -> dict[str, Any]:
        """Its metadata, a JSON object."""
        packed = self._read(self._header["metadata_offset"], self._header["metadata_length"])
        if self._header["internal_compression"] is Compression.GZIP and packed:
            packed = gunzip(packed)
        told = json.loads(packed or b"{}")
        return told if isinstance(told, dict) else {}

    def _directory(self, offset: int, length: int) -> list[Entry]:
        def read() -> list[Entry]:
            packed = self._read(offset, length)
            gunzip(packed, _LARGEST_DIRECTORY_BYTES)  # the library unpacks without a limit
            return deserialize_directory(packed)

        return self._directories.get((offset, length), read)

    def _read(self, offset: int, length: int) -> bytes:
        """A piece of the file; all of it, or TilesetError."""
        if length > LARGEST_TILE_BYTES:
            raise TilesetError(f"“{self.path.name}” is broken: a piece of {length} bytes.")
        try:
            file = os.open(self.path, os.O_RDONLY)
            try:
                piece = os.pread(file, length, offset)
            finally:
                os.close(file)
        except OSError as error:
            raise TilesetError(f"“{self.path.name}” cannot be read: {error.strerror}.") from error
        except OverflowError as error:
            raise TilesetError(f"“{self.path.name}” is broken: a piece far beyond its end.") from error
        if len(piece) < length:
            raise TilesetError(f"“{self.path.name}” is broken: it ends too early.")
        return piece
