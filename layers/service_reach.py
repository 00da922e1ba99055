"""How far the households of each grid have it to the nearest service point of a kind: straight, and on foot."""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from gis.catchment import nearest_services
from gis.crs import project
from gis.errors import NoStreets
from gis.figures.tallies import means, totals
from gis.locate import Locator
from gis.metrics import straight_to_services_m
from gis.streets.network import StreetNetwork
from layers.divisions import Division
from layers.models import Building, DoorPlate, ServicePoint, Street
from layers.rows import geometries_of, wkb

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]


@dataclass(frozen=True)
class Homes:
    """Where the households of a division live, and the streets they walk.

    Attributes
    ----------
    lonlat : (n, 2) float array
    households : (n,) float array, more than nothing
    owner : (n,) int array, the grid that each lies in; -1 for none
    network : the streets, or None for a town without

    """

    lonlat: FloatArray
    households: FloatArray
    owner: IntArray
    network: StreetNetwork | None


@dataclass(frozen=True)
class Reach:
    """Mean distances of the households of n grids, in metres, as arrays of length n; NaN where nothing is known.

    Attributes
    ----------
    straight_m, walk_m : float arrays, each the mean over the households that have such a way
    straight_households, walk_households : float arrays, how many these are: weights for sums over several grids

    """

    straight_m: FloatArray
    walk_m: FloatArray
    straight_households: FloatArray
    walk_households: FloatArray


def read_homes(session: Session, division: Division) -> Homes:
    """Read the buildings with households, or, where no building has any, the door plates with households."""
    points, households = _lived_in(session, Building.geom, Building.households)
    if not len(households):
        points, households = _lived_in(session, DoorPlate.geom, DoorPlate.households)
    lonlat = shapely.get_coordinates(points).reshape(-1, 2)
    owner = Locator(division.polygons).locate(lonlat) if len(lonlat) else np.empty(0, dtype=np.intp)
    return Homes(lonlat, households, owner, _street_network(session, division))


def service_places(session: Session, kind: str) -> FloatArray:
    """The service points of a kind that have a position, as a (k, 2) array of longitude and latitude."""
    rows = session.execute(
        select(wkb(ServicePoint.position))
        .where(ServicePoint.kind == kind, ServicePoint.position.is_not(None))
        .order_by(ServicePoint.id)
    ).scalars()
    return shapely.get_coordinates(geometries_of(list(rows))).reshape(-1, 2)


def reach_of(division: Division, homes: Homes, services: FloatArray) -> Reach:
    """Measure from every home to the nearest of some service points."""
    cells, n = len(division.codes), len(homes.households)
    straight_m = walk_m = np.full(n, np.inf)
    if n and len(services):
        straight_m = straight_to_services_m(
            _in_metres(homes.lonlat, division), _in_metres(services, division)
        )
        if homes.network is not None:
            walk_m = nearest_services(homes.network, homes.lonlat, services).walk_m
    return Reach(
        means(homes.owner, straight_m, homes.households, cells=cells),
        means(homes.owner, walk_m, homes.households, cells=cells),
        totals(homes.owner, np.where(np.isfinite(straight_m), homes.households, 0.0), cells=cells),
        totals(homes.owner, np.where(np.isfinite(walk_m), homes.households, 0.0), cells=cells),
    )


def _lived_in(
    session: Session, shape: InstrumentedAttribute[object], households: InstrumentedAttribute[int | None]
) -> tuple[NDArray[np.object_], FloatArray]:
    """A point in each place where households live, and how many."""
    rows = session.execute(select(wkb(shape), households).where(households > 0)).all()
    points = shapely.point_on_surface(geometries_of([row[0] for row in rows]))
    return points, np.array([row[1] for row in rows], dtype=np.float64)


def _street_network(session: Session, division: Division) -> StreetNetwork | None:
    rows = session.execute(select(wkb(Street.geom), Street.is_bridge).order_by(Street.id)).all()
    try:
        return StreetNetwork(
            geometries_of([row[0] for row in rows]),
            crs=division.crs,
            levels=np.array([row[1] for row in rows], dtype=bool),
        )
    except NoStreets:
        return None


def _in_metres(lonlat: FloatArray, division: Division) -> FloatArray:
    return shapely.get_coordinates(project(np.asarray(shapely.points(lonlat)), division.crs))
