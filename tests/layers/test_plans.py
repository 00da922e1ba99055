"""Plans: what may be published, and what publishing does to the items."""

from datetime import UTC, date, datetime

import numpy as np
import pytest
import shapely
from sqlalchemy import select, update

from gis.crs import snap
from layers.assignment import assign_items
from layers.divisions import read_division
from layers.models import (
    Assignment,
    Category,
    Community,
    Grid,
    Incident,
    IncidentStatus,
    ItemKind,
    Plan,
    PlanStatus,
)
from layers.plans import (
    EndedCodes,
    NotExact,
    NotSeamless,
    PlanError,
    UndeclaredExclaves,
    draft_plan,
    list_plans,
    plan_in_force,
    publish,
)
from layers.rows import insert_rows
from layers.towns import found_town
from tests.gis.drawing import corner, drawn, moved

DAY = date(2026, 3, 1)


def grids_of(drawing):
    """A drawing as rows of grids in one community."""
    return [
        {"code": code, "name": code, "kind": "basic", "community_code": "1", "geom": snap(polygon)}
        for code, polygon in zip(*drawing, strict=True)
    ]


@pytest.fixture
def session(database):
    """An own town with one community and nothing else, being written to."""
    with database.write() as session:
        found_town(session, "100", "Own")
        insert_rows(session, Community, [{"code": "1", "name": "One"}])
        insert_rows(session, Category, [{"code": "c", "name": "c", "name_en": "c"}])
        yield session


def put_incident(session, x, y):
    """An incident at a place of the drawing; gives its id."""
    position = None if x is None else shapely.points(*corner(x, y))
    incident = {
        "source": "test",
        "external_id": f"{x} {y}",
        "category_code": "c",
        "text": "t",
        "status": IncidentStatus.REPORTED,
        "reported_at": datetime(2026, 1, 1, tzinfo=UTC),
        "datum": "WGS-84",
        "position": position,
    }
    insert_rows(session, Incident, [incident])
    return session.scalar(select(Incident.id).order_by(Incident.id.desc()).limit(1))


def owner(session, item_id):
    """The grid that an incident belongs to now."""
    return session.scalar(
        select(Assignment.grid_code).where(Assignment.item_id == item_id, Assignment.closed_at.is_(None))
    )


def put_in_force(session, drawing, **options):
    """Publish a drawing."""
    return publish(session, draft_plan(session, "p", grids_of(drawing)), effective_from=DAY, **options)


def test_publishing_puts_one_plan_in_force(session):
    put_in_force(session, drawn("ab"))
    put_in_force(session, drawn("aa"))

    assert [plan.status for plan in list_plans(session)] == [PlanStatus.SUPERSEDED, PlanStatus.PUBLISHED]
    assert plan_in_force(session).number == 2


def test_items_get_their_grid_and_move_with_a_new_plan(session):
    west, east, outside = (
        put_incident(session, 0.5, 0.5),
        put_incident(session, 1.5, 0.5),
        put_incident(session, 9, 9),
    )
    put_in_force(session, drawn("ab"))
    assert [owner(session, item) for item in (west, east, outside)] == ["a", "b", None]

    receipt = put_in_force(session, drawn("aa"))

    assert [owner(session, item) for item in (west, east, outside)] == ["a", "a", None]
    assert receipt.moves.moved[ItemKind.INCIDENT] == 1
    assert receipt.moves.by_grid == {("b", "a"): 1}


def test_an_answer_that_stays_the_same_keeps_its_row(session):
    item = put_incident(session, 0.5, 0.5)
    put_in_force(session, drawn("ab"))
    put_in_force(session, drawn("ab"))

    rows = session.scalars(select(Assignment).where(Assignment.item_id == item)).all()
    assert [row.closed_at for row in rows] == [None]


def test_a_decision_by_hand_stays_and_is_listed_where_it_clashes(session):
    item = put_incident(session, 1.5, 0.5)
    put_in_force(session, drawn("ab"))
    session.execute(update(Assignment).values(rule="hand", grid_code="a", reason="the gate is there"))

    receipt = put_in_force(session, drawn("ab ab"))

    assert owner(session, item) == "a"
    assert receipt.moves.hand_clashes == [
        {"kind": "incident", "id": item, "by_hand": "a", "by_location": "b"}
    ]


