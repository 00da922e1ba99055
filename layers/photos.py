"""Photos of leaders: read with care, made small, and kept in a folder under the hash of their content."""

import hashlib
import re
import struct
import warnings
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageOps
from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from layers.models import AreaKind, Duty, Person, Role

ENDINGS = (".jpg", ".jpeg", ".png", ".webp")
_FORMATS = ("JPEG", "PNG", "WEBP")
_LARGEST_BYTES = 20_000_000
_MOST_PIXELS = 50_000_000
_MOST_FILES = 5_000
_SIDE_PX = 600
_QUALITY = 85
_NAME = re.compile("[0-9a-f]{64}")

Progress = Callable[[Sequence[Path], str], Iterable[Path]]


class PhotoRefused(Exception):
    """A photo, or a folder of them, is not taken; the message says why."""


@dataclass
class PhotoReport:
    """What became of the files of a folder."""

    taken: list[tuple[str, str]] = field(default_factory=list)  # file, person
    refused: list[tuple[str, str]] = field(default_factory=list)  # file, reason


def load_photos(
    session: Session, folder: Path, keep_in: Path, on: date, *, is_kept: bool, progress: Progress
) -> PhotoReport:
    """Give leaders the photos of a folder; a file is called by the code of a grid, or by its leader's name.

    Parameters
    ----------
    keep_in : where photos lie; nothing is written there unless `is_kept`

    """
    report = PhotoReport()
    for path in progress(_pictures_in(folder), "Photos"):
        try:
            person = _person_of(session, path.stem.strip(), on)
            photo = small_photo(_content_of(path))
        except PhotoRefused as error:
            report.refused.append((path.name, str(error)))
            continue
        person.photo = hashlib.sha256(photo).hexdigest()
        if is_kept:
            keep_in.mkdir(parents=True, exist_ok=True)
            (keep_in / f"{person.photo}.jpg").write_bytes(photo)
        report.taken.append((path.name, person.name))
    return report


def photo_of(folder: Path, name: str | None) -> bytes | None:
    """A photo that is kept, JPEG; none where it is not there any more."""
    if name is None or not _NAME.fullmatch(name):
        return None
    path = folder / f"{name}.jpg"
    return path.read_bytes() if path.is_file() else None


def small_photo(content: bytes) -> bytes:
    """A picture as JPEG of at most 600 by 600 pixels, upright, with nothing in it but the picture.

    Raises
    ------
    PhotoRefused
        When it is no JPEG, PNG or WebP, is broken, or would unpack to too many pixels.

    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(BytesIO(content), formats=_FORMATS) as picture:
                if picture.width * picture.height > _MOST_PIXELS:
                    raise PhotoRefused(f"It has more than {_MOST_PIXELS // 1_000_000} million pixels.")
                picture.draft("RGB", (_SIDE_PX, _SIDE_PX))
                upright = ImageOps.exif_transpose(picture)
                return _as_jpeg(upright)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoRefused(f"It has more than {_MOST_PIXELS // 1_000_000} million pixels.") from error
    except (OSError, EOFError, SyntaxError, ValueError, struct.error) as error:
        raise PhotoRefused("It is not a JPEG, PNG or WebP picture, or is broken.") from error


def _as_jpeg(picture: Image.Image) -> bytes:
    picture.thumbnail((_SIDE_PX, _SIDE_PX))
    seen = picture.convert("RGBA")
    flat = Image.new("RGB", picture.size, "white")
    flat.paste(seen, mask=seen.getchannel("A"))
    made = BytesIO()
    flat.save(made, "JPEG", quality=_QUALITY, optimize=True)
    return made.getvalue()


def _pictures_in(folder: Path) -> list[Path]:
    if not folder.is_dir():
        raise PhotoRefused(f"There is no folder {folder}.")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in ENDINGS and path.is_file())
    if not found:
        raise PhotoRefused(f"No picture lies in {folder}: files end in {', '.join(ENDINGS)}.")
    if len(found) > _MOST_FILES:
        raise PhotoRefused(
            f"{len(found):,} pictures are too many at once; at most {_MOST_FILES:,} are taken."
        )
    return found


def _content_of(path: Path) -> bytes:
    if path.stat().st_size > _LARGEST_BYTES:
        raise PhotoRefused(f"It is larger than {_LARGEST_BYTES // 1_000_000} MB.")
    return path.read_bytes()


def _person_of(session: Session, called: str, on: date) -> Person:
    """The one grid leader on duty whose grid's code, or name, a file is called by."""
    people = session.scalars(
        select(Person)
        .join(Duty, Duty.person_id == Person.id)
        .where(
            Duty.role == Role.GRID_LEADER,
            Duty.area_kind == AreaKind.GRID,
            Duty.since <= on,
            or_(Duty.until.is_(None), Duty.until >= on),
            or_(Duty.area_code == called, Person.name == called),
        )
        .distinct()
    ).all()
    if not people:
        raise PhotoRefused("No grid leader on duty is called so, and no grid with a leader has this code.")
    if len(people) > 1:
        raise PhotoRefused(
            f"{len(people)} grid leaders are called so; name the file by the code of the grid."
        )
    return people[0]
