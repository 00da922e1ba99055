"""What a check of a coverage tells: its defects, the notes a person should confirm, and the rounding it leaves aside."""

from dataclasses import dataclass
from typing import Literal

from gis.plane import Place

Kind = Literal["overlap", "gap", "unmatched_edge", "sliver", "invalid"]
NoteKind = Literal[
    "multipart",
    "possible_enclave",
    "unmatched_enclave",
    "detached",
    "repeated_code",
    "outside_parent",
    "broken_parent",
]


@dataclass(frozen=True)
class Defect:
    """One thing that must be put right; `at` is a place on it, lon and lat, `None` where it has no place."""

    kind: Kind
    cells: tuple[str, ...]
    area_m2: float
    at: Place | None
    reason: str = ""


@dataclass(frozen=True)
class Note:
    """Something that may be as it should be, for a person to confirm; `parent` where it is about one."""

    kind: NoteKind
    cells: tuple[str, ...]
    area_m2: float
    at: Place | None
    parent: str = ""


@dataclass(frozen=True)
class Noise:
    """Gaps and overlaps too small to matter."""

    gaps: int
    overlaps: int
    area_m2: float


@dataclass(frozen=True)
class CoverageReport:
    """What a check found: `defects` in the order of their kinds, the largest first."""

    cells: int
    defects: tuple[Defect, ...]
    notes: tuple[Note, ...]
    noise: Noise
    fits_exactly: (
        bool  # without defect but slivers, or noise; shared edges have the same vertices to the last digit
    )

    @property
    def is_seamless(self) -> bool:
        """Whether the cells are a coverage."""
        return not self.defects

    @property
    def is_exact(self) -> bool:
        """Whether the cells are a coverage to the last digit."""
        return self.is_seamless and self.fits_exactly


def rounded_m2(area_m2: float) -> float:
    """Round an area as it is told."""
    return round(float(area_m2), 1)
