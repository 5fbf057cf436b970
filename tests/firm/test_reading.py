"""What people drop in: folders, pictures, archives, broken exports. One small file a case, written in the test."""

from __future__ import annotations

import gzip
import os
import stat
import tracemalloc
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import polars as pl
import pytest
from fec_forms import SIREN, Form, Line, names_of, telling_entry, text_of, write, write_xml

from ancrage.firm import Firm, Reading, read
from ancrage.firm.fec.columns import canonical, from_header
from ancrage.firm.fec.values import read_amount, read_date

HEADER = "\t".join(names_of(Form()))
NAME = f"{SIREN}FEC20251231.txt"
PNG = bytes.fromhex("89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c489")


def fec(*rows: str, header: str = HEADER, end: str = "\r\n") -> bytes:
    return (end.join([header, *rows]) + end).encode()


def row(
    number: str = "1",
    day: str = "20250630",
    account: str = "607000",
    debit: str = "0,00",
    credit: str = "0,00",
    label: str = "Écriture",
    piece_day: str = "20250630",
    separator: str = "\t",
) -> str:
    cells = ["AC", "Achats", number, day, account, "Compte", "", "", "P1", piece_day, label, debit, credit]
    return separator.join([*cells, "", "", "20260315", "", ""])


def pair(number: str = "1", day: str = "20250630", amount: str = "100,00", **more: str) -> tuple[str, str]:
    """A balanced entry: 607 against 401."""
    return (
        row(number, day, "607000", debit=amount, **more),
        row(number, day, "401000", credit=amount, **more),
    )


def months(year: int = 2025, upto: int = 12) -> list[str]:
    """One entry a month, so that the fiscal year is plain."""
    return [line for m in range(1, upto + 1) for line in pair(f"M{m}", f"{year}{m:02d}15", "10,00")]


def put(folder: Path, content: bytes, name: str = NAME) -> Path:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    return path


def firm_of(reading: Reading) -> Firm:
    assert reading.firm is not None, [p.code for p in reading.problems]
    return reading.firm


def codes(reading: Reading, *severities: str) -> list[str]:
    wanted = severities or ("warning", "error")
    return [p.code for p in reading.problems if p.severity in wanted]


def debits(firm: Firm) -> list[int]:
    return [cents for cents in firm.ledger.sort("source", "line")["debit"].to_list() if cents]


# ---- files that are no FEC --------------------------------------------------------------------------------------


def test_an_empty_folder_is_said(tmp_path: Path) -> None:
    reading = read([tmp_path])
    assert reading.firm is None
    assert (reading.files, reading.problems) == ((), ())  # the command says that there is no file


def test_a_path_that_does_not_exist_is_said(tmp_path: Path) -> None:
    reading = read([tmp_path / "absent.txt"])
    assert reading.firm is None
    assert codes(reading) == ["missing"]


def test_a_picture_is_said_to_be_no_fec(tmp_path: Path) -> None:
    reading = read([put(tmp_path, PNG, "photo.png")])
    assert reading.firm is None
    assert [(f.kind, f.status) for f in reading.files] == [("unknown", "refused")]
    assert codes(reading) == ["unknown_kind"]


@pytest.mark.parametrize(
    "content",
    [b"\0" * 5000, b"\xff" * 5000, b"<html><body>x</body></html>", b"a,b\n1,2\n", b"\x1f\x8b\x08\x00", b"PK\x03\x04junk", b"%PDF-1.7\n"],
    ids=["nul", "ff", "html", "csv", "gzip-head", "zip-head", "pdf"],
)
def test_other_bytes_are_refused_with_a_reason(content: bytes, tmp_path: Path) -> None:
    reading = read([put(tmp_path, content, "x.dat")])
    assert reading.firm is None
    assert len(codes(reading, "error")) == 1


def test_other_files_beside_a_fec_do_not_disturb_it(tmp_path: Path) -> None:
    put(tmp_path, PNG, "logo.png")
    put(tmp_path, b"", "vide.png")
    put(tmp_path, b"x", ".cache")
    put(tmp_path, fec(*months()))
    reading = read([tmp_path])
    assert firm_of(reading).ledger.height == 24
    assert codes(reading) == ["unknown_kind", "unknown_kind"]


@pytest.mark.parametrize("content", [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"\0\0\0", b"\x1a"], ids=["0", "blank", "bom", "nul", "eof"])
def test_an_empty_export_is_called_empty(content: bytes, tmp_path: Path) -> None:
    reading = read([put(tmp_path, content)])
    assert reading.firm is None
    assert codes(reading) == ["empty"]


# ---- rights and odd places --------------------------------------------------------------------------------------


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything")
def test_a_folder_without_rights_is_said(tmp_path: Path) -> None:
    folder = tmp_path / "closed"
    folder.mkdir()
    folder.chmod(0)
    try:
        reading = read([folder])
    finally:
        folder.chmod(stat.S_IRWXU)
    assert codes(reading) == ["no_permission"]


@pytest.mark.skipif(not Path("/proc/self/mem").exists(), reason="needs Linux")
def test_a_file_that_the_system_refuses_to_read_is_said() -> None:
    reading = read([Path("/proc/self/mem")])
    assert reading.firm is None
    assert codes(reading) in (["unreadable"], ["no_permission"], ["unknown_kind"])


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs POSIX")
def test_links_and_pipes_of_a_folder_do_not_stop_it(tmp_path: Path) -> None:
    put(tmp_path, fec(*months()))
    (tmp_path / "dangling.txt").symlink_to(tmp_path / "absent.txt")
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "up").symlink_to(tmp_path)  # a folder within itself
    (tmp_path / "a" / "up2").symlink_to(tmp_path)
    os.mkfifo(tmp_path / "pipe")  # opening it would wait for ever
    reading = read([tmp_path])
    assert firm_of(reading).ledger.height == 24
    assert sorted(codes(reading)) == ["missing", "unknown_kind"]


