"""What lies under the paper: land, water, streets and buildings in millimetres, cut off at its edge."""

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from layers.bbox import bbox_hit
from layers.models import Block, Building, Street, Water
from layers.rows import geometries_of, wkb
from layers.sheets.frame import Frame, Shapes

_BLEED_MM = 2.0  # shapes go on a little beyond the edge, so that no outline runs along it
_BUILDINGS_UP_TO = 20_000  # at a smaller scale, 1:n, they are dust
_DETAIL_MM = 0.04  # finer than any printer's dot that an eye can tell


@dataclass(frozen=True)
class Features:
    """Shapes on paper and, in the same order, what is known of each."""

    shapes: Shapes
    rows: list[tuple[Any, ...]]


@dataclass(frozen=True)
class Ground:
    """The base layers under the paper."""

    land: Features  # (use,)
    water: Features  # (name,)
    streets: Features  # (name, level, is_bridge)
    buildings: Features  # (name, use)


def read_ground(session: Session, frame: Frame) -> Ground:
    """Fetch the base layers under a frame."""
    return Ground(
        land=_features(session, frame, Block.geom, Block.use),
        water=_features(session, frame, Water.geom, Water.name),
        streets=_features(session, frame, Street.geom, Street.name, Street.level, Street.is_bridge),
        buildings=_buildings(session, frame),
    )


def _buildings(session: Session, frame: Frame) -> Features:
    if frame.scale > _BUILDINGS_UP_TO:
        return Features(np.array([], dtype=object), [])
    return _features(session, frame, Building.geom, Building.name, Building.use)


def _features(
    session: Session,
    frame: Frame,
    geometry: InstrumentedAttribute[Any],
    *columns: InstrumentedAttribute[Any],
) -> Features:
    model = geometry.class_
    rows = session.execute(
        select(wkb(geometry), *columns).where(bbox_hit(geometry, frame.bbox())).order_by(model.id)
    ).all()
    shapes = on_paper(frame, geometries_of([row[0] for row in rows]))
    seen = ~shapely.is_empty(shapes)
    return Features(
        shapes[seen], [tuple(row[1:]) for row, is_seen in zip(rows, seen, strict=True) if is_seen]
    )


def on_paper(frame: Frame, shapes: Shapes) -> Shapes:
    """Bring lon/lat shapes onto the paper, as fine as print shows them and cut off at its edge."""
    if not len(shapes):
        return np.array([], dtype=object)
    fine = shapely.simplify(frame.on_paper(shapes), _DETAIL_MM)
    clipped: Shapes = shapely.clip_by_rect(
        fine, -_BLEED_MM, -_BLEED_MM, frame.width_mm + _BLEED_MM, frame.height_mm + _BLEED_MM
    )
    return clipped
