"""Names for the streets of the sample town, as a county seat on a river would have them.

Pieces of one level that run on from one another share a name. A bridge names the main roads at its heads (南华大桥,
南华北路, 南华南路); the rest take a name from the pool of their zone (river, urban, old, country) and level, and half of the
town's lanes are numbered off the street they leave (建设路三巷). No other two streets share a name.
"""

from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from layers.sample.base import BaseLayers, shapes

_ZONE_OF_USE = {"old": "old", "village": "country", "hill": "country", "field": "country"}
_RUNS_ON_M = 20.0
_RUNS_ON_COSINE = np.cos(np.radians(30))
_HEAD_M = 15.0
_BANK_M = 60.0


def name_streets(metres: BaseLayers, rng: np.random.Generator) -> pd.DataFrame:
    """Give every street a `name`, the `zone` it runs through, and its `stroke`: one number for what has one name."""
    streets = metres.streets.assign(zone=_zones(metres), is_bridge=_is_bridge(metres.streets))
    streets["stroke"] = _strokes(streets)
    pools = _pools()
    names = _bridge_names(streets, pools["bridge"])
    names |= _head_names(streets, names)
    names |= _pool_names(streets[streets["level"] < 3], names, pools, rng)
    names |= _numbered_lanes(streets, names, rng)
    names |= _pool_names(streets, names, pools, rng)
    return pd.DataFrame(streets[["zone", "stroke", "is_bridge"]]).assign(name=streets["stroke"].map(names))


def numeral(n: int) -> str:
    """A number from 1 to 99 in Chinese: 三, 十二, 二十."""
    digits = "零一二三四五六七八九"
    tens, ones = divmod(n, 10)
    return (digits[tens] if tens > 1 else "") + ("十" if tens else "") + (digits[ones] if ones else "")


def _pools() -> dict[str, list[str]]:
    names = pd.read_csv(Path(__file__).with_name("street_names.csv"))
    return {str(pool): list(group) for pool, group in names.groupby("pool")["name"]}


