"""The tables. One set of classes for SpatiaLite and PostGIS; import them from here."""

from layers.models.assignment import Assignment, ItemKind
from layers.models.base import Base
from layers.models.items import (
    IllegalStructure,
    Incident,
    IncidentEvent,
    IncidentStatus,
    ServicePoint,
    StructureState,
)
from layers.models.people import AreaKind, Category, Department, Duty, Person, Role
from layers.models.places import Block, Building, Community, DoorPlate, Street, Town, Water
from layers.models.plans import Grid, GridKind, Plan, PlanStatus

__all__ = [
    "AreaKind",
    "Assignment",
    "Base",
    "Block",
    "Building",
    "Category",
    "Community",
    "Department",
    "DoorPlate",
    "Duty",
    "Grid",
    "GridKind",
    "IllegalStructure",
    "Incident",
    "IncidentEvent",
    "IncidentStatus",
    "ItemKind",
    "Person",
    "Plan",
    "PlanStatus",
    "Role",
    "ServicePoint",
    "Street",
    "StructureState",
    "Town",
    "Water",
]
