"""The permit to set up a town: a link that works once, a session that ends, and nothing kept in the clear."""

import stat
from datetime import UTC, datetime, timedelta

import pytest

from webmap.permits import LINK_LASTS, SESSION_LASTS, Permits
from webmap.secret import kept_secret

NOW = datetime(2026, 3, 1, tzinfo=UTC)


@pytest.fixture
def permits(tmp_path):
    """Permits in a folder that is not there yet."""
    return Permits(tmp_path / "first-steps")


@pytest.fixture
def clock(monkeypatch):
    """A clock that can be put forward."""

    class Clock:
        moment = NOW

        def forward(self, span):
            self.moment += span

    clock = Clock()
    monkeypatch.setattr("webmap.permits.now", lambda: clock.moment)
    return clock


def test_a_link_works_once(permits):
    token = permits.issue()

    secret = permits.exchange(token)

    assert permits.until(secret) is not None
    assert permits.exchange(token) is None


def test_a_wrong_or_empty_token_is_no_permit(permits):
    assert permits.exchange("") is None
    permits.issue()

    assert permits.exchange("") is None
    assert permits.exchange("x") is None
    assert permits.until("") is None


def test_a_link_is_good_for_a_day_and_a_session_for_two_weeks(permits, clock):
    late = permits.issue()
    clock.forward(LINK_LASTS)
    assert permits.exchange(late) is None

    secret = permits.exchange(permits.issue())
    clock.forward(SESSION_LASTS - timedelta(seconds=1))
    assert permits.until(secret) == clock.moment + timedelta(seconds=1)
    clock.forward(timedelta(seconds=1))
    assert permits.until(secret) is None


def test_a_new_link_ends_the_session_before_only_when_it_is_used(permits):
    first = permits.exchange(permits.issue())
    token = permits.issue()
    assert permits.until(first) is not None

    second = permits.exchange(token)

    assert permits.until(first) is None
    assert permits.until(second) is not None


def test_revoking_ends_link_and_session(permits):
    secret = permits.exchange(permits.issue())
    token = permits.issue()

    assert permits.revoke()

    assert permits.until(secret) is None
    assert permits.exchange(token) is None
    assert not permits.revoke()


def test_neither_token_nor_secret_is_kept_in_the_clear_and_nobody_else_may_read(permits, tmp_path):
    token = permits.issue()
    path = tmp_path / "first-steps" / "permit.json"
    assert token not in path.read_text()

    secret = permits.exchange(token)

    assert secret not in path.read_text()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600


def test_the_secret_is_made_once_and_only_its_owner_may_read_it(tmp_path):
    made = kept_secret(tmp_path / "data")

    assert len(made) == 64
    assert kept_secret(tmp_path / "data") == made
    assert kept_secret(tmp_path / "other") != made
    assert stat.S_IMODE((tmp_path / "data" / "secret-key").stat().st_mode) == 0o600
