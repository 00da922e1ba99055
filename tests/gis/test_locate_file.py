"""A locator in a file: it answers as before, and what is no such file is refused in words."""

import numpy as np
import pytest
import shapely

from gis.errors import LocatorFileError
from gis.locate import Locator
from tests.gis.drawing import corner, drawn
from tests.gis.test_locate import BOW_TIE, SQUARE, telling

COVERAGE = drawn("aab acb").polygons
DIRTY = np.array([BOW_TIE, None, SQUARE, shapely.box(1, 1, 3, 3), shapely.Polygon()], dtype=object)


@pytest.fixture
def saved(tmp_path):
    path = tmp_path / "town.locator"
    Locator(COVERAGE).save(path)
    return path


@pytest.mark.parametrize("cells", [COVERAGE, DIRTY], ids=["a coverage", "dirty cells"])
def test_an_opened_locator_answers_like_the_one_that_was_saved(cells, tmp_path):
    before, xy = Locator(cells), telling(cells)
    before.save(tmp_path / "town.locator")

    after = Locator.open(tmp_path / "town.locator")

    found = after.locate(xy)
    assert after.is_indexed == before.is_indexed
    assert found.tolist() == before.locate(xy).tolist()
    assert after.on_edge(xy, found).tolist() == before.on_edge(xy, found).tolist()
    assert np.array_equal(after.owners(xy), before.owners(xy))


def test_no_cells_are_saved_and_opened_like_any(tmp_path):
    Locator([]).save(tmp_path / "empty.locator")

    assert Locator.open(tmp_path / "empty.locator").locate([[0.0, 0.0]]).tolist() == [-1]


def test_an_opened_locator_can_be_saved_again(saved, tmp_path):
    Locator.open(saved).save(tmp_path / "copy.locator")

    assert (tmp_path / "copy.locator").read_bytes() == saved.read_bytes()


def test_saving_over_a_file_leaves_those_who_have_it_open_undisturbed(saved):
    before = Locator.open(saved)
    Locator(drawn("a").polygons).save(saved)

    assert before.locate([corner(1, 1), corner(2.5, 0.5)]).tolist() == [0, 1]
    assert Locator.open(saved).locate([corner(2.5, 0.5)]).tolist() == [-1]


def test_saving_leaves_nothing_else_behind(saved):
    assert list(saved.parent.iterdir()) == [saved]


@pytest.mark.parametrize("text", [b"", b"PK\x03\x04 an archive", b"wangge"])
def test_a_foreign_file_is_refused(tmp_path, text):
    path = tmp_path / "other.zip"
    path.write_bytes(text)

    with pytest.raises(LocatorFileError, match=r"other.zip is no file of a locator\.") as refused:
        Locator.open(path)

    assert (refused.value.path, refused.value.reason) == (path, "foreign")


@pytest.mark.parametrize("share", [0.02, 0.2, 0.5, 0.999])
def test_a_file_that_ends_early_is_refused(saved, share):
    whole = saved.read_bytes()
    saved.write_bytes(whole[: int(len(whole) * share)])

    with pytest.raises(LocatorFileError, match=r"is not complete\."):
        Locator.open(saved)


def test_a_file_of_another_version_is_refused(saved):
    whole = bytearray(saved.read_bytes())
    whole[16] += 1
    saved.write_bytes(whole)

    with pytest.raises(LocatorFileError, match=r"another version\."):
        Locator.open(saved)


def test_a_file_that_is_not_there_is_said_not_to_be_there(tmp_path):
    with pytest.raises(FileNotFoundError):
        Locator.open(tmp_path / "none.locator")
