"""Door plates 门牌 of the sample town: an address for every building, and how many households live behind it.

Houses along a street are numbered from its southern or eastern end, odd on the left and even on the right; what stands behind a
house adds 附1, 附2, … to its number. Blocks of flats are numbered inside their estate (桂花苑3栋, towers by entrance as
well), houses in the hamlets inside their group (土桥社区3组12号).
"""

from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely
from numpy.typing import NDArray

from layers.sample.base import BaseLayers, shapes

_FLATS_FROM_M2 = 200.0
_BUILDINGS_PER_ESTATE = 8
_FRONT_WITHIN_M = 13.0
_FLATS_PER_FLOOR = 2
_COUNTRY = ["village", "hill", "field"]
_ESTATE_SUFFIXES = ["小区", "家园", "苑", "花园", "新村"]
_TOWER_SUFFIXES = ["华庭", "名城", "雅苑"]


def address_buildings(
    metres: BaseLayers, streets: pd.DataFrame, rng: np.random.Generator
) -> gpd.GeoDataFrame:
    """Give every building its `address`: a `place` (a street, an estate, a group of a hamlet) and a `number`.

    Besides, the `kind` (street, estate, hamlet), `grid` and `community` of its block, the row of the nearest `street`, and its
    `gate`, the point of the footprint (in metres) that is nearest to that street.
    """
    buildings = _with_blocks(metres).join(_frontage(metres, streets))
    hamlets = _hamlets(metres)
    is_flats = buildings["use"].eq("slab") & buildings.area.gt(_FLATS_FROM_M2) | buildings["use"].eq("tower")
    is_hamlet = buildings["use"].isin(_COUNTRY) & buildings["community"].isin(hamlets["community"])
    kind = np.select([is_flats, is_hamlet], ["estate", "hamlet"], "street")
    named = [
        _in_estates(buildings[kind == "estate"], rng),
        _in_hamlets(buildings[kind == "hamlet"], hamlets),
        _along_streets(buildings[kind == "street"], streets["name"]),
    ]
    return buildings.assign(kind=kind).join(pd.concat(named))


def hang_plates(buildings: pd.DataFrame) -> pd.DataFrame:
    """One plate per building, on a tower one per entrance: `building` (its row), `address`, `households`, `gate`."""
    is_tower = buildings["use"] == "tower"
    per_floor = buildings["households"] / buildings["floors"] / _FLATS_PER_FLOOR
    entrances = per_floor.round().clip(lower=1).where(is_tower, 1).astype(int)
    rows = np.repeat(np.arange(len(buildings)), entrances)
    nth = np.arange(len(rows)) - np.searchsorted(rows, rows)
    plates = buildings.iloc[rows].reset_index(names="building")
    share, rest = np.divmod(plates["households"].to_numpy(), entrances.to_numpy()[rows])
    suffix = np.where(is_tower.to_numpy()[rows], [f"{n + 1}单元" for n in nth], "")
    return pd.DataFrame(
        {
            "building": plates["building"],
            "address": plates["address"] + suffix,
            "households": share + (nth < rest),
            "gate": plates["gate"],
        }
    )


def _with_blocks(metres: BaseLayers) -> gpd.GeoDataFrame:
    blocks = metres.blocks.set_index("code")
    community = metres.grids.set_index("code")["community"]
    grid = metres.buildings["block"].map(blocks["grid"])
    return metres.buildings.assign(grid=grid, community=grid.map(community))


def _frontage(metres: BaseLayers, streets: pd.DataFrame) -> pd.DataFrame:
    """The street nearest to each building, how far along it and on which side it stands, and its gate."""
    rows = np.flatnonzero(~streets["is_bridge"])
    lines = shapes(metres.streets)[rows]
    pieces, owner = _pieces(lines)
    houses = shapes(metres.buildings)
    middles = shapely.centroid(houses)
    nearest = shapely.STRtree(pieces).nearest(middles)
    line, piece = lines[owner[nearest]], pieces[nearest]
    start, end = (shapely.get_coordinates(shapely.get_point(piece, k)) for k in (0, -1))
    ahead, aside = end - start, shapely.get_coordinates(middles) - start
    is_left = ahead[:, 0] * aside[:, 1] - ahead[:, 1] * aside[:, 0] > 0
    is_reversed = _runs_backwards(line)
    along = shapely.line_locate_point(line, middles)
    return pd.DataFrame(
        {
            "street": rows[owner[nearest]],
            "along": np.where(is_reversed, shapely.length(line) - along, along),
            "is_left": is_left ^ is_reversed,
            "is_front": shapely.distance(houses, piece) < _FRONT_WITHIN_M,
            "gate": shapely.get_point(shapely.shortest_line(houses, piece), 0),
        }
    )


