"""Cleaning dirt of which the truth is known, against mapshaper: how long, and how near to the truth.

The dirt is made on the grids of the sample town, as imports have it: each grid drawn by itself with a shaking hand, each
simplified by itself, or each moved a little besides. Both get the same reach, and both are to close every gap. Ours ends with
a checked result and the list of what changed hands; mapshaper's time is taken inside node, without its start.
"""

import json
import subprocess
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

import numpy as np
import pyproj
import shapely
from numpy.random import Generator
from numpy.typing import NDArray

from benchmarks.timing import REPEATS, Row, median_s
from gis.checking.land import valid_cells
from gis.cleaning import propose_repair
from gis.crs import metric_crs, parse_crs, project, snap, unproject
from gis.plane import Plane
from gis.repair.changes import changes
from gis.validation import check
from layers.sample.base import read_base

HERE = Path(__file__).parent
MAPSHAPER = HERE / "peers" / "node_modules" / "mapshaper"
SEED = 20260301
_RUNS_UNTIL_WARM = 5

Cells = NDArray[np.object_]


@dataclass(frozen=True)
class Dirt:
    """Cells that were a coverage, `truth`, made dirty; both in metres."""

    name: str
    truth: Cells
    cells: Cells
    reach_m: float
    crs: pyproj.CRS


def rows() -> Iterator[Row]:
    """Measure the three kinds of dirt."""
    for dirt in _dirts():
        yield from _rows(dirt)


def _dirts() -> Iterator[Dirt]:
    grids = np.asarray(read_base().grids.geometry.values)
    west, south, east, north = shapely.total_bounds(grids)
    crs = metric_crs((west + east) / 2, (south + north) / 2)
    truth, chance = project(grids, crs), np.random.default_rng(SEED)
    moved = [_shifted(_shaken(grid, chance, 0.3), chance, 2.0) for grid in shapely.simplify(truth, 1.0)]
    for name, cells, reach_m in (
        ("shaken by 0.5 m", [_shaken(grid, chance, 0.5) for grid in truth], 1.5),
        ("simplified alone by 2 m", shapely.simplify(truth, 2.0), 3.0),
        ("shifted by 2 m, simplified by 1 m", moved, 5.0),
    ):
        yield Dirt(name, truth, np.array(cells, dtype=object), reach_m, crs)


def _shaken(grid: Any, chance: Generator, metres: float) -> Any:
    def shake(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        slips = chance.normal(0, metres, xy.shape)
        return xy + np.vstack([slips[:-1], slips[:1]])

    return grid if len(grid.interiors) else shapely.transform(grid, shake)


def _shifted(grid: Any, chance: Generator, metres: float) -> Any:
    shift = chance.normal(0, metres, 2)
    return shapely.transform(grid, lambda xy: xy + shift)


def _rows(dirt: Dirt) -> Iterator[Row]:
    codes = [str(row) for row in range(len(dirt.cells))]
    lonlat = unproject(dirt.cells, dirt.crs)

    def clean() -> Cells:
        repair = propose_repair(lonlat, codes, crs=dirt.crs, reach_m=dirt.reach_m)
        cells: Cells = project(repair.polygons, dirt.crs)
        return cells

    with tempfile.TemporaryDirectory() as folder:
        runs = [_in_turn(clean, dirt, Path(folder)) for _ in range(REPEATS)]
        theirs = _read(Path(folder) / "cleaned.geojson", len(codes))
    ours_s, first_s, warm_s = (median(seconds) for seconds in zip(*runs, strict=True))
    listing_s = _listing_s(lonlat, clean(), dirt)
    yield Row(
        f"clean 155 grids {dirt.name}", ours_s - listing_s, "s", "mapshaper, once in a process", first_s
    )
    yield Row("  and list what changes hands", ours_s, "s", "mapshaper, which lists nothing", first_s)
    yield Row("  without the list", ours_s - listing_s, "s", "mapshaper, warmed up by four runs", warm_s)
    for (what, unit, left), (_, _, left_there) in zip(_left(clean(), dirt), _left(theirs, dirt), strict=True):
        yield Row(f"  {what}", left, unit, "mapshaper", left_there)


def _in_turn(clean: Callable[[], Cells], dirt: Dirt, folder: Path) -> tuple[float, float, float]:
    """Ours, mapshaper the first time in a new process, as an import has it, and mapshaper when it is warm."""
    ours_s = _seconds(clean)
    with _mapshaper(dirt, folder) as clean_there:
        first_s, *_, warm_s = [clean_there() for _ in range(_RUNS_UNTIL_WARM)]
    return ours_s, first_s, warm_s


def _listing_s(given: Cells, cleaned: Cells, dirt: Dirt) -> float:
    """How long the list takes that mapshaper does not give."""
    codes = [str(row) for row in range(len(given))]
    before, after = snap(valid_cells(given)), snap(unproject(cleaned, dirt.crs))
    return median_s(lambda: changes(before, after, codes, Plane(dirt.crs)))


def _left(cells: Cells, dirt: Dirt) -> list[tuple[str, str, float]]:
    """What is wrong with cells after cleaning."""
    codes = [str(row) for row in range(len(cells))]
    report = check(cells, codes, crs=dirt.crs, drawn_in=parse_crs(dirt.crs))
    kinds = Counter(defect.kind for defect in report.defects)
    multipart = int((shapely.get_num_geometries(cells) > 1).sum())
    wrong_m2 = float(shapely.area(shapely.difference(dirt.truth, shapely.make_valid(cells))).sum())
    return [
        ("in the wrong grid", "ha", wrong_m2 / 10_000),
        ("gaps left", "", float(kinds["gap"] + report.noise.gaps)),
        ("overlaps left", "", float(kinds["overlap"] + report.noise.overlaps)),
        ("grids left in several parts", "", float(multipart)),
    ]


@contextmanager
def _mapshaper(dirt: Dirt, folder: Path, installed: Path = MAPSHAPER) -> Iterator[Callable[[], float]]:
    """A running mapshaper: each call cleans once more and gives the seconds."""
    if not installed.is_dir():
        raise FileNotFoundError(f"mapshaper is not installed in {installed}: npm install mapshaper there.")
    given, cleaned = folder / "given.geojson", folder / "cleaned.geojson"
    given.write_text(json.dumps(_as_geojson(dirt.cells)))
    options = f"snap-interval={dirt.reach_m} gap-fill-area={1e9:.0f} sliver-control=1"
    command = [
        "node",
        str(HERE / "clean_with_mapshaper.mjs"),
        str(installed),
        str(given),
        str(cleaned),
        options,
    ]
    process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    with process:
        to_node, from_node = process.stdin, process.stdout
        if to_node is None or from_node is None:
            raise RuntimeError("node was started without pipes.")

        def clean() -> float:
            to_node.write("again\n")
            to_node.flush()
            return float(from_node.readline().split()[0]) / 1000

        yield clean
        to_node.close()


def _as_geojson(cells: Cells) -> dict[str, Any]:
    features = [
        {"type": "Feature", "properties": {"row": row}, "geometry": shapely.geometry.mapping(cell)}
        for row, cell in enumerate(cells)
    ]
    return {"type": "FeatureCollection", "features": features}


def _read(path: Path, count: int) -> Cells:
    cells: Cells = np.full(count, shapely.Polygon(), dtype=object)
    for feature in json.loads(path.read_text())["features"]:
        if feature["geometry"] is not None:
            cells[feature["properties"]["row"]] = shapely.geometry.shape(feature["geometry"])
    return cells


def _seconds(work: Callable[[], object]) -> float:
    start = perf_counter()
    work()
    return perf_counter() - start
