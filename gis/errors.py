"""What the geometry core refuses, by kind: one class for each thing a caller would treat differently."""


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
    reason : "no_polygon", "off_lattice", "invalid" or "unmatched" (edges that cells do not share as neighbours do)
    cells : the cells that stand in the way

    """

    def __init__(self, reason: str, *, cells: tuple[str, ...] = ()) -> None:
        shown = ", ".join(cells[:5]) + (" …" if len(cells) > 5 else "")
        super().__init__(f"The cells are no coverage: {reason}" + (f" ({shown})." if cells else "."))
        self.reason, self.cells = reason, cells


class NotACompactPlan(GisError):
    """What should be a plan in compact form is none, or of a version that is not known here."""

    def __init__(self, why: str) -> None:
        super().__init__(f"This is no plan in compact form: {why}.")
        self.why = why
