"""Reading a layer, by the name that people call it."""

from collections.abc import Callable
from datetime import datetime, tzinfo

import geopandas as gpd
import pandas as pd
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.exporting.base import base_rows
from layers.exporting.division import community_rows, grid_rows
from layers.exporting.items import item_rows
from layers.exporting.names import BASE_COLUMNS, ITEM_LAYERS
from layers.exporting.registers import REGISTER_ROWS
from layers.items import EVERYTHING, Wanted
from layers.plans import PlanError

_OF_DIVISION: dict[str, Callable[[Session, Division, Wanted], gpd.GeoDataFrame]] = {
    "grids": grid_rows,
    "communities": community_rows,
}


def export_rows(
    session: Session,
    layer: str,
    division: Division | None,
    *,
    zone: tzinfo,
    before: datetime | None = None,
    wanted: Wanted = EVERYTHING,
) -> pd.DataFrame:
    """Read what is wanted of a layer, in longitude/latitude where it lies somewhere; what has grids, with those of `division`.

    Items are told with their open assignments, or as of the moment `before` which they were known.
    """
    if layer in ITEM_LAYERS:
        return item_rows(session, ITEM_LAYERS[layer], division, zone=zone, before=before, wanted=wanted)
    if layer in REGISTER_ROWS:
        return REGISTER_ROWS[layer](session)
    if layer in BASE_COLUMNS:
        return base_rows(session, layer)
    if division is None:
        raise PlanError("No plan is in force, so there are no grids to export.")
    return _OF_DIVISION[layer](session, division, wanted)
