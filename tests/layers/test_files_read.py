"""Positions and layers from every usual file, and from files that are broken."""

import json
import shutil
import zipfile
from pathlib import Path

import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely

from gis.crs import from_wgs84, parse_crs
from layers.files.errors import FileRefused
from layers.files.read import NO_POSITION, read_layer, read_layer_as_is, read_points

TESTS = Path(__file__).parent.parent
WARDS = TESTS / "data/manchester_wards/gm_wards_2016.geojson.zip"
INCIDENTS = TESTS / "data/sf_police_2013/sfpd_incidents_2013-12.csv.zip"
CODE = "433123109001001"
PLACES = np.array([[109.6, 27.95], [109.61, 27.94]])


def rows():
    return gpd.GeoDataFrame(
        {"code": ["007", CODE], "名称": ["沙湾", "三王阁"], "n": [433123109001001, 2]},
        geometry=shapely.points(PLACES),
        crs=4326,
    )


def text(path, content, encoding="utf-8"):
    path.write_bytes(content.encode(encoding))
    return path


def feature(geometry, **properties):
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def geojson(path, *features, **members):
    content = {"type": "FeatureCollection", "features": list(features), **members}
    return text(path, json.dumps(content))


def square(**properties):
    ring = [[109.6, 27.9], [109.61, 27.9], [109.61, 27.91], [109.6, 27.9]]
    return feature({"type": "Polygon", "coordinates": [ring]}, **properties)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_delimited_text_is_read_in_every_usual_encoding(tmp_path, encoding, delimiter):
    lines = [
        ["编码", "名称", "经度", "纬度"],
        ["007", "沙湾", "109.6", "27.95"],
        [CODE, "三王阁", "109.61", "27.94"],
    ]
    content = "\n".join(delimiter.join(line) for line in lines)
    read = read_points(text(tmp_path / "a.csv", content, encoding))
    assert read.rows.to_dict("list") == {
        "编码": ["007", CODE],
        "名称": ["沙湾", "三王阁"],
        "经度": ["109.6", "109.61"],
        "纬度": ["27.95", "27.94"],
    }
    assert (read.lonlat == PLACES).all()
    assert any("GB18030" in warning for warning in read.warnings) == (encoding == "gb18030")


def test_quoted_values_may_hold_delimiters_and_line_breaks(tmp_path):
    read = read_points(text(tmp_path / "a.csv", 'text,lon,lat\n"a, ""b""\nc;d",109.6,27.95\n\n'))
    assert read.rows["text"].tolist() == ['a, "b"\nc;d']


def test_a_row_too_long_keeps_its_values_and_loses_its_position(tmp_path):
    read = read_points(
        text(tmp_path / "a.csv", "n,lon,lat\n1,109.6,27.95\n2,109.6\n3,109.6,27.95,extra\n4,109.6,27.95,,\n")
    )
    assert read.rows["n"].tolist() == ["1", "2", "3", "4"]
    assert read.rows["column_4"].tolist() == ["", "", "extra", ""]
    assert read.reasons.tolist() == ["", "the row has no position", "the row has 4 values for 3 columns", ""]


def test_text_in_no_known_encoding_is_refused(tmp_path):
    (tmp_path / "a.csv").write_bytes(b"name,lon,lat\ncaf\xe9,1,2\n")
    with pytest.raises(FileRefused, match="neither UTF-8 nor GB18030"):
        read_points(tmp_path / "a.csv")


