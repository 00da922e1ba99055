"""Sheets as PDF: of one grid, of some, of all."""

import hashlib
import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.sheets.booklet import make_booklet
from layers.sheets.errors import SheetError
from layers.sheets.near import read_points
from layers.sheets.sheet import MAP_HEIGHT_MM, Order, Sheet, make_sheet
from layers.sheets.typeset import qr_code, typeset

Progress = Callable[[Sequence[int], str], Iterable[int]]
Thing = TypeVar("Thing")


def unwatched(things: Sequence[Thing], _label: str) -> Iterable[Thing]:
    """Go through things without telling anybody how far it is."""
    return things


@dataclass(frozen=True)
class Printing:
    """What is to be set: a template, its data and the pictures that the data name. Equal ones have equal digests."""

    template: str
    data: dict[str, Any]
    order: Order
    pictures: dict[str, bytes] = field(repr=False)

    @property
    def digest(self) -> str:
        """Tells apart whatever would be printed differently."""
        told = json.dumps(self.data, ensure_ascii=False, sort_keys=True).encode()
        summed = hashlib.sha256(f"{self.template} {self.order.lang} {self.order.on} ".encode() + told)
        for name in sorted(self.pictures):
            summed.update(name.encode() + b"\0" + self.pictures[name])
        return summed.hexdigest()[:32]

    def pdf(self) -> bytes:
        """Set it."""
        return typeset(self.template, self.data, self.pictures, lang=self.order.lang, on=self.order.on)


def print_sheets(
    session: Session,
    division: Division,
    cells: Sequence[int],
    order: Order,
    *,
    progress: Progress = unwatched,
) -> Printing:
    """Gather the sheets of some cells of a division, one page each."""
    if not cells:
        raise SheetError("There is no grid to make a sheet of.")
    points = read_points(session, division)
    made = [make_sheet(session, division, at, points, order) for at in progress(cells, "Drawing")]
    pictures: dict[str, bytes] = {}
    pages = [_page(number, sheet, pictures) for number, sheet in enumerate(made)]
    return Printing(
        "sheet.typ", {**_common(order), "sheets": pages, "title": _title(made, order)}, order, pictures
    )


def print_booklet(
    session: Session,
    division: Division,
    order: Order,
    *,
    progress: Callable[[Sequence[str], str], Iterable[str]] = unwatched,
) -> Printing:
    """Gather the booklet of all grids."""
    if not division.codes:
        raise SheetError("There is no grid to make a booklet of.")
    made = make_booklet(session, division, order, progress=progress)
    maps = {name: svg.encode() for name, svg in made.maps.items()}
    data = {**_common(order), **made.data, "title": f"{order.town} {order.words['booklet']}"}
    return Printing("booklet.typ", data, order, maps)


def _page(number: int, sheet: Sheet, pictures: dict[str, bytes]) -> dict[str, Any]:
    names = {"map": f"map{number}.svg", "qr": f"qr{number}.svg"}
    pictures[names["map"]] = sheet.map_svg.encode()
    pictures[names["qr"]] = qr_code(sheet.address)
    photo = f"photo{number}.jpg" if sheet.photo else None
    if photo and sheet.photo:
        pictures[photo] = sheet.photo
    return {**sheet.data, **names, "photo": photo}


def _common(order: Order) -> dict[str, Any]:
    return {
        "town": order.town,
        "words": dict(order.words),
        "date": order.on.isoformat(),
        "sample": order.is_sample,
        "map": {"height": MAP_HEIGHT_MM},
    }


def _title(made: list[Sheet], order: Order) -> str:
    return f"{made[0].data['code']} {made[0].data['name']}" if len(made) == 1 else order.town
