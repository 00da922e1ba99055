"""Whose is it: the owner of every item under one division, kept as rows that open and close.

A row is never changed: when the answer changes, it is closed and another one opened. A decision by hand stays,
whatever a new division would say; where the two differ it is listed as a clash.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import shapely
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from gis.assign import HAND, Placements, Shares
from layers.clock import now
from layers.divisions import Division
from layers.models import Assignment, IllegalStructure, Incident, ItemKind, ServicePoint
from layers.rows import geometries_of, insert_rows, wkb

BY_LOCATION = "location"
MODELS: dict[ItemKind, type[Incident | IllegalStructure | ServicePoint]] = {
    ItemKind.INCIDENT: Incident,
    ItemKind.ILLEGAL_STRUCTURE: IllegalStructure,
    ItemKind.SERVICE_POINT: ServicePoint,
}
_SAME_M = 1e-3  # distances that differ by less are the same answer
_IDS_A_STATEMENT = 5_000


@dataclass(frozen=True)
class Answer:
    """What the rules say about one item: the columns of an assignment that come from geometry."""

    grid_code: str | None
    rule: str
    edge_distance_m: float | None
    runner_up: str | None
    candidates: list[dict[str, Any]]


@dataclass(frozen=True)
class Moves:
    """What a re-assignment changed: how many items of each kind went from one grid to another, and what stayed by hand."""

    moved: dict[ItemKind, int]
    by_grid: dict[tuple[str | None, str | None], int]
    hand_clashes: list[dict[str, Any]]


def assign_items(
    session: Session, division: Division, *, only: Mapping[ItemKind, Iterable[int]] | None = None
) -> Moves:
    """Give every item (or `only` some) its owner under `division`, in the caller's transaction."""
    moved: dict[ItemKind, int] = {}
    by_grid: Counter[tuple[str | None, str | None]] = Counter()
    clashes: list[dict[str, Any]] = []
    for kind in ItemKind if only is None else only:
        wanted = None if only is None else set(only[kind])
        answers = answers_of(session, division, kind, wanted)
        standing = _open_rows(session, kind)
        clashes += _clashes(kind, standing, answers)
        changed = {item: answer for item, answer in answers.items() if _differs(standing.get(item), answer)}
        hops = [
            (standing[item].grid_code, answer.grid_code)
            for item, answer in changed.items()
            if item in standing
        ]
        by_grid.update(hop for hop in hops if hop[0] != hop[1])
        moved[kind] = sum(old != new for old, new in hops)
        _replace(session, division.plan_id, kind, changed, set(standing))
    return Moves(moved, dict(by_grid), clashes)


def answers_of(
    session: Session, division: Division, kind: ItemKind, wanted: set[int] | None
) -> dict[int, Answer]:
    """What the rules say about every item of a kind (or only the `wanted`) under a division, by the item's id."""
    model = MODELS[kind]
    columns = [model.id, model.accuracy_m, wkb(model.position)]
    if model is IllegalStructure:
        columns.append(wkb(IllegalStructure.footprint))
    rows = [row for row in session.execute(select(*columns)) if wanted is None or row[0] in wanted]
    with_area = [row for row in rows if len(row) > 3 and row[3] is not None]
    with_point = [row for row in rows if len(row) <= 3 or row[3] is None]
    return _point_answers(division, with_point) | _area_answers(division, with_area)


def point_answer(division: Division, placements: Placements, at: int) -> Answer:
    """Word one of many placements by codes."""
    distance_m = float(placements.edge_distance_m[at])
    return Answer(
        grid_code=division.code(int(placements.cell[at])),
        rule=str(placements.rule[at]),
        edge_distance_m=round(distance_m, 3) if np.isfinite(distance_m) else None,
        runner_up=division.code(int(placements.runner_up[at])),
        candidates=[
            {"code": division.codes[cell], "share": round(share, 4)}
            for cell, share in placements.candidates[at]
        ],
    )


def share_answer(division: Division, shares: Shares) -> Answer:
    """Word how a footprint falls on the grids; the runner-up is the second largest share."""
    return Answer(
        grid_code=division.code(shares.owner),
        rule=shares.rule,
        edge_distance_m=round(shares.distance_m, 3) if np.isfinite(shares.distance_m) else None,
        runner_up=division.codes[shares.cells[1]] if len(shares.cells) > 1 else None,
        candidates=[
            {"code": division.codes[cell], "share": round(share, 4), "size": round(size, 2)}
            for cell, share, size in zip(shares.cells, shares.shares, shares.sizes, strict=True)
        ],
    )


def _point_answers(division: Division, rows: list[Any]) -> dict[int, Answer]:
    points = geometries_of([row[2] for row in rows])
    xy = np.column_stack([shapely.get_x(points), shapely.get_y(points)]) if rows else np.empty((0, 2))
    accuracy_m = np.array([np.nan if row[1] is None else row[1] for row in rows], dtype=float)
    placements = division.assigner.points(xy, accuracy_m)
    return {row[0]: point_answer(division, placements, at) for at, row in enumerate(rows)}


def _area_answers(division: Division, rows: list[Any]) -> dict[int, Answer]:
    shares = division.assigner.areas(geometries_of([row[3] for row in rows]))
    return {row[0]: share_answer(division, share) for row, share in zip(rows, shares, strict=True)}


def _open_rows(session: Session, kind: ItemKind) -> dict[int, Assignment]:
    rows = session.scalars(
        select(Assignment).where(Assignment.item_kind == kind, Assignment.closed_at.is_(None))
    )
    return {row.item_id: row for row in rows}


def _differs(standing: Assignment | None, answer: Answer) -> bool:
    if standing is None:
        return True
    if standing.rule == HAND:
        return False
    old_m, new_m = standing.edge_distance_m, answer.edge_distance_m
    moved_edge = (old_m is None) != (new_m is None) or abs((old_m or 0.0) - (new_m or 0.0)) > _SAME_M
    same = (standing.grid_code, standing.rule, standing.runner_up, standing.candidates)
    return moved_edge or same != (answer.grid_code, answer.rule, answer.runner_up, answer.candidates)


def _clashes(
    kind: ItemKind, standing: dict[int, Assignment], answers: dict[int, Answer]
) -> list[dict[str, Any]]:
    return [
        {"kind": str(kind), "id": item, "by_hand": row.grid_code, "by_location": answers[item].grid_code}
        for item, row in standing.items()
        if row.rule == HAND and item in answers and row.grid_code != answers[item].grid_code
    ]


def _replace(
    session: Session, plan_id: int, kind: ItemKind, changed: Mapping[int, Answer], standing: set[int]
) -> None:
    moment = now()
    _close(session, kind, [item for item in changed if item in standing], moment)
    insert_rows(
        session,
        Assignment,
        (
            {
                "item_kind": kind,
                "item_id": item,
                "plan_id": plan_id,
                "grid_code": answer.grid_code,
                "rule": answer.rule,
                "edge_distance_m": answer.edge_distance_m,
                "runner_up": answer.runner_up,
                "candidates": answer.candidates,
                "decided_by": BY_LOCATION,
                "opened_at": moment,
            }
            for item, answer in changed.items()
        ),
    )


def _close(session: Session, kind: ItemKind, items: list[int], moment: datetime) -> None:
    for start in range(0, len(items), _IDS_A_STATEMENT):
        session.execute(
            update(Assignment)
            .where(
                Assignment.item_kind == kind,
                Assignment.closed_at.is_(None),
                Assignment.item_id.in_(items[start : start + _IDS_A_STATEMENT]),
            )
            .values(closed_at=moment),
            execution_options={"synchronize_session": False},
        )
