"""MBTiles 1.3: tiles in a table of an SQLite file. Plain SQLite does; SpatiaLite is never loaded here."""

import math
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from layers.bbox import Bbox
from layers.tilesets.base import (
    LARGEST_TILE_BYTES,
    WORLD,
    About,
    TilesetError,
    checked,
    format_of,
    plain_text,
    version_of,
)

_LONGEST_QUERY_S = 2.0  # a table may be a view, and a view may have no end
_STEPS_BETWEEN_LOOKS = 10_000


class MBTiles:
    """An MBTiles file; opened read-only anew for each tile."""

    def __init__(self, path: Path) -> None:
        self.path, self.version = path, version_of(path)
        with self._reading() as database:
            self.about = checked(_about(database, path), path)

    def tile(self, zoom: int, x: int, y: int) -> bytes | None:
        with self._reading() as database:
            row = database.execute(
                "SELECT tile_data FROM tiles WHERE zoom_level = ? AND tile_column = ? AND tile_row = ?"
                " AND length(tile_data) <= ?",
                (zoom, x, 2**zoom - 1 - y, LARGEST_TILE_BYTES),  # its rows go northward
            ).fetchone()
        return row[0] if row and isinstance(row[0], bytes) else None

    @contextmanager
    def _reading(self) -> Iterator[sqlite3.Connection]:
        try:
            uri = f"file:{quote(str(self.path))}?mode=ro&immutable=1"
            with closing(sqlite3.connect(uri, uri=True)) as database:
                database.execute("PRAGMA trusted_schema = OFF")
                ends = time.monotonic() + _LONGEST_QUERY_S
                database.set_progress_handler(lambda: time.monotonic() > ends, _STEPS_BETWEEN_LOOKS)
                yield database
        except sqlite3.Error as error:
            raise TilesetError(f"“{self.path.name}” is not an MBTiles file, or broken: {error}.") from error


def _about(database: sqlite3.Connection, path: Path) -> About:
    told = {
        str(name): str(value)
        for name, value in database.execute("SELECT name, value FROM metadata LIMIT 1000")
    }
    first = database.execute(
        "SELECT tile_data FROM tiles WHERE length(tile_data) <= ? LIMIT 1", (LARGEST_TILE_BYTES,)
    ).fetchone()
    if first is None:
        raise TilesetError(f"“{path.name}” has no tiles.")
    found = format_of(first[0]) if isinstance(first[0], bytes) else None
    if found is None:
        raise TilesetError(f"“{path.name}” has tiles that are no PNG, JPEG, WebP or vector tiles.")
    return About(
        name=plain_text(told.get("name", ""), 80) or path.stem,
        format=found[0],
        is_gzipped=found[1],
        min_zoom=_zoom(told.get("minzoom"), database, "min"),
        max_zoom=_zoom(told.get("maxzoom"), database, "max"),
        bounds=_bounds(told.get("bounds")),
        attribution=plain_text(told.get("attribution", ""), 300),
    )


def _zoom(told: str | None, database: sqlite3.Connection, which: str) -> int:
    """As told, else as the table has it."""
    if told and told.strip().isdecimal():
        return int(told)
    # The name of the function is one of two constants.
    zoom = database.execute(f"SELECT {which}(zoom_level) FROM tiles").fetchone()[0]  # noqa: S608
    return zoom if isinstance(zoom, int) else -1


def _bounds(told: str | None) -> Bbox:
    """West, south, east, north as told; the world where nothing is."""
    try:
        west, south, east, north = map(float, (told or "").split(","))
    except ValueError:
        return WORLD
    return (west, south, east, north) if all(map(math.isfinite, (west, south, east, north))) else WORLD
