"""What lists and exports of the town can be narrowed by: one set of parameters for the API and the command line."""

from datetime import date, datetime
from typing import Annotated, Any

from pydantic import BaseModel, Field, field_validator

from layers.bbox import read_bbox
from layers.divisions import Division
from layers.items import Wanted, grids_asked_for
from layers.models import IncidentStatus, StructureState
from webmap.store import moment_of

_STATES = {str(state) for state in (*IncidentStatus, *StructureState)}
Text = Annotated[str, Field(pattern=r"^[^\x00]*$")]  # no database and no command takes that letter


class ItemFilters(BaseModel):
    """What to look for. Lists are comma-separated."""

    bbox: Text | None = Field(None, max_length=200, description="west,south,east,north in degrees")
    grid: Text | None = Field(
        None, max_length=20_000, description="Grid codes; `none` for what belongs to no grid"
    )
    community: Text | None = Field(None, max_length=20_000, description="Community codes")
    status: Text | None = Field(None, max_length=500, description="States")
    category: Text | None = Field(
        None,
        max_length=20_000,
        description="Incident categories (an upper one for all below it), or kinds of service points",
    )
    since: date | datetime | None = Field(
        None, description="From this day in the town's time zone, or this moment"
    )
    until: date | datetime | None = Field(None, description="Up to and with this day, or before this moment")
    overdue: bool = Field(False, description="Only open incidents past their deadline")
    q: Text | None = Field(None, max_length=100, description="Words in the text, name, address or number")

    @field_validator("status")
    @classmethod
    def known_states(cls, text: str | None) -> str | None:
        """Refuse a state that no item can have."""
        if unknown := set(_listed(text)) - _STATES:
            raise ValueError(
                f"no item can be {', '.join(sorted(unknown))}; states are {', '.join(sorted(_STATES))}"
            )
        return text

    @field_validator("bbox")
    @classmethod
    def a_box(cls, text: str | None) -> str | None:
        """Refuse what is no box."""
        if text is not None:
            read_bbox(text)
        return text

    def named(self) -> set[str]:
        """The filters that narrow something."""
        return {name for name in ItemFilters.model_fields if getattr(self, name)}

    def wanted(self, division: Division | None, **page: Any) -> Wanted:
        """The same for a search, where a community stands for its grids in `division`."""
        grids, communities = _listed(self.grid), _listed(self.community)
        return Wanted(
            bbox=read_bbox(self.bbox) if self.bbox else None,
            grids=grids_asked_for(division, grids, communities) if division else grids or None,
            states=_listed(self.status),
            kinds=_listed(self.category),
            since=moment_of(self.since),
            until=moment_of(self.until, days_later=1),
            only_overdue=self.overdue,
            words=(self.q or "").strip(),
            **page,
        )


def _listed(text: str | None) -> list[str]:
    return [part.strip() for part in text.split(",") if part.strip()] if text else []
