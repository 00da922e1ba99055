"""The figures of a division: how large, how compact, how populous and how well served each cell is.

All figures stand for the cells asked about alone, so that after an edit only the touched cells are measured,
with the points that they own. Points come with their owners (see `gis.tallies`); nothing is located here.

What is not known is NaN, never 0: residents that nobody counted, the mean distance where nobody lives.
"""

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import ArrayLike

from gis import shape
from gis.balance import balance_index, deviation, share_in_band
from gis.barriers import MARGIN_M, crossings
from gis.catchment import TEN_MINUTES_M
from gis.locate import as_points
from gis.tallies import FloatArray, IntArray, counts, means, of_known, totals

BAND = (300.0, 500.0)  # households


@dataclass(frozen=True)
class Doors:
    """Where people live: n buildings or door plates, as arrays of length n.

    Attributes
    ----------
    owner : int array, the cell that each lies in; -1 for none
    households : float array
    residents : float array, where they were counted
    straight_m : float array, straight to the nearest service point (see `straight_to_services_m`), where it was measured
    walk_m : float array, on foot (see `gis.catchment.nearest_services`), where it was measured

    """

    owner: IntArray
    households: FloatArray
    residents: FloatArray | None = None
    straight_m: FloatArray | None = None
    walk_m: FloatArray | None = None


@dataclass(frozen=True)
class Items:
    """What happens and stands in cells: n points, the cell (-1 for none) and the kind, 0 to `kinds` - 1, of each."""

    owner: IntArray
    kind: IntArray
    kinds: int


NO_ITEMS = Items(np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp), kinds=0)


@dataclass(frozen=True)
class Metrics:
    """The figures of n cells, as arrays of length n.

    Attributes
    ----------
    area_m2, perimeter_m : see `gis.shape`, as for the next five
    polsby_popper, reock, hull_ratio : compactness, in (0, 1]
    parts, holes : int arrays
    households, residents : sums over the doors; NaN where not counted
    items : (n, kinds) int array, how many of each kind
    barriers, barrier_m : how many pass through, and for how many metres (see `gis.barriers`)
    straight_m, walk_m : mean over the households, of those that have a way; NaN where nobody has
    covered : share of the households that have a service point within reach on foot; NaN where nobody lives

    """

    area_m2: FloatArray
    perimeter_m: FloatArray
    polsby_popper: FloatArray
    reock: FloatArray
    hull_ratio: FloatArray
    parts: IntArray
    holes: IntArray
    households: FloatArray
    residents: FloatArray
    items: IntArray
    barriers: IntArray
    barrier_m: FloatArray
    straight_m: FloatArray
    walk_m: FloatArray
    covered: FloatArray


@dataclass(frozen=True)
class Summary:
    """A division in a few figures.

    Attributes
    ----------
    cells : how many
    area_m2, households, residents : of all together
    fewest, most : households of a cell
    rms_deviation : root of the mean squared deviation from the target (0.1 = ten per cent)
    balance : index from 0 to 100, see `gis.balance.balance_index`
    in_band : share of the cells within the band of households
    polsby_popper, reock, hull_ratio : mean over the cells
    torn : how many cells have more than one part
    crossed : how many cells a barrier passes through
    barrier_m : for how many metres, in all
    items : (kinds,) int array, how many of each kind
    straight_m, walk_m, covered : mean over the cells, each weighted by its households

    """

    cells: int
    area_m2: float
    households: float
    residents: float
    fewest: float
    most: float
    rms_deviation: float
    balance: float
    in_band: float
    polsby_popper: float
    reock: float
    hull_ratio: float
    torn: int
    crossed: int
    barrier_m: float
    items: IntArray
    straight_m: float
    walk_m: float
    covered: float


