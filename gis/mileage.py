"""Lines by their mileage: places on them as metres from the first vertex, and stretches between two such places.

All lines lie behind one another on one scale, with a metre between them, so that one sorted search finds the
vertex before a place on any of them.
"""

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.intp]
Lines = NDArray[np.object_]

_BETWEEN_LINES_M = 1.0


class Mileage:
    """Measure along lines.

    Parameters
    ----------
    lines : (m,) array of LineString, longitude/latitude
        What stretches are cut from.
    in_metres : (m,) array of LineString, metric plane
        The same lines, vertex for vertex.

    """

    def __init__(self, lines: Lines, in_metres: Lines) -> None:
        self._xy = shapely.get_coordinates(lines)
        xy_m, owner = shapely.get_coordinates(in_metres, return_index=True)
        along_m = lengths_along(xy_m, owner)
        self.length_m: FloatArray = along_m[np.flatnonzero(np.diff(owner, append=-1))]
        self._start_m: FloatArray = np.cumsum(self.length_m + _BETWEEN_LINES_M) - self.length_m
        self._scale: FloatArray = self._start_m[owner] + along_m

    def on_scale(self, line: IntArray, along_m: FloatArray) -> FloatArray:
        """Give each place, `along_m` metres along a line, its mark on the scale of all lines."""
        marks: FloatArray = self._start_m[line] + along_m
        return marks

    def stretches(self, line: IntArray, start_m: ArrayLike, end_m: ArrayLike) -> Lines:
        """Cut stretches out of lines.

        Parameters
        ----------
        line : (k,) int array
        start_m, end_m : (k,) float arrays
            From where to where, start before end.

        Returns
        -------
        (k,) array of LineString, longitude/latitude
            With all vertices of the line between the two places. A place that is no vertex is put on the
            segment, not on the lattice.

        """
        start = self.on_scale(line, np.asarray(start_m, dtype=float))
        end = self.on_scale(line, np.asarray(end_m, dtype=float))
        first = np.searchsorted(self._scale, start, side="right")
        behind = np.searchsorted(self._scale, end, side="left")
        between = _ranges(first, behind)
        xy = np.concatenate([self._at(start), self._at(end), self._xy[between]])
        numbers = np.arange(len(line))
        owner = np.concatenate([numbers, numbers, np.repeat(numbers, np.maximum(behind - first, 0))])
        mark = np.concatenate([start, end, self._scale[between]])
        order = np.lexsort((mark, owner))
        return np.asarray(shapely.linestrings(xy[order], indices=owner[order]), dtype=object)

    def _at(self, marks: FloatArray) -> FloatArray:
        """The coordinates at marks of the scale; a vertex exactly as it is."""
        return np.column_stack([np.interp(marks, self._scale, values) for values in self._xy.T])


def lengths_along(xy: FloatArray, owner: IntArray) -> FloatArray:
    """The length from the first vertex of its line to each vertex, in the unit of `xy`; `owner` is sorted."""
    steps = np.hypot(*np.diff(xy, axis=0, prepend=xy[:1]).T)
    first = np.diff(owner, prepend=-1) != 0
    steps[first] = 0.0
    total = np.cumsum(steps)
    starts: FloatArray = total[first]
    along: FloatArray = total - starts[np.cumsum(first) - 1]
    return along


def _ranges(first: IntArray, behind: IntArray) -> IntArray:
    """The whole numbers from each `first` up to its `behind`, one run after the other."""
    counts = np.maximum(behind - first, 0)
    before = np.cumsum(counts) - counts
    runs: IntArray = np.arange(counts.sum()) + np.repeat(first - before, counts)
    return runs
