"""How lines are cut: headers, separators, quotes, line ends, and what slips into labels."""

from __future__ import annotations

import time
from pathlib import Path

import polars as pl
import pytest
from fec_rows import HEADER, codes, debits, fec, firm_of, months, pair, put

from ancrage.firm import read
from ancrage.firm.fec.columns import canonical, from_header


def test_a_header_below_a_title_is_found(tmp_path: Path) -> None:
    path = put(
        tmp_path, "Société Exemple\r\nExport du 31/12/2025\r\n\r\n".encode() + fec(*months())
    )
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
    content = fec(
        *pair("A", label="Règlement à l’échéance"), *months(), *pair("B", label="coupé XX")
    )
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


@pytest.mark.parametrize(
    "column", ["JournalLib", "CompteLib", "CompAuxLib", "PieceRef", "EcritureLib"]
)
@pytest.mark.parametrize("piece", ["P1", ""], ids=["piece", "no-piece"])
@pytest.mark.parametrize("trailing", ["", "|"], ids=["plain", "trailing"])
def test_a_separator_in_a_text_never_shifts_the_line(
    column: str, piece: str, trailing: str, tmp_path: Path
) -> None:
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
    text = {
        "JournalLib": "journal_label",
        "CompteLib": "account_label",
        "CompAuxLib": "aux_label",
        "PieceRef": "piece",
    }
    assert (
        firm.ledger.filter(pl.col("line").is_in([6, 7]))[text.get(column, "label")]
        .cast(pl.String)
        .to_list()
        == ["un deux"] * 2
    )
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


def test_padding_that_begins_late_is_removed_where_it_would_count(tmp_path: Path) -> None:
    """The first lines of a block have no spaces around their fields; the last one has."""
    rows = [r for n in range(1500) for r in pair(f"N{n}", "20250615", "1,00")]
    late = ["\t".join(f" {cell} " for cell in r.split("\t")) for r in pair("Z", "20251231", "7,00")]
    reading = read([put(tmp_path, fec(*rows, *late))])
    last = firm_of(reading).ledger.sort("line").tail(2)
    assert last["account"].cast(pl.String).to_list() == ["607000", "401000"]
    assert last["letter"].to_list() == ["", ""]
    assert last["debit"].to_list() == [700, 0]
    assert codes(reading) == []


def test_many_nul_bytes_are_counted_without_delay(tmp_path: Path) -> None:
    """Fields padded with NUL on every line: read in the time of any file, each line counted once."""
    rows = [
        r.replace("Achats", "Achats\0\0")
        for n in range(20_000)
        for r in pair(f"N{n}", amount="1,00")
    ]
    began = time.process_time()
    reading = read([put(tmp_path, fec(*rows))])
    assert time.process_time() - began < 5
    assert firm_of(reading).ledger["journal_label"].cast(pl.String).unique().to_list() == ["Achats"]
    found = [p for p in reading.problems if p.code == "nul_byte"]
    assert (len(found), sum(p.count for p in found)) == (50, 40_000)


def test_a_number_on_each_line_is_read_without_delay(tmp_path: Path) -> None:
    """EcritureNum counts lines, so that no number balances: entries are found all the same."""
    rows = [r for n in range(20_000) for r in pair("N", amount="1,00")]
    numbered = [r.replace("\tN\t", f"\t{i}\t", 1) for i, r in enumerate(rows)]
    began = time.process_time()
    firm = firm_of(read([put(tmp_path, fec(*numbered))]))
    assert time.process_time() - began < 5
    assert firm.ledger["entry"].n_unique() == 20_000


def test_commas_between_quoted_fields(tmp_path: Path) -> None:
    rows = [",".join(f'"{c}"' for c in r.split("\t")) for r in months()]
    header = ",".join(f'"{c}"' for c in HEADER.split("\t"))
    reading = read([put(tmp_path, fec(*rows, header=header))])
    assert debits(firm_of(reading)) == [1000] * 12
    assert codes(reading) == ["separator", "quoted_fields"]


def test_names_of_their_own_above_lines_in_the_legal_order(tmp_path: Path) -> None:
    """A header that names nothing known: the legal order is read, and this is said."""
    header = "\t".join(f"Colonne {i}" for i in range(1, 19))
    reading = read([put(tmp_path, fec(*months(), header=header))])
    firm = firm_of(reading)
    assert firm.ledger["line"].to_list() == list(range(2, 26))
    assert debits(firm) == [1000] * 12
    assert codes(reading) == ["no_header"]


@pytest.mark.parametrize("more", ["", "\tX\tY"])
def test_lines_that_make_up_for_each_other_are_not_shifted(more: str, tmp_path: Path) -> None:
    """A separator in one label, a field missing at the end of another line: the total of separators looks right."""
    rows = [f"{line}{more}" for line in [*months(), *pair("Z", "20251220", "7,00")]]
    rows[4] = rows[4].replace("Écriture", "Écriture\tbis")
    rows[9] = rows[9].rpartition("\t")[0]
    header = HEADER + more.replace("X", "Analytique").replace("Y", "Lot")
    reading = read([put(tmp_path, fec(*rows, header=header))])
    firm = firm_of(reading)
    assert codes(reading) == ["separator_in_label"]
    assert firm.ledger.filter(pl.col("line") == 6)["label"].to_list() == ["Écriture bis"]
    assert int(firm.ledger["debit"].sum()) == 12 * 1000 + 700
