"""What positions are weighed against: the land of the town with its buildings and streets, from the store."""

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gis.sentinel import TownShape
from layers.divisions import Division
from layers.models import Building, Street
from layers.rows import geometries_of, wkb


def town_shape(session: Session, division: Division) -> TownShape:
    """Read the shape of the town: the union of its grids, and every building and street."""
    landmarks = [_geometries(session, Building.geom), _geometries(session, Street.geom)]
    return TownShape(shapely.union_all(division.polygons), np.concatenate(landmarks))


def _geometries(session: Session, column: InstrumentedAttribute) -> NDArray[np.object_]:
    return geometries_of(session.scalars(select(wkb(column))).all())
