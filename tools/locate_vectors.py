"""Writes the questions and answers that hold point location in the browser to that of the core.

Run `python -m tools.locate_vectors` after a change that is meant to give other answers, and look at what it changes.
"""

import gzip
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import shapely
from numpy.typing import NDArray

from gis.arcs import Arcs, arcs_of, polygons_of
from gis.assign import Assigner
from gis.compact import CompactPlan, Names, write_compact
from gis.crs import metric_crs, project, unproject
from gis.lattice import UNITS_PER_DEGREE, to_lattice, to_lonlat
from layers.sample.base import read_base

Floats = NDArray[np.float64]
Polygons = NDArray[np.object_]
Corner = Callable[[int, int], tuple[int, int]]

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "locate"
PICTURE = "aabcc abbca ddd.c d.dcc dddb."  # exclaves, enclaves in one cell and between two, corners where cells only touch
SEED = 433_123_109
NOWHERE = [
    (np.nan, np.nan), (np.nan, 27.95), (109.6, np.inf), (-np.inf, 27.95),
    (0, 0), (0, 90), (-71, -28), (109.6, 90.5), (109.6, -99), (469.6, 27.95), (-250.4, 27.95), (573, 27.95),
    (180, 27.95), (-180, 27.95), (200.9, 0), (201.1, 0), (27.95, 109.6), (1e300, -1e300), (5e-324, 5e-324),
]  # fmt: skip


def plans() -> dict[str, CompactPlan]:
    """The sample town, a drawing, and the same drawing turned so that its edges slant."""
    grids = read_base().grids.sort_values("code")
    town = to_lattice(np.asarray(grids.geometry.values))
    columns = (tuple(grids[column]) for column in ("code", "name", "community", "kind"))
    return {
        "town": plan_of(town, Names(*columns)),
        "drawing": drawing(PICTURE, straight),
        "slanting": drawing(PICTURE, slanting),
    }


def drawing(picture: str, corner: Corner) -> CompactPlan:
    """A plan of squares: rows of letters, north first; each letter is a cell, a dot nobody's land."""
    squares: dict[str, list[shapely.Polygon]] = {}
    for y, row in enumerate(reversed(picture.split())):
        for x, letter in enumerate(row):
            around = [corner(x + dx, y + dy) for dx, dy in ((0, 0), (1, 0), (1, 1), (0, 1))]
            squares.setdefault(letter, []).append(shapely.Polygon(around))
    codes = tuple(sorted(squares.keys() - {"."}))
    cells = np.array([shapely.coverage_union_all(squares[code]) for code in codes], dtype=object)
    return plan_of(cells, Names(codes, codes, codes, codes))


def plan_of(polygons: Polygons, names: Names) -> CompactPlan:
    """A compact plan of cells in lattice units, in the plane of the place."""
    west, south, east, north = shapely.total_bounds(polygons) / UNITS_PER_DEGREE
    return CompactPlan(arcs_of(polygons), names, metric_crs((west + east) / 2, (south + north) / 2))


def answers(plan: CompactPlan, positions: Floats) -> dict[str, list[Any]]:
    """What the core says about each position, in columns; distances to the micrometre."""
    placed = Assigner(_lonlat(plan.arcs), crs=plan.crs, tolerance_m=plan.tolerance_m).points(positions)
    return {
        "cell": placed.cell.tolist(),
        "rule": placed.rule.tolist(),
        "edge_distance_m": numbers(placed.edge_distance_m.round(6)),
        "runner_up": placed.runner_up.tolist(),
    }


def numbers(values: Iterable[float]) -> list[float | str]:
    """Numbers as JSON can tell them: what is not finite, as the text that JavaScript turns back."""
    spelled = {np.inf: "Infinity", -np.inf: "-Infinity"}
    return [float(value) if np.isfinite(value) else spelled.get(value, "NaN") for value in values]


def positions_around(plan: CompactPlan, rng: np.random.Generator, *, count: int) -> Floats:
    """Ask on every vertex, and so many times each elsewhere: on edges, a hair off the border, where near ends, at random."""
    start, end = (ends / UNITS_PER_DEGREE for ends in edges_of(plan.arcs))
    vertices = np.unique(plan.arcs.coordinates, axis=0) / UNITS_PER_DEGREE
    middles = _some((start + end) / 2, rng, count)
    low, high = vertices.min(axis=0), vertices.max(axis=0)
    return np.concatenate(
        [
            vertices,
            middles,
            _beside(_some(np.concatenate([vertices, middles]), rng, count // 4)),
            rng.uniform(low - (high - low) / 10, high + (high - low) / 10, (count, 2)),
            _some(_where_near_ends(plan), rng, count),
            NOWHERE,
        ]
    )


def edges_of(arcs: Arcs) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Both ends of all edges, (n, 2) each."""
    begins = np.delete(np.arange(len(arcs.coordinates)), arcs.offsets[1:] - 1)
    return arcs.coordinates[begins], arcs.coordinates[begins + 1]


def written(plan: CompactPlan, positions: Floats) -> dict[str, Any]:
    """A plan with questions and answers, as a JSON document."""
    lon, lat = (numbers(column) for column in positions.T)
    return {"plan": write_compact(plan), "lon": lon, "lat": lat, **answers(plan, positions)}


def main() -> None:
    """Write one file a plan."""
    FOLDER.mkdir(parents=True, exist_ok=True)
    for name, plan in plans().items():
        document = written(plan, positions_around(plan, np.random.default_rng(SEED), count=1_000))
        (FOLDER / f"{name}.json.gz").write_bytes(gzip.compress(orjson.dumps(document), mtime=0))


def straight(x: int, y: int) -> tuple[int, int]:
    """Corners of squares of about 200 m near the town."""
    return 1_096_000_000 + 20_000 * x, 279_400_000 + 20_000 * y


def slanting(x: int, y: int) -> tuple[int, int]:
    """Whole 128ths of a degree: their halves are exact, so the middle of an edge lies on it to the last bit."""
    return 78_125 * (109 * 128 + 3 * x + y), 78_125 * (27 * 128 - x + 3 * y)


def _some(positions: Floats, rng: np.random.Generator, count: int) -> Floats:
    return rng.permutation(positions)[:count]


def _beside(positions: Floats) -> Floats:
    """One unit in the last place west, east, south and north of each."""
    lon, lat = positions.T
    beside = [(np.nextafter(lon, way * np.inf), lat) for way in (-1, 1)]
    beside += [(lon, np.nextafter(lat, way * np.inf)) for way in (-1, 1)]
    return np.concatenate([np.column_stack(pair) for pair in beside])


def _where_near_ends(plan: CompactPlan) -> Floats:
    """Places a millimetre less, and a millimetre more, outside than is still near."""
    town = shapely.union_all(project(_lonlat(plan.arcs), plan.crs))
    rims = [shapely.buffer(town, plan.tolerance_m + by_m) for by_m in (-1e-3, 1e-3)]
    places: Floats = shapely.get_coordinates(unproject(np.array(rims), plan.crs))
    return places


def _lonlat(arcs: Arcs) -> Polygons:
    polygons: Polygons = to_lonlat(polygons_of(arcs))
    return polygons


if __name__ == "__main__":
    main()
