"""`flask assign`: on real incidents and districts, in every format, and by the plan in force."""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pytest
import shapely
from sqlalchemy import select

from app import create_app
from gis.crs import from_wgs84, parse_crs
from layers.files.read import read_points
from layers.files.write import write
from layers.models import DoorPlate
from layers.rows import geometries_of, wkb
from tests.gis.drawing import METRE, corner, drawn

DATA = Path(__file__).parent.parent / "data"
DISTRICTS = DATA / "sf_police_2013/sfpd_districts.geojson.zip"
INCIDENTS = DATA / "sf_police_2013/sfpd_incidents_2013-12.csv.zip"
WARDS = DATA / "manchester_wards/gm_wards_2016.geojson.zip"
ADDED = ["grid_code", "grid_name", "community_code", "community_name", "rule", "edge_distance_m"]


@pytest.fixture
def run(tmp_path):
    """Run `flask assign` where there is no database."""
    app = create_app({"DATABASE_URL": f"sqlite:///{tmp_path}/no/town.db"})

    def invoke(*arguments):
        return app.test_cli_runner().invoke(args=["assign", *map(str, arguments)])

    return invoke


@pytest.fixture
def grids(tmp_path):
    """Three grids: a, b east of it, c north of both."""
    cells = drawn("cc ab")
    columns = {
        "编码": ["001", "002", "003"],
        "网格名称": ["甲", "乙", "丙"],
        "社区编码": "9",
        "社区名称": "沙湾",
    }
    path = tmp_path / "grids.gpkg"
    gpd.GeoDataFrame(columns, geometry=[cells["a"], cells["b"], cells["c"]], crs=4326).to_file(path)
    return path


def between(first, second):
    return ((first[0] + second[0]) / 2, (first[1] + second[1]) / 2)


# Inside a, on the edge of a and b, inside c, just outside b, far away, nowhere.
PLACES = np.array(
    [
        between(corner(0, 0), corner(1, 1)),
        between(corner(1, 0), corner(1, 1)),
        between(corner(0, 1), corner(2, 2)),
        (corner(2, 0)[0] + 5 * METRE, between(corner(1, 0), corner(2, 1))[1]),
        (corner(2, 0)[0] + 1, corner(2, 0)[1]),
        (np.nan, np.nan),
    ]
)
CODES = ["001", "001", "003", "002", None, None]
RULES = ["inside", "edge", "inside", "near", "outside", "no_position"]


def table():
    return pd.DataFrame({"id": ["007", "a", "=1", "", "e", "f"], "lon": PLACES[:, 0], "lat": PLACES[:, 1]})


def blank_as_none(values):
    return [None if pd.isna(value) or value == "" else value for value in values]


def test_incidents_agree_with_the_official_district(run, tmp_path):
    result = run(INCIDENTS, tmp_path / "out.csv", "--grids", DISTRICTS, "--code", "DISTRICT")
    assert result.exit_code == 0, result.stderr
    assert "9,030 rows; 9,028 inside, 0 on an edge, 2 near, 0 outside, 0 without a position" in result.stdout
    before = read_points(INCIDENTS).rows
    after = pd.read_csv(tmp_path / "out.csv", dtype=str, keep_default_na=False)
    assert list(after) == [*before, *ADDED]
    assert after[list(before)].equals(before.astype(str))
    assert (after["grid_code"] == after["PdDistrict"]).mean() >= 0.974


def test_dirty_districts_are_taken_as_they_are_and_that_is_said(run, tmp_path):
    result = run(INCIDENTS, tmp_path / "out.csv", "--grids", DISTRICTS, "--code", "DISTRICT")
    assert "Grid NORTHERN was invalid and is taken as made valid (Ring Self-intersection" in result.stderr
    assert "3 positions lie in PARK, RICHMOND at once; PARK was taken" in result.stderr
    assert not (tmp_path / "no").exists() or not list((tmp_path / "no").iterdir())