def measure(
    cells: ArrayLike,
    *,
    doors: Doors | None = None,
    items: Items = NO_ITEMS,
    barriers: ArrayLike = (),
    margin_m: ArrayLike = MARGIN_M,
    reach_m: float = TEN_MINUTES_M,
) -> Metrics:
    """Measure cells.

    Parameters
    ----------
    cells : (n,) array of Polygon or MultiPolygon, metric plane of the place (metres)
        All of a division or any of them.
    doors : Doors
        Owners count in `cells`; without doors nothing is known of people.
    items : Items
        Owners count in `cells`.
    barriers : array of LineString or MultiLineString, the same plane
        Rivers and main roads.
    margin_m : float, or one for each barrier
        How far inside a cell a barrier begins to count (see `gis.barriers.crossings`).
    reach_m : float
        How far on foot a service point covers a household (see `gis.catchment.walked_m`).

    Raises
    ------
    CellsRefused
        When a cell is no valid polygon.
    LinesRefused
        When a barrier is no line.

    Examples
    --------
    >>> cells = [shapely.box(0, 0, 100, 100), shapely.box(100, 0, 300, 100)]
    >>> doors = Doors(owner=np.array([0, 0, -1]), households=np.array([12.0, 8.0, 5.0]))
    >>> figures = measure(cells, doors=doors)
    >>> figures.area_m2.tolist(), figures.households.tolist(), figures.covered.tolist()
    ([10000.0, 20000.0], [20.0, 0.0], [nan, nan])

    """
    given = shape.as_cells(cells)
    n = len(given)
    people = doors or Doors(np.empty(0, dtype=np.intp), np.empty(0))
    crossed = crossings(given, barriers, margin_m=margin_m)
    return Metrics(
        area_m2=shape.area_m2(given),
        perimeter_m=shape.perimeter_m(given),
        polsby_popper=shape.polsby_popper(given),
        reock=shape.reock(given),
        hull_ratio=shape.hull_ratio(given),
        parts=shape.parts(given),
        holes=shape.holes(given),
        households=_sum(people, people.households if doors else None, n),
        residents=_sum(people, people.residents, n),
        items=counts(items.owner, items.kind, cells=n, kinds=items.kinds),
        barriers=crossed.barriers,
        barrier_m=crossed.length_m,
        straight_m=_mean(people, people.straight_m, n),
        walk_m=_mean(people, people.walk_m, n),
        covered=_mean(people, _are_within(people.walk_m, reach_m), n),
    )


def summarise(metrics: Metrics, *, target: float, band: tuple[float, float] = BAND) -> Summary:
    """Sum up the figures of a division, against the households that a cell should have."""
    off = deviation(metrics.households, target)
    return Summary(
        cells=len(metrics.area_m2),
        area_m2=float(metrics.area_m2.sum()),
        households=of_known(np.sum, metrics.households),
        residents=of_known(np.sum, metrics.residents),
        fewest=of_known(np.min, metrics.households),
        most=of_known(np.max, metrics.households),
        rms_deviation=float(np.sqrt(of_known(np.mean, off**2))),
        balance=balance_index(metrics.households, target),
        in_band=share_in_band(metrics.households, *band),
        polsby_popper=of_known(np.mean, metrics.polsby_popper),
        reock=of_known(np.mean, metrics.reock),
        hull_ratio=of_known(np.mean, metrics.hull_ratio),
        torn=int((metrics.parts > 1).sum()),
        crossed=int((metrics.barriers > 0).sum()),
        barrier_m=float(metrics.barrier_m.sum()),
        items=metrics.items.sum(axis=0),
        straight_m=_by_household(metrics, metrics.straight_m),
        walk_m=_by_household(metrics, metrics.walk_m),
        covered=_by_household(metrics, metrics.covered),
    )


def straight_to_services_m(doors: ArrayLike, services: ArrayLike) -> FloatArray:
    """Measure straight from each door to the nearest service point.

    Parameters
    ----------
    doors, services : (n, 2) and (k, 2) float arrays, metric plane (metres)

    Returns
    -------
    (n,) float array
        Metres; infinite where there is no service point, NaN without a place.

    Examples
    --------
    >>> straight_to_services_m([(0, 0), (50, 0)], [(30, 40), (50, 10)]).tolist()
    [50.0, 10.0]

    """
    here, there = as_points(doors), as_points(services)
    is_known = np.isfinite(here).all(axis=1)
    tree = shapely.STRtree(np.asarray(shapely.points(there[np.isfinite(there).all(axis=1)])))
    (asked, _), least_m = tree.query_nearest(
        shapely.points(here[is_known]), return_distance=True, all_matches=False
    )
    distance_m = np.where(is_known, np.inf, np.nan)
    distance_m[np.flatnonzero(is_known)[asked]] = least_m
    return distance_m


def _sum(doors: Doors, weights: FloatArray | None, cells: int) -> FloatArray:
    return np.full(cells, np.nan) if weights is None else totals(doors.owner, weights, cells=cells)


def _mean(doors: Doors, values: FloatArray | None, cells: int) -> FloatArray:
    if values is None:
        return np.full(cells, np.nan)
    return means(doors.owner, values, doors.households, cells=cells)


def _are_within(walk_m: FloatArray | None, reach_m: float) -> FloatArray | None:
    return None if walk_m is None else np.where(np.isnan(walk_m), np.nan, walk_m <= reach_m)


def _by_household(metrics: Metrics, values: FloatArray) -> float:
    everywhere = np.zeros(len(values), dtype=np.intp)
    return float(means(everywhere, values, np.nan_to_num(metrics.households), cells=1)[0])
