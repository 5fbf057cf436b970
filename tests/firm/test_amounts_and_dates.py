"""Amounts and dates as people’s software writes them: by cell, by column, and what is refused."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import polars as pl
import pytest
from fec_rows import HEADER, codes, debits, fec, firm_of, months, pair, put, row

from ancrage.firm import read
from ancrage.firm.fec.values import read_amount, read_date

# ---- amounts -------------------------------------------------------------------------------------------------------


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
        ("1,234,567", 123_456_700),
        ("-1.234.567", -123_456_700),
        ("1.234,", 123_400),
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


@pytest.mark.parametrize(
    "cell",
    [
        "'",
        "-",
        "+",
        ".",
        ",",
        "--1",
        "1e999999999",
        "1e-999999999",
        "9" * 400,
        "NaN",
        "inf",
        "1,2,3",
        "1.2.3",
        "12.50.30",
        "12.3,45",
        "1.2,3.4",
        "12 €",
        "٣x",
    ],
)
def test_what_is_no_amount_says_nothing(cell: str) -> None:
    assert read_amount(cell).value in {None, 0}


def test_no_amount_cell_stops_the_reading(tmp_path: Path) -> None:
    cells = [
        "'",
        "-",
        ".",
        "1e999999999",
        "9" * 400,
        "1e18",
        "NaN",
        "x",
        '"',
        "--1",
        "1e-999999999",
    ]
    rows = months() + [line for i, cell in enumerate(cells) for line in pair(f"X{i}", amount=cell)]
    reading = read([put(tmp_path, fec(*rows))])
    assert firm_of(reading).ledger.filter(pl.col("debit") > 0).height == 12
    assert "bad_amount" in codes(reading)


@pytest.mark.parametrize(
    ("cells", "cents"),
    [
        (
            ["1.234,56", "1.000", "12,50"],
            [123_456, 100_000, 1250],
        ),  # a comma decides: dots are thousands
        (
            ["1,234.56", "1,000", "12.50"],
            [123_456, 100_000, 1250],
        ),  # the last sign decides: commas are thousands
        (["1.234.567,00", "1.000", "2.500"], [123_456_700, 100_000, 250_000]),
        (
            ["12.50", "1.000", "3.125"],
            [1250, 100, 313],
        ),  # a point with two decimals: points are decimal
        (
            ["1250.000", "1.000"],
            [125_000, 100],
        ),  # four digits before a point are no group of thousands
        (["12,500", "1,00"], [1250, 100]),  # three decimals after the legal comma
        (["1 234,50", "1.000"], [123_450, 100_000]),
    ],
    ids=lambda v: " ".join(v) if isinstance(v[0], str) else "",
)
def test_decimals_are_decided_by_column(cells: list[str], cents: list[int], tmp_path: Path) -> None:
    rows = [
        r for i, cell in enumerate(cells) for r in pair(str(i), f"2025{i + 1:02d}15", cell, zero="")
    ]
    reading = read([put(tmp_path, fec(*rows))])
    assert debits(firm_of(reading)) == cents


def test_where_nothing_tells_thousands_from_decimals_nothing_is_guessed(tmp_path: Path) -> None:
    """1.000 may be one euro or a thousand."""
    rows = [
        r for i in range(4) for r in pair(str(i), f"2025{i + 1:02d}15", f"{i + 1}.000", zero="")
    ]
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


# ---- dates ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "cell",
    [
        "31/01/2025",
        "31-01-2025",
        "31.01.2025",
        "2025-01-31",
        "2025/01/31",
        "2025-01-31T00:00:00",
        "2025-01-31 00:00:00",
        "20250131",
    ],
)
def test_one_date(cell: str) -> None:
    assert read_date(cell).value == date(2025, 1, 31)


@pytest.mark.parametrize(
    "cell",
    [
        "20250230",
        "00000000",
        "2025131",
        "0001-01-01",
        "99991231",
        "18991231",
        "21000101",
        "31/02/2025",
        "x",
        "2025",
    ],
)
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
    bad = [
        row("X", debit="10,00"),
        row("X", "20250631", debit="5,00"),
        row("X", account="401", credit="15,00"),
    ]
    reading = read([put(tmp_path, fec(*months(), *bad))])
    assert firm_of(reading).ledger.height == 24
    assert codes(reading) == ["bad_date"]
