"""Who is on duty where, on a day. Only what is printed on the notice board: a name and a duty phone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from layers.models import AreaKind, Duty, Person, Role


@dataclass(frozen=True)
class OnDuty:
    """One person on duty, with the deputy who stands in."""

    name: str
    phone: str | None
    keeps: str | None = None
    deputy: "OnDuty | None" = None
    photo: str | None = None  # hash of the picture


def leader_of(session: Session, grid_code: str, on: date) -> OnDuty | None:
    """The leader of a grid on a day."""
    return next(iter(on_duty(session, Role.GRID_LEADER, AreaKind.GRID, grid_code, on)), None)


def secretary_of(session: Session, community_code: str, on: date) -> OnDuty | None:
    """The secretary of a community on a day."""
    return next(
        iter(on_duty(session, Role.COMMUNITY_SECRETARY, AreaKind.COMMUNITY, community_code, on)), None
    )


def on_duty(session: Session, role: Role, area_kind: AreaKind, area_code: str, on: date) -> list[OnDuty]:
    """Everybody who holds a role over one area on a day, the longest serving first."""
    return leaders_by_area(session, role, area_kind, on, only=[area_code]).get(area_code, [])


def names_on_duty(
    session: Session, on: date, roles: Sequence[Role]
) -> list[tuple[Role, str, str, str | None]]:
    """Role, area code, name and what is looked after there, of everybody on duty: light, for many at once."""
    rows = session.execute(
        select(Duty.role, Duty.area_code, Person.name, Duty.keeps)
        .join(Duty.person)
        .where(Duty.role.in_(roles), Duty.since <= on, or_(Duty.until.is_(None), Duty.until >= on))
        .order_by(Duty.since, Duty.id)
    )
    return [(role, area, name, keeps) for role, area, name, keeps in rows]


def leaders_by_area(
    session: Session, role: Role, area_kind: AreaKind, on: date, *, only: Iterable[str] | None = None
) -> dict[str, list[OnDuty]]:
    """Area code → the people who hold a role there on a day."""
    query = (
        select(Duty)
        .options(joinedload(Duty.person), joinedload(Duty.deputy))
        .where(
            Duty.role == role,
            Duty.area_kind == area_kind,
            Duty.since <= on,
            or_(Duty.until.is_(None), Duty.until >= on),
        )
        .order_by(Duty.since, Duty.id)
    )
    if only is not None:
        query = query.where(Duty.area_code.in_(list(only)))
    by_area: dict[str, list[OnDuty]] = {}
    for duty in session.scalars(query):
        deputy = OnDuty(duty.deputy.name, duty.deputy.duty_phone) if duty.deputy else None
        person = OnDuty(duty.person.name, duty.person.duty_phone, duty.keeps, deputy, duty.person.photo)
        by_area.setdefault(duty.area_code, []).append(person)
    return by_area
