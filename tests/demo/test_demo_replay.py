"""What is in store after the files, lived with and without purchases more."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import pytest

from ancrage.demo import SEED, hidden
from ancrage.demo.cast.items import ITEMS
from ancrage.demo.cast.references import sku
from ancrage.demo.days import AHEAD
from ancrage.demo.life.retail import tickets
from ancrage.demo.life.trade import trade_ahead
from ancrage.demo.records import Channel, Truth
from ancrage.demo.replay import Outcome, Purchase, _start, replay

IMPORTED = [sku(item) for item in ITEMS.values() if item.supplier == hidden.SLOW_SUPPLIER]
MONDAY = date(2026, 1, 5)


@pytest.fixture(scope="module")
def usual() -> Outcome:
    return replay(SEED)


def days_of_sales(outcome: Outcome, sea: int, air: int = 0) -> Iterator[Purchase]:
    """So many days of what is asked for of each imported item, ordered on the first Monday."""
    for reference in IMPORTED:
        each_day = outcome.items[reference].wanted / len(AHEAD)
        yield Purchase(reference, round(each_day * sea), MONDAY)
        if air:
            yield Purchase(reference, round(each_day * air), MONDAY, "air")


def test_without_advice_the_imports_run_out_and_nothing_else_does(usual: Outcome) -> None:
    short = {reference for reference, one in usual.items.items() if one.short}
    assert short <= set(IMPORTED)
    assert len(short) >= 6
    missed = sum(usual.items[reference].short for reference in IMPORTED)
    assert 0.2 < missed / sum(usual.items[reference].wanted for reference in IMPORTED) < 0.3
    assert 6_000 < usual.total.margin_lost < 9_000
    assert usual.total.express == 0


def test_more_by_sea_at_once_saves_most_of_it_for_little(usual: Outcome) -> None:
    advised = replay(SEED, tuple(days_of_sales(usual, sea=45))).total
    saved = usual.total.margin_lost - advised.margin_lost
    assert saved > 0.5 * usual.total.margin_lost
    assert 0 < advised.holding - usual.total.holding < 0.1 * saved
    assert 0 < advised.tied - usual.total.tied < saved
    assert advised.days_out < usual.total.days_out


def test_a_part_by_air_saves_nearly_all_and_costs_less_than_it_saves(usual: Outcome) -> None:
    by_sea = replay(SEED, tuple(days_of_sales(usual, sea=45))).total
    both = replay(SEED, tuple(days_of_sales(usual, sea=45, air=30))).total
    saved = usual.total.margin_lost - both.margin_lost
    assert saved > 0.9 * usual.total.margin_lost
    spent = both.express + both.holding - usual.total.holding
    assert both.express > 0
    assert spent < 0.5 * saved
    assert both.cost < by_sea.cost < usual.total.cost


def test_the_same_seed_lives_the_same_and_a_purchase_changes_its_item_alone(
    usual: Outcome,
) -> None:
    assert replay(SEED) == usual
    bought = replay(SEED, [Purchase(IMPORTED[0], 500, MONDAY)])
    changed = {reference for reference in usual.items if usual.items[reference] != bought.items[reference]}  # fmt: skip
    assert changed == {IMPORTED[0]}
    assert bought.items[IMPORTED[0]].wanted == usual.items[IMPORTED[0]].wanted
    assert bought.items[IMPORTED[0]].short < usual.items[IMPORTED[0]].short


@pytest.mark.parametrize("seed", [1, 7])
def test_other_seeds_hold_the_same_in_store(seed: int) -> None:
    usual = replay(seed)
    missed = sum(usual.items[reference].short for reference in IMPORTED)
    assert missed == usual.total.short
    assert missed > 0.1 * sum(usual.items[reference].wanted for reference in IMPORTED)
    advised = replay(seed, tuple(days_of_sales(usual, sea=45))).total
    assert advised.margin_lost < 0.5 * usual.total.margin_lost
    assert advised.cost < usual.total.cost


def test_one_item_counted_by_hand(usual: Outcome, demo_truth: Truth) -> None:
    """The lantern: the stock list, the two open orders, sales asked for; what was ordered later comes on 23 June."""
    lantern = "H01"
    received = {one.order for one in demo_truth.receipts}
    coming: defaultdict[date, int] = defaultdict(int)
    arrivals = {"CF251111-NINGB": date(2026, 3, 11), "CF251230-NINGB": date(2026, 4, 30)}
    for order in demo_truth.orders:
        if order.supplier == hidden.SLOW_SUPPLIER and order.number not in received:
            coming[arrivals[order.number]] += sum(
                line.quantity for line in order.lines if line.item == lantern
            )
    asked: defaultdict[date, int] = defaultdict(int)
    sales = [(one.day, one.lines) for channel in Channel for one in tickets(SEED, channel, AHEAD)]
    for day, lines in (*sales, *((one.day, one.lines) for one in trade_ahead(SEED))):
        asked[day] += sum(line.quantity for line in lines if line.item == lantern)
    (left,) = [
        one.quantity
        for one in demo_truth.stock_counts
        if one.item == lantern and one.day == date(2025, 12, 31)
    ]
    short = out = kept = 0
    day = AHEAD[0]
    while day < date(2026, 6, 23):
        left += coming[day]
        lost = max(0, asked[day] - left)
        left -= asked[day] - lost
        short, out, kept = short + lost, out + (left == 0), kept + left
        day += timedelta(days=1)
    found = usual.items[sku(ITEMS[lantern])]
    assert (found.short, found.days_out) == (short, out)
    assert found.short > 100
    # What is kept in the last eight days comes on top.
    assert found.tied * len(AHEAD) > kept * 10
    assert found.holding == pytest.approx(found.tied * 0.18 * 181 / 365)


def test_asked_for_is_the_year_before_and_its_growth(demo_truth: Truth) -> None:
    """Over six months: the same law draws other sales, some hundredths more in all."""
    before = [one for one in demo_truth.tickets if one.day.year == 2025 and one.day.month <= 6]
    after = [sale for channel in Channel for sale in tickets(SEED, channel, AHEAD)]
    growth = sum(one.cents for one in after) / sum(one.cents for one in before)
    assert 1.0 < growth < 1.2
    assert {one.day.year for one in after} == {2026}
    customers = {one.customer for one in trade_ahead(SEED)}
    assert hidden.BIG_CUSTOMER in customers
    assert not customers & {*hidden.LAPSED, *hidden.LAPSED_EARLIER, *hidden.SILENT}


def test_the_closed_passage_is_a_part_of_it(
    usual: Outcome, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(hidden, "DETOUR_DAYS", 0)
    _start.cache_clear()
    open_ = replay(SEED).total
    _start.cache_clear()
    assert 0 < open_.margin_lost < 0.7 * usual.total.margin_lost


@pytest.mark.parametrize(
    "purchase",
    [
        Purchase("060001", 10, MONDAY),  # made by the workshop
        Purchase("999999", 10, MONDAY),
        Purchase("030001", 0, MONDAY),
        Purchase("030001", 10, date(2025, 12, 31)),
        Purchase("030001", 10, MONDAY, "road"),
        Purchase("010001", 10, MONDAY, "air"),
    ],
)
def test_what_cannot_be_ordered_is_refused(purchase: Purchase) -> None:
    with pytest.raises(ValueError, match=r"reference|ordered"):
        replay(SEED, [purchase])
