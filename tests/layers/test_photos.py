"""Photos of leaders: small, upright, with nothing in them but the picture; bad files are refused in words."""

from io import BytesIO

import pytest
from PIL import Image

from layers import photos
from layers.photos import PhotoRefused, photo_of, small_photo


def picture(width=1200, height=1600, form="JPEG", **how):
    """A picture file."""
    made = BytesIO()
    Image.new("RGB", (width, height), "teal").save(made, form, **how)
    return made.getvalue()


@pytest.mark.parametrize("form", ["JPEG", "PNG", "WEBP"])
def test_a_photo_becomes_a_small_jpeg(form):
    small = Image.open(BytesIO(small_photo(picture(form=form))))

    assert small.format == "JPEG"
    assert small.size == (450, 600)


def test_a_photo_tells_nothing_but_its_picture():
    exif = Image.Exif()
    exif[0x010E] = "secret place"
    exif[0x0112] = 6  # lies on its side

    small = small_photo(picture(exif=exif, comment=b"secret place"))

    assert b"secret" not in small
    assert Image.open(BytesIO(small)).size == (600, 450)
    assert not Image.open(BytesIO(small)).getexif()


@pytest.mark.parametrize("content", [b"", b"GIF89a....", picture()[:2000], b"<svg/>"])
def test_what_is_no_picture_is_refused(content):
    with pytest.raises(PhotoRefused, match="not a JPEG"):
        small_photo(content)


def test_a_picture_that_would_unpack_to_too_many_pixels_is_refused(monkeypatch):
    monkeypatch.setattr(photos, "_MOST_PIXELS", 1_000_000)

    with pytest.raises(PhotoRefused, match="million pixels"):
        small_photo(picture(1001, 1000, "PNG"))


def test_a_bomb_is_refused_by_its_header(monkeypatch):
    monkeypatch.setattr(Image, "MAX_IMAGE_PIXELS", 100)

    with pytest.raises(PhotoRefused, match="million pixels"):
        small_photo(picture(15, 10, "PNG"))


@pytest.mark.parametrize("name", [None, "../../etc/passwd", "0" * 64])
def test_a_photo_that_is_not_there_is_none(tmp_path, name):
    assert photo_of(tmp_path, name) is None
