"""Where things happen in the sample town: a house with its address, and a spot near it, in metres.

A site is drawn by kind (along a street, in the old core, on an estate, in a flat or any home, in a hamlet, by the river, at a
building site, at a market, on a hill), so that matters gather where people are, and hardly on the hills.
"""

from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import shapely
from numpy.typing import NDArray

from layers.sample.base import BaseLayers, river, shapes

_BY_THE_RIVER_M = 70.0
_LIVELINESS = {"old": 1.1, "slab": 1.5, "tower": 1.5, "public": 4.0, "industry": 2.5, "village": 0.7}
_ALONG = {1: 3.0, 2: 2.0, 3: 1.0}  # by level of the street

Metres = NDArray[np.float64]


@dataclass(frozen=True)
class Sites:
    """One site per row: the row of its house, and the spot, (n, 2) in metres."""

    house: NDArray[np.int64]
    spot: Metres


def draw_sites(
    metres: BaseLayers, houses: gpd.GeoDataFrame, kinds: NDArray[np.object_], rng: np.random.Generator
) -> Sites:
    """Draw one site for each of `kinds`."""
    heat = _heat(houses, rng)
    chances = _chances(metres, houses)
    house = np.zeros(len(kinds), dtype=np.int64)
    for kind in sorted(set(kinds)):
        weight = chances[kind] * heat
        house[kinds == kind] = rng.choice(len(houses), (kinds == kind).sum(), p=weight / weight.sum())
    spot = _near_gates(houses.iloc[house], rng)
    at_home, by_river, on_hill = (np.isin(kinds, names) for names in (["home", "flat"], ["river"], ["hill"]))
    spot[at_home] = shapely.get_coordinates(shapely.centroid(shapes(houses)[house[at_home]]))
    spot[by_river] = _at_the_water(spot[by_river], metres, rng)
    spot[on_hill] = _uphill(spot[on_hill], metres, rng)
    return Sites(house, spot)


def _heat(houses: gpd.GeoDataFrame, rng: np.random.Generator) -> Metres:
    """Some grids are busier than others, and some doors see far more than their neighbours."""
    grids, grid = np.unique(houses["grid"], return_inverse=True)
    use = houses["use"].map(_LIVELINESS).fillna(0.2).to_numpy()
    heat: Metres = use * rng.lognormal(0, 0.4, len(grids))[grid] * rng.lognormal(0, 1.0, len(houses))
    return heat


def _chances(metres: BaseLayers, houses: gpd.GeoDataFrame) -> dict[str, Metres]:
    """Kind of place → how likely each house is one, before heat."""
    use, kind = houses["use"], houses["kind"]
    along = metres.streets["level"].map(_ALONG).to_numpy()[houses["street"]]
    is_public = metres.blocks.set_index("code")["use"].reindex(houses["block"]).eq("public").to_numpy()
    near_water = shapely.dwithin(river(metres), shapes(houses), _BY_THE_RIVER_M)
    chances = {
        "street": kind.eq("street") * along,
        "old": use.eq("old") * along,
        "estate": kind.eq("estate") * houses["households"],
        "flat": kind.eq("estate") * houses["households"],
        "home": houses["households"] ** 0.7,
        "hamlet": kind.eq("hamlet"),
        "river": near_water & ~use.eq("hill"),
        "works": (use.isin(["industry", "tower", "public"]) * 8 + kind.eq("street") * 0.2),
        "market": is_public * 5 + use.eq("old") * (along >= 2),
        "hill": use.isin(["hill", "village"]),
    }
    return {name: np.asarray(chance, dtype=float) for name, chance in chances.items()}


def _near_gates(houses: gpd.GeoDataFrame, rng: np.random.Generator) -> Metres:
    """A few steps from the gate, away from the house."""
    gate = shapely.get_coordinates(houses["gate"].to_numpy())
    outward = gate - shapely.get_coordinates(shapely.centroid(shapes(houses)))
    outward /= np.maximum(np.hypot(*outward.T), 0.1)[:, None]
    steps = rng.uniform(0.5, 6.0, (len(houses), 1))
    return np.asarray(gate + outward * steps + rng.normal(0, 1.5, gate.shape))


def _at_the_water(spots: Metres, metres: BaseLayers, rng: np.random.Generator) -> Metres:
    """On the bank in front of the house, or a little out on the water."""
    towards = shapely.shortest_line(shapely.points(spots), river(metres))
    bank = shapely.get_coordinates(shapely.get_point(towards, -1))
    out = bank - spots
    out /= np.maximum(np.hypot(*out.T), 0.1)[:, None]
    return np.asarray(bank + out * rng.normal(-2, 4, (len(spots), 1)))


def _uphill(spots: Metres, metres: BaseLayers, rng: np.random.Generator) -> Metres:
    """Inside the hill nearest to the house, somewhere between its edge and its middle."""
    hills = shapes(metres.blocks[metres.blocks["use"] == "hill"])
    points = shapely.points(spots)
    hill = hills[shapely.STRtree(hills).nearest(points)]
    edge = shapely.get_coordinates(shapely.get_point(shapely.shortest_line(points, hill), -1))
    middle = shapely.get_coordinates(shapely.point_on_surface(hill))
    return np.asarray(edge + (middle - edge) * rng.uniform(0.02, 0.6, (len(spots), 1)))
