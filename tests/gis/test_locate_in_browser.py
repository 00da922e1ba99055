"""Point location in the browser answers as the core does: on kept questions, and on new ones in every run."""

import gzip
import subprocess
from pathlib import Path

import numpy as np
import orjson
import pytest

from gis.compact import write_compact
from tools.locate_vectors import (
    FOLDER,
    answers,
    drawing,
    numbers,
    plans,
    positions_around,
    slanting,
    straight,
)

ROOT = Path(__file__).parent.parent.parent


@pytest.fixture(scope="module")
def kept_plans():
    return plans()


@pytest.fixture
def seed():
    """Another one in every run; a test that fails says which."""
    return int(np.random.SeedSequence().entropy % 1_000_000)


def kept(name):
    return orjson.loads(gzip.decompress((FOLDER / f"{name}.json.gz").read_bytes()))


def located_in_browser(plan, positions):
    asked = {"plan": write_compact(plan), "positions": [numbers(position) for position in positions]}
    node = ["node", str(ROOT / "tools" / "locate.mjs")]
    placements = orjson.loads(
        subprocess.run(node, input=orjson.dumps(asked), capture_output=True, check=True).stdout
    )
    return {column: [placement[column] for placement in placements] for column in placements[0]}


def assert_same(found, expected):
    for column in ("cell", "rule", "runner_up"):
        differing = [
            row
            for row, pair in enumerate(zip(found[column], expected[column], strict=True))
            if len(set(pair)) > 1
        ]
        assert not differing, f"{column} differs in rows {differing[:5]} of {len(expected['cell'])}"
    metres = [np.array(answer["edge_distance_m"], dtype=float) for answer in (found, expected)]
    np.testing.assert_allclose(*metres, rtol=0, atol=1e-3)


@pytest.mark.parametrize("name", ["town", "drawing", "slanting"])
def test_the_kept_answers_are_those_of_today(kept_plans, name):
    document, plan = kept(name), kept_plans[name]
    positions = np.column_stack([np.array(document[axis], dtype=float) for axis in ("lon", "lat")])

    assert document["plan"] == write_compact(plan)
    assert_same(document, answers(plan, positions))


def test_the_browser_agrees_on_new_questions_about_the_town(kept_plans, seed):
    town = kept_plans["town"]
    positions = positions_around(town, np.random.default_rng(seed), count=1_000)

    print(f"seed {seed}")
    assert_same(located_in_browser(town, positions), answers(town, positions))


@pytest.mark.parametrize("corner", [straight, slanting])
def test_the_browser_agrees_on_drawings_never_seen_before(corner, seed):
    rng = np.random.default_rng(seed)
    plan = drawing(" ".join("".join(rng.choice(list("abcdef."), 7)) for _ in range(6)), corner)
    positions = positions_around(plan, rng, count=400)

    print(f"seed {seed}")
    assert_same(located_in_browser(plan, positions), answers(plan, positions))
