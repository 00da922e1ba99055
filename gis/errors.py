"""What the geometry core refuses, by kind: one class for each thing a caller would treat differently."""

from collections.abc import Sequence
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


class NotACoverage(GisError):
    """Polygons are no coverage to work on.

    Attributes
    ----------
    reason : "repeated_code", "no_polygon", "multipart", "invalid", "off_lattice", "too_large", "unmatched" (an
        overlap, or edges that two cells do not share vertex by vertex) or "gap" (an undeclared hole)
    cells : the codes of the cells that stand in the way
    at : a place to look at, (x, y) in lattice units; None where there is none

    """

    def __init__(
        self, reason: str, *, cells: tuple[str, ...] = (), at: tuple[float, float] | None = None
    ) -> None:
        shown = ", ".join(cells[:5]) + (" …" if len(cells) > 5 else "")
        super().__init__(f"The cells are no coverage: {reason}" + (f" ({shown})." if cells else "."))
        self.reason, self.cells, self.at = reason, cells, at


class EditRefused(GisError):
    """An edit would break the coverage, or asks for what is not there; nothing was changed.

    Attributes
    ----------
    reason : one of `gis.edits.REASONS`
    cells : the codes of the cells that stand in the way
    at : a place to look at, (x, y) in lattice units; None where there is none

    """

    def __init__(
        self, reason: str, *, cells: tuple[str, ...] = (), at: tuple[float, float] | None = None
    ) -> None:
        super().__init__(f"The edit was refused: {reason}" + (f" ({', '.join(cells)})." if cells else "."))
        self.reason, self.cells, self.at = reason, cells, at


class PatchConflict(GisError):
    """A patch does not fit a coverage: `cells` names those that are not as the patch has them."""

    def __init__(self, cells: tuple[str, ...]) -> None:
        super().__init__(f"The patch does not fit: {', '.join(cells)} changed meanwhile.")
        self.cells = cells


class NotACompactPlan(GisError):
    """What should be a plan in compact form is none, or of a version that is not known here."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This is no plan in compact form: {why}.")
        self.why = why


class LinesRefused(GisError):
    """Something given as lines is none; `rows` says which."""

    def __init__(self, text: str, *, rows: Sequence[int]) -> None:
        super().__init__(text)
        self.rows = tuple(rows)


class CellsRefused(GisError):
    """Something given as cells is no valid polygon; `rows` says which."""

    def __init__(self, text: str, *, rows: Sequence[int]) -> None:
        super().__init__(text)
        self.rows = tuple(rows)


class NoStreets(GisError):
    """There is no street to walk on."""


class FarFromStreets(GisError):
    """A place has no street near enough; `at` is that place, `within_m` how far was looked."""

    def __init__(self, text: str, *, at: tuple[float, float], within_m: float) -> None:
        super().__init__(text)
        self.at = at
        self.within_m = within_m


class Unreachable(GisError):
    """No way along the streets, or none within the limit, leads between two places."""

    def __init__(self, text: str, *, between: tuple[tuple[float, float], tuple[float, float]]) -> None:
        super().__init__(text)
        self.between = between


class NothingToTrace(GisError):
    """The places to follow streets between are fewer than two, or all the same."""


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
