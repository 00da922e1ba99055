"""The grids and communities of this town as people write them: by code, or by a name that only one has."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from layers.loading.values import NotUnderstood, spelled
from layers.models import AreaKind, Grid
from layers.plans import known_communities


@dataclass(frozen=True)
class Areas:
    """Spelling → the codes that it may mean, for each kind of area; and the community of each grid."""

    codes: Mapping[AreaKind, Mapping[str, frozenset[str]]]
    community_of: Mapping[str, str]

    def code_of(self, kind: AreaKind, value: str) -> str:
        """The code of an area; `NotUnderstood` where there is none, or several."""
        found = self.codes[kind].get(spelled(value), frozenset())
        if not found:
            raise NotUnderstood(f"is no {kind} that is known here")
        if len(found) > 1:
            raise NotUnderstood(f"is the name of several: {', '.join(sorted(found))}")
        return next(iter(found))


def read_areas(session: Session) -> Areas:
    """Read the communities, and the grids of every plan: people are appointed before a plan is in force."""
    grids = session.execute(select(Grid.code, Grid.name, Grid.community_code).order_by(Grid.plan_id)).all()
    return Areas(
        codes={
            AreaKind.GRID: _by_spelling((code, name) for code, name, _ in grids),
            AreaKind.COMMUNITY: _by_spelling(known_communities(session).items()),
        },
        community_of={code: community for code, _, community in grids},
    )


def _by_spelling(named: Iterable[tuple[str, str]]) -> dict[str, frozenset[str]]:
    """Names first, so that a code means itself even where another area is called so."""
    pairs = list(named)
    spellings: dict[str, frozenset[str]] = {}
    for code, name in pairs:
        spellings[spelled(name)] = spellings.get(spelled(name), frozenset()) | {code}
    return spellings | {spelled(code): frozenset([code]) for code, _ in pairs}
