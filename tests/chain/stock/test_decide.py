"""What to do about an item whose supplier may stop: cases whose answer is known by hand or by another computation."""

from __future__ import annotations

from dataclasses import replace
from math import expm1

import pytest

from ancrage.chain.stock.decide.case import BreakEven, ItemCase, Kind, Order
from ancrage.chain.stock.decide.choose import decide, decide_all, next_order
from ancrage.chain.stock.simulate.items import (
    Item,
    Option,
    Pool,
    Prices,
    Run,
    Rush,
    Second,
    Shock,
    base_stock,
    reorder_point,
)
from ancrage.chain.stock.simulate.laws import fixed, law, negative_binomial
from ancrage.chain.stock.simulate.run import Setting, simulate

# The example of docs/rooms/chain.stock.md: ten a day, no more and no less, ordered each morning for five days later.
LEVEL = 60
SCREWS = Item(
    "screws", fixed(10), fixed(5), Prices(8.0, 12.0, 0.25), LEVEL - 50,
    due=tuple((day, 10) for day in range(1, 5)),
    shocks=(Shock("maker", 0.5, 30),),
)  # fmt: skip
SECOND = Second(fixed(5), 2.0, yearly=300.0)
EXAMPLE = ItemCase(SCREWS, base_stock(LEVEL), SECOND, notice_days=3)


def a_stop(extra_days: int) -> tuple[float, float]:
    """Days without sales and unit-days missing from the extra stock in a stop of 30 days on average, by adding up its days.

    The days without deliveries are as many as the days of the stop; its j-th day happens with chance (29/30)^(j - 1).
    """
    last = 3000
    lasts = [(29 / 30) ** j for j in range(last)]
    lost = sum(lasts[extra_days:])
    missing = sum(10 * min(j + 1, extra_days) * lasts[j] for j in range(last))
    return lost, missing


def test_the_worked_example_in_the_long_run() -> None:
    stops = 365 / (1 / -expm1(-0.5 / 365) + 30)
    lost, _ = a_stop(0)
    accept = stops * lost * 10 * 12
    lost, missing = a_stop(33)
    more = stops * lost * 10 * 12 + (330 * 365 - stops * missing) * 8 * 0.25 / 365
    # The first three days of a stop are lost. Beyond, its orders come from the other, but for those of the mornings after
    # three days without sales.
    p, q = 1 / 30, 29 / 30
    bought = 10 * (30 - p * (1 + 2 * q + 3 * q * q) - (q**6 + q**7 + q**8))
    second = stops * (10 * (1 + q + q * q) * 12 + bought * 2) + 300
    assert (round(accept), round(more), round(second)) == (1728, 1209, 730)
    options = (
        Option(base_stock(LEVEL)),
        Option(base_stock(LEVEL), extra=330),
        Option(base_stock(LEVEL), second=replace(SECOND, after_days=3)),
    )
    setting = Setting(days=3650, warm_days=2000, scenarios=1024, seed=3)
    found = simulate([Run(SCREWS, options)], setting)[0]
    for outcome, exact in zip(found, (accept, more, second), strict=True):
        assert abs(outcome.euros.total - exact) < 3 * outcome.error


def test_the_worked_example_is_decided() -> None:
    told = decide(EXAMPLE, seed=1)
    assert [choice.kind for choice in told.choices] == [
        Kind.SECOND_SOURCE,
        Kind.STOCK_MORE,
        Kind.ACCEPT,
    ]
    chosen = told.best.option.second
    assert chosen is not None
    assert (chosen.share, chosen.after_days) == (0.0, 3)
    # By hand, 300 euros a year are worth it from 300 / (3600 - 897) = 0.11 stops a year on; here what a stop costs after the
    # end of the year is not seen, a tenth of it.
    rarer = told.break_even.rarer
    assert rarer is not None
    assert rarer.then is Kind.ACCEPT
    assert rarer.at == pytest.approx(0.111 / 0.9, abs=0.015)
    assert told.break_even.oftener is None


def test_frequent_short_stops_ask_for_stock_and_rare_long_ones_for_a_second_source() -> None:
    # The same share of time down. Tomlin (2006): the longer the stops, the less stock helps.
    second = Second(fixed(5), 0.6, yearly=500.0)
    kinds = {}
    for often, days in ((6.0, 5.0), (0.5, 60.0)):
        item = replace(SCREWS, shocks=(Shock("maker", often, days),))
        kinds[days] = decide(ItemCase(item, base_stock(LEVEL), second)).best.kind
    assert kinds == {5.0: Kind.STOCK_MORE, 60.0: Kind.SECOND_SOURCE}


