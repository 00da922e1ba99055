"""What is reported in ninety days: about a hundred matters a day, in the rhythm of the week and the day, where people are.

A few are placed on purpose where a rule shows: on the very border of grids, just outside the town, far outside, nowhere.
"""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.sample.base import BaseLayers, on_lattice, outline, shapes
from layers.sample.lives import ZONE
from layers.sample.sites import Sites, draw_sites
from layers.sample.words import kinds, word_reports

Row = dict[str, Any]

DAYS = 90
BORDER, NEAR, FAR, NOWHERE = "border", "near", "far", "nowhere"

_A_DAY = 100
_BY_WEEKDAY = np.array([1.10, 1.06, 1.04, 1.04, 1.08, 0.90, 0.78])
_BY_HOUR = np.array([2, 1, 1, 1, 1, 2, 6, 16, 26, 30, 28, 22, 14, 14, 22, 28, 27, 24, 18, 20, 18, 12, 7, 4])
_ON_PURPOSE = {BORDER: 8, NEAR: 6, FAR: 4, NOWHERE: 8}
_NEAR_M, _FAR_M = (4.0, 26.0), (60.0, 900.0)
_UNKNOWN_ACCURACY = 0.08


def draw_reports(
    metres: BaseLayers, houses: gpd.GeoDataFrame, today: date, rng: np.random.Generator
) -> list[Row]:
    """One row per report, in the order of time, to the end of `today`.

    `at` (UTC), `external_id`, `category`, `channel`, `is_public` (not by somebody on duty), `text`, `address`, the `grid` of
    the house it is about, `position` (lon/lat, or None), `datum`, `accuracy_m`.
    """
    reports = _times(today, rng)
    reports["category"] = _choose(kinds()["weight"], len(reports), rng)
    channels = pd.read_csv(Path(__file__).with_name("channels.csv")).set_index("channel")
    reports["channel"] = _choose(channels["share"], len(reports), rng)
    reports = reports.join(channels, on="channel")
    reports["accuracy_m"] = _accuracies(reports, rng)
    reports["purpose"] = _purposes(len(reports), rng)
    sites = draw_sites(metres, houses, reports["category"].map(kinds()["at"]).to_numpy(object), rng)
    sites = _place_on_purpose(_blurred(sites, reports["accuracy_m"], rng), reports, metres, houses, rng)
    return _described(reports, sites, metres, houses, rng)


def _times(today: date, rng: np.random.Generator) -> pd.DataFrame:
    days = [today - timedelta(days=ago) for ago in range(DAYS, -1, -1)]
    counts = rng.poisson(_A_DAY * _BY_WEEKDAY[[day.weekday() for day in days]])
    hours = rng.choice(24, counts.sum(), p=_BY_HOUR / _BY_HOUR.sum())
    seconds = np.sort(
        np.repeat(np.arange(len(days)), counts) * 86_400 + hours * 3600 + rng.integers(0, 3600, counts.sum())
    )
    first = datetime.combine(days[0], time(), ZONE).astimezone(UTC)
    day, nth = seconds // 86_400, np.concatenate([np.arange(count) for count in counts])
    return pd.DataFrame(
        {
            "at": pd.Series([first + timedelta(seconds=second) for second in seconds.tolist()], dtype=object),
            "external_id": [f"{days[d]:%Y%m%d}-{n + 1:03d}" for d, n in zip(day, nth, strict=True)],
        }
    )


def _choose(weights: pd.Series, count: int, rng: np.random.Generator) -> NDArray[np.object_]:
    share = weights.to_numpy(float)
    return np.asarray(rng.choice(weights.index.to_numpy(object), count, p=share / share.sum()))


def _accuracies(reports: pd.DataFrame, rng: np.random.Generator) -> NDArray[np.float64]:
    """Metres as the channel reports them; NaN where nobody said."""
    accuracy = rng.uniform(reports["accuracy_from_m"], reports["accuracy_to_m"]).round(1)
    is_unknown = reports["is_public"].eq(1) & (rng.random(len(reports)) < _UNKNOWN_ACCURACY)
    return np.where(is_unknown, np.nan, accuracy)


