"""What people drop in: folders, pictures, archives, broken exports. One small file a case, written in the test."""

from __future__ import annotations

import gzip
import os
import stat
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from fec_forms import SIREN, Form, Line, text_of, write
from fec_rows import HEADER, NAME, PNG, codes, debits, entry, fec, firm_of, months, pair, put

from ancrage.firm import read
from ancrage.firm.bytestream import BLOCK

# ---- files that are no FEC -----------------------------------------------------------------------------------------


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
    [
        b"\0" * 5000,
        b"\xff" * 5000,
        b"<html><body>x</body></html>",
        b"a,b\n1,2\n",
        b"\x1f\x8b\x08\x00",
        b"PK\x03\x04junk",
        b"%PDF-1.7\n",
    ],
    ids=["nul", "ff", "html", "csv", "gzip-head", "zip-head", "pdf"],
)
def test_other_bytes_are_refused_with_a_reason(content: bytes, tmp_path: Path) -> None:
    reading = read([put(tmp_path, content, "x.dat")])
    assert reading.firm is None
    assert len(codes(reading)) == 1


def test_other_files_beside_a_fec_do_not_disturb_it(tmp_path: Path) -> None:
    put(tmp_path, PNG, "logo.png")
    put(tmp_path, b"", "vide.png")
    put(tmp_path, b"x", ".cache")
    put(tmp_path, fec(*months()))
    reading = read([tmp_path])
    assert firm_of(reading).ledger.height == 24
    assert codes(reading) == ["unknown_kind", "unknown_kind"]


@pytest.mark.parametrize(
    "content",
    [b"", b"\r\n\r\n", b"\xef\xbb\xbf", b"\0\0\0", b"\x1a"],
    ids=["0", "blank", "bom", "nul", "eof"],
)
def test_an_empty_export_is_called_empty(content: bytes, tmp_path: Path) -> None:
    reading = read([put(tmp_path, content)])
    assert reading.firm is None
    assert codes(reading) == ["empty"]


# ---- rights and odd places -----------------------------------------------------------------------------------------


@pytest.mark.skipif(
    not hasattr(os, "geteuid") or os.geteuid() == 0, reason="the superuser may read everything"
)
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


# ---- several files -------------------------------------------------------------------------------------------------


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


# ---- archives ------------------------------------------------------------------------------------------------------


def zipped(
    path: Path, members: Sequence[tuple[str, bytes]], method: int = zipfile.ZIP_DEFLATED
) -> Path:
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
    assert codes(reading) == ["unknown_kind"]


def test_a_workbook_is_one_file_and_no_fec(tmp_path: Path) -> None:
    """A spreadsheet file is a zip of many parts: one message says what it is."""
    parts = [
        ("[Content_Types].xml", b"<Types/>"),
        ("xl/workbook.xml", b"<workbook/>"),
        ("xl/a.xml", b"<a/>"),
    ]
    reading = read([zipped(tmp_path / "fec.xlsx", parts)])
    assert reading.firm is None
    assert codes(reading) == ["damaged_workbook"]
    assert [f.path for f in reading.files] == [str(tmp_path / "fec.xlsx")]


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


def long_xml(count: int) -> str:
    """An XML FEC of `count` entries, seven physical lines each."""
    body = XML_ENTRY.format(label="x").partition("<ecriture>")[2].removesuffix("</journal>")
    body = (
        "<ecriture>"
        + body.replace("<ligne>", "\n<ligne>\n").replace("</ligne>", "\n</ligne>")
        + "\n"
    )
    entries = "".join(body.replace("Num>1<", f"Num>{n}<") for n in range(count))
    return xml(f"<journal><JournalCode>AC</JournalCode>\n{entries}</journal>").decode()


def test_a_truncated_gzip_of_a_long_xml_is_said(tmp_path: Path) -> None:
    content = long_xml(15_000).encode()
    assert len(content) > BLOCK
    reading = read([put(tmp_path, gzip.compress(content, 1)[:-20], "fec.xml.gz")])
    assert reading.firm is None
    assert codes(reading) == ["damaged_archive"]


