"""Which division a request speaks of: the one in force, or the one that was on a date."""

from datetime import date

from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.plans import plan_in_force
from webmap.problems import Refused
from webmap.store import store


def division_on(session: Session, on: date | None) -> Division:
    """The division in force (on that date); 404 without one."""
    plan = plan_in_force(session, on)
    if plan is None:
        when = f" on {on}" if on else " yet"
        raise Refused(404, "No plan in force", f"No division of the town is in force{when}.")
    return store().divisions.of(session, plan)


def grid_name(division: Division, code: str | None) -> dict[str, str] | None:
    """A grid as {code, name}; a code that another plan knew goes without a name."""
    if code is None:
        return None
    at = division.index.get(code)
    return {"code": code, "name": division.names[at] if at is not None else ""}


def community_name(division: Division, grid_code: str | None) -> dict[str, str] | None:
    """The community of a grid as {code, name}."""
    at = division.index.get(grid_code or "")
    if at is None:
        return None
    code = division.community_codes[at]
    return {"code": code, "name": division.community_names[code]}
