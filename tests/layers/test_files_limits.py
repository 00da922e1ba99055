"""How much a file may hold, and archives that mean harm."""

import struct
import zipfile

import openpyxl
import pytest

from layers.files.errors import FileRefused
from layers.files.limits import Limits, check_size, check_zip, unpack
from layers.files.read import read_points

BOMB = (
    b"<!DOCTYPE x [<!ENTITY a0 'aaaaaaaaaa'>"
    + b"".join(b"<!ENTITY a%d '%s'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 9))
    + b"]><x>&a8;</x>"
)
SMALL = Limits(file_bytes=1000, unpacked_bytes=100_000, members=5)


def archive(path, members, compression=zipfile.ZIP_DEFLATED):
    with zipfile.ZipFile(path, "w", compression) as written:
        for name, content in members.items():
            written.writestr(name, content)
    return path


def refusal(function, *arguments):
    with pytest.raises(FileRefused) as refused:
        function(*arguments)
    return refused.value


def test_an_archive_is_unpacked_with_its_folders(tmp_path):
    packed = archive(tmp_path / "a.zip", {"a.csv": "x,y", "in/b.csv": "1,2"})
    (tmp_path / "out").mkdir()
    files = unpack(packed, tmp_path / "out")
    assert [file.relative_to(tmp_path / "out").as_posix() for file in files] == ["a.csv", "in/b.csv"]
    assert files[1].read_text() == "1,2"


def test_a_file_that_is_too_large_is_refused_before_it_is_read(tmp_path):
    big = tmp_path / "big.csv"
    with big.open("wb") as file:
        file.truncate(300 << 20)  # sparse
    assert refusal(read_points, big).reason == "too_large"


def test_no_file_and_an_empty_file_are_told_apart(tmp_path):
    (tmp_path / "empty.csv").touch()
    assert refusal(check_size, tmp_path / "empty.csv").reason == "empty"
    assert refusal(check_size, tmp_path / "none.csv").reason == "unreadable"
    assert refusal(check_size, tmp_path).reason == "unreadable"


def test_a_bomb_is_refused_by_its_directory(tmp_path):
    bomb = archive(tmp_path / "bomb.zip", {"zeros.csv": b"0" * (50 << 20)})
    assert bomb.stat().st_size < 100_000
    assert "fold" in str(refusal(read_points, bomb))


def test_a_bomb_in_a_workbook_is_refused(tmp_path):
    bomb = archive(tmp_path / "bomb.xlsx", {"xl/worksheets/sheet1.xml": b" " * (50 << 20)})
    assert refusal(read_points, bomb).reason == "zip"


def test_many_members_are_refused(tmp_path):
    assert "6 files" in str(
        refusal(check_zip, archive(tmp_path / "m.zip", dict.fromkeys("abcdef", "")), SMALL)
    )


def test_too_much_in_all_is_refused(tmp_path):
    stored = archive(tmp_path / "t.zip", dict.fromkeys("abc", b"x" * 40_000), zipfile.ZIP_STORED)
    assert "unpacks to more" in str(refusal(check_zip, stored, SMALL))


def test_a_directory_that_lies_about_sizes_is_caught_while_unpacking(tmp_path):
    honest = archive(tmp_path / "h.zip", {"a.csv": b"x" * 50_000})
    lying = honest.read_bytes().replace(struct.pack("<L", 50_000), struct.pack("<L", 10))
    (tmp_path / "lying.zip").write_bytes(lying)
    (tmp_path / "out").mkdir()
    assert refusal(unpack, tmp_path / "lying.zip", tmp_path / "out").reason == "zip"
    assert sum(file.stat().st_size for file in (tmp_path / "out").iterdir()) <= 10


@pytest.mark.parametrize(
    "name", ["../a.csv", "/etc/a.csv", "in/../../a.csv", "..\\a.csv", "C:\\a.csv", "C:/a.csv"]
)
def test_a_place_outside_the_archive_is_refused(tmp_path, name):
    (tmp_path / "out").mkdir()
    assert "outside" in str(refusal(unpack, archive(tmp_path / "t.zip", {name: "x"}), tmp_path / "out"))
    assert not list((tmp_path / "out").iterdir())


def test_a_file_that_is_also_a_folder_is_refused(tmp_path):
    packed = archive(tmp_path / "a.zip", {"a": "x", "a/b.csv": "lon,lat\n1,2\n"})
    assert refusal(read_points, packed).reason == "zip"


@pytest.mark.parametrize("part", ["xl/workbook.xml", "xl/styles.xml", "xl/worksheets/sheet1.xml"])
@pytest.mark.parametrize("content", [b"<worksheet", b"", BOMB])
def test_a_workbook_with_broken_or_swelling_xml_is_refused(tmp_path, part, content):
    openpyxl.Workbook().save(tmp_path / "whole.xlsx")
    with zipfile.ZipFile(tmp_path / "whole.xlsx") as whole:
        members = {name: whole.read(name) for name in whole.namelist()}
    broken = archive(tmp_path / "broken.xlsx", members | {part: content})
    assert refusal(read_points, broken).reason in ("unreadable", "empty")


def test_a_link_is_refused(tmp_path):
    link = zipfile.ZipInfo("a.csv")
    link.external_attr = 0o120777 << 16
    with zipfile.ZipFile(tmp_path / "l.zip", "w") as written:
        written.writestr(link, "/etc/passwd")
    assert "link" in str(refusal(check_zip, tmp_path / "l.zip"))


def test_what_is_no_archive_is_refused(tmp_path):
    (tmp_path / "no.zip").write_bytes(b"PK\x03\x04 and then nothing")
    assert refusal(read_points, tmp_path / "no.zip").reason == "zip"


def test_a_locked_archive_is_refused(tmp_path):
    plain = archive(tmp_path / "p.zip", {"a.csv": "x"}, zipfile.ZIP_STORED).read_bytes()
    at = plain.index(b"PK\x01\x02") + 8
    (tmp_path / "locked.zip").write_bytes(plain[:at] + b"\x01" + plain[at + 1 :])
    assert "password" in str(refusal(check_zip, tmp_path / "locked.zip"))


def test_more_rows_or_columns_than_are_taken_are_refused(tmp_path):
    wide = tmp_path / "wide.csv"
    wide.write_text(",".join(f"c{at}" for at in range(3000)) + "\n" + "1," * 2999 + "1\n")
    assert "3,000 columns" in str(refusal(read_points, wide))
