"""A division at hand: one plan's grids in memory, in code order, ready to locate and assign."""

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import shapely
from numpy.typing import NDArray
from pyproj import CRS
from sqlalchemy import select
from sqlalchemy.orm import Session

from gis.assign import DEFAULT_TOLERANCE_M, Assigner
from gis.crs import metric_crs
from layers.models import Community, Grid, Plan, PlanStatus
from layers.recent import Recent
from layers.rows import geometries_of, single, wkb

_KEPT = 8


@dataclass(frozen=True)
class Division:
    """The grids of one plan as arrays of equal length; codes ascend as text, so the lowest index has the lowest code."""

    plan_id: int
    number: int | None
    codes: tuple[str, ...]
    names: tuple[str, ...]
    kinds: tuple[str, ...]
    community_codes: tuple[str, ...]
    households: tuple[int | None, ...]
    polygons: NDArray[np.object_] = field(repr=False)
    community_names: dict[str, str] = field(repr=False)

    @cached_property
    def crs(self) -> CRS:
        """The metric plane of the place."""
        west, south, east, north = shapely.total_bounds(self.polygons)
        return metric_crs((west + east) / 2, (south + north) / 2)

    @cached_property
    def assigner(self) -> Assigner:
        """Built on first use."""
        return Assigner(self.polygons, crs=self.crs, tolerance_m=DEFAULT_TOLERANCE_M)

    @cached_property
    def index(self) -> dict[str, int]:
        """Where each code stands."""
        return {code: at for at, code in enumerate(self.codes)}

    def code(self, cell: int) -> str | None:
        """The code of a cell as `gis` numbers it; none for -1."""
        return None if cell < 0 else self.codes[cell]


def read_division(session: Session, plan_id: int) -> Division:
    """Read one plan's grids from the database."""
    plan = session.get_one(Plan, plan_id)
    rows = session.execute(
        select(Grid.code, Grid.name, Grid.kind, Grid.community_code, Grid.households, wkb(Grid.geom)).where(
            Grid.plan_id == plan_id
        )
    ).all()
    communities = session.execute(select(Community.code, Community.name))
    return make_division(
        plan.id,
        plan.number,
        [tuple(row) for row in rows],
        {code: name for code, name in communities},  # noqa: C416  (rows are no pairs to mypy)
    )


def make_division(
    plan_id: int, number: int | None, rows: list[tuple[object, ...]], community_names: dict[str, str]
) -> Division:
    """Put rows (code, name, kind, community code, households, WKB) into code order. Codes compare as text."""
    rows = sorted(rows, key=lambda row: str(row[0]))
    codes, names, kinds, communities, households, shapes = zip(*rows, strict=True) if rows else ((),) * 6
    return Division(
        plan_id=plan_id,
        number=number,
        codes=codes,
        names=names,
        kinds=tuple(str(kind) for kind in kinds),
        community_codes=communities,
        households=households,
        polygons=single(geometries_of(shapes)),
        community_names=community_names,
    )


class Divisions:
    """The divisions that were asked for last. Published plans never change, so they are kept; drafts are not."""

    def __init__(self) -> None:
        self._kept: Recent[int, Division] = Recent(_KEPT)

    def of(self, session: Session, plan: Plan) -> Division:
        """Give a plan's division, from memory where it can be."""
        if plan.status == PlanStatus.DRAFT:
            return read_division(session, plan.id)
        return self._kept.get(plan.id, lambda: read_division(session, plan.id))


def has_same_land(one: Division, other: Division) -> bool:
    """Whether two divisions have the same codes, and behind each the same shape."""
    return one.codes == other.codes and bool(
        shapely.equals_exact(one.polygons, other.polygons, tolerance=0.0, normalize=True).all()
    )
