"""The base layers as tables, by the columns that `flask load` finds again."""

import geopandas as gpd
from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.exporting.names import BASE_COLUMNS
from layers.rows import geometries_of, single, wkb

_WHOLE = ("level", "floors", "households", "residents")


def base_rows(session: Session, layer: str) -> gpd.GeoDataFrame:
    """Every row of a base layer, in the order in which they were loaded."""
    model, names = BASE_COLUMNS[layer]
    columns = [getattr(model, name) for name in names.split()]
    rows = session.execute(select(*columns, wkb(model.geom)).order_by(model.id)).all()
    shapes = single(geometries_of([row[-1] for row in rows]))
    table = gpd.GeoDataFrame([row[:-1] for row in rows], columns=names.split(), geometry=shapes, crs=4326)
    return table.astype({name: "Int64" for name in _WHOLE if name in table})
