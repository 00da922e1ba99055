"""What of the sample town is worth showing, looked up by rule and not by id: the town is made anew each day."""

import json
from collections import Counter
from collections.abc import Mapping
from typing import Any
from urllib.request import urlopen

_OPEN = "reported,accepted,whistled,reported_in,returned"
_STANDING = "found,verified,stop_order,penalty"

Feature = Mapping[str, Any]


class Showpieces:
    """The busiest grid, an incident and a structure that lie between grids."""

    def __init__(self, town: str) -> None:
        self._town = town
        incidents = self._features(f"/api/incidents?status={_OPEN}&limit=1000")
        structures = self._features(f"/api/illegal-structures?status={_STANDING}&limit=5000")
        self._grid = _busiest_grid(incidents)
        self._doubtful = _most_divided(incidents)
        self._between = _most_divided(structures)
        label = self._json(f"/api/grids/{self._grid}")["label"]
        self.heart: tuple[float, float] = (label[0], label[1])
        """The middle of the busiest grid, lon/lat."""

    def busiest_grid(self, zoom: float) -> str:
        """Its address on the map, with its card open."""
        return around(self.heart, zoom, f"grid:{self._grid}")

    def doubtful_incident(self, zoom: float) -> str:
        """An incident whose accuracy reaches over an edge."""
        return around(_middle(self._doubtful), zoom, f"incident:{self._doubtful['id']}")

    def divided_structure(self, zoom: float) -> str:
        """A structure that stands on several grids."""
        return around(_middle(self._between), zoom, f"illegal_structure:{self._between['id']}")

    def _features(self, path: str) -> list[Feature]:
        features: list[Feature] = self._json(path)["features"]
        return features

    def _json(self, path: str) -> Any:
        with urlopen(self._town + path) as answer:
            return json.load(answer)


def around(place: tuple[float, float], zoom: float, selection: str = "") -> str:
    """The address of a place on the map."""
    rest = f"?sel={selection}" if selection else ""
    return f"#{zoom}/{place[1]:.5f}/{place[0]:.5f}{rest}"


def _busiest_grid(incidents: list[Feature]) -> str:
    counts = Counter(i["properties"]["grid"]["code"] for i in incidents if i["properties"]["grid"])
    return min(counts, key=lambda code: (-counts[code], code))


def _most_divided(items: list[Feature]) -> Feature:
    """The item that shares itself out most among grids, while its own grid still has the largest part."""
    divided = [item for item in items if len(_candidates(item)) > 1 and _is_in_largest(item)]
    return min(divided, key=lambda item: (_candidates(item)[0]["share"], item["id"]))


def _is_in_largest(item: Feature) -> bool:
    grid = item["properties"]["grid"]
    return grid is not None and bool(_candidates(item)[0]["code"] == grid["code"])


def _candidates(item: Feature) -> list[Mapping[str, Any]]:
    assignment = item["properties"]["assignment"]
    return assignment["candidates"] if assignment else []


def _middle(item: Feature) -> tuple[float, float]:
    corner: Any = item["geometry"]["coordinates"]
    while not isinstance(corner[0], float):
        corner = corner[0]
    return corner[0], corner[1]
