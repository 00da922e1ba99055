"""The store that belongs to the application: its database and the divisions it keeps at hand."""

from collections.abc import Hashable
from datetime import date, datetime, time, timedelta
from threading import Lock
from zoneinfo import ZoneInfo

from flask import current_app

from layers.clock import now
from layers.columns import Columns
from layers.database import Database
from layers.divisions import Divisions
from layers.recent import Recent
from layers.search.index import Indexes
from layers.service_reach import Homes, Reach

_DISPLAYED_KEPT = 256  # layers and tiles as they leave
_HOMES_KEPT = 2
_REACHES_KEPT = 64
_COLUMNS_KEPT = 8  # spans of time; 100,000 incidents take 3 MB
_PRINTED_KEPT = 32  # sheets and booklets, of up to a few megabytes each


class Store:
    """One a process."""

    def __init__(self, database: Database) -> None:
        self.database = database
        self.divisions = Divisions()
        self.indexes = Indexes()
        self.displayed: Recent[tuple[Hashable, ...], bytes] = Recent(_DISPLAYED_KEPT)
        self.homes: Recent[tuple[int, int], Homes] = Recent(_HOMES_KEPT)
        self.reaches: Recent[tuple[Hashable, ...], Reach] = Recent(_REACHES_KEPT)
        self.columns: Recent[tuple[Hashable, ...], Columns] = Recent(_COLUMNS_KEPT)
        self.printed: Recent[str, bytes] = Recent(_PRINTED_KEPT)
        self.press = Lock()  # setting pages takes a processor for seconds: one request at a time


def store() -> Store:
    """The store of the application at work."""
    the_store: Store = current_app.extensions["store"]
    return the_store


def timezone() -> ZoneInfo:
    """The town's time zone."""
    zone: ZoneInfo = current_app.config["TIMEZONE"]
    return zone


def today() -> date:
    """The day it is in the town."""
    return now().astimezone(timezone()).date()


def local_midnight(day: date, *, days_later: int = 0) -> datetime:
    """When a day (or one some days later) begins in the town."""
    return datetime.combine(day + timedelta(days=days_later), time(), tzinfo=timezone())


def moment_of(when: date | datetime | None, *, days_later: int = 0) -> datetime | None:
    """A moment as it is (in the town's time zone where it names none), a day as its beginning, some days later."""
    if isinstance(when, datetime):
        return when if when.tzinfo else when.replace(tzinfo=timezone())
    return None if when is None else local_midnight(when, days_later=days_later)
