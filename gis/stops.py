"""A street network cut once more at stops, so that ways can begin and end between two crossings.

Ways are found by `scipy.sparse.csgraph`: of the libraries tried (igraph, networkx and rustworkx besides) it
alone takes arrays as they are, many sources at once and a limit, and it was the quickest.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Self

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array
from scipy.sparse.csgraph import dijkstra

from gis.mileage import FloatArray, IntArray


@dataclass(frozen=True)
class Positions:
    """Where n places come onto a network, as arrays of length n.

    Attributes
    ----------
    edge : int array, the nearest edge, the first of equals; -1 where none is near enough
    along_m : float array, metres from the first vertex of that edge; NaN without an edge
    access_m : float array
        Straight metres from the place to the street: infinite where none is near enough, NaN without a place.

    """

    edge: IntArray
    along_m: FloatArray
    access_m: FloatArray

    def followed_by(self, others: Self) -> "Positions":
        """These and, behind them, the others."""
        return Positions(
            np.concatenate([self.edge, others.edge]),
            np.concatenate([self.along_m, others.along_m]),
            np.concatenate([self.access_m, others.access_m]),
        )


@dataclass(frozen=True)
class Pieces:
    """The pieces of edges between nodes and stops: a graph of the nodes and, numbered after them, the stops.

    Attributes
    ----------
    ends : (p, 2) int array, the nodes of each piece
    edge : (p,) int array, the edge that it is a part of
    start_m, end_m : (p,) float arrays, which part, in metres along the edge
    stops : (k,) int array, the node of each stop; one off the network joins nothing

    """

    ends: IntArray
    edge: IntArray
    start_m: FloatArray
    end_m: FloatArray
    stops: IntArray

    @property
    def nodes(self) -> int:
        """How many nodes there are, stops included."""
        return max(int(self.ends.max()), int(self.stops.max(initial=-1))) + 1

    @property
    def length_m(self) -> FloatArray:
        """The length of each piece."""
        return self.end_m - self.start_m

    def distances_m(self, origins: IntArray, *, limit_m: float = np.inf) -> FloatArray:
        """Measure the ways from each of k nodes to all n, (k, n); infinite beyond the limit."""
        return dijkstra(self._graph, indices=origins, limit=limit_m)

    def nearest_stop(self, access_m: FloatArray) -> tuple[FloatArray, IntArray]:
        """Measure the way to each of all nodes from the place that is nearest on foot.

        Parameters
        ----------
        access_m : (k,) float array
            How far off its stop each place lies; not finite leaves it out.

        Returns
        -------
        float array and int array, one for each node
            Metres, infinite where there is no way; and which place, -1 for none.

        """
        if not len(access_m):
            return np.full(self.nodes, np.inf), np.full(self.nodes, -1)
        near = np.flatnonzero(np.isfinite(access_m))
        places = self.nodes + np.arange(len(access_m))
        streets = self._graph.tocoo()
        graph = csr_array(
            (
                np.append(streets.data, access_m[near]),
                (np.append(streets.row, places[near]), np.append(streets.col, self.stops[near])),
            ),
            shape=(self.nodes + len(places), self.nodes + len(places)),
        )
        away_m, _, origin = dijkstra(graph, indices=places, min_only=True, return_predecessors=True)
        return away_m[: self.nodes], np.maximum(origin[: self.nodes] - self.nodes, -1).astype(np.intp)

    def way(self, origin: int, destination: int, *, limit_m: float) -> tuple[IntArray, NDArray[np.bool_]]:
        """List the pieces of the shortest way between two nodes, and which are walked backwards; none without a way."""
        _, before = dijkstra(self._graph, indices=[origin], limit=limit_m, return_predecessors=True)
        nodes = _followed_back(before[0], destination)
        key, row = self._ways
        row = row[np.searchsorted(key, nodes[1:][::-1] * self.nodes + nodes[:-1][::-1])]
        return row % len(self.edge), row >= len(self.edge)

    @cached_property
    def _ways(self) -> tuple[IntArray, IntArray]:
        """For any two nodes that are joined, in both directions, a sorted key and the shortest piece.

        Pieces count twice: as they are, then as walked backwards.
        """
        both = np.concatenate([self.ends, self.ends[:, ::-1]])
        key = both[:, 0] * self.nodes + both[:, 1]
        order = np.lexsort((np.tile(self.length_m, 2), key))
        different, first = np.unique(key[order], return_index=True)
        return different, order[first]

    @cached_property
    def _graph(self) -> csr_array:
        key, row = self._ways
        length_m = self.length_m[row % len(self.edge)]
        return csr_array((length_m, np.divmod(key, self.nodes)), shape=(self.nodes, self.nodes))


def cut_at_stops(ends: IntArray, length_m: FloatArray, positions: Positions) -> Pieces:
    """Cut edges, given by the nodes at their ends and their lengths, at stops."""
    edges, nodes = np.arange(len(ends)), int(ends.max()) + 1
    on_edge = np.flatnonzero(positions.edge >= 0)
    edge = np.concatenate([edges, positions.edge[on_edge], edges])
    along_m = np.concatenate([np.zeros(len(edges)), positions.along_m[on_edge], length_m])
    node = np.concatenate([ends[:, 0], nodes + on_edge, ends[:, 1]])
    turn = np.repeat([0, 1, 2], [len(edges), len(on_edge), len(edges)])  # start, stops, end
    order = np.lexsort((turn, along_m, edge))
    begins = np.flatnonzero(turn[order] < 2)
    here, after = order[begins], order[begins + 1]
    return Pieces(
        ends=np.column_stack([node[here], node[after]]),
        edge=edge[here],
        start_m=along_m[here],
        end_m=along_m[after],
        stops=nodes + np.arange(len(positions.edge)),
    )


def _followed_back(before: NDArray[np.signedinteger], destination: int) -> IntArray:
    nodes = [destination]
    while before[nodes[-1]] >= 0:
        nodes.append(int(before[nodes[-1]]))
    return np.array(nodes)