# ---- several files ----------------------------------------------------------------------------------------------


def test_the_fec_of_another_firm_is_left_out(tmp_path: Path) -> None:
    for year in (2023, 2024):
        put(tmp_path, fec(*months(year)), f"{SIREN}FEC{year}1231.txt")
    put(tmp_path, fec(*months(2022)), "552100554FEC20221231.txt")
    reading = read([tmp_path])
    firm = firm_of(reading)
    assert firm.siren == SIREN
    assert [year.end.year for year in firm.years] == [2023, 2024]
    assert codes(reading) == ["other_firm"]
    refused = next(f for f in reading.files if f.status == "refused")
    assert (refused.path, refused.rows, refused.debit, refused.assigned) == (
        str(tmp_path / "552100554FEC20221231.txt"),
        24,
        12_000,
        0,
    )


def test_two_firms_in_equal_parts_must_be_chosen_from(tmp_path: Path) -> None:
    put(tmp_path, fec(*months(2024)), f"{SIREN}FEC20241231.txt")
    put(tmp_path, fec(*months(2025)), "552100554FEC20251231.txt")
    reading = read([tmp_path])
    assert reading.firm is None
    assert reading.sirens == ("552100554", SIREN)
    assert firm_of(read([tmp_path], siren="552100554")).siren == "552100554"


def test_two_fecs_of_one_year_keep_the_fuller(tmp_path: Path) -> None:
    put(tmp_path, fec(*months(2025, 6)), "juin/" + NAME)
    full = put(tmp_path, fec(*months(2025)), "final/" + NAME)
    reading = read([tmp_path])
    firm = firm_of(reading)
    assert firm.ledger.height == 24
    assert codes(reading) == ["same_year_twice"]
    assert {f.path: f.status for f in reading.files}[str(full)] == "ok"


def test_the_same_file_twice_counts_once(tmp_path: Path) -> None:
    put(tmp_path, fec(*months()))
    put(tmp_path, fec(*months()), "copie.txt")
    reading = read([tmp_path])
    assert firm_of(reading).ledger.height == 24
    assert codes(reading) == ["same_file_twice"]


def test_the_same_data_in_another_form_counts_once(tmp_path: Path) -> None:
    put(tmp_path, fec(*months()))
    put(tmp_path, fec(*months(), end="\n").replace(b"\t", b"|"), "export2.txt")
    reading = read([tmp_path])
    assert firm_of(reading).ledger.height == 24
    assert codes(reading) == ["same_year_twice"]


def test_parts_of_a_split_file_make_one_year(tmp_path: Path) -> None:
    """An entry may begin in one part and end in the next."""
    rows = months()
    put(tmp_path, fec(*rows[:7]), f"{SIREN}FEC20251231_1.txt")
    put(tmp_path, fec(*rows[7:]), f"{SIREN}FEC20251231_2.txt")
    reading = read([tmp_path])
    firm = firm_of(reading)
    assert codes(reading) == []
    assert len(firm.years) == 1
    assert [f.rows for f in firm.files] == [7, 17]
    assert firm.ledger["entry"].n_unique() == 12


def test_a_header_repeated_inside_a_file_is_no_line(tmp_path: Path) -> None:
    """Parts glued together with cat."""
    rows = months()
    path = put(tmp_path, fec(*rows[:8]) + fec(*rows[8:]))
    reading = read([path])
    firm = firm_of(reading)
    assert firm.ledger.height == 24
    assert codes(reading) == []
    assert firm.ledger["line"].to_list() == [*range(2, 10), *range(11, 27)]


# ---- archives ---------------------------------------------------------------------------------------------------


def zipped(path: Path, members: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED) -> Path:
    with zipfile.ZipFile(path, "w", method) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return path


def test_a_zip_in_a_zip_is_said(tmp_path: Path) -> None:
    inner = zipped(tmp_path / "in.zip", [(NAME, fec(*months()))])
    outer = zipped(tmp_path / "out.zip", [("in.zip", inner.read_bytes())])
    reading = read([outer])
    assert reading.firm is None
    assert codes(reading) == ["unknown_kind"]


def test_an_empty_zip_is_said(tmp_path: Path) -> None:
    (tmp_path / "vide.zip").write_bytes(b"PK\x05\x06" + bytes(18))
    reading = read([tmp_path / "vide.zip"])
    assert reading.firm is None
    assert len(codes(reading, "error")) == 1


