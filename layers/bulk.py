"""Bulk assignment: rows of positions, each given the grid it lies in and why, from a file of grids or from a plan."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from gis.assign import DEFAULT_TOLERANCE_M, Assigner, Placements
from gis.checking.land import are_on_earth
from gis.crs import WGS84, Frame, from_wgs84, metric_crs, to_wgs84, unproject
from gis.locate import Locator
from layers.divisions import Division
from layers.files.columns import as_text, find_column, find_field, unique_names
from layers.files.errors import FileRefused
from layers.files.limits import LIMITS, Limits
from layers.files.read import Layer, Points, read_layer_as_is

_CHUNK = 20_000
_COMMUNITY_NAMES = ("communityname", "社区名称", "社区名")


@dataclass(frozen=True)
class Grids:
    """Grids to assign to, in the order of their codes as text, in the numbers of where they come from."""

    codes: Sequence[str]
    names: Sequence[str | None]
    community_codes: Sequence[str | None]
    community_names: Sequence[str | None]
    polygons: NDArray[np.object_] = field(repr=False)
    frame: Frame = WGS84
    tolerance_m: float = DEFAULT_TOLERANCE_M
    warnings: tuple[str, ...] = ()

    @cached_property
    def assigner(self) -> Assigner:
        """Decides inside and on edge in the grids' own numbers, distances in the metric plane of the place."""
        lonlat = to_wgs84(shapely.get_coordinates(self.polygons), self.frame)
        crs = metric_crs(*np.nanmedian(lonlat, axis=0))
        return Assigner(self.polygons, crs=crs, tolerance_m=self.tolerance_m, frame=self.frame)

    @cached_property
    def outline(self) -> Any:
        """The land of all grids, in WGS 84 longitude/latitude."""
        on_earth = self.polygons[are_on_earth(self.polygons, self.frame)]
        return unproject(shapely.union_all(on_earth), self.frame)


@dataclass(frozen=True)
class Assigned:
    """Every row with what was decided for it.

    `by_rule` counts the rows by rule, `overlaps` the positions that lie in several grids, by their codes.
    """

    rows: pd.DataFrame
    by_rule: Counter[str]
    overlaps: Counter[tuple[str, ...]]


def read_grids(
    path: Path,
    *,
    layer: str | None = None,
    crs: str | None = None,
    code: str | None = None,
    name: str | None = None,
    community: str | None = None,
    tolerance_m: float = DEFAULT_TOLERANCE_M,
    limits: Limits = LIMITS,
) -> Grids:
    """Read grids from a file as they are: no coordinate is rounded, only invalid polygons are made valid.

    Columns that are not named are found by their usual names; without codes the rows are numbered from 1.
    """
    read = read_layer_as_is(path, layer=layer, crs=crs, limits=limits)
    rows = read.rows[read.rows.geom_type.isin(["Polygon", "MultiPolygon"])]
    if rows.empty:
        raise FileRefused("no_geometry", f"The file “{path.name}” holds no polygons.")
    codes = _codes(rows, find_field(list(rows.columns), "code", named=code))
    order = sorted(range(len(rows)), key=codes.__getitem__)
    codes, rows = [codes[at] for at in order], rows.iloc[order]
    polygons, remarks = _valid(rows.geometry.to_numpy(), codes)
    return Grids(
        codes,
        _texts(rows, find_field(list(rows.columns), "name", named=name)),
        _texts(rows, find_field(list(rows.columns), "community", named=community)),
        _texts(rows, find_column(list(rows.columns), _COMMUNITY_NAMES)),
        polygons,
        read.source,
        tolerance_m,
        (*read.warnings, *_left_out(read, len(rows)), *remarks),
    )


def grids_of(division: Division, *, tolerance_m: float = DEFAULT_TOLERANCE_M) -> Grids:
    """Take the grids of a plan."""
    return Grids(
        division.codes,
        division.names,
        division.community_codes,
        [division.community_names.get(code) for code in division.community_codes],
        division.polygons,
        tolerance_m=tolerance_m,
    )


def assign_points(
    points: Points, grids: Grids, *, advance: Callable[[int], object] = lambda rows: None
) -> Assigned:
    """Give every row its grid, in order; `advance` is told how many rows more are done."""
    xy = _in_frame_of(grids, points)
    placements = []
    overlaps: Counter[tuple[str, ...]] = Counter()
    locator = Locator(grids.polygons)
    for start in range(0, len(xy), _CHUNK):
        chunk = xy[start : start + _CHUNK]
        placements.append(grids.assigner.points(chunk))
        overlaps.update(_overlaps(chunk, locator, grids))
        advance(len(chunk))
    rows = pd.concat([_decided(placement, grids) for placement in placements], ignore_index=True)
    return Assigned(_beside(points.rows, rows), Counter(rows["rule"].tolist()), overlaps)


