"""Makes small files of tiles: MBTiles and PMTiles, with pictures and with vector tiles."""

import gzip
import sqlite3
from contextlib import closing
from io import BytesIO
from pathlib import Path

from PIL import Image
from pmtiles.tile import Compression, TileType, zxy_to_tileid
from pmtiles.writer import Writer

Tiles = dict[tuple[int, int, int], bytes]


def picture(colour: tuple[int, int, int], kind: str = "PNG") -> bytes:
    """A tile of one colour."""
    image = BytesIO()
    Image.new("RGB", (256, 256), colour).save(image, kind)
    return image.getvalue()


def write_mbtiles(path: Path, tiles: Tiles, **metadata: str) -> Path:
    """Tiles by zoom, x, y, with y southward; the file's own rows go northward."""
    with closing(sqlite3.connect(path)) as database:
        database.execute("CREATE TABLE metadata (name text, value text)")
        database.execute(
            "CREATE TABLE tiles (zoom_level integer, tile_column integer, tile_row integer, tile_data blob)"
        )
        database.executemany("INSERT INTO metadata VALUES (?, ?)", metadata.items())
        database.executemany(
            "INSERT INTO tiles VALUES (?, ?, ?, ?)",
            [(z, x, 2**z - 1 - y, data) for (z, x, y), data in tiles.items()],
        )
        database.commit()
    return path


def write_pmtiles(path: Path, tiles: Tiles, *, kind: TileType = TileType.PNG, **metadata: str) -> Path:
    """Tiles by zoom, x, y."""
    packed = Compression.GZIP if kind is TileType.MVT else Compression.NONE
    with path.open("wb") as file:
        writer = Writer(file)
        for (z, x, y), data in sorted(tiles.items(), key=lambda tile: zxy_to_tileid(*tile[0])):
            writer.write_tile(zxy_to_tileid(z, x, y), gzip.compress(data) if kind is TileType.MVT else data)
        writer.finalize({"tile_type": kind, "tile_compression": packed}, metadata)
    return path


def vector_tile(layers: dict[str, list[tuple[int, list[list[tuple[int, int]]], dict[str, str]]]]) -> bytes:
    """A vector tile of extent 4096; a feature is its type (1 points, 2 lines, 3 polygons), its chains and its words."""
    return b"".join(_field(3, _layer(name, features)) for name, features in layers.items())


def _layer(name, features):
    keys = sorted({key for _, _, words in features for key in words})
    values = sorted({value for _, _, words in features for value in words.values()})
    body = _field(1, name.encode()) + b"".join(
        _field(2, _feature(*feature, keys, values)) for feature in features
    )
    body += b"".join(_field(3, key.encode()) for key in keys)
    body += b"".join(_field(4, _field(1, value.encode())) for value in values)
    return body + _varint(5 << 3) + _varint(4096) + _varint(15 << 3) + _varint(2)


def _feature(kind, chains, words, keys, values):
    tags = [number for key, value in words.items() for number in (keys.index(key), values.index(value))]
    commands, x, y = [], 0, 0
    for chain in chains:
        for i, (to_x, to_y) in enumerate(chain):
            if i < 2:
                commands.append(9 if i == 0 else (len(chain) - 1) << 3 | 2)
            commands += [_zigzag(to_x - x), _zigzag(to_y - y)]
            x, y = to_x, to_y
        if kind == 3:
            commands.append(15)
    packed = (b"".join(map(_varint, numbers)) for numbers in (tags, commands))
    return _field(2, next(packed)) + _varint(3 << 3) + _varint(kind) + _field(4, next(packed))


def _field(number: int, body: bytes) -> bytes:
    return _varint(number << 3 | 2) + _varint(len(body)) + body


def _zigzag(value: int) -> int:
    return value << 1 if value >= 0 else (-value << 1) - 1


def _varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes([*out, value])
