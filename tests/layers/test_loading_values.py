"""What people write in cells, and what it is read as."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pandas as pd
import pytest

from layers.loading.values import NotUnderstood, count, moment, number, spelled, text, word
from layers.loading.words import GRID_KINDS, INCIDENT_STATUSES, STREET_LEVELS, STRUCTURE_STATES, YES_OR_NO

ZONE = ZoneInfo("Asia/Shanghai")


@pytest.mark.parametrize(
    "written",
    [
        "2025-03-31 08:05",
        "2025-03-31T08:05:00",
        "2025/3/31 8:05",
        "2025.03.31 08:05:00",
        "2025年3月31日 8时5分",
        "2025年3月31日8:05",
        "2025年 3月 31日  8点5分0秒",
        "２０２５-０３-３１　０８：０５",
        "2025-03-31T00:05:00Z",
        "2025-03-31 01:05+01:00",
        datetime(2025, 3, 31, 8, 5),
        datetime(2025, 3, 31, 0, 5, tzinfo=UTC),
        pd.Timestamp("2025-03-31 08:05"),
    ],
)
def test_a_moment_is_read_as_people_write_it_in_the_zone_of_the_town(written):
    assert moment(ZONE)(written) == datetime(2025, 3, 31, 0, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    "written", ["2025-03-31", "20250331", "2025年3月31日", "2025/3/31", date(2025, 3, 31)]
)
def test_a_day_begins_at_midnight_in_the_town(written):
    assert moment(ZONE)(written) == datetime(2025, 3, 31, tzinfo=ZONE)


@pytest.mark.parametrize(
    "written", ["yesterday", "08:30", "2025-13-01", "2025-02-30 10:00", "2025/2/30", "31.3.2025", "45747"]
)
def test_what_is_no_moment_is_not_guessed(written):
    with pytest.raises(NotUnderstood):
        moment(ZONE)(written)


@pytest.mark.parametrize(("written", "read"), [("1,234.5", 1234.5), (" -3 ", -3.0), ("１２", 12.0), (7, 7.0)])
def test_numbers_may_be_grouped_and_full_width(written, read):
    assert number(written) == read


@pytest.mark.parametrize("written", ["about 5", "1e999", "nan", "五"])
def test_what_is_no_number_is_refused(written):
    with pytest.raises(NotUnderstood):
        number(written)


@pytest.mark.parametrize("written", ["0001-01-01", "1899-12-31", "2200-01-01", "9999-12-31 23:59"])
def test_a_moment_at_an_end_of_the_calendar_is_refused(written):
    with pytest.raises(NotUnderstood, match="before 1900 or after 2200"):
        moment(ZONE)(written)


def test_a_text_holds_no_nul():
    assert text("a\0b") == "ab"


def test_a_count_is_whole_and_not_negative():
    assert count("12.0") == 12
    for written in ("1.5", "-1", "99999999999"):
        with pytest.raises(NotUnderstood):
            count(written)


def test_codes_gain_no_decimal_point():
    assert text(433123109001.0) == "433123109001"
    assert text("  0101 ") == "0101"


@pytest.mark.parametrize(
    ("words", "written", "meaning"),
    [
        (INCIDENT_STATUSES, "Reported In", "reported_in"),
        (INCIDENT_STATUSES, "reported_in", "reported_in"),
        (INCIDENT_STATUSES, "已吹哨", "whistled"),
        (INCIDENT_STATUSES, "已结案", "closed"),
        (STRUCTURE_STATES, "已拆除", "demolished"),
        (STRUCTURE_STATES, "stop-order", "stop_order"),
        (GRID_KINDS, "专属网格", "dedicated"),
        (STREET_LEVELS, "living_street", 3),
        (STREET_LEVELS, 1, 1),
        (YES_OR_NO, "是", True),
        (YES_OR_NO, False, False),
    ],
)
def test_words_for_states_are_understood_in_both_languages(words, written, meaning):
    assert word(words, "state")(written) == meaning


def test_a_word_that_nobody_knows_is_not_guessed():
    with pytest.raises(NotUnderstood, match="is no status"):
        word(INCIDENT_STATUSES, "status")("magic")


def test_spelling_ignores_case_width_and_separators():
    assert spelled(" Ｆire-Lane _blocked ") == "firelaneblocked"
