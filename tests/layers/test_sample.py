import re
from collections import Counter
from datetime import UTC, date, datetime, timedelta

import numpy as np
import pytest
import shapely
from numpy.typing import NDArray

from gis.crs import metric_crs, project
from layers.models import AreaKind, IncidentStatus, Role, StructureState
from layers.sample import SampleTown, compose
from layers.sample.base import read_base
from layers.sample.service_points import CENTRE
from layers.sample.streets import numeral
from layers.sample.words import kinds

TODAY = date(2026, 3, 18)  # a Wednesday
NOW = datetime(2026, 3, 18, 8, 0, tzinfo=UTC)
GEOMETRIES = ("geom", "outline", "position", "footprint")


@pytest.fixture(scope="module")
def town() -> SampleTown:
    return compose(TODAY, now=NOW)


def tables(town: SampleTown) -> dict[str, list]:
    return {name: rows for name, rows in vars(town).items() if isinstance(rows, list)}


def shapes(rows: list[dict], column: str) -> NDArray[np.object_]:
    return np.array([row[column] for row in rows if row[column] is not None], dtype=object)


def metres(geometries: NDArray[np.object_]) -> NDArray[np.object_]:
    return project(geometries, metric_crs(109.6, 27.95))


def test_the_town_has_its_size(town: SampleTown) -> None:
    assert (len(town.communities), len(town.grids), len(town.illegal_structures)) == (12, 155, 1176)
    assert (len(town.buildings), len(town.streets), len(town.blocks)) == (19_885, 394, 1_858)
    assert 8_500 < len(town.incidents) < 9_500
    assert 250 < len([d for d in town.duties if d["role"] == "micro_grid_leader"]) < 350


def test_the_same_day_and_seed_make_the_same_town(town: SampleTown) -> None:
    assert compose(TODAY, now=NOW) == town
    assert compose(TODAY, seed=1, now=NOW).incidents != town.incidents


def test_rows_of_a_table_have_the_same_columns(town: SampleTown) -> None:
    for rows in tables(town).values():
        assert len({tuple(row) for row in rows}) == 1


def test_every_item_carries_its_source_and_an_id_of_its_own(town: SampleTown) -> None:
    for rows in (town.incidents, town.illegal_structures, town.service_points, town.people, town.buildings):
        assert {row["source"] for row in rows} == {"sample"}
        assert len({row["external_id"] for row in rows}) == len(rows)


def test_every_coordinate_lies_on_the_lattice(town: SampleTown) -> None:
    for rows in tables(town).values():
        for column in set(GEOMETRIES) & set(rows[0]):
            xy = shapely.get_coordinates(shapes(rows, column))
            assert (np.rint(xy * 1e7) / 1e7 == xy).all()


def test_dedicated_grids_say_what_they_are_for(town: SampleTown) -> None:
    dedicated = [grid["name"] for grid in town.grids if grid["kind"] == "dedicated"]
    assert len(dedicated) == 7
    assert all(re.search("医院|学|职校|市场", name) for name in dedicated)


def test_streets_keep_the_shape_that_was_shipped(town: SampleTown) -> None:
    assert shapely.equals_identical(
        shapes(town.streets, "geom"), np.array(read_base().streets.geometry)
    ).all()


def test_a_name_is_given_to_one_street_only(town: SampleTown) -> None:
    pieces: dict[str, list] = {}
    for street in town.streets:
        pieces.setdefault(street["name"], []).append(street["geom"])
    shared = [metres(np.array(lines, dtype=object)) for lines in pieces.values() if len(lines) > 1]
    assert len(pieces) > 370
    assert all(shapely.distance(lines[0], lines[1:]).max() < 20 for lines in shared)


def test_bridges_are_called_bridges(town: SampleTown) -> None:
    bridges = {street["name"] for street in town.streets if street["is_bridge"]}
    assert len(bridges) == 11
    assert all(name.endswith("桥") for name in bridges)


@pytest.mark.parametrize(
    ("number", "words"), [(1, "一"), (10, "十"), (12, "十二"), (20, "二十"), (35, "三十五")]
)
def test_numbers_are_told_in_chinese(number: int, words: str) -> None:
    assert numeral(number) == words


def test_door_plates_are_unique_and_count_every_household(town: SampleTown) -> None:
    assert len({plate["address"] for plate in town.door_plates}) == len(town.door_plates)
    assert {plate["building"] for plate in town.door_plates} == {row["external_id"] for row in town.buildings}
    assert sum(p["households"] for p in town.door_plates) == sum(b["households"] for b in town.buildings)


