"""Files of tiles: what they tell of themselves, their tiles, and what is refused."""

import gzip
import sqlite3
import time
from contextlib import closing

import pytest
from pmtiles.tile import TileType

from layers.tilesets import TilesetError, find_files, open_tileset
from layers.tilesets.base import gunzip
from tests.tilesets import picture, vector_tile, write_mbtiles, write_pmtiles

RED, GREEN = picture((200, 0, 0)), picture((0, 200, 0), "JPEG")
VECTOR = vector_tile({"water": [(3, [[(0, 0), (9, 0), (9, 9)]], {"class": "lake"})]})
AT = (3, 6, 2)


@pytest.fixture(params=["mbtiles", "pmtiles"])
def write(request, tmp_path):
    """Write tiles in one of the two formats."""

    def written(tiles, **metadata):
        maker = write_mbtiles if request.param == "mbtiles" else write_pmtiles
        return maker(tmp_path / f"town.{request.param}", tiles, **metadata)

    return written


def test_a_tile_comes_from_where_it_was_put(write):
    tileset = open_tileset(write({AT: RED}, name="Town"))

    assert tileset.tile(*AT) == RED
    assert tileset.tile(3, 6, 5) is None
    assert (tileset.about.name, tileset.about.format) == ("Town", "png")
    assert (tileset.about.min_zoom, tileset.about.max_zoom) == (3, 3)


def test_what_a_file_says_in_html_is_text(write):
    tileset = open_tileset(
        write({AT: RED}, attribution='<a href="x">Survey</a>\n <script>1</script> &copy; 2024')
    )

    assert tileset.about.attribution == "Survey 1 © 2024"
    assert tileset.about.name == "town"


def test_vector_tiles_are_known_as_such(tmp_path):
    packed = open_tileset(write_pmtiles(tmp_path / "v.pmtiles", {AT: VECTOR}, kind=TileType.MVT))
    table = open_tileset(write_mbtiles(tmp_path / "v.mbtiles", {AT: gzip.compress(VECTOR)}))

    for tileset in (packed, table):
        assert (tileset.about.format, tileset.about.is_gzipped) == ("pbf", True)
        assert gunzip(tileset.tile(*AT)) == VECTOR


def test_the_format_is_what_the_tiles_are_and_not_what_the_file_says(tmp_path):
    tileset = open_tileset(write_mbtiles(tmp_path / "t.mbtiles", {AT: GREEN}, format="png"))

    assert tileset.about.format == "jpg"


def test_another_file_under_the_same_name_has_another_version(tmp_path):
    before = open_tileset(write_pmtiles(tmp_path / "t.pmtiles", {AT: RED}))
    after = open_tileset(write_pmtiles(tmp_path / "t.pmtiles", {AT: RED, (3, 0, 0): GREEN}))

    assert before.version != after.version


@pytest.mark.parametrize("name", ["town.mbtiles", "town.pmtiles"])
@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"PMTiles\x03" + b"\xff" * 200, b"SQLite format 3\0" + b"\xff" * 200]
)
def test_what_is_no_such_file_is_refused_by_name(tmp_path, name, content):
    (tmp_path / name).write_bytes(content)

    with pytest.raises(TilesetError, match="town"):
        open_tileset(tmp_path / name)


def test_a_file_cut_short_is_refused_by_name(tmp_path):
    whole = write_pmtiles(tmp_path / "whole.pmtiles", {(9, x, 7): picture((x, x, x)) for x in range(200)})
    (tmp_path / "cut.pmtiles").write_bytes(whole.read_bytes()[:300])

    with pytest.raises(TilesetError, match=r"cut\.pmtiles"):
        open_tileset(tmp_path / "cut.pmtiles")


def test_tiles_that_are_no_pictures_are_refused(tmp_path):
    with pytest.raises(TilesetError, match="no PNG"):
        open_tileset(write_mbtiles(tmp_path / "t.mbtiles", {AT: b"<svg onload='alert(1)'/>"}))


def test_zooms_and_bounds_without_sense_are_refused(tmp_path):
    with pytest.raises(TilesetError, match="zooms"):
        open_tileset(write_mbtiles(tmp_path / "z.mbtiles", {AT: RED}, minzoom="7", maxzoom="3"))
    with pytest.raises(TilesetError, match="bounds"):
        open_tileset(write_mbtiles(tmp_path / "b.mbtiles", {AT: RED}, bounds="110,28,109,27"))


def test_a_table_without_end_does_not_hold_us(tmp_path):
    path = write_mbtiles(tmp_path / "t.mbtiles", {AT: RED})
    with closing(sqlite3.connect(path)) as database:
        database.executescript(
            "DROP TABLE tiles; CREATE VIEW tiles AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)"
            " SELECT i AS zoom_level, i AS tile_column, i AS tile_row, CASE WHEN i < 0 THEN x'00' END AS tile_data FROM n"
        )
    begun = time.monotonic()

    with pytest.raises(TilesetError, match="interrupted"):
        open_tileset(path)
    assert time.monotonic() - begun < 10


def test_a_bomb_is_not_unpacked():
    with pytest.raises(ValueError, match="too large"):
        gunzip(gzip.compress(bytes(50_000_000)))


def test_a_folder_stands_for_its_files_and_what_is_missing_is_named(tmp_path):
    (tmp_path / "empty").mkdir()
    first, second = tmp_path / "a.mbtiles", tmp_path / "b.pmtiles"
    for path in (second, first, tmp_path / "notes.txt"):
        path.write_bytes(b"")

    assert find_files([tmp_path]) == [first, second]
    with pytest.raises(TilesetError, match="empty"):
        find_files([tmp_path / "empty"])
    with pytest.raises(TilesetError, match="gone"):
        find_files([tmp_path / "gone.mbtiles"])
    with pytest.raises(TilesetError, match="neither"):
        open_tileset(tmp_path / "notes.txt")
