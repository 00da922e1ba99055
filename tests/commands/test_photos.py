"""`flask load photos`: whose photo a file is, and what is kept."""

import pytest
from PIL import Image
from pypdf import PdfReader
from sqlalchemy import select

from layers.models import Person
from tests.commands.town_desk import Desk

OLD_TOWN_GRID = "433123109003001"


@pytest.fixture
def photo_desk(own_copy_of_town, make_app, tmp_path):
    """The desk of a sample town with a folder of photos; what is stored lies beside it."""
    app = make_app(own_copy_of_town, DATA_DIR=tmp_path / "data")
    (tmp_path / "photos").mkdir()
    return Desk(app.test_cli_runner(), own_copy_of_town, tmp_path)


def put(desk, name, colour="teal"):
    """A photo in the folder."""
    Image.new("RGB", (300, 400), colour).save(desk.folder / "photos" / name)


def with_photo(desk):
    """Names of the people who have one."""
    with desk.database.read() as session:
        return session.scalars(select(Person.name).where(Person.photo.is_not(None))).all()


def test_a_photo_is_called_by_the_code_of_a_grid_and_stands_on_its_sheet(photo_desk):
    put(photo_desk, f"{OLD_TOWN_GRID}.jpg")
    put(photo_desk, "nobody.png")

    told = photo_desk.do("load", "photos", photo_desk.folder / "photos", "--commit")
    photo_desk.do("sheets", photo_desk.folder / "sheet.pdf", "--grid", OLD_TOWN_GRID)

    assert "nobody.png: No grid leader on duty is called so" in told
    assert "1 photos taken, 1 not." in told
    assert len(with_photo(photo_desk)) == 1
    assert len(list((photo_desk.folder / "data" / "photos").iterdir())) == 1
    assert len(PdfReader(photo_desk.folder / "sheet.pdf").pages[0].images) == 1


def test_a_photo_is_called_by_the_name_of_a_leader(photo_desk):
    photo_desk.do("load", "photos", named(photo_desk), "--commit")

    assert len(with_photo(photo_desk)) == 1


def test_a_dry_run_keeps_no_photo(photo_desk):
    told = photo_desk.do("load", "photos", named(photo_desk))

    assert "dry run" in told
    assert with_photo(photo_desk) == []
    assert not (photo_desk.folder / "data" / "photos").exists()


def test_a_folder_without_pictures_is_refused_in_words(photo_desk):
    assert "No picture lies in" in photo_desk.refuse("load", "photos", photo_desk.folder / "photos")


def named(desk):
    """A folder with one photo, called by the name of the leader of a grid."""
    put(desk, f"{OLD_TOWN_GRID}.png")
    with desk.database.read() as session:
        leader = session.scalar(
            select(Person).where(Person.duties.any(area_code=OLD_TOWN_GRID, role="grid_leader"))
        )
    (desk.folder / "photos" / f"{OLD_TOWN_GRID}.png").rename(desk.folder / "photos" / f"{leader.name}.png")
    return desk.folder / "photos"
