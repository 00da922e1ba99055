"""Illegal structures as rows: 1,176 of them, found over the last ten months, most of them gone again."""

import json
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from math import exp
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.sample.base import BaseLayers, on_lattice
from layers.sample.footprints import CANOPY, draw_footprints
from layers.sample.lives import ZONE, Steps
from layers.sample.people import SOURCE, draw_names
from layers.working_time import HOURS_A_DAY, add_working_hours

COUNT = 1176

_CANOPIES, _POINTS = 8, 14
_DAYS = 300
_STUCK_SHARE, _LEGALISED_SHARE, _GIVES_IN_SHARE = 0.05, 0.06, 0.3
# Clocks of the procedure in working hours: until it is stopped, penalised, demolished.
_STOP_H, _PENALTY_H, _DEMOLISH_H = 4.0, 7 * HOURS_A_DAY, 20 * HOURS_A_DAY

Row = dict[str, Any]


def find_structures(
    metres: BaseLayers, houses: gpd.GeoDataFrame, today: date, now: datetime, rng: np.random.Generator
) -> list[Row]:
    """All structures in the order in which they were found, each case as it stands `now`."""
    found = draw_footprints(metres, houses, _counts(), rng)
    order = rng.permutation(len(found))
    kinds, footprints = found["kind"].to_numpy(object)[order], found["footprint"].to_numpy(object)[order]
    where = houses["address"].to_numpy(object)[found["house"].to_numpy()[order]]
    only_point = np.isin(np.arange(COUNT), rng.choice(COUNT, _POINTS, replace=False))
    shapes = on_lattice(np.where(only_point, shapely.centroid(footprints), footprints), metres)
    floors = _floors(kinds, rng)
    areas_m2 = (shapely.area(footprints) * floors).round(1)
    luck, lots = rng.normal(size=(COUNT, 5)).tolist(), rng.integers(0, 10_000, COUNT).tolist()
    how = rng.choice(list(_words()["found_how"]), COUNT, p=list(_words()["found_how"].values())).tolist()
    owners = draw_names(rng, COUNT)
    return [
        {
            "source": SOURCE,
            "external_id": f"WJ-{n + 1:04d}",
            "text": _text(kinds[n], where[n], areas_m2[n], lots[n]),
            "address": where[n],
            "found_how": how[n],
            **_case(found_at, _path(lots[n], (now - found_at).days), luck[n], now),
            "floors": int(floors[n]),
            "area_m2": float(areas_m2[n]),
            "owner": owners[n],
            "datum": "WGS-84" if only_point[n] else "CGCS2000",
            "accuracy_m": round(8 + 4 * abs(luck[n][0]), 1) if only_point[n] else None,
            "position": shapes[n] if only_point[n] else None,
            "footprint": None if only_point[n] else shapes[n],
        }
        for n, found_at in enumerate(_times(today, rng))
    ]


def _counts() -> dict[str, int]:
    """How many of each kind; the first kind takes what rounding leaves."""
    shares = {kind: spec["share"] for kind, spec in _words()["kinds"].items() if kind != CANOPY}
    counts = {kind: round(share * (COUNT - _CANOPIES)) for kind, share in shares.items()}
    first = next(iter(counts))
    counts[first] += COUNT - _CANOPIES - sum(counts.values())
    return counts | {CANOPY: _CANOPIES}


def _times(today: date, rng: np.random.Generator) -> list[datetime]:
    """Moments in office hours of the last months, up to yesterday, the oldest first."""
    ago = np.sort(rng.integers(1, _DAYS, COUNT))[::-1].tolist()
    seconds = rng.integers(int(8.5 * 3600), int(17.5 * 3600), COUNT).tolist()
    midnights = (datetime.combine(today - timedelta(days=days), time(), ZONE) for days in ago)
    moments = (at + timedelta(seconds=s) for at, s in zip(midnights, seconds, strict=True))
    return sorted(at.astimezone(UTC) for at in moments)


def _floors(kinds: NDArray[np.object_], rng: np.random.Generator) -> NDArray[np.int64]:
    may_be_high = np.isin(kinds, ["rooftop", "detached", "stilt"])
    return np.where(may_be_high & (rng.random(len(kinds)) < 0.2), 2, 1)


def _text(kind: str, address: str, area_m2: float, lot: int) -> str:
    texts = _words()["kinds"][kind]["texts"]
    return str(texts[lot % len(texts)].format(a=address, m=max(round(area_m2), 2), n=2 + lot % 4))


def _path(lot: int, age_days: int) -> str:
    """How the case goes, from a lot of 0 to 9,999; nothing old is stuck."""
    share = lot / 10_000
    if share < _LEGALISED_SHARE:
        return "legalised"
    if share > 1 - _STUCK_SHARE and age_days < 150:
        return "stuck"
    return "gives in" if share < _LEGALISED_SHARE + _GIVES_IN_SHARE else "penalised"


def _case(found_at: datetime, path: str, luck: list[float], now: datetime) -> Row:
    steps = dict(step for step in _steps(path, found_at, luck) if step[1] <= now)
    stopped, penalised = steps.get("stop_order"), steps.get("penalty")
    return {
        "state": list(steps)[-1],
        "found_at": found_at,
        "stop_due_at": add_working_hours(found_at, _STOP_H, ZONE),
        "penalty_due_at": add_working_hours(stopped, _PENALTY_H, ZONE) if stopped else None,
        "demolish_due_at": add_working_hours(penalised, _DEMOLISH_H, ZONE) if penalised else None,
        "ended_at": steps.get("demolished", steps.get("legalised")),
    }


def _steps(path: str, found_at: datetime, luck: list[float]) -> Steps:
    verified = _later(found_at, 1.6, luck[1])
    stopped = _later(verified, 1.2, luck[2])
    begun = [("found", found_at), ("verified", verified), ("stop_order", stopped)]
    if path == "legalised":
        return [*begun, ("legalised", _later(stopped, 12 * HOURS_A_DAY, luck[3]))]
    if path == "gives in":
        return [*begun, ("demolished", _later(stopped, 3 * HOURS_A_DAY, luck[3]))]
    penalised = [*begun, ("penalty", _later(stopped, 5.5 * HOURS_A_DAY, luck[3]))]
    if path == "stuck":
        return penalised if luck[4] > 0 else begun
    return [*penalised, ("demolished", _later(penalised[-1][1], 16 * HOURS_A_DAY, luck[4]))]


def _later(moment: datetime, typical_hours: float, luck: float) -> datetime:
    hours = typical_hours * exp(0.5 * luck)
    return add_working_hours(moment, round(hours * 3600) / 3600, ZONE)


@cache
def _words() -> dict[str, Any]:
    words: dict[str, Any] = json.loads(Path(__file__).with_name("structure_texts.json").read_text("utf-8"))
    return words
