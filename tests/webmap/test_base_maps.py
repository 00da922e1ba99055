"""Base maps of others: the settings that offer them, what a browser may load for them, and tiles of our own files."""

import gzip
import json
from http import HTTPStatus

import pytest
from pmtiles.tile import TileType

from app import read_settings
from tests.tilesets import picture, vector_tile, write_mbtiles, write_pmtiles
from webmap.base_maps import base_maps
from webmap.base_maps.settings import (
    TileLayer,
    read_amap,
    read_tianditu_key,
    read_tile_files,
    read_tile_layers,
)

OSM = {"name": "OSM", "url": "https://tile.example.org/{z}/{x}/{y}.png", "attribution": "© OSM"}
VECTOR = vector_tile({"water": [(3, [[(0, 0), (9, 0), (9, 9)]], {"class": "lake"})]})
RED = picture((200, 0, 0))


def layers_of(*layers):
    return read_tile_layers(json.dumps(layers))


def offered(app):
    with app.app_context():
        return {offer.key: offer for offer in base_maps().offers}


def picture_sources(client):
    policy = client.get("/").headers["Content-Security-Policy"]
    return next(part for part in policy.split("; ") if part.startswith("img-src")).split()[1:]


def test_without_settings_nothing_of_others_is_offered_and_no_other_machine_is_let_in(app, client):
    assert offered(app) == {}
    assert picture_sources(client) == ["'self'", "data:", "blob:"]


def test_exactly_the_machines_of_the_offers_are_let_in(town, make_app):
    layers = layers_of(
        OSM, OSM | {"name": "Two", "url": "http://{s}.example.net:8080/{z}/{y}/{x}", "subdomains": "ab"}
    )
    client = make_app(town, BASE_TILES=layers, TIANDITU_KEY="k" * 32, AMAP_TILES="on").test_client()

    assert picture_sources(client)[3:] == sorted(
        ["http://a.example.net:8080", "http://b.example.net:8080", "https://tile.example.org"]
        + [f"https://t{n}.tianditu.gov.cn" for n in range(8)]
        + [f"https://webrd0{n}.is.autonavi.com" for n in range(1, 5)]
    )
    policy = client.get("/").headers["Content-Security-Policy"]
    assert policy.count("example.org") == 1


def test_tianditu_comes_as_map_and_imagery_with_names_over_both_and_its_number(town, make_app):
    offers = offered(make_app(town, TIANDITU_KEY="0123456789abcdef"))

    assert ["LAYER=vec" in offers["tianditu"].urls[0], "LAYER=cva" in offers["tianditu"].urls[1]] == [
        True,
        True,
    ]
    assert [
        "LAYER=img" in offers["tianditu-imagery"].urls[0],
        "LAYER=cia" in offers["tianditu-imagery"].urls[1],
    ] == [
        True,
        True,
    ]
    assert all("tk=0123456789abcdef" in url for url in offers["tianditu"].urls)
    assert "GS(2024)" in offers["tianditu"].attribution


def test_amap_is_said_to_be_shifted(town, make_app):
    own = "https://tiles.example.cn/{z}/{x}/{y}.png"

    assert offered(make_app(town, AMAP_TILES="on"))["amap"].datum == "GCJ-02"
    assert offered(make_app(town, AMAP_TILES=own))["amap"].origins == {"https://tiles.example.cn"}


def test_a_layer_is_read_with_all_it_may_say():
    told = OSM | {
        "min_zoom": 3,
        "max_zoom": 17,
        "datum": "GCJ-02",
        "imagery": True,
        "subdomains": ["t0", "t1"],
    }

    assert layers_of(told) == (
        TileLayer("OSM", OSM["url"], "© OSM", 3, 17, ("t0", "t1"), "GCJ-02", is_imagery=True),
    )


@pytest.mark.parametrize(
    ("told", "sentence"),
    [
        ({"url": OSM["url"]}, "name is a text"),
        (OSM | {"url": "https://tile.example.org/{z}/{x}.png"}, "no {y}"),
        (OSM | {"url": "ftp://tile.example.org/{z}/{x}/{y}"}, "does not begin with"),
        (OSM | {"url": "//tile.example.org/{z}/{x}/{y}"}, "does not begin with"),
        (OSM | {"url": "https://me:secret@example.org/{z}/{x}/{y}"}, "does not begin with"),
        (OSM | {"url": "https://evil.org; script-src */{z}/{x}/{y}"}, "does not begin with"),
        (OSM | {"url": "https://example.org/{z}/{x}/{y} 'unsafe-inline'"}, "characters"),
        (OSM | {"url": "https://{z}.example.org/{z}/{x}/{y}"}, "name of the machine"),
        (OSM | {"url": "https://{s}.example.org/{z}/{x}/{y}"}, "no subdomains"),
        (OSM | {"url": "https://example.org/{z}/{x}/{y}/{r}"}, "stands for nothing"),
        (OSM | {"subdomains": ["a b"]}, "subdomains"),
        (OSM | {"max_zoom": 99}, "max_zoom"),
        (OSM | {"min_zoom": True}, "min_zoom"),
        (OSM | {"min_zoom": 9, "max_zoom": 8}, "greater"),
        (OSM | {"datum": "BD-09"}, "datum"),
        (OSM | {"imagery": "yes"}, "imagery"),
        (OSM | {"colour": "red"}, "“colour” is not known"),
        ("https://example.org", "not an object"),
    ],
)
def test_a_layer_that_makes_no_sense_is_refused_in_a_sentence(told, sentence):
    with pytest.raises(ValueError, match=r"^BASE_TILES, layer 1: .*" + sentence):
        layers_of(told)


