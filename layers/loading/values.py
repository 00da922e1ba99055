"""From the value of a cell to a value of ours, as people write dates, numbers and words in English and Chinese.

Each reader is given a value that is not blank, and says what it is not when it cannot read it.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, tzinfo
from typing import Any, TypeVar

from layers.files.columns import as_text
from layers.working_time import HOURS_A_DAY

Word = TypeVar("Word")
Reader = Callable[[Any], Any]

_LARGEST = 2**31 - 1
_LONGEST_HOURS = 10_000.0  # about five years of working time
_YEARS = (1900, 2200)  # far from the ends of the calendar, where zones and deadlines would overflow
_MOMENT = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]*(\d{1,2})[:时点](?:(\d{1,2})(?:[:分](?:(\d{1,2})(?:\.\d+)?秒?)?)?)?)?"
)
_HOURS = re.compile(r"(\d+(?:\.\d+)?)个?(?:工作|working)?(?:hours?|hrs?|h|小?时)?")
_DAYS = re.compile(r"(\d+(?:\.\d+)?)个?(?:工作|working)?(?:days?|d|日|天)")


class NotUnderstood(ValueError):
    """A value is not what its column should hold; the text completes a sentence that begins with the value."""


def text(value: Any) -> str:
    """Read any value as text."""
    return as_text(value)


def number(value: Any) -> float:
    """Read a finite number; commas may group its digits."""
    try:
        read = float(_plain(value).replace(",", ""))
    except ValueError:
        raise NotUnderstood("is no number") from None
    if not abs(read) < float("inf"):
        raise NotUnderstood("is no number")
    return read


def count(value: Any) -> int:
    """Read a whole number that counts something."""
    read = number(value)
    if not (read.is_integer() and 0 <= read <= _LARGEST):
        raise NotUnderstood("is no whole number")
    return int(read)


def moment(zone: tzinfo) -> Reader:
    """Make a reader of times, in `zone` where none is said. A day alone begins at midnight."""

    def read(value: Any) -> datetime:
        moment = _within_years(value)
        return moment if moment.tzinfo else moment.replace(tzinfo=zone)

    return read


def day(value: Any) -> date:
    """Read a day of the calendar; a time of day is left out."""
    return _within_years(value).date()


def working_hours(value: Any) -> float:
    """Read a span of working time, in hours: 4, 4小时, 2 days, 3个工作日."""
    written = spelled(value)
    hours, days = _HOURS.fullmatch(written), _DAYS.fullmatch(written)
    read = float(hours[1]) if hours else float(days[1]) * HOURS_A_DAY if days else 0.0
    if not 0 < read <= _LONGEST_HOURS:
        raise NotUnderstood("is no span of working time, such as 4 hours or 2 days")
    return read


def word(words: Mapping[str, Word], what: str) -> Reader:
    """Make a reader of the words that stand for something; `words` are spelled as `spelled` does."""

    def read(value: Any) -> Word:
        found = words.get(spelled(value))
        if found is None:
            raise NotUnderstood(f"is no {what}")
        return found

    return read


def spelled(value: Any) -> str:
    """Spell a word in one way: half width, lower case, without spaces, hyphens and underscores."""
    return re.sub(r"[\s_\-]", "", unicodedata.normalize("NFKC", as_text(value))).casefold()


def _within_years(value: Any) -> datetime:
    read = _moment(value)
    if not _YEARS[0] <= read.year < _YEARS[1]:
        raise NotUnderstood("lies before {} or after {}".format(*_YEARS))
    return read


def _moment(value: Any) -> datetime:
    if isinstance(value, datetime):
        return value
    if isinstance(value, date):
        return datetime.combine(value, time())
    written = _plain(value)
    try:
        return datetime.fromisoformat(written)
    except ValueError:
        return _loose_moment(written)


def _loose_moment(written: str) -> datetime:
    parts = _MOMENT.fullmatch(re.sub(r"\s+", " ", written).replace("月 ", "月").replace("年 ", "年"))
    if parts is None:
        raise NotUnderstood("is no time that is understood, such as 2025-03-31 08:30")
    try:
        return datetime(*(int(part or 0) for part in parts.groups()))  # type: ignore[arg-type]
    except ValueError:
        raise NotUnderstood("is no day or time of the calendar") from None


def _plain(value: Any) -> str:
    return unicodedata.normalize("NFKC", as_text(value)).strip()
