"""The geometry core: point location, assignment and the coverage check, against GeoPandas and GEOS."""

from collections.abc import Iterator

import geopandas as gpd
import numpy as np
import shapely

from benchmarks.timing import Row, median_s
from gis.assign import Assigner
from gis.crs import metric_crs
from gis.locate import Locator
from gis.validation import check
from layers.sample.base import read_base

SEED = 20260301
POINTS = 100_000


def rows() -> Iterator[Row]:
    """Measure on the sample town."""
    frame = read_base().grids.sort_values("code").reset_index(drop=True)
    cells = np.asarray(frame.geometry.values)
    west, south, east, north = shapely.total_bounds(cells)
    crs = metric_crs((west + east) / 2, (south + north) / 2)
    xy = np.random.default_rng(SEED).uniform((west, south), (east, north), (POINTS, 2))
    points = gpd.GeoDataFrame(geometry=gpd.points_from_xy(*xy.T), crs=4326)
    locator, assigner = Locator(cells), Assigner(cells, crs=crs)
    join_s = median_s(lambda: gpd.sjoin(points, frame[["geometry"]], predicate="intersects"))

    yield Row(
        "locate 100,000 points in 155 grids",
        median_s(lambda: locator.locate(xy)),
        "s",
        "geopandas.sjoin",
        join_s,
    )
    yield Row(
        "assign them, with distances and runners-up",
        median_s(lambda: assigner.points(xy)),
        "s",
        "geopandas.sjoin",
        join_s,
    )
    yield Row(
        "check 155 grids, with places",
        median_s(lambda: check(cells, list(frame.code), crs=crs)),
        "s",
        "coverage_is_valid",
        median_s(lambda: shapely.coverage_is_valid(cells)),
    )
