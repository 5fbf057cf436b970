"""Columns of text to numbers, cents and dates: decided by the column, asked where nothing decides."""

from __future__ import annotations

from datetime import date

import polars as pl
import pytest

from ancrage.firm.bytestream import payloads
from ancrage.firm.sheets.columns import cents, dates, is_code, numbers, texts
from ancrage.firm.sheets.text import read_text
from corpus import corpus


def column(*cells: str | None) -> pl.Series:
    return pl.Series("x", cells, dtype=pl.String)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("0", 0),
        ("1234,56", 123_456),
        ("-12,50", -1250),
        ("12,50-", -1250),
        ("(12,50)", -1250),
        ("−12,50", -1250),
        ("+12.5", 1250),
        (",5", 50),
        ("12,", 1200),
        ("1 234,56", 123_456),
        ("1\u202f234,56", 123_456),
        ("1\u00a0234\u00a0567,89", 123_456_789),
        ("1'234.50", 123_450),
        ("1.234,56", 123_456),
        ("1,234.56", 123_456),
        ("1,234,567", 123_456_700),
        ("1.234.567", 123_456_700),
        ("1 234.500", 123_450),
        ("0.125", 13),
        ("1250.000", 125_000),
        ("-110.7", -11_070),
        ("116,99 EUR", 11_699),
        ("12,30 $ CA", 1230),
        ("€5", 500),
        ("-€5.00", -500),
        ("' 12,5", 1250),
        ("1,2E+03", 120_000),
        ("0,285", 29),
        ("-0,285", -29),
        ("0,2849", 28),
        ("1.005", None),  # alone, a thousand and five or one and a bit
        ("9999999999999,99", 999_999_999_999_999),
        ("90071992547409,93", None),  # beyond ten thousand billion, a slip
    ],
)
def test_cents_of_one_cell(cell: str, expected: int | None) -> None:
    assert cents(column(cell)).values.to_list() == [expected]


@pytest.mark.parametrize(
    "cell",
    ["x", "--1", "1.2.3", "12 34", "1 2345", "1,2,3", "12.3,45", "5 kg", "(5", "1e999999999", "9" * 30,
     "€5€", "-5-", "٣", "inf", "NaN", ".", "1_000", "3 PCS"],
)  # fmt: skip
def test_what_is_no_amount_is_bad_and_null(cell: str) -> None:
    read = cents(column("1,5", cell))
    assert read.values.to_list() == [150, None]
    assert read.bad.to_list() == [1]
    assert not read.undecided


def test_the_column_decides_what_a_thousand_is() -> None:
    assert numbers(column("1.000", "12,50")).values.to_list() == [1000.0, 12.5]
    assert numbers(column("1.000", "12.50")).values.to_list() == [1.0, 12.5]
    assert numbers(column("1,000", "0.500")).values.to_list() == [1000.0, 0.5]
    assert numbers(column("1.000", "1.000.000")).values.to_list() == [1000.0, 1_000_000.0]


def test_nothing_decides_so_a_person_does() -> None:
    asked = numbers(column("1.000", "12", None, "3.000"))
    assert asked.values.to_list() == [None, 12.0, None, None]
    assert asked.undecided
    assert asked.samples == ("1.000", "3.000")
    assert asked.ambiguous.to_list() == [0, 3]
    assert asked.bad.to_list() == []
    assert numbers(column("1.000"), ",").values.to_list() == [1000.0]
    assert numbers(column("1.000"), ".").values.to_list() == [1.0]


def test_both_marks_in_one_column_leave_the_doubtful_cells_alone() -> None:
    mixed = numbers(column("12,5", "12.5", "1.000", "1,000"))
    assert mixed.values.to_list() == [12.5, 12.5, None, None]
    assert mixed.samples == ("1.000", "1,000")


def test_a_sure_cell_is_never_read_against_its_own_writing() -> None:
    """An answer is for the cells in doubt."""
    assert numbers(column("-110.7", "1.000"), ",").values.to_list() == [-110.7, 1.0]


def test_currencies_are_told_apart() -> None:
    read = cents(column("12,30 €", "US$ 4,50", "5,00 CAD", "$3,10", "7,00"))
    assert read.values.to_list() == [1230, 450, 500, 310, 700]
    assert read.currency.to_list() == ["EUR", "USD", "CAD", "$", None]


def test_percents_are_as_written_and_not_mixed_with_plain_numbers() -> None:
    rates = numbers(column("5 %", "1,67 %", None))
    assert rates.percent
    assert rates.values.to_list() == [5.0, 1.67, None]
    mixed = numbers(column("5 %", "0,05"))
    assert not mixed.percent
    assert mixed.values.to_list() == [None, 0.05]
    assert mixed.bad.to_list() == [0]


