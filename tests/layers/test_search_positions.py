"""Coordinates as people paste them: orders, notations, datums."""

import pytest

from gis.crs import from_wgs84, metric_crs, parse_crs
from layers.search.positions import Town, read_positions

LON, LAT = 109.6, 27.95
TOWN = Town((109.56, 27.92, 109.64, 27.98), metric_crs(LON, LAT))


def read(typed):
    """Datum → place of every reading."""
    return {one.datum: (round(one.lon, 5), round(one.lat, 5)) for one in read_positions(typed, TOWN)}


@pytest.mark.parametrize(
    "typed",
    [
        "109.6, 27.95",
        "27.95,109.6",
        "27.95 109.6",
        "109.6，27.95",
        "27.95/109.6",
        "(109.6;27.95)",
        "１０９.６, ２７.９５",
        "109.6°E 27.95°N",
        "北纬27.95 东经109.6",
        "东经109度36分 北纬27度57分",
        "27°57′N 109°36′E",
        "N27°57'00\" E109°36'00\"",
        "109°36′00″E, 27°57′00″N",
        "109°36′00″ 27°57′00″",
        "27º57'0'' 109º36'0''",
    ],
)
def test_degrees_without_a_datum_have_three_readings(typed):
    places = read(typed)

    assert list(places) == ["WGS-84", "GCJ-02", "BD-09"]
    assert places["WGS-84"] == (LON, LAT)


@pytest.mark.parametrize("name", ["GCJ-02", "gcj02", "高德", "BD-09", "百度", "CGCS2000", "WGS84"])
@pytest.mark.parametrize("form", ["{name} {x},{y}", "{name}: {y} {x}", "{x}, {y} ({name})", "{x},{y} {name}"])
def test_a_datum_that_is_named_is_the_only_reading(name, form):
    datum = {"gcj02": "GCJ-02", "高德": "GCJ-02", "百度": "BD-09", "WGS84": "WGS-84"}.get(name, name)
    x, y = from_wgs84([(LON, LAT)], parse_crs(datum))[0]
    form = form.replace("({name})", "{name}")

    assert read(form.format(name=name, x=f"{x:.8f}", y=f"{y:.8f}")) == {datum: (LON, LAT)}


@pytest.mark.parametrize("code", [4546, 4525, 4545])
def test_metres_are_read_in_the_system_that_is_named_and_in_both_orders(code):
    x, y = from_wgs84([(LON, LAT)], parse_crs(code))[0]

    assert read(f"EPSG:{code} {x:.3f}, {y:.3f}") == {f"EPSG:{code}": (LON, LAT)}
    assert read(f"EPSG:{code} {y:.3f} {x:.3f}") == {f"EPSG:{code}": (LON, LAT)}


def test_bare_metres_are_those_of_the_town():
    x, y = from_wgs84([(LON, LAT)], parse_crs(TOWN.crs))[0]

    assert read(f"{x:.2f} {y:.2f}") == {"EPSG:4546": (LON, LAT)}


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "建设路12号",
        "433123109003005",
        "12",
        "109.6",
        "200, 100",
        "12栋3单元",
        "EPSG:999999 1 2",
        "GCJ-02",
        "5000000 90000000",
        "109.6, 27.95 旁边",
        "27°57′N 28°57′N",
        "1" * 500,
        "9," * 250,
    ],
)
def test_what_is_no_place_on_earth_has_no_reading(typed):
    assert read(typed) == {}


def test_abroad_there_is_nothing_to_choose():
    assert list(read("2.35, 48.85")) == ["WGS-84"]
