"""Habits read back from orders, cases from the files, what is advised and what is to be ordered."""

from __future__ import annotations

from datetime import timedelta

import pytest

from ancrage.chain.stock.advice import advise
from ancrage.chain.stock.cases import complete, demand_laws, told
from ancrage.chain.stock.habits import habit, supposed
from ancrage.chain.stock.items_advised import stock_raise
from ancrage.firm import Firm
from ancrage.firm.leadtimes.laws import days_within
from ancrage.firm.supply.positions import Supply
from ancrage.world.references import world_on
from goods import END, TODAY, came, firm, of, one_item, ordered

WORLD = world_on(TODAY)


def test_a_habit_is_read_back_from_what_is_there_now() -> None:
    # Ten a week, ordered fifty at a time every five weeks when the position is at 30; now 40, two weeks after the last order.
    days = [END - timedelta(days=14 + 35 * n) for n in (3, 2, 1, 0)]
    used = [10 / 7 * (END - day).days for day in days]
    found = habit(30 + 50 - used[-1], [(day, 50.0) for day in days], used, 35)
    assert found is not None
    assert found.reorder == pytest.approx(30)
    assert found.up_to == pytest.approx(80)
    assert (found.review_days, found.last_order, found.read_from) == (35, days[-1], "orders")


def test_two_orders_tell_no_habit() -> None:
    assert habit(100, [(END, 10.0)] * 2, [0.0] * 2, 7) is None
    found = supposed(52.0, 2.0, 7, END)
    assert (found.reorder, found.up_to, found.read_from) == (52.0, 112.0, "default")


def test_where_no_order_tells_the_habit_nothing_is_saved_on_a_worse_one() -> None:
    found = announcing(20.0)
    (card,) = advise(found, WORLD).cards
    assert card.told.habit.reorder == card.reorder.units
    # What it loses is what stops of the supplier cost: without them it serves nearly all.
    assert card.accepted.outcome.fill_rate > 0.93
    (line,) = advise(found, WORLD).purchases
    assert "d’habitude" not in line.why.message


def test_what_is_needed_comes_from_the_files_and_the_rest_is_said() -> None:
    found = one_item(60, 20, second_source="Corderie", second_days=5.0, second_pct=30.0)
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
        "Envoi en urgence : ni son délai ni son prix ne sont connus, il n’est pas comparé.",
        "Stock commun avec d’autres entreprises : ses conditions ne sont pas connues, il n’est pas comparé.",
    ]


def shop(days: float | None, price: int = 20) -> Firm:
    """An item of which the firm keeps sales and stock, never its orders; its supplier says in how many days it delivers."""
    sales = [
        {"product": "A", "date": END - timedelta(days=n), "quantity": 2.0, "amount": 200 * price, "currency": "EUR",
         "taxed": False, "order": str(n)}
        for n in range(400)
    ]  # fmt: skip
    item = {"product": "A", "supplier": "Filature du Ponant", "unit_cost": 8.0, "currency": "EUR"}
    stock = {"product": "A", "quantity": 10.0, "date": END, "currency": "EUR"}
    supplier = {"name": "Filature du Ponant", "lead_days": days}
    return firm(order_lines=sales, products=[item], stock=[stock], suppliers=[supplier])


def announcing(days: float | None) -> Supply:
    return of(shop(days))


def test_what_a_supplier_announces_is_counted_with_and_said_to_be_unmeasured() -> None:
    found = announcing(20.0)
    row = found.positions.row(0, named=True)
    assert row["unknown"] == []
    law = found.law_for("A", row["supplier"])
    assert law is not None
    assert (law.announced, law.orders, law.alarm) == (True, 0, None)
    assert law.usual_days == pytest.approx(20, abs=0.1)
    # It may well be late: nine in ten come within half as long again.
    assert days_within(law.usual, 0.9) == pytest.approx(30, abs=2)
    (card,) = advise(found, WORLD).cards
    assert "Délai\xa0: celui qui est annoncé" in card.told.assumptions[0].message
    # Ten in stock, two a day, twenty days to wait: it is to be ordered, and the reason names what was announced.
    (line,) = advise(found, WORLD).purchases
    assert line.units >= 30


@pytest.mark.parametrize("days", [None, 0.0, -3.0, 1e9, float("inf"), float("nan")])
def test_what_nobody_would_wait_for_is_no_lead_time(days: float | None) -> None:
    assert announcing(days).positions["unknown"].to_list() == [["lead_time"]]


def test_where_no_order_is_kept_what_is_advised_is_proved_by_the_sales() -> None:
    dear = shop(60.0, price=400)
    found = of(dear)
    finding = stock_raise(dear, found, advise(found, WORLD))
    assert finding is not None
    (proof,) = finding.evidence
    assert (proof.file, proof.table, len(proof.lines)) == ("order_lines.csv", "order_lines", 400)


def test_what_orders_measure_goes_before_what_is_announced() -> None:
    found = one_item(60, 20, lead_days=5.0)
    law = found.law_of(0)
    assert law is not None
    assert not law.announced
    assert law.usual_days == pytest.approx(20, abs=1)


def test_nobody_else_is_no_second_source() -> None:
    found = one_item(60, 20, second_source="non")
    (one,) = told(found, complete(found), demand_laws(found), WORLD)
    assert one.case.second is None


def test_an_item_with_enough_is_not_ordered_and_one_under_its_level_is() -> None:
    rich, poor = advise(one_item(400, 20), WORLD), advise(one_item(1, 20), WORLD)
    assert rich.purchases == ()
    (card,) = poor.cards
    (bought,) = poor.purchases
    assert bought.item == "A"
    assert bought.by == END + timedelta(days=1)
    # Two a day for the lead time and the days until the next look; 57 are on hand and on order.
    assert bought.units > 2 * (20 + 14) - 57
    assert card.reorder.units > 57


def test_a_slower_supplier_with_little_stock_asks_for_more() -> None:
    found = one_item(40, 20, late=40)
    (law,) = found.laws.values()
    assert law.alarm is not None
    usual = advise(one_item(40, 20), WORLD)
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