@pytest.mark.parametrize(
    "x, y, reason",
    [
        ("109.6", "27.95", ""),
        (" 109.6 ", "+27.95", ""),
        ("1.096e2", "２７.９５", ""),
        ("", "", "the row has no position"),
        ("NaN", "nan", "the row has no position"),
        ("null", "27.95", "the row has no position"),
        ("109.6", "无", "the row has no position"),
        ("north", "27.95", "“north” in lon is no number"),
        ("109.6", "inf", "“inf” in lat is no number"),
        ("109,6", "27.95", "“109,6” in lon is no number"),
        ("27.95", "109.6", "the position is at no place on earth in WGS-84"),
    ],
)
def test_each_row_without_a_position_says_why(tmp_path, x, y, reason):
    good = "109.6;27.95\n" * 3
    read = read_points(text(tmp_path / "a.csv", f"lon;lat\n{good}{x};{y}\n"))
    assert read.reasons[3] == reason
    assert np.isnan(read.lonlat[3]).all() == bool(reason)
    assert read.rejected["reason"].tolist() == ([reason] if reason else [])
    assert np.isfinite(read.lonlat[:3]).all()


def test_a_workbook_keeps_codes_as_text_and_numbers_as_numbers(tmp_path):
    book = openpyxl.Workbook()
    for row in (
        ["Incidents of May"],
        [],
        ["编码", "数", "经度", "纬度", "日"],
        ["007", 5, 109.6, 27.95, None],
        [CODE, 1.5, "109.61", "27.94"],
    ):
        book.active.append(row)
    book.create_sheet("other").append(["nothing"])
    book.save(tmp_path / "a.xlsx")
    read = read_points(tmp_path / "a.xlsx")
    assert read.rows["编码"].tolist() == ["007", CODE]
    assert read.rows["数"].tolist() == [5, 1.5]
    assert (read.lonlat == PLACES).all()
    with pytest.raises(FileRefused, match="no sheet “third”; there are Sheet, other"):
        read_points(tmp_path / "a.xlsx", layer="third")


@pytest.mark.parametrize("encoding", ["UTF-8", "GBK"])
@pytest.mark.parametrize("says_so", [True, False])
def test_the_text_of_a_shapefile_is_read_with_and_without_a_cpg(tmp_path, encoding, says_so):
    (tmp_path / "in").mkdir()
    rows().to_file(tmp_path / "in/a.shp", encoding=encoding)
    if not says_so:
        (tmp_path / "in/a.cpg").unlink()
    shutil.make_archive(str(tmp_path / "a.shp"), "zip", tmp_path / "in")
    for path in (tmp_path / "in/a.shp", tmp_path / "a.shp.zip"):
        read = read_points(path)
        assert read.rows["名称"].tolist() == ["沙湾", "三王阁"]
        assert read.rows["code"].tolist() == ["007", CODE]
        assert (read.lonlat == PLACES).all()


def test_a_cpg_that_lies_is_not_believed(tmp_path):
    rows().to_file(tmp_path / "a.shp", encoding="GBK")
    (tmp_path / "a.cpg").write_text("UTF-8")
    assert read_points(tmp_path / "a.shp").rows["名称"].tolist() == ["沙湾", "三王阁"]


@pytest.mark.parametrize("name", ["a.gpkg", "a.geojson", "a.parquet"])
@pytest.mark.parametrize("crs", [4326, 4490, 4546, 4545, 4525, 4524, 3857, 32649])
def test_a_declared_system_is_brought_to_wgs84(tmp_path, name, crs):
    frame = (
        rows()
        .set_geometry(shapely.points(from_wgs84(PLACES, parse_crs(crs))))
        .set_crs(crs, allow_override=True)
    )
    frame.to_parquet(tmp_path / name) if name == "a.parquet" else frame.to_file(tmp_path / name)
    read = read_points(tmp_path / name)
    assert read.lonlat == pytest.approx(PLACES, abs=1e-9)
    assert read.rows["code"].tolist() == ["007", CODE]
    assert read.rows["n"].tolist() == [433123109001001, 2]
    assert read.warnings == ()


