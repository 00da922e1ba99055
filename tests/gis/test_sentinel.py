"""The datum sentinel, on a made-up town of scattered buildings."""

import numpy as np
import pytest
import shapely

from gis.crs import WGS84, from_wgs84, metric_crs, parse_crs, to_wgs84, unproject
from gis.sentinel import CANNOT_TELL, FITS, SHIFTED, TownShape, weigh_shifts

PLANE = parse_crs(metric_crs(109.6, 27.95))
WEST_M, SOUTH_M, SIZE_M = 360_000, 3_090_000, 4_000
CORNER_M = np.array([WEST_M, SOUTH_M])
DOORS = CORNER_M + np.random.default_rng(4).uniform(0, SIZE_M - 20, (3000, 2))


@pytest.fixture(scope="module")
def outline():
    return unproject(shapely.box(WEST_M, SOUTH_M, WEST_M + SIZE_M, SOUTH_M + SIZE_M), PLANE.crs)


@pytest.fixture(scope="module")
def town(outline):
    buildings = shapely.box(*DOORS.T, *(DOORS + 15).T)
    return TownShape(outline, unproject(buildings, PLANE.crs))


def at_doors(count):
    """Positions beside buildings, as a phone tells them."""
    random = np.random.default_rng(count)
    doors = DOORS[random.integers(0, len(DOORS), count)]
    return to_wgs84(doors + random.normal(0, 8, (count, 2)), PLANE)


def anywhere(count):
    return to_wgs84(CORNER_M + np.random.default_rng(count).uniform(0, SIZE_M, (count, 2)), PLANE)


@pytest.mark.parametrize("written", ["WGS-84", "GCJ-02", "BD-09"])
@pytest.mark.parametrize("said", ["WGS-84", "GCJ-02", "BD-09"])
def test_a_shift_is_noticed_and_the_right_datum_is_not_accused(town, written, said):
    evidence = weigh_shifts(from_wgs84(at_doors(600), parse_crs(written)), town, frame=parse_crs(said))
    assert evidence.verdict == (FITS if written == said else SHIFTED)
    if written != said:
        assert evidence.better.option == f"--crs {written}"


@pytest.mark.parametrize(
    "written, said",
    [
        ("4546", "4545"),  # the neighbour zone
        ("4545", "4546"),
        ("4525", "4546"),  # with zone prefix
        ("4546", "4525"),
        ("4524", "4546"),
        ("32649", "4546"),  # UTM has the same meridian and another scale
        ("3857", "4546"),
        ("4546", "WGS-84"),
        ("WGS-84", "4546"),
    ],
)
def test_a_wrong_plane_is_noticed_and_the_right_one_named(town, written, said):
    evidence = weigh_shifts(from_wgs84(at_doors(600), parse_crs(written)), town, frame=parse_crs(said))
    assert evidence.verdict == SHIFTED
    assert evidence.better.option == f"--crs {parse_crs(written)}"
    assert evidence.better.option in evidence.text


@pytest.mark.parametrize("crs", ["WGS-84", "4546", "4525"])
def test_swapped_axes_are_noticed(town, crs):
    swapped = from_wgs84(at_doors(300), parse_crs(crs))[:, ::-1]
    evidence = weigh_shifts(swapped, town, frame=parse_crs(crs))
    assert (evidence.verdict, evidence.better.is_swapped) == (SHIFTED, True)
    assert str(parse_crs(crs)) in evidence.better.option


def test_points_anywhere_in_the_town_raise_no_alarm(town):
    assert weigh_shifts(anywhere(1000), town).verdict != SHIFTED


def test_points_on_one_square_raise_no_alarm(town):
    square = to_wgs84(CORNER_M + np.random.default_rng(1).normal(2000, 40, (500, 2)), PLANE)
    assert weigh_shifts(square, town).verdict == CANNOT_TELL


def test_the_same_few_places_again_and_again_are_few(town):
    evidence = weigh_shifts(np.tile(from_wgs84(at_doors(5), parse_crs("GCJ-02")), (100, 1)), town)
    assert (evidence.verdict, evidence.points) == (CANNOT_TELL, 5)


@pytest.mark.parametrize("count", [0, 5])
def test_too_few_points_tell_nothing(town, count):
    evidence = weigh_shifts(at_doors(count), town)
    assert evidence.verdict == CANNOT_TELL
    assert "only" in evidence.text


def test_rows_without_a_position_do_not_matter(town):
    points = np.vstack([at_doors(300), np.full((200, 2), np.nan)])
    assert weigh_shifts(points, town).verdict == FITS


def test_the_evidence_has_figures(town):
    evidence = weigh_shifts(from_wgs84(at_doors(600), parse_crs("GCJ-02")), town, frame=WGS84)
    assert evidence.given.near < 0.6
    assert evidence.better.near > 0.8
    assert "GCJ-02" in evidence.text and "%" in evidence.text


def test_a_town_known_only_by_its_outline_still_notices_whole_shifts(outline):
    bare = TownShape(outline)
    points = anywhere(1000)
    assert weigh_shifts(from_wgs84(points, parse_crs("GCJ-02")), bare).verdict == SHIFTED
    assert weigh_shifts(points, bare).verdict == FITS


def test_no_shift_is_known_outside_china():
    outline = shapely.box(-122.45, 37.75, -122.40, 37.80)
    points = np.random.default_rng(1).uniform((-122.45, 37.75), (-122.40, 37.80), (500, 2))
    evidence = weigh_shifts(points, TownShape(outline))
    assert evidence.verdict == FITS
    assert evidence.better.frame not in (parse_crs("GCJ-02"), parse_crs("BD-09"))
