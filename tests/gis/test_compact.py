"""Plans in compact form: there and back, and what is refused on the way."""

import gzip
from copy import deepcopy

import numpy as np
import orjson
import pyproj
import pytest
import shapely
from hypothesis import given

from gis.arcs import Arcs, arcs_of
from gis.compact import CompactPlan, Names, read_compact, write_compact
from gis.crs import metric_crs
from gis.errors import CrsError, NotACompactPlan
from tests.gis.drawing import CRS, drawn, pictures


def plan_in(picture, *, crs=CRS):
    codes, polygons = drawn(picture)
    arcs = arcs_of(shapely.transform(polygons, lambda xy: np.rint(xy * 1e7)))
    names = Names(tuple(codes), tuple(codes), ("A",) * len(codes), ("basic",) * len(codes))
    return CompactPlan(arcs, names, crs)


def through_json(document):
    return orjson.loads(orjson.dumps(document))


@pytest.fixture
def document():
    return through_json(write_compact(plan_in("aab acb")))


@given(pictures)
def test_a_plan_comes_back_from_its_document(picture):
    plan = plan_in(picture)

    read = read_compact(through_json(write_compact(plan)))

    assert (read.cells, read.crs, read.tolerance_m) == (plan.cells, plan.crs, plan.tolerance_m)
    for column in Arcs.__dataclass_fields__:
        assert np.array_equal(getattr(read.arcs, column), getattr(plan.arcs, column))


def test_a_plan_without_cells_is_one_too():
    empty = CompactPlan(arcs_of([]), Names((), (), (), ()), CRS)

    assert len(read_compact(through_json(write_compact(empty))).arcs) == 0


def test_abroad_metres_are_counted_in_the_utm_zone():
    plan = plan_in("ab", crs=metric_crs(15.0, -30.0))

    assert write_compact(plan)["plane"]["false_northing_m"] == 10_000_000
    assert read_compact(write_compact(plan)).crs == plan.crs


@pytest.mark.parametrize("number", [3857, 4326, 27700])
def test_a_plane_of_another_kind_is_refused(number):
    with pytest.raises(CrsError):
        write_compact(plan_in("ab", crs=pyproj.CRS(number)))


def test_names_that_do_not_fit_the_arcs_are_refused():
    arcs = plan_in("ab").arcs
    for codes in [("a",), ("b", "a"), ("a", "a"), ("a", "b", "c")]:
        with pytest.raises(NotACompactPlan):
            CompactPlan(arcs, Names(codes, codes, codes, codes), CRS)


@pytest.mark.parametrize("foreign", [None, 7, "plan", [], {}, {"type": "FeatureCollection", "features": []}])
def test_what_is_no_compact_plan_is_refused(foreign):
    with pytest.raises(NotACompactPlan):
        read_compact(foreign)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), "geojson"),
        (("version",), 2),
        (("tolerance_m",), -1),
        (("tolerance_m",), "far"),
        (("plane", "scale"), 0.9996),
        (("plane", "crs"), "EPSG:3857"),
        (("plane", "crs"), "EPSG:0"),
        (("cells", "codes"), ["a", "c", "b"]),
        (("cells", "names"), ["a", "b"]),
        (("cells", "kinds"), [1, 2, 3]),
        (("cells", "leaders"), ["x", "y", "z"]),
        (("corner",), [500_000_000]),
        (("corner",), [1_096_000_000, 279_400_000, 0]),
        (("corner",), [1_799_999_999, 0]),
        (("arcs", "sizes", 0), 1),
        (("arcs", "sizes", 0), 99),
        (("arcs", "sizes"), [1 << 62] * 4),
        (("arcs", "left", 0), 3),
        (("arcs", "left", 0), -1),
        (("arcs", "right", 0), -2),
        (("arcs", "right"), [1]),
        (("arcs", "deltas", 0), 0.5),
        (("arcs", "deltas", 0), None),
        (("arcs", "deltas", 0), 1 << 70),
        (("arcs", "deltas"), [1, 2, 3]),
    ],
)
def test_a_damaged_plan_is_refused(document, place, value):
    *way, last = place
    damaged = deepcopy(document)
    inner = damaged
    for step in way:
        inner = inner[step]
    inner[last] = value

    with pytest.raises(NotACompactPlan):
        read_compact(damaged)


@pytest.mark.parametrize("part", ["format", "version", "tolerance_m", "plane", "cells", "corner", "arcs"])
def test_a_plan_with_a_part_missing_is_refused(document, part):
    del document[part]

    with pytest.raises(NotACompactPlan):
        read_compact(document)


def test_a_plan_is_much_smaller_than_its_geojson():
    picture = drawn("aabbccdd aabbccdd eeffgghh eeffgghh")
    dense = shapely.segmentize(picture.polygons, 0.0001)
    arcs = arcs_of(shapely.transform(dense, lambda xy: np.rint(xy * 1e7)))
    codes = tuple(picture.codes)
    document = write_compact(CompactPlan(arcs, Names(codes, codes, codes, codes), CRS))

    compact, geojson = (
        len(gzip.compress(orjson.dumps(form))) for form in (document, shapely.to_geojson(dense).tolist())
    )
    assert compact < geojson / 2