def test_a_supplier_that_never_stops_is_accepted_and_nothing_turns() -> None:
    told = decide(ItemCase(replace(SCREWS, shocks=()), base_stock(LEVEL), SECOND))
    assert told.best.kind is Kind.ACCEPT
    assert told.saving == 0
    assert told.break_even == BreakEven(None, None, None, None)
    assert told.best.outcome.euros.stockout == 0


ITEM = Item(
    "bolts", negative_binomial(3.0, 6.0), law([8, 10, 12], [1, 2, 1]), Prices(20.0, 10.0, 0.25, 10.0),
    70, ((4, 20),), shocks=(Shock("far maker", 0.3, 30),),
)  # fmt: skip
CASE = ItemCase(
    ITEM, reorder_point(45, 60), Second(fixed(12), 3.0, yearly=50.0), 3, Rush(fixed(2), 8.0, 0, 0, 30.0),
    Pool(80, 30, 3.0, 200.0),
)  # fmt: skip


def test_every_kind_that_can_be_had_is_told_and_adds_up() -> None:
    told = decide(CASE)
    assert {choice.kind for choice in told.choices} == set(Kind)
    for choice in told.choices:
        outcome = choice.outcome
        assert outcome.totals.shape[0] in {256, 1024}
        assert outcome.low < outcome.euros.total < outcome.high
        assert 0.9 < outcome.fill_rate < 1
    # The same ways on other scenarios, many more of them.
    options = tuple(choice.option for choice in told.choices)
    found = simulate([Run(ITEM, options)], Setting(scenarios=16384, seed=99))[0]
    for choice, outcome in zip(told.choices, found, strict=True):
        assert choice.outcome.euros.total == pytest.approx(outcome.euros.total, rel=0.05)


def test_costs_meet_where_the_choice_turns() -> None:
    told = decide(CASE)
    turn = told.break_even.oftener
    assert turn is not None
    assert turn.at > 0.3
    then = next(choice for choice in told.choices if choice.kind is turn.then)
    item = replace(ITEM, shocks=(Shock("far maker", turn.at, 30),))
    options = (told.best.option, then.option)
    one, other = simulate([Run(item, options)], Setting(scenarios=32768, seed=5))[0]
    assert one.euros.total == pytest.approx(other.euros.total, rel=0.03)
    longer = told.break_even.longer
    assert longer is not None
    then = next(choice for choice in told.choices if choice.kind is longer.then)
    item = replace(ITEM, shocks=(Shock("far maker", 0.3, longer.at),))
    options = (told.best.option, then.option)
    one, other = simulate([Run(item, options)], Setting(scenarios=32768, seed=5))[0]
    assert one.euros.total == pytest.approx(other.euros.total, rel=0.03)


def test_a_decision_depends_on_its_own_case_alone() -> None:
    others = [replace(CASE, item=replace(ITEM, name=f"other {rank}")) for rank in range(3)]
    alone = decide(CASE, seed=4)
    among = decide_all([*others, CASE, EXAMPLE], seed=4, threads=3)[3]
    assert [c.outcome.euros for c in among.choices] == [c.outcome.euros for c in alone.choices]
    assert (among.break_even, among.order) == (alone.break_even, alone.order)
    assert decide_all([]) == []


def test_a_raise_for_an_alert_ends_with_it() -> None:
    # The maker stops three times a year for 60 days to come, then never; holding the goods is dear.
    shock = Shock("maker", 3.0, 20, until_day=60, per_year_after=0.0)
    item = replace(SCREWS, prices=Prices(40.0, 30.0, 0.4), shocks=(shock,))
    told = decide(ItemCase(item, base_stock(LEVEL)))
    assert told.best.kind is Kind.STOCK_MORE
    assert told.best.option.until_day == 60
    assert told.order.day == 0
    assert told.order.until_day == 60
    # Tomorrow's order brings the position to the raised level: 60 + extra from 10 in hand and 40 due.
    assert told.order.units == 10 + told.best.option.extra


def test_the_next_order_by_hand() -> None:
    # 70 in hand, 20 due, 3 a day, order at 45 or less: 90 - 3 × 15 = 45 on day 15; lots of 60.
    assert next_order(CASE, Option(CASE.policy)) == Order(15, 60, None)
    # Reviewed every 7th day from day 3: day 17, when 39 are left.
    weekly = replace(CASE, item=replace(ITEM, review_days=7, first_review_day=3))
    assert next_order(weekly, Option(CASE.policy)) == Order(17, 60, None)
    # A raise of 30: at 75 or less: day 5, until day 90. One that ends before it is ordered is none.
    assert next_order(CASE, Option(CASE.policy, 30, 90)) == Order(5, 60, 90)
    assert next_order(CASE, Option(CASE.policy, 30, 5)) == Order(15, 60, None)
