"""Geometries that a table holds as well-known text, in a column with one of the usual names."""

from dataclasses import replace

import shapely

from layers.files.columns import as_text, find_column
from layers.files.raw import Raw

_NAMES = ("wkt", "geometry", "geom", "thegeom", "wktgeom")
_SHOWN_LETTERS = 40


def with_wkt(raw: Raw) -> Raw:
    """Take the geometries of a plain table out of their column; one without such a column stays as it is."""
    column = find_column([str(name) for name in raw.rows.columns], _NAMES)
    if raw.geometry is not None or column is None:
        return raw
    texts = [as_text(value) for value in raw.rows[column]]
    geometry = shapely.force_2d(shapely.from_wkt([text or None for text in texts], on_invalid="ignore"))
    if shapely.is_missing(geometry).all():
        return raw
    unread = {
        at: f"“{text[:_SHOWN_LETTERS]}” in {column} is no well-known text"
        for at, text in enumerate(texts)
        if text and geometry[at] is None
    }
    return replace(
        raw, rows=raw.rows.drop(columns=column), geometry=geometry, doubts={**unread, **raw.doubts}
    )
