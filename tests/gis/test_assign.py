"""Assignment: tolerance, doubt, shares and reasons."""

import numpy as np
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.assign import EDGE, INSIDE, NEAR, NO_POSITION, OUTSIDE, SHARE, Assigner
from gis.crs import metric_crs, unproject

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
