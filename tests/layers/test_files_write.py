"""Rows written to every format and read again."""

import json
import zipfile
from xml.etree import ElementTree

import ezdxf
import geopandas as gpd
import numpy as np
import openpyxl
import pandas as pd
import pytest
import shapely

from gis.crs import WGS84, parse_crs
from layers.files.errors import FileRefused
from layers.files.read import read_layer, read_points
from layers.files.write import check_writable, write, write_unchanged

CODE = "433123109001001"
PLACES = np.array([[109.6000001, 27.9500003], [109.61, 27.94], [109.62, 27.93]])
LAYERS = ["a.geojson", "a.gpkg", "a.shp", "a.shp.zip", "a.zip", "a.parquet"]
TABLES = ["a.csv", "a.tsv", "a.xlsx"]


@pytest.fixture
def points():
    return gpd.GeoDataFrame(
        {
            "code": ["007", CODE, None],
            "名称": ["沙湾", "三王阁", ""],
            "n": pd.array([433123109001001, None, 3], dtype="Int64"),
        },
        geometry=shapely.points(PLACES),
        crs=4326,
    )


def known(values):
    return [None if pd.isna(value) or value == "" else value for value in values]


@pytest.mark.parametrize("name", LAYERS + TABLES)
@pytest.mark.parametrize("crs", ["WGS-84", "EPSG:4490", "EPSG:4546", "EPSG:27700", "GCJ-02", "BD-09"])
def test_positions_and_codes_come_back_from_every_format_in_every_system(tmp_path, points, name, crs):
    frame = parse_crs(crs)
    write(points, tmp_path / name, frame)
    read = read_points(tmp_path / name, crs=crs)
    assert read.lonlat == pytest.approx(PLACES, abs=2e-9)
    assert known(read.rows["code"]) == ["007", CODE, None]
    assert known(read.rows["名称"]) == ["沙湾", "三王阁", None]
    assert [str(n) for n in known(read.rows["n"])] == ["433123109001001", "None", "3"]


@pytest.mark.parametrize("name", LAYERS + TABLES)
def test_places_on_the_lattice_come_back_to_the_last_bit(tmp_path, name):
    lattice = np.rint(np.random.default_rng(1).uniform(-90, 90, (5000, 2)) * 1e7) / 1e7
    write(gpd.GeoDataFrame({"n": range(5000)}, geometry=shapely.points(lattice), crs=4326), tmp_path / name)
    assert (read_points(tmp_path / name).xy == lattice).all()


@pytest.mark.parametrize("name", LAYERS)
def test_a_file_says_what_it_is_written_in_unless_that_cannot_be_said(tmp_path, points, name):
    assert write(points, tmp_path / name, parse_crs("EPSG:4546"))[1:] == ()
    assert str(read_points(tmp_path / name).source) == "EPSG:4546"
    told = write(points, tmp_path / name, parse_crs("GCJ-02"))
    assert told[-1] == "The coordinates are in GCJ-02, which no file can declare: say so where it is read."
    assert all("declared" in warning for warning in read_points(tmp_path / name).warnings)


def test_geojson_is_of_rfc_7946(tmp_path, points):
    write(points, tmp_path / "a.geojson")
    content = json.loads((tmp_path / "a.geojson").read_text())
    assert "crs" not in content
    assert content["features"][0]["geometry"]["coordinates"] == [109.6000001, 27.9500003]


@pytest.mark.parametrize("name", LAYERS)
def test_rows_without_a_position_keep_their_place(tmp_path, points, name):
    points.loc[1, "geometry"] = None
    write(points, tmp_path / name)
    read = read_points(tmp_path / name)
    assert known(read.rows["code"]) == ["007", CODE, None]
    assert np.isnan(read.lonlat).all(axis=1).tolist() == [False, True, False]


