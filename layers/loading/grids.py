"""A division from a file: its grids, checked as a coverage, put in as a draft plan with all the defects it has.

The polygons are only put on the lattice of stored coordinates. Nothing else about them is mended here: a grid that
crosses itself is kept as it is, so that the check of the draft finds it and publishing is refused.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.coverage import CoverageReport, check
from gis.crs import metric_crs, project, snap
from layers.divisions import Division, read_division
from layers.files.limits import LIMITS, Limits
from layers.files.read import Layer, read_layer
from layers.loading.communities import Memberships, make_communities, one_community, settle_communities
from layers.loading.errors import LoadError
from layers.loading.fields import choose_fields, name_beside
from layers.loading.progress import Progress, silent
from layers.loading.report import Report
from layers.loading.sheet import AREAS, Geometries, Sheet, all_rejected
from layers.loading.values import count, spelled, text
from layers.loading.words import GRID_KINDS
from layers.models import GridKind, Plan, PlanStatus, Town
from layers.plans import draft_plan, plan_in_force
from layers.rows import Row, single
from layers.towns import the_town

_FIELDS = ("code", "name", "community", "community_name", "kind", "households")


@dataclass(frozen=True)
class ReadGrids:
    """A file read as a division, before the database is asked: the grids that are taken, in the order of the file.

    `communities` are the values as they stand in the file, None where it does not tell any.
    """

    title: str
    sheet: Sheet
    file: Layer
    grids: list[dict[str, Any]]
    communities: list[str] | None
    community_names: dict[str, str]
    coverage: CoverageReport = field(repr=False)

    @property
    def polygons(self) -> Geometries:
        """The polygons of the grids."""
        return np.array([grid["geom"] for grid in self.grids], dtype=object)


@dataclass(frozen=True)
class LoadedGrids:
    """What loading a division did: the plan it is now, or was already."""

    report: Report
    plan_id: int
    plan_status: PlanStatus
    is_new: bool
    new_communities: Mapping[str, str]
    coverage: CoverageReport


def read_grids(
    path: Path,
    named: Mapping[str, str | None],
    *,
    layer: str | None = None,
    crs: str | None = None,
    limits: Limits = LIMITS,
) -> ReadGrids:
    """Read a file of grids and check their coverage; `named` are the columns of fields, where the caller knows them."""
    file = read_layer(path, layer=layer, crs=crs, limits=limits)
    attributes = pd.DataFrame(file.rows.drop(columns=file.rows.geometry.name))
    sheet = _sheet(attributes, named)
    shapes = _on_lattice(sheet, file.rows.geometry.to_numpy())
    codes = sheet.read("code", text)
    communities = sheet.read("community", text)
    columns = {
        "code": codes,
        "name": [name or code for name, code in zip(sheet.read("name", text), codes, strict=True)],
        "kind": sheet.read("kind", _kind, GridKind.BASIC),
        "households": sheet.read("households", count),
        "geom": list(shapes),
    }
    sheet.require("code", codes)
    if "community" in sheet.fields:
        sheet.require("community", communities)
    sheet.refuse_repeats(codes, "its code")
    if not sheet.taken:
        raise LoadError(f"No grid of “{path.name}” can be taken: {_reasons(sheet, file)}.")
    names = sheet.read("community_name", text)
    grids = [{name: values[at] for name, values in columns.items()} for at in sheet.taken]
    return ReadGrids(
        title=path.name.split(".")[0],
        sheet=sheet,
        file=file,
        grids=grids,
        communities=[communities[at] for at in sheet.taken] if "community" in sheet.fields else None,
        community_names={communities[at]: names[at] for at in reversed(sheet.taken) if names[at]},
        coverage=_check(grids),
    )


def load_grids(
    session: Session, read: ReadGrids, *, town_code: str | None = None, progress: Progress = silent
) -> LoadedGrids:
    """Put a division in as a draft plan, in the caller's transaction; one that is there already is not put in again."""
    town = the_town(session)
    if town_code is not None and town_code != town.code:
        raise LoadError(f"The town of this database is {town.code} {town.name}, not {town_code}.")
    members = _memberships(session, town, read)
    grids = [grid | {"community_code": code} for grid, code in zip(read.grids, members.codes, strict=True)]
    plan = _same_plan(session, grids)
    is_new = plan is None
    if plan is None:
        make_communities(session, members.new)
        plan = draft_plan(session, read.title, progress(grids, "Writing"))
    report = Report(
        fields=read.sheet.fields.told,
        added=len(grids) if is_new else 0,
        changed=0,
        unchanged=0 if is_new else len(grids),
        rejected=all_rejected(read.file.rejected, read.sheet.rejected()),
        warnings=(*read.file.warnings, *_unknown_kinds(read.sheet), *_lies_elsewhere(session, read.polygons)),
    )
    return LoadedGrids(report, plan.id, plan.status, is_new, members.new if is_new else {}, read.coverage)


