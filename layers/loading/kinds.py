"""The town's categories of incidents from files, in two levels: who is in charge of each, and how soon it is due."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.loading.merging import compare, write_rows
from layers.loading.progress import Progress, silent
from layers.loading.report import Report
from layers.loading.sheet import Sheet
from layers.loading.values import spelled, text, word, working_hours
from layers.models import Category, Department
from layers.rows import Row, insert_rows
from layers.towns import hold_town

USUAL = {
    "code": "code categorycode 小类编码 小类代码 类别编码 类别代码 事件类别编码 编码 代码 编号 id",
    "name": "name category categoryname 小类名称 小类 类别名称 事件类别 类别 名称",
    "name_en": "nameen englishname 英文名称 英文名",
    "parent": "parent parentcode 大类编码 大类代码 上级编码 上级类别 所属大类 大类 大类名称",
    "parent_name": "parentname 大类名称 大类",
    "department": "department departmentcode 责任部门 主管部门 主办部门 处置部门 责任单位 部门",
    "deadline_hours": "deadlinehours deadline hours 处置时限 办理时限 办结时限 时限",
}
REQUIRED = ("code", "name")
_TOLD = {
    "name": "name",
    "name_en": "name_en",
    "parent": "parent_code",
    "department": "department_code",
    "deadline_hours": "deadline_hours",
}
_SHOWN = 5


@dataclass(frozen=True)
class _Levels:
    """What is known of the two levels: spelling → code of the main categories, and the codes of those in them."""

    mains: Mapping[str, str]
    inner: Collection[str]
    not_taken: Collection[str]  # spellings of the file's rows that are refused


def load_categories(session: Session, sheet: Sheet, *, progress: Progress = silent) -> Report:
    """Put categories into the database, in the caller's transaction; known ones that differ are changed.

    A main category that is named and not known is made, and told.
    """
    hold_town(session)
    rows, made = _rows(session, sheet)
    told = [column for field, column in _TOLD.items() if field in sheet.fields]
    found = compare(session, Category, ("code",), rows, only=told)
    found.new.sort(key=lambda at: rows[at]["parent_code"] is not None)  # a main category before those in it
    insert_rows(session, Category, made)
    write_rows(session, Category, rows, found, told=told, progress=progress)
    return Report(
        fields=sheet.fields.told,
        added=len(found.new),
        changed=len(found.differing),
        unchanged=len(found.standing) - len(found.differing),
        rejected=sheet.rejected(),
        warnings=(*sheet.warnings, *_made(made)),
    )


def _rows(session: Session, sheet: Sheet) -> tuple[dict[int, Row], list[Row]]:
    """The rows that are taken, by their place, and the main categories that are made for them."""
    offices = {
        spelled(value): office.code
        for office in session.scalars(select(Department))
        for value in (office.name_en, office.name, office.code)
    }
    columns = {
        field: sheet.read(field, text) for field in ("code", "name", "name_en", "parent", "parent_name")
    }
    columns["department"] = sheet.read("department", word(offices, "department that is known here"))
    columns["deadline_hours"] = sheet.read("deadline_hours", working_hours)
    for field in REQUIRED:
        sheet.require(field, columns[field])
    sheet.refuse_repeats(columns["code"], "its code")
    made = _settle_mains(session, sheet, columns)
    rows: dict[int, Row] = {
        at: {
            "code": columns["code"][at],
            "name": columns["name"][at],
            "name_en": columns["name_en"][at] or columns["name"][at],
            "parent_code": columns["parent"][at],
            "department_code": columns["department"][at],
            "deadline_hours": columns["deadline_hours"][at],
        }
        for at in sheet.taken
    }
    return rows, list(made.values())


def _settle_mains(session: Session, sheet: Sheet, columns: dict[str, list[Any]]) -> dict[str, Row]:
    """Turn what rows name as their main category into its code; gives those that are made."""
    levels = _levels(session, sheet, columns)
    has_inner = set(session.scalars(select(Category.parent_code).where(Category.parent_code.is_not(None))))
    made: dict[str, Row] = {}
    for at in sheet.taken:
        if (named := columns["parent"][at]) is None:
            continue
        code = levels.mains.get(spelled(named)) or (named if named in made else None)
        if columns["code"][at] in has_inner or code == columns["code"][at]:
            sheet.refuse(at, "it is a main category itself, and there are two levels")
        elif code is None and named in levels.inner:
            sheet.refuse(at, f"“{named}” lies in a main category itself, and there are two levels")
        elif code is None and spelled(named) in levels.not_taken:
            sheet.refuse(at, f"the row of its main category “{named}” is not taken")
        elif code is None:
            made[named] = _main(named, columns["parent_name"][at] or named)
        columns["parent"][at] = code or named
    return made


def _levels(session: Session, sheet: Sheet, columns: dict[str, list[Any]]) -> _Levels:
    """Which categories are main ones, by what is stored and what the file says anew."""
    codes, names, parents = columns["code"], columns["name"], columns["parent"]
    retold = {codes[at] for at in sheet.taken} if "parent" in sheet.fields else set()
    stored = [kind for kind in session.scalars(select(Category)) if kind.code not in retold]
    known = [(kind.code, kind.name, kind.parent_code) for kind in stored]
    known += [(codes[at], names[at], parents[at]) for at in sheet.taken]
    refused = set(range(len(codes))) - set(sheet.taken)
    return _Levels(
        mains={
            spelled(value): code
            for code, name, parent in reversed(known)
            for value in (name, code)
            if parent is None
        },
        inner={value for code, name, parent in known for value in (code, name) if parent is not None},
        not_taken={spelled(value) for at in refused for value in (codes[at], names[at]) if value},
    )


def _main(code: str, name: str) -> Row:
    return {
        "code": code,
        "name": name,
        "name_en": name,
        "parent_code": None,
        "department_code": None,
        "deadline_hours": None,
    }


def _made(made: list[Row]) -> tuple[str, ...]:
    if not made:
        return ()
    told = ", ".join(row["name"] for row in made[:_SHOWN]) + (" …" if len(made) > _SHOWN else "")
    return (f"{len(made)} main categories are new: {told}.",)
