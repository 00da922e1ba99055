"""Footprints of illegal structures: on roofs, against walls, over the bank, beside houses, across lanes. In metres.

Every house of the sample town is a rectangle, so a structure is told by the side of its house that it leans on, and by
how far it reaches along that side and out from it.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.sample.base import BaseLayers, outline, river, shapes

CANOPY = "canopy"

_TRIES = 3  # candidates for each footprint that is wanted: many would stand in another house
_MAY_TOUCH_M2 = 0.5
_ON_THE_BANK_M = 32.0
_ROOF_M = 12.0  # no addition is longer, not even on a long block of flats

Metres = NDArray[np.float64]
Polygons = NDArray[np.object_]


@dataclass(frozen=True)
class _Wall:
    """One side of each house: a corner, the way from it along the side, the way into the house, and its unit outwards."""

    corner: Metres
    along: Metres
    inwards: Metres

    @property
    def out(self) -> Metres:
        return np.asarray(-self.inwards / np.hypot(*self.inwards.T)[:, None])


def draw_footprints(
    metres: BaseLayers, houses: gpd.GeoDataFrame, counts: Mapping[str, int], rng: np.random.Generator
) -> pd.DataFrame:
    """So many footprints of each kind, no two at one house: the `kind`, the row of the `house`, the `footprint`."""
    is_free = np.ones(len(houses), dtype=bool)
    chances = _chances(metres, houses)
    drawn = []
    for kind, count in counts.items():
        chance = chances[kind].fillna(0).to_numpy(float) * is_free
        tries = min(_TRIES * count, int(np.count_nonzero(chance)))
        house = rng.choice(len(houses), tries, replace=False, p=chance / chance.sum())
        footprint = _build(kind, metres, houses.iloc[house], rng)
        fits = np.flatnonzero(_fits(footprint, kind, metres, houses))[:count]
        is_free[house[fits]] = False
        drawn.append(pd.DataFrame({"kind": kind, "house": house[fits], "footprint": footprint[fits]}))
    return pd.concat(drawn, ignore_index=True)


def _chances(metres: BaseLayers, houses: gpd.GeoDataFrame) -> dict[str, pd.Series]:
    """How likely each house has one of a kind: where land is dear, and where nobody looks."""
    use = houses["use"]
    by_the_bank = shapely.dwithin(river(metres), shapes(houses), _ON_THE_BANK_M)
    return {
        "rooftop": use.map({"old": 1.5, "slab": 1.0, "village": 0.6, "tower": 0.3}),
        "shed": use.map({"old": 0.7, "slab": 1.0, "village": 1.5, "industry": 3.0}),
        "front": use.map({"old": 1.5, "slab": 1.0}) * houses["is_front"] * houses["kind"].eq("street"),
        "stilt": use.ne("hill") * by_the_bank,
        "detached": use.map({"village": 1.0, "field": 2.0, "hill": 1.0}),
        CANOPY: use.eq("old") * _near_borders(metres, houses),
    }


def _near_borders(metres: BaseLayers, houses: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    borders = shapely.get_parts(shapely.boundary(shapes(metres.grids)))
    is_near = np.zeros(len(houses), dtype=bool)
    is_near[shapely.STRtree(shapes(houses)).query(borders, predicate="dwithin", distance=4.5)[1]] = True
    return is_near


def _build(kind: str, metres: BaseLayers, houses: gpd.GeoDataFrame, rng: np.random.Generator) -> Polygons:
    n = len(houses)
    if kind == "rooftop":
        wall = _walls(houses, rng.integers(0, 4, n))
        return _rectangles(wall.corner, _part(wall.along, rng), _part(wall.inwards, rng))
    if kind == "stilt":
        return _over_the_bank(metres, houses, rng)
    front = _side_towards(houses, houses["gate"].to_numpy(object))
    if kind in ("front", CANOPY):
        depth_m = _between(rng, 5.2, 6.2, n) if kind == CANOPY else _between(rng, 1.0, 2.6, n)
        return _lean_on(_walls(houses, front), depth_m, rng)
    wall = _walls(houses, (front + rng.integers(1, 4, n)) % 4)
    if kind == "shed":
        return _lean_on(wall, _between(rng, 1.8, 4.5, n), rng)
    yard = wall.corner + wall.out * _between(rng, 2.5, 9.0, n)
    width_m = _between(rng, 6.0, 12.0, n) / np.hypot(*wall.along.T)[:, None]
    return _rectangles(yard, wall.along * width_m, wall.out * _between(rng, 5.0, 9.0, n))


def _over_the_bank(metres: BaseLayers, houses: gpd.GeoDataFrame, rng: np.random.Generator) -> Polygons:
    """A platform in front of the house, from the bank out over the water."""
    way = shapely.shortest_line(shapes(houses), river(metres))
    gate, bank = (shapely.get_coordinates(shapely.get_point(way, k)) for k in (0, -1))
    out = (bank - gate) / shapely.length(way)[:, None]
    along = np.column_stack([-out[:, 1], out[:, 0]]) * _between(rng, 4.0, 9.0, len(houses))
    return _rectangles(bank - out - along / 2, along, out * _between(rng, 3.0, 6.0, len(houses)))


def _lean_on(wall: _Wall, depth_m: Metres, rng: np.random.Generator) -> Polygons:
    """Along a part of the side, outside the house."""
    n = len(wall.corner)
    return _rectangles(
        wall.corner + wall.along * _between(rng, 0.0, 0.4, n),
        wall.along * _between(rng, 0.3, 0.6, n),
        wall.out * depth_m,
    )


def _part(side: Metres, rng: np.random.Generator) -> Metres:
    share = np.minimum(_between(rng, 0.45, 0.98, len(side)), _ROOF_M / np.hypot(*side.T)[:, None])
    return np.asarray(side * share)


def _walls(houses: gpd.GeoDataFrame, side: NDArray[np.int64]) -> _Wall:
    ring = _corners(houses)
    n = np.arange(len(houses))
    corner = ring[n, side]
    return _Wall(corner, ring[n, (side + 1) % 4] - corner, ring[n, (side - 1) % 4] - corner)


def _side_towards(houses: gpd.GeoDataFrame, goal: NDArray[np.object_]) -> NDArray[np.int64]:
    """The side whose middle is nearest to a point."""
    ring = _corners(houses)
    middles = (ring + np.roll(ring, -1, axis=1)) / 2
    nearest: NDArray[np.int64] = np.hypot(*(middles - shapely.get_coordinates(goal)[:, None]).T).T.argmin(
        axis=1
    )
    return nearest


def _corners(houses: gpd.GeoDataFrame) -> Metres:
    return shapely.get_coordinates(shapes(houses)).reshape(len(houses), 5, 2)[:, :4]


def _rectangles(corner: Metres, along: Metres, aside: Metres) -> Polygons:
    ring = np.stack([corner, corner + along, corner + along + aside, corner + aside, corner], axis=1)
    return np.asarray(shapely.polygons(ring), dtype=object)


def _between(rng: np.random.Generator, low: float, high: float, n: int) -> Metres:
    return rng.uniform(low, high, (n, 1))


def _fits(footprints: Polygons, kind: str, metres: BaseLayers, houses: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    """Whether each stands clear of all houses (but on its own roof), of the others, and inside the town."""
    tree = shapely.STRtree(footprints)
    fits = shapely.covers(outline(metres), footprints)
    others = footprints if kind == "rooftop" else np.concatenate([footprints, shapes(houses)])
    other, own = tree.query(others, predicate="intersects")
    is_other = other > own
    other, own = other[is_other], own[is_other]
    overlap_m2 = shapely.area(shapely.intersection(others[other], footprints[own]))
    fits[own[overlap_m2 > _MAY_TOUCH_M2]] = False
    return np.asarray(fits)
