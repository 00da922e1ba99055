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
from gis.crs import WGS84, Frame, from_wgs84, metric_crs, to_wgs84
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
        return shapely.transform(shapely.union_all(self.polygons), lambda xy: to_wgs84(xy, self.frame))


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
    columns = [str(column) for column in rows.columns]
    texts = {
        "code": _codes(rows, find_field(columns, "code", named=code)),
        "name": _texts(rows, find_field(columns, "name", named=name)),
        "community": _texts(rows, find_field(columns, "community", named=community)),
        "community_name": _texts(rows, find_column(columns, _COMMUNITY_NAMES)),
    }
    order = sorted(range(len(rows)), key=lambda at: texts["code"][at])
    in_order = {key: [values[at] for at in order] for key, values in texts.items()}
    polygons, remarks = _valid(rows.geometry.to_numpy()[order], in_order["code"])
    return Grids(
        in_order["code"],
        in_order["name"],
        in_order["community"],
        in_order["community_name"],
        polygons,
        read.source,
        tolerance_m,
        (*read.warnings, *_left_out(read, len(rows)), *remarks),
    )


def grids_of(division: Division) -> Grids:
    """Take the grids of a plan."""
    return Grids(
        division.codes,
        division.names,
        division.community_codes,
        [division.community_names.get(code) for code in division.community_codes],
        division.polygons,
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
    series = gpd.GeoSeries(geometry, index=rows.index)
    return gpd.GeoDataFrame(rows, geometry=series) if "geometry" not in rows else _beside_geometry(rows, series), frame
