"""DXF drawings in metres: outlines and points on one layer, what they are called on another, attributes as extended data."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import geopandas as gpd
import numpy as np
import pandas as pd
import shapely

from gis.crs import Frame
from layers.files.errors import FileRefused
from layers.files.layers_out import name_column

if TYPE_CHECKING:
    from ezdxf.layouts import Modelspace

_APPLICATION = "WANGGE"
_VERSION = "R2010"  # the oldest that is written in UTF-8
_STYLE = "names"
_CHINESE_FONT = "simsun.ttc"
_METRES = 6
_SHAPE_COLOUR, _NAME_COLOUR = 5, 8  # blue and grey of the colour index
_POINT_NAME_M, _LEAST_NAME_M, _MOST_NAME_M = 2.5, 1.5, 30.0
_ATTRIBUTE_BYTES = 255
_EXTENDED_BYTES = 12_000  # of the 16 kB that an entity may carry
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]+")  # a line's end would begin the next tag


def write_dxf(rows: gpd.GeoDataFrame, path: Path, frame: Frame) -> tuple[str, ...]:
    """Write a drawing whose layer is called like the file; the plane is told in its properties."""
    import ezdxf  # noqa: PLC0415  (slow to import, and for drawings only)

    if frame.is_lonlat:
        raise FileRefused(
            "crs_mismatch", f"A drawing needs metres, and {frame} has degrees: say --crs EPSG:n."
        )
    drawing = ezdxf.new(_VERSION, units=_METRES)
    drawing.header.custom_vars.append("CRS", f"{frame} {_one_line(frame.crs.name)}")
    drawing.appids.add(_APPLICATION)
    drawing.styles.add(_STYLE, font=_CHINESE_FONT)
    layer = re.sub(r"[^\w-]", "_", path.stem)
    drawing.layers.add(layer, color=_SHAPE_COLOUR)
    drawing.layers.add(f"{layer}_names", color=_NAME_COLOUR)
    called_by, space = name_column(rows.columns), drawing.modelspace()
    table = pd.DataFrame(rows.drop(columns=rows.geometry.name))
    shapes = rows.geometry.to_numpy()
    for shape, row in zip(shapes, table.to_dict("records"), strict=True):
        if shape is not None and not shape.is_empty:
            _draw(space, layer, shape, row)
            _call(space, f"{layer}_names", shape, row[called_by] if called_by else None)
    drawing.saveas(path)
    without = int(shapely.is_missing(shapes).sum())
    return (f"{without:,} rows have no position and are not in the drawing.",) if without else ()


def _draw(space: "Modelspace", layer: str, shape: Any, row: Mapping[Any, Any]) -> None:
    attributes = [(1000, text) for text in _attributes(row)]
    for part in shapely.get_parts(shape):
        for entity in _entities(space, layer, part):
            entity.set_xdata(_APPLICATION, attributes)


def _entities(space: "Modelspace", layer: str, part: Any) -> Iterator[Any]:
    place = {"layer": layer}
    if part.geom_type == "Point":
        yield space.add_point((part.x, part.y), dxfattribs=place)
    elif part.geom_type == "Polygon":
        for ring in (part.exterior, *part.interiors):
            yield space.add_lwpolyline(list(ring.coords)[:-1], format="xy", close=True, dxfattribs=place)
    else:
        yield space.add_lwpolyline(list(part.coords), format="xy", dxfattribs=place)


def _call(space: "Modelspace", layer: str, shape: Any, name: Any) -> None:
    """Write a name in the middle, a percent sign in the way that DXF spells it."""
    if name is None or pd.isna(name):
        return
    at = shape.representative_point()
    text = space.add_text(
        _one_line(str(name)).replace("%%", "%%%%%%"),
        height=_name_height_m(shape),
        dxfattribs={"layer": layer, "style": _STYLE},
    )
    text.set_placement((at.x, at.y))


def _name_height_m(shape: Any) -> float:
    if shape.area == 0:
        return _POINT_NAME_M
    return float(np.clip(np.sqrt(shape.area) / 15, _LEAST_NAME_M, _MOST_NAME_M))


def _attributes(row: Mapping[Any, Any]) -> Iterator[str]:
    """Each attribute that is there, as `column=value`, as far as an entity has room."""
    used = 0
    for column, value in row.items():
        if value is None or pd.isna(value):
            continue
        text = _one_line(f"{column}={value}").encode()[:_ATTRIBUTE_BYTES].decode(errors="ignore")
        used += len(text.encode())
        if used > _EXTENDED_BYTES:
            return
        yield text


def _one_line(text: str) -> str:
    return _CONTROL.sub(" ", text)
