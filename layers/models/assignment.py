"""Assignments 归属: which grid an item belongs to, under which plan, and why."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, Float, ForeignKey, Index, text
from sqlalchemy.orm import Mapped, mapped_column

from layers.models.base import Base, UtcDateTime, one_of

_IS_OPEN = text("closed_at IS NULL")


class ItemKind(StrEnum):
    """Which table an assignment's item lies in."""

    INCIDENT = "incident"
    ILLEGAL_STRUCTURE = "illegal_structure"
    SERVICE_POINT = "service_point"


class Assignment(Base):
    """One answer to "whose is it": valid from `opened_at`, closed (never changed) when another answer takes over."""

    __tablename__ = "assignment"
    __table_args__ = (
        # An item has one owner at a time.
        Index(
            "uq_assignment_open",
            "item_kind",
            "item_id",
            unique=True,
            sqlite_where=_IS_OPEN,
            postgresql_where=_IS_OPEN,
        ),
        Index(
            "ix_assignment_grid", "grid_code", "item_kind", sqlite_where=_IS_OPEN, postgresql_where=_IS_OPEN
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    item_kind: Mapped[ItemKind] = mapped_column(one_of(ItemKind))
    item_id: Mapped[int]
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id"), index=True)
    grid_code: Mapped[str | None]  # none: the queue of unassigned items
    rule: Mapped[str]
    edge_distance_m: Mapped[float | None] = mapped_column(Float)
    runner_up: Mapped[str | None]
    candidates: Mapped[list[dict[str, Any]]] = mapped_column(
        JSON
    )  # [{code, share[, size]}], largest share first
    decided_by: Mapped[str]
    reason: Mapped[str | None]
    opened_at: Mapped[datetime] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