def with_positions(rows: pd.DataFrame, points: Points, *, in_lonlat: bool) -> tuple[gpd.GeoDataFrame, Frame]:
    """Add the positions as geometries: in the numbers of the file where a file can declare them, else in WGS 84."""
    as_in_file = not in_lonlat and points.has_geometry and not points.source.shift
    frame, xy = (points.source, points.xy) if as_in_file else (WGS84, points.lonlat)
    geometry = np.full(len(xy), None, dtype=object)
    known = np.isfinite(xy).all(axis=1)
    geometry[known] = shapely.points(xy[known])
    return gpd.GeoDataFrame(rows.assign(__position__=geometry), geometry="__position__"), frame


def _codes(rows: pd.DataFrame, column: str | None) -> list[str]:
    codes = _texts(rows, column)
    return [code or str(number) for number, code in enumerate(codes, start=1)]


def _texts(rows: pd.DataFrame, column: str | None) -> list[str | None]:
    if column is None:
        return [None] * len(rows)
    return [as_text(value) or None for value in rows[column]]


def _valid(
    polygons: NDArray[np.object_], codes: Sequence[str]
) -> tuple[NDArray[np.object_], tuple[str, ...]]:
    invalid = ~shapely.is_valid(polygons)
    repaired = polygons.copy()
    repaired[invalid] = shapely.make_valid(polygons[invalid], method="structure", keep_collapsed=False)
    reasons = shapely.is_valid_reason(polygons[invalid])
    told = zip(np.asarray(codes)[invalid], reasons, strict=True)
    return repaired, tuple(
        f"Grid {code} was invalid and is taken as made valid ({why})." for code, why in told
    )


def _left_out(read: Layer, taken: int) -> tuple[str, ...]:
    others = len(read.rows) - taken + len(read.rejected)
    return (f"{others} rows of the grids have no polygon and are left out.",) if others else ()


def _in_frame_of(grids: Grids, points: Points) -> NDArray[np.float64]:
    """Bring positions into the numbers of the grids; those that are there already are not touched."""
    same = (points.source.crs, points.source.shift) == (grids.frame.crs, grids.frame.shift)
    if not same:
        return from_wgs84(points.lonlat, grids.frame)
    return np.where(np.isfinite(points.lonlat), points.xy, np.nan)


def _overlaps(xy: NDArray[np.float64], locator: Locator, grids: Grids) -> Counter[tuple[str, ...]]:
    """Count the positions that lie in several grids, not merely on their common edge."""
    point, cell = locator.owners(xy)
    several = np.bincount(point, minlength=len(xy))[point] > 1
    point, cell = point[several], cell[several]
    is_within = shapely.contains_xy(grids.polygons[cell], *xy[point].T)
    overlaps: Counter[tuple[str, ...]] = Counter()
    for at in np.unique(point[is_within]):
        overlaps[tuple(grids.codes[owner] for owner in np.sort(cell[point == at]))] += 1
    return overlaps


def _decided(placements: Placements, grids: Grids) -> pd.DataFrame:
    distance_m = np.where(np.isfinite(placements.edge_distance_m), placements.edge_distance_m, np.nan)
    told = {
        "grid_code": _of_cells(grids.codes, placements),
        "grid_name": _of_cells(grids.names, placements),
        "community_code": _of_cells(grids.community_codes, placements),
        "community_name": _of_cells(grids.community_names, placements),
        "rule": pd.array(placements.rule, dtype="str"),
        "edge_distance_m": np.round(distance_m, 3),
    }
    return pd.DataFrame(told)


def _of_cells(texts: Sequence[str | None], placements: Placements) -> pd.api.extensions.ExtensionArray:
    """Look up a text for each position; cell -1 finds the blank at the end."""
    return pd.array(np.array([*texts, None], dtype=object)[placements.cell], dtype="str")


def _beside(rows: pd.DataFrame, decided: pd.DataFrame) -> pd.DataFrame:
    """Put the decisions after the file's own columns, under another name where it has one of the same."""
    names = unique_names([*rows.columns, *decided.columns])[len(rows.columns) :]
    return pd.concat([rows.reset_index(drop=True), decided.set_axis(names, axis=1)], axis=1)
