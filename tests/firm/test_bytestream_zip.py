"""Archives of thousands of files: opened without reading the table of contents anew, and weighed as a whole."""

from __future__ import annotations

import struct
import time
import zipfile
from pathlib import Path

import pytest

from ancrage.firm.bytestream import BLOCK, UnreadableFile, payloads, raw_blocks


@pytest.mark.parametrize(
    "method",
    [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA],
)
def test_each_file_is_had_whole_whatever_the_compression(method: int, tmp_path: Path) -> None:
    contents = {"a.xml": b"<a/>", "d\u00e9p\u00f4t/b.txt": b"x" * 100_000, "empty": b""}
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    found = {p.name.partition("!")[2]: b"".join(raw_blocks(p)) for p in payloads(path)}
    assert found == contents


def test_an_archive_behind_a_program_is_read(tmp_path: Path) -> None:
    """Self-extracting archives start with a program; places in the table are counted from after it."""
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", b"<a/>")
    plain = path.read_bytes()
    path.write_bytes(b"PK\x03\x04" + b"\0" * 500 + plain)
    (payload,) = payloads(path)
    assert b"".join(raw_blocks(payload)) == b"<a/>"


def test_ten_thousand_files_are_opened_in_no_time(tmp_path: Path) -> None:
    path = tmp_path / "year.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(10_000):
            archive.writestr(f"{number}.xml", b"<a>%d</a>" % number)
    start = time.process_time()
    read = [next(iter(raw_blocks(p))) for p in payloads(path)]
    spent = time.process_time() - start
    assert read[9_999] == b"<a>9999</a>"
    assert len(read) == 10_000
    assert spent < 10  # 0.6 s; 300 s when each one reads the table of contents


def test_more_files_than_a_year_of_invoices_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "many.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for number in range(20_001):
            archive.writestr(str(number), b"")
    with pytest.raises(UnreadableFile, match="too_many_members"):
        payloads(path)


def test_a_trap_of_many_small_members_is_refused_before_it_is_opened(tmp_path: Path) -> None:
    """40 members of 60 MB of zeros: each is below what is watched, together they are 2.4 GB in 2.4 MB."""
    path = tmp_path / "bomb.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(40):
            with archive.open(f"{number}.xml", "w") as member:
                for _ in range(15):
                    member.write(b"\0" * BLOCK)
    assert path.stat().st_size < 3 << 20
    with pytest.raises(UnreadableFile, match="too_large"):
        payloads(path)


def test_a_member_that_is_not_where_the_table_says_is_damage(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.xml", b"<a/>" * 10)
        archive.writestr("b.xml", b"<b/>" * 10)
    data = bytearray(path.read_bytes())
    second = data.index(b"PK\x01\x02", data.index(b"PK\x01\x02") + 1)
    struct.pack_into("<I", data, second + 42, 7)  # its place: in the middle of the first
    path.write_bytes(bytes(data))
    first, other = payloads(path)
    assert b"".join(raw_blocks(first)) == b"<a/>" * 10
    with pytest.raises(UnreadableFile, match="damaged_archive"):
        list(raw_blocks(other))
