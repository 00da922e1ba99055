"""Working time: deadlines count Monday to Friday, 09:00 to 17:00 local time, eight hours a day. Holidays are not known."""

from datetime import datetime, time, timedelta, tzinfo

HOURS_A_DAY = 8.0

_OPENS = time(9)
_CLOSES = time(17)


def add_working_hours(start: datetime, hours: float, zone: tzinfo) -> datetime:
    """The moment by which so many working hours have passed in `zone` since `start`.

    A start outside working time counts from the next opening; what ends with a day ends at its closing, not at the
    next opening.
    """
    moment = _when_open(start.astimezone(zone))
    left = timedelta(hours=hours)
    while (until_closing := _at(moment, _CLOSES) - moment) < left:
        left -= until_closing
        moment = _when_open(_at(moment, _CLOSES))
    return (moment + left).astimezone(start.tzinfo)


def _when_open(moment: datetime) -> datetime:
    """The moment itself in working time, else the next opening."""
    if moment.time() >= _CLOSES:
        moment = _at(moment + timedelta(days=1), _OPENS)
    while moment.weekday() >= 5:
        moment = _at(moment + timedelta(days=1), _OPENS)
    return max(moment, _at(moment, _OPENS))


def _at(moment: datetime, clock: time) -> datetime:
    return datetime.combine(moment.date(), clock, moment.tzinfo)