@pytest.mark.parametrize(
    "source", ["a.csv", "a.xlsx", "a.geojson", "a.gpkg", "a.shp", "a.shp.zip", "a.parquet", "b.parquet"]
)
@pytest.mark.parametrize("out", ["o.csv", "o.xlsx", "o.geojson", "o.gpkg", "o.shp", "o.zip", "o.parquet"])
def test_every_row_of_every_format_is_kept_in_order(run, tmp_path, grids, source, out):
    rows = table()
    if source not in ("a.csv", "a.xlsx", "b.parquet"):
        known = np.isfinite(PLACES).all(axis=1)
        geometry = np.where(known, shapely.points(PLACES), None)
        rows = gpd.GeoDataFrame(rows[["id"]], geometry=geometry, crs=4326)
    elif source == "a.csv":
        rows["id"] = [f'"{name}"' if name == "007" else name for name in rows["id"]]
    rows.to_csv(tmp_path / source, index=False) if source == "a.csv" else write(rows, tmp_path / source)
    result = run(tmp_path / source, tmp_path / out, "--grids", grids)
    assert result.exit_code == 0, result.stderr
    read = read_points(tmp_path / out)
    assert [str(name).strip('"') for name in read.rows["id"].fillna("")] == ["007", "a", "=1", "", "e", "f"]
    assert blank_as_none(read.rows["grid_code"]) == CODES
    assert read.rows["rule"].tolist() == RULES
    assert read.lonlat[:5] == pytest.approx(PLACES[:5], abs=1e-12)
    community = "comm_code" if out in ("o.shp", "o.zip") else "community_code"
    assert blank_as_none(read.rows[community])[0] == "9"


def test_the_rows_get_names_communities_and_distances(run, tmp_path, grids):
    table().to_csv(tmp_path / "a.csv", index=False)
    run(tmp_path / "a.csv", tmp_path / "o.csv", "--grids", grids)
    out = pd.read_csv(tmp_path / "o.csv", dtype=str, keep_default_na=False)
    assert out.loc[0, ADDED[:5]].tolist() == ["001", "甲", "9", "沙湾", "inside"]
    assert out["edge_distance_m"].tolist()[1] == "0.0"
    assert float(out["edge_distance_m"][3]) == pytest.approx(5, abs=0.1)
    assert out.loc[4:, ADDED].to_numpy().tolist()[1] == ["", "", "", "", "no_position", ""]


def test_the_tolerance_is_asked_for(run, tmp_path, grids):
    table().to_csv(tmp_path / "a.csv", index=False)
    result = run(tmp_path / "a.csv", tmp_path / "o.csv", "--grids", grids, "--tolerance", "4")
    assert "0 near, 2 outside" in result.stdout


def test_reasons_and_numbers_of_rows_without_a_position_are_told(run, tmp_path, grids):
    (tmp_path / "a.csv").write_text("lon,lat\n109.6,27.95\nhere,27.95\n,\n,\n")
    result = run(tmp_path / "a.csv", tmp_path / "o.csv", "--grids", grids)
    assert "2 × the row has no position." in result.stderr
    assert "1 × “here” in lon is no number." in result.stderr


def test_an_output_assigned_again_keeps_its_columns(run, tmp_path, grids):
    table().to_csv(tmp_path / "a.csv", index=False)
    run(tmp_path / "a.csv", tmp_path / "b.csv", "--grids", grids)
    run(tmp_path / "b.csv", tmp_path / "c.csv", "--grids", grids)
    again = pd.read_csv(tmp_path / "c.csv", dtype=str, keep_default_na=False)
    assert again["grid_code_2"].equals(again["grid_code"])


def test_positions_on_an_edge_of_a_national_grid_are_decided_in_its_own_numbers(run, tmp_path):
    west, east = (
        shapely.box(400_000, 400_000, 400_100, 401_000),
        shapely.box(400_100, 400_000, 400_200, 401_000),
    )
    gpd.GeoDataFrame({"code": ["w", "e"]}, geometry=[west, east], crs=27700).to_file(tmp_path / "grids.gpkg")
    numbers = pd.DataFrame(
        {"x": [400_100.0] * 3 + [400_100.001], "y": [400_333.3, 400_500.123, 400_999.9, 400_500.0]}
    )
    numbers.to_csv(tmp_path / "a.csv", index=False)
    result = run(tmp_path / "a.csv", tmp_path / "o.csv", "--grids", tmp_path / "grids.gpkg", "--crs", "27700")
    assert result.exit_code == 0, result.stderr
    out = pd.read_csv(tmp_path / "o.csv", dtype=str)
    assert out["rule"].tolist() == ["edge", "edge", "edge", "inside"]
    assert out["grid_code"].tolist() == ["e", "e", "e", "e"]


def test_wards_in_their_national_grid_take_positions_in_degrees(run, tmp_path):
    pd.DataFrame({"long": [-2.6057], "lat": [53.5426]}).to_csv(tmp_path / "a.csv", index=False)
    result = run(tmp_path / "a.csv", tmp_path / "o.csv", "--grids", WARDS, "--code", "wd16cd")
    assert result.exit_code == 0, result.stderr
    assert pd.read_csv(tmp_path / "o.csv")["grid_code"].tolist() == ["E05000851"]