@pytest.mark.parametrize(
    "method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_a_damaged_zip_is_said_whatever_byte_is_wrong(method: int, tmp_path: Path) -> None:
    good = zipped(tmp_path / "a.zip", [(NAME, fec(*months()))], method).read_bytes()
    assert firm_of(read([tmp_path / "a.zip"])).ledger.height == 24
    for at in range(4, len(good), 5):
        reading = read(
            [put(tmp_path, good[:at] + bytes([good[at] ^ 0x5B]) + good[at + 1 :], "b.zip")]
        )
        assert reading.firm is not None or reading.problems
    for at in range(4, len(good), 37):
        assert read([put(tmp_path, good[:at], "c.zip")]).problems


def bomb(folder: Path, name: str, fill: bytes) -> Path:
    """A header, then 160 MB of the same byte, in some 160 kB of gzip."""
    folder.mkdir()
    path = folder / f"{name}.txt.gz"
    with gzip.open(path, "wb", compresslevel=1) as stream:
        stream.write(HEADER.encode() + b"\n")
        for _ in range(20):
            stream.write(fill * (8 << 20))
    return path


def test_bombs_take_bounded_memory(tmp_path: Path) -> None:
    """Read by another process, whose greatest memory the system tells."""
    paths = [
        bomb(tmp_path / name, name, fill)
        for name, fill in (("letters", b"x"), ("nul", b"\0"), ("cr", b"\r"), ("lf", b"\n"))
    ]
    endless = tmp_path / NAME
    with endless.open("wb") as stream:
        stream.write(fec(*months()))
        for i in range(8):
            stream.write((b"%d,abcdefgh " % i) * (1 << 20))
    code = (
        "import sys; from pathlib import Path; from ancrage.firm import read\n"
        "for p in sys.argv[1:]: print(*(x.code for x in read([Path(p)]).problems if x.severity == 'error'))\n"
        # Not ru_maxrss: the system starts it from the memory of the process that runs the tests.
        "print(next(l.split()[1] for l in open('/proc/self/status') if l.startswith('VmHWM')))"
    )
    run = subprocess.run(
        [sys.executable, "-c", code, *map(str, [*paths, endless])],
        capture_output=True,
        text=True,
        check=True,
    )
    *said, peak_kb = run.stdout.splitlines()
    assert said[-1] == "endless_line"
    assert set(said) == {"endless_line", "too_large"}
    assert int(peak_kb) < 400_000


# ---- XML -----------------------------------------------------------------------------------------------------------


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
        f"<!-- <comptabilite> {'x' * pad} --><!DOCTYPE c [<!ENTITY a 'aaaaaaaaaa'>"
        + "".join(
            f"<!ENTITY {b} '{f'&{a};' * 10}'>" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
        )
        + f"<!ENTITY f SYSTEM 'file://{tmp_path}/secret'>]>"
    )
    reading = read([put(tmp_path, xml(XML_ENTRY.format(label="&i;&f;"), prolog), "f.xml")])
    assert reading.firm is None
    assert codes(reading) == ["forbidden_xml"]


@pytest.mark.parametrize("cut", [30, 120, 300, -1, -20])
def test_a_cut_xml_is_said(cut: int, tmp_path: Path) -> None:
    reading = read(
        [put(tmp_path, xml(XML_ENTRY.format(label="x"))[:cut], "123456782FEC20251231.xml")]
    )
    assert reading.firm is None
    assert len(codes(reading, "error")) == 1


def test_a_deep_xml_is_said(tmp_path: Path) -> None:
    reading = read([put(tmp_path, b"<comptabilite>" + b"<a>" * 200_000, "f.xml")])
    assert codes(reading, "error") == ["bad_xml"]


@pytest.mark.parametrize(("end", "count"), [("\n", 11_000), ("\r\n", 50), ("\r", 50)])
def test_lines_of_an_xml_keep_their_number(end: str, count: int, tmp_path: Path) -> None:
    """Also beyond 65,535 physical lines, where libxml2 stops counting."""
    text = long_xml(count)
    expected = [n for n, line in enumerate(text.split("\n"), 1) if line == "<ligne>"]
    assert expected[-1] > 6 * count
    firm = firm_of(read([put(tmp_path, text.replace("\n", end).encode(), "fec.xml")]))
    assert firm.ledger["line"].to_list() == expected


# ---- accounts ------------------------------------------------------------------------------------------------------


def test_euros_on_accounts_outside_the_chart_are_unassigned(tmp_path: Path) -> None:
    rows = [*months(), *entry("x", "20250303", {"ABC": "7,00", "401000": "-7,00"})]
    reading = read([put(tmp_path, fec(*rows))])
    assert codes(reading) == ["odd_account"]
    assert [(f.debit, f.assigned, f.unassigned) for f in reading.files] == [(12_700, 12_000, 700)]


def test_a_lone_small_entry_is_not_said_to_lack_its_number(tmp_path: Path) -> None:
    rows = entry(
        "7", "20250303", {"607000": "5,00", "624100": "2,00", "445660": "1,00", "401000": "-8,00"}
    )
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
