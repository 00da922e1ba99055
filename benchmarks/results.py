"""The written results: a page with a section a subject, each kept until that subject is measured again."""

import re
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import Path

from benchmarks.machine import description
from benchmarks.subjects import Measured, Subject
from benchmarks.timing import Row, figure

PAGE = Path(__file__).parent / "RESULTS.md"
_HEAD = """\
# Results

Written by `make bench`; a section keeps the figures of the last run that measured its subject. Times are medians, the
peer's of the same run; a ratio over 1 means that ours is faster or smaller. Seeded: the same cells and points on every
machine. Trust the ratios before the times.
"""


def write(measured: Mapping[Subject, Measured], subjects: Sequence[Subject], page: Path = PAGE) -> None:
    """Put the sections of what was measured into the page, in the order of the subjects; keep the others."""
    sections = _sections(page)
    sections |= {subject.name: _section(subject, result) for subject, result in measured.items()}
    known = [sections[subject.name] for subject in subjects if subject.name in sections]
    page.write_text("\n".join([_HEAD, *known]), encoding="utf-8")


def _sections(page: Path) -> dict[str, str]:
    """Read the sections of a page by the name of their subject."""
    if not page.exists():
        return {}
    _, *sections = re.split(r"^(?=## )", page.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return {_name(section): f"{section.rstrip()}\n" for section in sections}


def _name(section: str) -> str:
    """Read the name from a heading like "## Starting (`start`)"."""
    return section.splitlines()[0].rpartition("(`")[2].removesuffix("`)")


def _section(subject: Subject, measured: Measured) -> str:
    lines = [
        f"## {subject.title} (`{subject.name}`)",
        "",
        f"{datetime.now(UTC):%Y-%m-%d}, measured in {measured.seconds:.0f} s on {description()}.",
        "",
    ]
    if measured.failure:
        lines += [f"**Not all of it:** {measured.failure}", ""]
    lines += ["| measure | ours | peer | theirs | ratio | |", "|---|--:|---|--:|--:|---|"]
    return "\n".join([*lines, *map(_table_row, measured.rows)]) + "\n"


def _table_row(row: Row) -> str:
    theirs = "" if row.theirs is None else f"{figure(row.theirs)} {row.unit}"
    ratio = "" if row.ratio is None else f"{figure(row.ratio)} x"
    cells = (row.name, f"{figure(row.ours)} {row.unit}".strip(), row.peer, theirs, ratio, row.note)
    return f"| {' | '.join(cells)} |"