def test_a_member_named_like_a_way_out_is_read_in_place(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    path = zipped(folder / "fec.zip", [(f"../../{NAME}", fec(*months()))])
    before = sorted(tmp_path.rglob("*"))
    reading = read([path])
    assert firm_of(reading).ledger.height == 24
    assert sorted(tmp_path.rglob("*")) == before


def test_an_encrypted_member_is_said(tmp_path: Path) -> None:
    """The flag of a password is bit 0, in the local header and in the directory."""
    content = bytearray(zipped(tmp_path / "a.zip", [(NAME, fec(*months()))]).read_bytes())
    content[6] |= 1
    content[content.index(b"PK\x01\x02") + 8] |= 1
    reading = read([put(tmp_path, bytes(content), "b.zip")])
    assert reading.firm is None
    assert codes(reading) == ["password"]


@pytest.mark.parametrize("keep", [12, 60, 200, -9, -4])
def test_a_truncated_gzip_is_said(keep: int, tmp_path: Path) -> None:
    reading = read([put(tmp_path, gzip.compress(fec(*months()))[:keep], NAME + ".gz")])
    assert reading.firm is None
    assert codes(reading) == ["damaged_archive"]


def test_a_truncated_gzip_of_a_long_xml_is_said(tmp_path: Path) -> None:
    entries = [[replace(line, number=f"OD{n}") for line in telling_entry()] for n in range(15_000)]
    write_xml(entries, tmp_path)
    path = next(tmp_path.glob("*.xml"))
    content = path.read_bytes()
    assert len(content) > 9 << 20
    path.unlink()
    reading = read([put(tmp_path, gzip.compress(content, 1)[:-20], "fec.xml.gz")])
    assert reading.firm is None
    assert codes(reading) == ["damaged_archive"]


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_damaged_zip_is_said_whatever_byte_is_wrong(method: int, tmp_path: Path) -> None:
    good = zipped(tmp_path / "a.zip", [(NAME, fec(*months()))], method).read_bytes()
    assert firm_of(read([tmp_path / "a.zip"])).ledger.height == 24
    for at in range(4, len(good), 5):
        reading = read([put(tmp_path, good[:at] + bytes([good[at] ^ 0x5B]) + good[at + 1 :], "b.zip")])
        assert reading.firm is not None or reading.problems
    for at in range(4, len(good), 37):
        assert read([put(tmp_path, good[:at], "c.zip")]).problems


def peak_of(path: Path) -> tuple[Reading, int]:
    tracemalloc.start()
    try:
        reading = read([path])
        return reading, tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("fill", [b"x", b" ", b"\0", b"\r", b"\n"], ids=["letters", "blanks", "nul", "cr", "lf"])
def test_a_bomb_takes_bounded_memory(fill: bytes, tmp_path: Path) -> None:
    """A header, then 400 MB of one byte, in 400 kB of gzip."""
    path = tmp_path / f"{NAME}.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(HEADER.encode() + b"\n")
        for _ in range(50):
            stream.write(fill * (8 << 20))
    reading, peak = peak_of(path)
    assert reading.firm is None
    assert codes(reading, "error") == ["bomb"]
    assert peak < 150 << 20


def test_one_endless_line_takes_bounded_memory(tmp_path: Path) -> None:
    path = tmp_path / NAME
    with path.open("wb") as stream:
        stream.write(fec(*months()))
        for i in range(12):
            stream.write((b"%d,abcdefgh " % i) * (1 << 20))
    reading, peak = peak_of(path)
    assert reading.firm is None
    assert codes(reading, "error") == ["endless_line"]
    assert peak < 150 << 20


# ---- XML --------------------------------------------------------------------------------------------------------


def xml(body: str, prolog: str = "") -> bytes:
    return f'<?xml version="1.0"?>{prolog}<comptabilite><exercice>{body}</exercice></comptabilite>'.encode()


XML_ENTRY = (
    "<journal><JournalCode>AC</JournalCode><ecriture><EcritureNum>1</EcritureNum><EcritureDate>2025-06-30</EcritureDate>"
    "<EcritureLib>{label}</EcritureLib>"
    "<ligne><CompteNum>607</CompteNum><Debit>10.00</Debit><Credit>0</Credit></ligne>"
    "<ligne><CompteNum>401</CompteNum><Debit>0</Debit><Credit>10.00</Credit></ligne></ecriture></journal>"
)


@pytest.mark.parametrize("pad", [0, 70_000])
def test_a_doctype_is_refused_and_nothing_is_expanded(pad: int, tmp_path: Path) -> None:
    (tmp_path / "secret").write_text("SECRET")
    prolog = (
        f"<!-- {'x' * pad} --><!DOCTYPE c [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True))
        + f"<!ENTITY f SYSTEM 'file://{tmp_path}/secret'>]>"
    )
    reading, peak = peak_of(put(tmp_path, xml(XML_ENTRY.format(label="&i;&f;"), prolog), "f.xml"))
    assert reading.firm is None
    assert codes(reading) == ["forbidden_xml"]
    assert peak < 50 << 20


@pytest.mark.parametrize("cut", [30, 120, 300, -1, -20])
def test_a_cut_xml_is_said(cut: int, tmp_path: Path) -> None:
    reading = read([put(tmp_path, xml(XML_ENTRY.format(label="x"))[:cut], "123456782FEC20251231.xml")])
    assert reading.firm is None
    assert len(codes(reading, "error")) == 1


def test_a_deep_xml_is_said(tmp_path: Path) -> None:
    reading = read([put(tmp_path, b"<comptabilite>" + b"<a>" * 200_000, "f.xml")])
    assert codes(reading, "error") == ["bad_xml"]


def test_lines_of_a_long_xml_keep_their_number(tmp_path: Path) -> None:
    """More than 65,535 physical lines, where libxml2 used to stop counting."""
    entries = [[replace(line, number=f"OD{n}") for line in telling_entry()] for n in range(6_000)]
    placed = write_xml(entries, tmp_path)
    assert placed[-1].number > 80_000
    firm = firm_of(read([tmp_path]))
    assert firm.ledger["line"].to_list() == [p.number for p in placed]


# ---- layouts ----------------------------------------------------------------------------------------------------


def test_a_header_below_a_title_is_found(tmp_path: Path) -> None:
    path = put(tmp_path, "Société Exemple\r\nExport du 31/12/2025\r\n\r\n".encode() + fec(*months()))
    reading = read([path])
    firm = firm_of(reading)
    assert firm.ledger["line"].to_list() == list(range(5, 29))
    assert codes(reading) == ["late_header"]


@pytest.mark.parametrize("blank", [b"\n", b"\r\n\r\n", b"  \r\n"])
def test_blank_lines_above_the_header_count_as_lines(blank: bytes, tmp_path: Path) -> None:
    reading = read([put(tmp_path, blank + fec(*months()))])
    first = blank.count(b"\n") + 2
    assert firm_of(reading).ledger["line"].to_list() == list(range(first, first + 24))


@pytest.mark.parametrize(
    ("written", "legal"),
    [
        ("JOURNALCODE", "JournalCode"),
        ("ecriture_date", "EcritureDate"),
        ("Écriture Date", "EcritureDate"),
        ("Débit", "Debit"),
        ("CompteAuxNum", "CompAuxNum"),
        ("MontantDevise", "Montantdevise"),
        ("\ufeffJournalCode", "JournalCode"),
        ('"CompteNum"', "CompteNum"),
        ("JournalLibelle", "JournalLib"),
        ("Analytique", ""),
    ],
)
def test_a_column_is_known_by_other_spellings(written: str, legal: str) -> None:
    assert canonical(written) == legal


def test_columns_in_another_order_are_read_by_name(tmp_path: Path) -> None:
    names = HEADER.split("\t")[::-1]
    rows = ["\t".join(r.split("\t")[::-1]) for r in months()]
    firm = firm_of(read([put(tmp_path, fec(*rows, header="\t".join(names)))]))
    assert debits(firm) == [1000] * 12


def test_columns_montant_and_sens_beside_debit_and_credit_change_nothing(tmp_path: Path) -> None:
    rows = [f"{r}\t999,99\tC" for r in months()]
    reading = read([put(tmp_path, fec(*rows, header=f"{HEADER}\tMontant\tSens"))])
    assert debits(firm_of(reading)) == [1000] * 12
    assert codes(reading) == []


def test_a_column_named_twice_is_read_once(tmp_path: Path) -> None:
    rows = [f"{r}\tautre" for r in months()]
    firm = firm_of(read([put(tmp_path, fec(*rows, header=f"{HEADER}\tEcritureLib"))]))
    assert firm.ledger["label"].unique().to_list() == ["Écriture"]


def test_a_line_is_no_header_without_the_amounts() -> None:
    assert from_header("JournalCode\tEcritureDate\tCompteNum") is None


@pytest.mark.parametrize("order", ["little", "big"])
def test_utf16_without_its_mark_is_known(order: str, tmp_path: Path) -> None:
    """Labels hold letters beyond Latin-1, so that not every second byte is zero."""
    codec = "utf-16-le" if order == "little" else "utf-16-be"
    rows = months() + list(pair("Z", label="cœur à 5 € – été"))
    reading = read([put(tmp_path, fec(*rows).decode().encode(codec))])
    assert "cœur à 5 € – été" in firm_of(reading).ledger["label"].to_list()
    assert codes(reading) == ["encoding"]


def test_one_broken_byte_does_not_spoil_the_accents_of_a_utf8_file(tmp_path: Path) -> None:
    """Labels cut at a number of bytes, in the middle of an é."""
    content = fec(*pair("A", label="Règlement à l’échéance"), *months(), *pair("B", label="coupé XX"))
    reading = read([put(tmp_path, content.replace(b"XX", b"\xc3"))])
    labels = firm_of(reading).ledger["label"].to_list()
    assert "Règlement à l’échéance" in labels
    assert "coupé \N{REPLACEMENT CHARACTER}" in labels
    assert codes(reading) == ["broken_characters"]


def test_lines_with_another_separator_are_read(tmp_path: Path) -> None:
    rows = months()
    rows[5] = rows[5].replace("\t", ";")
    reading = read([put(tmp_path, fec(*rows))])
    assert firm_of(reading).ledger.height == 24
    assert codes(reading) == ["mixed_separators"]


@pytest.mark.parametrize("column", ["JournalLib", "CompteLib", "CompAuxLib", "PieceRef", "EcritureLib"])
@pytest.mark.parametrize("piece", ["P1", ""], ids=["piece", "no-piece"])
@pytest.mark.parametrize("trailing", ["", "|"], ids=["plain", "trailing"])
def test_a_separator_in_a_text_never_shifts_the_line(column: str, piece: str, trailing: str, tmp_path: Path) -> None:
    """Either the text is glued again, or the line is named and set aside; no cell lands in another column."""
    names = HEADER.split("\t")
    rows = []
    for i, text in enumerate(months()):
        cells = text.split("\t")
        cells[names.index("CompAuxNum")], cells[names.index("CompAuxLib")] = "F1", "BOIS DU JURA"
        cells[names.index("PieceRef")] = piece
        if i in {4, 5}:
            cells[names.index(column)] = "un|deux"
        rows.append("|".join(cells) + trailing)
    content = fec(*rows, header="|".join(names) + trailing)
    reading = read([put(tmp_path, content)])
    firm = firm_of(reading)
    assert codes(reading) == ["separator_in_label"] * 2
    assert firm.ledger.height == 24
    text = {"JournalLib": "journal_label", "CompteLib": "account_label", "CompAuxLib": "aux_label", "PieceRef": "piece"}
    assert firm.ledger.filter(pl.col("line").is_in([6, 7]))[text.get(column, "label")].cast(pl.String).to_list() == ["un deux"] * 2
    assert debits(firm) == [1000] * 12
    assert firm.ledger["aux"].cast(pl.String).unique().to_list() == ["F1"]


def test_two_separators_in_one_label_are_glued(tmp_path: Path) -> None:
    rows = [r.replace("\t", "|") for r in months()]
    rows[4] = rows[4].replace("Écriture", "a|b|c")
    reading = read([put(tmp_path, fec(*rows, header=HEADER.replace("\t", "|")))])
    assert "a b c" in firm_of(reading).ledger["label"].to_list()
    assert debits(firm_of(reading)) == [1000] * 12


@pytest.mark.parametrize("breaks", [1, 2, 3])
@pytest.mark.parametrize("end", ["\r\n", "\n"])
def test_line_breaks_in_a_label_are_glued(breaks: int, end: str, tmp_path: Path) -> None:
    """An address pasted in a label; the amounts stand on its last line."""
    rows = months()
    rows[4] = rows[4].replace("Écriture", end.join(f"ligne{i}" for i in range(breaks + 1)))
    reading = read([put(tmp_path, fec(*rows, end=end))])
    firm = firm_of(reading)
    assert codes(reading) == ["line_break_in_label"]
    found = firm.ledger.filter(pl.col("label").str.starts_with("ligne0"))
    assert found["label"].to_list() == [" ".join(f"ligne{i}" for i in range(breaks + 1))]
    assert found["line"].to_list() == [6 + breaks]
    assert firm.ledger["line"].max() == 25 + breaks


def test_quotes_around_fields_are_removed(tmp_path: Path) -> None:
    """A spreadsheet saved it: quotes everywhere, doubled inside, a separator and a line break within quotes."""
    rows = [";".join(f'"{c}"' for c in r.split("\t")) for r in months()]
    rows[2] = rows[2].replace("Écriture", 'dit ""le ; bois""')
    rows[4] = rows[4].replace("Écriture", "sur deux\r\nlignes")
    header = ";".join(f'"{c}"' for c in HEADER.split("\t"))
    reading = read([put(tmp_path, fec(*rows, header=header))])
    firm = firm_of(reading)
    labels = firm.ledger.sort("line")["label"].to_list()
    assert labels[2] == 'dit "le ; bois"'
    assert labels[4].split() == ["sur", "deux", "lignes"]
    assert firm.ledger["line"].to_list() == [*range(2, 6), 7, *range(8, 27)]
    assert set(codes(reading)) == {"separator", "quoted_fields", "line_break_in_label"}


def test_a_lone_quote_in_a_quoted_file_breaks_one_line_only(tmp_path: Path) -> None:
    rows = [";".join(f'"{c}"' for c in r.split("\t")) for r in months()]
    rows[4] = rows[4].replace('"Écriture"', '"Écriture')
    rows[8] = rows[8][:40]
    header = ";".join(f'"{c}"' for c in HEADER.split("\t"))
    reading = read([put(tmp_path, fec(*rows, header=header))])
    assert firm_of(reading).ledger.height >= 20
    assert "truncated_line" in codes(reading)


@pytest.mark.parametrize("quoted_header", [True, False])
def test_quotes_in_the_header_or_in_the_lines_alone(quoted_header: bool, tmp_path: Path) -> None:  # noqa: FBT001
    lines = [";".join(f'"{c}"' for c in r.split("\t")) for r in months()]
    header = HEADER.replace("\t", ";")
    if quoted_header:
        lines = [r.replace("\t", ";") for r in months()]
        header = ";".join(f'"{c}"' for c in HEADER.split("\t"))
    firm = firm_of(read([put(tmp_path, fec(*lines, header=header))]))
    assert debits(firm) == [1000] * 12
    assert set(firm.ledger["label"]) == {"Écriture"}


def test_the_end_of_file_sign_of_dos_is_no_line(tmp_path: Path) -> None:
    reading = read([put(tmp_path, fec(*months()) + b"\x1a")])
    assert firm_of(reading).ledger.height == 24
    assert codes(reading) == []


def test_blank_lines_are_dropped_and_counted(tmp_path: Path) -> None:
    rows = months()
    rows[3:3] = ["", "   ", "\t" * 17]
    reading = read([put(tmp_path, fec(*rows))])
    assert firm_of(reading).ledger["line"].to_list() == [2, 3, 4, *range(8, 29)]
    assert codes(reading) == []


def test_a_lone_short_header_is_no_line(tmp_path: Path) -> None:
    assert codes(read([put(tmp_path, HEADER.encode())])) == ["no_line"]


# ---- amounts ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("cell", "cents"),
    [
        ("0", 0),
        ("", 0),
        ("1234,56", 123_456),
        ("-12,50", -1250),
        ("12,50-", -1250),
        ("+12,50", 1250),
        ("12,50+", 1250),
        (",5", 50),
        ("12,", 1200),
        ("1 234,56", 123_456),
        ("1\u202f234,56", 123_456),
        ("1\u00a0234,56", 123_456),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1.234.567,89", 123_456_789),
        ("1,234,567.89", 123_456_789),
        ("12.5", 1250),
        ("1,2E+03", 120_000),
        ("1E3", 100_000),
        ("0,285", 29),
        ("-0,285", -29),
        ("0,2849", 28),
    ],
)
def test_one_amount(cell: str, cents: int) -> None:
    assert read_amount(cell).value == cents


