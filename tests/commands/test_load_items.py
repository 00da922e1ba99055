"""`flask load incidents` and its kin: assigned as they are loaded, known ones left alone, the others told why."""

import openpyxl
import pandas as pd
import pytest
import shapely
from sqlalchemy import select

from layers.models import (
    Assignment,
    Category,
    Department,
    IllegalStructure,
    Incident,
    IncidentEvent,
    ServicePoint,
)
from layers.rows import geometries_of, wkb
from tests.commands.town_desk import place, square
from tests.gis.drawing import METRE


def incidents(desk, *rows, name="incidents.csv", header="id,lon,lat,category,text,reported_at"):
    return desk.file(name, "\n".join([header, *rows, ""]))


def at(x, y):
    lon, lat = place(x, y)
    return f"{lon:.7f},{lat:.7f}"


def test_incidents_are_assigned_as_they_are_loaded(desk):
    desk.publish("ab")
    file = incidents(
        desk,
        f"1,{at(0.5, 0.5)},0101,垃圾,2025-03-31 08:30",
        f"2,{at(1.5, 0.5)},Dirty street,灰,2025/3/31",
        f"3,{at(5, 5)},道路不洁,远,2025年3月31日 8时5分",
        "4,,,0101,无,2025-03-31T00:30:00Z",
    )

    told = desk.do("load", "incidents", file, "--commit")

    assert "1 outside (unassigned)" in told
    assert "1 without a position" in told
    assert desk.stored(Assignment.item_id, Assignment.grid_code, Assignment.rule) == [
        (1, "a", "inside"),
        (2, "b", "inside"),
        (3, None, "outside"),
        (4, None, "no_position"),
    ]
    times = [moment.isoformat() for _, moment in desk.stored(Incident.external_id, Incident.reported_at)]
    assert times == [
        "2025-03-31T00:30:00+00:00",
        "2025-03-30T16:00:00+00:00",
        "2025-03-31T00:05:00+00:00",
        "2025-03-31T00:30:00+00:00",
    ]


def test_a_dry_run_of_incidents_leaves_not_even_a_category(desk):
    desk.publish("ab")
    told = desk.do("load", "incidents", incidents(desk, f"1,{at(0.5, 0.5)},0101,x,2025-03-31"))

    assert "1 new" in told
    assert "1 inside" in told
    assert desk.count(Incident) == desk.count(Category) == desk.count(Assignment) == 0


def test_incidents_bring_the_standard_categories_where_there_are_none(desk):
    desk.do("load", "incidents", incidents(desk, f"1,{at(0, 0)},0101,x,2025-03-31 10:00"), "--commit")

    assert desk.count(Category) > 60
    assert set(desk.stored(Department.phone)) == {(None,)}
    ((_, department, due),) = desk.stored(Incident.id, Incident.department_code, Incident.due_at)
    assert department == "sanitation"
    assert due.isoformat() == "2025-03-31T06:00:00+00:00"  # four working hours later


def test_the_same_incidents_loaded_twice_add_nothing(desk):
    desk.publish("ab")
    file = incidents(desk, f"1,{at(0.5, 0.5)},0101,x,2025-03-31", "2,,,0101,y,2025-03-31")
    desk.do("load", "incidents", file, "--commit")

    assert "0 new, 2 here already, 0 rejected" in desk.do("load", "incidents", file, "--commit")
    assert desk.count(Incident) == desk.count(Assignment) == 2


def test_an_incident_that_differs_from_the_one_here_comes_back(desk):
    desk.do("load", "incidents", incidents(desk, f"1,{at(0, 0)},0101,x,2025-03-31"), "--commit")
    told = desk.run("load", "incidents", incidents(desk, f"1,{at(0, 0)},0101,other,2025-03-31"), "--commit")

    assert "it is here already, with another text" in told.output
    assert desk.stored(Incident.text) == [("x",)]


def test_ids_of_different_sources_do_not_meet(desk):
    file = incidents(desk, f"1,{at(0, 0)},0101,x,2025-03-31")
    desk.do("load", "incidents", file, "--source", "hotline", "--commit")
    desk.do("load", "incidents", file, "--source", "patrol", "--commit")

    assert desk.stored(Incident.source) == [("hotline",), ("patrol",)]


