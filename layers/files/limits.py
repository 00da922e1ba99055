"""How much a file may hold, asked before it is opened: bytes on disk, and what an archive would become.

An archive is judged by its central directory first and again while it is unpacked, since the directory may lie.
"""

import os
import stat
import zipfile
import zlib
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from layers.files.errors import FileRefused

_MB = 1_000_000
_CHUNK = 1 << 20


@dataclass(frozen=True)
class Limits:
    """What a file may hold at most. The ratio binds only archives that unpack to more than 10 MB."""

    file_bytes: int = 200 * _MB
    unpacked_bytes: int = 2_000 * _MB
    members: int = 1000
    ratio: float = 200.0
    rows: int = 10_000_000
    columns: int = 2_000


LIMITS = Limits()


def check_size(path: Path, limits: Limits = LIMITS) -> None:
    """Refuse what is no file, an empty one, and one that is too large."""
    if not path.is_file():
        raise FileRefused("unreadable", f"There is no file “{path.name}”.")
    size = path.stat().st_size
    if size == 0:
        raise FileRefused("empty", f"The file “{path.name}” is empty.")
    if size > limits.file_bytes:
        raise FileRefused(
            "too_large",
            f"The file “{path.name}” has {_mb(size)} MB; at most {_mb(limits.file_bytes)} MB are taken.",
        )


def check_name(path: Path) -> None:
    """Refuse a path that GDAL would take for a place within an archive."""
    if "!" in str(path.resolve()):
        raise FileRefused("format", f"The path of “{path.name}” has an “!”, as no layer may have; rename it.")


def check_zip(path: Path, limits: Limits = LIMITS) -> None:
    """Refuse an archive (also an Excel workbook) whose directory promises too much or names places outside it."""
    with _opened(path) as archive:
        _check_members(archive.infolist(), limits)


def unpack(path: Path, folder: Path, limits: Limits = LIMITS) -> list[Path]:
    """Unpack an archive into an empty folder and list its files; nothing is ever written elsewhere."""
    with _opened(path) as archive:
        members = archive.infolist()
        _check_members(members, limits)
        left = limits.unpacked_bytes
        files = []
        for member in members:
            if member.is_dir():
                continue
            target = folder / PurePosixPath(member.filename)
            left -= _unpack_one(archive, member, target, left)
            files.append(target)
    return files


def _opened(path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(path)
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        raise FileRefused("zip", f"The archive “{path.name}” is broken or no zip file.") from None


def _check_members(members: list[zipfile.ZipInfo], limits: Limits) -> None:
    if len(members) > limits.members:
        raise FileRefused(
            "zip", f"The archive holds {len(members):,} files; at most {limits.members:,} are taken."
        )
    for member in members:
        _check_name(member)
    packed = sum(member.compress_size for member in members)
    unpacked = sum(member.file_size for member in members)
    if unpacked > limits.unpacked_bytes:
        raise _too_large_unpacked(limits)
    if unpacked > 10 * _MB and unpacked > limits.ratio * packed:
        raise FileRefused(
            "zip", f"The archive would grow {unpacked / max(packed, 1):,.0f}-fold, which no honest file does."
        )


def _check_name(member: zipfile.ZipInfo) -> None:
    name = member.filename
    parts = PurePosixPath(name.replace("\\", "/")).parts
    is_outside = name.startswith(("/", "\\")) or ".." in parts or (bool(parts) and ":" in parts[0])
    if is_outside or "\\" in name or any(len(os.fsencode(part)) > 255 for part in parts):
        raise FileRefused("zip", "The archive names a place outside itself.")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise FileRefused("zip", "The archive holds a link instead of a file.")
    if member.flag_bits & 0x1:
        raise FileRefused("zip", "The archive is locked with a password.")


def _unpack_one(archive: zipfile.ZipFile, member: zipfile.ZipInfo, target: Path, left: int) -> int:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with archive.open(member) as packed, target.open("wb") as unpacked:
            return _copy(packed, unpacked, min(left, member.file_size))
    except (zipfile.BadZipFile, zlib.error, OSError, EOFError, NotImplementedError, ValueError) as broken:
        raise FileRefused("zip", f"The archive's file “{target.name}” is broken.") from broken


def _copy(packed: IO[bytes], unpacked: IO[bytes], allowed: int) -> int:
    written = 0
    while chunk := packed.read(_CHUNK):
        written += len(chunk)
        if written > allowed:
            raise FileRefused("zip", "The archive unpacks to more than it says.")
        unpacked.write(chunk)
    return written


def _too_large_unpacked(limits: Limits) -> FileRefused:
    allowed = _mb(limits.unpacked_bytes)
    return FileRefused(
        "zip", f"The archive unpacks to more than {allowed} MB, which is the most that is taken."
    )


def _mb(size: int) -> str:
    return f"{size / _MB:,.0f}" if size >= _MB else f"{size / _MB:.2f}"
