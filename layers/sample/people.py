"""The people of the sample town and their duties. Every name is drawn by lot; a likeness to a living person is chance.

Phone numbers lie where none can belong to anybody: mobile numbers begin with 154, a prefix that is not given to any
carrier, and landlines in area 0743 begin with 0, with which no local number may begin.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd

from layers.sample.base import TOWN_CODE

SOURCE = "sample"

_MICRO_GRIDS = 2
_RECENT_CHANGES = 5
_ON_LEAVE = 6
_TOWN_OFFICE = {"dispatcher": 6, "planner": 2, "approver": 1}
_OFFICERS = 2

Row = dict[str, Any]


@dataclass(frozen=True)
class Staff:
    """People and duties as rows; a duty names its person and deputy by their external ids."""

    people: list[Row]
    duties: list[Row]

    def on_duty(self, role: str, day: date) -> dict[str, str]:
        """Area code → name of the person who holds the role there on a day."""
        names = {person["external_id"]: person["name"] for person in self.people}
        return {
            duty["area_code"]: names[duty["person"]]
            for duty in self.duties
            if duty["role"] == role
            and duty["since"] <= day
            and (duty["until"] is None or day <= duty["until"])
        }


def draw_names(rng: np.random.Generator, count: int) -> list[str]:
    """Names as they are common in western Hunan, no two of them alike."""
    pools = json.loads(Path(__file__).with_name("names.json").read_text("utf-8"))
    surnames, weights = zip(*pools["surnames"].items(), strict=True)
    given = (pools["male"] + " " + pools["female"]).split()
    share = np.array(weights) / sum(weights)
    drawn: dict[str, None] = {}
    while len(drawn) < count:
        drawn |= dict.fromkeys(
            surname + name
            for surname, name in zip(
                rng.choice(surnames, count, p=share), rng.choice(given, count), strict=True
            )
        )
    return list(drawn)[:count]


def mobile(number: int) -> str:
    """A mobile number that nobody can have."""
    return f"154-{number // 10000:04d}-{number % 10000:04d}"


def landline(number: int) -> str:
    """A landline number that nobody can have."""
    return f"0743-0{number // 10000:02d}-{number % 10000:04d}"


def appoint(
    grids: gpd.GeoDataFrame,
    buildings: pd.DataFrame,
    departments: list[Row],
    today: date,
    rng: np.random.Generator,
) -> Staff:
    """Fill every post: a secretary per community, a leader and two micro-grid leaders per grid, the town's office, officers."""
    register = _Register(today, rng)
    for community in grids["community"].unique():
        register.appoint("community_secretary", "community", community)
    _appoint_leaders(register, grids, rng)
    for grid, keeps in _micro_grids(buildings):
        register.appoint("micro_grid_leader", "grid", grid, keeps=keeps)
    for role, count in _TOWN_OFFICE.items():
        for _ in range(count):
            register.appoint(role, "town", TOWN_CODE)
    for department in departments:
        for _ in range(_OFFICERS):
            register.appoint("department_officer", "department", department["code"])
    return Staff(register.people, register.duties)


class _Register:
    """Hands out names, numbers and posts, one after the other."""

    def __init__(self, today: date, rng: np.random.Generator) -> None:
        self.people: list[Row] = []
        self.duties: list[Row] = []
        self._today = today
        self._rng = rng
        self._names = iter(draw_names(rng, 1000))

    def days_ago(self, most: int, least: int) -> date:
        return self._today - timedelta(days=int(self._rng.integers(least, most)))

    def appoint(self, role: str, area_kind: str, area_code: str, *, keeps: str | None = None) -> Row:
        """Put a new person on a post, for a year or two already."""
        number = len(self.people) + 1
        person = {
            "source": SOURCE,
            "external_id": f"P{number:04d}",
            "name": next(self._names),
            "duty_phone": mobile(number),
            "private_phone": mobile(10_000 + number),
        }
        duty = {
            "person": person["external_id"],
            "role": role,
            "area_kind": area_kind,
            "area_code": area_code,
            "keeps": keeps,
            "since": self.days_ago(900, 120),
            "until": None,
            "deputy": None,
        }
        self.people.append(person)
        self.duties.append(duty)
        return duty


def _appoint_leaders(register: _Register, grids: gpd.GeoDataFrame, rng: np.random.Generator) -> None:
    """One per grid; a few took over lately, and a few are on leave, with the leader of the next grid standing in."""
    leaders = {code: register.appoint("grid_leader", "grid", code) for code in grids["code"]}
    drawn = rng.permutation(grids["code"].to_numpy())
    for code in drawn[:_RECENT_CHANGES].tolist():
        handover = register.days_ago(80, 10)
        leaders[code]["until"] = handover - timedelta(days=1)
        leaders[code] = register.appoint("grid_leader", "grid", code)
        leaders[code]["since"] = handover
    for code in drawn[_RECENT_CHANGES : _RECENT_CHANGES + _ON_LEAVE].tolist():
        neighbours = grids.loc[grids["community"] == code[:12], "code"].tolist()
        stand_in = neighbours[neighbours.index(code) - 1]
        leaders[code]["deputy"] = leaders[stand_in]["person"]


def _micro_grids(buildings: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """The places with most households of each grid, with their heads: 楼栋长, 街巷长, and 组长 in the hamlets."""
    homes = buildings[buildings["households"] > 0]
    places = homes.groupby(["grid", "kind", "place"]).agg(
        households=("households", "sum"), first=("number", "min"), last=("number", "max")
    )
    by_size = places.sort_values("households", ascending=False).reset_index()
    largest = by_size.groupby("grid").head(_MICRO_GRIDS).sort_values(["grid", "place"]).astype(str)
    for grid, kind, place, first, last in largest[["grid", "kind", "place", "first", "last"]].to_numpy():
        yield grid, _keeps(kind, place, first if first == last else f"{first}—{last}")


def _keeps(kind: str, place: str, numbers: str) -> str:
    if kind == "hamlet":
        return f"组长 {place}"
    return f"楼栋长 {place}{numbers}栋" if kind == "estate" else f"街巷长 {place}{numbers}号"