@pytest.mark.parametrize("cell", ["'", "-", "+", ".", ",", "--1", "1e999999999", "1e-999999999", "9" * 400, "NaN", "inf", "1,2,3", "12 €", "٣x"])
def test_what_is_no_amount_says_nothing(cell: str) -> None:
    assert read_amount(cell).value in {None, 0}


def test_no_amount_cell_stops_the_reading(tmp_path: Path) -> None:
    cells = ["'", "-", ".", "1e999999999", "9" * 400, "1e18", "NaN", "x", '"', "--1", "1e-999999999"]
    rows = months() + [line for i, cell in enumerate(cells) for line in pair(f"X{i}", amount=cell)]
    reading = read([put(tmp_path, fec(*rows))])
    assert firm_of(reading).ledger.filter(pl.col("debit") > 0).height == 12
    assert "bad_amount" in codes(reading)


@pytest.mark.parametrize(
    ("cells", "cents"),
    [
        (["1.234,56", "1.000", "12,50"], [123_456, 100_000, 1250]),  # a comma decides: dots are thousands
        (["1,234.56", "1,000", "12.50"], [123_456, 100_000, 1250]),  # the last sign decides: commas are thousands
        (["1.234.567,00", "1.000", "2.500"], [123_456_700, 100_000, 250_000]),
        (["12.50", "1.000", "3.125"], [1250, 100, 313]),  # a point with two decimals: points are decimal
        (["1250.000", "1.000"], [125_000, 100]),  # four digits before a point are no group of thousands
        (["12,500", "1,00"], [1250, 100]),  # three decimals after the legal comma
        (["1 234,50", "1.000"], [123_450, 100_000]),
    ],
    ids=lambda v: " ".join(v) if isinstance(v[0], str) else "",
)
def test_decimals_are_decided_by_column(cells: list[str], cents: list[int], tmp_path: Path) -> None:
    rows = [line for i, cell in enumerate(cells) for line in pair(str(i), f"2025{i + 1:02d}15", cell)]
    reading = read([put(tmp_path, fec(*rows))])
    assert debits(firm_of(reading)) == cents


