"""People and what they are there for: duties over areas, departments, and which department a matter goes to."""

from datetime import date
from enum import StrEnum

from sqlalchemy import CheckConstraint, ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column, relationship

from layers.models.base import Base, one_of


class Role(StrEnum):
    """What a person may be on duty as."""

    READER = "reader"
    GRID_LEADER = "grid_leader"
    MICRO_GRID_LEADER = "micro_grid_leader"
    COMMUNITY_SECRETARY = "community_secretary"
    DISPATCHER = "dispatcher"
    DEPARTMENT_OFFICER = "department_officer"
    PLANNER = "planner"
    APPROVER = "approver"
    ADMIN = "admin"


class AreaKind(StrEnum):
    """What a duty's area code names."""

    GRID = "grid"
    COMMUNITY = "community"
    TOWN = "town"
    DEPARTMENT = "department"


class Person(Base):
    """Somebody with a name; whether they may sign in is another matter."""

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(primary_key=True)
    source: Mapped[str]
    external_id: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    duty_phone: Mapped[str | None]  # printed on the notice board, so public
    private_phone: Mapped[str | None]  # restricted: never in an answer to somebody not signed in
    photo: Mapped[
        str | None
    ]  # hash of the picture that lies in DATA_DIR/photos; hangs on the notice board too
    duties: Mapped[list["Duty"]] = relationship(back_populates="person", foreign_keys="Duty.person_id")


class Duty(Base):
    """A person holds a role over an area from one day to another (inclusive; open-ended without `until`)."""

    __tablename__ = "duty"
    __table_args__ = (
        Index("ix_duty_area", "area_kind", "area_code", "role"),  # who leads this grid on that day
        CheckConstraint("until IS NULL OR until >= since", name="in_order"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(one_of(Role))
    area_kind: Mapped[AreaKind] = mapped_column(one_of(AreaKind))
    area_code: Mapped[str]
    keeps: Mapped[str | None]  # what a micro-grid leader looks after: a lane, a row of buildings
    since: Mapped[date]
    until: Mapped[date | None]
    deputy_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    person: Mapped[Person] = relationship(back_populates="duties", foreign_keys=[person_id])
    deputy: Mapped[Person | None] = relationship(foreign_keys=[deputy_id])


class Department(Base):
    """A department that answers a whistle."""

    __tablename__ = "department"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str]
    phone: Mapped[str | None]


class Category(Base):
    """A kind of incident, in two levels; the lower one says which department it goes to and how soon it is due."""

    __tablename__ = "category"

    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    name_en: Mapped[str]
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("category.code"))
    department_code: Mapped[str | None] = mapped_column(ForeignKey("department.code"))
    deadline_hours: Mapped[float | None]  # working hours
