"""Bulk point location: our Locator against everything else that can join points to polygons.

Ours starts from raw numbers; each peer gets its points in its own form and its indexes before the clock starts. Ours and
the peer run in turn. A peer too slow for all points gets the first ones, and its time per point is compared.
"""

import statistics
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pkgutil import resolve_name

import numpy as np
import shapely
from numpy.typing import NDArray

from benchmarks.machine import resident_bytes
from benchmarks.partitions import Geometries, stored_partition
from benchmarks.peers import Contender, Opener, Problem, lowest
from benchmarks.points import points_over, with_vertices
from benchmarks.timing import REPEATS, Row, median_s, medians_in_turn_s, progress, seconds
from gis.locate import Locator

POINTS = 1_000_000
VERTICES = 20_000
_MANY_CELLS = 10_000  # from here on one build and three runs must do
_NS = 1e9


@dataclass(frozen=True)
class Peer:
    """Another way to the same answer, and how much of it can be asked in seconds."""

    name: str
    opener: str
    most_points: int = POINTS
    most_pairs: int | None = None  # of a point and a cell, for one that tries them all
    is_handmade: bool = False  # a little program over a library, nothing that one can install

    def points(self, cells: int) -> int:
        """How many points it is asked about, in so many cells."""
        return (
            self.most_points if self.most_pairs is None else min(self.most_points, self.most_pairs // cells)
        )


PEERS = (
    Peer("geopandas.sjoin, intersects, lowest", "geos:spatial_join"),
    Peer("STRtree of cells", "geos:tree_of_cells"),
    Peer("STRtree of points, built anew", "geos:tree_of_points"),
    Peer("every prepared cell", "geos:every_cell", most_pairs=155_000_000, is_handmade=True),
    Peer("prepared cells, points sorted by x", "geos:sorted_slices", is_handmade=True),
    Peer("polars-st sjoin", "polars_st:spatial_join"),
    Peer("SedonaDB join", "sedonadb:spatial_join"),
    Peer("DuckDB spatial join", "duckdb:spatial_join"),
    Peer("PostGIS join, GiST", "postgis:spatial_join", most_points=200_000),
    Peer("SpatiaLite join, R-tree", "spatialite:spatial_join", most_points=10_000),
)


@dataclass(frozen=True)
class _Trial:
    """A problem, our way to solve it, and the answer by GEOS."""

    problem: Problem
    locator: Locator
    expected: NDArray[np.int64]

    @property
    def cells(self) -> int:
        return len(self.problem.polygons)

    @property
    def repeats(self) -> int:
        return REPEATS if self.cells < _MANY_CELLS else 3


class WrongAnswersError(Exception):
    """Our answers differ from those of GEOS."""

    def __init__(self, cells: int, points: int) -> None:
        super().__init__(f"{points:,} points in {cells:,} cells are located unlike by GEOS")


class PeersMissingError(Exception):
    """Some peers could not be measured; everything else was."""

    def __init__(self, reasons: Sequence[str]) -> None:
        super().__init__("; ".join(reasons))


def rows(sizes: Sequence[int]) -> Iterator[Row]:
    """Measure on a partition of each size."""
    missing: list[str] = []
    for cells in sizes:
        progress(f"partition of {cells:,} cells")
        polygons = stored_partition(cells).polygons
        own = shapely.force_2d(polygons)  # copies, so that no peer profits from what ours prepares
        locator, index_rows = _built(own)
        yield from index_rows
        trial = _trial(polygons, locator)
        yield from _answer_rows(trial)
        yield from _peer_rows(trial, missing)
    if missing:
        raise PeersMissingError(missing)


def _trial(polygons: Geometries, locator: Locator) -> _Trial:
    problem = Problem(polygons, points_over(polygons, POINTS))
    return _Trial(problem, locator, _by_geos(problem))


def _by_geos(problem: Problem) -> NDArray[np.int64]:
    point, cell = shapely.STRtree(problem.polygons).query(problem.points, predicate="intersects")
    return lowest(point, cell, len(problem.xy))


def _built(polygons: Geometries) -> tuple[Locator, list[Row]]:
    """Build ours, with a first question; how long that takes, and what memory it holds afterwards."""
    progress("building the index")
    corner = shapely.get_coordinates(polygons[0])[:1]
    before = resident_bytes()
    start = time.perf_counter()
    locator = Locator(polygons)
    locator.locate(corner)
    first_s = time.perf_counter() - start
    held = resident_bytes() - before

    builds = REPEATS if len(polygons) < _MANY_CELLS else 1
    again_s = [seconds(lambda: Locator(polygons).locate(corner)) for _ in range(1, builds)]
    ours_s = statistics.median([first_s, *again_s])
    theirs_s = median_s(lambda: shapely.STRtree(polygons).query(shapely.Point(corner[0])))
    return locator, [
        Row(f"build the index of {len(polygons):,} cells", ours_s, "s", "STRtree of cells", theirs_s),
        Row(f"memory that the index of {len(polygons):,} cells takes", held / 1e6, "MB"),
    ]


def _answer_rows(trial: _Trial) -> Iterator[Row]:
    """Compare every answer with GEOS, also for exact vertices, and see what these cost."""
    problem = trial.problem
    on_vertices = Problem(problem.polygons, with_vertices(problem.xy, problem.polygons, VERTICES))
    expected = [trial.expected, _by_geos(on_vertices)]
    found = [trial.locator.locate(asked.xy) for asked in (problem, on_vertices)]
    wrong = int((np.array(found) != np.array(expected)).sum())
    yield Row(f"points in {trial.cells:,} cells that are located unlike by GEOS", wrong, "")
    if wrong:
        raise WrongAnswersError(trial.cells, wrong)

    with_s, without_s = medians_in_turn_s(
        lambda: trial.locator.locate(on_vertices.xy),
        lambda: trial.locator.locate(problem.xy),
        repeats=trial.repeats,
    )
    yield Row(
        f"locate {POINTS:,} points in {trial.cells:,} cells, {VERTICES:,} on vertices",
        with_s / POINTS * _NS,
        "ns/point",
        "the same without them",
        without_s / POINTS * _NS,
    )


def _peer_rows(trial: _Trial, missing: list[str]) -> Iterator[Row]:
    """Run every peer; one that fails is named in `missing` and leaves the others alone."""
    measured: dict[Peer, Row] = {}
    for peer in PEERS:
        progress(f"{peer.name}, {trial.cells:,} cells")
        try:
            row = _peer_row(peer, trial)
        except Exception as error:  # whatever a foreign library throws
            progress(f"{type(error).__name__}: {error}")
            missing.append(f"{peer.name} in {trial.cells:,} cells: {error}")
            continue
        measured[peer] = row
        yield row
    yield from _fastest_rows(measured, trial.cells)


def _peer_row(peer: Peer, trial: _Trial) -> Row:
    opener: Opener = resolve_name(f"benchmarks.peers.{peer.opener}")
    asked = trial.problem.with_first(peer.points(trial.cells))
    with opener(asked) as contender:
        differing = _differing(contender, trial.expected[: len(asked.xy)])
        ours_s, theirs_s = medians_in_turn_s(
            lambda: trial.locator.locate(trial.problem.xy), contender.work, repeats=trial.repeats
        )
    return Row(
        f"locate {POINTS:,} points in {trial.cells:,} cells",
        ours_s / POINTS * _NS,
        "ns/point",
        f"{peer.name} ({contender.version})",
        theirs_s / len(asked.xy) * _NS,
        "; ".join(_notes(peer, asked, differing)),
    )


def _differing(contender: Contender, expected: NDArray[np.int64]) -> int:
    """Run a peer once, which also warms it up, and count the answers that differ from those of GEOS."""
    answer = lowest(*contender.pairs(contender.work()), len(expected))
    return int((answer != expected).sum())


def _notes(peer: Peer, asked: Problem, differing: int) -> Iterator[str]:
    if peer.is_handmade:
        yield "written by hand over Shapely"
    if len(asked.xy) < POINTS:
        yield f"peer on {len(asked.xy):,} points"
    if differing:
        yield f"peer differs from GEOS on {differing:,}"


def _fastest_rows(measured: Mapping[Peer, Row], cells: int) -> Iterator[Row]:
    """Name the fastest peer of the run, and the fastest of those that one can install."""
    installable = [row for peer, row in measured.items() if not peer.is_handmade]
    for whose, rows in (("peer", list(measured.values())), ("library or database", installable)):
        if rows:
            fastest = min(rows, key=lambda row: row.theirs or np.inf)
            yield replace(fastest, name=f"... against the fastest {whose}, {cells:,} cells")
