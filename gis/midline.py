"""The midline of a long area, such as a river: where its name can stand.

Of the Voronoi diagram of points along the border, the edges inside the area run along its middle (Brandt and Algazi
1992); the longest way through them is the midline.
"""

import numpy as np
import shapely
from numpy.typing import NDArray
from scipy.sparse import coo_array
from scipy.sparse.csgraph import dijkstra

_POINTS_ALONG_BORDER = 600
_SMOOTH = 0.3  # simplification, in distances between those points


def midline(area: shapely.Polygon) -> shapely.LineString | None:
    """The way along the middle of a polygon, in its own plane; None where it has no length to speak of."""
    spacing = shapely.length(area) / _POINTS_ALONG_BORDER
    if not spacing:
        return None
    ends = _edges_inside(area, spacing)
    if not len(ends):
        return None
    corners, numbers = np.unique(ends.reshape(-1, 2), axis=0, return_inverse=True)
    path = _longest_way(numbers.reshape(-1, 2), corners)
    return shapely.simplify(shapely.LineString(corners[path]), _SMOOTH * spacing) if len(path) > 1 else None


def _edges_inside(area: shapely.Polygon, spacing: float) -> NDArray[np.float64]:
    """Both ends of each Voronoi edge that lies inside, (n, 2, 2)."""
    points = shapely.MultiPoint(shapely.get_coordinates(shapely.segmentize(area, spacing)))
    edges = shapely.get_parts(shapely.get_parts(shapely.voronoi_polygons(points, only_edges=True)))
    shapely.prepare(area)
    inside = edges[shapely.contains_properly(area, edges)]
    starts, ends = (shapely.get_coordinates(shapely.get_point(inside, at)) for at in (0, -1))
    pairs: NDArray[np.float64] = np.stack([starts, ends], axis=1)
    return pairs


def _longest_way(edges: NDArray[np.intp], corners: NDArray[np.float64]) -> list[int]:
    """The corners along the longest of all shortest ways of the largest part: two sweeps find it in a tree."""
    starts, ends = edges.T
    lengths = np.hypot(*(corners[starts] - corners[ends]).T)
    graph = coo_array((lengths, (starts, ends)), shape=(len(corners), len(corners))).tocsr()
    begin = int(starts[np.argmax(lengths)])
    for _ in range(2):
        away, before = (
            row[0] for row in dijkstra(graph, directed=False, indices=[begin], return_predecessors=True)
        )
        end, begin = begin, int(np.argmax(np.where(np.isfinite(away), away, -1)))
    path = [begin]
    while path[-1] != end:
        path.append(int(before[path[-1]]))
    return path
