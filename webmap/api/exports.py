"""/api/export: a layer as a file, narrowed like the lists; and how many rows that would be.

A file is written by `flask export` in a process of its own: what writes files cannot be imported beside SpatiaLite, a
process can be stopped when it takes too long, and the pages of others do not wait for it.
"""

import os
import re
import subprocess
import sys
import tempfile
from pathlib import Path
from threading import BoundedSemaphore
from typing import Literal

from flask import Response, current_app, send_file
from flask_openapi3 import APIBlueprint, Tag
from pydantic import BaseModel, Field
from sqlalchemy.orm import Session

from gis.crs import parse_crs
from layers.divisions import Division
from layers.exporting.names import ITEM_LAYERS, NotNarrowed, check_filters
from layers.exporting.narrowing import communities_wanted, grids_wanted
from layers.items import count_items
from layers.towns import the_town
from webmap.api.answers import answer
from webmap.api.divisions import division_on
from webmap.api.schemas import PROBLEMS, AnyBody
from webmap.item_filters import ItemFilters
from webmap.problems import Refused
from webmap.store import store, timezone, today
from webmap.texts import MAP_TEXTS

api = APIBlueprint(
    "exports", __name__, url_prefix="/api/export", abp_tags=[Tag(name="exports")], abp_responses=PROBLEMS
)
MOST_ROWS = 50_000
_AT_ONCE = 2
_WAIT_S, _LONGEST_S = 30, 180
_ROOT = Path(__file__).parents[2]
_MIMETYPES = {
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "csv": "text/csv",
    "kml": "application/vnd.google-earth.kml+xml",
    "dxf": "image/vnd.dxf",
}
_busy = BoundedSemaphore(_AT_ONCE)


class LayerPath(BaseModel):
    """Which layer."""

    layer: Literal["grids", "communities", "incidents", "illegal-structures", "service-points"]


class FilePath(LayerPath):
    """Which layer, as which kind of file."""

    ending: Literal["geojson", "gpkg", "xlsx", "csv", "kml", "dxf"]


class FileQuery(ItemFilters):
    """What to look for, and what the coordinates are to be written in."""

    crs: str | None = Field(
        None,
        pattern=r"^(?:(?:EPSG:)?\d{4,6}|WGS-84|CGCS2000|GCJ-02|BD-09)$",
        description="EPSG:n or a datum; WGS-84 where none is named, for DXF the metric plane of the town",
    )


@api.get("/<layer>/count", summary="How many rows a file would have", responses={200: AnyBody})
def count(path: LayerPath, query: ItemFilters) -> Response:
    """The most that a file may have stands beside it."""
    with store().database.read() as session:
        division = division_on(session, None)
        rows = _count(session, division, path.layer, query)
    return answer({"layer": path.layer, "count": rows, "most": MOST_ROWS})


@api.get(
    "/<layer>.<ending>",
    summary="A layer as a file",
    responses={200: {"content": {kind: {} for kind in _MIMETYPES.values()}}},
)
def file(path: FilePath, query: FileQuery) -> Response:
    """Nothing personal is in it."""
    with store().database.read() as session:
        division = division_on(session, None)
        town = the_town(session).name
        _check_count(path.layer, _count(session, division, path.layer, query))
    crs = query.crs or (str(parse_crs(division.crs)) if path.ending == "dxf" else None)
    with tempfile.TemporaryDirectory(prefix="wangge-") as folder:
        target = Path(folder) / f"{path.layer}.{path.ending}"
        _write(path.layer, target, query, crs)
        size = target.stat().st_size
        content = target.open("rb")  # it stays readable when its folder is gone
    response = send_file(
        content,
        mimetype=_MIMETYPES[path.ending],
        as_attachment=True,
        download_name=_file_name(town, path.layer, crs, path.ending),
    )
    response.content_length = size
    response.call_on_close(content.close)
    response.headers["Cache-Control"] = "private, no-store"
    return response


def _count(session: Session, division: Division, layer: str, filters: ItemFilters) -> int:
    try:
        check_filters(layer, filters.named())
    except NotNarrowed as error:
        raise Refused(422, "Unprocessable request", str(error)) from error
    wanted = filters.wanted(division)
    if layer in ITEM_LAYERS:
        return count_items(session, ITEM_LAYERS[layer], wanted)
    return len(grids_wanted(division, wanted) if layer == "grids" else communities_wanted(division, wanted))


def _check_count(layer: str, rows: int) -> None:
    if not rows:
        raise Refused(404, "Nothing to write", f"No {layer.replace('-', ' ')} pass these filters.")
    if rows > MOST_ROWS:
        raise Refused(
            422,
            "Too many rows",
            f"These are {rows:,} rows; a file here has {MOST_ROWS:,} at most. Narrow it, or use `flask export`.",
            count=rows,
            most=MOST_ROWS,
        )


def _write(layer: str, target: Path, filters: ItemFilters, crs: str | None) -> None:
    """Run `flask export`; a Refused where it is not its turn, or where it fails."""
    command = [sys.executable, "-m", "flask", "export", layer, str(target), *_options(filters)]
    settings = {
        "DATABASE_URL": store().database.url.render_as_string(hide_password=False),
        "TIMEZONE": timezone().key,
    }
    if not _busy.acquire(timeout=_WAIT_S):
        raise Refused(503, "Busy", "Others are writing files just now; try again in a moment.")
    try:
        subprocess.run(  # noqa: S603  (each argument was validated, and none reaches a shell)
            command + ([f"--crs={crs}"] if crs else []),
            cwd=_ROOT,
            env=os.environ | settings,
            timeout=_LONGEST_S,
            check=True,
            capture_output=True,
        )
    except subprocess.TimeoutExpired as error:
        raise Refused(503, "Too slow", "Writing the file takes too long; narrow it and try again.") from error
    except subprocess.CalledProcessError as error:
        current_app.logger.error("flask export: %s", error.stderr.decode(errors="replace"))
        raise Refused(500, "Not written", "The file could not be written; why has been logged.") from error
    finally:
        _busy.release()


def _options(filters: ItemFilters) -> list[str]:
    """The filters as options of the command; `=` keeps what begins with a dash a value."""
    given = {name: getattr(filters, name) for name in sorted(filters.named())}
    return [f"--{name}" if value is True else f"--{name}={value}" for name, value in given.items()]


def _file_name(town: str, layer: str, crs: str | None, ending: str) -> str:
    label = str(MAP_TEXTS["layer." + layer.replace("-", "_")])
    parts = [town, label, str(today()), *([crs.replace(":", "")] if crs else [])]
    return re.sub(r"[^\w-]+", "_", "-".join(parts)) + f".{ending}"
