"""The base layers of the sample town: communities, grids, blocks, streets, water and buildings, as they are shipped.

Only the names and codes of the communities are real; every line is made up. Coordinates are WGS 84 on the 1e-7 degree
lattice. What stands on these layers (street names, people, items) is made elsewhere in this package, from a seed.
"""

from dataclasses import dataclass
from pathlib import Path

import geopandas as gpd
import numpy as np
import pandas as pd
import pyogrio
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from gis.crs import metric_crs, snap, unproject
from gis.errors import CrsError

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


def in_metres(base: BaseLayers) -> BaseLayers:
    """The same layers in the plane in which this town's lengths are told."""
    west, south, east, north = base.grids.total_bounds
    crs = metric_crs((west + east) / 2, (south + north) / 2)
    return BaseLayers(**{name: layer.to_crs(crs) for name, layer in vars(base).items()})


def river(metres: BaseLayers) -> BaseGeometry:
    """The river, prepared for many questions."""
    return _prepared(metres.water.geometry.iloc[0])


def outline(metres: BaseLayers) -> BaseGeometry:
    """The town as one polygon, prepared for many questions."""
    return _prepared(shapely.coverage_union_all(shapes(metres.grids)))


def on_lattice(geometries: NDArray[np.object_], metres: BaseLayers) -> NDArray[np.object_]:
    """Bring geometries from that plane back to longitude and latitude, onto the lattice."""
    if metres.grids.crs is None:
        raise CrsError("The base layers have lost their reference system.")
    return np.asarray(snap(unproject(geometries, metres.grids.crs)), dtype=object)


def shapes(layer: gpd.GeoDataFrame) -> NDArray[np.object_]:
    """The geometries of a layer as a plain array."""
    return np.asarray(layer.geometry.array, dtype=object)


def _prepared(geometry: BaseGeometry) -> BaseGeometry:
    shapely.prepare(geometry)
    return geometry


def _layer(name: str) -> gpd.GeoDataFrame:
    return pyogrio.read_dataframe(_HERE / "town.gpkg.zip", layer=name)


def _dedicate(grids: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Turn the grids that are mostly one institution into dedicated ones, with its name."""
    dedicated = pd.read_csv(_HERE / "dedicated_grids.csv", dtype=str).set_index("grid")["name"]
    is_dedicated = grids["code"].isin(dedicated.index)
    return grids.assign(
        kind=grids["kind"].mask(is_dedicated, "dedicated"),
        name=grids["code"].map(dedicated).fillna(grids["name"]),
    )
