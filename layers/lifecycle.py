"""Which states of an item count as open, and when it is overdue."""

from datetime import datetime

from sqlalchemy import ColumnElement, and_

from layers.models import Incident, IncidentStatus, StructureState

OPEN = (
    IncidentStatus.REPORTED,
    IncidentStatus.ACCEPTED,
    IncidentStatus.WHISTLED,
    IncidentStatus.REPORTED_IN,
    IncidentStatus.RETURNED,
)
STANDING = (
    StructureState.FOUND,
    StructureState.VERIFIED,
    StructureState.STOP_ORDER,
    StructureState.PENALTY,
)


def is_overdue(incident: Incident, moment: datetime) -> bool:
    """Whether an open incident is past its deadline."""
    return incident.status in OPEN and incident.due_at is not None and incident.due_at < moment


def overdue(moment: datetime) -> ColumnElement[bool]:
    """The same as a condition in a query."""
    return and_(Incident.status.in_(OPEN), Incident.due_at < moment)
