"""Posts of a file against those that stand: a grid has one leader and a community one secretary at a time.

Whoever takes such a post over ends the duty of the one before, the day before, where no end was told.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import pairwise

from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.loading.merging import standing_ids
from layers.loading.sheet import Sheet
from layers.models import AreaKind, Duty, Person, Role
from layers.rows import insert_rows, update_rows

_HELD_BY_ONE = (Role.GRID_LEADER, Role.COMMUNITY_SECRETARY)
_DAY = timedelta(days=1)


@dataclass(frozen=True)
class Post:
    """A person, by the external id, on duty from one day to another; `since` is None where the file tells no day."""

    person: str
    role: Role
    area_kind: AreaKind
    area_code: str
    keeps: str | None
    since: date | None
    until: date | None

    @property
    def place(self) -> tuple[Role, str]:
        """What can be taken over."""
        return self.role, self.area_code

    @property
    def holder(self) -> tuple[str | None, ...]:
        """Who does what where, whenever."""
        return self.person, self.role, self.area_code, self.keeps


@dataclass(frozen=True)
class Settled:
    """The posts that are taken, by their row; the ids of those that stand already; and duties that end thereby."""

    posts: Mapping[int, Post]
    standing: Mapping[int, int]
    changed: frozenset[int]
    ends: Mapping[int, date]

    @property
    def new(self) -> list[int]:
        """The rows of posts that do not stand yet."""
        return [at for at in self.posts if at not in self.standing]


def settle_posts(session: Session, sheet: Sheet, posts: Mapping[int, Post], today: date) -> Settled:
    """Find out which posts are new, and who is followed by whom; refuses two in one place from the same day."""
    stored = dict(_stored_posts(session))
    dated = _dated(posts, stored, today, told_until="until" in sheet.fields)
    by_day = {(post.holder, post.since): duty for duty, post in stored.items()}
    standing = {
        at: by_day[post.holder, post.since]
        for at, post in dated.items()
        if (post.holder, post.since) in by_day
    }
    _refuse_disorder(sheet, dated)
    others = {duty: post for duty, post in stored.items() if duty not in standing.values()}
    _refuse_clashes(sheet, dated, others.values())
    taken = {at: post for at, post in dated.items() if not sheet.reasons[at]}
    followed = {("row", at): post for at, post in taken.items()}
    followed |= {("duty", duty): post for duty, post in others.items()}
    untils = dict(_untils(followed, {post.place for post in taken.values()}))
    settled = {at: replace(post, until=untils.get(("row", at), post.until)) for at, post in taken.items()}
    standing = {at: duty for at, duty in standing.items() if at in settled}
    return Settled(
        settled,
        standing,
        frozenset(at for at, duty in standing.items() if stored[duty].until != settled[at].until),
        {duty: until for (kind, duty), until in untils.items() if kind == "duty"},
    )


def keep_posts(session: Session, settled: Settled) -> None:
    """Write posts, of people who all stand in the database."""
    new = [settled.posts[at] for at in settled.new]
    ids = standing_ids(session, Person, ("external_id",), [{"external_id": post.person} for post in new])
    rows = (
        {**vars(post), "person_id": person_id, "deputy_id": None}
        for post, person_id in zip(new, ids, strict=True)
    )
    insert_rows(session, Duty, ({k: v for k, v in row.items() if k != "person"} for row in rows))
    ends = {settled.standing[at]: settled.posts[at].until for at in settled.changed}
    update_rows(
        session, Duty, ({"id": duty, "until": until} for duty, until in {**settled.ends, **ends}.items())
    )


def _stored_posts(session: Session) -> Iterator[tuple[int, Post]]:
    columns = (Duty.role, Duty.area_kind, Duty.area_code, Duty.keeps, Duty.since, Duty.until)
    query = select(Duty.id, Person.external_id, *columns).join(Duty.person).order_by(Duty.since, Duty.id)
    for row in session.execute(query):
        yield row[0], Post(*row[1:])


def _dated(
    posts: Mapping[int, Post], stored: Mapping[int, Post], today: date, *, told_until: bool
) -> dict[int, Post]:
    """The posts with their days: what the file leaves out is as it stands, or begins today."""
    latest = {post.holder: post.since for post in stored.values()}
    ends = {(post.holder, post.since): post.until for post in stored.values()}
    dated = {}
    for at, post in posts.items():
        since = post.since or latest.get(post.holder) or today
        until = post.until if told_until else ends.get((post.holder, since))
        dated[at] = replace(post, since=since, until=until)
    return dated


def _refuse_disorder(sheet: Sheet, posts: Mapping[int, Post]) -> None:
    keys = [(posts[at].holder, posts[at].since) if at in posts else None for at in range(len(sheet.rows))]
    sheet.refuse_repeats(keys, "its post")
    for at, post in posts.items():
        if post.since and post.until and post.until < post.since:
            sheet.refuse(at, f"it ends on {post.until}, before it begins on {post.since}")


def _refuse_clashes(sheet: Sheet, posts: Mapping[int, Post], others: Iterable[Post]) -> None:
    begins = {(post.place, post.since): post for post in others if post.role in _HELD_BY_ONE}
    for at, post in posts.items():
        if post.role not in _HELD_BY_ONE or sheet.reasons[at]:
            continue
        if begins.setdefault((post.place, post.since), post) is not post:
            sheet.refuse(at, f"somebody else has this post from {post.since} too")


def _untils(
    posts: Mapping[tuple[str, int], Post], places: set[tuple[Role, str]]
) -> Iterator[tuple[tuple[str, int], date]]:
    """The last day of each post without an end that somebody takes over."""
    in_place: dict[tuple[Role, str], list[tuple[date, tuple[str, int]]]] = {}
    for key, post in posts.items():
        if post.since and post.place in places and post.role in _HELD_BY_ONE:
            in_place.setdefault(post.place, []).append((post.since, key))
    for line in in_place.values():
        line.sort()
        for (_, key), (begins, _) in pairwise(line):
            if posts[key].until is None:
                yield key, begins - _DAY
