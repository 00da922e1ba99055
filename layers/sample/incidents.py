"""Incidents as rows: each report with its state and its clocks, and the steps of its life until the present."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

import numpy as np

from layers.sample.departments import Authorities
from layers.sample.lives import ZONE, Steps, draw_paths, live
from layers.sample.people import SOURCE, Staff, draw_names, mobile
from layers.sample.words import kinds, note_settled
from layers.working_time import add_working_hours

Row = dict[str, Any]

_REPORTERS = 2500
_FIRST_REPORTER = 20_000  # their numbers follow those of the staff


@dataclass(frozen=True)
class Incidents:
    """Rows of incidents and of their events; an event names its incident by the external id."""

    incidents: list[Row]
    events: list[Row]


def tell_incidents(
    reports: list[Row], authorities: Authorities, staff: Staff, now: datetime, rng: np.random.Generator
) -> Incidents:
    """Tell what became of every report by `now`."""
    luck, lots = rng.normal(size=(len(reports), 8)), rng.integers(0, 10_000, len(reports)).tolist()
    on_the_spot = kinds()["on_the_spot"]
    age_days = np.array([(now - report["at"]) / timedelta(days=1) for report in reports])
    paths = draw_paths(on_the_spot[[r["category"] for r in reports]].to_numpy(float), age_days, rng)
    teller = _Teller(authorities, staff, draw_names(rng, _REPORTERS))
    told = Incidents([], [])
    for report, path, stretch, lot in zip(reports, paths, luck.tolist(), lots, strict=True):
        if report["at"] <= now:
            life = live(path, report["at"], teller.deadline_hours(report), stretch)
            steps = [(kind, at.astimezone(UTC).replace(microsecond=0)) for kind, at in life if at <= now]
            told.incidents.append(teller.incident(report, steps, lot))
            told.events.extend(teller.events(report, steps, lot))
    return told


class _Teller:
    """Knows who does what: the leaders and secretaries of each day, the departments and deadlines of each category."""

    def __init__(self, authorities: Authorities, staff: Staff, reporters: list[str]) -> None:
        self._category = {row["code"]: row for row in authorities.categories}
        self._department_name = {row["code"]: str(row["name"]) for row in authorities.departments}
        self._on_duty: Callable[[str, date], dict[str, str]] = cache(staff.on_duty)
        self._reporters = reporters

    def deadline_hours(self, report: Row) -> float:
        """Working hours in which this matter is to be settled."""
        return float(self._category[report["category"]]["deadline_hours"])

    def incident(self, report: Row, steps: Steps, lot: int) -> Row:
        """The incident itself, as it stands after these steps."""
        at = dict(steps)
        status = steps[-1][0]
        return {
            "source": SOURCE,
            "external_id": report["external_id"],
            "category_code": report["category"],
            "text": report["text"],
            "address": report["address"],
            "status": status,
            "reported_at": report["at"],
            "due_at": add_working_hours(report["at"], self.deadline_hours(report), ZONE),
            "settled_at": None if status == "returned" else at.get("settled"),
            "closed_at": at.get("closed", at.get("withdrawn")),
            "settled_on_the_spot": "whistled" not in at if "settled" in at else None,
            "department_code": self._category[report["category"]]["department_code"]
            if "whistled" in at
            else None,
            **self._reporter(report, lot),
            "datum": report["datum"],
            "accuracy_m": report["accuracy_m"],
            "position": report["position"],
        }

    def events(self, report: Row, steps: Steps, lot: int) -> list[Row]:
        """One row per step: who took it, and what was noted."""
        department = (
            self._category[report["category"]]["department_code"] if "whistled" in dict(steps) else None
        )
        return [
            {
                "incident": report["external_id"],
                "kind": kind,
                "at": at,
                "actor": self._actor(kind, report, at, department),
                "note": self._note(kind, report, department, lot),
                "department_code": department if kind in _STEPS_OF_DEPARTMENTS else None,
            }
            for kind, at in steps
        ]

    def _reporter(self, report: Row, lot: int) -> Row:
        if not report["is_public"]:
            return {"reporter": self._leader(report, report["at"]), "reporter_phone": None}
        number = lot % len(self._reporters)
        return {"reporter": self._reporters[number], "reporter_phone": mobile(_FIRST_REPORTER + number)}

    def _actor(self, kind: str, report: Row, at: datetime, department: str | None) -> str:
        """Whoever takes the step; whoever checks is not who settled it. The public stays unnamed."""
        if kind == "reported":
            return str(report["channel"])
        if department and kind in ("reported_in", "settled"):
            return self._department_name[department]
        if kind in ("accepted", "settled", "withdrawn"):
            return self._leader(report, at)
        return self._on_duty("community_secretary", _local_day(at))[report["grid"][:12]]

    def _leader(self, report: Row, at: datetime) -> str:
        return self._on_duty("grid_leader", _local_day(at))[report["grid"]]

    def _note(self, kind: str, report: Row, department: str | None, lot: int) -> str | None:
        if kind == "settled":
            return note_settled(report["category"], department, lot)
        if kind == "whistled" and department:
            hours = self.deadline_hours(report)
            return f"请{self._department_name[department]}2小时内到场，{hours:g}个工作小时内办结"
        return _NOTES.get(kind)


_STEPS_OF_DEPARTMENTS = ("whistled", "reported_in", "settled")
_NOTES = {
    "reported_in": "已到场",
    "closed": "复查合格",
    "returned": "复查不合格，请重新处理",
    "withdrawn": "与在办事项重复，撤回",
}


def _local_day(at: datetime) -> date:
    return at.astimezone(ZONE).date()
