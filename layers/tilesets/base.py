"""What every file of tiles has: what it tells of itself, and tiles by zoom, column and row."""

import hashlib
import html
import re
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from layers.bbox import Bbox

DEEPEST_ZOOM = 24
LARGEST_TILE_BYTES = 4_000_000
MEDIA_TYPES = {
    "png": "image/png",
    "jpg": "image/jpeg",
    "webp": "image/webp",
    "pbf": "application/vnd.mapbox-vector-tile",
}
WORLD: Bbox = (-180.0, -85.06, 180.0, 85.06)


class TilesetError(Exception):
    """A file that cannot be used, with a sentence that names it."""


@dataclass(frozen=True)
class About:
    """What a file tells of itself: `format` is a key of MEDIA_TYPES, bounds are lon/lat (WGS 84)."""

    name: str
    format: str
    is_gzipped: bool
    min_zoom: int
    max_zoom: int
    bounds: Bbox
    attribution: str


class Tileset(Protocol):
    """An opened file. Nothing of it is kept open between two tiles, so processes and threads can share it."""

    path: Path
    version: str
    about: About

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        """The bytes of a tile as stored (y southward from 85.05N), or None; TilesetError where the file is broken."""


def version_of(path: Path) -> str:
    """A short word that changes with the file's size or time: under it browsers may keep tiles for good."""
    state = path.stat()
    return hashlib.sha256(f"{path}:{state.st_size}:{state.st_mtime_ns}".encode()).hexdigest()[:12]


def plain_text(text: str, longest: int) -> str:
    """What such files say in HTML, as text on one line."""
    return " ".join(html.unescape(re.sub(r"<[^>]*>", "", text)).split())[:longest]


def format_of(tile: bytes) -> tuple[str, bool] | None:
    """The format of a tile by its first bytes, and whether it is gzipped; None for what a browser has no use for."""
    if tile.startswith(b"\x89PNG\r\n\x1a\n"):
        return "png", False
    if tile.startswith(b"\xff\xd8\xff"):
        return "jpg", False
    if tile.startswith(b"RIFF") and tile[8:12] == b"WEBP":
        return "webp", False
    if tile.startswith(b"\x1f\x8b"):
        return "pbf", True
    return ("pbf", False) if tile.startswith(b"\x1a") else None  # field 3: a layer


def gunzip(packed: bytes, largest_bytes: int = 4 * LARGEST_TILE_BYTES) -> bytes:
    """Unpack, but never more than so much; ValueError where it is more, or was never packed."""
    unpacking = zlib.decompressobj(wbits=31)
    try:
        unpacked = unpacking.decompress(packed, largest_bytes)
    except zlib.error as error:
        raise ValueError("what should be gzipped is not") from error
    if unpacking.unconsumed_tail:
        raise ValueError("unpacked it would be too large")
    return unpacked


def checked(about: About, path: Path) -> About:
    """Refuse zooms and bounds that make no sense."""
    west, south, east, north = about.bounds
    if not 0 <= about.min_zoom <= about.max_zoom <= DEEPEST_ZOOM:
        raise TilesetError(f"“{path.name}”: zooms {about.min_zoom} to {about.max_zoom} make no sense.")
    if not (-180 <= west < east <= 180 and -90 <= south < north <= 90):
        raise TilesetError(f"“{path.name}”: its bounds {about.bounds} make no sense.")
    return about
