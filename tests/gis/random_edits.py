"""Random edits of a coverage, as a planner might make them: near its borders, at the scale of its cells."""

import math
import random
from collections.abc import Callable, Iterable
from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.coverage import Coverage
from gis.edits import KINDS

Arguments = dict[str, Any]
Places = NDArray[np.float64]


class Planner:
    """Draws edits from a seed; the same seed and coverage give the same edits."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def choose(self, kinds: Iterable[str] = KINDS) -> str:
        """Choose a kind of edit."""
        return self._random.choice(sorted(kinds))

    def draw(self, coverage: Coverage, kind: str) -> tuple[str, Arguments]:
        """Choose the arguments of an edit."""
        drawing: Callable[[Coverage], Arguments] = getattr(self, f"_{kind}")
        return kind, drawing(coverage)

    def _move_node(self, coverage: Coverage) -> Arguments:
        start = self._node(coverage, self._cell(coverage))
        return {"start": start, "end": self._beside(coverage, start, 0.1)}

    def _move_edge(self, coverage: Coverage) -> Arguments:
        corners = _shell(coverage[self._cell(coverage)].polygon)
        at = self._random.randrange(len(corners) - 1)
        return {"ends": corners[at : at + 2], "by": self._beside(coverage, (0, 0), 0.1)}

    def _insert_node(self, coverage: Coverage) -> Arguments:
        corners = _shell(coverage[self._cell(coverage)].polygon)
        at = self._random.randrange(len(corners) - 1)
        return {"at": corners[at] + self._random.random() * (corners[at + 1] - corners[at])}

    def _remove_node(self, coverage: Coverage) -> Arguments:
        return {"at": self._node(coverage, self._cell(coverage))}

    def _split(self, coverage: Coverage) -> Arguments:
        cell = self._cell(coverage)
        inside = shapely.get_coordinates(shapely.point_on_surface(coverage[cell].polygon))[0]
        angle = self._random.uniform(0, math.pi)
        reach = math.sqrt(coverage[cell].polygon.area) * self._random.uniform(0.3, 2)
        ray = reach * np.array([math.cos(angle), math.sin(angle)])
        middle = self._beside(coverage, inside, 0.1)
        return {"cell": cell, "line": [inside - ray, middle, inside + ray]}

    def _merge(self, coverage: Coverage) -> Arguments:
        one, other = self._pair(coverage)
        return {"cells": [one, other], "into": one}

    def _transfer(self, coverage: Coverage) -> Arguments:
        one, _ = self._pair(coverage)
        at = self._node(coverage, one)
        return {
            "to": one,
            "area": self._blot(coverage, at),
            "strays": self._random.choice(["refuse", "join"]),
        }

    def _carve(self, coverage: Coverage) -> Arguments:
        cell = self._cell(coverage)
        at = self._beside(coverage, self._node(coverage, cell), 0.5)
        strays = self._random.choice(["refuse", "join"])
        return {"area": self._blot(coverage, at), "parent": coverage[cell].parent, "strays": strays}

    def _reshape(self, coverage: Coverage) -> Arguments:
        one, other = self._pair(coverage)
        border = shapely.intersection(coverage[one].polygon, coverage[other].polygon)
        corners = shapely.get_coordinates(border)
        start, end = (corners[self._random.randrange(len(corners))] for _ in range(2))
        bends = [
            self._beside(coverage, start + share * (end - start), 0.2)
            for share in sorted(self._random.random() for _ in range(self._random.randrange(1, 4)))
        ]
        if self._random.random() < 0.5:
            start, end = self._beside(coverage, start, 0.3), self._beside(coverage, end, 0.3)
        return {"between": (one, other), "line": [start, *bends, end]}

    def _simplify_border(self, coverage: Coverage) -> Arguments:
        return {
            "between": self._pair(coverage),
            "tolerance": self._size(coverage) * self._random.uniform(0.01, 0.2),
        }

    def _move_to_parent(self, coverage: Coverage) -> Arguments:
        one, other = self._pair(coverage)
        return {"cell": one, "parent": coverage[other].parent}

    def _cell(self, coverage: Coverage) -> str:
        return self._random.choice(coverage.codes)

    def _pair(self, coverage: Coverage) -> tuple[str, str]:
        one = self._cell(coverage)
        return one, self._random.choice(sorted(coverage.neighbours[one]) or [one])

    def _node(self, coverage: Coverage, cell: str) -> Places:
        corners = _shell(coverage[cell].polygon)
        return corners[self._random.randrange(len(corners) - 1)]

    def _beside(self, coverage: Coverage, at: ArrayLike, share: float) -> Places:
        reach = self._size(coverage) * share
        return np.add(at, [self._random.uniform(-reach, reach), self._random.uniform(-reach, reach)])

    def _blot(self, coverage: Coverage, at: Places) -> Any:
        """A star around a place, from much smaller than a cell to about as large."""
        radius = self._size(coverage) * self._random.uniform(0.02, 0.7)
        turns = sorted(self._random.uniform(0, 2 * math.pi) for _ in range(self._random.randrange(3, 9)))
        corners = [
            np.add(at, radius * self._random.uniform(0.3, 1) * np.array([math.cos(turn), math.sin(turn)]))
            for turn in turns
        ]
        return shapely.make_valid(shapely.Polygon(corners))

    def _size(self, coverage: Coverage) -> float:
        """The side of a square as large as a middling cell."""
        west, south, east, north = shapely.total_bounds(coverage.polygons)
        return math.sqrt((east - west) * (north - south) / len(coverage))


def _shell(polygon: shapely.Polygon) -> Places:
    return shapely.get_coordinates(polygon.exterior)
