"""Illegal structures from files: their fields, and the clocks of the procedure where the file does not tell them."""

from typing import Any

from sqlalchemy.orm import Session

from layers.loading.sheet import Sheet
from layers.loading.values import count, moment, number, text, word
from layers.loading.wishes import Wishes
from layers.loading.words import STRUCTURE_STATES
from layers.models import StructureState

_TIMES = ("stop_due_at", "penalty_due_at", "demolish_due_at", "ended_at")
FIELDS = ("text", "state", "found_how", "found_at", *_TIMES, "floors", "area_m2", "owner")


def structure_columns(_session: Session, sheet: Sheet, wishes: Wishes) -> dict[str, list[Any]]:
    """Read the fields of illegal structures."""
    when = moment(wishes.zone)
    return {
        "text": sheet.read("text", text, ""),
        "state": sheet.read("state", word(STRUCTURE_STATES, "state of a case"), StructureState.FOUND),
        "found_how": sheet.read("found_how", text),
        "found_at": sheet.read_times("found_at", when, wishes.moment),
        **{name: sheet.read(name, when) for name in _TIMES},
        "floors": sheet.read("floors", count),
        "area_m2": sheet.read("area_m2", number),
        "owner": sheet.read("owner", text),
    }
