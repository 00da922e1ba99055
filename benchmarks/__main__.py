"""Measure every subject, or some: print rows as they come, and write them down."""

import sys
from collections.abc import Mapping

import click

from benchmarks.results import write
from benchmarks.subjects import SUBJECTS, Measured, Subject, measure

_NAMES = [subject.name for subject in SUBJECTS]


class _Commas(click.ParamType):
    """Several values in one word, such as 155,2000."""

    name = "list"

    def __init__(self, each: click.ParamType) -> None:
        self._each = each

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> object:
        return [self._each.convert(part.strip(), param, ctx) for part in str(value).split(",")]


@click.command()
@click.option("--only", type=_Commas(click.Choice(_NAMES)), envvar="ONLY", default=",".join(_NAMES))
@click.option("--sizes", type=_Commas(click.IntRange(1)), envvar="SIZES", default="155,2000,150000")
def main(only: list[str], sizes: list[int]) -> None:
    """Measure the subjects named by `ONLY`, on partitions of `SIZES` cells; fail when one of them did."""
    measured: dict[Subject, Measured] = {}
    for subject in SUBJECTS:
        if subject.name in only:
            print(f"\n{subject.title} ({subject.name})", flush=True)
            measured[subject] = measure(subject, sorted(sizes))
            write({subject: measured[subject]}, SUBJECTS)
    _conclude(measured)


def _conclude(measured: Mapping[Subject, Measured]) -> None:
    """Say what share of the time each subject took, and what failed."""
    total = sum(result.seconds for result in measured.values())
    print(f"\nMeasured in {total:.0f} s:")
    for subject, result in measured.items():
        print(f"  {subject.name:<12} {result.seconds:>6.0f} s {result.seconds / total:>5.0%}")
    failures = [f"{subject.name}: {result.failure}" for subject, result in measured.items() if result.failure]
    if failures:
        sys.exit("\n".join(failures))


if __name__ == "__main__":
    main()
