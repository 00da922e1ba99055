"""Assigning again what a change concerns gives what assigning all again would have given."""

from dataclasses import replace

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.assign import Assigner
from gis.changes import Cells, change_between
from gis.locate import Locator
from gis.positions import Positions
from gis.reassign import Standing, carried, concerned_shapes, moves
from tests.gis.drawing import CRS, METRE, corner, drawn

numbers = st.one_of(st.integers(-1, 5).map(float), st.floats(-1, 5), st.sampled_from([0.5, 1.5, 2.5]))
places = st.lists(st.tuples(numbers, numbers), min_size=1, max_size=25)
rows = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.text("bdf.", min_size=width, max_size=width), min_size=1, max_size=4)
)


@st.composite
def divisions(draw):
    """Two divisions of the same land: some squares change hands, codes are created and ended, a corner is moved."""
    before = draw(rows)
    squares = st.tuples(st.integers(0, len(before) - 1), st.integers(0, len(before[0]) - 1))
    after = [list(row) for row in before]
    for row, column in draw(st.lists(squares, max_size=4)):
        after[row][column] = draw(st.sampled_from("abcdefg."))
    return cells_of(before), with_corner_moved(draw, cells_of(["".join(row) for row in after]))


@st.composite
def overlapping_divisions(draw):
    """The same above another coverage that does not fit."""
    (before, after), (below, _) = draw(divisions()), draw(divisions())
    shifted = shapely.transform(below.polygons, lambda xy: xy + 40 * METRE)
    return tuple(both(each, below.codes, shifted) for each in (before, after))


def both(cells, codes, polygons):
    named = {f"{code}2": polygon for code, polygon in zip(codes, polygons, strict=True)}
    named |= dict(zip(cells.codes, cells.polygons, strict=True))
    return Cells(tuple(sorted(named)), as_array([named[code] for code in sorted(named)]))


def cells_of(rows):
    if not set("".join(rows)) - {"."}:
        return Cells((), as_array([]))
    codes, polygons = drawn(" ".join(rows))
    return Cells(tuple(codes), polygons)


def as_array(polygons):
    array = np.empty(len(polygons), dtype=object)
    array[:] = polygons
    return array


def with_corner_moved(draw, cells):
    place = corner(draw(st.integers(0, 3)), draw(st.integers(0, 3)))
    by = np.array([draw(st.integers(-60, 60)), draw(st.integers(-60, 60))]) * METRE

    def move(xy):
        return xy + np.outer(np.all(np.abs(xy - place) < 1e-9, axis=1), by)

    moved = Cells(cells.codes, shapely.transform(cells.polygons, move))
    return moved if shapely.is_valid(moved.polygons).all() else cells


def positions_of(places):
    return np.array([corner(x, y) for x, y in places])


def assert_moves_make_all_the_difference(before, after, xy):
    change = change_between(before, after)
    owner = Locator(before.polygons).locate(xy)
    found = moves(Positions(xy), owner, change)

    now = np.append(change.stands, -1)[owner]
    now[found.position] = found.after

    assert now.tolist() == Locator(after.polygons).locate(xy).tolist()
    assert owner[found.position].tolist() == found.before.tolist()


@given(divisions(), places)
def test_every_position_that_lies_in_another_cell_is_found(divisions, places):
    assert_moves_make_all_the_difference(*divisions, positions_of(places))


@given(overlapping_divisions(), places)
def test_every_position_that_lies_in_another_of_overlapping_cells_is_found(divisions, places):
    assert_moves_make_all_the_difference(*divisions, positions_of(places))


def assert_same_as_assigning_all(before, after, xy, accuracy_m):
    change = change_between(before, after)
    old, new = Assigner(before.polygons, crs=CRS), Assigner(after.polygons, crs=CRS)
    standing = old.points(xy, accuracy_m)

    concerned, again = Standing(xy, standing, old).reassigned(change, new)

    assert_same(replaced(carried(standing, change), concerned, again), new.points(xy, accuracy_m))


def replaced(placements, at, others):
    arrays = {}
    for name in ("cell", "rule", "edge_distance_m", "runner_up", "runner_up_m"):
        arrays[name] = getattr(placements, name).copy()
        arrays[name][at] = getattr(others, name)
    candidates = dict(enumerate(placements.candidates)) | dict(
        zip(at.tolist(), others.candidates, strict=True)
    )
    return replace(placements, **arrays, candidates=tuple(candidates.values()))


