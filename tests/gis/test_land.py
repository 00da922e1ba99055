"""What can be said of a piece of land by itself."""

import numpy as np
import pytest
import shapely

from gis.checking.land import are_enclaves, are_thin, mean_widths, valid_cells

SQUARE = shapely.box(0, 0, 100, 100)


def one(geometry):
    return np.array([geometry], dtype=object)


@pytest.mark.parametrize(
    "geometry",
    [
        None,
        shapely.Point(0, 0),
        shapely.Polygon(),
        shapely.Polygon([(0, 0), (1, 1), (2, 2)]),
        shapely.GeometryCollection([shapely.Point(0, 0)]),
        shapely.GeometryCollection(),
    ],
)
def test_what_has_no_land_becomes_an_empty_polygon(geometry):
    (cell,) = valid_cells(one(geometry))
    assert cell.geom_type == "Polygon"
    assert cell.is_empty


def test_a_collection_keeps_its_polygons():
    mixed = shapely.GeometryCollection([SQUARE, shapely.LineString([(200, 0), (300, 0)])])
    assert valid_cells(one(mixed))[0].equals(SQUARE)


def test_a_bow_tie_keeps_the_land_of_both_wings():
    bow_tie = shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)])
    assert valid_cells(one(bow_tie))[0].area == pytest.approx(50)


def test_what_is_given_is_not_changed():
    given = one(shapely.Polygon([(0, 0), (10, 10), (10, 0), (0, 10)]))
    valid_cells(given)
    assert not given[0].is_valid


def test_the_mean_width_of_a_long_strip_is_about_its_width():
    assert mean_widths(one(shapely.box(0, 0, 1000, 2)))[0] == pytest.approx(2, rel=0.01)


@pytest.mark.parametrize("width_m, thin", [(4.9, True), (5.2, False)])
def test_a_strip_is_thin_below_five_metres(width_m, thin):
    assert are_thin(one(shapely.box(0, 0, 300, width_m)))[0] == thin


@pytest.mark.parametrize(
    "land, like_an_enclave",
    [(SQUARE, True), (shapely.box(0, 0, 99, 99), False), (shapely.box(0, 0, 2000, 10), False)],
)
def test_land_like_an_enclave_is_large_and_compact(land, like_an_enclave):
    assert are_enclaves(one(land))[0] == like_an_enclave
