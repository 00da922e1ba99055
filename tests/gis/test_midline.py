"""The line along the middle of a long area."""

import numpy as np
import pytest
import shapely

from gis.midline import midline


def test_the_midline_of_a_bar_runs_along_its_middle():
    line = midline(shapely.box(0, 0, 100, 4))

    assert shapely.length(line) == pytest.approx(100, abs=6)
    middle = [y for x, y in line.coords if 5 < x < 95]
    assert middle == pytest.approx([2] * len(middle), abs=1e-6)


def test_the_midline_of_a_winding_river_stays_in_it_and_as_far_from_both_banks():
    x = np.linspace(0, 20, 200)
    axis = shapely.LineString(np.column_stack([x, 2 * np.sin(x)]))
    river = shapely.buffer(axis, 0.4)

    line = midline(river)

    assert shapely.length(line) == pytest.approx(shapely.length(axis), rel=0.05)
    assert shapely.hausdorff_distance(line, axis) < 0.6


def test_a_hole_is_gone_around():
    ring = shapely.Point(0, 0).buffer(10).difference(shapely.Point(0, 0).buffer(8))

    line = midline(ring)

    assert not shapely.intersects(line, shapely.Point(0, 0).buffer(7.9))


@pytest.mark.parametrize("area", [shapely.Polygon(), shapely.Polygon([(0, 0), (1, 0), (0, 0)])])
def test_what_has_no_inside_has_no_midline(area):
    assert midline(area) is None
