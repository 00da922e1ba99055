"""`flask assign`: which grid each row of a file lies in, by the plan in force or straight from a file of grids."""

import sys
from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import click
from flask import current_app
from flask.cli import with_appcontext

from gis.assign import DEFAULT_TOLERANCE_M, EDGE, INSIDE, NEAR, NO_POSITION, OUTSIDE
from gis.sentinel import FITS, SHIFTED, TownShape, weigh_shifts
from layers.bulk import Assigned, Grids, assign_points, grids_of, read_grids, with_positions
from layers.files.limits import Limits
from layers.files.read import Points, read_points
from layers.files.write import check_writable, needs_geometry, write_unchanged
from layers.plans import PlanError, plan_in_force
from layers.town_shape import town_shape
from webmap.commands.refusals import in_words
from webmap.store import store

_SHOWN = 5
_ASTRAY = 0.01  # share of rows in no grid that makes the frame doubtful
_WORDS = {
    INSIDE: "inside",
    EDGE: "on an edge",
    NEAR: "near",
    OUTSIDE: "outside",
    NO_POSITION: "without a position",
}


@click.command("assign")
@click.argument("points", type=click.Path(path_type=Path))
@click.argument("out", type=click.Path(path_type=Path))
@click.option("--x", help="Column of the longitude or easting; usual names are found.")
@click.option("--y", help="Column of the latitude or northing.")
@click.option("--crs", help="What the positions are written in, such as EPSG:4546, GCJ-02 or BD-09.")
@click.option("--layer", help="Layer or sheet of POINTS; needed only when it has several.")
@click.option("--grids", "grids_path", type=click.Path(path_type=Path), help="Take the grids from this file.")
@click.option("--code", help="Column of the codes in the file of grids; usual names are found.")
@click.option("--grids-layer", help="Layer of the file of grids; needed only when it has several.")
@click.option("--grids-crs", help="What the file of grids is written in, where it does not say.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="By the plan that was in force on this day.")
@click.option(
    "--tolerance",
    "tolerance_m",
    type=click.FloatRange(0),
    default=DEFAULT_TOLERANCE_M,
    show_default=True,
    help="Metres outside every grid that still go to the nearest one.",
)
@with_appcontext
@in_words
def assign_command(
    *,
    points: Path,
    out: Path,
    x: str | None,
    y: str | None,
    crs: str | None,
    layer: str | None,
    grids_path: Path | None,
    code: str | None,
    grids_layer: str | None,
    grids_crs: str | None,
    on: datetime | None,
    tolerance_m: float,
) -> None:
    """Give each row of POINTS its grid, and write all rows in order to OUT.

    POINTS and OUT are CSV, Excel, GeoJSON, GeoPackage, shapefile (also zipped) or Parquet. Added are the columns
    grid_code, grid_name, community_code, community_name, rule (inside, edge, near, outside, no_position) and
    edge_distance_m. Without --grids the plan in force counts.
    """
    check_writable(out)
    limits = Limits(file_bytes=current_app.config["MAX_UPLOAD_MB"] * 1_000_000)
    read = read_points(points, x=x, y=y, crs=crs, layer=layer, limits=limits)
    if grids_path is None:
        grids, town = _plan_in_force(on, tolerance_m)
    else:
        grids = read_grids(
            grids_path, layer=grids_layer, crs=grids_crs, code=code, tolerance_m=tolerance_m, limits=limits
        )
        town = None
    _note(*read.warnings, *grids.warnings)
    with click.progressbar(length=len(read.rows), label="Assigning", file=sys.stderr) as bar:
        assigned = assign_points(read, grids, advance=bar.update)
    _note(*_write(assigned, read, out))
    _note(*_without_position(read), *_overlaps(assigned))
    _weigh(read, grids, town, assigned)
    _show(out, assigned)


def _plan_in_force(on: datetime | None, tolerance_m: float) -> tuple[Grids, TownShape]:
    with store().database.read() as session:
        plan = plan_in_force(session, on.date() if on else None)
        if plan is None:
            raise PlanError("No plan is in force: publish one, or name a file of grids with --grids.")
        division = store().divisions.of(session, plan)
        return grids_of(division, tolerance_m=tolerance_m), town_shape(session, division)


def _write(assigned: Assigned, points: Points, out: Path) -> tuple[str, ...]:
    if not (points.has_geometry or needs_geometry(out)):
        return write_unchanged(assigned.rows, out)
    rows, frame = with_positions(assigned.rows, points, in_lonlat=out.suffix.lower() == ".geojson")
    return write_unchanged(rows, out, frame)


def _weigh(points: Points, grids: Grids, town: TownShape | None, assigned: Assigned) -> None:
    """Say so when the positions would fit better if they were read in another frame, or when that is open."""
    astray = assigned.by_rule[OUTSIDE] + assigned.by_rule[NO_POSITION]
    if town is None and astray < _ASTRAY * len(assigned.rows):
        return  # an outline has nothing to say about points that all lie in it
    evidence = weigh_shifts(points.xy, town or TownShape(grids.outline), frame=points.source)
    if evidence.verdict != FITS:
        click.echo(f"{'Warning' if evidence.verdict == SHIFTED else 'Note'}: {evidence.text}", err=True)


def _without_position(points: Points) -> Iterator[str]:
    reasons = Counter(reason for reason in points.reasons if reason)
    for reason, count in reasons.most_common(_SHOWN):
        yield f"{count:,} × {reason}."
    if len(reasons) > _SHOWN:
        yield f"{len(reasons) - _SHOWN:,} more reasons why rows have no position."


def _overlaps(assigned: Assigned) -> Iterator[str]:
    for codes, count in assigned.overlaps.most_common(_SHOWN):
        yield f"{count:,} positions lie in {', '.join(codes)} at once; {codes[0]} was taken."
    if len(assigned.overlaps) > _SHOWN:
        rest = sum(assigned.overlaps.values()) - sum(n for _, n in assigned.overlaps.most_common(_SHOWN))
        yield f"{rest:,} more positions lie in several grids; the lowest code was taken."


def _note(*remarks: str) -> None:
    for remark in remarks:
        click.echo(f"Note: {remark}", err=True)


def _show(out: Path, assigned: Assigned) -> None:
    counts = ", ".join(f"{assigned.by_rule[rule]:,} {word}" for rule, word in _WORDS.items())
    click.echo(f"{out}: {len(assigned.rows):,} rows; {counts}.")


COMMANDS = (assign_command,)
