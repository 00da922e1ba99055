"""A division read from a file: its grids on the lattice of stored coordinates, checked as a coverage.

Where grids fit but for rounding, the edges they share get the same vertices, and that is told. Nothing else about
the polygons is mended: a grid that crosses itself is kept as it is, so that the check of the draft finds it and
publishing is refused.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
import shapely
from pyproj import CRS

from gis.checking.parents import Parents
from gis.cleaning import propose_repair
from gis.crs import metric_crs, snap
from gis.errors import RepairRefused
from gis.validation import CoverageReport, Noise, check
from layers.files.limits import LIMITS, Limits
from layers.files.read import Layer, read_layer
from layers.loading.fields import choose_fields, name_beside
from layers.loading.sheet import AREAS, Geometries, Sheet, all_rejected
from layers.loading.values import count, text
from layers.loading.words import GRID_KINDS
from layers.models import GridKind

_FITTED = (
    "Shared edges that differed by rounding were given the same vertices; no land over 1 m² changed hands."
)
_ROUGH = "Shared edges differ by rounding, which keeps the grids from being published: take a repair."
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
    remarks: tuple[str, ...] = ()

    @property
    def rejected(self) -> pd.DataFrame:
        """The rows that are not taken."""
        return all_rejected(self.file.rejected, self.sheet.rejected())

    @property
    def warnings(self) -> tuple[str, ...]:
        """What a person should know about the file."""
        return (*self.file.warnings, *self.sheet.warnings, *self.remarks)

    @property
    def polygons(self) -> Geometries:
        """The polygons of the grids."""
        return np.array([grid["geom"] for grid in self.grids], dtype=object)


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
        "kind": sheet.read_loosely("kind", GRID_KINDS, GridKind.BASIC),
        "households": sheet.read("households", count),
        "geom": list(shapes),
    }
    sheet.require("code", codes)
    if "community" in sheet.fields:
        sheet.require("community", communities)
    sheet.refuse_repeats(codes, "its code")
    names = sheet.read("community_name", text)
    grids = [{name: values[at] for name, values in columns.items()} for at in sheet.taken]
    belong_to = [communities[at] for at in sheet.taken] if "community" in sheet.fields else None
    grids, coverage, remarks = _fitted(grids, Parents(belong_to) if belong_to is not None else None)
    return ReadGrids(
        title=path.name.split(".")[0],
        sheet=sheet,
        file=file,
        grids=grids,
        communities=belong_to,
        community_names={communities[at]: names[at] for at in reversed(sheet.taken) if names[at]},
        coverage=coverage,
        remarks=remarks,
    )


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


def _fitted(
    grids: list[dict[str, Any]], parents: Parents | None
) -> tuple[list[dict[str, Any]], CoverageReport, tuple[str, ...]]:
    """Check the grids, and give those that fit but for rounding the same vertices along the edges they share."""
    if not grids:
        return [], CoverageReport(0, (), (), Noise(0, 0, 0.0), fits_exactly=False), ()
    codes = [grid["code"] for grid in grids]
    polygons = np.array([grid["geom"] for grid in grids], dtype=object)
    plane = _plane(polygons)
    coverage = check(polygons, codes, crs=plane, parents=parents)
    if coverage.is_exact or not coverage.is_seamless:
        return grids, coverage, ()
    try:
        repair = propose_repair(polygons, codes, crs=plane)
    except RepairRefused:
        return grids, coverage, (_ROUGH,)
    if repair.changes:
        return grids, coverage, (_ROUGH,)
    fitted = [grid | {"geom": polygon} for grid, polygon in zip(grids, repair.polygons, strict=True)]
    return fitted, check(repair.polygons, codes, crs=plane, parents=parents), (_FITTED,)


def _plane(polygons: Geometries) -> CRS:
    west, south, east, north = shapely.total_bounds(polygons)
    return metric_crs((west + east) / 2, (south + north) / 2)
