"""Entries written by an independent writer, in every form, are read back as they were."""

from __future__ import annotations

import gzip
import random
import tempfile
import zipfile
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import polars as pl
import pytest
from fec_forms import (
    AS_READ,
    CODECS,
    SIREN,
    YEAR_END,
    Form,
    Line,
    Placed,
    books,
    forms,
    physical_lines,
    telling_entry,
    text_of,
    write,
    write_xml,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ancrage.firm import Firm, Reading, read
from ancrage.firm.bytestream import BLOCK, QUICK_SCAN

QUICK = settings(
    max_examples=40,
    deadline=None,
    derandomize=True,
    database=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


def firm_of(reading: Reading) -> Firm:
    assert reading.firm is not None, [p.code for p in reading.problems]
    return reading.firm


def assert_same(firm: Firm, placed: Sequence[Placed]) -> None:
    """Every line written is there, at its place, with its entry; and no other."""
    paths = [file.path for file in firm.files]
    found = {
        (paths[row["source"]], row["line"]): (tuple(row[name] for name in AS_READ), row["entry"])
        for row in firm.ledger.with_columns(pl.col(pl.Categorical).cast(pl.String)).iter_rows(
            named=True
        )
    }
    assert {place: cells for place, (cells, _) in found.items()} == {
        (p.file, p.number): p.line.as_read() for p in placed
    }
    partition: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for place, (_, entry) in found.items():
        partition[entry].add(place)
    written: dict[int, set[tuple[str, int]]] = defaultdict(set)
    for p in placed:
        written[p.entry].add((p.file, p.number))
    assert sorted(map(sorted, partition.values())) == sorted(map(sorted, written.values()))


def assert_totals(reading: Reading, placed: Sequence[Placed]) -> None:
    """The sums of the columns of each file; every account of the writer is in the chart, so no euro is left over."""
    known: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for p in placed:
        known[p.file][0] += 1
        known[p.file][1] += p.line.debit
        known[p.file][2] += p.line.credit
    assert {f.path: [f.rows, f.debit, f.credit] for f in reading.files} == known
    assert all(f.unassigned == 0 for f in reading.files)


def assert_tied(reading: Reading) -> None:
    for file in reading.files:
        assert file.assigned + file.unassigned == file.debit
        assert file.status in {"ok", "warning", "partial", "refused"}


@QUICK
@given(entries=books(), form=forms())
def test_any_flat_form_is_read_back_equal(entries: list[list[Line]], form: Form) -> None:
    with tempfile.TemporaryDirectory() as folder:
        placed = write(entries, form, Path(folder))
        reading = read([Path(folder)])
    firm = firm_of(reading)
    assert_same(firm, placed)
    assert_tied(reading)
    assert_totals(reading, placed)
    assert firm.siren == SIREN
    assert firm.year.end == YEAR_END
    # Signs, columns and packing are legal or harmless; only the mark of an illegal form is a warning.
    illegal = (
        {"encoding"} if form.codec in {"cp850", "mac_roman", "utf-16-le", "utf-16-be"} else set()
    )
    illegal |= {"separator"} if form.separator == ";" else set()
    assert {p.code for p in reading.problems if p.severity != "info"} == illegal


@settings(QUICK, max_examples=20)
@given(
    entries=books(),
    signed=st.booleans(),
    pretty=st.booleans(),
    codec=st.sampled_from(["utf-8", "iso-8859-15", "utf-16"]),
)
def test_the_xml_form_is_read_back_equal(
    entries: list[list[Line]],
    signed: bool,  # noqa: FBT001
    pretty: bool,  # noqa: FBT001
    codec: str,
) -> None:
    entries = [[replace(line, currency="") for line in entry] for entry in entries]
    with tempfile.TemporaryDirectory() as folder:
        placed = write_xml(entries, Path(folder), signed=signed, pretty=pretty, codec=codec)
        reading = read([Path(folder)])
    assert_same(firm_of(reading), placed)
    assert_tied(reading)
    assert [
        p.code for p in reading.problems if p.severity != "info"
    ] == []  # dates and points are legal there


@QUICK
@given(entries=books(), form=forms())
def test_a_line_number_leads_to_the_physical_line(entries: list[list[Line]], form: Form) -> None:
    form = replace(form, pack="none", parts=1)
    with tempfile.TemporaryDirectory() as folder:
        placed = write(entries, form, Path(folder))
        content = Path(placed[0].file).read_bytes()[len(form.mark) :]
        firm = firm_of(read([Path(folder)]))
    lines = physical_lines(content, form.codec)
    for row in firm.ledger.with_columns(pl.col(pl.Categorical).cast(pl.String)).iter_rows(
        named=True
    ):
        cells = [cell.strip() for cell in lines[row["line"] - 1].split(form.separator)]
        assert cells[0] == row["journal"]
        assert cells[4] == row["account"]
        assert cells[10] == row["label"]


@QUICK
@given(entries=books(most=3), form=forms(), data=st.data())
def test_whatever_the_bytes_reading_ends_and_the_euros_tie(
    entries: list[list[Line]], form: Form, data: st.DataObject
) -> None:
    form = replace(form, pack="none", parts=1)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(write(entries, form, Path(folder))[0].file)
        content = bytearray(path.read_bytes())
        for _ in range(data.draw(st.integers(1, 12))):
            at = data.draw(st.integers(0, len(content) - 1))
            how = data.draw(st.sampled_from(["flip", "cut", "insert", "drop", "repeat"]))
            if how == "flip":
                content[at] = data.draw(st.integers(0, 255))
            elif how == "insert":
                content[at:at] = data.draw(
                    st.sampled_from(
                        [b"\t", b"|", b"\n", b"\r", b"\0", b'"', b"-", b".", b"\xe9", b"'"]
                    )
                )
            elif how == "drop":
                del content[at : at + data.draw(st.integers(1, 40))]
            elif how == "repeat":
                content[at:at] = content[at : at + 200]
            else:
                del content[max(at, 1) :]
            if not content:
                break
        path.write_bytes(bytes(content))
        reading = read([path])
    assert isinstance(reading, Reading)
    assert_tied(reading)
    if reading.firm is not None:
        assert reading.firm.figures[reading.firm.year.end].tax_return is not None
        gaps = reading.firm.ledger.group_by("entry").agg(
            (pl.col("debit") - pl.col("credit")).sum().alias("gap")
        )
        assert gaps["gap"].to_list() == [0] * gaps.height
    else:
        assert reading.problems


@pytest.mark.parametrize(
    ("codec", "mark"), CODECS, ids=lambda v: v if isinstance(v, str) else v.hex()
)
def test_every_accent_survives_in_every_codec(codec: str, mark: bytes, tmp_path: Path) -> None:
    letters = {"cp850": "éèêëàâçùûîïôüÉÇ°", "mac_roman": "éèêëàâçùûîïôüÿÉÈÀÇœŒ€°"}.get(
        codec, "éèêëàâçùûîïôüÿÉÈÀÇœŒ€°"
    )
    entry = [replace(line, account_label=letters) for line in telling_entry()]
    write([entry], Form(codec=codec, mark=mark), tmp_path)
    firm = firm_of(read([tmp_path]))
    assert set(firm.ledger["account_label"].cast(pl.String)) == {letters}


def many(count: int) -> str:
    """The text of a file of `count` entries of two lines; the number stands in the label too."""
    header, *lines = text_of(
        [replace(line, label=f"{line.label} OD9999") for line in telling_entry()], Form()
    ).splitlines(keepends=True)
    body = "".join(lines)
    return header + "".join(body.replace("OD9999", f"OD{n}") for n in range(count))


@pytest.mark.parametrize("end", ["\r\n", "\r", "\r\r\n"])
def test_a_long_file_spans_blocks_and_stays_numbered(end: str, tmp_path: Path) -> None:
    """More than two blocks: line ends fall on both sides of their borders."""
    path = tmp_path / f"{SIREN}FEC20251231.txt"
    path.write_bytes(many(28_000).replace("\r\n", end).encode("iso8859_15"))
    assert path.stat().st_size > 2 * BLOCK
    firm = firm_of(read([path]))
    assert firm.ledger["line"].equals(pl.Series("line", range(2, 56_002), dtype=pl.UInt32))
    expected = pl.Series([f"{telling_entry()[0].label} OD{n // 2}" for n in range(56_000)])
    assert (firm.ledger["label"] == expected).all()
    assert firm.ledger["entry"].n_unique() == 28_000
    assert [p.code for p in firm.problems if p.severity != "info"] == []


@pytest.mark.parametrize("irregular", [False, True])
def test_late_accents_of_a_long_file_are_read(irregular: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """ASCII beyond what the quick scan of the encoding reads, then accents, in lines that need a repair or not."""
    path = tmp_path / f"{SIREN}FEC20251231.txt"
    entry = [
        replace(line, journal_label="Divers", account_label="Compte", label="vente " * 100)
        for line in telling_entry()
    ]
    header, *lines = text_of(entry, Form()).splitlines(keepends=True)
    plain = "".join("".join(lines).replace("OD9999", f"OD{n}") for n in range(16_000))
    last = "".join(lines).replace("vente " * 100, "réglé février été") + (
        "\r\n" if irregular else ""
    )
    path.write_bytes((header + plain + last).encode("iso8859_15"))
    assert len(plain) > QUICK_SCAN + BLOCK
    firm = firm_of(read([path]))
    assert firm.ledger.sort("line")["label"].to_list()[-2:] == ["réglé février été"] * 2
    assert [p.code for p in firm.problems if p.severity != "info"] == []


def test_members_of_one_zip_and_a_gzip_are_the_same_as_the_plain_file(tmp_path: Path) -> None:
    rng = random.Random(7)  # noqa: S311 (reproducible, no secret)
    entries = [
        [
            replace(line, number=f"OD{n}", day=date(2025, rng.randint(1, 12), 5))
            for line in telling_entry()
        ]
        for n in range(30)
    ]
    plain = Path(write(entries, Form(), tmp_path)[0].file)
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
    with zipfile.ZipFile(tmp_path / "a" / "fec.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(plain, f"dossier/{plain.name}")
    (tmp_path / "b" / f"{plain.name}.gz").write_bytes(gzip.compress(plain.read_bytes()))
    ledgers = [firm_of(read([p])).ledger for p in (plain, tmp_path / "a", tmp_path / "b")]
    for other in ledgers[1:]:
        assert other.drop("source").equals(ledgers[0].drop("source"))


def test_oddities_of_several_blocks_are_counted_once_for_the_file(tmp_path: Path) -> None:
    """Blocks are read side by side: the first fifty lines are named, in order, and the others are counted."""
    path = tmp_path / f"{SIREN}FEC20251231.txt"
    header, *lines = many(28_000).splitlines(keepends=True)
    body = "".join(line.replace("20251231", "2025-12-31", 1) for line in lines)
    path.write_bytes((header + body).encode("iso8859_15"))
    assert path.stat().st_size > 2 * BLOCK
    found = [p for p in read([path]).problems if p.code == "date_format"]
    assert [p.line for p in found] == list(range(2, 52))
    assert sum(p.count for p in found) == 56_000
