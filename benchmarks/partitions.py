"""Seamless partitions to measure with: any number of cells, ragged shared borders, an irregular outer limit.

A partition is a Voronoi diagram whose straight borders are broken into ragged ones. Each border stays within a kite of
its own, and kites do not overlap, so that no two borders cross (recursive subdivision of quadrilaterals: A. Patel, Noisy
edges, 2016). All coordinates lie on the lattice of 1e-7 degrees, so that neighbours share every vertex exactly.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

FloatArray = NDArray[np.float64]
IntArray = NDArray[np.int64]
Geometries = NDArray[Any]

SEED = 20260301
PER_PARENT = 13
_CACHE = Path(__file__).parent / ".cache"
_LATTICE = 10_000_000  # units in a degree
_CENTRE = np.array((1_096_000_000, 279_500_000))  # lattice units; everything below is relative to it
_PITCH = 122_000  # lattice units from seed to seed: a cell of about 1.2 km
_NODE_PITCH = 10  # junctions are rounded coarsely, so that none lies so near another that borders could cross
_LEVELS = 6  # a border is halved at most so often: 64 segments
_WAVES = ((0.05, 5, 1.0), (0.03, 11, 0.0), (0.02, 23, 2.0))  # height, number, phase along the outer limit


@dataclass(frozen=True)
class Partition:
    """A seamless division into cells, in the order of their codes, each with the parent that it belongs to."""

    codes: list[str]
    polygons: Geometries
    parents: list[str]


@dataclass(frozen=True)
class _Borders:
    """The straight borders: where each runs, and in which order and direction the cells pass along them."""

    start: FloatArray
    end: FloatArray
    sides: IntArray  # (borders, 2) the cells on either side; -1 beyond the edge of the diagram
    cell: IntArray  # of each passage, as the arrays below: a cell's passages follow one another round it
    border: IntArray
    is_reversed: NDArray[np.bool_]

    @property
    def length(self) -> FloatArray:
        return np.hypot(*(self.end - self.start).T)


def partition(cells: int, *, seed: int = SEED) -> Partition:
    """Make a partition of so many cells, the same one every time.

    Parameters
    ----------
    cells : int
        How many; each has one part without holes and about `mean_vertices(cells)` vertices.
    seed : int
        Another seed makes another partition.

    Returns
    -------
    Partition
        Lon/lat (EPSG:4326) around 109.6 E, 27.95 N. Cells with the same parent are connected over shared edges.

    Raises
    ------
    ValueError
        Rounding made borders cross, which has not been seen yet: take another seed.

    """
    rng = np.random.default_rng(seed)
    seeds = _scattered(cells, rng)
    borders = _borders(seeds)
    kept = _within_limit(seeds, cells)
    borders, parent = _only(borders, kept), _parents(borders.sides, kept, rng)
    rings = _rings(borders, _ragged(_kites(borders, seeds), rng), mean_vertices(cells))
    if not shapely.is_valid(rings).all() or not shapely.coverage_is_valid(rings):
        raise ValueError(f"the partition of {cells} cells with seed {seed} is not a coverage")
    return _in_code_order(rings, parent[kept])


def mean_vertices(cells: int) -> int:
    """Tell how many vertices a cell has on average: those of real divisions of a town, a county, a country."""
    return 235 if cells < 1_000 else 260 if cells < 50_000 else 193


def stored_partition(cells: int) -> Partition:
    """Give the partition of so many cells, made on first use and kept until this module changes."""
    version = hashlib.sha256(Path(__file__).read_bytes()).hexdigest()[:8]
    path = _CACHE / f"partition-{cells}-{version}.npz"
    if not path.exists():
        _CACHE.mkdir(exist_ok=True)
        _store(partition(cells), path)
    with np.load(path) as stored:
        polygons = shapely.from_ragged_array(
            shapely.GeometryType.POLYGON, stored["xy"], (stored["rings"], stored["polygons"])
        )
        return Partition(stored["codes"].tolist(), polygons, stored["parents"].tolist())


def _store(made: Partition, path: Path) -> None:
    _, xy, (rings, polygons) = shapely.to_ragged_array(made.polygons)
    unfinished = path.with_suffix(".part.npz")
    np.savez(unfinished, xy=xy, rings=rings, polygons=polygons, codes=made.codes, parents=made.parents)
    unfinished.replace(path)


def _scattered(cells: int, rng: np.random.Generator) -> FloatArray:
    """Scatter seeds over a square, one in each field of a grid, enough to leave a margin round the limit."""
    side = int(np.ceil(np.sqrt(cells / 0.55))) + 4
    fields = np.stack(np.meshgrid(np.arange(side), np.arange(side)), axis=-1).reshape(-1, 2)
    return (fields + rng.uniform(0.05, 0.95, fields.shape) - side / 2) * _PITCH


def _within_limit(seeds: FloatArray, cells: int) -> NDArray[np.bool_]:
    """Keep the cells within a wobbly ring round the centre: exactly so many."""
    angle = np.arctan2(seeds[:, 1], seeds[:, 0])
    wobble = 1 + sum(height * np.sin(number * angle + phase) for height, number, phase in _WAVES)
    nearest = np.argsort(np.hypot(*seeds.T) / wobble, kind="stable")[:cells]
    kept = np.zeros(len(seeds), dtype=bool)
    kept[nearest] = True
    return kept


def _borders(seeds: FloatArray) -> _Borders:
    diagram = shapely.get_parts(shapely.voronoi_polygons(shapely.multipoints(seeds), ordered=True))
    xy, cell = shapely.get_coordinates(diagram, return_index=True)
    nodes, node = np.unique(np.rint(xy / _NODE_PITCH) * _NODE_PITCH, axis=0, return_inverse=True)
    is_passage = (cell[1:] == cell[:-1]) & (node[1:] != node[:-1])
    cell, leaves, arrives = cell[:-1][is_passage], node[:-1][is_passage], node[1:][is_passage]
    ends, border = np.unique(np.sort(np.c_[leaves, arrives]), axis=0, return_inverse=True)
    is_reversed = leaves > arrives
    sides = np.full((len(ends), 2), -1)
    sides[border, is_reversed.astype(int)] = cell
    return _Borders(nodes[ends[:, 0]], nodes[ends[:, 1]], sides, cell, border, is_reversed)


def _only(borders: _Borders, kept: NDArray[np.bool_]) -> _Borders:
    """Keep the passages of some cells, renumbered, and the borders they pass."""
    passed = kept[borders.cell]
    used, border = np.unique(borders.border[passed], return_inverse=True)
    return _Borders(
        borders.start[used],
        borders.end[used],
        borders.sides[used],
        np.cumsum(kept)[borders.cell[passed]] - 1,
        border,
        borders.is_reversed[passed],
    )


def _kites(borders: _Borders, seeds: FloatArray) -> tuple[FloatArray, FloatArray, FloatArray, FloatArray]:
    """Span a kite over each border, within the two triangles that it makes with the seeds of its sides."""
    one, other = (_apexes(borders, seeds[side]) for side in borders.sides.T)
    return borders.start, one, borders.end, other


def _apexes(borders: _Borders, seeds: FloatArray) -> FloatArray:
    """Find the farthest point over the middle of each border within the triangle with its seed."""
    along = borders.end - borders.start
    foot = ((seeds - borders.start) * along).sum(axis=1) / borders.length**2
    height = seeds - borders.start - foot[:, None] * along
    return (borders.start + borders.end) / 2 + height * (0.5 / np.maximum(foot, 1 - foot))[:, None]


def _ragged(
    kites: tuple[FloatArray, FloatArray, FloatArray, FloatArray], rng: np.random.Generator
) -> FloatArray:
    """Break each border within its kite: (borders, 2 ** levels + 1, 2) vertices, its ends included.

    The middle is taken somewhere between the two apexes; either half then has a convex kite of its own.
    """
    start, one, end, other = (corner[:, None] for corner in kites)
    for _ in range(_LEVELS):
        middle = one + (other - one) * rng.uniform(0.3, 0.7, (*one.shape[:2], 1))
        start, one, end, other = (
            _alternating(start, middle),
            _alternating((start + one) / 2, (one + end) / 2),
            _alternating(middle, end),
            _alternating((start + other) / 2, (other + end) / 2),
        )
    return np.concatenate([start, end[:, -1:]], axis=1)


def _alternating(first: FloatArray, second: FloatArray) -> FloatArray:
    return np.stack([first, second], axis=2).reshape(len(first), -1, 2)


def _rings(borders: _Borders, ragged: FloatArray, mean: int) -> Geometries:
    """Join the borders round each cell to a polygon in lon/lat, thinned to the wanted mean of vertices."""
    kept = _evenly_spaced(borders, ragged.shape[1], mean)
    count = kept.sum(axis=1)
    first = np.cumsum(count) - count
    steps = count[borders.border] - 1  # a passage leaves its last vertex to the next one
    passage = np.repeat(np.arange(len(steps)), steps)
    step = np.arange(len(passage)) - np.repeat(np.cumsum(steps) - steps, steps)
    step = np.where(borders.is_reversed[passage], steps[passage] - step, step)
    vertex = first[borders.border[passage]] + step
    xy = (np.rint(ragged[kept]) + _CENTRE) / _LATTICE
    return shapely.polygons(shapely.linearrings(xy[vertex], indices=borders.cell[passage]))


def _evenly_spaced(borders: _Borders, vertices: int, mean: int) -> NDArray[np.bool_]:
    """Choose the vertices to keep: a long border is halved more often than a short one."""
    trailing_zeros = np.log2(np.arange(1, vertices - 1) & -np.arange(1, vertices - 1)).astype(int)
    level = np.pad(_LEVELS - trailing_zeros, 1)  # 0 at the ends, which stay
    spacing = _spacing(borders.length[borders.border], mean * (borders.cell[-1] + 1))
    return (borders.length[:, None] / 2.0**level >= spacing) | (level == 0)


def _spacing(lengths: FloatArray, vertices: int) -> float:
    """Find the spacing at which passages of such lengths have so many vertices together."""
    level = np.arange(1, _LEVELS + 1)
    segment = (lengths[:, None] / 2.0**level).ravel()
    new_vertices = np.tile(2 ** (level - 1), len(lengths))
    longest_first = np.argsort(-segment, kind="stable")
    reached = len(lengths) + np.cumsum(new_vertices[longest_first])
    enough = np.searchsorted(reached[:-1], vertices)
    return float(segment[longest_first[enough]])


def _parents(sides: IntArray, kept: NDArray[np.bool_], rng: np.random.Generator) -> IntArray:
    """Let parents grow from cell to cell until each kept cell has one; -1 elsewhere."""
    shared = sides[kept[sides].all(axis=1) & (sides >= 0).all(axis=1)]
    reach = np.concatenate([shared, shared[:, ::-1]])
    parent = np.full(len(kept), -1)
    first = rng.permutation(np.flatnonzero(kept))[: max(1, kept.sum() // PER_PARENT)]
    parent[first] = np.arange(len(first))
    while (parent[kept] < 0).any():
        grown = reach[(parent[reach[:, 0]] >= 0) & (parent[reach[:, 1]] < 0)]
        parent[grown[:, 1]] = parent[grown[:, 0]]
    return parent


def _in_code_order(polygons: Geometries, parent: IntArray) -> Partition:
    """Number the cells of each parent from west to east."""
    order = np.lexsort((shapely.bounds(polygons)[:, 0], parent))
    polygons, parent = polygons[order], parent[order]
    serial = np.arange(len(parent)) - np.searchsorted(parent, parent)
    parents = [f"{number:05d}" for number in parent + 1]
    codes = [f"{code}{number:03d}" for code, number in zip(parents, serial + 1, strict=True)]
    return Partition(codes, polygons, parents)
