"""The town's own lists as tables: departments, categories, and the people on the notice board."""

from collections.abc import Callable
from typing import Any

import pandas as pd
from sqlalchemy import Select, select
from sqlalchemy.orm import Session

from layers.models import Category, Department, Duty, Person, Role

NOTICE_BOARD = (Role.COMMUNITY_SECRETARY, Role.GRID_LEADER, Role.MICRO_GRID_LEADER)


def _rows(session: Session, query: Select[*tuple[Any, ...]]) -> pd.DataFrame:
    rows = session.execute(query)
    return pd.DataFrame(rows.all(), columns=list(rows.keys()), dtype=object)


def _departments(session: Session) -> pd.DataFrame:
    columns = (Department.code, Department.name, Department.name_en, Department.phone)
    return _rows(session, select(*columns).order_by(Department.id))


def _categories(session: Session) -> pd.DataFrame:
    return _rows(
        session,
        select(
            Category.code,
            Category.name,
            Category.name_en,
            Category.parent_code.label("parent"),
            Category.department_code.label("department"),
            Category.deadline_hours,
        ).order_by(Category.parent_code.is_not(None), Category.code),
    )


def _people(session: Session) -> pd.DataFrame:
    """Each post with the name and duty phone of who holds it; private phones stay here."""
    return _rows(
        session,
        select(
            Person.external_id,
            Person.source,
            Person.name,
            Duty.role,
            Duty.area_code.label("area"),
            Person.duty_phone,
            Duty.keeps,
            Duty.since,
            Duty.until,
        )
        .join(Duty.person)
        .where(Duty.role.in_(NOTICE_BOARD))
        .order_by(Duty.role, Duty.area_code, Duty.since, Duty.id),
    )


REGISTER_ROWS: dict[str, Callable[[Session], pd.DataFrame]] = {
    "departments": _departments,
    "categories": _categories,
    "people": _people,
}