def test_incidents_without_ids_are_known_by_their_content(desk):
    header = "lon,lat,category,text,reported_at"
    row = f"{at(0, 0)},0101,x,2025-03-31"
    file = incidents(desk, row, row, f"{at(0, 0)},0101,y,2025-03-31", header=header)

    assert "2 new, 0 here already, 1 rejected" in desk.do("load", "incidents", file, "--commit")
    assert "0 new, 2 here already, 1 rejected" in desk.do("load", "incidents", file, "--commit")


def test_incidents_that_cannot_be_taken_come_back_with_their_columns_and_reasons(desk):
    file = incidents(
        desk,
        f"1,{at(0, 0)},0101,x,2025-03-31",
        "2,east,27.94,0101,x,2025-03-31",
        "3,109.6,27.94,magic,x,2025-03-31",
        "4,109.6,27.94,0101,x,yesterday",
        "5,109.6,27.94,0101,x,",
        "1,109.6,27.94,0101,x,2025-03-31",
        "7,109.6,127.94,0101,x,2025-03-31",
    )
    rejects = desk.folder / "rejects.xlsx"

    told = desk.do("load", "incidents", file, "--rejects", rejects, "--commit")

    assert "1 new, 0 here already, 6 rejected" in told
    rows = list(openpyxl.load_workbook(rejects).active.iter_rows(values_only=True))
    assert rows[0] == ("id", "lon", "lat", "category", "text", "reported_at", "reason")
    reasons = [row[-1] for row in rows[1:]]
    expected = [
        "“east” in lon",
        "“magic” in category",
        "“yesterday”",
        "no reported at",
        "row 1",
        "no place on earth",
    ]
    assert all(part in reason for part, reason in zip(expected, reasons, strict=True)), reasons


def test_chinese_columns_and_states_are_understood(desk):
    desk.publish("ab")
    header = "工单号,经度,纬度,事件类别,事件描述,上报时间,状态,地址,是否当场处置"
    file = incidents(
        desk, f"A-1,{at(0.5, 0.5)},暴露垃圾,一袋垃圾,2025-03-31 08:30,已办结,虹桥路1号,是", header=header
    )
    desk.do("load", "incidents", file, "--commit")

    told = desk.stored(
        *(Incident.external_id, Incident.category_code, Incident.text, Incident.status),
        *(Incident.address, Incident.settled_on_the_spot),
    )
    assert told == [("A-1", "0101", "一袋垃圾", "settled", "虹桥路1号", True)]
    assert [kind for _, kind in desk.stored(IncidentEvent.id, IncidentEvent.kind)] == ["reported", "settled"]


def test_rows_without_a_category_may_be_given_one(desk):
    file = incidents(desk, f"1,{at(0, 0)},x", header="id,lon,lat,text")

    assert "--category" in desk.refuse("load", "incidents", file)
    told = desk.do("load", "incidents", file, "--default-category", "Litter left lying", "--commit")
    assert "taken as now" in told
    assert desk.stored(Incident.category_code) == [("0101",)]


def test_illegal_structures_are_footprints_or_points(desk):
    desk.publish("ab")
    crossing = shapely.Polygon([place(0, 0), place(1, 1), place(1, 0), place(0, 1)])
    shapes = [square(0.5, 0.5), square(0.97, 0.2), shapely.Point(place(1.5, 0.5)), crossing]
    file = desk.layer(
        *("s.gpkg", shapes),
        **{
            "编号": ["1", "2", "3", "4"],
            "状态": ["已拆除", None, "责令停工", None],
            "发现时间": ["2025-03-31"] * 4,
        },
    )

    told = desk.do("load", "illegal-structures", file, "--commit")

    assert "3 new, 0 here already, 1 rejected" in told
    assert desk.stored(IllegalStructure.external_id, IllegalStructure.state) == [
        ("1", "demolished"),
        ("2", "found"),
        ("3", "stop_order"),
    ]
    assert desk.stored(Assignment.item_id, Assignment.grid_code, Assignment.rule) == [
        (1, "a", "share"),
        (2, "b", "share"),
        (3, "b", "inside"),
    ]


