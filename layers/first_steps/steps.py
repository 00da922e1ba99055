"""Which layers a town of its own loads, in which order, and how many rows of each are there.

A step is done when its needed layers have rows: that is read from the database, and stored nowhere.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from layers.models import (
    Base,
    Block,
    Building,
    Category,
    Community,
    Department,
    DoorPlate,
    Duty,
    Grid,
    IllegalStructure,
    Incident,
    PlanStatus,
    ServicePoint,
    Street,
    Water,
)
from layers.plans import list_plans
from layers.towns import find_town


@dataclass(frozen=True)
class Layer:
    """One layer to load, by the name that `flask load` has for it.

    `fields` are those that are looked for in a file, the most telling first; `samples` the endings of its sample files.
    """

    name: str
    model: type[Base]
    fields: tuple[str, ...]
    needed_fields: tuple[str, ...] = ()
    samples: tuple[str, ...] = ("geojson",)
    is_needed: bool = False
    has_positions: bool = False  # two columns of a table may say where a row lies
    is_list: bool = False  # it lies nowhere on the map
    default: str | None = None  # the field that may be said for all rows that tell none


@dataclass(frozen=True)
class Step:
    """Layers that belong together; without layers, the founding of the town."""

    key: str
    layers: tuple[Layer, ...] = ()


STEPS = (
    Step("town"),
    Step(
        "ground",
        (
            Layer("streets", Street, ("name", "level", "is_bridge", "external_id", "source")),
            Layer(
                "buildings",
                Building,
                ("name", "use", "floors", "households", "block_code", "external_id", "source"),
            ),
            Layer("water", Water, ("name", "kind", "external_id", "source")),
            Layer("blocks", Block, ("code", "use", "households", "residents", "source"), ("code",)),
        ),
    ),
    Step("communities", (Layer("communities", Community, ("code", "name", "households"), ("code", "name")),)),
    Step(
        "grids",
        (
            Layer(
                "grids",
                Grid,
                ("code", "name", "community", "community_name", "kind", "households"),
                ("code",),
                is_needed=True,
            ),
        ),
    ),
    Step(
        "people",
        (
            Layer(
                "people",
                Duty,
                (
                    "name",
                    "area",
                    "role",
                    "duty_phone",
                    "private_phone",
                    "keeps",
                    "since",
                    "until",
                    "external_id",
                    "source",
                ),
                ("name", "area"),
                samples=("csv", "xlsx"),
                is_list=True,
                default="role",
            ),
        ),
    ),
    Step(
        "offices",
        (
            Layer(
                "departments",
                Department,
                ("name", "code", "name_en", "phone"),
                ("name",),
                samples=("csv", "xlsx"),
                is_list=True,
            ),
            Layer(
                "categories",
                Category,
                ("code", "name", "name_en", "parent", "parent_name", "department", "deadline_hours"),
                ("code", "name"),
                samples=("csv", "xlsx"),
                is_list=True,
            ),
            Layer(
                "addresses",
                DoorPlate,
                ("address", "households", "source"),
                ("address",),
                samples=("csv", "xlsx"),
                has_positions=True,
            ),
        ),
    ),
    Step(
        "items",
        (
            Layer(
                "incidents",
                Incident,
                (
                    "category",
                    "text",
                    "external_id",
                    "status",
                    "reported_at",
                    "due_at",
                    "settled_at",
                    "closed_at",
                    "settled_on_the_spot",
                    "department",
                    "address",
                    "accuracy_m",
                    "reporter",
                    "reporter_phone",
                    "source",
                ),
                ("category",),
                samples=("csv", "xlsx"),
                has_positions=True,
                default="category",
            ),
            Layer(
                "illegal-structures",
                IllegalStructure,
                (
                    "text",
                    "external_id",
                    "state",
                    "found_how",
                    "found_at",
                    "stop_due_at",
                    "penalty_due_at",
                    "demolish_due_at",
                    "ended_at",
                    "floors",
                    "area_m2",
                    "owner",
                    "address",
                    "accuracy_m",
                    "source",
                ),
                has_positions=True,
            ),
            Layer(
                "service-points",
                ServicePoint,
                ("kind", "name", "hours", "phone", "external_id", "address", "accuracy_m", "source"),
                ("kind", "name"),
                samples=("csv", "xlsx"),
                has_positions=True,
            ),
        ),
    ),
)
LAYERS: Mapping[str, Layer] = {layer.name: layer for step in STEPS for layer in step.layers}


@dataclass(frozen=True)
class Draft:
    """A plan that waits to be published."""

    id: int
    name: str
    grids: int


@dataclass(frozen=True)
class Standing:
    """How far a town has come: rows by layer, the drafts, and whether a plan is in force."""

    has_town: bool
    rows: Mapping[str, int]
    drafts: tuple[Draft, ...]
    plan_number: int | None

    def is_done(self, step: Step) -> bool:
        """Whether nothing that the step needs is missing."""
        if not step.layers:
            return self.has_town
        if step.key == "grids":
            return self.plan_number is not None
        return any(self.rows[layer.name] for layer in step.layers)

    @property
    def next_step(self) -> str | None:
        """The first step that is not done."""
        return next((step.key for step in STEPS if not self.is_done(step)), None)


NOTHING = Standing(has_town=False, rows=dict.fromkeys(LAYERS, 0), drafts=(), plan_number=None)


def read_standing(session: Session) -> Standing:
    """Read how far the town of this database has come."""
    if find_town(session) is None:
        return NOTHING
    plans = list_plans(session)
    grids = dict(session.execute(select(Grid.plan_id, func.count()).group_by(Grid.plan_id)).all())
    rows = {
        name: session.scalar(select(func.count()).select_from(layer.model)) or 0
        for name, layer in LAYERS.items()
    }
    in_force = next((plan for plan in plans if plan.status == PlanStatus.PUBLISHED), None)
    rows["grids"] = grids.get(in_force.id, 0) if in_force else 0
    return Standing(
        has_town=True,
        rows=rows,
        drafts=tuple(
            Draft(plan.id, plan.name, grids.get(plan.id, 0))
            for plan in plans
            if plan.status == PlanStatus.DRAFT
        ),
        plan_number=in_force.number if in_force else None,
    )
