"""The shape of cells: size, compactness and wholeness, each figure from the polygon alone.

Three figures of compactness stand side by side since they see different faults: Polsby-Popper a ragged border,
Reock a long cell, the hull ratio a cell with arms. All are 1 for a circle at most, and do not change when a
cell is moved, turned or scaled. Cells are (Multi)Polygons in the metric plane of the place, holes are not
part of them, and any subset of a division may be asked about.
"""

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.errors import CellsRefused
from gis.tallies import FloatArray, IntArray

Cells = NDArray[np.object_]


def as_cells(cells: ArrayLike) -> Cells:
    """Check that all are valid Polygons or MultiPolygons; an empty one is a cell without land.

    Raises
    ------
    CellsRefused
        With the rows of what is none, such as one that crosses itself.

    """
    given = np.atleast_1d(np.asarray(cells, dtype=object))
    is_cell = np.isin(shapely.get_type_id(given), (3, 6)) & shapely.is_valid(given)
    if not is_cell.all():
        rows = np.flatnonzero(~is_cell).tolist()
        raise CellsRefused("Some cells are no valid polygons, so they cannot be measured.", rows=rows)
    return given


def area_m2(cells: ArrayLike) -> FloatArray:
    """Measure the land of each cell."""
    areas: FloatArray = shapely.area(as_cells(cells))
    return areas


def perimeter_m(cells: ArrayLike) -> FloatArray:
    """Measure the border of each cell, around its holes too."""
    lengths: FloatArray = shapely.length(as_cells(cells))
    return lengths


def polsby_popper(cells: ArrayLike) -> FloatArray:
    """Compare the area of each cell with that of a circle of the same perimeter: ``4 * pi * area / perimeter ** 2``.

    Parameters
    ----------
    cells : (n,) array of Polygon or MultiPolygon, metres

    Returns
    -------
    (n,) float array
        In (0, 1]; NaN for a cell without land. A square has 0.785.

    References
    ----------
    D. D. Polsby and R. D. Popper, "The Third Criterion: Compactness as a Procedural Safeguard against
    Partisan Gerrymandering", Yale Law & Policy Review 9 (1991), 301-353.

    Examples
    --------
    >>> polsby_popper([shapely.box(0, 0, 10, 10)]).round(3).tolist()
    [0.785]

    """
    given = as_cells(cells)
    return share_of(4 * np.pi * shapely.area(given), shapely.length(given) ** 2)


def reock(cells: ArrayLike) -> FloatArray:
    """Compare the area of each cell with that of the smallest circle around it: ``area / (pi * radius ** 2)``.

    Parameters
    ----------
    cells : (n,) array of Polygon or MultiPolygon, metres

    Returns
    -------
    (n,) float array
        In (0, 1]; NaN for a cell without land. A square has 0.637.

    References
    ----------
    E. C. Reock, "A Note: Measuring Compactness as a Requirement of Legislative Apportionment",
    Midwest Journal of Political Science 5 (1961), 70-74.

    Examples
    --------
    >>> reock([shapely.box(0, 0, 10, 10)]).round(3).tolist()
    [0.637]

    """
    given = as_cells(cells)
    return share_of(shapely.area(given), np.pi * shapely.minimum_bounding_radius(given) ** 2)


def hull_ratio(cells: ArrayLike) -> FloatArray:
    """Compare the area of each cell with that of its convex hull: ``area / area of the hull``.

    Parameters
    ----------
    cells : (n,) array of Polygon or MultiPolygon, metres

    Returns
    -------
    (n,) float array
        In (0, 1]; 1 for a convex cell, NaN for a cell without land.

    References
    ----------
    R. G. Niemi, B. Grofman, C. Carlucci and T. Hofeller, "Measuring Compactness and the Role of a Compactness
    Standard in a Test for Partisan and Racial Gerrymandering", Journal of Politics 52 (1990), 1155-1181.

    Examples
    --------
    >>> hull_ratio([shapely.Polygon([(0, 0), (2, 0), (2, 1), (1, 1), (1, 2), (0, 2)])]).round(3).tolist()
    [0.857]

    """
    given = as_cells(cells)
    return share_of(shapely.area(given), shapely.area(shapely.convex_hull(given)))


def parts(cells: ArrayLike) -> IntArray:
    """Count the pieces of each cell: 1 for a cell as it should be, 0 without land."""
    given = as_cells(cells)
    pieces, cell = shapely.get_parts(given, return_index=True)
    return np.bincount(cell[~shapely.is_empty(pieces)], minlength=len(given))


def holes(cells: ArrayLike) -> IntArray:
    """Count the holes in each cell."""
    given = as_cells(cells)
    pieces, cell = shapely.get_parts(given, return_index=True)
    in_cell = np.zeros(len(given), dtype=np.intp)
    np.add.at(in_cell, cell, shapely.get_num_interior_rings(pieces))
    return in_cell


def share_of(part: FloatArray, whole: FloatArray) -> FloatArray:
    """Divide a part by its whole: at most 1, whatever rounding says, and NaN where the whole is nothing."""
    shares = np.full(np.shape(whole), np.nan)
    np.divide(part, whole, out=shares, where=whole > 0)
    at_most_all: FloatArray = np.minimum(shares, 1.0)
    return at_most_all