def test_overlapping_grids_give_the_lowest_code_as_text(run, tmp_path):
    boxes = [shapely.box(*corner(0, 0), *corner(2, 1)), shapely.box(*corner(1, 0), *corner(3, 1))]
    gpd.GeoDataFrame({"code": ["9", "10"]}, geometry=boxes, crs=4326).to_file(tmp_path / "grids.geojson")
    middle = between(corner(1, 0), corner(2, 1))
    pd.DataFrame({"lon": [middle[0]], "lat": [middle[1]]}).to_csv(tmp_path / "a.csv", index=False)
    result = run(tmp_path / "a.csv", tmp_path / "o.csv", "--grids", tmp_path / "grids.geojson")
    assert "1 positions lie in 10, 9 at once; 10 was taken" in result.stderr
    assert pd.read_csv(tmp_path / "o.csv", dtype=str)["grid_code"].tolist() == ["10"]


@pytest.mark.parametrize(
    "arguments, sentence",
    [
        (["none.csv", "o.csv"], "There is no file “none.csv”"),
        (["a.csv", "o.pdf"], "“.pdf” are not written"),
        (["a.csv", "none/o.csv"], "There is no folder"),
        (["a.csv", "o.csv", "--x", "east", "--y", "north"], "no column “east” among lon, lat"),
        (["a.csv", "o.csv", "--crs", "nowhere"], "“nowhere” is not known"),
        (["a.csv", "o.csv", "--code", "number"], "no column “number”"),
        (["a.csv", "o.csv", "--grids", "a.csv"], "table without geometries"),
    ],
)
def test_what_cannot_be_done_is_said_in_one_sentence(run, tmp_path, grids, arguments, sentence):
    (tmp_path / "a.csv").write_text("lon,lat\n109.6,27.95\n")
    given = [tmp_path / word if "." in word else word for word in arguments]
    result = run("--grids", grids, *given)
    assert result.exit_code == 1
    assert result.stderr.startswith("Error: ") and sentence in result.stderr
    assert result.stderr.count("\n") == 1
    assert not (tmp_path / "o.csv").exists()


@pytest.fixture
def assign_by_plan(app):
    """Run `flask assign` over the sample town."""

    def invoke(*arguments):
        return app.test_cli_runner().invoke(args=["assign", *map(str, arguments)])

    return invoke


@pytest.fixture
def doors(app):
    """Positions at door plates of the sample town, as a phone tells them."""
    with app.extensions["store"].database.read() as session:
        plates = geometries_of(
            session.scalars(select(wkb(DoorPlate.geom)).order_by(DoorPlate.id).limit(20_000)).all()
        )
    chosen = shapely.get_coordinates(plates)[:: max(1, len(plates) // 600)]
    return chosen + np.random.default_rng(1).normal(0, 5 * METRE, chosen.shape)


@pytest.mark.parametrize("datum", ["GCJ-02", "BD-09", "EPSG:4546"])
def test_a_position_gets_the_grid_of_its_wgs84_twin(assign_by_plan, doors, tmp_path, datum):
    codes = {}
    for crs in ("WGS-84", datum):
        xy = from_wgs84(doors, parse_crs(crs))
        pd.DataFrame({"x": xy[:, 0], "y": xy[:, 1]}).to_csv(tmp_path / "a.csv", index=False)
        result = assign_by_plan(tmp_path / "a.csv", tmp_path / "o.csv", "--crs", crs)
        assert result.exit_code == 0, result.stderr
        assert "another frame" not in result.stderr
        codes[crs] = pd.read_csv(tmp_path / "o.csv", dtype=str)[ADDED[:5]].to_numpy().tolist()
    assert codes[datum] == codes["WGS-84"]
    assert codes[datum][0][0].startswith("433123109") and codes[datum][0][3]


def test_positions_in_the_wrong_datum_are_noticed(assign_by_plan, doors, tmp_path):
    xy = from_wgs84(doors, parse_crs("GCJ-02"))
    pd.DataFrame({"lon": xy[:, 0], "lat": xy[:, 1]}).to_csv(tmp_path / "a.csv", index=False)
    result = assign_by_plan(tmp_path / "a.csv", tmp_path / "o.csv", "--crs", "WGS-84")
    assert result.exit_code == 0
    assert "Warning: The positions seem to be in another frame" in result.stderr
    assert "To read them so: --crs GCJ-02" in result.stderr


def test_a_day_before_any_plan_is_refused(assign_by_plan, tmp_path):
    (tmp_path / "a.csv").write_text("lon,lat\n109.6,27.95\n")
    result = assign_by_plan(tmp_path / "a.csv", tmp_path / "o.csv", "--on", "1999-01-01")
    assert result.exit_code == 1
    assert "No plan is in force" in result.stderr
