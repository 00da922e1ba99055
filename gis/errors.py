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
