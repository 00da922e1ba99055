"""What bytes of text are written in: the encoding of a table or of shapefile attributes, and the delimiter.

Only what occurs in practice is told apart: UTF-8 and UTF-16 (by their marks), and GB18030, which
contains GBK and GB2312. Anything else is refused, for a wrong guess would spoil names silently.
"""

import codecs
import csv
import mmap
from collections.abc import Iterator
from pathlib import Path

from layers.files.errors import FileRefused

_CHUNK = 1 << 20
_DELIMITERS = ",;\t|"
_MARKS = {codecs.BOM_UTF8: "utf-8-sig", codecs.BOM_UTF16_LE: "utf-16", codecs.BOM_UTF16_BE: "utf-16"}


def encoding_of(path: Path) -> str:
    """Name the encoding of a text file, judged by all of it."""
    with path.open("rb") as file:
        start = file.read(3)
    for mark, name in _MARKS.items():
        if start.startswith(mark):
            return name
    for name in ("utf-8", "gb18030"):
        if _decodes(_chunks(path), name):
            return name
    raise FileRefused("unreadable", f"The text of “{path.name}” is neither UTF-8 nor GB18030 (GBK).")


def delimiter_of(header: str) -> str:
    """Tell what separates the values of a header line, outside of quotes; a comma when nothing does."""
    outside_quotes = "".join(header.split('"')[::2])
    return max(_DELIMITERS, key=outside_quotes.count)


def first_line(path: Path, encoding: str) -> str:
    """Read the first line that is not blank."""
    with path.open(encoding=encoding, newline="") as file:
        while line := file.readline(_CHUNK):
            if line.strip():
                return line
    return ""


def records(path: Path, encoding: str, delimiter: str) -> Iterator[list[str]]:
    """Read the records of a delimited text one by one; blank lines are none."""
    with path.open(encoding=encoding, newline="") as file:
        yield from (record for record in csv.reader(file, delimiter=delimiter, strict=True) if record)


def attribute_encoding_of(dbf: Path) -> str:
    """Name the encoding of a shapefile's attribute text by looking at it, whatever its .cpg says or lacks.

    Values may be cut within a character at the end of their field, which is no sign against an encoding.
    """
    with dbf.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as table:
        texts = list(_dbf_texts(table))
    for name in ("utf-8", "gb18030"):
        if all(_decodes([text], name, is_whole=False) for text in texts):
            return name
    raise FileRefused("unreadable", f"The text of “{dbf.name}” is neither UTF-8 nor GBK.")


def _chunks(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield chunk


def _decodes(chunks: Iterator[bytes] | list[bytes], encoding: str, *, is_whole: bool = True) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    try:
        for chunk in chunks:
            decoder.decode(chunk)
        decoder.decode(b"", final=is_whole)
    except UnicodeDecodeError:
        return False
    return True


def _dbf_texts(dbf: mmap.mmap) -> Iterator[bytes]:
    """Yield the field names and the different values of the text fields of a dBASE table."""
    header_bytes = int.from_bytes(dbf[8:10], "little")
    record_bytes = int.from_bytes(dbf[10:12], "little")
    start = 1  # each record begins with its deletion mark
    fields = []
    for at in range(32, min(header_bytes, len(dbf)) - 1, 32):
        if dbf[at] == 0x0D:
            break
        yield dbf[at : at + 11].split(b"\0")[0]
        length = dbf[at + 16]
        if dbf[at + 11 : at + 12] == b"C":
            fields.append((start, start + length))
        start += length
    seen: set[bytes] = set()
    for at in range(header_bytes, len(dbf), max(record_bytes, 1)):
        seen.update(dbf[at + first : at + last].strip(b" \0") for first, last in fields)
    yield from (text for text in seen if not text.isascii())
