"""The sample town as files that somebody can copy and load: made in a database of their own, and taken out of it."""

import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from sqlalchemy.orm import Session

from layers import migrations
from layers.database import Database
from layers.divisions import read_division
from layers.exporting.layers import export_rows
from layers.files.write import write
from layers.plans import plan_in_force
from layers.sample.base import TOWN_CODE, TOWN_NAME
from layers.sample.lives import ZONE
from layers.sample.load import load_sample_town

_FILES = {
    "communities": "communities.geojson",
    "grids": "grids.geojson",
    "blocks": "blocks.geojson",
    "streets": "streets.geojson",
    "water": "water.geojson",
    "buildings": "buildings.geojson",
    "addresses": "addresses.csv",
    "departments": "departments.csv",
    "categories": "categories.csv",
    "people": "people.csv",
    "incidents": "incidents.csv",
    "illegal-structures": "illegal-structures.geojson",
    "service-points": "service-points.csv",
}
_EXPORTED_AS = {"addresses": "door-plates"}


def write_sample_files(folder: Path, today: date, now: datetime) -> Iterator[Path]:
    """Write one file a layer and a README.txt into a folder; gives each as it is done."""
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as made:
        database = Database(f"sqlite:///{Path(made) / 'town.db'}")
        migrations.upgrade(database)
        with database.write() as session:
            load_sample_town(session, today, now)
            yield from _write_layers(session, folder)
        database.dispose()
    readme = folder / "README.txt"
    readme.write_text(_readme(), encoding="utf-8")
    yield readme


def _write_layers(session: Session, folder: Path) -> Iterator[Path]:
    plan = plan_in_force(session)
    division = read_division(session, plan.id) if plan else None
    for layer, name in _FILES.items():
        write(export_rows(session, _EXPORTED_AS.get(layer, layer), division, zone=ZONE), folder / name)
        yield folder / name


def _readme() -> str:
    loads = "\n".join(f"    flask load {layer} {name} --commit" for layer, name in _FILES.items())
    loads = loads.replace("grids.geojson --commit", "grids.geojson --commit\n    flask publish 1")
    return f"""The sample town as files.

Its boundaries, streets, people and items are made up; real are only the names and codes of its communities.
All coordinates are WGS 84 longitude and latitude, all texts UTF-8. Change what you like, or put your own town's
columns under the same names; then, in a database of its own (set DATA_DIR or DATABASE_URL):

    flask town new --code {TOWN_CODE} --name {TOWN_NAME}
{loads}

Without --commit each load is a dry run that only reports. `flask load LAYER --help` lists what may be told about
columns and coordinates, `flask check grids.geojson --code code` looks for gaps and overlaps.
"""