@pytest.mark.parametrize("text", ["{", '{"name": "x"}', "[" * 100_000, json.dumps([OSM] * 21)])
def test_what_is_no_list_of_layers_is_refused(text):
    with pytest.raises(ValueError, match="BASE_TILES is not"):
        read_tile_layers(text)


def test_a_key_and_an_amap_url_are_looked_at():
    assert read_tianditu_key(" 0123456789abcdef ") == "0123456789abcdef"
    assert [read_amap(word) for word in ("", "off", "on", "TRUE")] == ["", "", "on", "on"]
    with pytest.raises(ValueError, match="TIANDITU_KEY"):
        read_tianditu_key("key&LAYER=x")
    with pytest.raises(ValueError, match="AMAP_TILES"):
        read_amap("perhaps")


def test_a_setting_that_makes_no_sense_ends_the_program_with_its_sentence(monkeypatch):
    monkeypatch.setenv("BASE_TILES", "nonsense")

    with pytest.raises(SystemExit, match="BASE_TILES is not JSON"):
        read_settings()


def test_a_broken_or_missing_file_of_tiles_is_named_at_the_start(town, make_app, tmp_path):
    (tmp_path / "broken.mbtiles").write_bytes(b"no tiles")

    with pytest.raises(SystemExit, match=r"TILE_FILES: “broken\.mbtiles”"):
        make_app(town, TILE_FILES=(tmp_path / "broken.mbtiles",))
    with pytest.raises(SystemExit, match="There is no file"):
        make_app(town, TILE_FILES=read_tile_files(f"{tmp_path}/gone.pmtiles"))


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    """A folder with pictures and with vector tiles."""
    folder = tmp_path_factory.mktemp("tiles")
    write_mbtiles(folder / "a.mbtiles", {(2, 3, 1): RED}, name="Pictures", minzoom="1", maxzoom="2")
    write_pmtiles(folder / "b.pmtiles", {(2, 3, 1): VECTOR}, kind=TileType.MVT, name="Vectors")
    return folder


@pytest.fixture
def tiles(town, make_app, files):
    """Ask for a tile by key, zoom, x and y, under the version that is served."""
    app = make_app(town, TILE_FILES=(files,))
    offers = offered(app)

    def get(key, z, x, y, **options):
        url = offers[key].urls[0].format(z=z, x=x, y=y)
        return app.test_client().get(url, **options)

    get.client = app.test_client()
    return get


def test_files_are_known_by_their_names_and_where_that_is_no_word_by_their_number(town, make_app, tmp_path):
    for name in ("2.mbtiles", "Town.mbtiles", "town.mbtiles", "影像.mbtiles"):
        write_mbtiles(tmp_path / name, {(0, 0, 0): RED})

    assert list(offered(make_app(town, TILE_FILES=(tmp_path,)))) == [
        "file-1",
        "file-town",
        "file-3",
        "file-4",
    ]


def test_a_tile_is_answered_as_stored_and_kept_for_good(tiles):
    answer = tiles("file-a", 2, 3, 1)

    assert (answer.status_code, answer.mimetype, answer.data) == (HTTPStatus.OK, "image/png", RED)
    assert "immutable" in answer.headers["Cache-Control"]
    again = tiles("file-a", 2, 3, 1, headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == HTTPStatus.NOT_MODIFIED


def test_a_vector_tile_is_answered_packed_to_whoever_can_unpack_it(tiles):
    packed = tiles("file-b", 2, 3, 1, headers={"Accept-Encoding": "gzip"})
    plain = tiles("file-b", 2, 3, 1, headers={"Accept-Encoding": "identity"})

    assert packed.headers["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.data) == VECTOR
    assert plain.data == VECTOR
    assert packed.headers["ETag"] != plain.headers["ETag"]
    assert "Accept-Encoding" in packed.headers["Vary"]


@pytest.mark.parametrize(
    ("place", "status"),
    [
        ((2, 0, 0), 204),
        ((1, 0, 0), 204),
        ((0, 0, 0), 404),
        ((3, 0, 0), 404),
        ((2, 4, 0), 404),
        ((2, 0, 4), 404),
    ],
)
def test_no_tile_is_204_within_the_file_and_404_beyond_it(tiles, place, status):
    assert tiles("file-a", *place).status_code == status


@pytest.mark.parametrize(
    "path",
    [
        "file-9/000000000000/2/3/1",
        "file-a/../../etc/passwd/2/3/1",
        "file-a/%2e%2e/2/3/1",
        "a.mbtiles/000000000000/2/3/1",
        "file-a/000000000000/99/3/1",
        "file-a/000000000000/2/-3/1",
        "file-a/nonsense/2/3/1",
    ],
)
def test_keys_and_numbers_from_outside_open_no_other_file(tiles, path):
    answer = tiles.client.get(f"/display/tiles/{path}")

    assert answer.status_code in (HTTPStatus.NOT_FOUND, HTTPStatus.UNPROCESSABLE_ENTITY)
    assert answer.mimetype == "application/problem+json"


def test_a_tile_of_a_version_gone_by_is_answered_but_not_kept_for_good(tiles):
    answer = tiles.client.get("/display/tiles/file-a/000000000000/2/3/1")

    assert answer.status_code == HTTPStatus.OK
    assert "immutable" not in answer.headers["Cache-Control"]


def test_a_file_that_went_away_is_a_problem_without_its_path(town, make_app, tmp_path):
    path = write_mbtiles(tmp_path / "t.mbtiles", {(0, 0, 0): RED})
    app = make_app(town, TILE_FILES=(path,))
    path.unlink()

    answer = app.test_client().get(offered(app)["file-t"].urls[0].format(z=0, x=0, y=0))

    assert answer.status_code == HTTPStatus.SERVICE_UNAVAILABLE
    assert str(tmp_path) not in answer.get_data(as_text=True)
