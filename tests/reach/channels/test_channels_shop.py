"""The shop by year and channel, by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from ancrage.exhibits import Diagnosis, Table
from ancrage.findings import Finding, evidence_cents
from ancrage.firm import read
from ancrage.reach.channels.diagnose import diagnose
from ancrage.text import Language, render
from ancrage.world.references import world_on
from ledgers import sale, write
from trade_files import Order, shop_orders

YEARS = [sale(f"{year}{day}", 9_000.0) for year in (2024, 2025) for day in ("0103", "1230")]


def order(number: int, year: int, who: str, refunded: float = 0.0, **more: str) -> Order:
    """An order of 24.00 with tax."""
    day = f"{year}-05-{number % 28 + 1:02} 10:00:00 +0200"
    line = (2, "Savon", 12.00, "S-1")
    told = Order(
        f"#{year}-{number}",
        day,
        (line,),
        24.00,
        4.00,
        refunded=refunded,
        email=f"{who}@example.com",
    )
    return replace(told, **more)  # type: ignore[arg-type]


def said(tmp_path: Path, *orders: Order) -> Diagnosis:
    files = [shop_orders(tmp_path / "orders.csv", orders)] if orders else []
    firm = read([*write(tmp_path, YEARS), *files]).firm
    assert firm is not None
    return diagnose(firm, world_on(date(2026, 3, 2)))


def refunds(diagnosis: Diagnosis) -> Finding | None:
    return next((f for f in diagnosis.findings if f.code == "shop_refunds"), None)


def table(diagnosis: Diagnosis) -> Table | None:
    return next((one for one in diagnosis.tables if one.code == "shop_years"), None)


def year_of(year: int, count: int, back: int) -> list[Order]:
    """`count` orders of which `back` were given back in whole."""
    return [order(n, year, f"c{n}", 24.00 if n < back else 0.0) for n in range(count)]


def test_each_year_with_its_orders_refunds_and_customers(tmp_path: Path) -> None:
    diagnosis = said(
        tmp_path,
        order(1, 2024, "ada"),
        order(2, 2024, "bob", 6.00),
        order(1, 2025, "ada"),
        order(2, 2025, "ada", 12.00),
        order(3, 2025, "cy"),
        order(4, 2025, "dee", cancelled="2025-05-06 08:00:00 +0200"),
        order(5, 2025, "eve", status="pending"),
        order(6, 2025, "fay", currency="USD"),
    )
    shown = table(diagnosis)
    assert shown is not None
    before, now = shown.rows
    assert before == (date(2024, 12, 31), "Shopify", 2, 48.0, 6.0, 0.125, 24.0, 2, None)
    # Three paid orders of 24.00 in euros, by Ada (who came the year before) and Cy.
    assert now == (date(2025, 12, 31), "Shopify", 3, 72.0, 12.0, pytest.approx(1 / 6), 24.0, 2, 0.5)
    assert evidence_cents(tuple(shown.proofs[1][""]())) == 72_00
    assert [piece.lines.tolist() for piece in shown.proofs[0][""]()] == [[2, 3]]


def test_refunds_that_grow_are_a_weakness(tmp_path: Path) -> None:
    found = refunds(said(tmp_path, *year_of(2024, 100, 2), *year_of(2025, 100, 4)))
    assert found is not None
    assert found.kind == "weakness"
    assert found.stake is None
    assert evidence_cents(found.evidence) == 2_400_00
    words = render(found.title, Language.FR)
    assert words.startswith("4,0")
    assert "contre 2,0" in words


def test_a_large_part_given_back_is_told_even_when_it_does_not_grow(tmp_path: Path) -> None:
    found = refunds(said(tmp_path, *year_of(2024, 100, 6), *year_of(2025, 100, 6)))
    assert found is not None
    assert found.kind == "opportunity"


@pytest.mark.parametrize(
    ("before", "now"),
    [((100, 4), (100, 4)), ((1000, 2), (1000, 4)), ((40, 1), (40, 6))],
    ids=["little and steady", "too little to matter", "too few orders"],
)
def test_small_or_steady_refunds_are_only_in_the_table(
    tmp_path: Path, before: tuple[int, int], now: tuple[int, int]
) -> None:
    diagnosis = said(tmp_path, *year_of(2024, *before), *year_of(2025, *now))
    assert refunds(diagnosis) is None
    assert table(diagnosis) is not None


def test_a_firm_without_shop_has_neither(tmp_path: Path) -> None:
    diagnosis = said(tmp_path)
    assert refunds(diagnosis) is None
    assert table(diagnosis) is None
