"""The figures of a division and the walking reach, against plain Shapely and networkx."""

import math
from collections.abc import Iterator
from itertools import pairwise

import networkx as nx
import numpy as np
import shapely

from benchmarks.timing import Row, median_s
from gis.catchment import TEN_MINUTES_M, WIDTH_M, isochrones, nearest_services, reachable_streets
from gis.crs import metric_crs, project
from gis.locate import Locator
from gis.metrics import Doors, Items, measure
from gis.network import StreetNetwork
from gis.stops import Pieces
from layers.sample.base import BaseLayers, in_metres, read_base, shapes

SEED = 20260301
ITEMS = 1_000_000
KINDS = 8
SERVICES = 12


def rows() -> Iterator[Row]:
    """Measure on the sample town."""
    base = read_base()
    yield from _figures(base, in_metres(base))
    yield from _reach(base)


def _figures(base: BaseLayers, metres: BaseLayers) -> Iterator[Row]:
    random = np.random.default_rng(SEED)
    cells = shapes(metres.grids)
    homes = shapely.get_coordinates(shapely.point_on_surface(shapes(base.buildings)))
    doors = Doors(
        Locator(shapes(base.grids)).locate(homes), base.buildings["households"].to_numpy(dtype=float)
    )
    items = Items(random.integers(-1, len(cells), ITEMS), random.integers(0, KINDS, ITEMS), KINDS)
    roads = shapes(metres.streets[metres.streets["level"] == 1])
    own = items.owner == 0
    items_of_one = Items(items.owner[own], items.kind[own], KINDS)
    lives = doors.owner == 0
    doors_of_one = Doors(doors.owner[lives], doors.households[lives])

    yield Row(
        f"figures of {len(cells)} grids with 1,000,000 items",
        median_s(lambda: measure(cells, doors=doors, items=items, barriers=roads)),
        "s",
        "a loop over Shapely",
        median_s(lambda: [_plainly(cell, row, doors, items) for row, cell in enumerate(cells)]),
    )
    yield Row(
        "figures of one grid with its own items",
        1000 * median_s(lambda: measure(cells[:1], doors=doors_of_one, items=items_of_one, barriers=roads)),
        "ms",
    )


def _plainly(cell: shapely.Polygon, row: int, doors: Doors, items: Items) -> tuple[object, ...]:
    """The same but for barriers, one grid at a time."""
    radius_m = shapely.minimum_bounding_radius(cell)
    return (
        4 * math.pi * cell.area / cell.length**2,
        cell.area / (math.pi * radius_m**2),
        cell.area / cell.convex_hull.area,
        len(cell.interiors),
        doors.households[doors.owner == row].sum(),
        np.bincount(items.kind[items.owner == row], minlength=KINDS),
    )


def _reach(base: BaseLayers) -> Iterator[Row]:
    streets, bridges = shapes(base.streets), base.streets["bridge"].to_numpy()
    west, south, east, north = shapely.total_bounds(streets)
    crs = metric_crs((west + east) / 2, (south + north) / 2)
    network = StreetNetwork(streets, crs=crs, levels=bridges)
    homes = shapely.get_coordinates(shapely.point_on_surface(shapes(base.buildings)))
    services = np.random.default_rng(SEED).choice(homes, SERVICES, replace=False)
    pieces = network.cut_at(network.nearest(services))
    graph, stops = _graph(pieces), pieces.stops.tolist()
    reached = project(reachable_streets(network, services[:1]), crs)

    yield Row(
        f"street network of {len(network.edges):,} edges from whole streets",
        median_s(lambda: StreetNetwork(streets, crs=crs, levels=bridges)),
        "s",
    )
    yield Row(
        f"distances within ten minutes of {SERVICES} places",
        1000 * median_s(lambda: pieces.distances_m(pieces.stops, limit_m=TEN_MINUTES_M)),
        "ms",
        "networkx.single_source_dijkstra",
        1000
        * median_s(lambda: [nx.single_source_dijkstra(graph, stop, cutoff=TEN_MINUTES_M) for stop in stops]),
    )
    yield Row(
        "streets within these, cut to length",
        1000 * median_s(lambda: reachable_streets(network, services)),
        "ms",
    )
    yield Row(
        "isochrone of one of them",
        1000 * median_s(lambda: isochrones(network, services[:1])),
        "ms",
        "one buffer of the same streets",
        1000 * median_s(lambda: shapely.buffer(reached, WIDTH_M, quad_segs=8)),
    )
    yield Row(
        f"nearest of them on foot from {len(homes):,} buildings",
        1000 * median_s(lambda: nearest_services(network, homes, services)),
        "ms",
    )
    yield Row(
        "a line traced along streets through them all",
        1000 * median_s(lambda: network.trace(services, within_m=500)),
        "ms",
        "networkx.dijkstra_path, nodes alone",
        1000 * median_s(lambda: [nx.dijkstra_path(graph, *leg) for leg in pairwise(stops)]),
    )


def _graph(pieces: Pieces) -> nx.Graph:
    graph = nx.Graph()
    graph.add_weighted_edges_from(zip(*pieces.ends.T.tolist(), pieces.length_m.tolist(), strict=True))
    return graph
