"""`flask check` on real files, drawn ones, and files that cannot be checked."""

import json
import shutil
from collections import Counter
from pathlib import Path

import geopandas as gpd
import numpy as np
import pytest
import shapely
from click.testing import CliRunner

from gis.crs import from_wgs84, parse_crs
from gis.validation import check
from layers.checking import read_cells
from tests.gis.drawing import CRS, METRE, corner, drawn
from webmap.commands.check import check_command

HERE = Path(__file__).parent
DISTRICTS = HERE.parent / "data/sf_police_2013/sfpd_districts.geojson.zip"
INCIDENTS = HERE.parent / "data/sf_police_2013/sfpd_incidents_2013-12.csv.zip"
PLOTS = HERE.parent / "data/bubenec/plots.geojson.zip"
WARDS = HERE.parent / "data/manchester_wards/gm_wards_2016.geojson.zip"


def run(*arguments):
    return CliRunner().invoke(check_command, [str(argument) for argument in arguments])


@pytest.fixture
def written(tmp_path):
    """Write drawn cells to a file."""

    def write(polygons, name="cells.geojson", crs="EPSG:4326", **columns):
        cells = gpd.GeoDataFrame(columns, geometry=list(polygons), crs=crs)
        if crs is None:
            (tmp_path / name).write_text(cells.to_json())
        else:
            cells.to_file(tmp_path / name)
        return tmp_path / name

    return write


@pytest.fixture
def broken(written):
    """Two cells that overlap by 5 m."""
    wide = shapely.box(*corner(0, 0), corner(1, 1)[0] + 5 * METRE, corner(1, 1)[1])
    return written([wide, drawn("ab")["b"]], code=["001", "002"], leader=["Long", "Wu"])


def test_the_districts_of_san_francisco_have_18_gaps_and_6_overlaps(tmp_path):
    result = run(DISTRICTS, "--code", "DISTRICT", "--json", tmp_path / "report.json")
    assert result.exit_code == 1
    assert "655.8 m²  PARK, RICHMOND  at -122.4478896, 37.7824676" in result.stdout
    report = json.loads((tmp_path / "report.json").read_text())
    assert set(report) == {"seamless", "cells", "defects", "notes", "noise"}
    assert (report["seamless"], report["cells"]) == (False, 10)
    found = Counter(defect["kind"] for defect in report["defects"])
    assert (found["gap"], found["overlap"], found["invalid"]) == (18, 6, 2)
    assert all(
        -122.52 < lon < -122.35 and 37.7 < lat < 37.84 for lon, lat in (d["at"] for d in report["defects"])
    )
    assert [(note["kind"], note["cells"]) for note in report["notes"]] == [("multipart", ["SOUTHERN"])]


def test_the_repair_of_the_districts_is_seamless_and_keeps_their_attributes(tmp_path):
    result = run(
        DISTRICTS, "--code", "DISTRICT", "--fix", tmp_path / "fixed.gpkg", "--json", tmp_path / "report.json"
    )
    assert result.exit_code == 1
    assert "655.8 m²  no cell → RICHMOND" in result.stdout
    changes = json.loads((tmp_path / "report.json").read_text())["changes"]
    assert {"from": None, "to": "RICHMOND", "area_m2": 655.8, "at": [-122.4478896, 37.7824676]} in changes
    assert run(tmp_path / "fixed.gpkg", "--code", "DISTRICT").exit_code == 0
    before, after = gpd.read_file(DISTRICTS), gpd.read_file(tmp_path / "fixed.gpkg")
    assert list(before.columns) == list(after.columns)
    assert before["DISTRICT"].tolist() == after["DISTRICT"].tolist()


def test_the_wards_of_manchester_are_seamless_in_the_british_grid():
    result = run(WARDS, "--code", "wd16cd")
    assert result.exit_code == 0
    assert "215 cells, seamless." in result.stdout


def test_the_wards_stay_seamless_on_the_lattice_of_longitude_and_latitude(tmp_path):
    result = run(WARDS, "--fix", tmp_path / "wards.geojson")
    assert "moves no land over 1 m²" in result.stdout
    assert run(tmp_path / "wards.geojson").exit_code == 0
    xy = shapely.get_coordinates(read_cells(tmp_path / "wards.geojson").polygons)
    assert (xy == np.rint(xy * 1e7) / 1e7).all()


def test_the_plots_of_bubenec_have_3_gaps_and_45_edges_that_do_not_match(tmp_path):
    result = run(PLOTS, "--code", "id", "--json", tmp_path / "report.json")
    assert result.exit_code == 1
    defects = json.loads((tmp_path / "report.json").read_text())["defects"]
    assert [defect["area_m2"] for defect in defects if defect["kind"] == "gap"] == [332.2, 271.7, 8.4]
    assert (
        len({code for defect in defects if defect["kind"] == "unmatched_edge" for code in defect["cells"]})
        == 45
    )


def test_the_repair_of_the_plots_closes_their_gaps_and_leaves_only_slivers(tmp_path):
    result = run(PLOTS, "--code", "id", "--fix", tmp_path / "plots.gpkg")
    assert "moves 3 pieces of land" in result.stdout
    run(tmp_path / "plots.gpkg", "--code", "id", "--json", tmp_path / "report.json")
    report = json.loads((tmp_path / "report.json").read_text())
    assert {defect["kind"] for defect in report["defects"]} == {"sliver"}
    assert report["noise"] == {"gaps": 0, "overlaps": 0, "area_m2": 0}


def test_rows_are_numbered_from_1_without_a_code(broken):
    assert "1, 2  at 109.60" in run(broken).stdout