def test_where_nothing_tells_thousands_from_decimals_nothing_is_guessed(tmp_path: Path) -> None:
    """1.000 may be one euro or a thousand."""
    rows = [line for i in range(4) for line in pair(str(i), f"2025{i + 1:02d}15", f"{i + 1}.000")]
    reading = read([put(tmp_path, fec(*rows))])
    assert reading.firm is None
    assert set(codes(reading)) == {"ambiguous_amount"}


def test_three_decimals_round_half_away_from_zero_everywhere(tmp_path: Path) -> None:
    """0,285 is 0,29 as accountants round, whichever way a cell is read."""
    rows = list(pair("1", "20250115", "0,285")) + list(pair("2", "20251215", "-0,285"))
    assert debits(firm_of(read([put(tmp_path, fec(*rows))]))) == [29, -29]


def test_sens_may_be_blank_on_a_line_of_zero(tmp_path: Path) -> None:
    header = HEADER.replace("Debit\tCredit", "Montant\tSens")
    rows = [
        row("1", debit="10,00", credit="D"),
        row("1", account="401", debit="10,00", credit="c"),
        row("1", account="658", debit="0,00", credit=""),
    ]
    reading = read([put(tmp_path, fec(*rows, header=header))])
    assert firm_of(reading).ledger.height == 3
    assert codes(reading) == []


