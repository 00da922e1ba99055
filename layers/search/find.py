"""From what was typed to the places it may mean, the likeliest first."""

from collections.abc import Iterator
from datetime import date

import shapely
from sqlalchemy.orm import Session

from layers.divisions import Division
from layers.search.index import Indexes
from layers.search.names import Needle
from layers.search.places import Centre, Places, Ranked, Result
from layers.search.positions import Town, read_positions

MOST = 100
_SHORTEST_FOR_ADDRESSES = 2


def find_places(
    session: Session,
    indexes: Indexes,
    division: Division,
    typed: str,
    *,
    on: date,
    limit: int,
    centre: tuple[float, float] | None = None,
) -> list[Result]:
    """Find places by code, name, address, person or coordinates.

    Parameters
    ----------
    on : the day whose people are meant
    limit : how many at most; of each kind there are at most 12
    centre : longitude and latitude of where the map looks; of what fits alike the nearest comes first

    """
    west, south, east, north = shapely.total_bounds(division.polygons).tolist()
    if positions := read_positions(typed, Town((west, south, east, north), division.crs)):
        return positions[:limit]
    needle = Needle.of(typed)
    here = None if centre is None else Centre(*centre, division.crs)
    ranked: list[Ranked] = []
    for places in _searched(session, indexes, division, needle, on):
        ranked += places.find(needle, here)
    ranked.sort(key=lambda one: one.score)  # stable: kinds stay in their order
    return [one.result for one in ranked[:limit]]


def _searched(
    session: Session, indexes: Indexes, division: Division, needle: Needle, on: date
) -> Iterator[Places]:
    """What is looked through, in the order in which kinds are told where they fit alike."""
    if not needle.text:
        return
    index = indexes.of(session, division)
    yield index.communities
    yield index.grids
    yield from indexes.people(session, index, on)
    yield index.streets
    yield indexes.service_points(session)
    if len(needle.text) >= _SHORTEST_FOR_ADDRESSES:
        yield index.addresses