def test_codes_are_kept_as_text(broken):
    assert "001, 002  at 109.60" in run(broken, "--code", "code").stdout


@pytest.mark.parametrize("name", ["fixed.geojson", "fixed.gpkg", "fixed.shp", "fixed.zip", "fixed.parquet"])
def test_a_repair_is_written_in_any_format_of_layers(broken, tmp_path, name):
    assert run(broken, "--code", "code", "--fix", tmp_path / name).exit_code == 1
    assert run(tmp_path / name, "--code", "code").exit_code == 0
    assert read_cells(tmp_path / name).rows["leader"].tolist() == ["Long", "Wu"]


@pytest.mark.parametrize("crs", ["EPSG:4546", "EPSG:32649", "EPSG:3857", "GCJ-02", "BD-09"])
def test_the_same_defect_is_found_in_every_reference_system(written, tmp_path, crs):
    frame = parse_crs(crs)
    wide = shapely.box(*corner(0, 0), corner(1, 1)[0] + 5 * METRE, corner(1, 1)[1])
    cells = np.array([wide, drawn("ab")["b"]], dtype=object)
    there = shapely.transform(cells, lambda xy: from_wgs84(xy, frame))
    path = written(there, crs=None if frame.shift else frame.crs)
    run(path, "--crs", crs, "--json", tmp_path / "report.json")
    (defect,) = json.loads((tmp_path / "report.json").read_text())["defects"]
    (here,) = check(cells, ["1", "2"], crs=CRS).defects
    assert (defect["kind"], defect["cells"]) == ("overlap", ["1", "2"])
    assert defect["area_m2"] == pytest.approx(here.area_m2, abs=1)
    assert defect["at"] == pytest.approx(here.at, abs=1e-5)


def test_a_row_without_geometry_is_an_invalid_cell_and_cannot_be_repaired(written, tmp_path):
    path = written([drawn("ab")["a"], None, drawn("ab")["b"]], code=["a", "x", "b"])
    result = run(path, "--code", "code", "--fix", tmp_path / "fixed.gpkg")
    assert result.exit_code == 1
    assert "x: No geometry" in result.stdout
    assert result.stderr == "Error: No repair: x has no polygon.\n"
    assert not (tmp_path / "fixed.gpkg").exists()


def test_notes_alone_leave_a_file_seamless(written):
    result = run(written(drawn("aba").polygons, code=["a", "b"]), "--code", "code")
    assert result.exit_code == 0
    assert "a lies in several parts" in result.stdout


def test_a_long_list_is_cut_and_says_so(written):
    squares = [
        shapely.box(*corner(x, 0), corner(x + 1, 1)[0] + METRE, corner(x + 1, 1)[1]) for x in range(60)
    ]
    assert "… and 9 more; --json OUT lists them all" in run(written(squares)).stdout


def text(content):
    return lambda path: path.write_text(content)


@pytest.mark.parametrize(
    "name, fill, options, sentence",
    [
        ("none.geojson", lambda path: None, [], "There is no file “none.geojson”."),
        ("empty.geojson", text(""), [], "The file “empty.geojson” is empty."),
        ("no.geojson", text('{"type": "FeatureCollection", "features": []}'), [], "The file “no.geojson” holds no rows."),
        ("broken.geojson", text('{"type": "FeatureColl'), [], "The file “broken.geojson” cannot be read as GeoJSON."),
        ("cells.dwg", text("AC1032"), [], "Files “.dwg” are not read"),
        ("table.csv", text("code,lon,lat\n1,109.6,27.9\n"), [], "is a table without geometries."),
        ("cells.zip", lambda path: shutil.copy(DISTRICTS, path), ["--crs", "EPSG:0"], "“EPSG:0” is not known"),
        ("cells.zip", lambda path: shutil.copy(DISTRICTS, path), ["--crs", "Mars"], "“Mars” is not known"),
        ("cells.zip", lambda path: shutil.copy(DISTRICTS, path), ["--code", "kode"], "There is no column “kode”"),
        ("cells.zip", lambda path: shutil.copy(DISTRICTS, path), ["--fix", "x.csv"], "A repair is a layer"),
        ("cells.zip", lambda path: shutil.copy(DISTRICTS, path), ["--fix", "x.dwg"], "Files “.dwg” are not written"),
        ("cells.zip", lambda path: shutil.copy(DISTRICTS, path), ["--json", "no/such/folder.json"], "No such file or directory"),
        ("points.csv.zip", lambda path: shutil.copy(INCIDENTS, path), [], "is a table without geometries."),
    ],
)  # fmt: skip
def test_what_cannot_be_checked_exits_with_2_and_one_sentence(tmp_path, name, fill, options, sentence):
    fill(tmp_path / name)
    result = run(tmp_path / name, *options)
    assert result.exit_code == 2
    assert sentence in result.stderr
    assert result.stderr.count("\n") == 1


def test_points_are_no_cells(written):
    result = run(written([shapely.Point(corner(0, 0))], "points.geojson"))
    assert result.exit_code == 2
    assert result.stderr == "Error: The file “points.geojson” holds no polygons.\n"


def test_metres_without_a_reference_system_cannot_be_checked(written):
    result = run(written([shapely.box(360_000, 3_090_000, 361_000, 3_091_000)], crs=None))
    assert result.exit_code == 2
    assert "name their reference system with --crs" in result.stderr


def test_the_help_says_what_the_exit_codes_mean():
    assert "Exits with 0 when they do, 1 when not, 2 when the file cannot be checked." in run("--help").stdout
