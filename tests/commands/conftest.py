"""Actors of the command line."""

import pytest

from tests.commands.town_desk import Desk


@pytest.fixture
def desk_without_town(database, make_app, tmp_path):
    """The desk before any town is founded; on both engines."""
    return Desk(make_app(database).test_cli_runner(), database, tmp_path)


@pytest.fixture
def desk(desk_without_town):
    """The desk of an own town, code 100, with nothing in it."""
    desk_without_town.do("town", "new", "--code", "100", "--name", "Own")
    return desk_without_town


@pytest.fixture
def sample_desk(own_copy_of_town, make_app, tmp_path):
    """The desk of a sample town that may be changed."""
    return Desk(make_app(own_copy_of_town).test_cli_runner(), own_copy_of_town, tmp_path)
