"""Regular customers fallen silent, by hand: mean interval, longest silence, chance."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from customers_told import WORLD, check_proofs, invoice, revenue, said

from ancrage.local.clients.revenue import margin_of
from ancrage.local.clients.silent import (
    customers_silent,
    regular_customers,
    silent_customers,
    silent_table,
)
from ledgers import bill, firm_of

QUIET = ("CS", "SILLAGE")


def every(days: int, start: date, end: date, who: tuple[str, str], amount: float = 100) -> list:
    count = (end - start).days // days + 1
    return [
        invoice(f"{start + timedelta(days=days * n):%Y%m%d}", who, amount) for n in range(count)
    ]


def others(count: int) -> list:
    return [
        line
        for n in range(count)
        for line in every(30, date(2025, 1, 5), date(2025, 12, 31), (f"C{n}", f"COURLIS {n}"))
    ]


def test_a_silence_three_times_as_long_as_usual(tmp_path: Path) -> None:
    # Six purchases every 30 days, the last on 9 June 2025; the books end on 31 December: 205 days.
    quiet = every(30, date(2025, 1, 10), date(2025, 6, 10), QUIET)
    goods = bill("20250110", ("FX", "FOURNIL"), 3000)
    last = invoice("20251231", ("C0", "COURLIS 0"), 100)
    firm = firm_of(tmp_path, [*quiet, *others(5), goods, last])
    told = revenue(firm)
    silent = silent_customers(told)
    assert silent.select("silence_days", "longest_days", "usual").rows() == [(205, 30, 60_000)]
    found = customers_silent(told, silent, margin_of(firm, firm.year), WORLD)
    assert found is not None
    assert said(found) == (
        "Un client régulier se tait depuis bien plus longtemps que d’habitude : il vous achetait 600 € par an"
    )
    check_proofs(found)
    # Sales: 600 + 5 x 13 x 100 - 0 (13 purchases each) + 100 = 7 200; margin 4 200.
    assert found.stake is not None
    assert found.stake.central == pytest.approx(600 * 4200 / 7200 * 0.2)
    assert found.confidence.level == "low"
    table = silent_table(told, silent)
    assert table is not None
    assert table.rows[0][:3] == ("SILLAGE", 600.0, date(2025, 6, 9))


def test_twice_as_long_is_not_enough(tmp_path: Path) -> None:
    quiet = every(60, date(2025, 1, 10), date(2025, 9, 10), QUIET)  # last on 7 September, 115 days
    told = revenue(
        firm_of(tmp_path, [*quiet, *others(5), invoice("20251231", ("C0", "COURLIS 0"), 1)])
    )
    assert silent_customers(told).is_empty()


def test_a_customer_of_one_season_is_not_silent_out_of_season(tmp_path: Path) -> None:
    season = [
        line
        for year in (2023, 2024, 2025)
        for line in every(7, date(year, 1, 10), date(year, 3, 10), QUIET)
    ]
    before = [
        line
        for year in (2023, 2024)
        for line in every(30, date(year, 1, 5), date(year, 12, 31), ("C0", "COURLIS 0"))
    ]
    told = revenue(firm_of(tmp_path, [*season, *before, *others(3)]))
    regular = regular_customers(told).filter(~regular_customers(told)["silent"])
    assert "SILLAGE" in {told.firm.name_of(party) for party in regular["party"]}


def test_what_chance_alone_would_show_is_not_said(tmp_path: Path) -> None:
    quiet = every(30, date(2025, 1, 10), date(2025, 6, 10), QUIET)
    told = revenue(firm_of(tmp_path, [*quiet, *others(40)]))
    assert regular_customers(told)["silent"].sum() == 1
    assert silent_customers(told).is_empty()  # 1 of 41, less than exp(-3) = 5 %


def test_books_that_stop_early_make_nobody_silent(tmp_path: Path) -> None:
    everybody = [
        line
        for n in range(5)
        for line in every(10, date(2025, 1, 5), date(2025, 6, 10), (f"C{n}", f"COURLIS {n}"))
    ]
    rent = bill("20250930", ("FL", "FONCIERE"), 500, "613200")
    told = revenue(firm_of(tmp_path, [*everybody, rent]))
    assert silent_customers(told).is_empty()
