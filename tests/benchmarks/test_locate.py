"""The peers that need nothing beyond the product's own packages, and what the harness does with an answer."""

import numpy as np
import pytest
import shapely

from benchmarks import locate
from benchmarks.partitions import partition
from benchmarks.peers import Problem, columns, geos, lowest
from benchmarks.points import points_over, with_vertices
from gis.locate import Locator

GEOS = (geos.spatial_join, geos.tree_of_cells, geos.tree_of_points, geos.every_cell, geos.sorted_slices)


@pytest.fixture(scope="module")
def problem():
    polygons = partition(30).polygons
    return Problem(polygons, with_vertices(points_over(polygons, 500), polygons, 50))


def brute_force(problem):
    touches = shapely.intersects_xy(problem.polygons[None, :], *problem.xy.T[:, :, None])
    return np.where(touches.any(axis=1), touches.argmax(axis=1), -1)


@pytest.mark.parametrize("opener", GEOS)
def test_a_peer_gives_each_point_the_lowest_cell_that_it_touches(opener, problem):
    with opener(problem) as contender:
        found = lowest(*contender.pairs(contender.work()), len(problem.xy))

    assert (found == brute_force(problem)).all()


@pytest.mark.parametrize("opener", GEOS)
def test_a_peer_leaves_the_cells_as_unprepared_as_they_were(opener, problem):
    with opener(problem) as contender:
        contender.work()

    assert not shapely.is_prepared(problem.polygons).any()


def test_a_point_without_a_cell_gets_minus_one():
    assert lowest([2, 2, 0], [5, 3, 1], 4).tolist() == [1, -1, 3, -1]


def test_a_database_that_finds_nothing_gives_no_pairs():
    assert [column.tolist() for column in columns([])] == [[], []]


def test_wrong_answers_stop_the_benchmark(problem, monkeypatch):
    monkeypatch.setattr(locate, "VERTICES", 50)
    everywhere_first = Locator(problem.polygons[:1])
    trial = locate._Trial(problem, everywhere_first, brute_force(problem))

    with pytest.raises(locate.WrongAnswersError, match="points in 30 cells"):
        list(locate._answer_rows(trial))


def test_a_peer_that_is_missing_leaves_the_others_alone(problem, monkeypatch):
    here = locate.Peer("here", "geos:tree_of_cells")
    monkeypatch.setattr(locate, "PEERS", (locate.Peer("gone", "nowhere:join"), here))
    missing = []
    trial = locate._Trial(problem, Locator(shapely.force_2d(problem.polygons)), brute_force(problem))

    rows = list(locate._peer_rows(trial, missing))

    assert any(row.peer.startswith("here") for row in rows)
    assert missing == ["gone in 30 cells: No module named 'benchmarks.peers.nowhere'"]


def test_a_peer_that_tries_every_cell_is_asked_about_fewer_points_the_more_cells_there_are():
    peer = locate.Peer("each", "geos:every_cell", most_pairs=1_000_000)

    assert [peer.points(cells) for cells in (1, 10, 1_000)] == [1_000_000, 100_000, 1_000]
