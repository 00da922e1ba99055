"""`flask export` and `flask sample --out`: what is taken away can be loaded again, and holds nothing personal."""

import re
import zipfile
from datetime import date, timedelta

import ezdxf
import geopandas as gpd
import pandas as pd
import pytest
import shapely
from sqlalchemy import func, select

from layers.exporting.names import LAYERS
from layers.models import (
    Building,
    Grid,
    IllegalStructure,
    Incident,
    ServicePoint,
    Street,
)
from tests.commands.town_desk import Desk, place
from tests.gis.drawing import drawn


@pytest.fixture
def onlooker(town, make_app, tmp_path):
    """The desk of a sample town that is only looked at."""
    return Desk(make_app(town).test_cli_runner(), town, tmp_path)


@pytest.mark.parametrize("layer", LAYERS)
def test_every_layer_can_be_taken_away(onlooker, layer):
    path = onlooker.folder / f"{layer}.parquet"
    onlooker.do("export", layer, path)

    rows = pd.read_parquet(path)
    assert len(rows) > 0
    assert not set(rows.columns) & {"reporter", "reporter_phone", "owner", "private_phone"}


def test_grids_keep_every_digit(onlooker):
    path = onlooker.folder / "grids.geojson"
    onlooker.do("export", "grids", path)

    rows = gpd.read_file(path)
    xy = shapely.get_coordinates(rows.geometry)
    assert len(rows) == onlooker.count(Grid) == 155
    assert ((xy * 1e7).round() / 1e7 == xy).all()


def test_incidents_have_their_grid_and_the_time_of_the_town(onlooker):
    path = onlooker.folder / "incidents.csv"
    told = onlooker.do("export", "incidents", path)

    rows = pd.read_csv(path, dtype=str)
    assert f"{len(rows):,} incidents in WGS-84" in told
    assert len(rows) == onlooker.count(Incident)
    assert rows["reported_at"].str.endswith("+08:00").all()
    assert set(rows["rule"]) == {"inside", "edge", "near", "outside", "no_position"}
    assert rows.loc[rows["rule"] == "outside", "grid_code"].isna().all()
    assert rows["grid_code"].dropna().str.startswith("433123109").all()


def test_coordinates_are_written_as_asked(onlooker):
    plain, metric = onlooker.folder / "plain.csv", onlooker.folder / "metric.csv"
    onlooker.do("export", "service-points", plain)
    onlooker.do("export", "service-points", metric, "--crs", "EPSG:4546")

    lonlat, xy = pd.read_csv(plain), pd.read_csv(metric)
    back = gpd.GeoSeries(gpd.points_from_xy(xy["x"], xy["y"]), crs=4546).to_crs(4326)
    assert (back.x - lonlat["lon"]).abs().max() < 1e-9
    assert (back.y - lonlat["lat"]).abs().max() < 1e-9


def test_a_shapefile_comes_zipped_and_is_read_again(onlooker):
    path = onlooker.folder / "grids.shp.zip"
    onlooker.do("export", "grids", path, "--crs", "4546")

    assert "grids.shp" in zipfile.ZipFile(path).namelist()
    assert "The same division is here already: plan 1" in onlooker.do("load", "grids", path)


def test_base_layers_have_no_date(onlooker):
    assert "no date" in onlooker.refuse("export", "streets", onlooker.folder / "s.gpkg", "--on", "2025-01-01")


def test_the_filters_of_the_api_narrow_a_file(onlooker):
    path = onlooker.folder / "some.csv"
    onlooker.do(
        *("export", "incidents", path, "--community", "433123109003", "--category", "01"),
        *("--status", "closed,settled", "--q", "巷"),
    )

    rows = pd.read_csv(path, dtype=str)
    assert len(rows) > 0
    assert set(rows["community_code"]) == {"433123109003"}
    assert set(rows["category_code"].str[:2]) == {"01"}
    assert set(rows["status"]) <= {"closed", "settled"}
    assert (rows["text"].str.contains("巷") | rows["address"].str.contains("巷")).all()


def test_a_community_is_taken_away_whole_with_its_grids(onlooker):
    grids, communities = onlooker.folder / "g.gpkg", onlooker.folder / "c.gpkg"
    onlooker.do("export", "grids", grids, "--community", "433123109003")
    onlooker.do("export", "communities", communities, "--grid", "433123109003001")

    outline = gpd.read_file(communities).geometry
    assert len(outline) == 1
    assert outline[0].equals(gpd.read_file(grids).union_all())


