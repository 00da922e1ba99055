"""The categories that incidents may have, as people write them: by code, or by name in Chinese or English."""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from layers.loading.values import spelled
from layers.models import Category, Department
from layers.rows import insert_rows
from layers.sample.departments import read_authorities

DEFAULT_DEADLINE_HOURS = 8.0  # one working day


@dataclass(frozen=True)
class Catalogue:
    """Spelling → code of each category and department, and what follows from a category's code."""

    categories: Mapping[str, str]
    departments: Mapping[str, str]
    names: Mapping[str, str]
    department_of: Mapping[str, str | None]
    deadline_hours: Mapping[str, float]


def read_catalogue(session: Session) -> Catalogue:
    """Read the categories of this town; where there are none yet, the standard ones are put in."""
    if not session.scalar(select(func.count()).select_from(Category)):
        seed_catalogue(session)
    kinds = session.scalars(select(Category).order_by(Category.code.desc())).all()
    offices = session.scalars(select(Department)).all()
    return Catalogue(
        categories={
            spelled(text): kind.code for kind in kinds for text in (kind.name_en, kind.name, kind.code)
        },
        departments={
            spelled(text): office.code
            for office in offices
            for text in (office.name_en, office.name, office.code)
        },
        names={kind.code: kind.name for kind in kinds},
        department_of={kind.code: kind.department_code for kind in kinds},
        deadline_hours={kind.code: kind.deadline_hours or DEFAULT_DEADLINE_HOURS for kind in kinds},
    )


def seed_catalogue(session: Session) -> None:
    """Put in the standard departments, without phone numbers, and the standard categories."""
    standard = read_authorities()
    known = set(session.scalars(select(Department.code)))
    new = [office | {"phone": None} for office in standard.departments if office["code"] not in known]
    insert_rows(session, Department, new)
    insert_rows(session, Category, standard.categories)
