"""What the geometry core refuses, by kind: one class for each thing a caller would treat differently."""

from collections.abc import Sequence


class GisError(Exception):
    """The root of every refusal of the geometry core; its text is one sentence for a person."""


class CrsError(GisError):
    """A coordinate reference system is unknown, or does not fit the place."""


class RepairRefused(GisError):
    """Cells cannot be made a coverage; `cells` names those that stand in the way, where these are known."""

    def __init__(self, text: str, *, cells: tuple[str, ...] = ()) -> None:
        super().__init__(text)
        self.cells = cells


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
