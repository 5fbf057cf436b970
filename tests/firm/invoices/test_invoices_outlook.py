"""Messages of Outlook (.msg): the invoices attached, and bytes that are no sound message."""

from __future__ import annotations

import struct
import time
from pathlib import Path

import pytest
from invoice_xml import cii, payload, read, ubl

from ancrage.firm.files import read_files
from ancrage.firm.invoices import read_invoices
from ancrage.firm.invoices.outlook import is_outlook, parts
from outlook_file import CUTOFF, compound, message

MOST = 64 << 20


def test_each_attached_invoice_is_a_row() -> None:
    """One in the small blocks of the file, one in the large ones."""
    long = cii(number="F-1").replace(b"?>", b"?><!--" + b"x" * CUTOFF + b"-->", 1)
    assert len(ubl(credit=True)) < CUTOFF < len(long)
    files = (
        ("Facture n° 1 – été.xml", long),
        ("a1.xml", ubl(credit=True)),
        ("photo.jpg", b"\xff\xd8"),
    )
    given = read(compound(message(*files)), "m.msg")  # fmt: skip
    assert given.status == "ok"
    assert given.tables["invoices"].select("number", "gross", "sheet").rows() == [
        ("F-1", 12_000, "Facture n° 1 – été.xml"),
        ("U-1", -12_000, "a1.xml"),
    ]


def test_a_name_in_the_letters_of_the_writer_is_read() -> None:
    given = read(compound(message(("Été.xml", cii()), unicode=False)))
    assert given.tables["invoices"]["sheet"].to_list() == ["Été.xml"]


def test_a_message_within_a_message_is_opened() -> None:
    inner = message(("f.xml", cii()), messages=[message(("g.xml", ubl()))])
    given = read(compound(message(("photo.jpg", b"\xff\xd8"), messages=[inner])))
    assert given.tables["invoices"]["number"].to_list() == ["F-1", "U-1"]


def test_a_message_without_invoice_says_why() -> None:
    assert read(compound(message())).tables["invoices"]["status"].to_list() == ["no_xml"]


def test_it_is_read_among_the_files_of_a_firm(tmp_path: Path) -> None:
    (tmp_path / "Facture.msg").write_bytes(compound(message(("f.xml", cii()))))
    (extract,) = read_files([tmp_path]).extracts
    assert (extract.kind, extract.status, extract.rows) == ("invoice", "ok", 1)


@pytest.mark.parametrize(
    "tree",
    [{"Workbook": b"x" * 5000}, {"WordDocument": b"x"}, {"MBD1": message(("f.xml", cii())), "Book": b"x"}],
    ids=["workbook", "letter", "workbook with a message in it"],
)  # fmt: skip
def test_other_compound_files_are_no_messages(tree: dict[str, bytes]) -> None:
    assert not is_outlook(compound(tree))
    assert read_invoices(payload(compound(tree), "x.xls")) is None


def test_a_cut_message_is_refused() -> None:
    whole = compound(message(("f.xml", cii())))
    for size in range(600, len(whole), 500):
        given = read_invoices(payload(whole[:size], "m.msg"))
        assert given is None or given.status in {"refused", "ok"}
    assert parts(whole[:520], MOST).damaged


def test_tables_of_sectors_without_end_are_not_followed() -> None:
    """The header says four billion tables, and a chain of them that leads to itself."""
    content = bytearray(compound(message(("f.xml", cii()))))
    struct.pack_into("<I", content, 44, 0xFFFFFF00)
    struct.pack_into("<II", content, 68, 0, (0xFFFFFF00 - 109 + 126) // 127)
    started = time.monotonic()
    assert parts(bytes(content), MOST).damaged
    assert time.monotonic() - started < 2


def test_attachments_that_claim_the_same_bytes_are_bounded() -> None:
    content = bytearray(compound(message(*((f"{i}.bin", b"x" * 5000) for i in range(40)))))
    given = parts(bytes(content), 100_000)
    assert given.too_large
    assert sum(len(part) for _, part in given.found) <= 100_000


def test_a_directory_of_too_many_entries_is_not_read() -> None:
    many = {f"__attach_version1.0_#{i:08X}": {} for i in range(50_100)}
    tree = {"__properties_version1.0": b"", **many}
    assert read(compound(tree)).tables["invoices"]["status"].to_list() == ["too_large"]


def test_messages_within_messages_without_end_are_bounded() -> None:
    inner = message(("f.xml", cii()))
    for _ in range(40):
        inner = message(messages=[inner])
    assert read(compound(inner)).tables["invoices"]["status"].to_list() == ["too_large"]
