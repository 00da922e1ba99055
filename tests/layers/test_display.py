"""What is drawn of the base layers."""

import shapely

from layers.display import water_for_display


def test_a_river_comes_with_the_line_for_its_name(town):
    with town.read() as session:
        river, *_ = water_for_display(session)

    line = shapely.LineString(river["properties"]["midline"])
    assert river["properties"]["name"] == "沱江"
    assert shapely.contains(shapely.geometry.shape(river["geometry"]).buffer(1e-5), line)