def test_service_points_need_a_kind_and_a_name(desk):
    desk.publish("ab")
    header = "编号,名称,类型,经度,纬度,服务时间,电话"
    file = desk.file(
        "s.csv", f"{header}\n1,沙湾便民超市,便民超市,{at(0.5, 0.5)},全天,0743-1\n2,,便民超市,{at(0, 0)},,\n"
    )

    assert "1 new, 0 here already, 1 rejected" in desk.do("load", "service-points", file, "--commit")
    assert desk.stored(ServicePoint.name, ServicePoint.hours) == [("沙湾便民超市", "全天")]
    assert "--kind" in desk.refuse(
        "load", "service-points", desk.file("t.csv", f"id,name,lon,lat\n1,x,{at(0, 0)}\n")
    )


def test_items_loaded_before_any_plan_are_assigned_when_one_is_published(desk):
    told = desk.do("load", "incidents", incidents(desk, f"1,{at(0.5, 0.5)},0101,x,2025-03-31"), "--commit")

    assert "no plan in force yet" in told
    desk.publish("ab")
    assert desk.stored(Assignment.item_id, Assignment.grid_code) == [(1, "a")]


def test_a_load_that_fails_half_way_changes_nothing(desk, monkeypatch):
    desk.publish("ab")
    monkeypatch.setattr("layers.loading.items.assign_items", lambda *_, **__: 1 / 0)

    result = desk.run("load", "incidents", incidents(desk, f"1,{at(0, 0)},0101,x,2025-03-31"), "--commit")

    assert result.exit_code != 0
    assert desk.count(Incident) == desk.count(Category) == 0


def test_text_that_is_markup_is_kept_as_text(desk):
    text = "<img src=x onerror=alert(1)>{{ 7*7 }}${7*7}"
    desk.do("load", "incidents", incidents(desk, f"1,{at(0, 0)},0101,{text},2025-03-31"), "--commit")

    assert desk.stored(Incident.text) == [(text,)]


@pytest.fixture
def sample_incidents_in_gcj02(sample_desk):
    """The sample's incidents, taken away in GCJ-02 and under another source."""
    path = sample_desk.folder / "gcj02.csv"
    sample_desk.do("export", "incidents", path, "--crs", "GCJ-02")
    rows = pd.read_csv(path, dtype=str, keep_default_na=False)
    rows.assign(source="elsewhere").to_csv(path, index=False)
    return path


def test_positions_in_gcj02_passed_as_wgs84_are_noticed_and_not_corrected(
    sample_desk, sample_incidents_in_gcj02
):
    told = sample_desk.do("load", "incidents", sample_incidents_in_gcj02)

    assert "seem to be in another frame" in told
    assert "--crs GCJ-02" in told


def test_positions_in_gcj02_passed_as_such_lie_where_their_twins_lie(sample_desk, sample_incidents_in_gcj02):
    told = sample_desk.do("load", "incidents", sample_incidents_in_gcj02, "--crs", "GCJ-02", "--commit")

    assert "another frame" not in told
    with sample_desk.database.read() as session:
        rows = session.execute(
            select(Incident.source, Incident.external_id, wkb(Incident.position), Assignment.grid_code).join(
                Assignment, (Assignment.item_id == Incident.id) & (Assignment.item_kind == "incident")
            )
        ).all()
    shapes = geometries_of([row[2] for row in rows])
    twins = {}
    for (source, external_id, _, grid), shape in zip(rows, shapes, strict=True):
        twins.setdefault(external_id, {})[source] = (shape, grid)
    placed = [pair for pair in twins.values() if next(iter(pair.values()))[0] is not None]
    assert len(placed) > 8000
    assert max(pair["sample"][0].distance(pair["elsewhere"][0]) for pair in placed) < 0.01 * METRE
    assert all(pair["sample"][1] == pair["elsewhere"][1] for pair in placed)
