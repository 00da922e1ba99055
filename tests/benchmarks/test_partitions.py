"""What the benchmarks measure on: seamless partitions and points, the same ones on every machine."""

import numpy as np
import pytest
import shapely

from benchmarks import partitions
from benchmarks.partitions import partition
from benchmarks.points import points_over, with_vertices


@pytest.fixture(scope="module")
def town():
    return partition(155)


@pytest.mark.parametrize("cells", [1, 2, 155, 400])
def test_a_partition_has_as_many_cells_as_asked_for(cells):
    made = partition(cells)

    assert len(made.codes) == len(made.polygons) == len(made.parents) == cells


def test_a_partition_is_seamless(town):
    outline = shapely.coverage_union_all(town.polygons)

    assert shapely.coverage_is_valid(town.polygons)
    assert (outline.geom_type, len(outline.interiors)) == ("Polygon", 0)


def test_a_cell_has_one_part_and_no_hole(town):
    assert set(shapely.get_type_id(town.polygons)) == {shapely.GeometryType.POLYGON}
    assert not shapely.get_num_interior_rings(town.polygons).any()


def test_borders_are_as_finely_drawn_as_real_ones(town):
    assert np.mean(shapely.get_num_coordinates(town.polygons)) == pytest.approx(235, abs=3)


def test_coordinates_lie_on_the_lattice(town):
    xy = shapely.get_coordinates(town.polygons)

    assert (np.rint(xy * 1e7) / 1e7 == xy).all()


def test_codes_are_unique_and_in_order(town):
    assert town.codes == sorted(set(town.codes))
    assert all(code.startswith(parent) for code, parent in zip(town.codes, town.parents, strict=True))


def test_the_cells_of_a_parent_are_connected(town):
    parents = np.array(town.parents)
    unions = [shapely.coverage_union_all(town.polygons[parents == parent]) for parent in set(parents)]

    assert len(unions) == 155 // 13
    assert all(union.geom_type == "Polygon" for union in unions)


def test_a_partition_is_the_same_every_time(town):
    assert shapely.equals_identical(partition(155).polygons, town.polygons).all()


def test_another_seed_makes_another_partition(town):
    assert not shapely.equals_identical(partition(155, seed=1).polygons, town.polygons).any()


def test_a_stored_partition_is_the_one_that_was_made(town, tmp_path, monkeypatch):
    monkeypatch.setattr(partitions, "_CACHE", tmp_path / "cache")

    for stored in (partitions.stored_partition(155), partitions.stored_partition(155)):
        assert shapely.equals_identical(stored.polygons, town.polygons).all()
        assert (stored.codes, stored.parents) == (town.codes, town.parents)


def test_points_are_the_same_every_time_and_partly_outside(town):
    xy = points_over(town.polygons, 1_000)
    is_inside = shapely.intersects_xy(shapely.coverage_union_all(town.polygons), *xy.T)

    assert xy.shape == (1_000, 2)
    assert (points_over(town.polygons, 1_000) == xy).all()
    assert 0.6 < is_inside.mean() < 0.95


def test_so_many_points_are_exact_vertices(town):
    xy = points_over(town.polygons, 1_000)
    on_vertices = with_vertices(xy, town.polygons, 50)
    vertices = {tuple(vertex) for vertex in shapely.get_coordinates(town.polygons)}

    assert sum(tuple(point) in vertices for point in on_vertices) == 50
