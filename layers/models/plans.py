"""Plans 划分方案: complete divisions of the town into grids, of which exactly one is in force."""

from datetime import date, datetime
from enum import StrEnum

from geoalchemy2 import WKBElement
from sqlalchemy import ForeignKey, Index, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column, relationship

from layers.models.base import Base, UtcDateTime, geometry, one_of

_IS_PUBLISHED = text("status = 'published'")


class PlanStatus(StrEnum):
    """Where a plan stands. Published and superseded plans never change again."""

    DRAFT = "draft"
    SCHEDULED = "scheduled"
    PUBLISHED = "published"
    SUPERSEDED = "superseded"


class GridKind(StrEnum):
    """Basic 基础网格 or dedicated 专属网格 (a school, a hospital, a market)."""

    BASIC = "basic"
    DEDICATED = "dedicated"


class Plan(Base):
    """One division of the whole town. The number is given when it is published."""

    __tablename__ = "plan"
    __table_args__ = (
        # At most one plan is in force at a time.
        Index(
            "uq_plan_published",
            "status",
            unique=True,
            sqlite_where=_IS_PUBLISHED,
            postgresql_where=_IS_PUBLISHED,
        ),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    number: Mapped[int | None] = mapped_column(unique=True)
    name: Mapped[str]
    status: Mapped[PlanStatus] = mapped_column(one_of(PlanStatus), default=PlanStatus.DRAFT)
    created_at: Mapped[datetime] = mapped_column(UtcDateTime)
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    effective_from: Mapped[date | None]
    grids: Mapped[list["Grid"]] = relationship(
        back_populates="plan", order_by="Grid.code", cascade="all, delete-orphan"
    )


class Grid(Base):
    """One cell of a plan."""

    __tablename__ = "grid"
    __table_args__ = (UniqueConstraint("plan_id", "code"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    plan_id: Mapped[int] = mapped_column(ForeignKey("plan.id", ondelete="CASCADE"))
    code: Mapped[str]
    name: Mapped[str]
    kind: Mapped[GridKind] = mapped_column(one_of(GridKind), default=GridKind.BASIC)
    community_code: Mapped[str] = mapped_column(ForeignKey("community.code"), index=True)
    households: Mapped[int | None]
    geom: Mapped[WKBElement] = mapped_column(geometry("MULTIPOLYGON"))
    plan: Mapped[Plan] = relationship(back_populates="grids")
