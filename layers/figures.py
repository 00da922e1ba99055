"""Counts for a grid or a community: what is open there, what stands there, what serves there."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, case, func, select
from sqlalchemy.orm import Session

from layers.items import Item
from layers.lifecycle import OPEN, STANDING, overdue
from layers.models import Assignment, IllegalStructure, Incident, ItemKind, ServicePoint

SPAN = timedelta(days=90)


@dataclass(frozen=True)
class Figures:
    """How many items an area holds."""

    incidents_open: int
    incidents_overdue: int
    incidents_in_span: int
    structures_standing: int
    structures: int
    service_points: int


def figures_of(session: Session, grid_codes: Sequence[str], moment: datetime) -> Figures:
    """Count what belongs to these grids at this moment."""
    open_, late, recent = _counts(
        session,
        Incident,
        ItemKind.INCIDENT,
        grid_codes,
        [Incident.status.in_(OPEN), overdue(moment), Incident.reported_at >= moment - SPAN],
    )
    standing, structures = _counts(
        session,
        IllegalStructure,
        ItemKind.ILLEGAL_STRUCTURE,
        grid_codes,
        [IllegalStructure.state.in_(STANDING), IllegalStructure.id.is_not(None)],
    )
    (points,) = _counts(
        session, ServicePoint, ItemKind.SERVICE_POINT, grid_codes, [ServicePoint.id.is_not(None)]
    )
    return Figures(open_, late, recent, standing, structures, points)


def standing_by_grid(session: Session) -> dict[str, int]:
    """Count the standing illegal structures of each grid in force that has any."""
    rows = session.execute(
        select(Assignment.grid_code, func.count())
        .join(IllegalStructure, IllegalStructure.id == Assignment.item_id)
        .where(
            Assignment.item_kind == ItemKind.ILLEGAL_STRUCTURE,
            Assignment.closed_at.is_(None),
            Assignment.grid_code.is_not(None),
            IllegalStructure.state.in_(STANDING),
        )
        .group_by(Assignment.grid_code)
    )
    return {str(code): int(count) for code, count in rows}


def _counts(
    session: Session,
    model: type[Item],
    kind: ItemKind,
    grid_codes: Sequence[str],
    conditions: list[ColumnElement[bool]],
) -> Sequence[int]:
    sums = [func.coalesce(func.sum(case((condition, 1), else_=0)), 0) for condition in conditions]
    row = session.execute(
        select(*sums)
        .select_from(Assignment)
        .join(model, model.id == Assignment.item_id)
        .where(
            Assignment.item_kind == kind, Assignment.closed_at.is_(None), Assignment.grid_code.in_(grid_codes)
        )
    ).one()
    return tuple(int(value) for value in row)
