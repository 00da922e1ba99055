"""Outlines of communities against the union of their grids, which is what a community is."""

from typing import Any

import numpy as np
import shapely
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.crs import project
from layers.divisions import Division, read_division
from layers.models import Community, Plan
from layers.plans import plan_in_force
from layers.rows import geometries_of, wkb

_TOLERANCE_M2 = 1.0
_SHOWN = 10


def outline_differences(session: Session) -> tuple[str, ...]:
    """Say by how many m² each stored outline differs from the grids of the plan in force, or else of the newest one."""
    plan = plan_in_force(session) or session.scalar(select(Plan).order_by(Plan.id.desc()).limit(1))
    if plan is None:
        return ()
    division = read_division(session, plan.id)
    unions = _unions(division)
    rows = session.execute(
        select(Community.code, Community.name, wkb(Community.outline))
        .where(Community.outline.is_not(None))
        .order_by(Community.code)
    ).all()
    told = []
    for code, name, outline in rows:
        if code not in unions:
            told.append(f"{code} {name} has an outline, and no grid in plan {plan.id}.")
            continue
        apart = shapely.symmetric_difference(geometries_of([outline])[0], unions[code])
        area_m2 = float(shapely.area(project(apart, division.crs)))
        if np.isnan(area_m2):
            told.append(f"The outline of {code} {name} lies immeasurably far from its grids.")
        elif area_m2 > _TOLERANCE_M2:
            told.append(f"The outline of {code} {name} differs from its grids by {area_m2:,.0f} m².")
    hidden = len(told) - _SHOWN
    return (*told[:_SHOWN], f"… and {hidden} more outlines differ.") if hidden > 0 else tuple(told)


def _unions(division: Division) -> dict[str, Any]:
    """Each community's land, also in a draft whose grids overlap or cross themselves."""
    grids, owners = shapely.make_valid(division.polygons), np.array(division.community_codes, dtype=object)
    return {code: shapely.union_all(grids[owners == code]) for code in set(division.community_codes)}
