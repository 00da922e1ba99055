"""Files that cannot be loaded: each is refused in one sentence, and nothing is changed."""

import zipfile

import pytest

from layers.models import Community, Plan


def bomb(desk):
    path = desk.folder / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("grids.geojson", b"0" * (300 << 20))
    return path


BAD = {
    "no file": (lambda desk: desk.folder / "none.geojson", (), "There is no file"),
    "empty": (lambda desk: desk.file("a.geojson", ""), (), "is empty"),
    "no rows": (
        lambda desk: desk.file("a.geojson", '{"type": "FeatureCollection", "features": []}'),
        (),
        "holds no rows",
    ),
    "broken": (lambda desk: desk.file("a.geojson", '{"type": "Feat'), (), "cannot be read"),
    "a table": (lambda desk: desk.file("a.csv", "code\n1\n"), (), "without geometries"),
    "unknown format": (lambda desk: desk.file("a.dwg", "AC1015"), (), "are not read"),
    "unknown CRS": (lambda desk: desk.grids("ab"), ("--crs", "EPSG:999999"), "is not known"),
    "missing column": (lambda desk: desk.grids("ab"), ("--code", "wd16cd"), "There is no column"),
    "zip bomb": (bomb, (), "no honest file"),
    "rejects to a layer": (lambda desk: desk.grids("ab"), ("--rejects", "x.gpkg"), "are a table"),
    "rejects to nowhere": (lambda desk: desk.grids("ab"), ("--rejects", "/no/x.csv"), "There is no folder"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_loaded_is_refused_in_a_sentence_and_changes_nothing(desk, case):
    make, options, words = BAD[case]

    assert words in desk.refuse("load", "grids", make(desk), "--commit", *options)
    assert desk.count(Plan) == desk.count(Community) == 0


def test_a_file_over_the_limit_is_refused_unread(desk):
    big = desk.folder / "big.csv"
    with big.open("wb") as file:
        file.truncate(201_000_000)

    assert "at most" in desk.refuse("load", "incidents", big)


def test_a_load_needs_a_town(desk_without_town):
    assert "holds no town yet" in desk_without_town.refuse("load", "grids", desk_without_town.grids("ab"))
