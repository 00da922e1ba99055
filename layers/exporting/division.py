"""A division as tables: its grids with exact coordinates, and its communities as the unions of them."""

import geopandas as gpd
import numpy as np
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.exporting.narrowing import communities_wanted, grids_wanted
from layers.items import EVERYTHING, Wanted
from layers.models import Community


def grid_rows(_session: Session, division: Division, wanted: Wanted = EVERYTHING) -> gpd.GeoDataFrame:
    """The wanted grids, in the order of the codes."""
    places = grids_wanted(division, wanted)
    communities = [division.community_codes[at] for at in places]
    return gpd.GeoDataFrame(
        {
            "code": [division.codes[at] for at in places],
            "name": [division.names[at] for at in places],
            "kind": [division.kinds[at] for at in places],
            "community_code": communities,
            "community_name": [division.community_names[code] for code in communities],
            "households": np.array([division.households[at] for at in places], dtype=object),
        },
        geometry=division.polygons[places],
        crs=4326,
    ).astype({"households": "Int64"})


def community_rows(session: Session, division: Division, wanted: Wanted = EVERYTHING) -> gpd.GeoDataFrame:
    """The wanted communities, each as a whole."""
    outlines = communities_wanted(division, wanted)
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
