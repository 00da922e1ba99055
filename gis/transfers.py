"""Land that changes hands between two forms of a set of cells, of any quality.

The two forms name their cells by codes; what has the same code and the same shape is passed over. Where cells of one
form overlap, a piece of land is listed for each pair of hands that it is in before and after.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from gis.checking.faces import pieces_between

Polygons = NDArray[np.object_]
Codes = NDArray[np.object_]
Rows = NDArray[np.intp]


@dataclass(frozen=True)
class Transfers:
    """Pieces of land, arrays of length n: the code that had each `before` and has it `after` (None: nobody's land)."""

    before: Codes
    after: Codes
    land: Polygons

    def __len__(self) -> int:
        return len(self.land)


def transfers(before: Polygons, codes: Codes, after: Polygons, new_codes: Codes) -> Transfers:
    """Find the land that is in other hands after than before.

    Parameters
    ----------
    before, after : arrays of valid Polygon or MultiPolygon, in one plane
    codes, new_codes : what the cells of each are called; no code twice in one of them

    Returns
    -------
    Transfers
        One piece (which may lie in several parts) for each pair of hands.

    Examples
    --------
    >>> west, east = shapely.box(0, 0, 2, 1), shapely.box(2, 0, 3, 1)
    >>> wider, narrower = shapely.box(0, 0, 1, 1), shapely.box(1, 0, 3, 1)
    >>> codes = np.array(["a", "b"], dtype=object)
    >>> moved = transfers(np.array([west, east]), codes, np.array([wider, narrower]), codes)
    >>> moved.before.tolist(), moved.after.tolist(), shapely.area(moved.land).tolist()
    (['a'], ['b'], [1.0])

    """
    old, new = _rows_to_look_at(before, codes, after, new_codes)
    pieces = pieces_between(np.concatenate([before[old], after[new]]))
    tree = shapely.STRtree(shapely.point_on_surface(pieces))
    giver, given = tree.query(before[old], "intersects")
    taker, taken = tree.query(after[new], "intersects")
    piece, hands = _hands(given, codes[old[giver]], taken, new_codes[new[taker]])
    moves = hands[:, 0] != hands[:, 1]
    return _united(hands[moves], pieces[piece[moves]])


def _rows_to_look_at(before: Polygons, codes: Codes, after: Polygons, new_codes: Codes) -> tuple[Rows, Rows]:
    """The cells of each form that the other has not, and those that may touch one of them."""
    old, new = _unlike(before, codes, after, new_codes)
    changed = np.concatenate([before[old], after[new]])
    around, new_around = (np.unique(shapely.STRtree(cells).query(changed)[1]) for cells in (before, after))
    return around, new_around


def _unlike(before: Polygons, codes: Codes, after: Polygons, new_codes: Codes) -> tuple[Rows, Rows]:
    """The rows of each form that the other has not with the same code and shape."""
    row = {code: at for at, code in enumerate(new_codes.tolist())}
    partner = np.array([row.get(code, -1) for code in codes.tolist()], dtype=np.intp)
    same = partner >= 0
    same[same] = _are_alike(before[same], after[partner[same]])
    return np.flatnonzero(~same), np.delete(np.arange(len(after)), partner[same])


def _are_alike(some: Polygons, others: Polygons) -> NDArray[np.bool_]:
    alike: NDArray[np.bool_] = np.array(some == others, dtype=bool)
    rest = ~alike
    alike[rest] = shapely.equals_identical(shapely.normalize(some[rest]), shapely.normalize(others[rest]))
    return alike


def _hands(given: Rows, giver: Codes, taken: Rows, taker: Codes) -> tuple[Rows, Codes]:
    """Each pair of hands that a piece is in before and after: the piece, (n,), and the two, (n, 2)."""
    count = 1 + int(max(given.max(initial=-1), taken.max(initial=-1)))
    takers = np.bincount(taken, minlength=count)
    order = np.argsort(taken, kind="stable")
    begins = np.cumsum(takers) - takers
    times = takers[given]
    nth = np.arange(times.sum()) - np.repeat(np.cumsum(times) - times, times)
    both = np.column_stack([np.repeat(giver, times), taker[order[np.repeat(begins[given], times) + nth]]])
    left, won = times == 0, ~np.isin(taken, given)
    abandoned = np.column_stack([giver[left], np.full(left.sum(), None)])
    gained = np.column_stack([np.full(won.sum(), None), taker[won]])
    piece = np.concatenate([np.repeat(given, times), given[left], taken[won]])
    return piece, np.concatenate([both, abandoned, gained])


def _united(hands: Codes, pieces: Polygons) -> Transfers:
    """What goes from one hand to another, as one geometry for each two hands."""
    named = {pair: row for row, pair in enumerate(dict.fromkeys(map(tuple, hands.tolist())))}
    pair = np.array([named[giver, taker] for giver, taker in hands.tolist()], dtype=np.intp)
    together = np.full(len(named), shapely.MultiPolygon(), dtype=object)
    order = np.argsort(pair, kind="stable")
    shapely.multipolygons(pieces[order], indices=pair[order], out=together)
    several = shapely.get_num_geometries(together) > 1
    together[several] = _joined(together[several, None])
    different = np.array(list(named), dtype=object).reshape(-1, 2)
    return Transfers(different[:, 0], different[:, 1], together)


def _joined(groups: Polygons) -> Any:
    """Unite pieces that lie side by side, (n, 1) collections of them; the quick way refuses what arithmetic lets overlap by a hair."""
    try:
        return shapely.coverage_union_all(groups, axis=1)
    except shapely.GEOSException:
        return shapely.union_all(groups, axis=1)
