"""Weight of the first customers, by hand.

2024: A 6 000, B 2 000, C 1 000, D 1 000. 2025: A 5 000, B 2 500, counter 2 500; goods bought 4 000.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from customers_told import COUNTER, WORLD, check_proofs, invoice, revenue, said

from ancrage.local.clients.concentration import (
    concentration,
    concentration_risk,
    customers_table,
    spread_strength,
)
from ancrage.local.clients.diagnose import diagnose
from ancrage.local.clients.revenue import margin_of
from ledgers import bill, firm_of

A, B, C, D = (("CA", "ATELIER ALBA"), ("CB", "BRUME"), ("CC", "CALANQUE"), ("CD", "DUNE"))


def two_years() -> list:
    return [
        invoice("20240110", A, 6000),
        invoice("20240210", B, 2000),
        invoice("20240310", C, 1000),
        invoice("20241210", D, 1000),
        invoice("20250110", A, 5500),
        invoice("20250310", A, -500),
        invoice("20250610", B, 2500),
        invoice("20251220", COUNTER, 2500),
        bill("20250115", ("FX", "FOURNIL"), 4000),
    ]


def test_shares_are_of_all_sales_and_pools_weigh_nothing(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, two_years())
    seen = concentration(revenue(firm), firm.year)
    assert seen is not None
    assert (seen.customers, seen.first_cents) == (2, 500_000)
    assert (seen.top1, seen.top3, seen.named) == (0.5, 0.75, 0.75)
    assert seen.hhi_all == pytest.approx(0.3125)  # 0.5² + 0.25²
    assert seen.hhi_named == pytest.approx(0.5556, abs=1e-4)  # (2/3)² + (1/3)²


def test_the_stake_is_the_margin_times_the_observed_loss(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, two_years())
    told = revenue(firm)
    found = concentration_risk(told, concentration(told, firm.year), margin_of(firm, firm.year))
    assert found is not None
    assert said(found) == "ATELIER ALBA fait à lui seul 50 % de vos ventes, soit 5 000 €"
    check_proofs(found)
    # 5 000 x 6 000 / 10 000 x (1 000 + 1 000) / 10 000; by number: two customers of four.
    assert found.stake is not None
    assert (found.stake.low, found.stake.central, found.stake.high) == pytest.approx(
        (600, 600, 1500)
    )
    values = {one.name: one.value for one in found.stake.inputs}
    assert values == {
        "first_customer": 5000,
        "gross_margin": 6000,
        "sales": 10_000,
        "lost": 2000,
        "named_before": 10_000,
    }


def test_one_year_gives_no_stake(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, two_years()[4:])
    told = revenue(firm)
    found = concentration_risk(told, concentration(told, firm.year), margin_of(firm, firm.year))
    assert found is not None
    assert found.stake is None


def test_a_signed_agreement_leaves_only_the_wider_base_to_work_on(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, two_years(), answers={"first_customer_contract": "contract"})
    found = next(f for f in diagnose(firm, WORLD).findings if f.code == "customer_concentration")
    assert [action.code for action in found.actions] == ["customers_grow_next_ones"]


def test_three_customers_who_hold_more_than_half(tmp_path: Path) -> None:
    small = [invoice(f"2025{m:02}10", (f"C{m}", f"CLIENTELE {m}"), 450) for m in range(1, 13)]
    three = [invoice("20250110", one, 1900) for one in (A, B, C)]
    firm = firm_of(tmp_path, [*small, *three])  # 5 400 + 5 700
    told = revenue(firm)
    found = concentration_risk(told, concentration(told, firm.year), None)
    assert found is not None
    assert said(found) == "Trois clients font 51 % de vos ventes, soit 5 700 €"
    check_proofs(found)


def test_a_spread_base_is_a_strength(tmp_path: Path) -> None:
    entries = [
        invoice(f"2025{1 + n % 12:02}10", (f"C{n}", f"CLIENTELE {n}"), 100) for n in range(20)
    ]
    firm = firm_of(tmp_path, entries)
    told = revenue(firm)
    seen = concentration(told, firm.year)
    found = spread_strength(told, seen)
    assert concentration_risk(told, seen, None) is None
    assert found is not None
    assert (
        said(found)
        == "Vos ventes reposent sur 20 clients nommés, dont le premier ne pèse que 5,0 %"
    )
    check_proofs(found)


def test_pooled_sales_are_never_a_concentration(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [invoice(f"2025{m:02}10", COUNTER, 1000) for m in range(1, 13)])
    told = revenue(firm)
    assert concentration(told, firm.year) is None
    assert customers_table(told, None) is None


def test_the_table_sets_both_years_side_by_side(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, two_years())
    told = revenue(firm)
    table = customers_table(told, concentration(told, firm.year))
    assert table is not None
    assert table.rows == (
        ("ATELIER ALBA", 5000.0, 0.5, 6000.0, 2),
        ("BRUME", 2500.0, 0.25, 2000.0, 1),
    )