def test_a_door_plate_hangs_on_its_building(town: SampleTown) -> None:
    building = {row["external_id"]: row["geom"] for row in town.buildings}
    walls = np.array([building[plate["building"]] for plate in town.door_plates], dtype=object)
    assert shapely.distance(metres(shapes(town.door_plates, "geom")), metres(walls)).max() < 0.02


def test_odd_and_even_numbers_face_each_other(town: SampleTown) -> None:
    street = metres(shapes([s for s in town.streets if s["name"] == "正街"], "geom"))[0]
    numbered = [(re.fullmatch(r"正街(\d+)号", plate["address"]), plate["geom"]) for plate in town.door_plates]
    doors = [(int(match[1]), metres(geom)) for match, geom in numbered if match]
    sides = {number % 2: [] for number, _ in doors}
    for number, door in doors:
        foot = shapely.line_locate_point(street, door)
        a, b = (shapely.get_coordinates(street.interpolate(foot + d))[0] for d in (-1, 1))
        x, y = shapely.get_coordinates(door)[0] - a
        sides[number % 2].append((b - a)[0] * y - (b - a)[1] * x > 0)
    assert all(np.mean(left) in (0, 1) for left in sides.values())
    assert np.mean(sides[0]) != np.mean(sides[1])


def test_every_grid_has_one_leader_on_any_day_of_the_last_ninety(town: SampleTown) -> None:
    leading = [duty for duty in town.duties if duty["role"] == "grid_leader"]
    for ago in range(0, 91, 10):
        day = TODAY - timedelta(days=ago)
        on_duty = [d for d in leading if d["since"] <= day and (d["until"] is None or day <= d["until"])]
        assert sorted(d["area_code"] for d in on_duty) == sorted(grid["code"] for grid in town.grids)
    assert sum(duty["deputy"] is not None for duty in leading) == 6
    assert sum(duty["until"] is not None for duty in leading) == 5


def test_duties_name_people_roles_and_areas_that_exist(town: SampleTown) -> None:
    people = {person["external_id"] for person in town.people}
    areas = {
        AreaKind.GRID: {grid["code"] for grid in town.grids},
        AreaKind.COMMUNITY: {community["code"] for community in town.communities},
        AreaKind.DEPARTMENT: {department["code"] for department in town.departments},
        AreaKind.TOWN: {town.code},
    }
    for duty in town.duties:
        assert duty["person"] in people
        assert duty["deputy"] is None or duty["deputy"] in people
        assert duty["role"] in set(Role)
        assert duty["area_code"] in areas[duty["area_kind"]]
    assert sum(duty["role"] == "community_secretary" for duty in town.duties) == 12


def test_nobody_can_have_any_of_the_phone_numbers(town: SampleTown) -> None:
    phones = [person[key] for person in town.people for key in ("duty_phone", "private_phone")]
    phones += [incident["reporter_phone"] for incident in town.incidents if incident["reporter_phone"]]
    phones += [row["phone"] for row in (*town.departments, *town.service_points)]
    assert all(re.fullmatch(r"154-\d{4}-\d{4}|0743-0\d\d-\d{4}", phone) for phone in phones)


def test_every_lower_category_has_a_department_a_deadline_and_words(town: SampleTown) -> None:
    departments = {department["code"] for department in town.departments}
    lower = [category for category in town.categories if category["parent_code"]]
    assert all(category["department_code"] in departments for category in lower)
    assert all(category["deadline_hours"] > 0 for category in lower)
    assert {category["code"] for category in lower} == set(kinds().index)
    assert sum(len(texts) for texts in kinds()["texts"]) >= 120


def test_texts_of_incidents_are_whole_and_hardly_alike(town: SampleTown) -> None:
    texts = [incident["text"] for incident in town.incidents]
    assert all(len(text) > 8 and not re.search(r"[{}]|None|nan", text) for text in texts)
    assert len(set(texts)) > 0.95 * len(texts)


def test_incidents_fill_the_last_ninety_days_and_none_lies_ahead(town: SampleTown) -> None:
    days = Counter((row["reported_at"] + timedelta(hours=8)).date() for row in town.incidents)
    assert sorted(days) == [TODAY - timedelta(days=ago) for ago in range(90, -1, -1)]
    moments = [event["at"] for event in town.incident_events]
    assert max(moments) <= NOW
    assert all(moment.tzinfo is not None for moment in moments)


