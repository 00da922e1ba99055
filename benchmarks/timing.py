"""The median of five, and how it is printed."""

import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass

REPEATS = 5


@dataclass(frozen=True)
class Row:
    """One measure: ours, and the peer's in the same run where there is one."""

    name: str
    ours: float
    unit: str
    peer: str = ""
    theirs: float | None = None

    def __str__(self) -> str:
        measured = f"{self.name:<58} {self.ours:>9.3f} {self.unit}"
        if self.theirs is None:
            return measured
        return f"{measured}   {self.theirs:>9.3f} {self.unit} {self.peer} ({self.theirs / self.ours:.1f} x)"


def median_s(work: Callable[[], object]) -> float:
    """Run five times; the median, in seconds."""
    times = []
    for _ in range(REPEATS):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)
