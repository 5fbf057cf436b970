"""Habits read back from orders, cases from the files, what is advised and what is to be ordered."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import numpy as np
import pytest

from ancrage.chain.stock.advice import advise
from ancrage.chain.stock.cases import complete, demand_laws, told
from ancrage.chain.stock.habits import habit
from ancrage.firm.supply.positions import Supply
from ancrage.world.references import world_on
from goods import TODAY, came, firm, of, ordered

WORLD = world_on(TODAY)
END = date(2025, 6, 30)


def test_a_habit_is_read_back_from_what_is_there_now() -> None:
    # Ten a week, ordered fifty at a time every five weeks when the position is at 30; now 40, two weeks after the last order.
    days = [END - timedelta(days=14 + 35 * n) for n in (3, 2, 1, 0)]
    used = [10 / 7 * (END - day).days for day in days]
    found = habit(30 + 50 - used[-1], [(day, 50.0) for day in days], used, 35, 10 / 7, 20)
    assert found.reorder == pytest.approx(30)
    assert found.up_to == pytest.approx(80)
    assert (found.review_days, found.last_order, found.read_from) == (35, days[-1], "orders")


def test_two_orders_tell_no_habit() -> None:
    found = habit(100, [(END, 10.0)], [0.0], 7, 2.0, 20)
    assert (found.reorder, found.up_to, found.read_from) == (40.0, 100.0, "default")


def goods(on_hand: float, lead: int, late: int = 0, **supplier: Any) -> Supply:
    """Two years of one item, two a day, ordered every 28 days; from May on the supplier takes `late` days more."""
    start = END - timedelta(days=728)
    sales, orders, asked, in_ = [], [], [], []
    rng = np.random.default_rng(5)
    for n in range(729):
        day, units = start + timedelta(days=n), int(rng.poisson(2))
        if units:
            sales.append(
                {
                    "channel": "s",
                    "order": str(n),
                    "product": "A",
                    "date": day,
                    "quantity": float(units),
                    "amount": units * 2000,
                    "currency": "EUR",
                }
            )
            orders.append(
                {
                    "channel": "s",
                    "order": str(n),
                    "date": day,
                    "paid": True,
                    "cancelled": False,
                    "gross": units * 2000,
                    "tax": 0,
                    "shipping": 0,
                    "discount": 0,
                    "refunded": 0,
                    "currency": "EUR",
                }
            )
    for n in range(0, 729, 14):
        day = start + timedelta(days=n)
        took = lead + (n // 14) % 3 - 1 + (late if day >= date(2025, 3, 1) else 0)
        asked.append(ordered(f"c{n}", day.isoformat(), 28, unit_price=8.0, currency="EUR"))
        if day + timedelta(days=took) <= END:
            in_.append(came(f"c{n}", (day + timedelta(days=took)).isoformat(), 28))
    tables: dict[str, Any] = {
        "order_lines": sales, "orders": orders, "purchase_orders": asked, "receipts": in_,
        "stock": [{"product": "A", "quantity": on_hand, "date": END, "unit_cost": 8.0, "currency": "EUR"}],
        "suppliers": [{"name": "Filature du Ponant", **supplier}],
    }  # fmt: skip
    return of(firm(**tables))


def test_what_is_needed_comes_from_the_files_and_the_rest_is_said() -> None:
    found = goods(60, 20, second_source="Corderie", second_days=5.0, second_pct=30.0)
    rows = complete(found)
    assert rows["item"].to_list() == ["A"]
    (one,) = told(found, rows, demand_laws(found), WORLD)
    assert one.demand.mean_per_day == pytest.approx(2, abs=0.2)
    assert one.lead.usual_days == pytest.approx(20, abs=1)
    item = one.case.item
    assert (item.prices.unit_cost, item.prices.margin) == (8.0, 12.0)
    assert (item.on_hand, item.review_days) == (60, 14)
    # Two orders of the last weeks are still to come.
    assert [units for _, units in item.due] == [28, 28]
    assert one.case.second is not None
    assert one.case.second.premium == pytest.approx(8 * 0.3)
    assert one.case.rush is None
    # The only supplier: one interruption in 3.7 years strikes it.
    (shock,) = item.shocks
    assert shock.per_year == pytest.approx(1 / 3.7)
    assert [str(text.message) for text in one.assumptions] == [
        "Envoi en urgence : ni son délai ni son prix ne sont connus, il n’est pas comparé."
    ]


def test_nobody_else_is_no_second_source() -> None:
    found = goods(60, 20, second_source="non")
    (one,) = told(found, complete(found), demand_laws(found), WORLD)
    assert one.case.second is None


def test_an_item_with_enough_is_not_ordered_and_one_under_its_level_is() -> None:
    rich, poor = advise(goods(400, 20), WORLD), advise(goods(1, 20), WORLD)
    assert rich.purchases == ()
    (card,) = poor.cards
    (bought,) = poor.purchases
    assert bought.item == "A"
    assert bought.by == END + timedelta(days=1)
    # Two a day for the lead time and the days until the next look; 57 are on hand and on order.
    assert bought.units > 2 * (20 + 14) - 57
    assert card.reorder.units > 57


def test_a_slower_supplier_with_little_stock_asks_for_more() -> None:
    found = goods(40, 20, late=40)
    (law,) = found.laws.values()
    assert law.alarm is not None
    usual = advise(goods(40, 20), WORLD)
    slow = advise(found, WORLD)
    assert slow.cards[0].reorder.units > usual.cards[0].reorder.units + 40
    assert slow.purchases
    assert slow.low <= slow.saving <= slow.high


def test_an_item_of_which_something_is_unknown_is_not_decided_on() -> None:
    found = of(
        firm(
            purchase_orders=[ordered(str(n), f"2025-0{n}-01", 25) for n in range(1, 5)],
            receipts=[came(str(n), f"2025-0{n}-21", 25) for n in range(1, 5)],
        )
    )
    advice = advise(found, WORLD)
    assert (advice.cards, advice.purchases, advice.undecided) == ((), (), 1)
