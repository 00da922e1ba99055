"""Borders redrawn along streets and water: a line is traced from place to place, and the border takes it."""

import random
from collections import Counter

import numpy as np
import pytest
import shapely

from gis.crs import metric_crs
from gis.edits import reshape
from gis.errors import EditRefused, NothingToTrace, Unreachable
from gis.lattice import to_lattice, to_lonlat
from gis.network import StreetNetwork
from layers.sample.base import read_base
from tests.gis.edit_laws import assert_laws, town

TRIES = 60
CRS = metric_crs(109.6, 27.95)


@pytest.fixture(scope="module")
def streets_and_banks():
    base = read_base()
    streets = np.asarray(base.streets.geometry.values)
    banks = shapely.boundary(np.asarray(base.water.geometry.values))
    bridges = np.asarray(base.streets.bridge, dtype=bool)
    levels = np.append(bridges, np.zeros(len(banks), dtype=bool))
    return StreetNetwork(np.append(streets, banks), crs=CRS, levels=levels)


def redraw_somewhere(before, network, chance):
    """Trace a way between two nodes of the border of two cells and make it their border.

    Returns the two cells, their old border, the line, and what became of it.
    """
    one = chance.choice(before.codes)
    other = chance.choice(sorted(before.neighbours[one]))
    border = shapely.intersection(before[one].polygon, before[other].polygon)
    corners = shapely.get_coordinates(to_lonlat(border))
    ends = [corners[chance.randrange(len(corners))] for _ in range(2)]
    line = to_lattice(network.trace(ends, within_m=150))
    return (one, other), border, line, reshape(before, (one, other), line)


def test_borders_of_the_town_follow_streets_and_banks(streets_and_banks):
    """Many ways lie where they cannot be a border; the others become one and keep every law, on the line itself."""
    before, chance, outcomes = town(), random.Random(11), Counter()
    for _ in range(TRIES):
        try:
            (one, other), border, line, (after, patch) = redraw_somewhere(before, streets_and_banks, chance)
        except (EditRefused, NothingToTrace, Unreachable) as refused:
            outcomes[getattr(refused, "reason", type(refused).__name__)] += 1
            continue
        outcomes["redrawn"] += 1
        assert_laws(before, after, patch)
        new = shapely.intersection(after[one].polygon, after[other].polygon)
        beside = shapely.buffer(shapely.union(border, line), 2)
        assert shapely.difference(new, beside).length == 0
    assert outcomes["redrawn"] >= TRIES / 6, outcomes