@pytest.mark.parametrize("name", LAYERS)
def test_areas_in_one_and_in_several_parts_share_a_file(tmp_path, name):
    parts = [
        shapely.box(0, 0, 1, 1),
        shapely.MultiPolygon([shapely.box(2, 0, 3, 1), shapely.box(4, 0, 5, 1)]),
    ]
    write(gpd.GeoDataFrame({"n": [1, 2]}, geometry=parts, crs=4326), tmp_path / name)
    read = read_layer(tmp_path / name)
    assert shapely.equals(read.rows.geometry, parts).all()


def test_areas_go_into_a_table_as_well_known_text(tmp_path):
    write(gpd.GeoDataFrame({"n": [1]}, geometry=[shapely.box(0, 0, 0.1, 1)], crs=4326), tmp_path / "a.csv")
    assert (tmp_path / "a.csv").read_text() == 'n,wkt\n1,"POLYGON ((0.1 0, 0.1 1, 0 1, 0 0, 0.1 0))"\n'


@pytest.mark.parametrize("name", ["a.csv", "a.tsv", "a.xlsx"])
@pytest.mark.parametrize("crs", ["WGS-84", "EPSG:4546"])
def test_areas_come_back_from_a_table(tmp_path, name, crs):
    areas = [shapely.box(109.6, 27.9, 109.7, 28.0), shapely.box(109.7, 27.9, 109.8, 28.0)]
    write(gpd.GeoDataFrame({"n": ["1", "2"]}, geometry=areas, crs=4326), tmp_path / name, parse_crs(crs))
    read = read_layer(tmp_path / name, crs=crs)
    assert list(read.rows.columns) == ["n", "geometry"]
    assert shapely.equals_exact(read.rows.geometry, areas, tolerance=1e-9, normalize=True).all()


def test_a_shape_too_long_for_a_workbook_is_told(tmp_path):
    round_one = shapely.Point(109.6, 27.9).buffer(0.01, quad_segs=400)
    told = write(gpd.GeoDataFrame({"n": [1]}, geometry=[round_one], crs=4326), tmp_path / "a.xlsx")
    assert told == ("Texts in “wkt” are cut to 32,767 letters.",)


HOSTILE = ["=1+1", "+1 and", "-cmd|' /C calc'!A0", "@SUM(A1)", "\t=1", "＝1", "-5", "+86", "plain", "a=b"]


def test_text_is_no_formula_in_delimited_text(tmp_path):
    write(pd.DataFrame({"text": HOSTILE}), tmp_path / "a.csv")
    written = read_csv(tmp_path / "a.csv")
    assert written == [
        "'=1+1",
        "'+1 and",
        "'-cmd|' /C calc'!A0",
        "'@SUM(A1)",
        "'\t=1",
        "'＝1",
        "-5",
        "+86",
        "plain",
        "a=b",
    ]


def test_somebodys_own_text_goes_back_unchanged(tmp_path):
    write_unchanged(pd.DataFrame({"text": HOSTILE}), tmp_path / "a.csv")
    assert read_csv(tmp_path / "a.csv") == HOSTILE


def read_csv(path):
    return pd.read_csv(path, dtype=str, keep_default_na=False)["text"].tolist()


