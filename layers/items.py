"""Finding items: by box, grid, state, kind, time and words, in pages of a stable order, each with its assignment."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import Session

from layers.assignment import MODELS
from layers.bbox import Bbox, bbox_hit
from layers.clock import now
from layers.divisions import Division
from layers.lifecycle import overdue
from layers.models import Assignment, Category, IllegalStructure, Incident, ItemKind, ServicePoint
from layers.rows import geometries_of, wkb

Item = Incident | IllegalStructure | ServicePoint
UNASSIGNED = "none"
_WORDS: dict[ItemKind, tuple[Any, ...]] = {
    ItemKind.INCIDENT: (Incident.text, Incident.address, Incident.external_id),
    ItemKind.ILLEGAL_STRUCTURE: (
        IllegalStructure.text,
        IllegalStructure.address,
        IllegalStructure.external_id,
    ),
    ItemKind.SERVICE_POINT: (ServicePoint.name, ServicePoint.address, ServicePoint.external_id),
}


@dataclass(frozen=True)
class Wanted:
    """What is asked for. Empty means: no restriction."""

    bbox: Bbox | None = None
    grids: Sequence[str] | None = None  # (UNASSIGNED,) asks for the queue of items without a grid
    states: Sequence[str] = ()
    kinds: Sequence[
        str
    ] = ()  # categories of incidents (an upper one for all below it), kinds of service points
    since: datetime | None = None
    until: datetime | None = None
    only_overdue: bool = False
    words: str = ""  # somewhere in the text, name, address or number
    after_id: int = 0
    limit: int = 1000


EVERYTHING = Wanted()


@dataclass(frozen=True)
class Found:
    """An item with its shape (None without a position) and its open assignment."""

    item: Any
    assignment: Assignment | None
    shape: Any = field(repr=False)


def find_items(session: Session, kind: ItemKind, wanted: Wanted) -> list[Found]:
    """Find items in ascending order of their ids: the next page starts after the last one's."""
    model = MODELS[kind]
    query = _select(kind).where(model.id > wanted.after_id, *conditions(kind, wanted))
    return _found(session, kind, query.order_by(model.id).limit(wanted.limit))


def count_items(session: Session, kind: ItemKind, wanted: Wanted) -> int:
    """Count all there are, whatever the page."""
    query = select(func.count()).select_from(MODELS[kind]).outerjoin(Assignment, standing(kind))
    return session.scalar(query.where(*conditions(kind, wanted))) or 0


def find_item(session: Session, kind: ItemKind, item_id: int) -> Found | None:
    """Find one item."""
    return next(iter(_found(session, kind, _select(kind).where(MODELS[kind].id == item_id))), None)


def count_unassigned(session: Session) -> int:
    """Count the items, of all kinds, that no grid owns."""
    owned = select(Assignment.item_id).where(
        Assignment.grid_code.is_not(None), Assignment.closed_at.is_(None)
    )
    counts = [
        select(func.count())
        .select_from(model)
        .where(model.id.not_in(owned.where(Assignment.item_kind == kind)))
        .scalar_subquery()
        for kind, model in MODELS.items()
    ]
    return int(session.execute(select(sum(counts[1:], counts[0]))).scalar_one())


def grids_asked_for(
    division: Division, grids: Sequence[str], communities: Sequence[str]
) -> Sequence[str] | None:
    """The codes of the grids that lie in the communities and are among the grids, where any are named; None for all."""
    if not communities or tuple(grids) == (UNASSIGNED,):
        return grids or None
    within = [
        code
        for code, owner in zip(division.codes, division.community_codes, strict=True)
        if owner in communities
    ]
    return [code for code in within if code in grids] if grids else within


def standing(kind: ItemKind) -> ColumnElement[bool]:
    """What joins an item to its open assignment."""
    return and_(
        Assignment.item_kind == kind, Assignment.item_id == MODELS[kind].id, Assignment.closed_at.is_(None)
    )


def _select(kind: ItemKind) -> Select[*tuple[Any, ...]]:
    model = MODELS[kind]
    columns = [model, Assignment, wkb(model.position)]
    if model is IllegalStructure:
        columns.append(wkb(IllegalStructure.footprint))
    return select(*columns).outerjoin(Assignment, standing(kind))


def _found(session: Session, kind: ItemKind, query: Select[*tuple[Any, ...]]) -> list[Found]:
    rows = session.execute(query).all()
    shapes = geometries_of([(row[3] if len(row) > 3 and row[3] is not None else row[2]) for row in rows])
    return [Found(row[0], row[1], shape) for row, shape in zip(rows, shapes, strict=True)]


def conditions(kind: ItemKind, wanted: Wanted) -> list[ColumnElement[bool]]:
    """What an item and its open assignment must fulfil; what an item of this kind does not have does not count."""
    model = MODELS[kind]
    conditions: list[ColumnElement[bool]] = []
    if wanted.bbox is not None:
        conditions.append(_in_box(model, wanted.bbox))
    if wanted.grids is not None:
        is_unassigned = tuple(wanted.grids) == (UNASSIGNED,)
        conditions.append(
            Assignment.grid_code.is_(None) if is_unassigned else Assignment.grid_code.in_(wanted.grids)
        )
    state, kind_column, moment = _columns(model)
    if wanted.states and state is not None:
        conditions.append(state.in_(wanted.states))
    if wanted.kinds and kind_column is not None:
        conditions.append(_of_kind(kind_column, wanted.kinds))
    if wanted.since is not None and moment is not None:
        conditions.append(moment >= wanted.since)
    if wanted.until is not None and moment is not None:
        conditions.append(moment < wanted.until)
    if wanted.only_overdue and model is Incident:
        conditions.append(overdue(now()))
    if wanted.words:
        told = (column.icontains(wanted.words, autoescape=True) for column in _WORDS[kind])
        conditions.append(or_(*told))
    return conditions


def _of_kind(column: Any, kinds: Sequence[str]) -> ColumnElement[bool]:
    if column is not Incident.category_code:
        return column.in_(kinds)
    below = select(Category.code).where(Category.parent_code.in_(kinds))
    return or_(column.in_(kinds), column.in_(below))


def _in_box(model: type[Item], bbox: Bbox) -> ColumnElement[bool]:
    at_position: ColumnElement[bool] = bbox_hit(model.position, bbox)
    if model is IllegalStructure:
        return or_(at_position, bbox_hit(IllegalStructure.footprint, bbox))
    return at_position


def _columns(model: type[Item]) -> tuple[Any, Any, Any]:
    """The columns that hold an item's state, its kind, and the moment it counts from."""
    if model is Incident:
        return Incident.status, Incident.category_code, Incident.reported_at
    if model is IllegalStructure:
        return IllegalStructure.state, None, IllegalStructure.found_at
    return None, ServicePoint.kind, None
