"""Times as medians of several runs, peers in turn with ours, and the rows they are printed as."""

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass

REPEATS = 5

Work = Callable[[], object]


@dataclass(frozen=True)
class Row:
    """One measure: ours, and the peer's in the same run where there is one."""

    name: str
    ours: float
    unit: str
    peer: str = ""
    theirs: float | None = None
    note: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times as much the peer takes; none without a peer, or when ours is nothing."""
        return None if self.theirs is None or not self.ours else self.theirs / self.ours

    def __str__(self) -> str:
        parts = [f"{self.name:<60} {figure(self.ours):>9} {self.unit:<8}"]
        if self.theirs is not None:
            parts.append(f"{figure(self.theirs):>9} {self.unit} {self.peer}")
        if self.ratio is not None:
            parts.append(f"({figure(self.ratio)} x)")
        return "  ".join([*parts, self.note]).rstrip()


def figure(value: float) -> str:
    """Write a figure with three digits that count, or as a whole number."""
    if value == 0 or abs(value) >= 100:
        return f"{value:,.0f}"
    return f"{float(f'{value:.3g}'):.10g}"


def median_s(work: Work) -> float:
    """Run five times; the median, in seconds."""
    return statistics.median(seconds(work) for _ in range(REPEATS))


def medians_in_turn_s(ours: Work, theirs: Work, *, repeats: int = REPEATS) -> tuple[float, float]:
    """Run ours before and after each run of theirs, so that what else the machine does hits both; the medians."""
    turns = [(seconds(ours), seconds(theirs), seconds(ours)) for _ in range(repeats)]
    before, theirs_s, after = zip(*turns, strict=True)
    return statistics.median(before + after), statistics.median(theirs_s)


def seconds(work: Work) -> float:
    """Run once; how long it took."""
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def progress(text: str) -> None:
    """Say on stderr what is going on; stdout is for rows."""
    print(f"  … {text}", file=sys.stderr, flush=True)
