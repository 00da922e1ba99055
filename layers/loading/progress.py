"""How long work tells how far it is: by whoever shows it, while rows are written."""

from collections.abc import Iterable, Sequence
from typing import Protocol

from layers.rows import Row


class Progress(Protocol):
    """Hands rows on, one by one, and shows how many have passed."""

    def __call__(self, rows: Sequence[Row], label: str, /) -> Iterable[Row]: ...


def silent(rows: Sequence[Row], label: str) -> Iterable[Row]:
    """Show nothing."""
    return rows
