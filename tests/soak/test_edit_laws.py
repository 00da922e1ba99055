"""A hundred thousand random edits keep every law, run by `make soak`."""

from collections import Counter

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from gis.edits import KINDS
from gis.errors import NotACoverage
from tests.gis.drawing import pictures
from tests.gis.edit_laws import make_random_edits, town
from tests.gis.squares import squares
from tests.gis.test_edits_fuzz import try_edit

pytestmark = pytest.mark.soak
RUNS, EDITS = 50, 1_000
CROWDED, CROWDED_EDITS = 1_250, 40
ODD = 5_000


def test_fifty_thousand_random_edits_of_the_town_keep_every_law(capsys):
    outcomes = sum((make_random_edits(town(), 1_000 + run, EDITS) for run in range(RUNS)), Counter())
    _tell(capsys, "edits of the town", outcomes)
    assert sum(outcomes.values()) == RUNS * EDITS


def test_fifty_thousand_random_edits_of_crowded_squares_keep_every_law(capsys):
    outcomes: Counter[str] = Counter()

    @settings(
        max_examples=CROWDED,
        deadline=None,
        suppress_health_check=list(HealthCheck),
        database=None,
        derandomize=False,
    )
    @given(pictures, st.integers(0, 10**6), st.integers(2, 60))
    def edit(picture, seed, side):
        try:
            start = squares(picture, side=side)
        except NotACoverage:
            assume(False)
        outcomes.update(make_random_edits(start, seed, CROWDED_EDITS))

    edit()
    _tell(capsys, "edits of crowded squares", outcomes)
    assert sum(outcomes.values()) >= CROWDED * CROWDED_EDITS


@pytest.mark.parametrize("kind", sorted(KINDS))
@settings(
    max_examples=ODD, deadline=None, suppress_health_check=list(HealthCheck), database=None, derandomize=False
)
@given(st.data())
def test_five_thousand_odd_requests_of_each_kind_are_done_right_or_refused(kind, data):
    try_edit(kind, data)


def _tell(capsys, what, outcomes):
    accepted = sum(outcomes[kind] for kind in KINDS)
    with capsys.disabled():
        print(f"\n{sum(outcomes.values())} {what}, {accepted} accepted: {dict(sorted(outcomes.items()))}")
