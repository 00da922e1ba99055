"""What is written down: a section a subject, kept until that subject is measured again."""

import ast
from pathlib import Path

import pytest

from benchmarks.results import write
from benchmarks.subjects import SUBJECTS, Measured, Subject
from benchmarks.timing import Row, figure

ROOMS = Subject("rooms", "Rooms")
ROOFS = Subject("roofs", "Roofs")
BENCHMARKS = Path(__file__).parents[2] / "benchmarks"


@pytest.fixture
def page(tmp_path):
    return tmp_path / "RESULTS.md"


def measured(*names, failure=""):
    return Measured([Row(name, 2.0, "s", "peer", 3.0, "a note") for name in names], 60.0, failure)


def test_a_row_names_its_peer_and_the_ratio(page):
    write({ROOMS: measured("paint a room")}, [ROOMS], page)

    assert "| paint a room | 2 s | peer | 3 s | 1.5 x | a note |" in page.read_text()


def test_a_row_without_a_peer_leaves_its_columns_empty(page):
    write({ROOMS: Measured([Row("rooms", 4, "")], 60.0)}, [ROOMS], page)

    assert "| rooms | 4 |  |  |  |  |" in page.read_text()


def test_measuring_one_subject_keeps_the_others(page):
    write({ROOMS: measured("paint a room"), ROOFS: measured("tile a roof")}, [ROOMS, ROOFS], page)
    write({ROOMS: measured("sweep a room")}, [ROOMS, ROOFS], page)

    text = page.read_text()
    assert "tile a roof" in text
    assert "sweep a room" in text
    assert "paint a room" not in text


def test_sections_stand_in_the_order_of_the_subjects(page):
    write({ROOFS: measured("tile a roof")}, [ROOMS, ROOFS], page)
    write({ROOMS: measured("paint a room")}, [ROOMS, ROOFS], page)

    headings = [line for line in page.read_text().splitlines() if line.startswith("## ")]
    assert headings == ["## Rooms (`rooms`)", "## Roofs (`roofs`)"]


def test_writing_the_same_twice_changes_nothing(page):
    for _ in range(2):
        write({ROOMS: measured("paint a room"), ROOFS: measured("tile a roof")}, [ROOMS, ROOFS], page)

    assert page.read_text().count("\n\n\n") == 0
    assert page.read_text().count("## Rooms") == 1


def test_a_failure_is_written_down_with_what_was_measured_before_it(page):
    write({ROOMS: measured("paint a room", failure="out of paint")}, [ROOMS], page)

    assert "out of paint" in page.read_text()
    assert "paint a room" in page.read_text()


def test_every_module_with_rows_is_a_subject():
    with_rows = {
        path.stem
        for path in BENCHMARKS.glob("*.py")
        if any(
            isinstance(node, ast.FunctionDef) and node.name == "rows"
            for node in ast.parse(path.read_text()).body
        )
    }

    assert with_rows == {subject.name for subject in SUBJECTS}


@pytest.mark.parametrize(
    ("value", "written"),
    [(0, "0"), (12_345.6, "12,346"), (99.94, "99.9"), (1.5, "1.5"), (0.000_189_2, "0.000189"), (100, "100")],
)
def test_figures_have_three_digits_that_count(value, written):
    assert figure(value) == written
