"""`flask load departments`, `categories` and `addresses`: a town's own, in place of the standard ones."""

import pytest

from layers.models import Category, Department, DoorPlate, Incident
from layers.rows import geometries_of, wkb
from tests.commands.town_desk import place


def load(desk, layer, text, *options):
    return desk.do("load", layer, desk.file(f"{layer}.csv", text), "--commit", *options)


def categories(desk):
    return desk.stored(
        Category.code, Category.name, Category.parent_code, Category.department_code, Category.deadline_hours
    )


def test_departments_without_codes_are_known_by_their_names(desk):
    table = "部门名称,值班电话\n城管队,0743-1\n派出所,\n"

    assert "2 new" in load(desk, "departments", table)
    assert "0 new, 2 here already" in load(desk, "departments", table)
    assert "1 changed, 1 here already" in load(desk, "departments", table.replace("派出所,", "派出所,0743-2"))
    assert desk.stored(Department.code, Department.name, Department.phone) == [
        ("城管队", "城管队", "0743-1"),
        ("派出所", "派出所", "0743-2"),
    ]


def test_categories_have_two_levels_a_department_and_a_deadline(desk):
    load(desk, "departments", "code,name\npolice,派出所\n")
    table = (
        "编码,名称,上级编码,责任部门,处置时限\n"
        "B01,噪音,B,派出所,3个工作日\nB,治安,,,\nB02,打架,治安,police,2小时\nB03,其他,B,,\n"
    )

    assert "4 new" in load(desk, "categories", table)
    assert "0 new, 4 here already" in load(desk, "categories", table)
    assert categories(desk) == [
        ("B", "治安", None, None, None),
        ("B01", "噪音", "B", "police", 24.0),
        ("B02", "打架", "B", "police", 2.0),
        ("B03", "其他", "B", None, None),
    ]


def test_main_categories_that_are_only_named_are_made_and_told(desk):
    told = load(
        desk, "categories", "小类编码,小类名称,大类编码,大类名称\n0101,垃圾,01,市容\n0102,积水,01,市容\n"
    )

    assert "1 main categories are new: 市容" in told
    assert [(code, parent) for code, _, parent, *_ in categories(desk)] == [
        ("01", None),
        ("0101", "01"),
        ("0102", "01"),
    ]


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("C,丙,A1,,", "lies in a main category itself"),
        ("A,甲,A1,,", "its code is also that of row 1"),
        ("C,丙,C,,", "there are two levels"),
        ("C,丙,A,水利局,", "is no department that is known here"),
        ("C,丙,A,,很快", "is no span of working time"),
        ("C,丙,A,,0", "is no span of working time"),
        ("C,,A,,", "the row has no name"),
    ],
)
def test_a_category_that_cannot_be_taken_comes_back_with_its_reason(desk, row, reason):
    told = load(desk, "categories", f"code,name,parent,department,deadline\nA,甲,,,\nA1,子,A,,\n{row}\n")

    assert "2 new, 0 here already, 1 rejected" in told
    assert reason in told


def test_a_main_category_with_others_in_it_stays_one(desk):
    load(desk, "categories", "code,name,parent\nA,甲,\nA1,子,A\nB,乙,\n")

    told = load(desk, "categories", "code,name,parent\nA,甲,B\nB,乙,\n")

    assert "it is a main category itself" in told


def test_incidents_of_own_categories_bring_no_standard_ones(desk):
    load(desk, "departments", "code,name\npolice,派出所\n")
    load(desk, "categories", "code,name,department,deadline\nX,噪音扰民,police,4\n")
    load(desk, "incidents", "id,category,reported_at,lon,lat\n1,噪音扰民,2025-03-31 10:00,,\n")

    assert desk.count(Category) == 1
    assert desk.stored(Incident.category_code, Incident.department_code) == [("X", "police")]


def test_addresses_are_read_in_any_datum_and_known_again(desk):
    lon, lat = place(0.5, 0.5)
    table = f"门牌地址,经度,纬度,户数\n沱江路1号,{lon},{lat},3\n沱江路2号,,,\n沱江路1号,{lon},{lat},\n沱江路4号,x,{lat},\n"

    told = load(desk, "addresses", table)

    assert "1 new, 0 here already, 3 rejected" in told
    assert "the row has no position" in told
    assert "its address is also that of row 1" in told
    assert "is no number" in told
    assert "0 new, 1 here already" in load(desk, "addresses", table)
    assert "1 changed" in load(desk, "addresses", table, "--crs", "GCJ-02")
    ((_, households, shape),) = desk.stored(DoorPlate.address, DoorPlate.households, wkb(DoorPlate.geom))
    moved = geometries_of([shape])[0]
    assert households == 3
    assert 300 < ((moved.x - lon) ** 2 + (moved.y - lat) ** 2) ** 0.5 * 111_000 < 900


def test_addresses_without_a_single_position_are_refused(desk):
    file = desk.file("a.csv", "address,lon,lat\n沱江路1号,,\n")

    assert "No row can be taken" in desk.refuse("load", "addresses", file)
