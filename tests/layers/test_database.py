"""The database: load order, transactions, the spatial index, and migrations that keep it."""

import subprocess
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import sqlalchemy as sa
from alembic import command
from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import text

from layers import migrations
from layers.bbox import bbox_hit
from layers.database import Database, DatabaseError
from layers.models import Base, Building, Grid
from layers.towns import found_town, hold_town

ROOT = Path(__file__).parent.parent.parent


def test_spatialite_loaded_first_does_not_take_pyproj_down(tmp_path):
    """In a process of its own: where SpatiaLite's PROJ comes before pyproj's, the process dies by a signal."""
    program = f"""
from layers.database import Database
import geopandas, pyogrio
database = Database("sqlite:///{tmp_path / "order.db"}")
database.make_spatial()
with database.read() as session:
    session.connection()
frame = geopandas.GeoDataFrame(geometry=geopandas.points_from_xy([109.6], [27.95]), crs=4326)
frame.to_file("{tmp_path / "order.gpkg"}")
print(round(geopandas.read_file("{tmp_path / "order.gpkg"}").to_crs(4546).geometry.x[0]))
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert (done.returncode, done.stdout.strip()) == (0, "362222"), done.stderr


def test_gdal_cannot_be_imported_after_spatialite(tmp_path):
    """A clear error instead of a crash on the next reprojection."""
    program = f"""
from layers.database import Database
database = Database("sqlite:///{tmp_path / "order.db"}")
database.make_spatial()
import pyogrio
"""
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )

    assert done.returncode == 1
    assert "ModuleNotFoundError" in done.stderr


def test_the_migrations_make_exactly_the_tables_of_the_models(database):
    command.check(migrations._config(database))


def test_the_migrations_go_down_to_nothing_and_up_again(database):
    migrations.downgrade(database)
    left = set(sa.inspect(database.engine).get_table_names()) & set(Base.metadata.tables)
    assert not left

    migrations.upgrade(database)
    assert migrations.is_current(database)


def test_each_migration_can_be_taken_back_alone(database):
    migrations.downgrade(database, "-1")
    assert not migrations.is_current(database)

    migrations.upgrade(database)
    assert migrations.is_current(database)


def test_a_migration_that_alters_a_spatial_table_keeps_its_index_and_checks(database):
    """`batch_alter_table` would lose both on SpatiaLite and report success; adding and dropping a column in place does not."""
    with database.engine.begin() as connection:
        operations = Operations(MigrationContext.configure(connection))
        operations.add_column("grid", sa.Column("remark", sa.String()))
        operations.drop_column("grid", "remark")

    _expect_spatial(database)


def test_no_migration_rebuilds_a_table():
    for path in (ROOT / "layers" / "migrations" / "versions").glob("*.py"):
        assert "batch_alter_table" not in path.read_text(), path.name


def _expect_spatial(database):
    wrong = "ST_GeomFromText('POINT(1 1)', 4326)"
    with database.read() as session:
        if database.is_spatialite:
            assert session.scalar(text("SELECT CheckSpatialIndex('grid', 'geom')")) == 1
        else:
            assert (
                session.scalar(text("SELECT count(*) FROM pg_indexes WHERE indexname = 'idx_grid_geom'")) == 1
            )
    with pytest.raises(sa.exc.DBAPIError), database.write() as session:
        session.execute(
            text(
                "INSERT INTO grid (plan_id, code, name, kind, community_code, geom)"
                f" VALUES (1, '1', '1', 'basic', '1', {wrong})"
            )
        )


def test_a_failed_write_leaves_nothing(database):
    with pytest.raises(ZeroDivisionError), database.write() as session:
        session.execute(text("INSERT INTO department (code, name, name_en) VALUES ('a', 'a', 'a')"))
        raise ZeroDivisionError

    with database.read() as session:
        assert session.scalar(text("SELECT count(*) FROM department")) == 0


def test_a_reader_sees_one_state(database):
    many = text("SELECT count(*) FROM department")
    with database.read() as session:
        before = session.scalar(many)
        with database.write() as writer:
            writer.execute(text("INSERT INTO department (code, name, name_en) VALUES ('a', 'a', 'a')"))
        assert session.scalar(many) == before


def test_whoever_publishes_or_loads_waits_for_the_other(database):
    with database.write() as session:
        found_town(session, "100", "Own")

    def wait() -> None:
        with database.write() as session:
            hold_town(session)

    with ThreadPoolExecutor() as threads:
        with database.write() as session:
            hold_town(session)
            other = threads.submit(wait)
            with pytest.raises(TimeoutError):
                other.result(timeout=0.3)
        other.result(timeout=10)


def test_a_reader_does_not_wait_for_a_writer(database):
    read = threading.Event()

    def look() -> None:
        with database.read() as session:
            session.scalar(text("SELECT count(*) FROM department"))
        read.set()

    with database.write() as session:
        session.execute(text("INSERT INTO department (code, name, name_en) VALUES ('a', 'a', 'a')"))
        reader = threading.Thread(target=look)
        reader.start()
        assert read.wait(timeout=10)
    reader.join()


def test_a_box_is_searched_by_the_index(town):
    query = sa.select(Building.id).where(bbox_hit(Building.geom, (109.6, 27.95, 109.6005, 27.9505)))
    explain = "EXPLAIN QUERY PLAN " if town.is_spatialite else "EXPLAIN "
    compiled = query.compile(town.engine, compile_kwargs={"literal_binds": True})

    with town.read() as session:
        if not town.is_spatialite:
            session.execute(text("SET enable_seqscan = off"))  # the table is small
        plan = "\n".join(str(row) for row in session.execute(text(explain + str(compiled))))

    assert "idx_building_geom" in plan
    assert "SCAN building" not in plan


def test_a_box_finds_what_touches_it_and_nothing_else(town):
    with town.read() as session:
        here = session.scalars(
            sa.select(Grid.code).where(bbox_hit(Grid.geom, (109.6, 27.95, 109.6, 27.95)))
        ).all()
        nowhere = session.scalars(sa.select(Grid.code).where(bbox_hit(Grid.geom, (0, 0, 1, 1)))).all()

    assert here
    assert nowhere == []


def test_a_database_that_cannot_be_opened_says_so(tmp_path):
    (tmp_path / "town.db").write_text("this is no database")
    database = Database(f"sqlite:///{tmp_path / 'town.db'}")

    with pytest.raises((DatabaseError, sa.exc.DatabaseError)), database.read() as session:
        session.execute(text("SELECT 1"))
    database.dispose()
