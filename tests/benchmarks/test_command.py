"""The command behind `make bench`: which subjects it measures, and how it ends."""

import pytest
from click.testing import CliRunner

from benchmarks import __main__ as command
from benchmarks.subjects import Measured


@pytest.fixture
def bench(monkeypatch):
    """Run the command with settings; nothing is really measured. `fails` names a subject that does."""

    def run(*, fails="", **settings):
        asked = {}

        def measure(subject, sizes):
            asked[subject.name] = list(sizes)
            return Measured([], 1.0, "no electricity" if subject.name == fails else "")

        monkeypatch.setattr(command, "measure", measure)
        monkeypatch.setattr(command, "write", lambda *_: None)
        return CliRunner().invoke(command.main, [], env=settings), asked

    return run


def test_every_subject_is_measured_at_three_sizes_unless_told_otherwise(bench):
    result, asked = bench()

    assert result.exit_code == 0
    assert list(asked) == [subject.name for subject in command.SUBJECTS]
    assert asked["locate"] == [155, 2_000, 150_000]


def test_some_subjects_can_be_measured_at_some_sizes(bench):
    _, asked = bench(ONLY="core,locate", SIZES="2000, 155")

    assert asked == {"locate": [155, 2_000], "core": [155, 2_000]}


def test_an_unknown_subject_is_refused(bench):
    result, asked = bench(ONLY="weather")

    assert result.exit_code == 2
    assert "weather" in result.output
    assert not asked


def test_a_subject_that_fails_lets_the_others_run_and_the_command_fail(bench):
    result, asked = bench(ONLY="locate,core", fails="locate")

    assert list(asked) == ["locate", "core"]
    assert result.exit_code == 1
    assert "locate: no electricity" in result.output
