"""`flask load streets` and its kin: known rows are changed, nothing is there twice."""

import shapely

from layers.models import Building, Community, Street, Town
from tests.commands.town_desk import place, square
from tests.gis.drawing import METRE, corner, drawn


def test_a_base_layer_loaded_twice_adds_nothing(desk):
    file = desk.layer(
        "roads.geojson", [shapely.LineString([place(0, 0), place(1, 1)])], osm_id=[7], name=["虹桥路"]
    )

    assert "1 new" in desk.do("load", "streets", file, "--commit")
    version = desk.stored(Town.base_version)
    assert "0 new, 1 here already" in desk.do("load", "streets", file, "--commit")
    assert desk.count(Street) == 1
    assert desk.stored(Town.base_version) == version


def test_a_known_row_that_differs_is_changed_in_what_the_file_tells(desk):
    shape = square(0, 0)
    desk.do(
        "load", "buildings", desk.layer("b.geojson", [shape], id=["x"], floors=[2], use=["shop"]), "--commit"
    )
    told = desk.do("load", "buildings", desk.layer("b.geojson", [shape], id=["x"], floors=[3]), "--commit")

    assert "1 changed" in told
    assert desk.stored(Building.external_id, Building.floors, Building.use) == [("x", 3, "shop")]


def test_an_id_of_another_source_is_not_overwritten(desk):
    desk.do("load", "buildings", desk.layer("north.geojson", [square(0, 0)], id=["1"]), "--commit")
    told = desk.do(
        "load",
        "buildings",
        desk.layer("south.geojson", [square(1, 0), square(2, 0)], id=["1", "2"]),
        "--commit",
    )

    assert "1 new, 0 here already, 1 rejected" in told
    assert "another source" in told
    assert desk.stored(Building.external_id, Building.source) == [("1", "north"), ("2", "south")]


def test_shapes_without_ids_are_known_by_themselves(desk):
    file = desk.layer("pond.geojson", [square(0, 0), square(0, 0), square(1, 0)], name=["a", "a", "b"])

    assert "2 new, 0 here already, 1 rejected" in desk.do("load", "water", file, "--commit")
    assert "0 new, 2 here already, 1 rejected" in desk.do("load", "water", file, "--commit")


def test_streets_know_the_levels_of_other_maps(desk):
    line = [place(0, 0), place(1, 1)]
    lines = [shapely.LineString([line[0], (line[1][0], line[1][1] + step * 1e-4)]) for step in range(3)]
    file = desk.layer(
        "roads.geojson", lines, id=[1, 2, 3], highway=["primary", "巷", None], bridge=["yes", None, "F"]
    )
    desk.do("load", "streets", file, "--commit")

    assert desk.stored(Street.external_id, Street.level, Street.is_bridge) == [
        ("1", 1, True),
        ("2", 3, False),
        ("3", 2, False),
    ]


def test_a_level_that_nobody_knows_is_told_and_taken_as_a_street(desk):
    line = shapely.LineString([place(0, 0), place(1, 1)])
    told = desk.do("load", "streets", desk.layer("r.geojson", [line], highway=["bus_guideway"]), "--commit")

    assert "Not known in highway, and taken as 2: busguideway" in told
    assert desk.stored(Street.level) == [(2,)]


def test_a_shape_that_crosses_itself_is_not_mended_but_sent_back(desk):
    bow = shapely.Polygon([corner(0, 0), corner(1, 1), corner(1, 0), corner(0, 1)])
    told = desk.do("load", "water", desk.layer("w.geojson", [bow, square(2, 0)], name=["x", "y"]), "--commit")

    assert "row 1: the geometry is not valid: Self-intersection" in told


def test_outlines_of_communities_are_compared_with_their_grids(desk):
    desk.do("load", "grids", desk.grids("ab", community=["100001", "100002"]), "--commit")
    west, east = drawn("ab").polygons
    file = desk.layer(
        "c.geojson",
        [west, east.buffer(-METRE)],
        code=["100001", "100002"],
        name=["西", "东"],
        户数=[320, 410],
    )

    told = desk.do("load", "communities", file, "--commit")

    assert "2 changed" in told
    assert "outline of 100002 东 differs from its grids by" in told
    assert "100001" not in told.split("Note")[-1]
    assert desk.stored(Community.code, Community.name, Community.households) == [
        ("100001", "西", 320),
        ("100002", "东", 410),
    ]