def test_an_incident_without_a_position_waits_in_the_queue(session):
    item = put_incident(session, None, None)
    put_in_force(session, drawn("ab"))

    (row,) = session.scalars(select(Assignment).where(Assignment.item_id == item)).all()
    assert (row.grid_code, row.rule) == (None, "no_position")


def test_a_division_with_a_gap_is_not_published_and_nothing_changes(session):
    put_in_force(session, drawn("aaa aba aaa"))
    holed = drawn("ccc cbc ccd").without("b")
    tiny_hole = shapely.difference(holed["c"], shapely.Point(corner(0.5, 0.5)).buffer(0.0001))

    with pytest.raises(NotSeamless) as refusal:
        put_in_force(session, holed.where("c", tiny_hole))

    assert {defect.kind for defect in refusal.value.report.defects} == {"gap"}
    assert plan_in_force(session).number == 1


def test_grids_that_fit_only_roughly_are_not_published(session):
    rough = drawn("ab cd", side=0.0005)

    with pytest.raises(NotExact):
        put_in_force(session, rough.where("a", moved(rough["a"], corner(1, 1, side=0.0005), east_m=0.01)))

    assert plan_in_force(session) is None


def test_the_code_of_a_grid_that_ended_is_never_used_again(session):
    put_in_force(session, drawn("abc"))
    put_in_force(session, drawn("aac"))

    with pytest.raises(EndedCodes, match=r"1 grids .* \(b\)") as refusal:
        put_in_force(session, drawn("abb"))

    assert refusal.value.codes == ("b",)


def test_a_plan_is_rolled_back_by_publishing_its_predecessor_again(session):
    item = put_incident(session, 1.5, 0.5)
    put_in_force(session, drawn("abc"))
    put_in_force(session, drawn("aac"))

    assert put_in_force(session, drawn("abc")).moves.by_grid == {("a", "b"): 1}
    assert owner(session, item) == "b"


def test_a_grid_in_two_parts_must_be_declared(session):
    scattered = drawn("aba")

    with pytest.raises(UndeclaredExclaves, match="a"):
        put_in_force(session, scattered)

    assert put_in_force(session, scattered, exclaves=["a"]).number == 1


def test_a_plan_is_published_once(session):
    put_in_force(session, drawn("ab"))

    with pytest.raises(PlanError, match="only a draft"):
        publish(session, plan_in_force(session), effective_from=DAY)


def test_the_plan_of_a_day_is_the_one_that_was_in_force_then(session):
    first = draft_plan(session, "first", grids_of(drawn("ab")))
    second = draft_plan(session, "second", grids_of(drawn("aa")))
    publish(session, first, effective_from=date(2026, 1, 1))
    publish(session, second, effective_from=date(2026, 2, 1))

    assert plan_in_force(session, date(2026, 1, 31)).name == "first"
    assert plan_in_force(session, date(2026, 2, 1)).name == "second"
    assert plan_in_force(session, date(2025, 12, 31)) is None


def test_what_is_stored_comes_back_bit_for_bit(session):
    drawing = drawn("aab acb")
    plan = draft_plan(session, "p", grids_of(drawing))

    read = read_division(session, plan.id)

    assert read.codes == ("a", "b", "c")
    assert np.array_equal(
        shapely.get_coordinates(read.polygons), shapely.get_coordinates(snap(drawing.polygons))
    )


def test_new_items_are_assigned_without_touching_the_others(session):
    put_in_force(session, drawn("ab"))
    first, second = put_incident(session, 0.5, 0.5), put_incident(session, 1.5, 0.5)

    assign_items(
        session, read_division(session, plan_in_force(session).id), only={ItemKind.INCIDENT: [second]}
    )

    assert (owner(session, first), owner(session, second)) == (None, "b")


def test_every_grid_of_the_sample_town_is_stored_on_the_lattice(town):
    with town.read() as session:
        plan = session.scalar(select(Plan))
        coordinates = shapely.get_coordinates(read_division(session, plan.id).polygons)
        assert session.scalar(select(Grid.id).limit(1))

    assert np.array_equal(np.rint(coordinates * 1e7) / 1e7, coordinates)