@pytest.mark.parametrize("shift", ["GCJ-02", "BD-09"])
def test_a_shifted_datum_is_taken_back_where_it_is_named(tmp_path, shift):
    moved = rows().set_geometry(shapely.points(from_wgs84(PLACES, parse_crs(shift))), crs=4326)
    moved.to_file(tmp_path / "a.gpkg")
    read = read_points(tmp_path / "a.gpkg", crs=shift.lower())
    assert read.lonlat == pytest.approx(PLACES, abs=1e-10)
    assert read.warnings == (f"The file says EPSG:4326; it is read as {shift}, as told.",)


def test_the_wards_of_manchester_come_home_from_their_national_grid():
    wards = read_layer(WARDS)
    assert (len(wards.rows), str(wards.source), len(wards.rejected)) == (215, "EPSG:27700", 0)
    assert wards.rows.total_bounds == pytest.approx([-2.7305, 53.3273, -1.9096, 53.6857], abs=1e-4)
    as_is = read_layer_as_is(WARDS)
    assert as_is.rows.crs.to_epsg() == 27700
    assert as_is.rows.total_bounds[0] > 300_000


def test_the_incidents_of_san_francisco_keep_their_text():
    incidents = read_points(INCIDENTS)
    assert incidents.rows.shape == (9030, 12)
    assert incidents.rows.loc[0, "Date"] == "12/31/2013"
    assert incidents.warnings == (
        "No reference system is declared: longitude and latitude are read as WGS-84.",
    )


def test_geojson_keeps_dates_as_text_and_whole_numbers_whole(tmp_path):
    point = {"type": "Point", "coordinates": [109.6, 27.95]}
    path = geojson(
        tmp_path / "a.geojson",
        feature(point, code="007", day="2013/12/31", n=433123109001001, tags=["a"], more={"b": 1}),
        feature(point, code="008", day="", n=None, tags=None, more=None),
    )
    first = read_points(path).rows.iloc[0].to_dict()
    assert first == {
        "code": "007",
        "day": "2013/12/31",
        "n": 433123109001001,
        "tags": ["a"],
        "more": {"b": 1},
    }


def test_broken_geometries_come_back_with_their_rows(tmp_path):
    path = geojson(
        tmp_path / "a.geojson",
        square(code="1"),
        feature(None, code="2"),
        feature({"type": "Polygon", "coordinates": "here"}, code="3"),
        feature({"type": "Polygon", "coordinates": [[[0, 0], [1, 0], [1, 1]]]}, code="4"),
        feature({"type": "Polygon", "coordinates": []}, code="5"),
        square(code="6"),
        feature({"type": "Point", "coordinates": [109.6, 127.95]}, code="7"),
    )
    layer = read_layer(path)
    assert layer.rows["code"].tolist() == ["1", "6"]
    assert layer.rows.index.tolist() == [0, 5]
    assert layer.rejected["code"].tolist() == ["2", "3", "4", "5", "7"]
    assert set(layer.rejected["reason"]) == {
        "the geometry is missing or broken",
        "the geometry is at no place on earth",
    }


def test_numbers_at_no_place_of_their_plane_come_back_with_a_reason(tmp_path):
    shapes = [shapely.box(360_000, 3_090_000, 361_000, 3_091_000), shapely.box(1e12, 1e12, 2e12, 2e12)]
    gpd.GeoDataFrame({"code": ["1", "2"]}, geometry=shapes, crs=4546).to_file(tmp_path / "a.gpkg")

    layer = read_layer(tmp_path / "a.gpkg")

    assert layer.rows["code"].tolist() == ["1"]
    assert layer.rejected.values.tolist() == [["2", "the geometry is at no place on earth"]]


def test_shapes_among_points_come_back_with_a_reason(tmp_path):
    point = {"type": "MultiPoint", "coordinates": [[109.6, 27.95]]}
    read = read_points(geojson(tmp_path / "a.geojson", feature(point), square(), feature(None)))
    assert (read.lonlat[0] == PLACES[0]).all()
    assert read.reasons.tolist() == ["", "the geometry is a Polygon, not a point", "the row has no position"]


