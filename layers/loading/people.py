"""Who is on duty where, from files: grid leaders, micro-grid leaders and secretaries, each row one post.

A person is known by the id of the file; without ids, by the name within a community. A post is known by its
person, role, area, what is looked after there, and the day since when.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from typing import Any

from sqlalchemy.orm import Session

from layers.loading.areas import Areas, read_areas
from layers.loading.errors import LoadError
from layers.loading.merging import compare, write_rows
from layers.loading.posts import Post, Settled, keep_posts, settle_posts
from layers.loading.progress import Progress, silent
from layers.loading.report import Report
from layers.loading.sheet import Sheet
from layers.loading.values import NotUnderstood, day, spelled, text, word
from layers.loading.words import POSTS
from layers.models import AreaKind, Person, Role
from layers.rows import Row
from layers.towns import hold_town

USUAL = {
    "external_id": "externalid personid 人员编号 工号 编号 id",
    "source": "source 来源",
    "name": "name 姓名 网格长姓名 名字 网格长 微网格长 楼栋长 书记",
    "role": "role 职务 角色 岗位 身份 类别",
    "area": "area areacode gridcode grid 网格编码 网格代码 网格编号 网格 所属网格 communitycode community 社区编码 社区代码 社区 所属社区 区域编码",
    "duty_phone": "dutyphone phone mobile 值班电话 公开电话 联系电话 手机 手机号 手机号码 电话",
    "private_phone": "privatephone 私人电话 个人电话",
    "keeps": "keeps 负责范围 负责区域 负责楼栋 管辖范围 楼栋 街巷",
    "since": "since from startdate 任职日期 任职时间 上岗日期 上岗时间 开始日期 起始日期",
    "until": "until to enddate 离任日期 离任时间 离岗日期 结束日期 截止日期",
}
REQUIRED = ("name", "area")
_PERSON = ("name", "duty_phone", "private_phone")
_AREA_OF = {
    Role.GRID_LEADER: AreaKind.GRID,
    Role.MICRO_GRID_LEADER: AreaKind.GRID,
    Role.COMMUNITY_SECRETARY: AreaKind.COMMUNITY,
}


@dataclass(frozen=True)
class Roster:
    """What the caller says of a file of people: whose ids they are, the role of rows that tell none, and the day."""

    today: date
    source: str = "file"
    role: str | None = None


def load_people(session: Session, sheet: Sheet, roster: Roster, *, progress: Progress = silent) -> Report:
    """Put people and their posts into the database, in the caller's transaction."""
    hold_town(session)
    posts = _posts(session, sheet, roster)
    _refuse_strangers(session, sheet, posts, roster.source)
    settled = settle_posts(session, sheet, {at: posts[at] for at in sheet.taken}, roster.today)
    people = _people(sheet, settled.posts, roster.source)
    told = [name for name in _PERSON if name in sheet.fields]
    found = compare(session, Person, ("external_id",), people, only=told)
    write_rows(session, Person, people, found, told=told, progress=progress)
    keep_posts(session, settled)
    added = {*settled.new, *found.new}
    changed = {*settled.changed, *found.differing} - added
    return Report(
        fields=sheet.fields.told,
        added=len(added),
        changed=len(changed),
        unchanged=len(settled.posts) - len(added) - len(changed),
        rejected=sheet.rejected(),
        warnings=(*sheet.warnings, *_ended(settled)),
    )


def _posts(session: Session, sheet: Sheet, roster: Roster) -> dict[int, Post]:
    """The post of each row that can be read."""
    names = sheet.read("name", text)
    roles = sheet.read(
        "role", word(POSTS, "post that is loaded: grid leader, micro-grid leader or secretary"), _role(roster)
    )
    named_areas = sheet.read("area", text)
    for field, values in (("name", names), ("role", roles), ("area", named_areas)):
        sheet.require(field, values)
    areas = read_areas(session)
    codes = _area_codes(sheet, areas, roles, named_areas)
    ids = _ids(sheet, areas, names, codes)
    sheet.require("external_id", ids)
    _refuse_other_names(sheet, ids)
    columns = (sheet.read("keeps", text), sheet.read("since", day), sheet.read("until", day))
    if "since" not in sheet.fields:
        sheet.warn("No column tells since when somebody is on duty: taken as today. Name it with --since.")
    return {
        at: Post(ids[at], roles[at], _AREA_OF[roles[at]], codes[at], *(column[at] for column in columns))
        for at in sheet.taken
    }


def _role(roster: Roster) -> Role | None:
    if roster.role is None:
        return None
    role = POSTS.get(spelled(roster.role))
    if role is None:
        raise LoadError(
            f"“{roster.role}” is no post that is loaded: grid_leader, micro_grid_leader or community_secretary."
        )
    return role


def _area_codes(sheet: Sheet, areas: Areas, roles: list[Any], named: list[Any]) -> list[str]:
    codes = [""] * len(named)
    for at in sheet.taken:
        try:
            codes[at] = areas.code_of(_AREA_OF[roles[at]], named[at])
        except NotUnderstood as why:
            sheet.refuse(at, f"“{named[at][:40]}” in {sheet.fields['area']} {why}")
    return codes


def _ids(sheet: Sheet, areas: Areas, names: list[Any], codes: list[str]) -> list[Any]:
    """The ids of the file, or where it has no column of them, one made from the name and the community."""
    if "external_id" in sheet.fields:
        return sheet.read("external_id", text)
    within = (
        f"{name}\x1f{areas.community_of.get(code, code)}" for name, code in zip(names, codes, strict=True)
    )
    return [f"person-{sha256(known_by.encode()).hexdigest()[:16]}" for known_by in within]


def _refuse_other_names(sheet: Sheet, ids: list[Any]) -> None:
    """Refuse a row that says something else of a person than a row before it."""
    for field in _PERSON:
        first: dict[str, tuple[int, Any]] = {}
        for at, value in enumerate(sheet.read(field, text)):
            if sheet.reasons[at] or value is None:
                continue
            before, said = first.setdefault(ids[at], (at, value))
            if said != value:
                what = field.replace("_", " ")
                sheet.refuse(
                    at, f"row {sheet.number(before)} has another {what} of this person; give both ids (--id)"
                )


def _refuse_strangers(session: Session, sheet: Sheet, posts: Mapping[int, Post], source: str) -> None:
    sources = sheet.read("source", text, source)
    rows = {at: {"external_id": post.person, "source": sources[at]} for at, post in posts.items()}
    found = compare(session, Person, ("external_id",), rows, only=["source"])
    for at in found.differing:
        sheet.refuse(at, "its id stands for a person of another source")


def _people(sheet: Sheet, posts: Mapping[int, Post], source: str) -> dict[int, Row]:
    """Each person once, by the place of the first row that names them, with all that any row says."""
    sources = sheet.read("source", text, source)
    columns = {name: sheet.read(name, text) for name in _PERSON}
    first: dict[str, int] = {}
    people: dict[int, dict[str, Any]] = {}
    for at, post in posts.items():
        row = people.setdefault(
            first.setdefault(post.person, at), {"source": sources[at], "external_id": post.person}
        )
        for name, values in columns.items():
            row[name] = row.get(name) or values[at]
    return dict(people)


def _ended(settled: Settled) -> tuple[str, ...]:
    """Say how many lose a post, for the file does not name them."""
    if not settled.ends:
        return ()
    return (f"{len(settled.ends)} who held such a post until now are relieved the day before.",)