# ---- dates ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    ["31/01/2025", "31-01-2025", "31.01.2025", "2025-01-31", "2025/01/31", "2025-01-31T00:00:00", "2025-01-31 00:00:00", "20250131"],
)
def test_one_date(cell: str) -> None:
    assert read_date(cell).value == date(2025, 1, 31)


@pytest.mark.parametrize("cell", ["20250230", "00000000", "2025131", "0001-01-01", "99991231", "18991231", "21000101", "31/02/2025", "x", "2025"])
def test_what_is_no_date_of_a_firm_says_nothing(cell: str, tmp_path: Path) -> None:
    assert read_date(cell).value is None
    reading = read([put(tmp_path, fec(*months(), *pair("X", cell)))])
    firm = firm_of(reading)
    assert firm.ledger.height == 24
    assert set(codes(reading)) == {"bad_date"}
    assert firm.year.end == date(2025, 12, 31)


@pytest.mark.parametrize("cell", ["20250230", "99991231", "00010101", "", "x"])
def test_a_file_without_any_sound_date_is_refused_in_words(cell: str, tmp_path: Path) -> None:
    reading = read([put(tmp_path, fec(*pair("1", cell)))])
    assert reading.firm is None
    assert set(codes(reading)) == {"bad_date"}
    assert [(f.rows, f.debit, f.assigned) for f in reading.files] == [(2, 10_000, 0)]


def test_a_document_date_of_zeros_is_no_date(tmp_path: Path) -> None:
    """Fixed width pads with zeros (A47 A-1 III 2°)."""
    reading = read([put(tmp_path, fec(*months(), *pair("X", piece_day="00000000")))])
    assert firm_of(reading).ledger.height == 26
    assert codes(reading) == []


def test_one_wrong_date_sets_its_whole_entry_aside_once(tmp_path: Path) -> None:
    """The other lines of the entry are not said to be unbalanced: they are not."""
    bad = [row("X", debit="10,00"), row("X", "20250631", debit="5,00"), row("X", account="401", credit="15,00")]
    reading = read([put(tmp_path, fec(*months(), *bad))])
    assert firm_of(reading).ledger.height == 24
    assert codes(reading) == ["bad_date"]


# ---- fiscal years -----------------------------------------------------------------------------------------------


def year_of(folder: Path, days: Sequence[date], name: str = NAME, opening: date | None = None) -> tuple[Reading, Firm]:
    rows = [line for i, day in enumerate(days) for line in pair(str(i), f"{day:%Y%m%d}", "10,00")]
    if opening:
        first = [
            row("AN1", f"{opening:%Y%m%d}", "512000", debit="50,00"),
            row("AN1", f"{opening:%Y%m%d}", "101000", credit="50,00"),
        ]
        rows = [r.replace("AC\tAchats", "AN\tA nouveaux") for r in first] + rows
    reading = read([put(folder, fec(*rows), name)])
    return reading, firm_of(reading)


