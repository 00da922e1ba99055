"""What an edit asks before it begins."""

from collections.abc import Iterable

from gis.coverage import Cell, Coverage
from gis.errors import EditRefused


def known(coverage: Coverage, code: str) -> Cell:
    """The cell of a code, or a refusal."""
    if code not in coverage:
        raise EditRefused("unknown_cell", cells=(str(code),))
    return coverage[code]


def refuse_locked(coverage: Coverage, codes: Iterable[str]) -> None:
    """Refuse to touch locked cells."""
    locked = coverage.locked.intersection(codes)
    if locked:
        raise EditRefused("locked", cells=tuple(sorted(locked)))


def refuse_apart(coverage: Coverage, codes: Iterable[str]) -> None:
    """Refuse what are not two cells with a common border."""
    both = tuple(codes)
    if len(both) != 2 or both[1] not in coverage.neighbours[both[0]]:
        raise EditRefused("apart", cells=both)
