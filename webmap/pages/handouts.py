"""What is printed from the map: notice sheets and the booklet as PDF, and the address that their codes lead to."""

import math
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from types import ModuleType
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import shapely
from flask import Response, redirect, request
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from gis.crs import project
from layers.display import label_of
from layers.divisions import Division
from layers.sheets.sheet import Order
from webmap.api.divisions import division_on
from webmap.i18n import language
from webmap.problems import Refused, problem
from webmap.sheets import order_for
from webmap.store import store, today

if TYPE_CHECKING:
    from layers.sheets.making import Printing

_WAIT_S = 10
_PHONE_PX = 300  # what a grid may take of a phone's width
_METRES_PER_PX = 156_543.03  # at zoom 0 on the equator
_FARTHEST, _CLOSEST = 12.0, 17.5


class _Busy(Exception):
    """Somebody else's pages are being set."""


def grid_on_the_map(code: str) -> Response:
    """Lead from a printed code to the map, with the grid in view and its card open."""
    with store().database.read() as session:
        division = division_on(session, None)
        at = _cell(division, code)
    lon, lat = label_of(division, division.polygons[at])
    place = f"{_zoom(division, at, lat):.1f}/{lat:.5f}/{lon:.5f}"
    answer: Any = redirect(f"/#{place}?sel=grid:{quote(code, safe='')}")
    return answer


def grid_sheet(code: str) -> Response:
    """The notice sheet of one grid."""

    def gather(session: Session, division: Division) -> "Printing":
        return _making().print_sheets(session, division, [_cell(division, code)], _order(session))

    return _printed(gather, code)


def community_sheets(code: str) -> Response:
    """The notice sheets of all grids of a community."""

    def gather(session: Session, division: Division) -> "Printing":
        cells = [at for at, owner in enumerate(division.community_codes) if owner == code]
        if not cells:
            raise Refused(
                404, _("No such community"), _("The division in force has no community %(code)s.", code=code)
            )
        return _making().print_sheets(session, division, cells, _order(session))

    return _printed(gather, code)


def booklet() -> Response:
    """The booklet of all grids."""

    def gather(session: Session, division: Division) -> "Printing":
        return _making().print_booklet(session, division, _order(session))

    return _printed(gather, "booklet")


def _printed(gather: Callable[[Session, Division], "Printing"], name: str) -> Response:
    """Answer with a PDF: one that was set before where nothing in it has changed, else one set now, in turn."""
    try:
        with _press(), store().database.read() as session:
            printing = gather(session, division_on(session, None))
            pdf = store().printed.get(printing.digest, printing.pdf)
    except _Busy:
        busy = problem(503, _("Other pages are being set"), _("Try again in a moment."))
        busy.headers["Retry-After"] = str(_WAIT_S)
        return busy
    response = Response(pdf, mimetype="application/pdf")
    response.headers["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(name, safe='')}.pdf"
    response.headers["Cache-Control"] = "private, no-cache"
    response.set_etag(printing.digest)
    response.make_conditional(request)
    return response


def _making() -> ModuleType:
    """What sets pages, brought when the first is asked for: the typesetter is large, and no command should wait for it."""
    from layers.sheets import making  # noqa: PLC0415

    return making


@contextmanager
def _press() -> Iterator[None]:
    """Wait for the press, but not for long."""
    if not store().press.acquire(timeout=_WAIT_S):
        raise _Busy
    try:
        yield
    finally:
        store().press.release()


def _order(session: Session) -> Order:
    return order_for(session, lang=language(), on=today())


def _cell(division: Division, code: str) -> int:
    at = division.index.get(code)
    if at is None:
        raise Refused(404, _("No such grid"), _("The division in force has no grid %(code)s.", code=code))
    return at


def _zoom(division: Division, at: int, lat: float) -> float:
    """How close a phone looks when the whole grid fits its screen."""
    west, south, east, north = shapely.bounds(project(division.polygons[at], division.crs))
    metres_per_px = max(east - west, north - south) / _PHONE_PX
    zoom = math.log2(_METRES_PER_PX * math.cos(math.radians(lat)) / metres_per_px)
    return min(max(zoom, _FARTHEST), _CLOSEST)
