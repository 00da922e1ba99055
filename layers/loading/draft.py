"""A division that was read, put into the database as a draft plan: with all the defects it has, and only once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.crs import project
from gis.validation import CoverageReport
from layers.divisions import Division, read_division
from layers.loading.communities import Memberships, make_communities, one_community, settle_communities
from layers.loading.errors import LoadError
from layers.loading.grids import ReadGrids
from layers.loading.progress import Progress, silent
from layers.loading.report import Report
from layers.loading.sheet import Geometries
from layers.models import Plan, PlanStatus, Town
from layers.plans import draft_plan, plan_in_force
from layers.rows import Row, single
from layers.towns import hold_town


@dataclass(frozen=True)
class StoredPlan:
    """A plan of the database, by its id."""

    id: int
    status: PlanStatus


@dataclass(frozen=True)
class LoadedGrids:
    """What loading a division did: the plan it is now, or was already; none where no row can be taken."""

    report: Report
    plan: StoredPlan | None
    is_new: bool
    new_communities: Mapping[str, str]
    coverage: CoverageReport


def load_grids(
    session: Session, read: ReadGrids, *, town_code: str | None = None, progress: Progress = silent
) -> LoadedGrids:
    """Put a division in as a draft plan, in the caller's transaction; one that is there already is not put in again."""
    town = hold_town(session)
    if town_code is not None and town_code != town.code:
        raise LoadError(f"The town of this database is {town.code} {town.name}, not {town_code}.")
    members = _memberships(session, town, read)
    grids = [grid | {"community_code": code} for grid, code in zip(read.grids, members.codes, strict=True)]
    standing = _same_plan(session, grids)
    return LoadedGrids(
        report=_report(session, read, is_new=standing is None),
        plan=standing or _draft(session, read.title, members, grids, progress),
        is_new=standing is None,
        new_communities={} if standing else members.new,
        coverage=read.coverage,
    )


def _draft(
    session: Session, title: str, members: Memberships, grids: Sequence[Row], progress: Progress
) -> StoredPlan | None:
    if not grids:
        return None
    make_communities(session, members.new)
    plan = draft_plan(session, title, progress(grids, "Writing"))
    return StoredPlan(plan.id, plan.status)


def _report(session: Session, read: ReadGrids, *, is_new: bool) -> Report:
    count = len(read.grids)
    return Report(
        fields=read.sheet.fields.told,
        added=count if is_new else 0,
        changed=0,
        unchanged=0 if is_new else count,
        rejected=read.rejected,
        warnings=(*read.warnings, *_lies_elsewhere(session, read.polygons)),
    )


def _memberships(session: Session, town: Town, read: ReadGrids) -> Memberships:
    if read.communities is None:
        return one_community(session, town, len(read.grids))
    return settle_communities(session, town, read.communities, read.community_names)


def _same_plan(session: Session, grids: Sequence[Row]) -> StoredPlan | None:
    """Find the draft, or the plan in force, that has exactly these grids."""
    ours = sorted(grids, key=lambda grid: str(grid["code"]))
    plans = session.scalars(select(Plan).where(Plan.status.in_((PlanStatus.DRAFT, PlanStatus.PUBLISHED))))
    same = (plan for plan in plans if _is_same(read_division(session, plan.id), ours))
    return next((StoredPlan(plan.id, plan.status) for plan in same), None)


def _is_same(division: Division, grids: Sequence[Row]) -> bool:
    attributes = zip(
        division.codes,
        division.names,
        division.kinds,
        division.community_codes,
        division.households,
        strict=True,
    )
    told = [(g["code"], g["name"], g["kind"], g["community_code"], g["households"]) for g in grids]
    if list(attributes) != told:
        return False
    polygons = single(np.array([grid["geom"] for grid in grids], dtype=object))
    return bool(shapely.equals_exact(division.polygons, polygons, tolerance=0.0, normalize=True).all())


def _lies_elsewhere(session: Session, polygons: Geometries) -> tuple[str, ...]:
    """Warn of a division that does not touch the one in force: the wrong town, or the wrong reference system."""
    plan = plan_in_force(session)
    if plan is None or not len(polygons):
        return ()
    division = read_division(session, plan.id)
    here, there = (shapely.box(*shapely.total_bounds(shapes)) for shapes in (division.polygons, polygons))
    apart_m = shapely.distance(*project(np.array([here, there], dtype=object), division.crs))
    if apart_m == 0:
        return ()
    far = "immeasurably far" if np.isnan(apart_m) else f"{apart_m / 1000:,.1f} km"
    return (f"The grids lie {far} from those of the plan in force.",)