def spread(start: date, end: date, step: int = 3) -> list[date]:
    return [start + timedelta(days=n) for n in range(0, (end - start).days + 1, step)]


def test_a_year_to_31_august(tmp_path: Path) -> None:
    for name in (f"{SIREN}FEC20250831.txt", "export.txt"):
        _, firm = year_of(tmp_path, spread(date(2024, 9, 1), date(2025, 8, 31)), name)
        assert (firm.year.start, firm.year.end, firm.year.complete) == (date(2024, 9, 1), date(2025, 8, 31), True)


def test_a_year_of_13_months(tmp_path: Path) -> None:
    for name in (f"{SIREN}FEC20250131.txt", "export.txt"):
        _, firm = year_of(tmp_path, spread(date(2024, 1, 1), date(2025, 1, 31)), name, opening=date(2024, 1, 1))
        assert (firm.year.start, firm.year.end, firm.year.days) == (date(2024, 1, 1), date(2025, 1, 31), 397)


def test_a_first_year_of_18_months(tmp_path: Path) -> None:
    """No opening entries: the firm is new."""
    for name in (f"{SIREN}FEC20251231.txt", "export.txt"):
        _, firm = year_of(tmp_path, spread(date(2024, 7, 4), date(2025, 12, 31)), name)
        assert (firm.year.start, firm.year.end) == (date(2024, 7, 1), date(2025, 12, 31))
        assert firm.year.per_year(549) == pytest.approx(365, abs=1)


def test_a_half_year_is_provisional(tmp_path: Path) -> None:
    reading, firm = year_of(tmp_path, spread(date(2025, 1, 2), date(2025, 6, 28)), NAME, opening=date(2025, 1, 1))
    assert (firm.year.start, firm.year.end) == (date(2025, 1, 1), date(2025, 12, 31))
    assert firm.year.covered_until == date(2025, 6, 30)
    assert not firm.year.complete
    assert "year_incomplete" in codes(reading, "info")


def test_a_half_year_without_a_legal_name(tmp_path: Path) -> None:
    _, firm = year_of(tmp_path, spread(date(2025, 1, 2), date(2025, 6, 28)), "export.txt", opening=date(2025, 1, 1))
    assert (firm.year.start, firm.year.covered_until) == (date(2025, 1, 1), date(2025, 6, 30))


def test_a_wrong_year_end_in_the_name_is_not_believed(tmp_path: Path) -> None:
    reading, firm = year_of(tmp_path, spread(date(2025, 1, 1), date(2025, 12, 31)), f"{SIREN}FEC20241231.txt")
    assert firm.year.end == date(2025, 12, 31)
    assert codes(reading) == ["year_end_mismatch"]


@pytest.mark.parametrize("name", ["FEC20259999", "FEC20250231", "FEC00000000"])
def test_a_name_with_an_impossible_date_is_only_a_name(name: str, tmp_path: Path) -> None:
    _, firm = year_of(tmp_path, spread(date(2025, 1, 1), date(2025, 12, 31)), f"{SIREN}{name}.txt")
    assert firm.year.end == date(2025, 12, 31)


@pytest.mark.parametrize(
    ("stem", "siren"),
    [
        (f"{SIREN}FEC", SIREN),
        (f"{SIREN}5FEC", SIREN),  # ten digits: the first nine pass the key of Luhn, the last nine do not
        (f"{SIREN}00074FEC", SIREN),  # a SIRET
        (f"copie de {SIREN}fec", SIREN),
        ("1234FEC", None),
    ],
)
def test_the_siren_is_read_in_the_name(stem: str, siren: str | None, tmp_path: Path) -> None:
    _, firm = year_of(tmp_path, spread(date(2025, 1, 1), date(2025, 12, 31)), f"{stem}20251231.txt")
    assert firm.siren == siren


def test_a_ten_digit_siren_is_no_other_firm(tmp_path: Path) -> None:
    put(tmp_path, fec(*months(2024)), f"{SIREN}5FEC20241231.txt")
    put(tmp_path, fec(*months(2025)), f"{SIREN}FEC20251231.txt")
    assert len(firm_of(read([tmp_path])).years) == 2


def test_a_few_lines_out_of_the_year_do_not_move_it(tmp_path: Path) -> None:
    rows = [line for i, d in enumerate(spread(date(2025, 1, 1), date(2025, 12, 31), 1)) for line in pair(str(i), f"{d:%Y%m%d}")]
    stray = [*pair("S1", "20241202"), *pair("S2", "20260203"), *pair("S3", "20520615")]
    for name in (NAME, "export.txt"):
        reading = read([put(tmp_path, fec(*rows, *stray), name)])
        year = firm_of(reading).year
        assert (year.start, year.end, year.covered_until) == (date(2025, 1, 1), date(2025, 12, 31), date(2025, 12, 31))
        assert codes(reading) == ["out_of_year"] * 3


# ---- phases -----------------------------------------------------------------------------------------------------


def phase_of(firm: Firm, number: str) -> str:
    lines = firm.ledger.filter(pl.col("label") == number)["phase"].unique().to_list()
    assert len(lines) == 1
    return str(lines[0])


def entry(number: str, day: str, amounts: dict[str, str], journal: str = "OD\tOpérations diverses") -> list[str]:
    """Lines of an entry from account: amount, debit first or "-" for credit; the label is the number."""
    rows = []
    for account, amount in amounts.items():
        side = {"credit": amount[1:]} if amount.startswith("-") else {"debit": amount}
        rows.append(row(number, day, account, label=number, **side).replace("AC\tAchats", journal))
    return rows


