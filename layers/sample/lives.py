"""The lives of incidents: which steps a matter takes, and when, as the lot falls.

Most are settled on the spot; the others are whistled to a department. Each life is told to its end; what has not yet
happened is cut off by whoever asks.
"""

from datetime import datetime, time, timedelta
from math import exp
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from layers.working_time import add_working_hours

ZONE = ZoneInfo("Asia/Shanghai")

Steps = list[tuple[str, datetime]]

_LATE_SHARE = 0.18  # of the whistled ones
_STUCK_SHARE = 0.12
_AGAIN_SHARE = 0.012
_WITHDRAWN_SHARE = 0.006
_STUCK_DAYS = 12
_MORNING_ROUND = time(7, 40)


def draw_paths(
    on_the_spot: NDArray[np.float64], age_days: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.object_]:
    """How each life goes: spot, again (found wanting once), whistle, late, stuck (lately only) or withdrawn."""
    is_spot = rng.random(len(on_the_spot)) < on_the_spot
    lot = rng.random(len(on_the_spot))
    path = np.full(len(on_the_spot), "spot", dtype=object)
    path[~is_spot] = "whistle"
    path[~is_spot & (lot < _LATE_SHARE)] = "late"
    path[~is_spot & (lot > 1 - _STUCK_SHARE) & (age_days < _STUCK_DAYS)] = "stuck"
    path[is_spot & (lot < _AGAIN_SHARE)] = "again"
    path[lot > 1 - _WITHDRAWN_SHARE] = "withdrawn"
    return path


def live(path: str, reported: datetime, deadline_hours: float, luck: NDArray[np.float64]) -> Steps:
    """The steps of one life in their order, in local time; `luck` are eight normal deviates that stretch its spans."""
    reported = reported.astimezone(ZONE)
    is_urgent = deadline_hours <= 2
    accepted = _by_day(reported + _minutes(10 * exp(0.8 * luck[0])), luck[7], is_urgent)
    begun = [("reported", reported), ("accepted", accepted)]
    if path == "withdrawn":
        return [begun[0], ("withdrawn", accepted)]
    if path in ("spot", "again"):
        settled = _by_day(accepted + _minutes(min(210 * exp(0.8 * luck[1]), 900)), luck[6], is_urgent)
        return begun + _checked(settled, luck, is_again=path == "again")
    whistled = _by_day(accepted + _minutes(35 * exp(0.6 * luck[1])), luck[6], is_urgent)
    reported_in = _by_day(whistled + _minutes(50 * exp(0.8 * luck[2])), luck[5], is_urgent)
    called = [*begun, ("whistled", whistled), ("reported_in", reported_in)]
    if path == "stuck":
        return called if luck[3] > -0.4 else called[:-1]
    share = 1.2 + abs(luck[3]) if path == "late" else min(0.4 * exp(0.5 * luck[3]), 0.9)
    return called + _checked(
        add_working_hours(reported_in, deadline_hours * share, ZONE), luck, is_again=False
    )


def _checked(settled: datetime, luck: NDArray[np.float64], *, is_again: bool) -> Steps:
    """Settled, looked at by somebody else, and closed; or returned once and done again."""
    looked_at = add_working_hours(settled, 2 * exp(0.5 * luck[4]), ZONE)
    if not is_again:
        return [("settled", settled), ("closed", looked_at)]
    redone = add_working_hours(looked_at, 14 * exp(0.5 * luck[5]), ZONE)
    return [("settled", settled), ("returned", looked_at), *_checked(redone, luck, is_again=False)]


def _by_day(moment: datetime, luck: float, is_urgent: bool) -> datetime:
    """What is not urgent waits from 22:00 for the morning round."""
    if is_urgent or 7 <= moment.hour < 22:
        return moment
    day = moment.date() + timedelta(days=moment.hour >= 22)
    return datetime.combine(day, _MORNING_ROUND, ZONE) + _minutes(min(25 * exp(0.6 * luck), 200))


def _minutes(count: float) -> timedelta:
    return timedelta(seconds=round(count * 60))
