"""A division as tables: its grids with exact coordinates, and its communities as the unions of them."""

import geopandas as gpd
import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.models import Community
from layers.plans import community_outlines


def grid_rows(_session: Session, division: Division) -> gpd.GeoDataFrame:
    """Every grid, in the order of the codes."""
    return gpd.GeoDataFrame(
        {
            "code": division.codes,
            "name": division.names,
            "kind": division.kinds,
            "community_code": division.community_codes,
            "community_name": [division.community_names[code] for code in division.community_codes],
            "households": np.array(division.households, dtype=object),
        },
        geometry=division.polygons,
        crs=4326,
    ).astype({"households": "Int64"})


def community_rows(session: Session, division: Division) -> gpd.GeoDataFrame:
    """Every community that has grids."""
    outlines = community_outlines(division)
    households = dict(session.execute(select(Community.code, Community.households)).all())
    return gpd.GeoDataFrame(
        {
            "code": list(outlines),
            "name": [division.community_names[code] for code in outlines],
            "households": np.array([households[code] for code in outlines], dtype=object),
        },
        geometry=list(outlines.values()),
        crs=4326,
    ).astype({"households": "Int64"})
