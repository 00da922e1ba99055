"""`flask export`: one layer of the town as a file."""

from datetime import datetime
from pathlib import Path

import click
import geopandas as gpd
from flask.cli import with_appcontext
from sqlalchemy.orm import Session

from gis.crs import parse_crs
from layers.divisions import Division
from layers.exporting.layers import DATED_LAYERS, LAYERS, export_rows
from layers.files.write import check_writable, write
from layers.plans import PlanError, plan_in_force
from layers.towns import the_town
from webmap.commands.progress import step
from webmap.commands.refusals import in_words
from webmap.store import local_midnight, store, timezone


@click.command()
@click.argument("layer", type=click.Choice(LAYERS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="By the plan in force on this day; items known by its end.",
)
@click.option("--crs", default="WGS-84", show_default=True, help="Write in EPSG:4546, GCJ-02, BD-09 …")
@with_appcontext
@in_words
def export(*, layer: str, file: Path, on: datetime | None, crs: str) -> None:
    """Write LAYER to FILE: GeoJSON, GeoPackage, shapefile (also zipped), CSV, Excel or Parquet by its ending.

    Nothing personal is written: no reporters, owners or private phone numbers.
    """
    check_writable(file)
    frame = parse_crs(crs)
    if on is not None and layer not in DATED_LAYERS:
        raise click.UsageError(f"{layer} have no date; --on is for {', '.join(DATED_LAYERS)}.")
    before = local_midnight(on.date(), days_later=1) if on else None
    with store().database.read() as session:
        the_town(session)
        with step(f"Reading {layer}"):
            rows = export_rows(session, layer, _division(session, on), zone=timezone(), before=before)
    if rows.empty:
        raise click.ClickException(f"There are no {layer} to write.")
    with step(f"Writing {file.name}"):
        remarks = write(rows, file, frame)
    for remark in remarks:
        click.echo(f"Note: {remark}", err=True)
    place = f" in {frame}" if isinstance(rows, gpd.GeoDataFrame) else ""
    click.echo(f"{file}: {len(rows):,} {layer.replace('-', ' ')}{place}.")


def _division(session: Session, on: datetime | None) -> Division | None:
    plan = plan_in_force(session, on.date() if on else None)
    if plan is None and on is not None:
        raise PlanError(f"No plan was in force on {on.date()}.")
    return store().divisions.of(session, plan) if plan else None


COMMANDS = (export,)
