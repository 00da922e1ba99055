"""Reference systems, shifted datums and the lattice."""

import numpy as np
import pyproj
import pytest
import shapely
from hypothesis import given
from hypothesis import strategies as st

from gis.crs import DATUMS, LATTICE, from_wgs84, metric_crs, parse_crs, project, snap, to_wgs84, unproject
from gis.errors import CrsError

TUOJIANG = (109.6, 27.95)
METRE = 1 / 111_320  # degrees of latitude

in_china = st.tuples(st.floats(73.5, 134.7), st.floats(3.5, 53.5))
near_tuojiang = st.tuples(st.floats(109.4, 109.8), st.floats(27.8, 28.1))
declared = ["EPSG:4490", "4546", "4545", "4525", "4524", "EPSG:3857", "32649", "wgs84"]


@pytest.mark.parametrize("datum", DATUMS)
@given(place=in_china)
def test_every_datum_comes_back_to_less_than_a_millimetre(datum, place):
    frame = parse_crs(datum)
    assert to_wgs84(from_wgs84([place], frame), frame) == pytest.approx(np.array([place]), abs=1e-3 * METRE)


@pytest.mark.parametrize("crs", declared)
@given(place=near_tuojiang)
def test_every_declared_system_comes_back_to_less_than_a_millimetre(crs, place):
    frame = parse_crs(crs)
    assert to_wgs84(from_wgs84([place], frame), frame) == pytest.approx(np.array([place]), abs=1e-3 * METRE)


@pytest.mark.parametrize("shift, east_m, north_m", [("GCJ-02", 441, -393), ("BD-09", 1085, 247)])
def test_the_shift_at_tuojiang_is_the_known_one(shift, east_m, north_m):
    moved = from_wgs84([TUOJIANG], parse_crs(shift))[0]
    geod = pyproj.Geod(ellps="WGS84")
    azimuth, _, distance_m = geod.inv(*TUOJIANG, *moved)
    assert distance_m * np.sin(np.radians(azimuth)) == pytest.approx(east_m, abs=10)
    assert distance_m * np.cos(np.radians(azimuth)) == pytest.approx(north_m, abs=10)


@pytest.mark.parametrize(
    "wgs84, gcj02",
    [
        ((121.5272106, 31.1774276), (121.531541859215, 31.17530398364597)),  # Shanghai
        ((113.912316, 22.543847), (113.9171764808363, 22.540796131694766)),  # Shenzhen
        ((116.377817, 39.911954), (116.38404722455657, 39.91334545536069)),  # Beijing
    ],
)
def test_gcj02_is_the_shift_that_public_converters_agree_on(wgs84, gcj02):
    assert from_wgs84([wgs84], parse_crs("GCJ-02"))[0] == pytest.approx(gcj02, abs=1e-11)


def test_bd09_is_the_shift_that_public_converters_agree_on():
    gcj02, bd09 = (116.404, 39.915), (116.41036949371029, 39.92133699351021)
    place = to_wgs84([gcj02], parse_crs("GCJ-02"))
    assert from_wgs84(place, parse_crs("BD-09"))[0] == pytest.approx(bd09, abs=1e-10)


def test_nothing_is_shifted_outside_china():
    abroad = np.array([[-122.4, 37.8], [2.35, 48.85]])
    for shift in ("GCJ-02", "BD-09"):
        assert (from_wgs84(abroad, parse_crs(shift)) == abroad).all()
        assert (to_wgs84(abroad, parse_crs(shift)) == abroad).all()


def test_cgcs2000_is_taken_as_wgs84_to_the_last_bit():
    assert (to_wgs84([TUOJIANG], parse_crs("EPSG:4490")) == TUOJIANG).all()


@pytest.mark.parametrize("frame", ["GCJ-02", "BD-09", "EPSG:4490", "EPSG:4546"])
def test_a_missing_position_stays_missing_and_harms_no_other(frame):
    written = from_wgs84([TUOJIANG], parse_crs(frame))[0]
    pairs = [[np.nan, 27.95], written, [np.inf, np.inf]]
    back = to_wgs84(pairs, parse_crs(frame))
    assert np.isnan(back[[0, 2]]).all()
    assert back[1] == pytest.approx(TUOJIANG, abs=1e-3 * METRE)


def test_the_easting_comes_first_whatever_the_registry_says():
    east_m, north_m = from_wgs84([TUOJIANG], parse_crs("EPSG:4546"))[0]
    assert 360_000 < east_m < 365_000 and 3_090_000 < north_m < 3_100_000


