"""The communities that the grids of a file belong to: told by a code, by a name, or not at all.

A value that a person would call a code is taken as one. Names are looked up among the communities that are
known; each unknown one gets a new code: that of the town and three digits, in the order of the names.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from sqlalchemy.orm import Session

from layers.models import Community, Town
from layers.plans import known_communities
from layers.rows import insert_rows

_CODE = re.compile(r"(?=.*\d)[A-Za-z0-9._\-/]+")


@dataclass(frozen=True)
class Memberships:
    """The community code of each grid, and the communities that are not known yet: code → name."""

    codes: list[str]
    new: dict[str, str]


def settle_communities(
    session: Session, town: Town, values: Sequence[str], names: Mapping[str, str]
) -> Memberships:
    """Find the community of each grid by the values of the file; `names` are those the file gives to codes."""
    known = known_communities(session)
    if all(value in known or _CODE.fullmatch(value) for value in values):
        new = {code: names.get(code, code) for code in sorted(set(values) - set(known))}
        return Memberships(list(values), new)
    return _by_name(town, values, known)


def one_community(session: Session, town: Town, grids: int) -> Memberships:
    """Put every grid into one community that is called like the town."""
    return _by_name(town, [town.name] * grids, known_communities(session))


def make_communities(session: Session, new: Mapping[str, str]) -> None:
    """Put new communities into the database."""
    insert_rows(session, Community, ({"code": code, "name": name} for code, name in new.items()))


def _by_name(town: Town, values: Sequence[str], known: Mapping[str, str]) -> Memberships:
    by_name = {name: code for code, name in known.items()}
    unknown = sorted(set(values) - set(by_name))
    minted = dict(zip(unknown, _free_codes(town.code, known), strict=False))
    return Memberships(
        [by_name.get(value) or minted[value] for value in values],
        {code: name for name, code in minted.items()},
    )


def _free_codes(town_code: str, taken: Iterable[str]) -> Iterator[str]:
    used = set(taken)
    return (code for number in count(1) if (code := f"{town_code}{number:03d}") not in used)