def _sheet(attributes: pd.DataFrame, named: Mapping[str, str | None]) -> Sheet:
    columns = attributes.columns.tolist()
    told = dict(named)
    chosen = choose_fields(columns, _FIELDS, told, required=("code",))
    if told.get("community_name") is None and "community" in chosen:
        told["community_name"] = name_beside(chosen["community"], columns)
    return Sheet(attributes, choose_fields(columns, _FIELDS, told, required=("code",)))


def _on_lattice(sheet: Sheet, shapes: Geometries) -> Geometries:
    is_area = np.isin(shapely.get_type_id(shapes), list(AREAS))
    for at in np.flatnonzero(~is_area).tolist():
        sheet.refuse(at, f"the geometry is a {shapes[at].geom_type}, no area")
    crossing = is_area & ~shapely.is_valid(shapes)
    snapped: Geometries = snap(shapes)
    snapped[crossing] = shapely.transform(shapes[crossing], lambda xy: np.rint(xy * 1e7) / 1e7)
    for at in np.flatnonzero(shapely.is_empty(snapped)).tolist():
        sheet.refuse(at, "the geometry is too small")
    return snapped


def _kind(value: Any) -> GridKind:
    return GRID_KINDS.get(spelled(value), GridKind.BASIC)


def _unknown_kinds(sheet: Sheet) -> tuple[str, ...]:
    written = {spelled(value) for value in sheet.read("kind", text, "")} - {""}
    unknown = sorted(written - set(GRID_KINDS))
    return (
        (f"Kinds of grids that are not known are taken as basic: {', '.join(unknown[:5])}.",)
        if unknown
        else ()
    )


def _check(grids: Sequence[Row]) -> CoverageReport:
    polygons = np.array([grid["geom"] for grid in grids], dtype=object)
    return check(polygons, [grid["code"] for grid in grids], crs=_plane(polygons))


def _plane(polygons: Geometries) -> CRS:
    west, south, east, north = shapely.total_bounds(polygons)
    return metric_crs((west + east) / 2, (south + north) / 2)


def _reasons(sheet: Sheet, file: Layer) -> str:
    reasons = Counter(all_rejected(file.rejected, sheet.rejected())["reason"])
    return "; ".join(f"{reason} ({times} rows)" for reason, times in reasons.most_common(3))


def _memberships(session: Session, town: Town, read: ReadGrids) -> Memberships:
    if read.communities is None:
        return one_community(session, town, len(read.grids))
    return settle_communities(session, town, read.communities, read.community_names)


def _same_plan(session: Session, grids: Sequence[Row]) -> Plan | None:
    """Find the draft, or the plan in force, that has exactly these grids."""
    ours = sorted(grids, key=lambda grid: str(grid["code"]))
    plans = session.scalars(select(Plan).where(Plan.status.in_((PlanStatus.DRAFT, PlanStatus.PUBLISHED))))
    return next((plan for plan in plans if _is_same(read_division(session, plan.id), ours)), None)


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
    if plan is None:
        return ()
    division = read_division(session, plan.id)
    here, there = (shapely.box(*shapely.total_bounds(shapes)) for shapes in (division.polygons, polygons))
    apart_m = shapely.distance(*project(np.array([here, there], dtype=object), division.crs))
    return (
        (f"The grids lie {apart_m / 1000:,.1f} km from those of the plan in force.",) if apart_m > 0 else ()
    )
