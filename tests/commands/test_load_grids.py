"""`flask load grids`: a division becomes a draft, whole or not at all, and no row stays without an answer."""

from pathlib import Path

import numpy as np
import pandas as pd
import shapely
from sqlalchemy import select

from layers.models import Community, Grid, Plan
from layers.rows import geometries_of, wkb
from tests.commands.town_desk import square
from tests.gis.drawing import METRE, corner, drawn, moved

DATA = Path(__file__).parent.parent / "data"
WARDS = DATA / "manchester_wards/gm_wards_2016.geojson.zip"
DISTRICTS = DATA / "sf_police_2013/sfpd_districts.geojson.zip"


def test_a_dry_run_reports_and_changes_nothing(desk):
    told = desk.do("load", "grids", desk.grids("aab acb"))

    assert "3 new" in told
    assert "seamless" in told
    assert "dry run" in told
    assert desk.count(Plan) == desk.count(Community) == 0


def test_a_division_becomes_a_draft_that_can_be_published(desk):
    told = desk.do("load", "grids", desk.grids("aab acb"), "--commit")

    assert "Plan 1 is a draft" in told
    assert "flask publish 1" in told
    assert "in force as number 1" in desk.do("publish", 1)
    assert desk.stored(Grid.code, Grid.community_code) == [(code, "100001") for code in "abc"]
    assert desk.stored(Community.code, Community.name) == [("100001", "Own")]


def test_a_community_in_two_pieces_is_told(desk):
    file = desk.grids("abc", community=["west", "middle", "west"])
    told = desk.do("load", "grids", file, "--community", "community")

    assert "seamless" in told
    assert "are not joined to the rest of their community west" in told


def test_the_same_division_loaded_twice_is_one_plan(desk):
    file = desk.grids("aab acb")
    desk.do("load", "grids", file, "--commit")

    assert "The same division is here already: plan 1, draft" in desk.do("load", "grids", file, "--commit")
    desk.do("publish", 1)
    assert "plan 1, published" in desk.do("load", "grids", file, "--commit")
    assert desk.count(Plan) == 1


def test_another_division_is_another_draft(desk):
    desk.do("load", "grids", desk.grids("aab acb"), "--commit")
    desk.do("load", "grids", desk.grids("abb acb", "other.geojson"), "--commit")

    assert desk.count(Plan) == 2


def test_a_division_with_defects_is_a_draft_that_waits_for_a_repair(desk):
    wide = shapely.box(*corner(0, 0), corner(1, 1)[0] + 5 * METRE, corner(1, 1)[1])
    file = desk.layer("broken.geojson", [wide, drawn("ab")["b"]], code=["a", "b"])
    repaired = desk.folder / "repaired.gpkg"

    told = desk.do("load", "grids", file, "--code", "code", "--commit")

    assert "1 × overlap" in told
    assert "cannot be published until a repair is taken" in told
    assert "not seamless" in desk.refuse("publish", 1)
    assert desk.run("check", file, "--code", "code", "--fix", repaired).exit_code == 1
    assert "seamless" in desk.do("load", "grids", repaired, "--code", "code", "--commit")
    desk.do("publish", 2)


def test_grids_that_fit_but_for_rounding_get_the_same_vertices_and_are_published(desk):
    drawing = drawn("ab cd", side=0.0005)
    rough = drawing.where("a", moved(drawing["a"], corner(1, 1, side=0.0005), east_m=0.01))
    file = desk.layer("rough.geojson", rough.polygons, code=rough.codes)

    told = desk.do("load", "grids", file, "--commit")

    assert "differed by rounding were given the same vertices; no land over 1 m²" in told
    assert "seamless" in told
    desk.do("publish", 1)
    assert "here already: plan 1" in desk.do("load", "grids", file)


def test_a_tiny_hole_between_grids_is_closed_as_they_are_loaded(desk):
    holed = drawn("aa ab").where("a", drawn("aa ab")["a"].difference(square(0.5, 0.5, side=0.003)))
    desk.do("load", "grids", desk.layer("holed.gpkg", holed.polygons, code=holed.codes), "--commit")

    desk.do("publish", 1)
    with desk.database.read() as session:
        stored = geometries_of(session.scalars(select(wkb(Grid.geom)).order_by(Grid.code)).all())
    assert shapely.get_num_interior_rings(shapely.get_geometry(stored[0], 0)) == 0


def test_a_grid_that_crosses_itself_is_kept_as_it_is_and_never_published(desk):
    bow = shapely.Polygon([corner(0, 0), corner(1, 1), corner(1, 0), corner(0, 1)])
    file = desk.layer("bow.geojson", [bow, drawn("ab")["b"]], code=["a", "b"])

    assert "1 × invalid" in desk.do("load", "grids", file, "--commit")
    assert "not seamless" in desk.refuse("publish", 1)
    with desk.database.read() as session:
        stored = geometries_of(session.scalars(select(wkb(Grid.geom)).order_by(Grid.code)).all())
    assert not shapely.is_valid(stored[0])


def test_stored_coordinates_are_on_the_lattice(desk):
    moved = [shapely.transform(cell, lambda xy: xy + 3.3e-8) for cell in drawn("ab").polygons]
    desk.do("load", "grids", desk.layer("off.gpkg", moved, code=["a", "b"]), "--commit")

    with desk.database.read() as session:
        xy = shapely.get_coordinates(geometries_of(session.scalars(select(wkb(Grid.geom))).all()))
    assert ((xy * 1e7).round() / 1e7 == xy).all()


