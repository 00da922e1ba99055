"""The base layers of the sample town: communities, grids, blocks, streets, water and buildings, as they are shipped.

Only the names and codes of the communities are real; every line is made up. Coordinates are WGS 84 on the 1e-7 degree
lattice. What stands on these layers (street names, people, items) is made elsewhere in this package, from a seed.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import pandas as pd

TOWN_CODE = "433123109"
TOWN_NAME = "沱江镇"

_HERE = Path(__file__).parent


@dataclass(frozen=True)
class BaseLayers:
    """The six shipped layers. Grids of kind `dedicated` (a school, a hospital, a market) say so by their name."""

    communities: gpd.GeoDataFrame
    grids: gpd.GeoDataFrame
    blocks: gpd.GeoDataFrame
    streets: gpd.GeoDataFrame
    water: gpd.GeoDataFrame
    buildings: gpd.GeoDataFrame


def read_base() -> BaseLayers:
    """Read the layers that lie beside this file."""
    layers = {name: _layer(name) for name in BaseLayers.__dataclass_fields__}
    return BaseLayers(**layers | {"grids": _dedicate(layers["grids"])})


def _layer(name: str) -> gpd.GeoDataFrame:
    return gpd.read_file(_HERE / "town.gpkg.zip", layer=name)


def _dedicate(grids: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Turn the grids that are mostly one institution into dedicated ones, with its name."""
    dedicated = pd.read_csv(_HERE / "dedicated_grids.csv", dtype=str).set_index("grid")["name"]
    is_dedicated = grids["code"].isin(dedicated.index)
    return grids.assign(
        kind=grids["kind"].mask(is_dedicated, "dedicated"),
        name=grids["code"].map(dedicated).fillna(grids["name"]),
    )
