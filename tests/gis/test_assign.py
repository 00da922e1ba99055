"""Assignment: tolerance, doubt, shares and reasons."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.assign import EDGE, INSIDE, NEAR, NO_POSITION, OUTSIDE, SHARE, Assigner
from gis.crs import metric_crs, project, unproject
from tests.gis.drawing import corner, drawn, pictures

CRS = metric_crs(109.6, 27.95)
WEST, SOUTH = 460_000.0, 3_092_000.0  # a corner near the town, in metres
SIDE = 100.0


def square(column, row=0):
    """A square of 100 m in the metric plane."""
    west, south = WEST + SIDE * column, SOUTH + SIDE * row
    return shapely.box(west, south, west + SIDE, south + SIDE)


def at(east_m, north_m):
    """Metres from the corner as lon/lat."""
    return shapely.get_coordinates(unproject(shapely.points(WEST + east_m, SOUTH + north_m), CRS))


@pytest.fixture(scope="module")
def two():
    """Cells 0 and 1 side by side, 100 m each."""
    return Assigner(unproject(np.array([square(0), square(1)]), CRS), crs=CRS)


def test_inside_knows_the_way_to_the_edge_and_the_next_cell(two):
    found = two.points(at(90, 50))

    assert (found.cell[0], found.rule[0], found.runner_up[0]) == (0, INSIDE, 1)
    assert found.edge_distance_m[0] == pytest.approx(10, abs=1e-3)


def test_on_a_corner_the_rule_is_edge_and_the_first_cell_owns_it(two):
    corner = shapely.get_coordinates(unproject(np.array([square(0)]), CRS))
    shared = corner[np.argmax(corner[:, 0])][None]

    found = two.points(shared)

    assert (found.cell[0], found.rule[0], found.edge_distance_m[0], found.runner_up[0]) == (0, EDGE, 0.0, 1)


def test_thirty_metres_outside_is_near_and_a_step_farther_is_outside(two):
    found = two.points(np.vstack([at(-29.9, 50), at(-30.1, 50)]))

    assert found.rule.tolist() == [NEAR, OUTSIDE]
    assert found.cell.tolist() == [0, -1]
    assert found.edge_distance_m == pytest.approx([29.9, 30.1], abs=1e-3)


def test_outside_still_names_the_nearest_cell(two):
    found = two.points(at(5_000, 50))

    assert (found.cell[0], found.runner_up[0]) == (-1, 1)
    assert found.edge_distance_m[0] == pytest.approx(4_800, abs=0.01)


def test_equally_near_cells_are_told_apart_by_order(two):
    assert two.points(at(100, -10)).cell[0] == 0


def test_a_missing_position_is_no_error(two):
    found = two.points([[np.nan, np.nan]])

    assert (found.cell[0], found.rule[0], found.runner_up[0]) == (-1, NO_POSITION, -1)
    assert np.isnan(found.edge_distance_m[0])


def test_a_position_beyond_the_plane_is_outside(two):
    assert two.points([[0.0, 99.0]]).rule[0] == OUTSIDE


def test_a_footprint_beyond_the_plane_or_without_land_is_outside_and_harms_no_other(two):
    placed = two.areas([shapely.box(19.6, -0.5, 19.7, 0.5), shapely.Polygon(), unproject(square(1), CRS)])
    assert [(share.owner, share.rule) for share in placed] == [(-1, OUTSIDE), (-1, OUTSIDE), (1, SHARE)]


def test_where_there_is_no_cell_everything_is_outside():
    placed = Assigner([], crs=CRS).points(at(50, 50))
    assert (placed.cell[0], placed.rule[0], placed.runner_up[0]) == (-1, OUTSIDE, -1)


def test_an_accuracy_circle_over_an_edge_shares_itself_out(two):
    (shares,) = two.points(at(100 + 1e-6, 50), [20.0]).candidates

    assert [cell for cell, _ in shares] == [1, 0]
    assert [share for _, share in shares] == pytest.approx([0.5, 0.5], abs=1e-3)


def test_each_circle_is_measured_by_its_own_size(two):
    found = two.points(np.vstack([at(100, 50), at(100, 50)]), [5.0, 40.0])

    assert [sum(share for _, share in shares) for shares in found.candidates] == pytest.approx(
        [1, 1], abs=1e-6
    )


def test_an_accuracy_circle_inside_one_cell_leaves_no_doubt(two):
    assert two.points(at(50, 50), [20.0]).candidates == ((),)


def test_a_circle_beyond_all_measure_is_one_around_the_earth(two):
    (candidates,) = two.points(at(50, 50), [1e300]).candidates
    assert [cell for cell, _ in candidates] == [0, 1]
    assert all(0 < share < 1e-9 for _, share in candidates)


def test_an_accuracy_circle_over_the_town_limit_leaves_a_doubt(two):
    (shares,) = two.points(at(1e-6, 50), [20.0]).candidates

    assert [cell for cell, _ in shares] == [0]
    assert shares[0][1] == pytest.approx(0.5, abs=1e-3)


def test_a_town_of_one_cell_has_no_runner_up():
    alone = Assigner(unproject(np.array([square(0)]), CRS), crs=CRS)

    assert alone.points(np.vstack([at(50, 50), at(-10, 50)])).runner_up.tolist() == [-1, -1]


def test_a_footprint_belongs_where_most_of_it_lies(two):
    footprint = shapely.box(WEST + 70, SOUTH + 10, WEST + 110, SOUTH + 20)

    (shares,) = two.areas(unproject(np.array([footprint]), CRS))

    assert (shares.owner, shares.rule, shares.cells) == (0, SHARE, (0, 1))
    assert shares.shares == pytest.approx((0.75, 0.25), abs=1e-5)
    assert shares.sizes == pytest.approx((300, 100), abs=1e-2)


def test_a_footprint_in_equal_parts_goes_to_the_first(two):
    footprint = shapely.box(WEST + 90, SOUTH + 10, WEST + 110, SOUTH + 20)

    (shares,) = two.areas(unproject(np.array([footprint]), CRS))

    assert shares.owner in shares.cells
    assert shares.shares == pytest.approx((0.5, 0.5), abs=1e-5)


def test_a_footprint_beside_the_town_is_near_or_outside(two):
    beside = [shapely.box(WEST - 20 - far, SOUTH, WEST - 10 - far, SOUTH + 10) for far in (0, 100)]

    near, outside = two.areas(unproject(np.array(beside), CRS))

    assert (near.owner, near.rule) == (0, NEAR)
    assert (outside.owner, outside.rule) == (-1, OUTSIDE)


def test_a_line_lists_its_lengths(two):
    line = shapely.LineString([(WEST + 40, SOUTH + 50), (WEST + 130, SOUTH + 50)])

    (shares,) = two.lines(unproject(np.array([line]), CRS))

    assert (shares.owner, shares.cells) == (0, (0, 1))
    assert shares.sizes == pytest.approx((60, 30), abs=1e-3)


def test_nothing_to_assign_is_assigned_to_nothing(two):
    assert two.points([]).cell.tolist() == []
    assert two.areas([]) == ()


@given(st.floats(-80, 280), st.floats(-80, 180))
def test_rule_distance_and_owner_agree(two, east_m, north_m):
    found = two.points(at(east_m, north_m))

    is_assigned = found.cell[0] >= 0
    assert is_assigned == (found.rule[0] in (INSIDE, EDGE, NEAR))
    assert (found.rule[0] == OUTSIDE) == (found.edge_distance_m[0] > 30 and not is_assigned)
    assert found.runner_up[0] != found.cell[0]


def slowly(cells, xy, tolerance_m=30.0):
    """Decide every position against every cell: owner, metres to the edge, runner-up, metres to it."""
    metric, places = project(cells, CRS), project(shapely.points(xy), CRS)
    touches = shapely.intersects_xy(cells[None, :], xy[:, 0, None], xy[:, 1, None])
    away_m = shapely.distance(places[:, None], metric[None, :])
    owner = np.where(touches.any(axis=1), touches.argmax(axis=1), -1)
    to_edge_m = shapely.distance(places, shapely.boundary(metric)[owner])
    own_m = np.where(owner < 0, away_m.min(axis=1), to_edge_m)
    is_near = (owner < 0) & (own_m <= tolerance_m)
    owner[is_near] = (away_m <= away_m.min(axis=1, keepdims=True) + 1e-6).argmax(axis=1)[is_near]
    away_m[owner >= 0, owner[owner >= 0]] = np.inf
    next_m = away_m.min(axis=1)
    runner_up = np.where(np.isinf(next_m), -1, (away_m <= next_m[:, None] + 1e-6).argmax(axis=1))
    return owner, own_m, runner_up, next_m


def assert_decided_as_slowly(cells, xy):
    found = Assigner(cells, crs=CRS).points(xy)
    owner, own_m, runner_up, next_m = slowly(cells, xy)
    on_edge = found.rule == EDGE
    assert found.cell.tolist() == owner.tolist()
    assert found.runner_up.tolist() == runner_up.tolist()
    assert found.edge_distance_m[~on_edge] == pytest.approx(own_m[~on_edge], abs=1e-6)
    assert found.edge_distance_m[on_edge] == pytest.approx(0.0)
    assert found.runner_up_m == pytest.approx(next_m, abs=1e-6)


@given(
    pictures,
    st.lists(st.tuples(*[st.one_of(st.integers(-1, 5), st.floats(-1, 5))] * 2), min_size=1, max_size=9),
)
def test_positions_in_a_coverage_are_decided_as_the_slow_way_does(picture, squares):
    assert_decided_as_slowly(drawn(picture).polygons, np.array([corner(x, y) for x, y in squares]))


@given(pictures, pictures, st.lists(st.tuples(st.floats(-1, 5), st.floats(-1, 5)), min_size=1, max_size=9))
def test_positions_in_overlapping_cells_are_decided_as_the_slow_way_does(below, above, squares):
    cells = np.concatenate([drawn(below).polygons, drawn(above, side=0.0017).polygons])
    assert_decided_as_slowly(cells, np.array([corner(x, y) for x, y in squares]))


beside_an_edge = st.tuples(st.integers(0, 3), st.floats(-2e-4, 2e-4)).map(sum)


@given(pictures, st.lists(st.tuples(beside_an_edge, st.floats(-0.1, 3)), min_size=1, max_size=9))
def test_positions_beside_edges_of_50_km_are_decided_as_the_slow_way_does(picture, squares):
    """There the planes disagree by tens of metres on which side of an edge a position lies."""
    along_both = [corner(x, y, side=0.5) for one, other in squares for x, y in ((one, other), (other, one))]
    assert_decided_as_slowly(drawn(picture, side=0.5).polygons, np.array(along_both))


def test_a_position_on_a_shared_edge_is_no_way_from_its_runner_up(two):
    corner_ = shapely.get_coordinates(unproject(np.array([square(0)]), CRS))
    shared = corner_[np.argmax(corner_[:, 0])][None]
    assert two.points(shared).runner_up_m[0] == pytest.approx(0.0, abs=1e-6)


def test_the_runner_up_outside_is_the_nearest_cell_and_as_far(two):
    found = two.points(at(5_000, 50))
    assert found.runner_up_m[0] == found.edge_distance_m[0]


def test_many_positions_are_decided_as_each_alone(two, monkeypatch):
    xy = np.vstack([at(east, 50) for east in range(-50, 250, 7)])
    accuracy_m = np.linspace(1, 60, len(xy))
    whole = two.points(xy, accuracy_m)

    monkeypatch.setattr("gis.assign._CHUNK", 10)
    parts = two.points(xy, accuracy_m)

    assert parts.cell.tolist() == whole.cell.tolist()
    assert parts.candidates == whole.candidates
    assert parts.rule.tolist() == whole.rule.tolist()


@pytest.mark.parametrize("radius_m", [0.0, np.nan, -5.0])
def test_a_circle_without_width_leaves_no_doubt(two, radius_m):
    assert two.points(at(100, 50), [radius_m]).candidates == ((),)


def test_a_circle_outside_that_reaches_no_cell_has_no_candidates(two):
    assert two.points(at(-100, 50), [99.0]).candidates == ((),)


def test_a_circle_that_just_reaches_over_an_edge_leaves_a_doubt(two):
    (shares,) = two.points(at(90, 50), [10.5]).candidates
    assert [cell for cell, _ in shares] == [0, 1]


def test_a_position_explains_itself(two):
    why = two.points(np.vstack([at(50, 50), at(95, 50)]), [np.nan, 20.0]).explanation(1)

    assert (why.rule, why.cell, why.runner_up, why.accuracy_m) == (INSIDE, 0, 1, 20.0)
    assert (why.edge_distance_m, why.runner_up_m) == (pytest.approx(5, abs=1e-3), pytest.approx(5, abs=1e-3))
    assert (why.terms.tolerance_m, str(why.terms.frame)) == (30.0, "WGS-84")
    assert why.is_doubtful
    assert [cell for cell, _ in why.candidates] == [0, 1]


def test_a_footprint_explains_itself(two):
    footprint = shapely.box(WEST + 70, SOUTH + 10, WEST + 110, SOUTH + 20)

    why = two.areas([unproject(footprint, CRS)])[0].explanation()

    assert (why.rule, why.cell, why.runner_up, why.is_doubtful) == (SHARE, 0, 1, True)
    assert why.sizes == pytest.approx((300, 100), abs=1e-2)


def test_a_footprint_outside_names_the_nearest_cell(two):
    why = two.areas([unproject(shapely.box(WEST + 300, SOUTH, WEST + 310, SOUTH + 10), CRS)])[0].explanation()

    assert (why.rule, why.cell, why.runner_up) == (OUTSIDE, -1, 1)
    assert why.runner_up_m == pytest.approx(100, abs=1e-2)


def test_a_bow_tie_is_its_two_wings(two):
    x, y = WEST + 50, SOUTH + 50
    bow_tie = shapely.Polygon([(x, y), (x + 20, y + 20), (x + 20, y), (x, y + 20)])

    (shares,) = two.areas([unproject(bow_tie, CRS)])

    assert (shares.rule, shares.owner, shares.sizes) == (SHARE, 0, (pytest.approx(200, abs=0.01),))


@pytest.mark.parametrize("ends", [(0, 0), (30, 0)], ids=["a point", "a line"])
def test_a_footprint_without_area_lies_in_the_cell_that_it_touches(two, ends):
    x, y = WEST + 150, SOUTH + 50
    flat = shapely.Polygon([(x, y), (x + ends[0], y + ends[1]), (x, y), (x, y)])

    (shares,) = two.areas([unproject(flat, CRS)])

    assert (shares.owner, shares.rule, shares.shares) == (1, SHARE, (1.0,))


def test_a_line_without_length_lies_in_the_cell_that_it_touches(two):
    (shares,) = two.lines([shapely.LineString([at(150, 50)[0], at(150, 50)[0]])])
    assert (shares.owner, shares.rule, shares.sizes) == (1, SHARE, (0.0,))


def test_a_footprint_larger_than_the_town_leaves_a_part_to_nobody(two):
    (shares,) = two.areas([unproject(shapely.box(WEST - 100, SOUTH, WEST + 300, SOUTH + 100), CRS)])
    assert shares.cells == (0, 1)
    assert shares.shares == pytest.approx((0.25, 0.25), abs=1e-4)


def test_a_footprint_with_a_lost_corner_is_outside(two):
    (shares,) = two.areas([shapely.box(19.6, -0.5, 19.7, 99.0)])
    assert (shares.owner, shares.rule) == (-1, OUTSIDE)


def test_dirty_cells_are_decided_without_a_stumble():
    x, y = corner(0, 0)
    bow_tie = shapely.Polygon([(x, y), (x + 0.004, y + 0.004), (x + 0.004, y), (x, y + 0.004)])
    sliver = shapely.box(x, y, x + 1e-5, y + 0.01)
    twice = drawn("ab").polygons[1]
    cells = np.array([bow_tie, twice, sliver, twice, shapely.Polygon(), None, shapely.force_3d(twice, 9.0)])
    xy = np.array([corner(east / 4, north / 4) for east in range(-2, 12) for north in range(-2, 12)])

    found = Assigner(cells, crs=CRS).points(xy, np.full(len(xy), 50.0))

    assert found.cell[found.cell != found.runner_up].tolist() == found.cell.tolist()
    assert np.isfinite(found.edge_distance_m).all()
    assert np.isfinite(found.runner_up_m).all()
