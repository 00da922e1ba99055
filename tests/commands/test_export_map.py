"""`flask export-map`: one file, whole or not at all, and nothing personal in it."""

import base64
import gzip
import re

import pytest
from sqlalchemy import select

from layers.models import IllegalStructure, Incident, Person
from tests.commands.town_desk import Desk

LARGEST_BYTES = 5_000_000


@pytest.fixture
def onlooker(town, make_app, tmp_path):
    """The desk of a sample town that is only looked at."""
    return Desk(make_app(town).test_cli_runner(), town, tmp_path)


def everything_in(path):
    """The text of a file, with what is packed in it."""
    html = path.read_text(encoding="utf-8")
    parts = re.findall(r'id="data-(\w+)"[^>]*>([\w+/=]+)<', html)
    unpacked = [gzip.decompress(base64.b64decode(part)) for _, part in parts]
    assert len(parts) == 6
    return html + "".join(part.decode(errors="replace") for part in unpacked)


def phones_and_texts_in(told):
    """What looks like a phone, and what stands between quotes."""
    return set(re.findall(r"\+?\d[\d -]{5,}\d", told)), set(re.findall(r'"([^"\n]{1,60})"', told))


@pytest.mark.parametrize("engine_name", ["spatialite"], indirect=True)  # long, and the same on both
def test_the_sample_town_is_one_file_without_secrets(onlooker):
    path = onlooker.folder / "map.html"
    assert "one file" in onlooker.do("export-map", path, "--lang", "en", "--title", "<b>Our town</b>")

    told = everything_in(path)
    assert path.stat().st_size < LARGEST_BYTES
    assert "&lt;b&gt;Our town&lt;/b&gt;" in told
    with onlooker.database.read() as session:
        phones = [
            *session.scalars(select(Incident.reporter_phone).where(Incident.reporter_phone.is_not(None))),
            *session.scalars(select(Person.private_phone).where(Person.private_phone.is_not(None))),
        ]
        owners = session.scalars(select(IllegalStructure.owner).where(IllegalStructure.owner.is_not(None)))
        duty_phones = list(session.scalars(select(Person.duty_phone).where(Person.duty_phone.is_not(None))))
        names = set(session.scalars(select(Person.name)))
        assert phones
        shown_phones, shown_texts = phones_and_texts_in(told)
        assert shown_phones & set(phones) == set()
        assert shown_texts & (set(owners) - names) == set()
    assert shown_phones & set(duty_phones)
    assert shown_texts & names

    onlooker.do("export-map", path, "--without", "leaders")
    told = everything_in(path)
    shown_phones, shown_texts = phones_and_texts_in(told)
    assert shown_phones & set(duty_phones) == set()
    assert shown_texts & names == set()
    assert [left.name for left in onlooker.folder.iterdir()] == ["map.html"]


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("map.pdf",), "is written as .html"),
        (("/no/where/map.html",), "There is no folder"),
        (("map.html", "--lang", "xx"), "Invalid value"),
        (("map.html", "--title", "x" * 81), "80 letters at most"),
    ],
)
def test_what_cannot_be_written_is_refused(onlooker, arguments, words):
    assert words in onlooker.refuse("export-map", *arguments)


def test_a_town_without_a_division_is_refused(desk):
    assert "in force" in desk.refuse("export-map", desk.folder / "map.html")
