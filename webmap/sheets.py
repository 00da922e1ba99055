"""Sheets to print as this application makes them: in a language, with the town's name, leading to its own address."""

from datetime import date
from pathlib import Path

from flask import current_app, has_request_context, request
from flask_babel import force_locale
from flask_babel import lazy_gettext as _
from sqlalchemy.orm import Session

from layers.sheets.sheet import Order
from layers.towns import the_town
from webmap.i18n import LANGUAGES
from webmap.texts import services

PRINTED = {
    "kind.basic": _("Basic grid"),
    "kind.dedicated": _("Dedicated grid"),
    "leader": _("Grid leader"),
    "deputy": _("Deputy"),
    "nobody": _("Nobody is on duty here."),
    "micro": _("Micro-grid leaders"),
    "no_micro": _("No micro-grid leader is named."),
    "more": _("and {n} more"),
    "near": _("Nearest service points"),
    "no_near": _("No service point is known yet."),
    "straight": _("Distances in a straight line from the middle of the grid"),
    "way": _("{metres} m {direction}"),
    "direction.n": _("north"),
    "direction.ne": _("north-east"),
    "direction.e": _("east"),
    "direction.se": _("south-east"),
    "direction.s": _("south"),
    "direction.sw": _("south-west"),
    "direction.w": _("west"),
    "direction.nw": _("north-west"),
    "metres": _("m"),
    "north": _("N"),
    "scan": _("This grid on the map"),
    "plan": _("Division no. {n}"),
    "scale": _("Scale"),
    "booklet": _("Booklet of grids"),
    "contents": _("Contents"),
    "overview": _("All communities"),
    "index_leaders": _("Grid leaders by name"),
    "index_places": _("Streets and residential quarters"),
    "communities": _("Communities"),
    "grids": _("Grids"),
    "grids_n": _("{n} grids"),
    "leaders": _("Grid leaders"),
    "households": _("Households"),
    "hectares": _("Hectares"),
    "secretary": _("Secretary"),
    "centre": _("Community service centre"),
    "code": _("Code"),
    "name": _("Name"),
    "phone": _("Duty phone"),
    "micro_n": _("Micro"),
    "comma": _(", "),
    "page": _("p. {n}"),
    "nothing": _("Nothing is listed here yet."),
    "sample": _("Sample: boundaries, people and items are made up"),
}


def order_for(session: Session, *, lang: str, on: date) -> Order:
    """How sheets are to be made, in a language and as of a day."""
    town = the_town(session)
    with force_locale(LANGUAGES[lang].catalogue):
        words = {key: str(text) for key, text in {**services.TEXTS, **PRINTED}.items()}
    return Order(lang, words, on, public_address(), town.name, town.is_sample, photo_folder())


def photo_folder() -> Path:
    """Where the photos of leaders lie."""
    folder: Path = current_app.config["DATA_DIR"]
    return folder / "photos"


def public_address() -> str:
    """Where people reach the map: as set, else as this request did, else where it would be served."""
    if address := current_app.config["PUBLIC_URL"]:
        return str(address)
    if has_request_context():
        return request.host_url.rstrip("/")
    return f"http://{current_app.config['HOST']}:{current_app.config['PORT']}"
