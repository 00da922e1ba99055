from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from layers.working_time import add_working_hours

ZONE = ZoneInfo("Asia/Shanghai")


def local(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("start", "hours", "end"),
    [
        ("2026-03-02 10:00", 4, "2026-03-02 14:00"),  # a Monday
        ("2026-03-02 16:00", 4, "2026-03-03 12:00"),
        ("2026-03-02 07:00", 1, "2026-03-02 10:00"),
        ("2026-03-02 20:00", 1, "2026-03-03 10:00"),
        ("2026-03-06 16:00", 2, "2026-03-09 10:00"),
        ("2026-03-07 12:00", 8, "2026-03-09 17:00"),
        ("2026-03-02 09:00", 160, "2026-03-27 17:00"),
        ("2026-03-02 17:00", 0, "2026-03-03 09:00"),
    ],
)
def test_working_hours_run_only_while_offices_are_open(start: str, hours: float, end: str) -> None:
    assert add_working_hours(local(start), hours, ZONE) == local(end)


def test_the_answer_is_in_the_zone_of_the_question() -> None:
    due = add_working_hours(datetime(2026, 3, 2, 8, tzinfo=UTC), 2, ZONE)
    assert due == datetime(2026, 3, 3, 2, tzinfo=UTC)
    assert due.tzinfo is UTC
