"""`bbox_hit`: the one spatial predicate that the database answers, by its index on both engines.

Exact geometry is Shapely's job; the database only finds what may be near.
"""

from typing import Any

from sqlalchemy import Boolean, literal
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ColumnElement

from layers.models.base import WGS84

Bbox = tuple[float, float, float, float]


def read_bbox(text: str) -> Bbox:
    """Read west,south,east,north; ValueError with the reason for anything else."""
    try:
        west, south, east, north = (float(side) for side in text.split(","))
    except ValueError:
        raise ValueError("must be four numbers: west,south,east,north") from None
    if not (-180 <= west <= east <= 180 and -90 <= south <= north <= 90):
        raise ValueError("must be west,south,east,north in degrees, west before east and south before north")
    return west, south, east, north


class bbox_hit(ColumnElement[bool]):  # noqa: N801  (reads like an SQL function)
    """True where a geometry column's box touches (west, south, east, north). Use it as a positive filter."""

    inherit_cache = False
    type = Boolean()

    def __init__(self, column: InstrumentedAttribute[Any], bbox: Bbox) -> None:
        self.column = column.property.columns[0]
        self.bounds = tuple(literal(float(side)) for side in bbox)

    def self_group(self, against: Any = None) -> "bbox_hit":
        """Stay as it is: SQLAlchemy would write `(...) = 1` on SQLite, and the index would be lost."""
        return self


@compiles(bbox_hit, "postgresql")
def _on_postgis(element: bbox_hit, compiler: SQLCompiler, **options: Any) -> str:
    west, south, east, north = (compiler.process(side, **options) for side in element.bounds)
    column = f"{element.column.table.name}.{element.column.name}"
    by_index = f"{column} && ST_MakeEnvelope({west}, {south}, {east}, {north}, {WGS84})"
    return f"({by_index} AND {_exactly(element, compiler, ('ST_XMax', 'ST_YMax', 'ST_XMin', 'ST_YMin'), options)})"


@compiles(bbox_hit, "sqlite")
def _on_spatialite(element: bbox_hit, compiler: SQLCompiler, **options: Any) -> str:
    west, south, east, north = (compiler.process(side, **options) for side in element.bounds)
    table, column = element.column.table.name, element.column.name
    by_index = (  # names from our own models only
        f"{table}.id IN (SELECT pkid FROM idx_{table}_{column}"  # noqa: S608
        f" WHERE xmax >= {west} AND ymax >= {south} AND xmin <= {east} AND ymin <= {north})"
    )
    return f"({by_index} AND {_exactly(element, compiler, ('MbrMaxX', 'MbrMaxY', 'MbrMinX', 'MbrMinY'), options)})"


def _exactly(
    element: bbox_hit, compiler: SQLCompiler, functions: tuple[str, ...], options: dict[str, Any]
) -> str:
    """Both indexes hold boxes in single precision, a metre or so too wide, and each rounds in its own way."""
    column = f"{element.column.table.name}.{element.column.name}"
    compared = zip(functions, (">=", ">=", "<=", "<="), element.bounds, strict=True)
    return " AND ".join(
        f"{function}({column}) {sign} {compiler.process(side, **options)}"
        for function, sign, side in compared
    )