OPENING = {"101000": "-1000,00", "512000": "700,00", "370000": "300,00"}


@pytest.mark.parametrize(
    "journal",
    ["AN\tA nouveaux", "ANO\tx", "RAN\tReports", "X\tÀ nouveau", "X\tà-nouveaux", "X\tJournal d'ouverture", "OD\tDivers", "X\tReport à nouveau"],
)
@pytest.mark.parametrize("stray", [False, True])
def test_opening_entries_are_known_in_any_journal(journal: str, stray: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Even with an entry dated by mistake before the first day."""
    rows = [*entry("ouverture", "20250101", OPENING, journal), *months()]
    if stray:
        rows += entry("stray", "20241228", {"607000": "5,00", "401000": "-5,00"})
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert phase_of(firm, "ouverture") == "opening"
    assert firm.figures[firm.year.end].euros("stock_opening_37") == 300.0


def test_sharing_the_result_is_no_opening(tmp_path: Path) -> None:
    rows = [
        *entry("ouverture", "20250101", OPENING),
        *entry("affectation", "20250610", {"120000": "500,00", "106100": "-25,00", "457000": "-475,00"}),
        *months(),
    ]
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert (phase_of(firm, "ouverture"), phase_of(firm, "affectation")) == ("opening", "flow")


def test_a_reversal_in_the_opening_journal_is_a_flow(tmp_path: Path) -> None:
    rows = [
        *entry("ouverture", "20250101", OPENING, "AN\tA nouveaux"),
        *entry("extourne", "20250101", {"408100": "48,00", "607000": "-48,00"}, "AN\tA nouveaux"),
        *months(),
    ]
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert phase_of(firm, "extourne") == "flow"
    assert firm.figures[firm.year.end].euros("purchases_goods_607") == 72.0


@pytest.mark.parametrize("stray", [False, True])
def test_closing_entries_leave_the_result_alone(stray: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """Classes 6 and 7 emptied into 120 at the end; even with an entry dated by mistake long after."""
    rows = [*months(), *entry("clôture", "20251231", {"120000": "120,00", "607000": "-120,00"})]
    if stray:
        rows += entry("stray", "20260328", {"607000": "5,00", "401000": "-5,00"})
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert phase_of(firm, "clôture") == "closing"
    assert firm.figures[firm.year.end].euros("result_class_6_7") == (-125.0 if stray else -120.0)


def test_an_entry_that_only_touches_12_is_no_closing(tmp_path: Path) -> None:
    """A mistake of the past corrected through 120: the charge stays a charge."""
    rows = [*months(), *entry("erreur", "20251220", {"607000": "7,00", "120000": "-7,00"})]
    firm = firm_of(read([put(tmp_path, fec(*rows))]))
    assert phase_of(firm, "erreur") == "flow"
    assert firm.figures[firm.year.end].euros("result_class_6_7") == -127.0


# ---- accounts ---------------------------------------------------------------------------------------------------


def test_euros_on_accounts_outside_the_chart_are_unassigned(tmp_path: Path) -> None:
    rows = [*months(), *entry("x", "20250303", {"ABC": "7,00", "401000": "-7,00"})]
    reading = read([put(tmp_path, fec(*rows))])
    assert codes(reading) == ["odd_account"]
    assert [(f.debit, f.assigned, f.unassigned) for f in reading.files] == [(12_700, 12_000, 700)]


def test_a_lone_small_entry_is_not_said_to_lack_its_number(tmp_path: Path) -> None:
    rows = entry("7", "20250303", {"607000": "5,00", "624100": "2,00", "445660": "1,00", "401000": "-8,00"})
    reading = read([put(tmp_path, fec(*rows))])
    assert firm_of(reading).ledger["entry"].n_unique() == 1
    assert codes(reading) == []


@pytest.mark.parametrize("text", ["é" * 5000, "x" * 100_000])
def test_a_very_long_label_is_kept(text: str, tmp_path: Path) -> None:
    firm = firm_of(read([put(tmp_path, fec(*months(), *pair("X", label=text)))]))
    assert text in firm.ledger["label"].to_list()


def test_ten_thousand_columns_do_not_stop_the_reading(tmp_path: Path) -> None:
    extra = "\t".join(f"c{i}" for i in range(10_000))
    rows = [f"{r}\t{extra}" for r in months()]
    firm = firm_of(read([put(tmp_path, fec(*rows, header=f"{HEADER}\t{extra}"))]))
    assert debits(firm) == [1000] * 12


def test_nothing_asked_gives_nothing() -> None:
    reading = read([])
    assert reading.firm is None
    assert reading.files == ()


def test_a_shuffled_file_is_read_as_the_sorted_one(tmp_path: Path) -> None:
    """Sorted by account, as a ledger is printed: entries are scattered all over."""
    rows = sorted(months(), key=lambda r: r.split("\t")[4])
    reading = read([put(tmp_path, fec(*rows))])
    assert firm_of(reading).ledger["entry"].n_unique() == 12
    assert codes(reading) == []


def test_the_writer_and_the_rows_of_these_tests_agree(tmp_path: Path) -> None:
    """The two ways of writing used by these tests give the same ledger."""
    line = Line(journal="AC", journal_label="Achats", number="1", account_label="Compte")
    entries = [[replace(line, debit=10_000), replace(line, account="401000", credit=10_000)]]
    assert text_of(entries[0], Form()) == fec(*pair()).decode()
    placed = write(entries, Form(), tmp_path)
    assert [p.number for p in placed] == [2, 3]
