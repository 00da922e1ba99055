"""The town of this database: there is one, and it is either the sample or somebody's own."""

from sqlalchemy import update
from sqlalchemy.orm import Session

from layers.clock import now
from layers.models import Town


class TownError(Exception):
    """The database holds no town, or one that does not allow what was asked."""


def find_town(session: Session) -> Town | None:
    """The town, if there is one yet."""
    return session.get(Town, 1)


def the_town(session: Session) -> Town:
    """The town; an error in words without one."""
    return _there(find_town(session))


def hold_town(session: Session) -> Town:
    """The town, for this transaction alone: whoever else would load or publish waits until it ends.

    On SpatiaLite every writer is alone anyway; on PostGIS a load beside a publishing would be assigned by the old plan.
    """
    return _there(session.get(Town, 1, with_for_update=True))


def found_town(session: Session, code: str, name: str, *, is_sample: bool = False) -> Town:
    """Found the town of a fresh database."""
    standing = find_town(session)
    if standing is not None:
        which = "the sample town" if standing.is_sample else f"the town {standing.code} {standing.name}"
        raise TownError(
            f"This database already holds {which}; an own town needs a database of its own (set DATABASE_URL or DATA_DIR)."
        )
    if not (code.isascii() and code.isdigit()):
        raise TownError(f"A town's code is made of digits, which {code!r} is not.")
    if not name.strip():
        raise TownError("A town needs a name.")
    town = Town(id=1, code=code, name=name.strip(), is_sample=is_sample, created_at=now())
    session.add(town)
    session.flush()
    return town


def touch_base_layers(session: Session) -> None:
    """Say that a base layer changed, so that browsers fetch it anew."""
    session.execute(update(Town).values(base_version=Town.base_version + 1))


def _there(town: Town | None) -> Town:
    if town is None:
        raise TownError(
            "This database holds no town yet: make one with `flask town new --code CODE --name NAME`."
        )
    return town
