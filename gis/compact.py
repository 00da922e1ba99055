"""A plan in compact form: all that a browser needs to locate without a server, as one small JSON document.

The document holds the arcs of the plan as differences from vertex to vertex, what its cells are called, and the
transverse Mercator plane in which metres are counted. `static/js/locate.js` reads it and answers as
`gis.assign.Assigner` does. Nothing personal is in it.

Coordinates are whole lattice units of 1e-7 degree; longitude and latitude of a vertex are the doubles ``k / 1e7``.
The first vertex of an arc counts from the corner of the plan, each other one from the one before it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import pyproj
from numpy.typing import NDArray
from pyproj.exceptions import CRSError

from gis.arcs import OUTSIDE, Arcs, Integers
from gis.assign import DEFAULT_TOLERANCE_M
from gis.errors import CrsError, NotACompactPlan
from gis.lattice import FARTHEST

FORMAT = "wangge-compact-plan"
VERSION = 1

_TRANSVERSE_MERCATOR = "9807"  # EPSG's number of the method
_PLANE = {
    "Longitude of natural origin": "central_meridian",
    "Scale factor at natural origin": "scale",
    "False easting": "false_easting_m",
    "False northing": "false_northing_m",
}


@dataclass(frozen=True)
class Names:
    """What the cells of a plan are called, in code order: n texts each."""

    codes: tuple[str, ...]
    names: tuple[str, ...]
    community_codes: tuple[str, ...]
    kinds: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class CompactPlan:
    """The arcs of a plan, the names of its cells, its metric plane and how far outside still counts as near.

    Raises
    ------
    NotACompactPlan
        When arcs and names do not fit together, or codes do not ascend.

    """

    arcs: Arcs
    cells: Names
    crs: pyproj.CRS
    tolerance_m: float = DEFAULT_TOLERANCE_M

    def __post_init__(self) -> None:
        _demand(0 <= self.tolerance_m < np.inf, "its tolerance is no distance")
        _check_names(self.cells)
        _check_arcs(self.arcs, len(self.cells.codes))


def write_compact(plan: CompactPlan) -> dict[str, Any]:
    """Give a plan the form of a JSON document; the same plan always has the same one.

    Raises
    ------
    CrsError
        When the metric plane is no transverse Mercator plane (Gauss-Krüger, UTM) on the equator.

    Examples
    --------
    >>> import shapely
    >>> from gis.arcs import arcs_of
    >>> square = shapely.box(1_110_000_000, 280_000_000, 1_110_000_009, 280_000_007)
    >>> names = Names(("001",), ("East",), ("A",), ("basic",))
    >>> document = write_compact(CompactPlan(arcs_of([square]), names, pyproj.CRS(4546)))
    >>> document["corner"], document["arcs"]["deltas"]
    ([1110000000, 280000000], [0, 0, 9, 0, 0, 7, -9, 0, 0, -7])

    """
    corner, deltas = _deltas(plan.arcs)
    return {
        "format": FORMAT,
        "version": VERSION,
        "tolerance_m": plan.tolerance_m,
        "plane": _plane_of(plan.crs),
        "cells": {column: list(texts) for column, texts in vars(plan.cells).items()},
        "corner": corner.tolist(),
        "arcs": {
            "left": plan.arcs.left.tolist(),
            "right": plan.arcs.right.tolist(),
            "sizes": np.diff(plan.arcs.offsets).tolist(),
            "deltas": deltas.ravel().tolist(),
        },
    }


def read_compact(document: Any) -> CompactPlan:
    """Read what `write_compact` wrote.

    Its parts are checked to fit together; whether the arcs are those of a coverage is not.

    Raises
    ------
    NotACompactPlan
        When it is something else, of another version, or damaged.

    """
    try:
        _demand(document["format"] == FORMAT, "it is in another format")
        _demand(document["version"] == VERSION, f"its version is not {VERSION}")
        cells = Names(**{column: tuple(texts) for column, texts in document["cells"].items()})
        crs = pyproj.CRS(document["plane"]["crs"])
        _demand(document["plane"] == _plane_of(crs), "its plane is not that of its reference system")
        return CompactPlan(_arcs(document), cells, crs, float(document["tolerance_m"]))
    except (KeyError, TypeError, ValueError, AttributeError, CRSError, CrsError) as error:
        raise NotACompactPlan("something is missing, or not what it should be") from error


def _demand(is_met: object, otherwise: str) -> None:
    if not is_met:
        raise NotACompactPlan(otherwise)


def _deltas(arcs: Arcs) -> tuple[Integers, Integers]:
    corner = arcs.coordinates.min(axis=0, initial=FARTHEST[0]) if len(arcs) else np.zeros(2, dtype=np.int64)
    relative = arcs.coordinates - corner
    deltas = np.diff(relative, axis=0, prepend=relative[:1])
    deltas[arcs.offsets[:-1]] = relative[arcs.offsets[:-1]]
    return corner, deltas


def _plane_of(crs: pyproj.CRS) -> dict[str, Any]:
    """The numbers of a transverse Mercator plane, and the code it is known by."""
    operation, ellipsoid = crs.coordinate_operation, crs.ellipsoid
    if operation is None or ellipsoid is None or operation.method_code != _TRANSVERSE_MERCATOR:
        raise CrsError(f"The plane “{crs.name}” is not a transverse Mercator one.")
    values = {parameter.name: float(parameter.value) for parameter in operation.params}
    if values["Latitude of natural origin"] != 0 or crs.to_epsg() is None:
        raise CrsError(f"The plane “{crs.name}” is not counted from the equator, or no registry lists it.")
    return {
        "crs": f"EPSG:{crs.to_epsg()}",
        **{name: values[parameter] for parameter, name in _PLANE.items()},
        "semi_major_m": ellipsoid.semi_major_metre,
        "inverse_flattening": ellipsoid.inverse_flattening,
    }


def _arcs(document: Mapping[str, Any]) -> Arcs:
    """Add the differences up again."""
    columns = document["arcs"]
    sizes = _whole(columns["sizes"])
    deltas = _whole(columns["deltas"]).reshape(-1, 2)
    offsets = np.append(0, np.cumsum(sizes))
    is_long_enough = (sizes >= 2) & (sizes <= len(deltas))
    _demand(is_long_enough.all() and offsets[-1] == len(deltas), "its arcs have other lengths")
    summed = np.cumsum(deltas, axis=0)
    before = np.concatenate([[[0, 0]], summed])[offsets[:-1]]
    coordinates = summed - np.repeat(before, sizes, axis=0) + _whole(document["corner"]).reshape(2)
    return Arcs(coordinates, offsets, _whole(columns["left"]), _whole(columns["right"]))


def _whole(numbers: Sequence[int]) -> NDArray[np.int64]:
    array = np.array(numbers)
    if array.size and array.dtype.kind != "i":
        raise TypeError("not whole numbers")
    return array.astype(np.int64).reshape(-1)


def _check_names(cells: Names) -> None:
    columns = list(vars(cells).values())
    _demand(all(isinstance(text, str) for column in columns for text in column), "its names are no texts")
    _demand(len({len(column) for column in columns}) == 1, "its cells have names missing")
    _demand(list(cells.codes) == sorted(set(cells.codes)), "its codes are not in order")


def _check_arcs(arcs: Arcs, count: int) -> None:
    _demand(len(arcs.left) == len(arcs.right) == len(arcs.offsets) - 1, "its arcs have sides missing")
    _demand((np.abs(arcs.coordinates) <= FARTHEST).all(), "it leaves the earth")
    is_border = (arcs.right == OUTSIDE) | (arcs.left < arcs.right)
    are_cells = (arcs.left >= 0) & (arcs.right >= OUTSIDE) & (arcs.left < count) & (arcs.right < count)
    _demand((is_border & are_cells).all(), "its arcs lie between cells that are not there")
    _demand(
        len(np.setdiff1d(np.arange(count), np.append(arcs.left, arcs.right))) == 0, "a cell has no border"
    )
