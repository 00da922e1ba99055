"""The words of incidents: what people report about a place, and what is noted when a matter is settled."""

import json
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

_WHEN = ("今早", "昨晚", "这两天", "上周末", "昨天傍晚", "今天中午")
_ASIDE_SHARE = 0.3


@cache
def kinds() -> pd.DataFrame:
    """Category code → its weight, the kind of place `at` which it happens, its share settled `on_the_spot`, its `texts`."""
    return pd.DataFrame(_read()["kinds"]).T


def word_reports(
    categories: NDArray[np.object_],
    addresses: NDArray[np.object_],
    communities: NDArray[np.object_],
    rng: np.random.Generator,
) -> list[str]:
    """One text for each incident, from its category, the address nearby and the name of the community."""
    places, asides, table = _read()["places"], _read()["asides"], kinds()
    choice = rng.integers(0, 2**31, (len(categories), 4)).tolist()
    has_aside = rng.random(len(categories)) < _ASIDE_SHARE
    at, texts = table["at"].to_dict(), table["texts"].to_dict()
    reports = []
    for code, address, community, (first, second, third, fourth), adds in zip(
        categories, addresses, communities, choice, has_aside, strict=True
    ):
        where = _pick(places[at[code]], first).format(a=address, c=community)
        text = _pick(texts[code], second)
        words = text.format(at=where, n=2 + third % 7, when=_pick(_WHEN, fourth))
        reports.append(words + _pick(asides.get(at[code], asides["street"]), third) if adds else words)
    return reports


def note_settled(category: str, department: str | None, lot: int) -> str:
    """What is written down when a matter is settled, on the spot or by a department."""
    notes = _read()["department_notes"][department] if department else _read()["spot_notes"][category[:2]]
    return str(_pick(notes, lot))


def _pick(options: Any, lot: int) -> Any:
    return options[lot % len(options)]


@cache
def _read() -> dict[str, Any]:
    words: dict[str, Any] = json.loads(Path(__file__).with_name("incident_texts.json").read_text("utf-8"))
    return words
