"""Words, amounts and dates of the ground floor, as each locale writes them."""

from __future__ import annotations

from datetime import date

import pytest

from ancrage.dates import FiscalYear, month_end, year_before, year_later
from ancrage.money import Euros, Number, Percent, rounded, to_cents
from ancrage.text import Language, render, show, t, tn

NBSP, NARROW = "\N{NO-BREAK SPACE}", "\N{NARROW NO-BREAK SPACE}"


@pytest.mark.parametrize(
    ("euros", "said"),
    [
        (12_345.67, 12_300),
        (987, 990),
        (99.5, 100),
        (9.4, 9),
        (0, 0),
        (-12_345, -12_300),
        (1_000_000, 1_000_000),
    ],
)
def test_amounts_are_rounded_as_a_person_says_them(euros: float, said: float) -> None:
    assert rounded(euros) == said


@pytest.mark.parametrize(
    ("euros", "cents"), [(0.005, 1), (-0.005, -1), (1.005, 101), (2.675, 268), (0.29, 29)]
)
def test_cents_are_rounded_half_away_from_zero(euros: float, cents: int) -> None:
    assert to_cents(euros) == cents


@pytest.mark.parametrize(
    ("language", "said", "exact"),
    [
        (Language.FR, f"12{NARROW}300{NBSP}€", f"12{NARROW}345,67{NBSP}€"),
        (Language.EN, "€12,300", "€12,345.67"),
        (Language.FR_CA, f"12{NBSP}300{NBSP}€", f"12{NBSP}345,67{NBSP}€"),
    ],
)
def test_amounts_are_written_as_the_locale_does(language: Language, said: str, exact: str) -> None:
    assert show(Euros(1_234_567), language) == said
    assert show(Euros(1_234_567, exact=True), language) == exact


def test_shares_numbers_and_dates_are_written_as_the_locale_does() -> None:
    assert show(Percent(0.4231), Language.FR) == f"42{NBSP}%"
    assert show(Percent(0.0523), Language.FR) == f"5,2{NBSP}%"
    assert show(Percent(0.4231), Language.EN) == "42%"
    assert show(Number(3.14159, 2), Language.FR) == "3,14"
    assert show(date(2025, 3, 1), Language.FR) == "1er mars 2025"
    assert show(date(2025, 3, 1), Language.EN) == "1 March 2025"


def test_zero_is_singular_in_french_and_plural_in_english() -> None:
    def files(count: int, language: Language) -> str:
        return render(
            tn(
                "{count} fichier écrit dans {folder}.",
                "{count} fichiers écrits dans {folder}.",
                count,
                folder="x",
            ),
            language,
        )

    assert files(0, Language.FR).startswith("0 fichier écrit ")
    assert files(2, Language.FR).startswith("2 fichiers")
    assert files(1, Language.EN).startswith("1 file ")
    assert files(0, Language.EN).startswith("0 files ")


def test_a_sentence_may_hold_another() -> None:
    inner = t("débit moins crédit")
    assert render(
        t(
            "Somme de {sides} des comptes {accounts}, {scope}.",
            sides=inner,
            accounts="6",
            scope="",
        ),
        Language.FR,
    )


def test_fiscal_years_of_any_length() -> None:
    leap = FiscalYear(
        end=date(2024, 12, 31), start=date(2024, 1, 1), covered_until=date(2024, 12, 31)
    )
    assert leap.days == 366
    assert leap.complete
    half = FiscalYear(
        end=date(2025, 12, 31), start=date(2025, 1, 1), covered_until=date(2025, 6, 30)
    )
    assert half.days == 181
    assert not half.complete
    assert half.per_year(181.0) == pytest.approx(365.0)


def test_twelve_months_before_and_after() -> None:
    assert year_before(date(2022, 8, 31)) == date(2021, 9, 1)
    assert year_before(date(2024, 2, 29)) == date(2023, 3, 1)
    assert year_later(date(2021, 9, 1)) == date(2022, 8, 31)
    assert year_later(date(2024, 3, 1)) == date(2025, 2, 28)
    assert month_end(date(2024, 2, 3)) == date(2024, 2, 29)