@pytest.mark.parametrize(
    "text, name",
    [
        ("EPSG:4546", "EPSG:4546"),
        ("epsg:4546", "EPSG:4546"),
        (" 4546 ", "EPSG:4546"),
        (27700, "EPSG:27700"),
        ("wgs84", "WGS-84"),
        ("WGS_84", "WGS-84"),
        ("gcj02", "GCJ-02"),
        ("Gcj-02", "GCJ-02"),
        ("bd 09", "BD-09"),
        ("cgcs2000", "CGCS2000"),
        (pyproj.CRS.from_epsg(4546).to_wkt(), "EPSG:4546"),
        ("urn:ogc:def:crs:EPSG::4490", "EPSG:4490"),
        (pyproj.CRS.from_epsg(4979), "EPSG:4326"),
    ],
)
def test_a_system_is_read_in_every_usual_spelling(text, name):
    assert str(parse_crs(text)) == name


@pytest.mark.parametrize("text", ["", "sea level", "EPSG:99999", "9" * 30, "EPSG:5773", "4978", None, "\n"])
def test_an_unknown_system_is_refused_in_one_sentence(text):
    with pytest.raises(CrsError, match=r"^The reference system “.*\.$"):
        parse_crs(text)


@pytest.mark.parametrize(
    "lon, lat, epsg",
    [
        (109.6, 27.95, 4546),
        (109.5, 27.95, 4546),  # a seam belongs to the eastern zone
        (109.49, 27.95, 4545),
        (114.3, 30.6, 4547),
        (73.7, 39.5, 4534),
        (134.7, 48.3, 4554),
        (-2.24, 53.48, 32630),
        (-122.42, 37.77, 32610),
        (180.0, -17.0, 32701),
    ],
)
def test_the_plane_of_a_place_is_its_own_zone(lon, lat, epsg):
    assert metric_crs(lon, lat).to_epsg() == epsg


def test_a_geometry_without_a_place_in_the_plane_becomes_none_and_harms_no_other():
    near, far = shapely.box(109.6, 27.9, 109.7, 28.0), shapely.box(19.6, -0.5, 19.7, 0.5)
    assert project(far, metric_crs(109.6, 27.95)) is None
    assert shapely.is_missing(project([near, far, None], metric_crs(109.6, 27.95))).tolist() == [
        False,
        True,
        True,
    ]


def test_no_plane_belongs_to_no_place():
    with pytest.raises(CrsError):
        metric_crs(float("nan"), 27.95)


def test_a_square_of_a_hectare_measures_a_hectare_in_its_plane():
    plane = metric_crs(*TUOJIANG)
    east_m, north_m = from_wgs84([TUOJIANG], parse_crs(plane))[0]
    hectare = shapely.box(east_m, north_m, east_m + 100, north_m + 100)
    back = project(unproject(hectare, plane), plane)
    assert back.area == pytest.approx(10_000, abs=0.001)


@given(place=near_tuojiang, size=st.floats(1e-8, 1e-3), sides=st.integers(3, 9))
def test_a_snapped_polygon_is_valid_on_the_lattice_and_stays(place, size, sides):
    corners = np.linspace(0, 2 * np.pi, sides, endpoint=False)
    polygon = shapely.Polygon(np.array(place) + size * np.column_stack([np.cos(corners), np.sin(corners)]))
    snapped = snap(polygon)
    coordinates = shapely.get_coordinates(snapped)
    assert snapped.is_valid
    assert (coordinates == np.rint(coordinates / LATTICE) / 1e7).all()
    assert shapely.equals_identical(snap(snapped), snapped)


def test_a_polygon_that_crosses_itself_is_snapped_to_a_valid_one():
    bow_tie = shapely.Polygon([(0, 0), (1, 1), (1, 0), (0, 1)])
    snapped = snap(np.array([bow_tie, None]))
    assert snapped[0].is_valid and snapped[0].area == pytest.approx(0.5)
    assert snapped[1] is None


def test_neighbours_keep_their_shared_edge_when_snapped():
    seam = [(109.600000049, 27.950000049), (109.600000051, 27.960000049)]
    west = shapely.Polygon([*seam, (109.59, 27.96), (109.59, 27.95)])
    east = shapely.Polygon([*seam[::-1], (109.61, 27.95), (109.61, 27.96)])
    assert shapely.coverage_is_valid(snap(np.array([west, east])))
