"""Assigning again after a change: only what it can concern, with the result that assigning all again would have.

What is said of an item follows from the cells that it touches and from the edges within its *reach*, the
distance to the farthest thing that was looked at: the edge of the own cell, the runner-up, the rim of the
accuracy circle. A changed edge beyond the reach says nothing, before and after: nearer things were found
then, they are still there, and nothing has come between. So an item is decided again when it lies in the
box of a changed cell's changed edges, where the cell may have come to touch it or ceased to, or when
such a box is within its reach.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.assign import Assigner
from gis.boxes import SLACK_M
from gis.changes import Change
from gis.groups import NOBODY, lowest, numbered
from gis.locate import as_points
from gis.placement import FloatArray, IntArray, Placements, Shares
from gis.positions import Positions


@dataclass(frozen=True)
class Moves:
    """Positions that change hands: their numbers, and their cells' rows before and after; -1 is outside."""

    position: IntArray
    before: IntArray
    after: IntArray


def moves(positions: Positions, owner: IntArray, change: Change) -> Moves:
    """Find the positions that lie in another cell than before, without looking at those far from every changed edge.

    Parameters
    ----------
    positions : n positions without reach, in the plane of the cells
    owner : (n,) int array, the cell of before that each lies in, as `gis.locate.Locator` says; -1 outside
    change : what lies between the divisions

    Returns
    -------
    Moves
        All others lie in the cell of the same code as before.

    """
    asked, cell = _in_boxes(positions, change.boxes)
    touches = _touches(change, cell, positions.xy[asked])
    position, row = np.unique(asked, return_inverse=True)
    gained = lowest(len(position), row[touches], change.row_after[cell[touches]])

    before = owner[position]
    stands = np.where(before < 0, NOBODY, np.append(change.stands, -1)[before])
    lost = np.unique(row[~touches & (change.row_before[cell] == before[row]) & (before[row] >= 0)])
    now = stands.copy()
    now[lost] = _located(change.after.polygons, positions.xy[position[lost]])
    now = np.minimum(gained, now)

    moved = now != stands
    return Moves(position[moved], before[moved], numbered(now[moved]))


class Standing:
    """Positions with what was decided for them, kept so that those which a change concerns are found fast.

    Parameters
    ----------
    xy : (n, 2) float array, in the frame of `assigner`
    placements : what `assigner` decided for them
    assigner : of the cells before

    """

    def __init__(self, xy: ArrayLike, placements: Placements, assigner: Assigner) -> None:
        self._xy = as_points(xy)
        self._placements = placements
        self._assigner = assigner
        self._here = Positions(self._xy)
        self._there = Positions(assigner.in_plane(self._xy), _reach_m(placements))

    def concerned(self, change: Change) -> IntArray:
        """List the positions of which something else may be said after a change, in ascending order."""
        touching, _ = _in_boxes(self._here, change.boxes)
        reaching, _ = _in_boxes(self._there, change.boxes_in(self._assigner.in_plane))
        return np.union1d(touching, reaching)

    def reassigned(self, change: Change, assigner: Assigner) -> tuple[IntArray, Placements]:
        """Decide again what the change concerns.

        Parameters
        ----------
        change : what lies between the cells of the first assigner and those of the other
        assigner : of the cells after, on the same terms

        Returns
        -------
        (r,) int array, Placements
            The positions concerned, and what is said of them now. Of all others the same is said as before, of
            cells of the same code: see `carried`.

        """
        if (assigner.terms, assigner.plane) != (self._assigner.terms, self._assigner.plane):
            raise ValueError("positions can be assigned again only in the same plane and on the same terms")
        concerned = self.concerned(change)
        accuracy_m = self._placements.accuracy_m[concerned]
        return concerned, assigner.points(self._xy[concerned], accuracy_m)


def carried(placements: Placements, change: Change) -> Placements:
    """Say the same of the cells as they stand after a change; -1 in place of those that have ended."""
    stands = np.append(change.stands, -1)
    renumbered = stands.tolist()
    candidates = tuple(
        tuple((renumbered[cell], share) for cell, share in each) if each else each
        for each in placements.candidates
    )
    return replace(
        placements,
        cell=stands[placements.cell],
        runner_up=stands[placements.runner_up],
        candidates=candidates,
    )


def concerned_shapes(
    shapes: ArrayLike, shares: Sequence[Shares], change: Change, assigner: Assigner
) -> IntArray:
    """List the footprints or lines of which something else may be said after a change, in ascending order.

    Parameters
    ----------
    shapes : (n,) array of shapely geometries, in the frame of `assigner`
    shares : what `assigner`, that of the cells before, said of each
    change : what lies between the divisions

    """
    bounds = shapely.bounds(assigner.in_metres(shapes))
    away_m = np.array([each.distance_m for each in shares]) + SLACK_M
    concerned = np.zeros(len(bounds), dtype=bool)
    for box in change.boxes_in(assigner.in_plane):
        concerned |= _gaps_m(bounds, box) <= away_m
    return np.flatnonzero(concerned)


def _reach_m(placements: Placements) -> FloatArray:
    looked_at_m = np.fmax(placements.edge_distance_m, placements.runner_up_m)
    reach_m: FloatArray = np.fmax(looked_at_m, placements.accuracy_m) + SLACK_M
    return reach_m


def _in_boxes(positions: Positions, boxes: FloatArray) -> tuple[IntArray, IntArray]:
    """List every position that meets a box, with the number of the box."""
    found = [positions.meeting(box) for box in boxes]
    if not found:
        return np.empty(0, dtype=np.intp), np.empty(0, dtype=np.intp)
    return np.concatenate(found), np.repeat(np.arange(len(found)), [len(each) for each in found])


def _touches(change: Change, cell: IntArray, xy: FloatArray) -> NDArray[np.bool_]:
    """Whether each changed cell, as it is after, touches the position beside it."""
    polygons = change.changed_after
    shapely.prepare(polygons)
    touches: NDArray[np.bool_] = shapely.intersects_xy(polygons[cell], xy[:, 0], xy[:, 1])
    return touches


def _located(polygons: NDArray[np.object_], xy: FloatArray) -> IntArray:
    """The lowest cell that touches each of a few positions."""
    position, cell = shapely.STRtree(polygons).query(shapely.points(xy), predicate="intersects")
    return lowest(len(xy), position, cell)


def _gaps_m(bounds: FloatArray, box: FloatArray) -> FloatArray:
    """How far each of (n, 4) bounds is from a box."""
    beyond = np.maximum(bounds[:, :2] - box[2:], box[:2] - bounds[:, 2:]).clip(0.0)
    gaps_m: FloatArray = np.hypot(*beyond.T)
    return gaps_m
