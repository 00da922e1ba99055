"""Every layer that can be taken away, by the name that people call it."""

from collections.abc import Callable
from datetime import datetime, tzinfo

import geopandas as gpd
import pandas as pd
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.exporting.base import BASE_COLUMNS, base_rows
from layers.exporting.division import community_rows, grid_rows
from layers.exporting.items import item_rows
from layers.exporting.registers import REGISTER_ROWS
from layers.models import ItemKind
from layers.plans import PlanError

ITEM_LAYERS = {
    "incidents": ItemKind.INCIDENT,
    "illegal-structures": ItemKind.ILLEGAL_STRUCTURE,
    "service-points": ItemKind.SERVICE_POINT,
}
_DIVISION_LAYERS: dict[str, Callable[[Session, Division], gpd.GeoDataFrame]] = {
    "grids": grid_rows,
    "communities": community_rows,
}
LAYERS = (*_DIVISION_LAYERS, *ITEM_LAYERS, *BASE_COLUMNS, *REGISTER_ROWS)
DATED_LAYERS = (*_DIVISION_LAYERS, *ITEM_LAYERS)


def export_rows(
    session: Session,
    layer: str,
    division: Division | None,
    *,
    zone: tzinfo,
    before: datetime | None = None,
) -> pd.DataFrame:
    """Read one layer, in longitude/latitude where it lies somewhere; what has grids, with those of `division`.

    Items are told with their open assignments, or as of the moment `before` which they were known.
    """
    if layer in ITEM_LAYERS:
        return item_rows(session, ITEM_LAYERS[layer], division, zone=zone, before=before)
    if layer in REGISTER_ROWS:
        return REGISTER_ROWS[layer](session)
    if layer not in _DIVISION_LAYERS:
        return base_rows(session, layer)
    if division is None:
        raise PlanError("No plan is in force, so there are no grids to export.")
    return _DIVISION_LAYERS[layer](session, division)
