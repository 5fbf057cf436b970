"""Who came back, who left, by hand.

2023: P1 to P6, 1 000 each in two invoices. 2024: P6 and Q1 to Q9, 1 000 each in two invoices.
2025: P1 800, P2 700, P6 and Q1 to Q5 1 000 each. Goods bought: half of the sales of 2024.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from customers_told import COUNTER, WORLD, check_proofs, invoice, revenue, said

from ancrage.local.clients.lost import customers_lost, lost_table, won_back
from ancrage.local.clients.retention import (
    customer_retention,
    flow_between,
    flow_table,
    known_customers_share,
)
from ledgers import bill, firm_of


def p(n: int) -> tuple[str, str]:
    return f"P{n}", f"PINEDE {n}"


def q(n: int) -> tuple[str, str]:
    return f"Q{n}", f"QUINTAL {n}"


def twice(year: int, who: tuple[str, str], amount: float = 1000) -> list:
    return [invoice(f"{year}0120", who, amount / 2), invoice(f"{year}1220", who, amount / 2)]


def year_2024() -> list:
    return [
        *twice(2024, p(6)),
        *(line for n in range(1, 10) for line in twice(2024, q(n))),
        bill("20240115", ("FX", "FOURNIL"), 5000),
    ]


def year_2025() -> list:
    return [
        *twice(2025, p(1), 800),
        *twice(2025, p(2), 700),
        *twice(2025, p(6)),
        *(line for n in range(1, 6) for line in twice(2025, q(n))),
    ]


def three_years() -> list:
    return [*(line for n in range(1, 7) for line in twice(2023, p(n))), *year_2024(), *year_2025()]


def test_kept_lost_new_and_known(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*year_2024(), *year_2025()])
    flow = flow_between(revenue(firm), firm.year_ago, firm.year)
    assert flow is not None
    assert (flow.kept.height, flow.lost.height, flow.new.height) == (6, 4, 2)
    assert (flow.lost_cents, flow.lost_share, flow.lost_count_share) == (400_000, 0.4, 0.4)
    assert flow.known_share == pytest.approx(6000 / 7500)
    table = flow_table(revenue(firm))
    assert table is not None
    assert table.rows == ((firm.year.end, 10, 6, 4, 2, 0.6, 4000.0, 1500.0, 0.8),)


def test_customers_who_do_not_come_back_are_a_weakness(tmp_path: Path) -> None:
    firm = firm_of(tmp_path, [*year_2024(), *year_2025()])
    found = customer_retention(revenue(firm))
    assert found is not None
    assert found.kind == "weakness"
    assert said(found) == (
        "6 de vos 10 clients nommés ont racheté d’un exercice à l’autre : "
        "ils faisaient 60 % de ce que vous leur vendiez"
    )
    check_proofs(found)


def test_customers_who_come_back_are_a_strength_and_so_are_known_ones(tmp_path: Path) -> None:
    firm = firm_of(
        tmp_path, [line for y in (2024, 2025) for n in range(12) for line in twice(y, q(n))]
    )
    found, known = customer_retention(revenue(firm)), known_customers_share(revenue(firm))
    assert found is not None
    assert known is not None
    assert (found.kind, known.kind) == ("strength", "strength")
    assert said(known) == (
        "100 % de vos ventes à des clients nommés viennent de clients déjà servis l’exercice d’avant (12 000 €)"
    )
    check_proofs(found)
    check_proofs(known)


def test_a_drop_from_a_high_share_is_said(tmp_path: Path) -> None:
    everybody = [line for y in (2023, 2024) for n in range(20) for line in twice(y, q(n))]
    most = [line for n in range(18) for line in twice(2025, q(n))]
    found = customer_retention(revenue(firm_of(tmp_path, [*everybody, *most])))
    assert found is not None
    assert found.kind == "weakness"
    assert said(found).endswith(
        "90 % de ce que vous leur vendiez, contre 100 % l’exercice précédent"
    )


def test_an_unfinished_year_says_nothing_of_those_who_left(tmp_path: Path) -> None:
    half = [invoice("20250120", q(1), 500), invoice("20250620", q(1), 500)]
    told = revenue(firm_of(tmp_path, [*year_2024(), *half]))
    assert customer_retention(told) is None
    assert known_customers_share(told) is None
    assert customers_lost(told, WORLD) is None
    assert lost_table(told) is None


def test_the_margin_that_left_with_the_reference_share(tmp_path: Path) -> None:
    found = customers_lost(revenue(firm_of(tmp_path, [*year_2024(), *year_2025()])), WORLD)
    assert found is not None
    assert said(found) == (
        "4 clients qui achetaient l’exercice d’avant n’ont rien acheté cette année : "
        "4 000 € de ventes, 40 % du total d’alors"
    )
    check_proofs(found)
    # 4 000 x 5 000 / 10 000 = 2 000 of margin; 5 %, 20 % and 40 % of it.
    assert found.stake is not None
    assert (found.stake.low, found.stake.central, found.stake.high) == pytest.approx(
        (100, 400, 800)
    )


def test_the_firms_own_share_won_back_comes_first(tmp_path: Path) -> None:
    told = revenue(firm_of(tmp_path, three_years()))
    back = won_back(told, WORLD)
    # P1 to P5 bought 5 000 in 2023 and nothing in 2024; P1 and P2 bought 1 500 in 2025.
    assert (back.low, back.central, back.high) == pytest.approx((0.3, 0.3, 0.4))
    found = customers_lost(told, WORLD)
    assert found is not None
    assert found.stake is not None
    assert found.stake.central == pytest.approx(600)
    assert {one.origin for one in found.stake.inputs} == {"books"}
    check_proofs(found)


def test_customers_of_one_purchase_carry_no_stake_and_little_confidence(tmp_path: Path) -> None:
    once = [invoice(f"2024{1 + n:02}10", q(n), 1000) for n in range(12)]
    after = [invoice(f"2025{1 + n:02}10", p(n), 1000) for n in range(12)]
    found = customers_lost(revenue(firm_of(tmp_path, [*once, *after])), WORLD)
    assert found is not None
    assert found.stake is None
    assert found.confidence.level == "low"


def test_a_credit_note_is_not_a_purchase(tmp_path: Path) -> None:
    told = revenue(firm_of(tmp_path, [*year_2024(), *year_2025(), invoice("20250301", q(9), -50)]))
    flow = flow_between(told, told.firm.year_ago, told.firm.year)
    assert flow is not None
    assert flow.lost.height == 4


def test_pools_neither_stay_nor_leave(tmp_path: Path) -> None:
    told = revenue(
        firm_of(tmp_path, [*year_2024(), invoice("20241230", COUNTER, 90_000), *year_2025()])
    )
    flow = flow_between(told, told.firm.year_ago, told.firm.year)
    assert flow is not None
    assert flow.lost_cents == 400_000
