"""Plans: reading them, putting a division in as a draft, and publishing it in one transaction."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import shapely
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from gis.validation import CoverageReport, check
from layers.assignment import Moves, assign_items
from layers.clock import now
from layers.divisions import Division, has_same_land, read_division
from layers.models import Community, Grid, Plan, PlanStatus
from layers.rows import Row, insert_rows
from layers.towns import hold_town

_SHOWN = 20


class PlanError(Exception):
    """What was asked of a plan is not possible; the message says why."""


class NotSeamless(PlanError):
    """A division cannot be published while it has defects."""

    def __init__(self, report: CoverageReport) -> None:
        self.report = report
        super().__init__(
            f"The division is not seamless: {len(report.defects)} defects. `flask check` lists them, `--fix` proposes a repair."
        )


class NotExact(PlanError):
    """A division cannot be published while grids fit together only roughly."""

    def __init__(self) -> None:
        super().__init__(
            "The grids fit only roughly: edges that two of them share differ by rounding. `flask check` with `--fix` proposes a repair."
        )


class UndeclaredExclaves(PlanError):
    """A grid in several parts must be declared as having exclaves."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(
            f"{len(codes)} grids lie in more than one part ({_listed(codes)}): declare each with --exclave CODE, or --exclaves for all."
        )


class EndedCodes(PlanError):
    """The code of a grid that ended is never used again."""

    def __init__(self, codes: Sequence[str]) -> None:
        self.codes = tuple(codes)
        super().__init__(
            f"{len(codes)} grids have the code of a grid that ended ({_listed(codes)}): such codes are never used again, give new ones."
        )


@dataclass(frozen=True)
class Receipt:
    """What publishing did."""

    plan_id: int
    number: int
    replaced: int | None
    moves: Moves


def list_plans(session: Session) -> Sequence[Plan]:
    """Every plan, oldest first."""
    return session.scalars(select(Plan).order_by(Plan.id)).all()


def find_plan(session: Session, name: str) -> Plan:
    """Find a plan by its id, as people type it."""
    plan = session.get(Plan, int(name)) if re.fullmatch("[0-9]{1,9}", name) else None
    if plan is None:
        raise PlanError(f"There is no plan {name}; `flask plans` lists them.")
    return plan


def plan_in_force(session: Session, on: date | None = None) -> Plan | None:
    """The plan in force now, or the one that was on a date: of those effective by then, the last published."""
    if on is None:
        return session.scalar(select(Plan).where(Plan.status == PlanStatus.PUBLISHED))
    return session.scalar(
        select(Plan)
        .where(Plan.status.in_((PlanStatus.PUBLISHED, PlanStatus.SUPERSEDED)), Plan.effective_from <= on)
        .order_by(Plan.effective_from.desc(), Plan.number.desc())
        .limit(1)
    )


def draft_plan(session: Session, name: str, grids: Iterable[Row]) -> Plan:
    """Put a division in as a draft; `grids` have the columns of `Grid` but plan_id."""
    plan = Plan(name=name, status=PlanStatus.DRAFT, created_at=now())
    session.add(plan)
    session.flush()
    insert_rows(session, Grid, ({"plan_id": plan.id, **grid} for grid in grids))
    return plan


def publish(
    session: Session, plan: Plan, *, effective_from: date, exclaves: Iterable[str] | None = ()
) -> Receipt:
    """Put a seamless draft in force and re-assign every item, in the caller's transaction.

    Parameters
    ----------
    exclaves : codes of grids that are meant to lie in several parts; None allows all

    """
    hold_town(session)
    session.refresh(plan)
    if plan.status != PlanStatus.DRAFT:
        raise PlanError(f"Plan {plan.id} is {plan.status}: only a draft can be published.")
    division = read_division(session, plan.id)
    _refuse_defects(division, exclaves)
    _refuse_ended_codes(session, division)
    replaced = plan_in_force(session)
    if replaced is not None:
        replaced.status = PlanStatus.SUPERSEDED
        session.flush()  # at most one plan is published at any moment
    plan.status = PlanStatus.PUBLISHED
    plan.number = 1 + (session.scalar(select(func.max(Plan.number))) or 0)
    plan.published_at = now()
    plan.effective_from = effective_from
    session.flush()
    moves = assign_items(session, division)
    return Receipt(plan.id, plan.number, replaced.number if replaced else None, moves)


def check_division(division: Division) -> CoverageReport:
    """Look for defects in a plan's coverage."""
    return check(division.polygons, division.codes, crs=division.crs)


def community_outlines(division: Division) -> dict[str, Any]:
    """Each community's shape: the union of its grids."""
    communities = np.array(division.community_codes, dtype=object)
    return {
        str(code): shapely.coverage_union_all(division.polygons[communities == code])
        for code in sorted(set(division.community_codes))
    }


def known_communities(session: Session) -> dict[str, str]:
    """Code → name of every community."""
    return dict(session.execute(select(Community.code, Community.name).order_by(Community.code)).all())


def _refuse_defects(division: Division, exclaves: Iterable[str] | None) -> None:
    if not division.codes:
        raise PlanError("The plan has no grids.")
    report = check_division(division)
    if not report.is_seamless:
        raise NotSeamless(report)
    if not report.is_exact:
        raise NotExact
    scattered = [
        code
        for code, parts in zip(division.codes, shapely.get_num_geometries(division.polygons), strict=True)
        if parts > 1
    ]
    if exclaves is not None and (undeclared := sorted(set(scattered) - set(exclaves))):
        raise UndeclaredExclaves(undeclared)


def _refuse_ended_codes(session: Session, division: Division) -> None:
    """Refuse codes that an earlier plan had and the one in force has not, but take back an earlier plan as a whole."""
    earlier = session.scalars(select(Plan).where(Plan.status == PlanStatus.SUPERSEDED)).all()
    had = select(Grid.code).join(Grid.plan)
    ended = set(session.scalars(had.where(Plan.status == PlanStatus.SUPERSEDED)))
    ended -= set(session.scalars(had.where(Plan.status == PlanStatus.PUBLISHED)))
    again = sorted(ended.intersection(division.codes))
    if again and not any(has_same_land(division, read_division(session, plan.id)) for plan in earlier):
        raise EndedCodes(again)


def _listed(codes: Sequence[str]) -> str:
    return ", ".join(codes[:_SHOWN]) + (" …" if len(codes) > _SHOWN else "")
