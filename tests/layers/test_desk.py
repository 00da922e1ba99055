"""The first steps below the page: what is asked for, how far a town is, and the desk where files are tried and taken."""

import io
import os
import time
from datetime import date
from zoneinfo import ZoneInfo

import orjson
import pytest

from layers.files.limits import LIMITS
from layers.first_steps.desk import Desk, DeskError, safe_name
from layers.first_steps.loads import OPENERS, Options
from layers.first_steps.steps import LAYERS, NOTHING, STEPS, read_standing
from layers.first_steps.supervise import supervise
from layers.loading import addresses, people
from layers.loading.base import BASE_LAYERS
from layers.loading.grids import _FIELDS
from layers.loading.items import fields_of
from layers.loading.progress import silent
from layers.loading.register import REGISTERS
from layers.models import ItemKind
from layers.plans import find_plan, publish
from layers.towns import found_town
from tools.first_files import SAMPLES

ZONE = ZoneInfo("Asia/Shanghai")
ASKED = {"timezone": "Asia/Shanghai", "file_bytes": 1_000_000, "options": {"named": {}}}
COMMUNITIES = b"""code,name,wkt
100001,One,"POLYGON ((109.6 27.9, 109.61 27.9, 109.61 27.91, 109.6 27.91, 109.6 27.9))"
100002,,"POLYGON ((109.61 27.9, 109.62 27.9, 109.62 27.91, 109.61 27.91, 109.61 27.9))"
"""


@pytest.fixture
def own_town(database):
    """An own, empty town."""
    with database.write() as session:
        found_town(session, "433123109", "Own")
    return database


@pytest.fixture
def desk(tmp_path):
    """An empty desk."""
    return Desk(tmp_path / "desk")


def put(desk, layer, name, content, *, file_bytes=1_000_000):
    """Lay a file on the desk."""
    desk.receive(layer, name, io.BytesIO(content), file_bytes=file_bytes)


def work(desk, layer, action, database, **changed):
    """Have the file of a layer worked on, and give what came of it."""
    url = database.url.render_as_string(hide_password=False)
    desk.start(layer, ASKED | {"action": action} | changed, url)
    return ended(desk, layer)


def ended(desk, layer):
    """Wait for the end of a work."""
    until = time.monotonic() + 120
    while desk.state(layer)["state"] == "working" and time.monotonic() < until:
        time.sleep(0.1)
    return desk.state(layer)["outcome"]


def standing_of(database):
    """How far the town of a database is."""
    with database.read() as session:
        return read_standing(session)


def test_the_steps_ask_for_the_fields_that_the_loaders_look_for():
    loaders = {name: set(base.wanted) for name, base in BASE_LAYERS.items()}
    loaders |= {f"{kind.replace('_', '-')}s": set(fields_of(kind)) for kind in ItemKind}
    loaders |= {name: set(register.usual) for name, register in REGISTERS.items()}
    loaders |= {"grids": set(_FIELDS), "people": set(people.USUAL), "addresses": set(addresses.FIELDS)}

    assert {name: set(layer.fields) for name, layer in LAYERS.items()} == loaders
    assert LAYERS.keys() == OPENERS.keys()


def test_an_empty_database_begins_with_the_town(database):
    assert standing_of(database) == NOTHING
    assert NOTHING.next_step == "town"


def test_the_samples_make_a_town_step_by_step(own_town):
    done = ["town"]
    for step in STEPS[1:]:
        for layer in step.layers:
            for ending in layer.samples:
                opened = OPENERS[layer.name](SAMPLES / f"{layer.name}.{ending}", Options(), LIMITS, ZONE)
                with own_town.write() as session:
                    loaded = opened.put(session, silent)
                assert len(loaded.report.rejected) == 0, (layer.name, ending)
                if loaded.division:
                    assert loaded.division.coverage.is_exact
                    with own_town.write() as session:
                        publish(session, find_plan(session, "1"), effective_from=date(2026, 1, 1))
        done.append(step.key)
        standing = standing_of(own_town)
        assert [one.key for one in STEPS if standing.is_done(one)] == done
    assert standing.next_step is None


def test_a_file_is_tried_without_a_change_then_taken_with_its_rejects_told(own_town, desk):
    put(desk, "communities", "社区.csv", COMMUNITIES)

    tried = work(desk, "communities", "try", own_town)

    assert (tried["report"]["added"], tried["report"]["rejected"], tried["is_taken"]) == (1, 1, False)
    assert tried["report"]["rows"] == [
        {"number": 2, "reason": "the row has no name", "values": ["100002"]},
    ]
    assert standing_of(own_town).rows["communities"] == 0

    taken = work(desk, "communities", "take", own_town)

    assert taken["is_taken"]
    assert standing_of(own_town).rows["communities"] == 1
    assert "100002" in desk.made("communities", "rejected").read_text(encoding="utf-8-sig")
    assert desk.file_of("communities") is None  # it is the town's now
    assert desk.state("communities")["name"] == "社区.csv"