def test_communities_are_made_from_their_codes_and_the_names_beside_them(desk):
    file = desk.grids("ab", 社区编码=["100007", "100009"], 社区名称=["沙湾", "土桥"])
    told = desk.do("load", "grids", file, "--commit")

    assert "community from 社区编码" in told
    assert desk.stored(Community.code, Community.name) == [("100007", "沙湾"), ("100009", "土桥")]


def test_names_of_communities_get_codes_in_their_order(desk):
    desk.do("load", "grids", desk.grids("abc", community=["West", "East", "West"]), "--commit")

    assert desk.stored(Community.code, Community.name) == [("100001", "East"), ("100002", "West")]
    assert [code for _, code in desk.stored(Grid.code, Grid.community_code)] == [
        "100002",
        "100001",
        "100002",
    ]


def test_communities_that_are_known_are_found_by_their_names(desk):
    desk.do("load", "grids", desk.grids("ab", community=["West", "East"]), "--commit")
    desk.do(
        "load", "grids", desk.grids("abc", "more.geojson", community=["West", "East", "North"]), "--commit"
    )

    assert desk.stored(Community.code, Community.name)[2:] == [("100003", "North")]


def test_rows_of_a_division_that_cannot_be_taken_come_back_with_reasons(desk):
    cells = drawn("abc")
    shapes = [cells["a"], cells["b"], cells["c"], shapely.Point(corner(0, 0)), None]
    file = desk.layer(
        "odd.gpkg", shapes, code=["a", "a", "", "d", "e"], leader=["Li", "Wu", "He", "Hu", "Xu"]
    )
    rejects = desk.folder / "rejects.csv"

    told = desk.do("load", "grids", file, "--commit", "--rejects", rejects)

    assert "1 new" in told
    assert "4 rejected" in told
    reasons = pd.read_csv(rejects, keep_default_na=False)
    assert list(reasons.columns) == ["code", "leader", "reason"]
    assert reasons["leader"].tolist() == ["Wu", "He", "Hu", "Xu"]
    assert [
        word in reason
        for word, reason in zip(["row 1", "no code", "Point", "missing"], reasons["reason"], strict=True)
    ] == [True] * 4


def test_kinds_of_grids_are_read_and_unknown_ones_told(desk):
    told = desk.do("load", "grids", desk.grids("abc", kind=["专属网格", "basic", "vip"]), "--commit")

    assert "Not known in kind, and taken as basic: vip" in told
    assert [kind for _, kind in desk.stored(Grid.code, Grid.kind)] == ["dedicated", "basic", "basic"]


def test_a_file_of_which_no_row_can_be_taken_is_refused(desk):
    file = desk.layer("points.gpkg", [shapely.Point(corner(0, 0))], code=["a"])

    assert "No row can be taken" in desk.refuse("load", "grids", file, "--commit")
    assert desk.count(Plan) == 0


def test_columns_that_cannot_be_told_are_asked_for_with_the_list_of_all(desk):
    file = desk.layer("odd.geojson", drawn("ab").polygons, wd16cd=["a", "b"], wd16nm=["A", "B"])

    told = desk.refuse("load", "grids", file)

    assert "--code" in told
    assert "wd16cd, wd16nm" in told
    assert "code from wd16cd" in desk.do("load", "grids", file, "--code", "WD16CD")


def test_a_load_for_another_town_is_refused(desk):
    file = desk.grids("ab")

    assert "100 Own, not 433123109" in desk.refuse("load", "grids", file, "--town", "433123109")
    desk.do("load", "grids", file, "--town", "100")


def test_a_division_far_from_the_one_in_force_is_noticed(desk):
    desk.publish("ab")
    far = [shapely.transform(cell, lambda xy: xy + np.array([1.0, 0.0])) for cell in drawn("ab").polygons]

    assert "km from those of the plan in force" in desk.do(
        "load", "grids", desk.layer("far.gpkg", far, code=["a", "b"])
    )


def test_215_wards_in_the_british_grid_become_a_town(desk):
    told = desk.do(
        *(
            "load",
            "grids",
            WARDS,
            "--code",
            "wd16cd",
            "--name",
            "wd16nm",
            "--community",
            "lad16cd",
            "--commit",
        )
    )

    assert "215 new" in told
    assert "seamless" in told
    desk.do("publish", 1)
    assert desk.count(Grid) == 215
    names = dict(desk.stored(Community.code, Community.name))
    assert len(names) == 10
    assert names["E08000003"] == "Manchester"


def test_the_districts_of_san_francisco_wait_for_their_repair(desk):
    told = desk.do("load", "grids", DISTRICTS, "--code", "DISTRICT", "--commit")
    repaired = desk.folder / "repaired.gpkg"

    assert "18 × gap" in told
    assert "6 × overlap" in told
    assert "2 × invalid" in told
    desk.refuse("publish", 1)
    desk.run("check", DISTRICTS, "--code", "DISTRICT", "--fix", repaired)
    desk.do("load", "grids", repaired, "--code", "DISTRICT", "--commit")
    assert "SOUTHERN" in desk.refuse("publish", 2)
    desk.do("publish", 2, "--exclave", "SOUTHERN")
