"""Payment delays, by hand: three invoices of 1 200 tax included each, to two customers."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from customers_told import COUNTER, WORLD, check_proofs, invoice, receipt, revenue, said

from ancrage.findings import Finding
from ancrage.local.clients.delay import customer_payment_delay
from ancrage.local.clients.payment_days import delay_of, slow_payers_table
from ledgers import firm_of

SLOW, QUICK = ("CL", "LAMBIN"), ("CV", "VIF ARGENT")


def paid(year: int, who: tuple[str, str], days: int) -> list:
    found = []
    for month in (1, 4, 7):
        sold = date(year, month, 10)
        letter = f"{who[0]}{month}"
        found += [
            invoice(f"{sold:%Y%m%d}", who, 1000, letter=letter),
            receipt(f"{sold + timedelta(days=days):%Y%m%d}", who, 1200, letter=letter),
        ]
    return found


def ends(year: int) -> list:
    """A counter sale paid on the spot in December, so that the year is complete."""
    return [
        invoice(f"{year}1231", COUNTER, 1000, letter="Z"),
        receipt(f"{year}1231", COUNTER, 1200, letter="Z"),
    ]


def delays(firm) -> tuple:
    told = revenue(firm)
    return told, WORLD, delay_of(told, firm.year), delay_of(told, firm.year_ago)


def payment_delay(firm) -> Finding | None:
    return customer_payment_delay(*delays(firm))


def test_the_mean_leaves_the_counter_out(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*paid(2025, SLOW, 90), *paid(2025, QUICK, 30), *ends(2025)])
    delay = delay_of(revenue(firm), firm.year)
    assert delay is not None
    assert delay.days == pytest.approx(60)  # (3 x 90 + 3 x 30) / 6
    assert delay.covered == pytest.approx(1)


def test_the_slow_customer_is_named_and_its_cash_costed(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*paid(2025, SLOW, 90), *paid(2025, QUICK, 30), *ends(2025)])
    found = payment_delay(firm)
    assert found is not None
    assert said(found) == (
        "LAMBIN vous paie en 90 jours : 3 600 € de ses factures ont attendu plus de 60 jours"
    )
    check_proofs(found)
    # 3 600 / 365 x (90 - 60) days = 295.89 held; 3.39 %, 3.65 % and 14.01 % of it.
    assert found.stake is not None
    assert (found.stake.low, found.stake.central, found.stake.high) == pytest.approx(
        (10.03, 10.80, 41.45), abs=0.01
    )
    table = slow_payers_table(*delays(firm))
    assert table is not None
    assert table.rows == (
        ("LAMBIN", 3600.0, 90.0, None, 3600.0),
        ("VIF ARGENT", 3600.0, 30.0, None, 0.0),
    )


def test_payments_that_slow_down_are_costed_against_last_year(tmp_path: Path) -> None:
    before = [*paid(2024, SLOW, 30), *paid(2024, QUICK, 30), *ends(2024)]
    now = [*paid(2025, SLOW, 50), *paid(2025, QUICK, 40), *ends(2025)]
    found = payment_delay(firm_of(tmp_path, [*before, *now]))
    assert found is not None
    assert said(found) == (
        "Vos clients nommés paient en 45 jours en moyenne, contre 30 l’exercice d’avant"
    )
    check_proofs(found)
    assert found.stake is not None
    # 7 200 / 365 x (45 - 30) x 3.65 % = 10.80
    assert found.stake.central == pytest.approx(7200 / 365 * 15 * 0.0365)


def test_quick_payments_are_a_strength(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*paid(2025, SLOW, 25), *paid(2025, QUICK, 15), *ends(2025)])
    found = payment_delay(firm)
    assert found is not None
    assert (found.kind, said(found)) == (
        "strength",
        "Vos clients nommés vous paient en 20 jours en moyenne",
    )
    check_proofs(found)


def test_the_agreed_term_of_the_answer_replaces_the_law(tmp_path: Path) -> None:
    entries = [*paid(2025, SLOW, 25), *paid(2025, QUICK, 15), *ends(2025)]
    firm = firm_of(tmp_path, entries, answers={"payment_terms_days": 10})
    found = payment_delay(firm)
    assert found is not None
    assert found.kind == "weakness"
    assert said(found) == "Vos clients nommés paient en 20 jours en moyenne, contre 10 convenus"
    check_proofs(found)
    assert found.stake is not None
    assert found.stake.central == pytest.approx(7200 / 365 * 10 * 0.0365)


def test_without_lettering_the_balance_speaks(tmp_path: Path) -> None:
    entries = [
        *(invoice(f"2025{m:02}10", SLOW, 1000) for m in range(1, 11)),
        *(receipt(f"2025{m:02}28", SLOW, 600) for m in range(1, 11)),
        invoice("20251210", SLOW, 0.5),
    ]
    found = payment_delay(firm_of(tmp_path, entries))
    assert found is not None
    # 6 000.60 owed / 12 000.60 invoiced x 365
    assert said(found) == (
        "À la fin de l’exercice, vos clients vous doivent 6 000 €, soit 183 jours de ventes"
    )
    assert found.confidence.level == "low"
    check_proofs(found)
    assert found.stake is not None
    assert found.stake.central == pytest.approx((6000.6 - 12_000.6 / 365 * 60) * 0.0365)


def test_payments_that_are_not_booked_leave_nothing_to_say(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [invoice(f"2025{m:02}10", SLOW, 1000) for m in range(1, 13)])
    assert payment_delay(firm) is None