def test_a_column_that_cannot_be_told_is_asked_for_and_then_taken_as_named(own_town, desk):
    put(desk, "communities", "a.csv", COMMUNITIES.replace(b"code,name", b"nr,label"))

    refused = work(desk, "communities", "try", own_town)

    assert "Which column holds the code" in refused["refusal"]["text"]
    assert refused["file"]["columns"] == ["nr", "label", "wkt"]

    named = {"named": {"code": "nr", "name": "label"}}
    assert work(desk, "communities", "try", own_town, options=named)["report"]["added"] == 1


def test_grids_with_a_gap_are_repaired_and_the_repair_is_taken(own_town, desk):
    put(desk, "grids", "grids.geojson", grids_with_a_gap())

    tried = work(desk, "grids", "try", own_town)["division"]
    assert (tried["is_seamless"], tried["counts"]) == (False, {"gap": 1})
    assert tried["defects"][0]["at"] == pytest.approx([109.605, 27.905], abs=0.01)

    repaired = work(desk, "grids", "repair", own_town)
    assert repaired["division"]["is_exact"]
    assert 0 < repaired["repair"]["count"] <= 4
    assert standing_of(own_town).drafts == ()

    assert work(desk, "grids", "take_repaired", own_town)["is_taken"]
    assert [draft.name for draft in standing_of(own_town).drafts] == ["grids"]


def grids_with_a_gap():
    """Four grids with a slit between them."""
    import geopandas as gpd
    from shapely import box

    west, south, far = 109.6, 27.9, 0.01
    slit = box(west + far * 0.3, south + far * 0.499, west + far * 0.7, south + far * 0.501)
    quarters = [
        box(west + x * far / 2, south + y * far / 2, west + (x + 1) * far / 2, south + (y + 1) * far / 2)
        for x in (0, 1)
        for y in (0, 1)
    ]
    shapes = [quarter.difference(slit) for quarter in quarters]
    return gpd.GeoDataFrame({"code": list("abcd")}, geometry=shapes, crs=4326).to_json().encode()


def test_a_work_that_breaks_says_so_and_leaves_the_desk_usable(own_town, desk):
    put(desk, "communities", "a.csv", COMMUNITIES)

    broken = work(desk, "communities", "try", own_town, timezone="Nowhere/Land")

    assert broken["refusal"]["reason"] == "crashed"
    assert work(desk, "communities", "try", own_town)["report"]["added"] == 1


def test_a_work_that_is_called_off_changes_nothing(own_town, desk):
    put(desk, "communities", "a.csv", COMMUNITIES)
    desk.start("communities", ASKED | {"action": "take"}, own_town.url.render_as_string(hide_password=False))

    desk.cancel("communities")

    assert desk.state("communities")["outcome"]["refusal"]["reason"] == "cancelled"
    assert standing_of(own_town).rows["communities"] == 0


def test_only_one_file_is_worked_on_at_a_time(desk, monkeypatch):
    monkeypatch.setattr("layers.first_steps.desk._HANDOVER_S", 0.1)
    put(desk, "streets", "s.csv", COMMUNITIES)

    with desk._claimed(), pytest.raises(DeskError, match="Another file"):
        desk.start("streets", ASKED | {"action": "try"}, "sqlite://")

    assert desk.state("streets")["state"] == "waiting"


def test_a_work_beyond_its_time_is_ended(desk):
    put(desk, "communities", "a.csv", COMMUNITIES)
    place = desk.folder / "communities"
    (place / "order.json").write_bytes(orjson.dumps(ASKED | {"layer": "communities", "action": "try"}))

    supervise(place, time_limit_s=0)

    assert desk.state("communities")["outcome"]["refusal"]["reason"] == "too_slow"


def test_a_work_whose_machine_went_off_is_told_as_interrupted(desk):
    put(desk, "communities", "a.csv", COMMUNITIES)
    (desk.folder / "communities" / "order.json").write_bytes(orjson.dumps(ASKED | {"action": "try"}))

    assert desk.state("communities")["outcome"]["refusal"]["reason"] == "interrupted"


@pytest.mark.parametrize(("content", "reason"), [(b"x" * 11, "too_large"), (b"", "empty")])
def test_a_file_that_is_too_large_or_empty_leaves_nothing_behind(desk, content, reason):
    with pytest.raises(DeskError) as refusal:
        put(desk, "streets", "s.geojson", content, file_bytes=10)

    assert refusal.value.reason == reason
    assert desk.state("streets") == {"state": "none"}


def test_what_lies_on_the_desk_for_a_day_is_removed(desk):
    put(desk, "streets", "s.geojson", b"{}")
    yesterday = time.time() - 25 * 3600
    os.utime(desk.folder / "streets", (yesterday, yesterday))

    put(desk, "water", "w.geojson", b"{}")

    assert desk.state("streets") == {"state": "none"}
    assert desk.state("water")["state"] == "waiting"


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("网格 2026.geojson", "网格 2026.geojson"),
        ("../../etc/passwd", "passwd"),
        ("C:\\maps\\grids.shp.zip", "grids.shp.zip"),
        ("a!b\n\0.gpkg", "a_b__.gpkg"),
        (".hidden", "hidden"),
        ("", "file"),
        ("..", "file"),
        ("x" * 300 + ".csv", "x" * 120 + ".csv"),
        ("长" * 300 + ".csv", "长" * 40 + ".csv"),
    ],
)
def test_a_name_keeps_only_what_can_be_a_name_anywhere(name, kept):
    assert safe_name(name) == kept