def _zones(metres: BaseLayers) -> NDArray[np.object_]:
    """What each street runs through, by the use of the blocks on both sides of it."""
    streets = shapes(metres.streets)
    sides = np.concatenate([shapely.offset_curve(streets, 12.0), shapely.offset_curve(streets, -12.0)])
    lengths = shapely.length(sides)
    owner = np.repeat(np.arange(len(sides)), (lengths // 20 + 1).astype(int))
    along = 20.0 * (np.arange(len(owner)) - np.searchsorted(owner, owner))
    at = shapely.line_interpolate_point(sides[owner], along)
    point, block = shapely.STRtree(shapes(metres.blocks)).query(at, predicate="intersects")
    zone_of_block = metres.blocks["use"].map(_ZONE_OF_USE).fillna("urban").to_numpy()
    street = owner[point] % len(streets)
    shares = pd.crosstab(street, zone_of_block[block], normalize="index").reindex(
        range(len(streets)), fill_value=0
    )
    zone = np.full(len(streets), "urban", dtype=object)
    zone[shares["country"] > 0.6] = "country"
    zone[shares["old"] > 0.35] = "old"
    zone[_share_along(streets, metres.water.geometry.iloc[0]) > 0.55] = "river"
    return zone


def _share_along(streets: NDArray[np.object_], water: BaseGeometry) -> NDArray[np.float64]:
    lengths = np.maximum(shapely.length(streets), 0.1)
    along: NDArray[np.float64] = (
        shapely.length(shapely.intersection(streets, water.buffer(_BANK_M))) / lengths
    )
    return along


def _is_bridge(streets: gpd.GeoDataFrame) -> NDArray[np.bool_]:
    bridges = shapely.union_all(shapes(streets[streets["bridge"] == 1])).buffer(0.5)
    is_bridge: NDArray[np.bool_] = shapely.covered_by(shapes(streets), bridges)
    return is_bridge


def _strokes(streets: gpd.GeoDataFrame) -> NDArray[np.int64]:
    stroke = np.arange(len(streets))
    for i, j in [*_same_lines(streets), *_running_on(streets)]:
        stroke[stroke == stroke[j]] = stroke[i]
    return stroke


def _same_lines(streets: gpd.GeoDataFrame) -> list[tuple[int, int]]:
    """Bridges are drawn twice, as a bridge and as the street on it."""
    bridges = np.flatnonzero(streets["is_bridge"])
    lines = shapes(streets)[bridges]
    return [
        (bridges[i], bridges[j])
        for i, j in shapely.STRtree(lines).query(lines, predicate="covers").T
        if i < j
    ]


def _running_on(streets: gpd.GeoDataFrame) -> Iterator[tuple[int, int]]:
    ends, outward, street = _ends(shapes(streets))
    level, is_bridge = streets["level"].to_numpy(), streets["is_bridge"].to_numpy()
    for a, b in shapely.STRtree(ends).query(ends, predicate="dwithin", distance=_RUNS_ON_M).T:
        i, j = street[a], street[b]
        is_straight = outward[a] @ outward[b] < -_RUNS_ON_COSINE
        if i < j and is_straight and level[i] == level[j] and not (is_bridge[i] or is_bridge[j]):
            yield i, j


def _ends(lines: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.float64], NDArray[np.int64]]:
    """Both ends of each line: the point, the direction in which it would leave there, and the line's number."""
    both = np.concatenate([lines, shapely.reverse(lines)])
    ends = shapely.get_point(both, 0)
    inner = shapely.line_interpolate_point(both, np.minimum(15.0, shapely.length(both)))
    outward = shapely.get_coordinates(ends) - shapely.get_coordinates(inner)
    length_m = np.maximum(np.hypot(*outward.T), 1e-9)
    return ends, outward / length_m[:, None], np.tile(np.arange(len(lines)), 2)


def _bridge_names(streets: gpd.GeoDataFrame, stems: list[str]) -> dict[int, str]:
    """Bridges are named from west to east."""
    bridges = streets[streets["is_bridge"]].drop_duplicates("stroke")
    from_west = bridges.iloc[np.argsort(bridges.geometry.centroid.x.to_numpy())]
    return {stroke: _bridge(stem) for stroke, stem in zip(from_west["stroke"], stems, strict=True)}


def _bridge(stem: str) -> str:
    return stem if stem.endswith("桥") else f"{stem}大桥"


def _head_names(streets: gpd.GeoDataFrame, bridges: dict[int, str]) -> dict[int, str]:
    """The main roads that run on from a bridge: its stem, and the compass side on which they lie."""
    ends, _, street = _ends(shapes(streets))
    is_road = (
        (streets["level"] == 1).to_numpy()
        & ~streets["is_bridge"].to_numpy()
        & (streets["zone"] != "river").to_numpy()
    )
    named = {}
    for stroke, name in bridges.items():
        bridge = streets.geometry[stroke]
        heads = street[(shapely.distance(ends, bridge) < _HEAD_M) & is_road[street]]
        for road in streets.loc[heads].itertuples():
            side = "北" if road.geometry.centroid.y > bridge.centroid.y else "南"
            named[road.stroke] = f"{name.removesuffix('大桥')}{side}路"
    return named


def _pool_names(
    streets: gpd.GeoDataFrame, taken: dict[int, str], pools: dict[str, list[str]], rng: np.random.Generator
) -> dict[int, str]:
    """Names by zone and level; the longest main roads take the first names of their pool, lanes any."""
    named: dict[int, str] = {}
    nameless = streets[~streets["stroke"].isin(taken)]
    order = (
        nameless.assign(length=nameless.length)
        .sort_values("length", ascending=False)
        .drop_duplicates("stroke")
    )
    pool_of = order["zone"] + order["level"].astype(str)
    for pool, strokes in order.groupby(pool_of)["stroke"]:
        names = pools[pool]
        chosen = names if pool.endswith("1") else rng.permutation(names).tolist()
        named |= dict(zip(strokes.tolist(), chosen[: len(strokes)], strict=True))
    return named


def _numbered_lanes(
    streets: gpd.GeoDataFrame, taken: dict[int, str], rng: np.random.Generator
) -> dict[int, str]:
    """Half of the lanes in the newer quarters: 一巷, 二巷, … of the named street they leave, in their order along it."""
    lanes = streets[(streets["level"] == 3) & (streets["zone"] == "urban")].drop_duplicates("stroke")
    lanes = lanes[rng.random(len(lanes)) < 0.5]
    mains = shapes(streets[streets["stroke"].isin(taken) & ~streets["is_bridge"]])
    main_names = streets["stroke"].map(taken).dropna()[~streets["is_bridge"]].to_numpy()
    ends, _, lane = _ends(shapes(lanes))
    end, main = shapely.STRtree(mains).query(ends, predicate="dwithin", distance=2.0)
    leaving = pd.DataFrame(
        {
            "stroke": lanes["stroke"].to_numpy()[lane[end]],
            "main": main_names[main],
            "along": shapely.line_locate_point(mains[main], ends[end]),
        }
    )
    leaving = leaving.drop_duplicates("stroke").sort_values(["main", "along"])
    number = leaving.groupby("main").cumcount()
    return {
        stroke: f"{name}{numeral(n + 1)}巷"
        for stroke, name, n in zip(leaving["stroke"], leaving["main"], number, strict=True)
    }
