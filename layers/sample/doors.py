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


def address_buildings(metres: BaseLayers, streets: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    """Give every building its `address`, its `estate` if it stands in one, the `street` it fronts and its `gate`.

    `street` is the row of the nearest street, `gate` the point (in metres) of the footprint nearest to it; `grid` and
    `community` are those of the building's block.
    """
    buildings = _with_places(metres)
    buildings = buildings.join(_frontage(metres, streets))
    is_estate = (buildings["use"] == "tower") | (
        (buildings["use"] == "slab") & (buildings.area > _FLATS_FROM_M2)
    )
    is_hamlet = buildings["use"].isin(_COUNTRY) & buildings["community"].isin(_hamlets(metres)["community"])
    estates = _estates(buildings[is_estate], rng)
    address = pd.concat(
        [
            _in_estates(buildings[is_estate], estates),
            _in_hamlets(buildings[is_hamlet & ~is_estate], _hamlets(metres)),
            _along_streets(buildings[~is_hamlet & ~is_estate], streets["name"]),
        ]
    )
    return pd.DataFrame(buildings.assign(address=address, estate=estates))


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


def _with_places(metres: BaseLayers) -> gpd.GeoDataFrame:
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


def _along_streets(houses: pd.DataFrame, names: pd.Series) -> pd.Series:
    """水门巷12号, 水门巷12号附1, … : the pieces of one name are numbered one after the other."""
    ordered = houses.assign(name=houses["street"].map(names)).sort_values(
        ["name", "is_left", "street", "along"]
    )
    side = ordered.groupby(["name", "is_left"])
    nth = side["is_front"].cumsum().clip(lower=1)
    number = 2 * nth - ordered["is_left"]
    behind = ordered.groupby([ordered["name"], number]).cumcount()
    annex = ("附" + behind.astype(str)).where(behind > 0, "")
    return ordered["name"] + number.astype(str) + "号" + annex


def _estates(flats: pd.DataFrame, rng: np.random.Generator) -> pd.Series:
    """Neighbouring blocks of flats of a grid make an estate; towers have their own."""
    is_tower = flats["use"] == "tower"
    nth = flats.assign(is_tower=is_tower).groupby(["grid", "is_tower"]).cumcount()
    estate = flats["grid"] + is_tower.astype(str) + (nth // _BUILDINGS_PER_ESTATE).astype(str)
    stems = pd.read_csv(Path(__file__).with_name("estate_names.csv"))["stem"]
    first = estate.drop_duplicates()
    named: dict[str, str] = {}
    for is_tall, suffixes in ((True, _TOWER_SUFFIXES), (False, _ESTATE_SUFFIXES)):
        names = rng.permutation([stem + suffix for stem in stems for suffix in suffixes])
        named |= dict(zip(first[is_tower == is_tall], names.tolist(), strict=False))
    return estate.map(named)


def _in_estates(flats: pd.DataFrame, estates: pd.Series) -> pd.Series:
    return estates + (flats.groupby(estates).cumcount() + 1).astype(str) + "栋"


def _hamlets(metres: BaseLayers) -> gpd.GeoDataFrame:
    """The village blocks, each a group 组 of its community, numbered as the blocks are."""
    hamlets = metres.blocks[metres.blocks["use"] == "village"]
    community = hamlets["grid"].map(metres.grids.set_index("code")["community"])
    group = community.groupby(community).cumcount() + 1
    names = metres.communities.set_index("code")["name"]
    return hamlets.assign(community=community, name=community.map(names) + group.astype(str) + "组")


def _in_hamlets(houses: gpd.GeoDataFrame, hamlets: gpd.GeoDataFrame) -> pd.Series:
    """土桥社区3组12号: a lonely house belongs to the nearest group of its community."""
    own = houses["block"].map(hamlets.set_index("code")["name"])
    for community in houses["community"].unique():
        lonely = houses[own.isna() & (houses["community"] == community)]
        groups = hamlets[hamlets["community"] == community]
        nearest = shapely.STRtree(shapes(groups)).nearest(shapely.centroid(shapes(lonely)))
        own.loc[lonely.index] = groups["name"].to_numpy()[nearest]
    return own + (own.groupby(own).cumcount() + 1).astype(str) + "号"
