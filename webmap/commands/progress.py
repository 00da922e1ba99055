"""How far long work is, on stderr and only where somebody looks at it."""

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

import click

Thing = TypeVar("Thing")


def is_watched() -> bool:
    """Whether stderr is a terminal."""
    return sys.stderr.isatty()


def bar(things: Sequence[Thing], label: str) -> Iterable[Thing]:
    """Hand things on, one by one, with a bar that grows."""
    with click.progressbar(things, label=label, file=sys.stderr, hidden=not is_watched()) as shown:
        yield from shown


@contextmanager
def step(label: str) -> Iterator[None]:
    """Name a step whose length nobody knows."""
    if is_watched():
        click.echo(f"{label} …", err=True)
    yield