def test_text_is_no_formula_in_a_workbook_and_unchanged(tmp_path):
    texts = [*HOSTILE, "#N/A", "bell\a"]
    write(pd.DataFrame({"text": texts, "=head": 1.5}), tmp_path / "a.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert {cell.data_type for row in sheet.iter_rows(max_col=1) for cell in row} == {"s"}
    assert [row[0] for row in sheet.iter_rows(min_row=2, values_only=True)] == [*HOSTILE, "#N/A", "bell"]
    assert sheet["B1"].data_type == "s"


def test_numbers_keep_all_digits_in_a_workbook(tmp_path):
    numbers = [109.60448391256975, 0.1, 3.0]
    write(pd.DataFrame({"n": numbers, "code": [10**16 + 1, 5, 6]}), tmp_path / "a.xlsx")
    read = openpyxl.load_workbook(tmp_path / "a.xlsx").active
    assert list(read.iter_rows(min_row=2, values_only=True)) == [
        (109.60448391256975, "10000000000000001"),
        (0.1, 5),
        (3, 6),
    ]


def test_a_workbook_holds_only_so_many_rows(tmp_path):
    with pytest.raises(FileRefused, match="holds 1,048,575 rows; here are 1,048,576"):
        write(pd.DataFrame({"n": np.zeros(1_048_576)}), tmp_path / "a.xlsx")
    assert not list(tmp_path.iterdir())


def test_columns_that_differ_in_case_are_all_kept(tmp_path):
    rows = gpd.GeoDataFrame({"code": ["a"], "CODE": ["b"], "fid": [7], "geom": ["c"], "geometry": ["d"]})
    rows = rows.assign(place=shapely.points(PLACES[:1])).set_geometry("place", crs=4326)
    for name in ("a.geojson", "a.gpkg", "a.shp.zip", "a.parquet"):
        write(rows, tmp_path / name)
        read = read_points(tmp_path / name)
        assert read.rows.iloc[0].tolist() == ["a", "b", 7, "c", "d"]


def test_a_shapefile_says_which_columns_it_renames_and_which_texts_it_cuts(tmp_path):
    rows = gpd.GeoDataFrame(
        {
            "community_code": ["1"],
            "community_name": ["2"],
            "edge_distance_m": [1.5],
            "网格负责人": ["x"],
            "long": ["网" * 100],
        },
        geometry=shapely.points(PLACES[:1]),
        crs=4326,
    )
    told = write(rows, tmp_path / "a.shp")
    assert told == (
        "The column “community_code” is called “comm_code”.",
        "The column “community_name” is called “comm_name”.",
        "The column “edge_distance_m” is called “edge_m”.",
        "The column “网格负责人” is called “网格负”.",
        "Texts in “long” are cut to 254 bytes.",
    )
    assert list(read_points(tmp_path / "a.shp").rows) == [
        "comm_code",
        "comm_name",
        "edge_m",
        "网格负",
        "long",
    ]


def test_mixed_and_nested_values_find_a_type(tmp_path):
    values = {"mixed": [1, "a", None], "nested": [{"a": 1}, ["b"], None]}
    rows = gpd.GeoDataFrame(
        {**values, "day": pd.to_datetime(["2024-05-01"] * 3)}, geometry=shapely.points(PLACES), crs=4326
    )
    for name in LAYERS + TABLES:
        write(rows, tmp_path / name)
        read = read_points(tmp_path / name).rows
        assert [str(value) for value in known(read["mixed"])] == ["1", "a", "None"]
        assert str(read["day"][0]).startswith("2024-05-01")
    assert read_points(tmp_path / "a.geojson").rows["nested"].tolist() == [{"a": 1}, ["b"], None]


def test_a_failed_write_leaves_the_old_file_and_nothing_else(tmp_path, points):
    write(points, tmp_path / "a.gpkg")
    before = (tmp_path / "a.gpkg").read_bytes()
    with pytest.raises(FileRefused, match="needs positions"):
        write(pd.DataFrame(points.drop(columns="geometry")), tmp_path / "a.gpkg")
    assert (tmp_path / "a.gpkg").read_bytes() == before
    assert [path.name for path in tmp_path.iterdir()] == ["a.gpkg"]


def test_a_shapefile_written_anew_keeps_no_old_part(tmp_path, points):
    write(points, tmp_path / "a.shp", parse_crs("EPSG:4546"))
    write(points, tmp_path / "a.shp", parse_crs("BD-09"))
    assert not (tmp_path / "a.prj").exists()
    with zipfile.ZipFile(tmp_path / "b.zip", "w"):
        pass
    write(points, tmp_path / "b.zip", WGS84)
    assert {name.partition(".")[0] for name in zipfile.ZipFile(tmp_path / "b.zip").namelist()} == {"b"}


@pytest.mark.parametrize("stem", ["a:b", "a?b", "空 格", "a#b", "a%20", "a|b=x", "a.b", "it's", 'a"b'])
def test_odd_names_of_files_are_names_like_any(tmp_path, points, stem):
    for ending in (".geojson", ".gpkg", ".shp", ".parquet", ".csv"):
        write(points, tmp_path / f"{stem}{ending}")
        assert len(read_points(tmp_path / f"{stem}{ending}").rows) == 3


@pytest.mark.parametrize("name", ["a!b.gpkg", "a!b.geojson", "a!b.shp", "-.gpkg"])
def test_names_that_gdal_reads_otherwise_are_refused(tmp_path, points, name):
    with pytest.raises(FileRefused):
        write(points, tmp_path / name)
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("name, sentence", [("a.pdf", "“.pdf” are not written"), ("none/a.csv", "no folder")])
def test_what_cannot_be_written_is_refused_beforehand(tmp_path, name, sentence):
    with pytest.raises(FileRefused, match=sentence):
        check_writable(tmp_path / name)


MARKUP = ["</name><script>1</script>", "a\n  0\nLINE", "%%c %%d", "]]>&amp;", "=1+1", "\x07\u2028"]


def test_hostile_text_stays_text_in_kml(tmp_path):
    rows = gpd.GeoDataFrame({"name": MARKUP, "text": MARKUP}, geometry=[shapely.Point(1, 2)] * 6, crs=4326)
    write(rows, tmp_path / "a.kml")

    root = ElementTree.parse(tmp_path / "a.kml").getroot()
    names = [name.text for name in root.iterfind(".//{*}Placemark/{*}name")]
    assert names[0] == MARKUP[0]
    assert names[3] == MARKUP[3]
    assert len(names) == 6
    assert root.find(".//{*}script") is None


def test_hostile_text_stays_text_in_a_drawing(tmp_path):
    rows = gpd.GeoDataFrame({"name": MARKUP, "text": MARKUP}, geometry=[shapely.Point(1, 2)] * 6, crs=4326)
    write(rows, tmp_path / "a.dxf", parse_crs("EPSG:4546"))

    drawing = ezdxf.readfile(tmp_path / "a.dxf")
    assert not drawing.audit().errors
    assert [entity.dxftype() for entity in drawing.modelspace()] == ["POINT", "TEXT"] * 6
    told = [text.plain_text() for text in drawing.modelspace().query("TEXT")]
    assert told[:3] == [MARKUP[0], "a   0 LINE", MARKUP[2]]
    point = drawing.modelspace().query("POINT")[1]
    assert [tag.value for tag in point.get_xdata("WANGGE")] == ["name=a   0 LINE", "text=a   0 LINE"]


def test_a_drawing_has_every_ring_and_leaves_out_what_has_no_position(tmp_path):
    ring = shapely.Point(109.6, 27.9).buffer(0.01).difference(shapely.Point(109.6, 27.9).buffer(0.005))
    line = shapely.LineString([(109.6, 27.9), (109.7, 27.9)])
    rows = gpd.GeoDataFrame({"code": ["a", "b", "c"]}, geometry=[ring, line, None], crs=4326)

    told = write(rows, tmp_path / "a.dxf", parse_crs("EPSG:4546"))

    outlines = ezdxf.readfile(tmp_path / "a.dxf").modelspace().query("LWPOLYLINE")
    assert [outline.closed for outline in outlines] == [True, True, False]
    assert told == ("1 rows have no position and are not in the drawing.",)


@pytest.mark.parametrize("name", [*LAYERS, "a.kml", *TABLES])
def test_a_column_that_holds_nothing_is_written_too(tmp_path, points, name):
    write(points.assign(settled_at=pd.Series([None] * 3, dtype=object)), tmp_path / name)

    assert (tmp_path / name).stat().st_size > 0