@pytest.mark.parametrize("name", ["a", "raw", "value", ""])
def test_columns_of_any_name_and_of_nothing(name: str) -> None:
    empty = pl.Series(name, [None, None], dtype=pl.String)
    assert numbers(empty).values.to_list() == [None, None]
    assert dates(empty).values.to_list() == [None, None]
    assert cents(pl.Series(name, [], dtype=pl.String)).values.len() == 0
    assert numbers(empty).values.name == name


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("31/01/2025", date(2025, 1, 31)),
        ("01/31/2025", date(2025, 1, 31)),
        ("31.01.25", date(2025, 1, 31)),
        ("2025-01-31", date(2025, 1, 31)),
        ("2025/1/3", date(2025, 1, 3)),
        ("20250131", date(2025, 1, 31)),
        ("2025-05-01 23:30:00 +0200", date(2025, 5, 1)),
        ("2025-05-01T10:00:00.000Z", date(2025, 5, 1)),
        ("31/01/2025 10:30", date(2025, 1, 31)),
        ("1/31/25 3:05 PM", date(2025, 1, 31)),
        ("10-Dez-25", date(2025, 12, 10)),
        ("2-Jun-06", date(2006, 6, 2)),
        ("3 janv. 2025", date(2025, 1, 3)),
        ("1er août 2025", date(2025, 8, 1)),
        ("15 févr. 2025", date(2025, 2, 15)),
        ("lundi 3 mars 2025", date(2025, 3, 3)),
        ("Dec 25, 2024", date(2024, 12, 25)),
        ("June 2nd, 2025", date(2025, 6, 2)),
        ("05/05/2025", date(2025, 5, 5)),  # the same day whichever comes first
        ("25/12/71", date(1971, 12, 25)),
        ("0000-00-00", None),
        ("3 jui 2025", None),  # June or July
    ],
)
def test_day_of_one_cell(cell: str, expected: date | None) -> None:
    assert dates(column(cell)).values.to_list() == [expected]


@pytest.mark.parametrize(
    "cell", ["31/02/2025", "45000", "x", "2025", "31/13/2025", "01/01/1850", "Décembre", "1,5"]
)
def test_what_is_no_day_is_bad(cell: str) -> None:
    read = dates(column("2025-01-31", cell))
    assert read.values.to_list() == [date(2025, 1, 31), None]
    assert read.bad.to_list() == [1]


def test_one_sure_date_decides_for_its_column() -> None:
    day_first = dates(column("03/04/2025", "25/01/2025"))
    assert day_first.values.to_list() == [date(2025, 4, 3), date(2025, 1, 25)]
    assert day_first.order == "dmy"
    month_first = dates(column("03/04/25", "01/25/25"))
    assert month_first.values.to_list() == [date(2025, 3, 4), date(2025, 1, 25)]
    assert month_first.order == "mdy"


def test_a_day_equal_to_its_month_decides_nothing() -> None:
    assert dates(column("05/05/2025", "03/04/2025")).samples == ("03/04/2025",)
    assert dates(column("05/05/2025", "01/25/2025", "03/04/2025")).values[2] == date(2025, 3, 4)


def test_dates_that_nothing_decides_are_asked_about() -> None:
    asked = dates(column("03/04/2025", "2025-01-05", None, "01/02/2025"))
    assert asked.values.to_list() == [None, date(2025, 1, 5), None, None]
    assert asked.samples == ("03/04/2025", "01/02/2025")
    assert asked.order is None
    assert dates(column("03/04/2025"), "mdy").values.to_list() == [date(2025, 3, 4)]


def test_two_figures_and_hyphens_may_be_year_first() -> None:
    assert dates(column("24-12-11")).undecided
    assert dates(column("24-12-11", "24-11-30", "99-01-02")).values[1] == date(2024, 11, 30)


def test_orders_that_disagree_leave_the_doubtful_cells_alone() -> None:
    mixed = dates(column("25/01/2025", "01/25/2025", "03/04/2025"))
    assert mixed.values.to_list() == [date(2025, 1, 25), date(2025, 1, 25), None]
    assert mixed.undecided


@pytest.mark.parametrize(
    "cells",
    [
        ("0012345678905", "3760000000017"),
        ("01", "2A", "75"),
        ("0384000000",),
        ("+33384000000",),
        ("' 75001", "' 01000"),
        ("4006381333931", "5901234123457", "96385074"),
        ("A-001", "12", "B-2"),
    ],
)
def test_codes_stay_text(cells: tuple[str, ...]) -> None:
    assert is_code(column(*cells))


@pytest.mark.parametrize(
    "cells",
    [
        ("1", "25", "300"),
        ("12,50", "1 234,00"),
        ("0", "0,5"),
        ("12,50 €",),
        ("1.5E+3",),
        ("1200", "1300"),
        (),
    ],
)
def test_numbers_are_no_codes(cells: tuple[str, ...]) -> None:
    assert not is_code(column(*cells))


def test_texts_lose_the_apostrophe_of_spreadsheets() -> None:
    assert texts(column("' 75001", "'01", " a ", "", None)).to_list() == [
        "75001",
        "01",
        "a",
        None,
        None,
    ]


@pytest.mark.corpus
def test_the_hostile_columns() -> None:
    def cells(name: str, header: str) -> pl.Series:
        (found,) = payloads(corpus("hostile_inputs", name))
        return read_text(found).grids[0].cells[header]

    prices = numbers(cells("mixed_decimals.csv", "prix"))
    assert prices.values.to_list() == [1234.5] * 6 + [-12.0, -12.0, -110.7, None, None]
    assert prices.samples == ("1.000", "3,000")
    assert dates(cells("ambiguous_dates.csv", "d")).undecided
    assert dates(cells("dates_resolved_by_one_row.csv", "d")).order == "dmy"
    assert all(is_code(cells("leading_zeros_ean.csv", name)) for name in ("ean", "dept", "tel"))
