"""Edits of a coverage, each with all of its laws checked, against checking the whole once with GEOS."""

from collections.abc import Iterator, Sequence
from functools import partial

import numpy as np
import shapely

from benchmarks.partitions import stored_partition
from benchmarks.timing import Row, median_s, progress, seconds
from gis.coverage import Coverage
from gis.edits import KINDS
from gis.errors import EditRefused
from tests.gis.random_edits import Planner

SEED = 20260301
EDITS = 60
MOST_CELLS = 10_000  # no planner redraws more at once
_TRIES = 2_000


def rows(sizes: Sequence[int]) -> Iterator[Row]:
    """Measure every kind of edit on a partition of each size, and all of them together."""
    for cells in sizes:
        if cells <= MOST_CELLS:
            progress(f"editing {cells:,} cells")
            yield from _rows(_coverage(cells), cells)


def _coverage(cells: int) -> Coverage:
    partition = stored_partition(cells)
    everything = shapely.box(*shapely.total_bounds(partition.polygons))
    return Coverage.from_lonlat(partition.polygons, partition.codes, partition.parents, enclaves=[everything])


def _rows(coverage: Coverage, cells: int) -> Iterator[Row]:
    whole_ms = 1e3 * median_s(lambda: shapely.coverage_is_valid(coverage.polygons))
    coverage.neighbours  # noqa: B018  (kept by every coverage that comes of it)
    every: list[float] = []
    for kind in sorted(KINDS):
        times_ms = _times_ms(coverage, kind)
        every += times_ms
        name = f"{kind} in {cells:,} cells"
        yield _row(f"{name}, median", float(np.median(times_ms)), whole_ms)
        yield _row(f"{name}, 95th percentile", float(np.percentile(times_ms, 95)), whole_ms)
    yield _row(f"any edit in {cells:,} cells, 95th percentile", float(np.percentile(every, 95)), whole_ms)


def _row(name: str, ours_ms: float, theirs_ms: float) -> Row:
    return Row(name, ours_ms, "ms", "coverage_is_valid of the whole", theirs_ms)


def _times_ms(coverage: Coverage, kind: str) -> list[float]:
    """The times of the first random edits of a kind that are not refused."""
    planner = Planner(SEED)
    times_ms: list[float] = []
    for _ in range(_TRIES):
        _, arguments = planner.draw(coverage, kind)
        try:
            times_ms.append(1e3 * seconds(partial(KINDS[kind], coverage, **arguments)))
        except EditRefused:
            continue
        if len(times_ms) == EDITS:
            return times_ms
    raise RuntimeError(f"of {_TRIES} random edits {kind} only {len(times_ms)} were not refused")
