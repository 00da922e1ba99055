"""What the geometry core refuses, by kind: one class for each thing a caller would treat differently."""

from pathlib import Path
from typing import Literal


class GisError(Exception):
    """The root of every refusal of the geometry core; its text is one sentence for a person."""


class CrsError(GisError):
    """A coordinate reference system is unknown, or does not fit the place."""


class RepairRefused(GisError):
    """Cells cannot be made a coverage; `cells` names those that stand in the way, where these are known."""

    def __init__(self, text: str, *, cells: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.cells = cells


class LocatorFileError(GisError):
    """No locator can be opened from the file at `path`; `reason` says why. Build it anew from its polygons."""

    def __init__(self, path: Path, reason: Literal["foreign", "truncated", "version"]) -> None:
        texts = {
            "foreign": "is no file of a locator",
            "truncated": "is not complete",
            "version": "was written by another version",
        }
        super().__init__(f"{path.name} {texts[reason]}.")
        self.path, self.reason = path, reason
