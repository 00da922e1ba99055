"""Which column means what."""

import numpy as np
import pandas as pd
import pytest

from layers.files.columns import Axes, as_text, find_axes, find_field, unique_names
from layers.files.errors import FileRefused


@pytest.mark.parametrize(
    "columns, x, y",
    [
        (["id", "lon", "lat"], "lon", "lat"),
        (["LNG", "LAT"], "LNG", "LAT"),
        (["Longitude", "Latitude"], "Longitude", "Latitude"),
        (["long", "lat"], "long", "lat"),
        (["lat", "lon"], "lon", "lat"),
        (["编号", "经度", "纬度"], "经度", "纬度"),
        (["坐标X", "坐标Y"], "坐标X", "坐标Y"),
        (["X坐标", "Y坐标"], "X坐标", "Y坐标"),
        (["横坐标", "纵坐标"], "横坐标", "纵坐标"),
        (["POINT_X", "POINT_Y"], "POINT_X", "POINT_Y"),
        (["Easting", "Northing"], "Easting", "Northing"),
        ([" x ", "y"], " x ", "y"),
        (["x", "y", "lng", "lat"], "lng", "lat"),  # degrees come first
        (["x", "lat", "经度", "纬度"], "经度", "纬度"),  # a pair counts only whole
    ],
)
def test_positions_are_found_by_the_usual_names(columns, x, y):
    assert find_axes(columns) == Axes(x, y)


def test_named_columns_go_first_and_in_any_case():
    assert find_axes(["lon", "lat", "East", "North"], x="east", y="North") == Axes("East", "North")


@pytest.mark.parametrize(
    "columns, named, sentence",
    [
        (["a", "b"], {}, "among a, b; name them with --x and --y"),
        ([], {}, "among none at all"),
        (["lon"], {}, "among lon"),
        (["lon", "lat"], {"x": "lon"}, "Name both columns"),
        (["lon", "lat"], {"x": "lon", "y": "height"}, "no column “height” among lon, lat"),
        (["Lon", "LON", "lat"], {"x": "lon", "y": "lat"}, "no column “lon”"),
        ([f"c{n}" for n in range(50)], {}, "c19 and 30 more"),
    ],
)
def test_what_was_found_and_what_to_do_is_said_when_there_are_no_positions(columns, named, sentence):
    with pytest.raises(FileRefused, match=sentence) as refused:
        find_axes(columns, **named)
    assert refused.value.reason == "columns"


@pytest.mark.parametrize(
    "columns, wanted, found",
    [
        (["CODE", "NAME"], "code", "CODE"),
        (["网格编码", "网格名称", "社区编码"], "code", "网格编码"),
        (["网格编码", "网格名称", "社区编码"], "name", "网格名称"),
        (["网格编码", "网格名称", "社区编码"], "community", "社区编码"),
        (["grid_code", "community"], "community", "community"),
        (["所属社区", "名称"], "community", "所属社区"),
        (["shape"], "code", None),
    ],
)
def test_the_fields_of_a_grid_are_found_by_the_usual_names(columns, wanted, found):
    assert find_field(columns, wanted) == found


def test_a_named_field_must_be_there():
    with pytest.raises(FileRefused, match="no column “code”"):
        find_field(["shape"], "code", named="code")


@pytest.mark.parametrize(
    "value, text",
    [
        ("007", "007"),
        (" 007 ", "007"),
        (433123109001001, "433123109001001"),
        (433123109001001.0, "433123109001001"),
        (np.int64(5), "5"),
        (1.5, "1.5"),
        (None, ""),
        (float("nan"), ""),
        (pd.NA, ""),
    ],
)
def test_a_code_keeps_its_zeros_and_digits(value, text):
    assert as_text(value) == text


def test_columns_of_the_same_name_are_numbered():
    assert unique_names(["a", "a", "a_2", None, ""]) == ["a", "a_2", "a_2_2", "", "_2"]
