"""Whether one year opens as the one before closed; shares computed by hand."""

from __future__ import annotations

from pathlib import Path

import pytest

from ancrage.firm.continuity import carried_forward
from ledgers import Entry, Line, entry, firm_of


def closing(year: int) -> list[Entry]:
    """150.00 sold on credit, 100.00 of it paid: the year closes with 100.00 in the bank and 50.00 due by customers."""
    return [
        entry("VE", f"{year}0315", "V1", "Vente", Line("411000", 150), Line("707000", -150)),
        entry("BQ", f"{year}1220", "B1", "Virement", Line("512000", 100), Line("411000", -100)),
    ]


def opening(year: int, **balances: float) -> list[Entry]:
    """Opening entries, the result of the year before making the balance, and a sale at the end of the year."""
    lines = [Line(account.removeprefix("_"), amount) for account, amount in balances.items()]
    rest = Line("120000", -round(sum(balances.values()), 2))
    return [
        entry("AN", f"{year}0101", "AN", "A nouveau", *lines, rest),
        entry("VE", f"{year}1231", "V9", "Vente", Line("411000", 10), Line("707000", -10)),
    ]


def test_an_opening_that_takes_up_the_closing(tmp_path: Path) -> None:
    """The result, 150.00 in account 120, is in no closing balance, and does not count against it."""
    books = [*closing(2024), *opening(2025, _512000=100, _411000=50)]
    assert carried_forward(firm_of(tmp_path, books)) == 1.0


def test_the_share_is_by_amount(tmp_path: Path) -> None:
    """The bank opens as it closed, 100.00; customers open at 300.00 and closed at 50.00: 100 of 400."""
    books = [*closing(2024), *opening(2025, _512000=100, _411000=300)]
    assert carried_forward(firm_of(tmp_path, books)) == pytest.approx(0.25)


def test_a_debt_counts_as_much_as_a_claim(tmp_path: Path) -> None:
    """Suppliers open at -350.00, which closed at nothing: (100 + 50) of (100 + 50 + 350)."""
    books = [*closing(2024), *opening(2025, _512000=100, _411000=50, _401000=-350)]
    assert carried_forward(firm_of(tmp_path, books)) == pytest.approx(0.3)


def test_the_books_of_another_firm_take_up_nothing(tmp_path: Path) -> None:
    books = [*closing(2024), *opening(2025, _512000=7300, _411000=41)]
    assert carried_forward(firm_of(tmp_path, books)) == 0.0


def test_an_account_under_one_euro_does_not_count(tmp_path: Path) -> None:
    """0.99 of opening cash, from nowhere, is left out; 1.00 is not: 150 of 151."""
    few = [*closing(2024), *opening(2025, _512000=100, _411000=50, _530000=0.99)]
    assert carried_forward(firm_of(tmp_path, few)) == 1.0
    enough = [*closing(2024), *opening(2025, _512000=100, _411000=50, _530000=1)]
    assert carried_forward(firm_of(tmp_path, enough)) == pytest.approx(150 / 151)


def test_of_three_years_the_last_two_are_held_together(tmp_path: Path) -> None:
    """2025 opens as 2024 closed, 2026 opens with 110.00 in the bank, where 2025 closed with 100.00."""
    books = [*closing(2024), *opening(2025, _512000=100, _411000=50), *opening(2026, _512000=110)]
    assert carried_forward(firm_of(tmp_path, books)) == 0.0


@pytest.mark.parametrize(
    "books",
    [
        closing(2024),
        [*closing(2024), *closing(2025)],
        [*closing(2023), *opening(2025, _512000=100, _411000=50)],
    ],
    ids=["one year", "no opening entries", "a year missing between"],
)
def test_where_nothing_can_be_held_together_nothing_is_said(
    books: list[Entry], tmp_path: Path
) -> None:
    assert carried_forward(firm_of(tmp_path, books)) is None