def _purposes(count: int, rng: np.random.Generator) -> NDArray[np.object_]:
    """Which reports are placed on purpose, and where: some of the last two weeks."""
    purpose = np.full(count, "", dtype=object)
    wanted = [name for name, how_many in _ON_PURPOSE.items() for _ in range(how_many)]
    purpose[rng.choice(np.arange(count - 14 * _A_DAY, count - _A_DAY), len(wanted), replace=False)] = wanted
    return purpose


def _blurred(sites: Sites, accuracy_m: pd.Series, rng: np.random.Generator) -> Sites:
    """Positions as they were measured, not where the matter is."""
    sigma_m = accuracy_m.fillna(20).clip(upper=30).to_numpy()[:, None] / 3
    return replace(sites, spot=sites.spot + rng.normal(0, 1, sites.spot.shape) * sigma_m)


def _place_on_purpose(
    sites: Sites,
    reports: pd.DataFrame,
    metres: BaseLayers,
    houses: gpd.GeoDataFrame,
    rng: np.random.Generator,
) -> Sites:
    """Move the chosen spots, and let those reports be about the house that is nearest then."""
    town = outline(metres)
    spot, purpose = sites.spot.copy(), reports["purpose"].to_numpy()
    spot[purpose == BORDER] = rng.permutation(_shared_corners(metres))[: _ON_PURPOSE[BORDER]]
    spot[purpose == NEAR] = _outside(town, rng.uniform(*_NEAR_M, _ON_PURPOSE[NEAR]), rng)
    spot[purpose == FAR] = _outside(town, rng.uniform(*_FAR_M, _ON_PURPOSE[FAR]), rng)
    is_moved = np.isin(purpose, [BORDER, NEAR, FAR])
    nearest = shapely.STRtree(shapely.centroid(shapes(houses))).nearest(shapely.points(spot[is_moved]))
    house = sites.house.copy()
    house[is_moved] = nearest
    return Sites(house, spot)


def _shared_corners(metres: BaseLayers) -> NDArray[np.float64]:
    """Corners that three grids or more have in common."""
    corners = np.concatenate(
        [np.unique(shapely.get_coordinates(grid), axis=0) for grid in shapes(metres.grids)]
    )
    corner, count = np.unique(corners, axis=0, return_counts=True)
    return np.asarray(corner[count > 2])


def _outside(
    town: BaseGeometry, distances_m: NDArray[np.float64], rng: np.random.Generator
) -> NDArray[np.float64]:
    rings = [shapely.get_exterior_ring(shapely.buffer(town, distance_m)) for distance_m in distances_m]
    spots = shapely.line_interpolate_point(rings, rng.random(len(rings)), normalized=True)
    return np.asarray(shapely.get_coordinates(spots))


def _described(
    reports: pd.DataFrame,
    sites: Sites,
    metres: BaseLayers,
    houses: gpd.GeoDataFrame,
    rng: np.random.Generator,
) -> list[Row]:
    """Put the reports into words, and their spots on the lattice of longitude and latitude."""
    about = houses.iloc[sites.house]
    community = about["community"].map(metres.communities.set_index("code")["name"]).to_numpy(object)
    is_nowhere = reports["purpose"].eq(NOWHERE).to_numpy()
    lacks_address = is_nowhere | reports["category"].map(kinds()["at"]).eq("hill").to_numpy()
    address = np.where(lacks_address, community + "一带", about["address"].to_numpy(object))
    text = word_reports(reports["category"].to_numpy(object), address, community, rng)
    position = on_lattice(np.asarray(shapely.points(sites.spot)), metres)
    address[lacks_address], position[is_nowhere] = None, None
    columns = {
        "at": reports["at"],
        "external_id": reports["external_id"],
        "category": reports["category"],
        "channel": reports["channel"],
        "is_public": reports["is_public"].eq(1),
        "text": text,
        "address": address,
        "grid": about["grid"],
        "position": position,
        "datum": reports["datum"],
        "accuracy_m": reports["accuracy_m"]
        .astype(object)
        .mask(is_nowhere | reports["accuracy_m"].isna(), None),
    }
    return [dict(zip(columns, row, strict=True)) for row in zip(*columns.values(), strict=True)]
