"""Service points of the sample town as rows: the centre of each community, and what else serves people, each at a house."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.sample.base import BaseLayers, on_lattice, shapes
from layers.sample.people import SOURCE, landline

CENTRE = "社区服务管理中心"

_FIRST_NUMBER = 5000  # of the landlines; the departments have the first ones
_ALONG = {1: 6.0, 2: 3.0, 3: 1.0}  # by level of the street

Row = dict[str, Any]


def open_service_points(metres: BaseLayers, houses: gpd.GeoDataFrame, rng: np.random.Generator) -> list[Row]:
    """The centre of a community stands near its middle, everything else along its livelier streets."""
    kinds = pd.read_csv(Path(__file__).with_name("service_kinds.csv"), keep_default_na=False)
    community_names = metres.communities.set_index("code")["name"]
    chosen = pd.DataFrame(_choose(kinds, metres, houses, rng), columns=["kind", "house"])
    at = houses.iloc[chosen["house"]].reset_index(drop=True)
    position = on_lattice(shapely.centroid(shapes(at)), metres)
    patterns = kinds.set_index("kind")
    names = [
        str(patterns["name"][kind]).format(community=community_names[community], street=place)
        for kind, community, place in zip(chosen["kind"], at["community"], at["place"], strict=True)
    ]
    return [
        {
            "source": SOURCE,
            "external_id": f"FW-{n + 1:03d}",
            "kind": kind,
            "name": name,
            "address": at["address"][n],
            "hours": patterns["hours"][kind],
            "phone": landline(_FIRST_NUMBER + n),
            "datum": "CGCS2000",
            "accuracy_m": 1.0,
            "position": position[n],
        }
        for n, (kind, name) in enumerate(zip(chosen["kind"], names, strict=True))
    ]


def _choose(
    kinds: pd.DataFrame, metres: BaseLayers, houses: gpd.GeoDataFrame, rng: np.random.Generator
) -> Iterator[tuple[str, int]]:
    """Kind and house of each point; no two at one house, nor two of a kind on one street, so that their names differ."""
    along = metres.streets["level"].map(_ALONG).to_numpy()[houses["street"]]
    place, use, community = (houses[name].to_numpy(object) for name in ("place", "use", "community"))
    is_free = houses["kind"].eq("street").to_numpy(copy=True)
    for kind, count, uses in zip(kinds["kind"], kinds["per_community"], kinds["use"], strict=True):
        order = np.argsort(rng.exponential(size=len(houses)) / along)
        is_new = np.ones(len(houses), dtype=bool)
        for code, middle in zip(metres.communities["code"], metres.communities.centroid, strict=True):
            fits = is_free & is_new & np.isin(use, uses.split()) & (community == code)
            rows = _first_of_each(order[fits[order]], place)
            for house in [_nearest(houses, fits, middle)] if kind == CENTRE else rows[:count].tolist():
                is_free[house], is_new[place == place[house]] = False, False
                yield kind, house


def _first_of_each(rows: NDArray[np.int64], place: NDArray[np.object_]) -> NDArray[np.int64]:
    """The first row of each place, in the order of the rows."""
    first = np.unique(place[rows].astype(str), return_index=True)[1]
    return rows[np.sort(first)]


def _nearest(houses: gpd.GeoDataFrame, is_here: NDArray[np.bool_], middle: BaseGeometry) -> int:
    rows = np.flatnonzero(is_here)
    return int(rows[shapely.distance(shapes(houses)[rows], middle).argmin()])
