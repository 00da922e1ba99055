"""What can be measured, and the measuring of one subject in a process of its own.

A process each, because memory, threads and libraries of one subject (SpatiaLite bars GDAL, a peer may crash) must not
reach the next.
"""

import time
import traceback
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import get_context

from benchmarks.timing import Row


@dataclass(frozen=True)
class Subject:
    """A module with `rows()`, or with `rows(sizes)` where it is measured on partitions of several sizes."""

    name: str
    title: str
    is_sized: bool = False


@dataclass(frozen=True)
class Measured:
    """What came out, how long it took, and why it is not all where something failed."""

    rows: list[Row]
    seconds: float
    failure: str = ""


SUBJECTS = (
    Subject("locate", "Bulk point location", is_sized=True),
    Subject("reassign", "Assignment and re-assignment"),
    Subject("edits", "Edits of a coverage", is_sized=True),
    Subject("cleaning", "The cleaning of imported coverages"),
    Subject("metrics", "Figures of a division, and walking reach"),
    Subject("core", "The geometry core on the sample town"),
    Subject("real_input", "Real files through the commands"),
    Subject("start", "Starting"),
    Subject("first_view", "The first view in Chromium"),
    Subject("size", "100,000 incidents and 2,000 grids in Chromium"),
)


def measure(subject: Subject, sizes: Sequence[int]) -> Measured:
    """Measure a subject in a fresh process, which prints its rows as they come."""
    start = time.perf_counter()
    with ProcessPoolExecutor(max_workers=1, mp_context=get_context("spawn")) as process:
        try:
            rows, failure = process.submit(_rows, subject, sizes).result()
        except BrokenProcessPool:
            rows, failure = [], "the process was killed: a crash, or too little memory"
    return Measured(rows, time.perf_counter() - start, failure)


def _rows(subject: Subject, sizes: Sequence[int]) -> tuple[list[Row], str]:
    rows: list[Row] = []
    try:
        module = import_module(f"benchmarks.{subject.name}")
        for row in module.rows(sizes) if subject.is_sized else module.rows():
            print(row, flush=True)
            rows.append(row)
    except Exception as error:  # a subject that fails must not take the others along
        traceback.print_exc()
        return rows, f"{type(error).__name__}: {error}".splitlines()[0]
    return rows, ""
