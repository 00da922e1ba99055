"""`flask export`: one layer of the town as a file."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import click
import geopandas as gpd
from flask.cli import with_appcontext
from pydantic import ValidationError
from sqlalchemy.orm import Session

from gis.crs import parse_crs
from layers.divisions import Division
from layers.exporting.layers import export_rows
from layers.exporting.names import DATED_LAYERS, LAYERS, NotNarrowed, check_filters
from layers.files.write import check_writable, usual_frame, write
from layers.plans import PlanError, plan_in_force
from layers.towns import the_town
from webmap.commands.progress import step
from webmap.commands.refusals import in_words
from webmap.item_filters import ItemFilters
from webmap.store import local_midnight, store, timezone


def filter_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The filters of the API as options of the same names."""
    for name, field in reversed(ItemFilters.model_fields.items()):
        command = click.option(
            f"--{name}", is_flag=field.annotation is bool, default=None, help=f"{field.description}."
        )(command)
    return command


@click.command()
@click.argument("layer", type=click.Choice(LAYERS))
@click.argument("file", type=click.Path(path_type=Path))
@click.option(
    "--on",
    type=click.DateTime(["%Y-%m-%d"]),
    help="By the plan in force on this day; items known by its end.",
)
@click.option(
    "--crs", help="Write in EPSG:4546, GCJ-02, BD-09 …  [default: WGS-84, for DXF the plane of the place]"
)
@filter_options
@with_appcontext
@in_words
def export(*, layer: str, file: Path, on: datetime | None, crs: str | None, **named: Any) -> None:
    """Write LAYER to FILE: GeoJSON, GeoPackage, KML, DXF, shapefile (also zipped), CSV, Excel or Parquet by its ending.

    Nothing personal is written: no reporters, owners or private phone numbers.
    """
    check_writable(file)
    frame = parse_crs(crs) if crs else None
    filters = _filters(layer, named)
    if on is not None and layer not in DATED_LAYERS:
        raise click.UsageError(f"{layer} have no date; --on is for {', '.join(DATED_LAYERS)}.")
    before = local_midnight(on.date(), days_later=1) if on else None
    with store().database.read() as session:
        the_town(session)
        with step(f"Reading {layer}"):
            division = _division(session, on)
            wanted = filters.wanted(division)
            rows = export_rows(session, layer, division, zone=timezone(), before=before, wanted=wanted)
    if rows.empty:
        raise click.ClickException(f"There are no {layer} to write.")
    frame = frame or usual_frame(file, rows)
    with step(f"Writing {file.name}"):
        remarks = write(rows, file, frame)
    for remark in remarks:
        click.echo(f"Note: {remark}", err=True)
    place = f" in {frame}" if isinstance(rows, gpd.GeoDataFrame) else ""
    click.echo(f"{file}: {len(rows):,} {layer.replace('-', ' ')}{place}.")


def _filters(layer: str, named: dict[str, Any]) -> ItemFilters:
    try:
        filters = ItemFilters(**{name: value for name, value in named.items() if value is not None})
        check_filters(layer, filters.named())
    except ValidationError as error:
        faults = error.errors(include_context=False, include_input=False, include_url=False)
        raise click.UsageError(
            "; ".join(f"--{fault['loc'][0]}: {fault['msg']}" for fault in faults)
        ) from error
    except NotNarrowed as error:
        raise click.UsageError(str(error)) from error
    return filters


def _division(session: Session, on: datetime | None) -> Division | None:
    plan = plan_in_force(session, on.date() if on else None)
    if plan is None and on is not None:
        raise PlanError(f"No plan was in force on {on.date()}.")
    return store().divisions.of(session, plan) if plan else None


COMMANDS = (export,)
