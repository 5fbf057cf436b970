"""On time and in full, time to survive, margin lost in a stop, and the score: each small enough to be counted by hand."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest

from ancrage.chain.suppliers.delivery import deliveries, wilson
from ancrage.chain.suppliers.recover import Recovery, recoveries
from ancrage.chain.suppliers.risk import Route, risks
from ancrage.chain.suppliers.stops import classes
from ancrage.chain.ways import exposures
from ancrage.firm.supply.survival import survival
from ancrage.world.references import world_on
from goods import TODAY, came, firm, of, ordered

WORLD = world_on(TODAY)


def sold(item: str, per_day: int, price: float, days: int = 100) -> dict[str, list[dict[str, Any]]]:
    """Sales of an item, so many a day, for the days up to the end of June."""
    lines, orders = [], []
    for n in range(days):
        day, number = date(2025, 6, 30) - timedelta(days=n), f"{item}{n}"
        amount = int(price * per_day * 100)
        lines.append(
            {"channel": "shop", "order": number, "product": item, "date": day, "quantity": float(per_day),
             "amount": amount, "currency": "EUR"}
        )  # fmt: skip
        orders.append(
            {"channel": "shop", "order": number, "date": day, "paid": True, "cancelled": False, "gross": amount,
             "tax": 0, "shipping": 0, "discount": 0, "refunded": 0, "currency": "EUR"}
        )  # fmt: skip
    return {"order_lines": lines, "orders": orders}


def joined(*parts: dict[str, list[dict[str, Any]]]) -> dict[str, list[dict[str, Any]]]:
    return {table: [row for part in parts for row in part.get(table, [])] for table in parts[0]}


def stocked(item: str, units: float, cost: float) -> dict[str, Any]:
    return {"product": item, "quantity": units, "date": date(2025, 6, 30), "unit_cost": cost, "currency": "EUR"}  # fmt: skip


def test_on_time_and_in_full_with_its_range() -> None:
    day = date(2025, 6, 1)
    promised = {"expected": day}
    found = of(
        firm(
            purchase_orders=[
                ordered("1", "2025-05-01", 10, **promised),  # whole, on the day
                ordered("2", "2025-05-01", 10, **promised),  # whole, a day later: grace
                ordered("3", "2025-05-01", 10, **promised),  # whole, a week later
                ordered("4", "2025-05-01", 10, **promised),  # part, on the day
                ordered("5", "2025-05-01", 10, expected=date(2025, 7, 30)),  # not due yet
            ],
            receipts=[
                came("1", "2025-06-01", 10), came("2", "2025-06-02", 10), came("3", "2025-06-08", 10),
                came("4", "2025-06-01", 4), came("5", "2025-06-30", 1),
            ],
        )
    )  # fmt: skip
    (one,) = deliveries(found)
    assert (one.promised, one.on_time, one.otif) == (4, 2, 2)
    assert (one.closed, one.in_full, one.partial) == (3, 3, 0)
    # The third came 7 days late; of the fourth something is awaited still, 29 days after.
    assert one.late_days == pytest.approx((7 + 29) / 2)
    assert (one.low, one.high) == wilson(2, 4)


def test_the_range_of_wilson_is_that_of_its_formula() -> None:
    # n = 10, all good, z = 1.645: lower bound 1 / (1 + z²/n) = 10 / (10 + 2.706).
    low, high = wilson(10, 10)
    assert low == pytest.approx(10 / 12.706, abs=1e-4)
    assert high == pytest.approx(1.0)
    assert wilson(0, 0) == (0.0, 1.0)


def test_an_item_lasts_as_long_as_its_stock_and_what_is_on_the_way() -> None:
    found = of(
        firm(
            **sold("A", 2, 10.0),
            stock=[stocked("A", 30, 4.0)],
            purchase_orders=[
                *(ordered(str(n), f"2025-0{n}-01", 10) for n in range(1, 5)),
                ordered(
                    "8", "2025-06-05", 20
                ),  # 25 days old: more than half of the usual 30: on the way
                ordered("9", "2025-06-29", 40),  # just ordered: not sent yet
            ],
            receipts=[came(str(n), f"2025-0{n}-{30 if n != 2 else 28}", 10) for n in range(1, 5)],
        )
    )
    (row,) = survival(found, {0: 60.0}).to_dicts()
    assert row["survive_days"] == (30 + 20) / 2
    assert row["margin_day"] == pytest.approx(2 * (10 - 4))
    assert row["lost_days"] == 60 - 25
    assert row["loss"] == pytest.approx(35 * 12)


def test_another_supplier_of_the_item_shortens_the_wait() -> None:
    other = {"supplier": "Corderie Sainte-Barbe"}
    found = of(
        firm(
            **sold("A", 1, 10.0),
            stock=[stocked("A", 5, 4.0)],
            purchase_orders=[
                *(ordered(str(n), f"2025-0{n}-01", 25) for n in range(1, 5)),
                *(ordered(f"b{n}", f"2025-0{n}-01", 5, **other) for n in range(1, 5)),
            ],
            receipts=[
                *(came(str(n), f"2025-0{n}-21", 25) for n in range(1, 5)),
                *({**came(f"b{n}", f"2025-0{n}-11", 5), **other} for n in range(1, 5)),
            ],
        )
    )
    names = {one.name: number for number, one in found.partners.items()}
    first = names["Filature du Ponant"]
    (row,) = survival(found, dict.fromkeys(found.partners, 60.0)).to_dicts()
    assert row["supplier"] == first
    # The other one delivers in ten days.
    assert row["other_days"] == pytest.approx(10, abs=0.7)
    assert row["lost_days"] == pytest.approx(row["other_days"] - 5)


def test_what_is_not_known_is_not_counted() -> None:
    found = of(
        firm(
            **sold("A", 1, 10.0),
            purchase_orders=[ordered("1", "2025-01-01", 10)],
            receipts=[came("1", "2025-01-21", 10)],
        )
    )
    (row,) = survival(found, {0: 60.0}).to_dicts()
    assert (row["survive_days"], row["loss"]) == (None, None)
    (risk,) = risks(found, {0: Recovery(60, 60, 60, "list")}, {})
    assert (risk.survive_days, risk.loss, risk.unknown) == (None, 0.0, 1)


def test_terms_add_up_and_open_into_their_figures() -> None:
    both = joined(sold("A", 2, 10.0), sold("B", 1, 30.0))
    found = of(
        firm(
            **both,
            stock=[stocked("A", 20, 4.0), stocked("B", 200, 20.0)],
            purchase_orders=[ordered("1", "2025-01-01", 10), ordered("2", "2025-02-01", 10, "B")],
            receipts=[came("1", "2025-01-31", 10), came("2", "2025-03-03", 10, "B")],
        )
    )
    (risk,) = risks(
        found, {0: Recovery(30, 60, 90, "default")}, {0: Route(("suez", "malacca"), ("suez",))}
    )
    assert risk.score == pytest.approx(sum(term.points for term in risk.terms))
    assert risk.score == pytest.approx(
        sum(risk.of_part(part) for part in ("signals", "vulnerability", "impact"))
    )
    assert sum(term.most for term in risk.terms) == 100
    assert all(0 <= term.points <= term.most for term in risk.terms)
    points = {term.code: term.points for term in risk.terms}
    # A is out after 10 days: 50 days at 12 a day. A year's margin is (12 + 10) x 365 = 8,030; 600 is 7.5 % of it: all points.
    assert risk.loss == pytest.approx(600)
    assert (risk.low, risk.high) == (pytest.approx(240), pytest.approx(960))
    assert points["loss"] == 30
    assert points["alarm"] == 10
    assert points["sole"] == 15
    assert points["passages"] == pytest.approx(2.5)
    assert points["second"] == 5
    assert points["slower"] == 0
    assert risk.exposure == 1.0
    assert risk.survive_days == 10


def test_classes_go_by_margin_at_risk() -> None:
    parts = [
        sold(name, 1, price) for name, price in (("A", 84.0), ("B", 14.0), ("C", 7.0), ("D", 9.0))
    ]
    found = of(
        firm(
            **joined(*parts),
            stock=[stocked("A", 0, 4.0), stocked("B", 0, 4.0), stocked("C", 0, 4.0), stocked("D", 500, 4.0)],
            purchase_orders=[ordered("1", "2025-01-01", 10, item) for item in "ABCD"],
            receipts=[came("1", "2025-01-31", 10, item) for item in "ABCD"],
        )
    )  # fmt: skip
    told = classes(risks(found, {0: Recovery(10, 10, 10, "list")}, {}))
    # Losses 800, 100, 30 and nothing: A makes 86 %; B begins under 95 %; C begins at 97 %.
    assert dict(told.select("item", "class").iter_rows()) == {
        "A": "A",
        "B": "B",
        "C": "C",
        "D": "C",
    }


def test_recovery_is_what_the_list_says_else_an_interruption_and_the_way() -> None:
    tables: dict[str, Any] = {
        "purchase_orders": [ordered(str(n), f"2025-0{n}-01", 10) for n in range(1, 6)],
        "receipts": [came(str(n), f"2025-0{n}-21", 10) for n in range(1, 6)],
    }
    (default,) = recoveries(of(firm(**tables)), {}, WORLD).values()
    assert default.origin == "default"
    # 30, 45 and 60 days as the reference says, and 20 days on the way.
    assert default.low == pytest.approx(50, abs=1)
    assert default.high - default.low == 30
    told = [{"name": "Filature du Ponant", "recover_days": 12.0}]
    (said,) = recoveries(of(firm(**tables, suppliers=told)), {}, WORLD).values()
    assert said == Recovery(12.0, 12.0, 12.0, "list")


def test_a_supplier_without_orders_is_as_far_as_its_way() -> None:
    # Goods were received once, without an order: nothing tells its lead time but where it is.
    tables: dict[str, Any] = {
        "receipts": [came(None, "2025-05-21", 10)],
        "suppliers": [{"name": "Filature du Ponant", "country": "CN", "mode": "mer"}],
    }
    found = of(firm(**tables))
    ways = exposures(found, WORLD)
    (far,), (near,) = recoveries(found, ways, WORLD).values(), recoveries(found, {}, WORLD).values()
    # From Shanghai to Le Havre: 10,366 miles at 14 knots are 30.9 days, and 8.8 in ports.
    assert far.central == pytest.approx(45 + 39.7, abs=0.1)
    assert near.central == 45 + WORLD["zone_europe_days"].central