def assert_same(found, expected):
    assert found.cell.tolist() == expected.cell.tolist()
    assert found.rule.tolist() == expected.rule.tolist()
    assert found.runner_up.tolist() == expected.runner_up.tolist()
    assert found.edge_distance_m == pytest.approx(expected.edge_distance_m, abs=1e-9, nan_ok=True)
    assert found.runner_up_m == pytest.approx(expected.runner_up_m, abs=1e-9, nan_ok=True)
    for one, other in zip(found.candidates, expected.candidates, strict=True):
        assert dict(one) == pytest.approx(dict(other), abs=1e-9)


accuracies = st.lists(st.one_of(st.just(np.nan), st.floats(0, 400)), min_size=25, max_size=25)


@given(divisions(), places, accuracies)
def test_what_is_said_of_every_position_is_what_assigning_all_again_says(divisions, places, accuracies):
    xy = positions_of(places)
    assert_same_as_assigning_all(*divisions, xy, accuracies[: len(xy)])


@given(overlapping_divisions(), places, accuracies)
def test_the_same_holds_where_cells_overlap(divisions, places, accuracies):
    xy = positions_of(places)
    assert_same_as_assigning_all(*divisions, xy, accuracies[: len(xy)])


def test_a_position_on_a_corner_moves_though_its_own_cell_did_not_change():
    """The lower code comes to touch the corner at which the position lies."""
    before, after = cells_of([".bb", "acc"]), cells_of(["abb", "acc"])
    xy = positions_of([(1, 1), (1.5, 1.5), (1, 1.5)])
    assert_moves_make_all_the_difference(before, after, xy)


def test_positions_without_a_place_and_beyond_the_plane_stay_as_they_are():
    xy = np.array([[np.nan, np.nan], [0.0, 99.0], corner(0.5, 0.5)])
    assert_same_as_assigning_all(cells_of(["ab"]), cells_of(["aa"]), xy, [np.nan] * 3)


def test_what_lies_far_from_a_moved_border_is_not_looked_at():
    before, after = cells_of(["bbddffhhjj"]), cells_of(["bbbdffhhjj"])
    xy = positions_of([(x + 0.5, 0.5) for x in range(10)])
    old = Assigner(before.polygons, crs=CRS)

    concerned = Standing(xy, old.points(xy), old).concerned(change_between(before, after))

    assert concerned.tolist() == [0, 1, 2, 3]


def test_a_cell_that_is_created_farther_than_the_runner_up_concerns_nobody():
    before, after = cells_of(["bd......"]), cells_of(["bd.....a"])
    xy = positions_of([(0.5, 0.5), (1.5, 0.5)])
    old = Assigner(before.polygons, crs=CRS)

    concerned = Standing(xy, old.points(xy), old).concerned(change_between(before, after))

    assert concerned.tolist() == []


def test_a_cell_that_is_created_nearer_than_the_runner_up_concerns_even_those_inside():
    before, after = cells_of(["b..d"]), cells_of(["b.ad"])
    xy = positions_of([(0.5, 0.5)])
    old = Assigner(before.polygons, crs=CRS)

    concerned = Standing(xy, old.points(xy), old).concerned(change_between(before, after))

    assert concerned.tolist() == [0]


def test_other_terms_are_refused():
    cells = cells_of(["ab"])
    old, new = Assigner(cells.polygons, crs=CRS), Assigner(cells.polygons, crs=CRS, tolerance_m=50)
    xy = positions_of([(0.5, 0.5)])
    with pytest.raises(ValueError, match="same terms"):
        Standing(xy, old.points(xy), old).reassigned(change_between(cells, cells), new)


@given(divisions(), st.lists(st.tuples(numbers, numbers, st.floats(0.1, 2)), min_size=1, max_size=6))
def test_shapes_that_a_change_does_not_concern_fall_on_cells_as_before(divisions, squares):
    before, after = divisions
    shapes = np.array(
        [shapely.box(*corner(x, y), *corner(x + w, y + w)) for x, y, w in squares], dtype=object
    )
    old, new = Assigner(before.polygons, crs=CRS), Assigner(after.polygons, crs=CRS)
    change = change_between(before, after)
    shares = old.areas(shapes)

    concerned = concerned_shapes(shapes, shares, change, old)

    stands = [*change.stands.tolist(), -1]
    for at in set(range(len(shapes))) - set(concerned.tolist()):
        now = new.areas(shapes[[at]])[0]
        assert (now.owner, now.rule) == (stands[shares[at].owner], shares[at].rule)
        assert now.cells == tuple(stands[cell] for cell in shares[at].cells)
        assert now.shares == pytest.approx(shares[at].shares, abs=1e-9)
        assert now.distance_m == pytest.approx(shares[at].distance_m, abs=1e-9)