def test_nine_in_ten_incidents_are_settled_on_the_spot(town: SampleTown) -> None:
    settled = [row["settled_on_the_spot"] for row in town.incidents if row["settled_at"]]
    assert 0.9 < np.mean(settled) < 0.95
    assert (
        30
        < sum(row["status"] in ("reported", "accepted", "whistled", "reported_in") for row in town.incidents)
        < 200
    )


def test_the_events_of_an_incident_lead_to_its_status(town: SampleTown) -> None:
    events: dict[str, list] = {}
    for event in town.incident_events:
        events.setdefault(event["incident"], []).append(event)
    secretaries = {"whistled", "closed", "returned"}
    for incident in town.incidents:
        steps = events[incident["external_id"]]
        assert steps == sorted(steps, key=lambda step: step["at"])
        assert steps[0]["kind"] == "reported" and steps[0]["at"] == incident["reported_at"]
        assert steps[-1]["kind"] == incident["status"]
        assert incident["status"] in set(IncidentStatus)
        assert (incident["department_code"] is not None) == any(s["kind"] == "whistled" for s in steps)
        settled_by = {step["actor"] for step in steps if step["kind"] == "settled"}
        assert not settled_by & {step["actor"] for step in steps if step["kind"] in secretaries}


def test_incidents_gather_where_people_are_and_hardly_on_hills(town: SampleTown) -> None:
    use = np.array([block["use"] for block in town.blocks])
    blocks = shapely.STRtree(shapes(town.blocks, "geom"))
    block = blocks.query(shapes(town.incidents, "position"), predicate="intersects")[1]
    share = {name: np.mean(use[block] == name) for name in ("old", "slab", "tower", "hill")}
    assert share["hill"] < 0.03
    assert share["old"] + share["slab"] + share["tower"] > 0.8


def test_a_few_incidents_lie_where_a_rule_shows(town: SampleTown) -> None:
    grids = shapes(town.grids, "geom")
    spots = shapes(town.incidents, "position")
    corners = shapely.points(np.unique(shapely.get_coordinates(grids), axis=0))
    off_town = shapely.distance(metres(spots), shapely.union_all(metres(grids)))
    assert len(town.incidents) - len(spots) == 8
    assert len(shapely.STRtree(corners).query(spots, predicate="intersects")[0]) >= 8
    assert np.count_nonzero((off_town > 0) & (off_town <= 30)) >= 6
    assert np.count_nonzero(off_town > 30) >= 4


def test_footprints_are_valid_polygons_in_all_sizes_of_shed(town: SampleTown) -> None:
    footprints = shapes(town.illegal_structures, "footprint")
    assert shapely.is_valid(footprints).all()
    area_m2 = shapely.area(metres(footprints))
    assert area_m2.min() > 1
    assert area_m2.max() < 200
    points = [row for row in town.illegal_structures if row["footprint"] is None]
    assert len(points) == 14
    assert all(row["position"] is not None for row in points)


def test_some_footprints_lie_in_more_than_one_grid(town: SampleTown) -> None:
    grids = shapely.STRtree(shapes(town.grids, "geom"))
    touched = Counter(
        grids.query(shapes(town.illegal_structures, "footprint"), predicate="intersects")[0].tolist()
    )
    assert sum(count > 1 for count in touched.values()) >= 7


def test_the_clocks_of_a_structure_run_from_the_steps_it_has_taken(town: SampleTown) -> None:
    for row in town.illegal_structures:
        assert row["state"] in set(StructureState)
        assert (row["ended_at"] is not None) == (row["state"] in ("demolished", "legalised"))
        assert (row["state"] == "penalty") <= (row["demolish_due_at"] is not None)
        assert row["found_at"] < row["stop_due_at"]
    standing = sum(row["ended_at"] is None for row in town.illegal_structures)
    assert 60 < standing < 300


def test_every_community_has_its_centre_inside(town: SampleTown) -> None:
    outline = {row["name"]: row["outline"] for row in town.communities}
    centres = [row for row in town.service_points if row["kind"] == CENTRE]
    assert len(centres) == 12
    for centre in centres:
        assert outline[centre["name"].removesuffix("服务管理中心")].contains(centre["position"])


def test_service_points_have_names_and_houses_of_their_own(town: SampleTown) -> None:
    assert len({row["name"] for row in town.service_points}) == len(town.service_points)
    assert len({row["address"] for row in town.service_points}) == len(town.service_points)
