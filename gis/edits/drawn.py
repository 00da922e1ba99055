"""What a person draws, brought to the lattice: lines and areas, checked before anything is cut by them."""

from typing import Any

import numpy as np
import shapely
from numpy.typing import ArrayLike, NDArray

from gis.coverage import WIDEST, Coverage
from gis.edits.patch import polygon_of, rings_of
from gis.errors import EditRefused
from gis.lattice import are_on_lattice, whole

Floats = NDArray[np.float64]
MOST_VERTICES = 20_000


def line_on_lattice(coverage: Coverage, line: ArrayLike | shapely.LineString) -> Floats:
    """Round a line to different lattice places, one after the other, (k, 2).

    Raises
    ------
    EditRefused
        bad_line: fewer than two places, no finite ones, too many, or far from the coverage.

    """
    drawn = shapely.get_coordinates(line) if isinstance(line, shapely.LineString) else line
    try:
        xy: Floats = np.array(drawn, dtype=float)
    except (TypeError, ValueError):
        raise EditRefused("bad_line") from None
    if xy.ndim != 2 or xy.shape[1] != 2:
        raise EditRefused("bad_line")
    xy = whole(xy)
    xy = xy[np.append(True, (xy[1:] != xy[:-1]).any(axis=1))[: len(xy)]]
    if len(xy) < 2 or len(xy) > MOST_VERTICES or not _is_close(coverage, xy):
        raise EditRefused("bad_line")
    return xy


def area_on_lattice(coverage: Coverage, area: Any) -> Any:
    """Round an area, Polygon or MultiPolygon, to a valid one on the lattice.

    Raises
    ------
    EditRefused
        bad_area: no polygon, crosses itself, nothing left on the lattice, too many vertices, or far from the
        coverage.

    """
    if shapely.get_type_id(area) not in (3, 6) or shapely.is_empty(area):
        raise EditRefused("bad_area")
    xy = shapely.get_coordinates(area)
    if len(xy) > MOST_VERTICES or not _is_close(coverage, xy) or not shapely.is_valid(area):
        raise EditRefused("bad_area")
    rounded = shapely.transform(area, whole)
    if not rounded.is_valid:
        with np.errstate(
            divide="ignore", invalid="ignore", over="ignore"
        ):  # GEOS divides by what is hardly a number
            rounded = shapely.set_precision(area, 1.0)
    if shapely.get_type_id(rounded) not in (3, 6) or rounded.is_empty:
        raise EditRefused("bad_area")
    return shapely.normalize(shapely.remove_repeated_points(rounded))


def line_as_data(xy: Floats) -> list[list[int]]:
    """A line of lattice places as whole numbers, for a patch."""
    places: list[list[int]] = xy.astype(int).tolist()
    return places


def area_as_data(area: Any) -> list[list[list[list[int]]]]:
    """The rings of each part of an area as whole numbers, for a patch."""
    return [rings_of(part) for part in shapely.get_parts(area)]


def areas_of_data(parts: list[list[list[list[int]]]]) -> Any:
    """The area that `area_as_data` wrote.

    Raises
    ------
    EditRefused
        bad_area: these are no rings.

    """
    try:
        polygons = [polygon_of(rings) for rings in parts]
    except (TypeError, ValueError, IndexError):
        raise EditRefused("bad_area") from None
    return polygons[0] if len(polygons) == 1 else shapely.MultiPolygon(polygons)


def _is_close(coverage: Coverage, xy: Floats) -> bool:
    """Whether differences of coordinates stay exact."""
    if not np.isfinite(xy).all() or not are_on_lattice(np.rint(xy)).all():
        return False
    everything = np.concatenate([xy, coverage.bounds.reshape(-1, 2)])
    return bool(np.ptp(everything, axis=0).max() <= WIDEST)