def test_positions_in_columns_go_before_geometries_when_they_are_named(tmp_path):
    rows().assign(e=[109.5, 109.4], s=[27.5, 27.4]).to_file(tmp_path / "a.gpkg")
    assert read_points(tmp_path / "a.gpkg", x="e", y="s").lonlat.tolist() == [[109.5, 27.5], [109.4, 27.4]]


def test_one_of_several_layers_must_be_named(tmp_path):
    rows().to_file(tmp_path / "a.gpkg", layer="north")
    rows().iloc[:1].to_file(tmp_path / "a.gpkg", layer="south")
    assert len(read_points(tmp_path / "a.gpkg", layer="south").rows) == 1
    with pytest.raises(FileRefused, match="name one: north, south"):
        read_points(tmp_path / "a.gpkg")
    with pytest.raises(FileRefused, match="no layer “west”; there are north, south"):
        read_layer(tmp_path / "a.gpkg", layer="west")


def test_one_of_several_files_in_an_archive_must_be_named(tmp_path):
    with zipfile.ZipFile(tmp_path / "a.zip", "w") as archive:
        archive.writestr("in/north.csv", "lon,lat\n109.6,27.95\n")
        archive.writestr("south.csv", "lon,lat\n109.6,27.95\n109.6,27.95\n")
        archive.writestr("__MACOSX/._south.csv", "x")
        archive.writestr("readme.md", "x")
    assert len(read_points(tmp_path / "a.zip", layer="south").rows) == 2
    assert len(read_points(tmp_path / "a.zip", layer="north.csv").rows) == 1
    with pytest.raises(FileRefused, match=r"name one as the layer: north\.csv, south\.csv"):
        read_points(tmp_path / "a.zip")


PROJECTED = "x,y\n362000,3093000\n362100,3093100\n"


