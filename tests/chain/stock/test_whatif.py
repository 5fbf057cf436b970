"""What if: items followed day by day, by hand."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from ancrage.chain.stock.following import paths
from ancrage.chain.stock.whatif import Paths, Shock, short_anyway, what_if
from goods import came, firm, of, ordered


def one(
    on_hand: float, again: float, arrivals: list[tuple[float, float, bool]], per_day: float = 1.0
) -> Paths:
    """One item of supplier 7, with a margin of 5 euros and a cost of 10 a unit."""
    days = np.array([[a for a, _, _ in arrivals] or [np.inf]])
    units = np.array([[u for _, u, _ in arrivals] or [0.0]])
    way = np.array([[w for _, _, w in arrivals] or [False]])
    return Paths(
        ("A",), ("Savon",), np.array([5.0]), np.array([10.0]), np.array([7]), np.array([per_day]), np.array([on_hand]), np.array([again]), days, units, way, {7: 3})  # fmt: skip


def test_a_stop_holds_what_is_not_sent_and_not_what_is_on_the_way() -> None:
    # 20 on hand, 30 on the way for day 10, supply again on day 40: no lack. Stopped for 28 days: 50 units last until day 50,
    # supply is back on day 68.
    of_one = one(20, 40, [(10, 30, True)])
    found = what_if(of_one, Shock(stops={7: 28}))
    (lack,) = found.out
    assert (lack.out_day, lack.back_day, lack.lost_days) == (50, 68, 18)
    assert (lack.units, lack.loss, found.loss) == (18, 90.0, 90.0)
    assert (found.followed, found.unknown) == (1, 3)
    # The same order not sent yet comes on day 38: 20 lasts to 20, lack to 38, then 30 units to 68: back just then.
    held = what_if(one(20, 40, [(10, 30, False)]), Shock(stops={7: 28}))
    assert [(lack.lost_days, lack.out_day) for lack in held.out] == [(18.0, 20)]


def test_a_delay_puts_off_all_that_is_not_there() -> None:
    # Base: 10 units to day 10, 25 come on day 10, supply again on day 35. Twelve days late: lack from 10 to 22, then to day 47.
    found = what_if(one(10, 35, [(10, 25, True)]), Shock(delays={7: 12}))
    assert [(lack.out_day, lack.back_day, lack.lost_days) for lack in found.out] == [(10, 22, 12.0)]


def test_what_would_lack_anyway_is_not_counted() -> None:
    # Ten days of stock, supply in 30: 20 days lack today. Ten per cent longer: 3 days more.
    found = what_if(one(10, 30, []), Shock(longer={7: 1.1}))
    assert [lack.lost_days for lack in found.out] == [pytest.approx(3.0)]
    assert what_if(one(10, 30, []), Shock()).out == ()


def test_what_lacks_though_nothing_happens_is_told_apart() -> None:
    (lack,) = short_anyway(one(10, 30, []))
    assert (lack.out_day, lack.back_day, lack.lost_days, lack.loss) == (10, 30, 20.0, 100.0)
    assert short_anyway(one(30, 30, [])) == ()


def test_dearer_purchases_cost_a_year_of_use() -> None:
    found = what_if(one(500, 30, [], per_day=2.0), Shock(dearer={7: 0.1}))
    assert found.cost == pytest.approx(2 * 365 * 10 * 0.1)
    assert found.out == ()


def test_other_suppliers_feel_nothing() -> None:
    assert what_if(one(10, 30, []), Shock(stops={8: 60})).out == ()


def test_the_items_of_a_firm_are_followed_from_its_files() -> None:
    sales = {
        "order_lines": [
            {"channel": "s", "order": str(n), "product": "A", "date": date(2025, 6, 30) - timedelta(days=n), "quantity": 1.0,
             "amount": 1000, "currency": "EUR"} for n in range(100)
        ],
        "orders": [
            {"channel": "s", "order": str(n), "date": date(2025, 6, 30) - timedelta(days=n), "paid": True, "cancelled": False,
             "gross": 1000, "tax": 0, "shipping": 0, "discount": 0, "refunded": 0, "currency": "EUR"} for n in range(100)
        ],
    }  # fmt: skip
    tables: dict[str, Any] = {
        **sales,
        "stock": [{"product": "A", "quantity": 15.0, "date": date(2025, 6, 30), "unit_cost": 4.0, "currency": "EUR"}],
        "purchase_orders": [
            *(ordered(str(n), f"2025-0{n}-01", 25) for n in range(1, 5)),
            ordered("9", "2025-06-20", 100),
        ],
        "receipts": [came(str(n), f"2025-0{n}-21", 25) for n in range(1, 5)],
    }  # fmt: skip
    found = paths(of(firm(**tables)))
    # Ordered on 20 June, twenty days on the way as the others: it should come on 10 July.
    assert found.arrival[0, 0] == pytest.approx(10, abs=1)
    assert found.again[0] == pytest.approx(20, abs=0.5)
    (lack,) = what_if(found, Shock(delays={0: 15.0})).out
    # 15 units last 15 days; the order comes on day 25.
    assert lack.out_day == 15
    assert lack.lost_days == pytest.approx(10, abs=1)
    assert lack.loss == pytest.approx(6 * lack.lost_days)


def test_three_thousand_items_take_an_instant() -> None:
    rng = np.random.default_rng(1)
    count, width = 3000, 6
    names = tuple(str(n) for n in range(count))
    many = Paths(
        names, names, rng.uniform(1, 20, count), rng.uniform(1, 20, count), rng.integers(0, 200, count),
        rng.uniform(0.1, 5, count), rng.uniform(0, 200, count), rng.uniform(5, 90, count),
        rng.uniform(0, 90, (count, width)), rng.uniform(1, 50, (count, width)), rng.random((count, width)) < 0.5, {},
    )  # fmt: skip
    start = time.process_time()
    found = what_if(many, Shock(stops=dict.fromkeys(range(200), 60.0)))
    assert time.process_time() - start < 1.0
    assert len(found.out) > 1000
