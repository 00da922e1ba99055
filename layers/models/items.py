"""Items 事项: incidents, illegal structures and service points, each with a source and its id there."""

from datetime import datetime
from enum import StrEnum

from geoalchemy2 import WKBElement
from sqlalchemy import Float, ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column, relationship

from layers.models.base import Base, UtcDateTime, geometry, one_of


class IncidentStatus(StrEnum):
    """Where an incident's life stands."""

    REPORTED = "reported"
    ACCEPTED = "accepted"
    WHISTLED = "whistled"
    REPORTED_IN = "reported_in"
    SETTLED = "settled"
    CLOSED = "closed"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class StructureState(StrEnum):
    """Where the case of an illegal structure stands."""

    FOUND = "found"
    VERIFIED = "verified"
    STOP_ORDER = "stop_order"
    PENALTY = "penalty"
    DEMOLISHED = "demolished"
    LEGALISED = "legalised"


class _FromSource:
    """The same file loaded twice adds nothing: every item carries its source and the id it has there."""

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str]
    address: Mapped[str | None]


class _Positioned(_FromSource):
    """A position as it was given: lon/lat after its datum was undone, and how exact it was said to be."""

    datum: Mapped[str] = mapped_column(default="WGS-84")
    accuracy_m: Mapped[float | None] = mapped_column(Float)
    position: Mapped[WKBElement | None] = mapped_column(geometry("POINT"))


class Incident(_Positioned, Base):
    """A matter that somebody reported."""

    __tablename__ = "incident"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    category_code: Mapped[str] = mapped_column(ForeignKey("category.code"), index=True)
    text: Mapped[str]
    status: Mapped[IncidentStatus] = mapped_column(one_of(IncidentStatus), index=True)
    reported_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    settled_on_the_spot: Mapped[bool | None]
    department_code: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
    reporter: Mapped[str | None]  # restricted
    reporter_phone: Mapped[str | None]  # restricted
    events: Mapped[list["IncidentEvent"]] = relationship(
        back_populates="incident", order_by="IncidentEvent.at, IncidentEvent.id", cascade="all, delete-orphan"
    )


class IncidentEvent(Base):
    """One step in an incident's life."""

    __tablename__ = "incident_event"

    id: Mapped[int] = mapped_column(primary_key=True)
    incident_id: Mapped[int] = mapped_column(ForeignKey("incident.id", ondelete="CASCADE"), index=True)
    kind: Mapped[str]
    at: Mapped[datetime] = mapped_column(UtcDateTime)
    actor: Mapped[str]
    note: Mapped[str | None]
    department_code: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
    incident: Mapped[Incident] = relationship(back_populates="events")


class IllegalStructure(_Positioned, Base):
    """An illegal structure: its footprint, or a point when only that is known."""

    __tablename__ = "illegal_structure"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    text: Mapped[str]
    state: Mapped[StructureState] = mapped_column(one_of(StructureState), index=True)
    found_how: Mapped[str | None]
    found_at: Mapped[datetime] = mapped_column(UtcDateTime)
    stop_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    penalty_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    demolish_due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    floors: Mapped[int | None]
    area_m2: Mapped[float | None] = mapped_column(Float)
    owner: Mapped[str | None]  # restricted
    footprint: Mapped[WKBElement | None] = mapped_column(geometry("MULTIPOLYGON"))


class ServicePoint(_Positioned, Base):
    """A place where people are served."""

    __tablename__ = "service_point"
    __table_args__ = (UniqueConstraint("source", "external_id"),)

    kind: Mapped[str] = mapped_column(index=True)
    name: Mapped[str]
    hours: Mapped[str | None]
    phone: Mapped[str | None]