def _pieces(lines: NDArray[np.object_]) -> tuple[NDArray[np.object_], NDArray[np.int64]]:
    """The straight pieces of the lines, and the number of the line of each: nearest pieces are found faster."""
    xy, line = shapely.get_coordinates(lines, return_index=True)
    is_same = line[1:] == line[:-1]
    return shapely.linestrings(np.stack([xy[:-1], xy[1:]], axis=1)[is_same]), line[1:][is_same]


def _runs_backwards(lines: NDArray[np.object_]) -> NDArray[np.bool_]:
    """Whether the line is drawn towards the south or east, against the order of the numbers."""
    start, end = (shapely.get_coordinates(shapely.get_point(lines, k)) for k in (0, -1))
    east, north = (end - start).T
    is_backwards: NDArray[np.bool_] = np.where(np.abs(north) > np.abs(east), north < 0, east > 0)
    return is_backwards


def _along_streets(houses: gpd.GeoDataFrame, names: pd.Series) -> pd.DataFrame:
    """水门巷12号, 水门巷12号附1, … : the pieces of one name are numbered one after the other."""
    ordered = houses.assign(place=houses["street"].map(names)).sort_values(
        ["place", "is_left", "street", "along"]
    )
    nth = ordered.groupby(["place", "is_left"])["is_front"].cumsum().clip(lower=1)
    number = 2 * nth - ordered["is_left"]
    behind = ordered.groupby([ordered["place"], number]).cumcount()
    annex = ("附" + behind.astype(str)).where(behind > 0, "")
    return _addresses(ordered["place"], number, "号" + annex)


def _in_estates(flats: gpd.GeoDataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """桂花苑3栋: neighbouring blocks of flats of a grid make an estate; towers have their own."""
    is_tower = flats["use"] == "tower"
    nth = flats.groupby([flats["grid"], is_tower]).cumcount()
    estate = flats["grid"] + is_tower.astype(str) + (nth // _BUILDINGS_PER_ESTATE).astype(str)
    first = estate.drop_duplicates()
    names: dict[str, str] = {}
    for is_tall, suffixes in ((True, _TOWER_SUFFIXES), (False, _ESTATE_SUFFIXES)):
        names |= dict(zip(first[is_tower == is_tall], _estate_names(suffixes, rng), strict=False))
    return _addresses(estate.map(names), nth % _BUILDINGS_PER_ESTATE + 1, "栋")


def _estate_names(suffixes: list[str], rng: np.random.Generator) -> list[str]:
    stems = pd.read_csv(Path(__file__).with_name("estate_names.csv"))["stem"]
    names: list[str] = rng.permutation([stem + suffix for stem in stems for suffix in suffixes]).tolist()
    return names


def _in_hamlets(houses: gpd.GeoDataFrame, hamlets: gpd.GeoDataFrame) -> pd.DataFrame:
    """土桥社区3组12号: a lonely house belongs to the nearest group of its community."""
    group = houses["block"].map(hamlets.set_index("code")["name"])
    for community in houses["community"].unique():
        lonely = houses[group.isna() & (houses["community"] == community)]
        groups = hamlets[hamlets["community"] == community]
        nearest = shapely.STRtree(shapes(groups)).nearest(shapely.centroid(shapes(lonely)))
        group.loc[lonely.index] = groups["name"].to_numpy()[nearest]
    return _addresses(group, group.groupby(group).cumcount() + 1, "号")


def _addresses(place: pd.Series, number: pd.Series, ending: pd.Series | str) -> pd.DataFrame:
    return pd.DataFrame({"place": place, "number": number, "address": place + number.astype(str) + ending})


def _hamlets(metres: BaseLayers) -> gpd.GeoDataFrame:
    """The village blocks, each a group 组 of its community, numbered as the blocks are."""
    hamlets = metres.blocks[metres.blocks["use"] == "village"]
    community = hamlets["grid"].map(metres.grids.set_index("code")["community"])
    group = community.groupby(community).cumcount() + 1
    names = metres.communities.set_index("code")["name"]
    return hamlets.assign(community=community, name=community.map(names) + group.astype(str) + "组")
