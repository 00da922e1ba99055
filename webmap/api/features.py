"""An item as a GeoJSON Feature: what everybody may see of it, with the grid it belongs to and why."""

from typing import Any

from flask import g
from sqlalchemy.orm import Session

from layers.clock import now
from layers.display import coordinates_of
from layers.divisions import Division
from layers.items import Found
from layers.lifecycle import is_overdue
from layers.models import Assignment, IllegalStructure, Incident, ItemKind, Plan, ServicePoint
from layers.people import leader_of
from webmap.api.categories import category_labels, department_labels
from webmap.api.divisions import community_name, grid_name
from webmap.store import today

_EXACT_PLACES = 7
_STATE = {
    ItemKind.INCIDENT: "status",
    ItemKind.ILLEGAL_STRUCTURE: "state",
    ItemKind.SERVICE_POINT: "kind",
}


def feature(
    session: Session, division: Division, kind: ItemKind, found: Found, *, in_full: bool = False
) -> dict[str, Any]:
    """Everything public of an item; `in_full` adds its leader and events."""
    grid_code = found.assignment.grid_code if found.assignment else None
    properties = _OF_KIND[kind](session, found.item)
    properties |= {
        "address": found.item.address,
        "source": found.item.source,
        "datum": found.item.datum,
        "accuracy_m": found.item.accuracy_m,
        "grid": grid_name(division, grid_code),
        "community": community_name(division, grid_code),
        "assignment": _assignment_body(session, division, found),
    }
    if in_full:
        leader = leader_of(session, grid_code, today()) if grid_code else None
        properties["leader"] = {"name": leader.name, "phone": leader.phone} if leader else None
        properties["events"] = events_body(session, found.item) if kind == ItemKind.INCIDENT else []
    return _feature(found, properties, _EXACT_PLACES)


def light_feature(_session: Session, _division: Division, kind: ItemKind, found: Found) -> dict[str, Any]:
    """Only what a map needs to draw an item."""
    state = _STATE[kind]
    properties = {
        state: getattr(found.item, state),
        "grid": found.assignment.grid_code if found.assignment else None,
    }
    if isinstance(found.item, IllegalStructure):
        properties["found_at"] = found.item.found_at.date()
    if isinstance(found.item, ServicePoint):
        properties["name"] = found.item.name
    return _feature(found, properties, places=6)


def _feature(found: Found, properties: dict[str, Any], places: int) -> dict[str, Any]:
    geometry = None if found.shape is None else coordinates_of(found.shape, places)
    return {"type": "Feature", "id": found.item.id, "geometry": geometry, "properties": properties}


def _incident(session: Session, item: Incident) -> dict[str, Any]:
    categories = _labels(session, "categories", category_labels)
    departments = _labels(session, "departments", department_labels)
    code = item.category_code
    return {
        "category": {"code": code, "name": categories.get(code, code)},
        "text": item.text,
        "status": item.status,
        "reported_at": item.reported_at,
        "due_at": item.due_at,
        "settled_at": item.settled_at,
        "closed_at": item.closed_at,
        "settled_on_the_spot": item.settled_on_the_spot,
        "overdue": is_overdue(item, now()),
        "department": _named(departments, item.department_code),
    }


def _structure(_session: Session, item: IllegalStructure) -> dict[str, Any]:
    shown = (
        "state",
        "text",
        "found_how",
        "found_at",
        "stop_due_at",
        "penalty_due_at",
        "demolish_due_at",
        "ended_at",
        "floors",
        "area_m2",
    )
    return {name: getattr(item, name) for name in shown}


def _service_point(_session: Session, item: ServicePoint) -> dict[str, Any]:
    return {name: getattr(item, name) for name in ("kind", "name", "hours", "phone")}


_OF_KIND: dict[ItemKind, Any] = {
    ItemKind.INCIDENT: _incident,
    ItemKind.ILLEGAL_STRUCTURE: _structure,
    ItemKind.SERVICE_POINT: _service_point,
}


def events_body(session: Session, item: Incident) -> list[dict[str, Any]]:
    """What happened to an incident, step by step."""
    departments = _labels(session, "departments", department_labels)
    return [
        {
            "kind": event.kind,
            "at": event.at,
            "actor": event.actor,
            "note": event.note,
            "department": _named(departments, event.department_code),
        }
        for event in item.events
    ]


def _assignment_body(session: Session, division: Division, found: Found) -> dict[str, Any] | None:
    row: Assignment | None = found.assignment
    if row is None:
        return None
    return {
        "plan": {"id": row.plan_id, "number": _plan_numbers(session).get(row.plan_id)},
        "rule": row.rule,
        "edge_distance_m": row.edge_distance_m,
        "runner_up": grid_name(division, row.runner_up),
        "candidates": [(grid_name(division, c["code"]) or {}) | c for c in row.candidates],
        "datum": found.item.datum,
        "accuracy_m": found.item.accuracy_m,
        "decided_by": row.decided_by,
        "reason": row.reason,
        "since": row.opened_at,
    }


def _named(labels: dict[str, str], code: str | None) -> dict[str, str] | None:
    return None if code is None else {"code": code, "name": labels.get(code, code)}


def _labels(session: Session, name: str, read: Any) -> dict[str, str]:
    """Read a table of labels once a request."""
    if name not in g:
        setattr(g, name, read(session))
    labels: dict[str, str] = getattr(g, name)
    return labels


def _plan_numbers(session: Session) -> dict[int, int | None]:
    if "plan_numbers" not in g:
        g.plan_numbers = {plan.id: plan.number for plan in session.query(Plan)}
    numbers: dict[int, int | None] = g.plan_numbers
    return numbers
