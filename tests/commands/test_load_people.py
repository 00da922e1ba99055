"""`flask load people`: posts over grids and communities; whoever takes one over ends the duty before."""

from datetime import date

import pytest

from layers.models import Duty, Person

HEADER = "姓名,职务,网格编码,值班电话,任职日期,离任日期"


@pytest.fixture
def board(desk):
    """The desk of a town of two grids in one community, 100001 东社区."""
    desk.do(
        "load",
        "grids",
        desk.grids("ab", name=["甲网格", "乙网格"], community=["100001"] * 2, community_name=["东社区"] * 2),
        "--commit",
    )
    return desk


def load(desk, *rows, header=HEADER, options=()):
    file = desk.file("people.csv", "\n".join([header, *rows, ""]))
    return desk.do("load", "people", file, "--commit", *options)


def posts(desk):
    with desk.database.read() as session:
        rows = session.query(Duty).join(Duty.person).order_by(Duty.area_code, Duty.since, Duty.id)
        return [(duty.person.name, str(duty.role), duty.area_code, duty.until) for duty in rows]


def test_people_are_loaded_once_and_known_again(board):
    rows = (
        "张三,网格长,a,0743-1,2025-03-01,",
        "李四,微网格长,甲网格,0743-2,2025年3月1日,2025-12-31",
        "王五,社区书记,东社区,0743-3,2025/3/1,",
    )

    assert "3 new" in load(board, *rows)
    assert "0 new, 3 here already" in load(board, *rows)
    assert posts(board) == [
        ("王五", "community_secretary", "100001", None),
        ("张三", "grid_leader", "a", None),
        ("李四", "micro_grid_leader", "a", date(2025, 12, 31)),
    ]
    assert {phone for _, phone in board.stored(Person.name, Person.duty_phone)} == {
        "0743-1",
        "0743-2",
        "0743-3",
    }


def test_a_dry_run_appoints_nobody(board):
    file = board.file("people.csv", f"{HEADER}\n张三,网格长,a,,2025-03-01,\n")

    assert "1 new" in board.do("load", "people", file)
    assert board.count(Person) == board.count(Duty) == 0


def test_a_new_leader_relieves_the_one_before(board):
    load(board, "张三,网格长,a,,2025-03-01,")

    told = load(board, "李四,网格长,a,,2026-01-01,")

    assert "1 who held such a post until now are relieved" in told
    assert posts(board) == [
        ("张三", "grid_leader", "a", date(2025, 12, 31)),
        ("李四", "grid_leader", "a", None),
    ]
    assert "0 new, 1 here already" in load(board, "张三,网格长,a,,2025-03-01,")


def test_micro_grid_leaders_stand_side_by_side(board):
    load(board, "张三,楼栋长,a,,2025-03-01,", "李四,街巷长,a,,2026-01-01,")

    assert [until for *_, until in posts(board)] == [None, None]


def test_a_changed_phone_is_the_same_person(board):
    load(board, "张三,网格长,a,0743-1,2025-03-01,")

    assert "1 changed" in load(board, "张三,网格长,a,0743-9,2025-03-01,")
    assert board.stored(Person.name, Person.duty_phone) == [("张三", "0743-9")]


def test_one_person_may_lead_two_grids(board):
    load(board, "张三,网格长,a,0743-1,2025-03-01,", "张三,网格长,b,,2025-03-01,")

    assert board.count(Person) == 1
    assert [area for _, _, area, _ in posts(board)] == ["a", "b"]


def test_posts_without_a_day_begin_today_and_are_known_again(board):
    options = ("--default-role", "网格长")
    first = load(board, "张三,a", header="网格长,网格", options=options)

    assert "taken as today" in first
    assert "0 new, 1 here already" in load(board, "张三,a", header="网格长,网格", options=options)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("张三,网格长,z,,2025-03-01,", "is no grid that is known here"),
        ("张三,书记,a,,2025-03-01,", "is no community that is known here"),
        ("张三,管理员,a,,2025-03-01,", "is no post that is loaded"),
        (",网格长,a,,2025-03-01,", "the row has no name"),
        ("张三,网格长,,,2025-03-01,", "the row has no area"),
        ("张三,网格长,a,,2025-03-01,2025-02-01", "before it begins"),
        ("张三,网格长,a,,neulich,", "is no time that is understood"),
        ("李四,网格长,b,,2025-03-01,", "somebody else has this post from 2025-03-01 too"),
        ("王五,网格长,b,,2025-03-01,", "its post is also that of row 1"),
        ("王五,网格长,a,0743-8,2025-03-01,", "another duty phone of this person"),
    ],
)
def test_a_row_that_cannot_be_taken_comes_back_with_its_reason(board, row, reason):
    told = load(board, "王五,网格长,b,0743-5,2025-03-01,", row)

    assert "1 new, 0 here already, 1 rejected" in told
    assert reason in told
    assert board.count(Duty) == 1


def test_an_id_of_another_source_is_nobody_here(board):
    header = "工号,姓名,职务,网格"
    load(board, "7,张三,网格长,a", header=header, options=("--source", "镇政府"))

    told = load(board, "7,李四,网格长,b", "8,赵六,网格长,b", header=header, options=("--source", "社区"))

    assert "its id stands for a person of another source" in told
    assert board.stored(Person.external_id, Person.name) == [("7", "张三"), ("8", "赵六")]


def test_the_sample_people_come_back_from_their_own_file(sample_desk):
    file = sample_desk.folder / "people.csv"
    sample_desk.do("export", "people", file)
    duties = sample_desk.count(Duty)

    assert "private" not in file.read_text("utf-8")
    assert "0 new," in sample_desk.do("load", "people", file, "--commit")
    assert sample_desk.count(Duty) == duties
