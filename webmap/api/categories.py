"""The category table: kinds of incidents, the department each goes to, in the language of the request."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.models import Category, Department
from webmap.i18n import language


def category_labels(session: Session) -> dict[str, str]:
    """Category code → name in the language of the request."""
    return {
        code: _in_language(zh, en)
        for code, zh, en in session.execute(select(Category.code, Category.name, Category.name_en))
    }


def department_labels(session: Session) -> dict[str, str]:
    """Department code → name in the language of the request."""
    rows = session.execute(select(Department.code, Department.name, Department.name_en))
    return {code: _in_language(zh, en) for code, zh, en in rows}


def category_bodies(session: Session) -> list[dict[str, object]]:
    """Every category, parents first."""
    departments = department_labels(session)
    categories = session.scalars(select(Category).order_by(Category.parent_code.is_not(None), Category.id))
    return [
        {
            "code": c.code,
            "name": c.name,
            "name_en": c.name_en,
            "label": _in_language(c.name, c.name_en),
            "parent_code": c.parent_code,
            "department": {"code": c.department_code, "name": departments[c.department_code]}
            if c.department_code
            else None,
            "deadline_hours": c.deadline_hours,
        }
        for c in categories
    ]


def _in_language(chinese: str, english: str) -> str:
    return english if language() == "en" else chinese
