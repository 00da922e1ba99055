"""What the caller says about a file of items, where the file itself does not."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, tzinfo

from layers.clock import now


@dataclass(frozen=True)
class Wishes:
    """Columns by field; the zone of times that name none; and what stands in for columns that are missing."""

    zone: tzinfo
    named: Mapping[str, str | None] = field(default_factory=dict)
    source: str = "file"
    category: str | None = None
    moment: datetime = field(default_factory=now)
