"""Codes for new cells: the parent's code and a running number, never one that was in use before."""

import re

from gis.coverage import Coverage
from gis.errors import EditRefused

DIGITS = 3


def next_code(coverage: Coverage, parent: str) -> str:
    """Mint the code of a new cell: one more than the highest number given so far in a parent.

    Raises
    ------
    EditRefused
        no_code_left, after the last number of three digits.

    Examples
    --------
    >>> from shapely import box
    >>> next_code(Coverage.of([box(0, 0, 1, 1)], ["12007"], ["12"], ended={"12009"}), "12")
    '12010'

    """
    numbered = re.compile(re.escape(parent) + rf"([0-9]{{{DIGITS}}})")
    of_parent = (code for code in (*coverage.codes, *coverage.ended) if code.startswith(parent))
    given = filter(None, map(numbered.fullmatch, of_parent))
    number = 1 + max((int(match[1]) for match in given), default=0)
    if number >= 10**DIGITS:
        raise EditRefused("no_code_left")
    return f"{parent}{number:0{DIGITS}}"
