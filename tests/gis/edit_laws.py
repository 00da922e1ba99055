"""What holds after every edit, whatever was drawn."""

import json
from collections import Counter

import numpy as np
import shapely

from gis.borders import edges_of, lone_edges, vertices
from gis.coverage import Coverage
from gis.edits import KINDS, REASONS, Patch, replay
from gis.errors import EditRefused
from layers.sample.base import read_base
from tests.gis.random_edits import Planner
from tests.gis.squares import corners


def town():
    """The 155 grids of the sample town in 12 communities."""
    grids = read_base().grids
    return Coverage.from_lonlat(grids.geometry.values, list(grids.code), list(grids.community))


def make_random_edits(start, seed, count, *, kinds=None):
    """Make `count` random edits one after the other; check every law after each, and the whole history at the end.

    Returns how many of each kind were accepted, and for what reasons others were refused.
    """
    planner = Planner(seed)
    coverage, history = start, []
    outcomes = Counter()
    for _ in range(count):
        kind, arguments = planner.draw(coverage, planner.choose(kinds or KINDS))
        try:
            after, patch = KINDS[kind](coverage, **arguments)
        except EditRefused as refused:
            assert refused.reason in REASONS
            outcomes[refused.reason] += 1
            continue
        assert_laws(coverage, after, patch)
        outcomes[kind] += 1
        history.append(patch)
        coverage = after
    assert_history(start, coverage, history)
    return outcomes


def assert_laws(before, after, patch):
    """One edit kept every law."""
    assert_seamless(after)
    assert_limit_stays(before, after)
    assert_parents_whole(before, after)
    assert_locked_stay(before, after)
    untouched = set(before.codes) - set(patch.codes)
    assert all(after[code].polygon is before[code].polygon for code in untouched)
    assert patch.inverse.apply(after).is_identical(before)


def assert_seamless(coverage):
    polygons = coverage.polygons
    assert (shapely.get_type_id(polygons) == 3).all()
    assert shapely.is_valid(polygons).all()
    assert shapely.coverage_is_valid(polygons)
    assert list(coverage.codes) == sorted(set(coverage.codes))


def assert_limit_stays(before, after):
    """No land is won or lost, but for new nodes on the outer limit: half a unit times its width and height at most."""
    old, new = (_limit(coverage) for coverage in (before, after))
    bent = old - new
    sizes = [np.abs(np.diff(vertices(np.array(edge, dtype=np.uint64)), axis=0)).sum() for edge in bent]
    change = shapely.area(after.polygons).sum() - shapely.area(before.polygons).sum()
    assert abs(change) <= sum(sizes) / 2
    assert {end for edge in old for end in edge} <= {end for edge in new for end in edge}


def assert_parents_whole(before, after):
    assert set(before.parents) <= set(after.parents)
    for parent in set(after.parents):
        assert after.pieces_of(parent) <= max(1, before.pieces_of(parent))


def assert_locked_stay(before, after):
    """Locked cells get new nodes at most, which bend their edges by less than a unit."""
    for code in before.locked:
        old, new = before[code].polygon, after[code].polygon
        assert corners(before, code) <= corners(after, code)
        assert old.symmetric_difference(new).area <= old.length * np.sqrt(0.5)


def assert_history(start, end, history):
    """The history undoes to the first byte, and replays from JSON to the last."""
    undone = end
    for patch in reversed(history):
        undone = patch.inverse.apply(undone)
    assert undone.is_identical(start)
    replayed = start
    for patch in history:
        data = json.loads(json.dumps(patch.to_json()))
        made, again = replay(replayed, data["edit"])
        assert again.codes == Patch.from_json(data).codes
        replayed = made
    assert replayed.is_identical(end)
    assert shapely.to_wkb(replayed.polygons).tolist() == shapely.to_wkb(end.polygons).tolist()


def _limit(coverage):
    edges = edges_of(coverage.polygons)
    lone = lone_edges(edges)
    return set(zip(*(end[lone].tolist() for end in edges.ends), strict=True))