def test_a_drawing_is_in_the_plane_of_the_place(onlooker):
    path = onlooker.folder / "grids.dxf"
    assert "in EPSG:4546" in onlooker.do("export", "grids", path)

    drawing = ezdxf.readfile(path)
    outline = drawing.modelspace().query("LWPOLYLINE")[0]
    assert dict(drawing.header.custom_vars.properties)["CRS"].startswith("EPSG:4546")
    assert outline.get_points("xy")[0] == pytest.approx((363_000, 3_090_000), abs=6_000)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("grids", "g.dxf", "--crs", "WGS-84"), "A drawing needs metres"),
        (("grids", "g.kml", "--crs", "EPSG:4546"), "KML is always in WGS 84"),
        (("grids", "g.csv", "--status", "found"), "grids cannot be narrowed by status"),
        (("streets", "s.csv", "--bbox", "1,2,3,4"), "streets cannot be narrowed by bbox"),
        (("incidents", "i.csv", "--bbox", "1,2,3"), "--bbox: Value error, must be four numbers"),
        (("incidents", "i.csv", "--status", "lost"), "no item can be lost"),
        (("incidents", "i.csv", "--q", "nobody said this"), "There are no incidents to write"),
        (("grids", "g.dwg"), "are not written"),
        (("grids", "/no/where/g.gpkg"), "There is no folder"),
        (("grids", "g.gpkg", "--crs", "EPSG:999999"), "is not known"),
        (("parks", "g.gpkg"), "Invalid value"),
        (("grids", "g.gpkg", "--on", "1999-01-01"), "No plan was in force on 1999-01-01"),
    ],
)
def test_what_cannot_be_exported_is_refused(onlooker, arguments, words):
    assert words in onlooker.refuse("export", *arguments)


def test_a_layer_as_of_a_day_is_that_of_the_plan_in_force_then(desk):
    yesterday = date.today() - timedelta(days=1)
    desk.do("load", "grids", desk.grids("aab"), "--commit")
    desk.do("publish", "1", "--from", "2024-01-01")
    lon, lat = place(1.5, 0.5)
    desk.do(
        *("load", "incidents", "--commit"),
        desk.file(
            "i.csv",
            f"id,lon,lat,category,reported_at\n1,{lon},{lat},0101,2024-03-01\n2,,,0101,{date.today()}\n",
        ),
    )
    desk.do("load", "grids", desk.grids("abb", "new.geojson"), "--commit")
    desk.do("publish", "2")
    old, new = desk.folder / "old.csv", desk.folder / "new.csv"
    desk.do("export", "incidents", old, "--on", yesterday)
    desk.do("export", "incidents", new)

    assert pd.read_csv(old)[["external_id", "grid_code"]].values.tolist() == [[1, "a"]]
    assert pd.read_csv(new)["grid_code"].fillna("").tolist() == ["b", ""]
    desk.do("export", "incidents", old, "--on", yesterday, "--grid", "a")
    assert pd.read_csv(old)["grid_code"].tolist() == ["a"]
    assert "There are no incidents" in desk.refuse(
        "export", "incidents", old, "--on", yesterday, "--grid", "b"
    )
    grids = desk.folder / "grids.gpkg"
    desk.do("export", "grids", grids, "--on", yesterday)
    shapes = gpd.read_file(grids).geometry
    assert shapely.equals(shapes.to_numpy(), drawn("aab").polygons).all()


@pytest.mark.parametrize("engine_name", ["spatialite"], indirect=True)  # long, and the same on both
def test_the_sample_as_files_makes_the_same_town(onlooker, desk):
    folder = desk.folder / "sample"
    desk.do("sample", "--out", folder)
    readme = (folder / "README.txt").read_text(encoding="utf-8")
    steps = re.findall(r"^    flask (.*)$", readme, flags=re.MULTILINE)

    assert {path.name for path in folder.iterdir()} - {"README.txt"} <= set(" ".join(steps).split())
    for step in steps[1:]:  # the first founds the town, which is there
        desk.do(*(folder / word if (folder / word).exists() else word for word in step.split()))

    for model in (Grid, Street, Building, Incident, IllegalStructure, ServicePoint):
        assert desk.count(model) == pytest.approx(onlooker.count(model), rel=0.02)
    with desk.database.read() as session:
        assert (
            session.scalar(select(func.count()).select_from(Building).where(Building.households > 0)) > 1000
        )