@pytest.mark.parametrize(
    "name, content, reason, sentence",
    [
        ("a.csv", "", "empty", "is empty"),
        ("a.csv", "\n\n", "empty", "is empty"),
        ("a.csv", "lon,lat\n", "empty", "holds no rows"),
        ("a.csv", "a,b\n1,2\n", "columns", "among a, b"),
        ("a.csv", 'lon,lat\n"109.6,27.95\n', "unreadable", "cannot be read"),
        ("a.csv", PROJECTED, "no_crs", "such as 362,050 and 3,093,050, are no degrees"),
        ("a.geojson", '{"type": "FeatureCollection", "features": []}', "empty", "holds no rows"),
        (
            "a.geojson",
            '{"type": "FeatureCollection", "features": [{"type"',
            "unreadable",
            "cannot be read as GeoJSON",
        ),
        ("a.geojson", "<html></html>", "unreadable", "cannot be read as GeoJSON"),
        ("a.geojson", "[1, 2]", "unreadable", "cannot be read as GeoJSON"),
        ("a.json", "{}", "unreadable", "cannot be read as GeoJSON"),
        ("a.gpkg", "SQLite format 2", "unreadable", "cannot be read as GeoPackage"),
        ("a.gpkg", "SQLite format 3\0 and then nothing", "unreadable", "cannot be read as GeoPackage"),
        ("a.shp", "text", "unreadable", "cannot be read as shapefile"),
        ("a.shp", "\0\0'\n", "unreadable", "without its .shx part"),
        ("a.xlsx", "text", "zip", "broken or no zip"),
        ("a.parquet", "PAR1 text PAR1", "unreadable", "cannot be read"),
        ("a.xls", "text", "format", "Save it as .xlsx"),
        ("a.pdf", "text", "format", "“.pdf” are not read"),
        ("a", "text", "format", "“a” are not read"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_one_sentence(tmp_path, name, content, reason, sentence):
    with pytest.raises(FileRefused, match=sentence) as refused:
        read_points(text(tmp_path / name, content))
    assert refused.value.reason == reason


def test_a_file_that_points_at_another_is_not_followed(tmp_path):
    geojson(tmp_path / "secret.geojson", square())
    source = f"<SrcDataSource>{tmp_path}/secret.geojson</SrcDataSource>"
    pointer = f'<OGRVRTDataSource><OGRVRTLayer name="secret">{source}</OGRVRTLayer></OGRVRTDataSource>'
    for name in ("a.geojson", "a.gpkg", "a.shp", "a.json"):
        with pytest.raises(FileRefused):
            read_layer(text(tmp_path / name, pointer))


def test_an_unknown_system_is_refused(tmp_path):
    with pytest.raises(FileRefused, match="“EPSG:99999” is not known") as refused:
        read_points(text(tmp_path / "a.csv", PROJECTED), crs="EPSG:99999")
    assert refused.value.reason == "unknown_crs"


def test_geojson_that_is_no_longitude_and_latitude_is_refused(tmp_path):
    point = {"type": "Point", "coordinates": [362000, 3093000]}
    with pytest.raises(FileRefused, match="The file says EPSG:4326, but its coordinates") as refused:
        read_points(geojson(tmp_path / "a.geojson", feature(point)))
    assert refused.value.reason == "crs_mismatch"
    assert np.isfinite(read_points(tmp_path / "a.geojson", crs="4546").lonlat).all()


def test_a_shapefile_without_a_system_is_taken_by_its_numbers(tmp_path):
    rows().to_file(tmp_path / "a.shp")
    (tmp_path / "a.prj").unlink()
    assert read_points(tmp_path / "a.shp").warnings == (
        "No reference system is declared: longitude and latitude are read as WGS-84.",
    )


def test_a_layer_needs_geometries_and_points_need_points(tmp_path):
    with pytest.raises(FileRefused, match="table without geometries"):
        read_layer(text(tmp_path / "a.csv", "lon,lat\n1,2\n"))
    with pytest.raises(FileRefused, match="holds no points"):
        read_points(geojson(tmp_path / "a.geojson", square()))


def test_well_known_text_is_read_from_a_column_and_what_is_none_comes_back(tmp_path):
    path = text(
        tmp_path / "a.csv",
        'code,Geometry\n1,"POLYGON ((109.6 27.9, 109.7 27.9, 109.7 28, 109.6 27.9))"\n2,POLYGON ((\n3,\n',
    )
    layer = read_layer(path)
    assert layer.rows["code"].tolist() == ["1"]
    assert layer.rejected.values.tolist() == [
        ["2", "“POLYGON ((” in Geometry is no well-known text"],
        ["3", "the geometry is missing or broken"],
    ]


def test_points_as_well_known_text_are_positions_and_stay_a_column(tmp_path):
    points = read_points(text(tmp_path / "a.csv", "id,wkt\n1,POINT (109.6 27.95)\n2,\n3,here\n"))
    assert (points.lonlat[0] == PLACES[0]).all()
    assert points.reasons.tolist() == ["", NO_POSITION, "“here” in wkt is no well-known text"]
    assert (points.rows.columns.tolist(), points.has_geometry) == (["id", "wkt"], False)


def test_columns_of_positions_go_before_well_known_text(tmp_path):
    area = "POLYGON ((0 0, 1 0, 1 1, 0 0))"
    points = read_points(text(tmp_path / "a.csv", f'lon,lat,wkt\n109.6,27.95,"{area}"\n'))
    assert (points.lonlat == PLACES[:1]).all()


def test_parquet_without_geometries_is_a_table(tmp_path):
    pd.DataFrame(
        {"code": ["007"], "lon": [109.6], "lat": [27.95], "n": pd.array([None], dtype="Int64")}
    ).to_parquet(tmp_path / "a.parquet")
    read = read_points(tmp_path / "a.parquet")
    assert (read.has_geometry, read.rows["code"].tolist()) == (False, ["007"])
    assert (read.lonlat == PLACES[:1]).all()
