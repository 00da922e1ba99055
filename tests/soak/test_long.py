"""Long tests, run by `make soak`: many points, many writers."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from sqlalchemy import func, select

from gis.locate import Locator
from layers.models import Department
from layers.sample.base import read_base
from tests.gis.breaking import broken_drawings
from tests.gis.test_cleaning import holds_what_a_repair_promises
from tests.gis.test_locate import lowest_touching

pytestmark = pytest.mark.soak
ROOT = Path(__file__).parents[2]
WRITERS, WRITES = 4, 200


def test_half_a_million_points_are_located_like_the_slow_way():
    grids = np.asarray(read_base().grids.sort_values("code").geometry.values)
    west, south, east, north = shapely.total_bounds(grids)
    xy = np.random.default_rng(20260301).uniform((west, south), (east, north), (500_000, 2))

    assert np.array_equal(Locator(grids).locate(xy), lowest_touching(grids, xy))


@settings(max_examples=2000, deadline=None, derandomize=False)
@given(broken_drawings())
def test_broken_drawings_are_repaired_and_accounted_for_or_refused_by_name(drawing):
    assert holds_what_a_repair_promises(drawing)


def test_many_processes_write_at_once_and_nothing_is_lost(database):
    """Each reads before it writes: what an ordinary BEGIN would refuse as locked."""
    program = f"""
import sys
from sqlalchemy import func, select
from layers.database import Database
from layers.models import Department
database = Database(sys.argv[1])
for n in range({WRITES}):
    with database.write() as session:
        count = session.scalar(select(func.count()).select_from(Department))
        name = f"{{sys.argv[2]}}-{{n}}-{{count}}"
        session.add(Department(code=name, name=name, name_en=name))
"""
    url = database.url.render_as_string(hide_password=False)
    writers = [
        subprocess.Popen([sys.executable, "-c", program, url, str(writer)], cwd=ROOT)
        for writer in range(WRITERS)
    ]

    assert [writer.wait() for writer in writers] == [0] * WRITERS
    with database.read() as session:
        assert session.scalar(select(func.count()).select_from(Department)) == WRITERS * WRITES
