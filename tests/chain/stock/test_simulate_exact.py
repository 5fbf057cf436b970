"""The simulator of stock against answers that are known exactly: textbook models, convolutions, and days worked by hand."""

from __future__ import annotations

from math import exp, lgamma, log, log1p

import numpy as np
import pytest

from ancrage.chain.stock import textbook
from ancrage.chain.stock.simulate.items import (
    Item,
    Option,
    Policy,
    Pool,
    Prices,
    Run,
    Rush,
    Second,
    Shock,
    Source,
    base_stock,
    reorder_point,
)
from ancrage.chain.stock.simulate.laws import fixed, law, negative_binomial, poisson
from ancrage.chain.stock.simulate.outcome import Outcome
from ancrage.chain.stock.simulate.run import Setting, simulate

LONG = Setting(days=3650, warm_days=300, scenarios=256, seed=5)


def daily(wait: float = 0.0, margin: float = 0.0, order: float = 0.0) -> Prices:
    """One euro for each unit left at the end of a day."""
    return Prices(365.0, margin, 1.0, order, wait)


def one(item: Item, *options: Option, setting: Setting = LONG) -> list[Outcome]:
    return simulate([Run(item, options)], setting)[0]


def away(outcome: Outcome, exact: float) -> float:
    """Standard errors between the simulated cost a day and the exact one."""
    return (outcome.euros.total / 365 - exact) * 365 / outcome.error


@pytest.mark.parametrize(("mean", "days", "order"), [(6.0, 0, 5.0), (0.7, 4, 20.0), (3.2, 9, 64.0)])
def test_periodic_s_S_is_as_in_the_textbook(mean: float, days: int, order: float) -> None:  # noqa: N802
    exact = textbook.s_S_poisson_exact(1, 4, order, mean, days)
    item = Item("sS", poisson(mean), fixed(days), daily(4, order=order), int(exact.S), waits=1)
    (found,) = one(item, Option(Policy(int(exact.s), int(exact.S))))
    assert abs(away(found, exact.cost)) < 3


@pytest.mark.parametrize(("mean", "days", "order"), [(2.0, 5, 8.0), (0.3, 20, 30.0)])
def test_r_Q_is_as_in_the_textbook(mean: float, days: int, order: float) -> None:  # noqa: N802
    # Costs are of the end of days: one day of lead time more in the model that watches all the time. Orders are apart.
    exact = textbook.r_Q_poisson_exact(1, 9, order, mean, days + 1)
    item = Item("rQ", poisson(mean), fixed(days), daily(9), int(exact.r + exact.Q), waits=1)
    (found,) = one(item, Option(reorder_point(int(exact.r), int(exact.Q))))
    assert abs(away(found, exact.cost - order * mean / exact.Q)) < 3


def test_a_supplier_that_stops_is_as_in_the_textbook() -> None:
    exact = textbook.newsvendor_disruptions(1, 10, 20, 0.02, 0.1)
    shock = Shock("stops", -365 * log1p(-0.02), 10)
    item = Item("stops", fixed(20), fixed(0), daily(10), int(exact.S), waits=1, shocks=(shock,))
    (found,) = one(item, Option(base_stock(int(exact.S))))
    assert abs(away(found, exact.cost)) < 3


def chances_of_poisson(mean: float, last: int) -> np.ndarray:
    return np.array([exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(last + 1)])


def test_random_lead_times_that_cross_are_as_by_convolution() -> None:
    # Base stock, an order a day: the order of k days ago is still out with the chance that its lead time passes k.
    mean, level, leads = 1.3, 14, {2: 0.3, 6: 0.5, 11: 0.2}
    demand = chances_of_poisson(mean, 40)
    short = demand.copy()  # the day's own demand
    for ago in range(max(leads)):
        late = sum(chance for days, chance in leads.items() if days > ago)
        out = late * demand
        out[0] += 1 - late
        short = np.convolve(short, out)[:200]
    units = np.arange(len(short))
    exact = short @ (np.maximum(level - units, 0) + 7 * np.maximum(units - level, 0))
    item = Item(
        "leads", poisson(mean), law(list(leads), list(leads.values())), daily(7), level, waits=1
    )
    (found,) = one(item, Option(base_stock(level)))
    assert abs(away(found, exact)) < 3


def test_lost_sales_and_overdispersed_demand_are_as_by_enumeration() -> None:
    # No lead time: each day starts with the level, whatever was lost the day before.
    demand, level, margin = negative_binomial(2.0, 9.0), 5, 6.0
    left = sum(p * max(level - n, 0) for n, p in zip(demand.values, demand.chances, strict=True))
    lost = sum(p * max(n - level, 0) for n, p in zip(demand.values, demand.chances, strict=True))
    item = Item("lost", demand, fixed(0), daily(margin=margin), level)
    (found,) = one(item, Option(base_stock(level)))
    assert abs(away(found, left + margin * lost)) < 3
    assert found.fill_rate == pytest.approx(1 - lost / 2.0, abs=0.002)


def test_a_share_of_those_who_are_not_served_waits() -> None:
    # Nothing ever comes: ten a day are asked for, a quarter of them wait.
    item = Item("share", fixed(10), fixed(5000), daily(margin=1.0), waits=0.25)
    (found,) = one(item, Option(base_stock(1)), setting=Setting(days=365, scenarios=256))
    assert found.euros.stockout == pytest.approx(0.75 * 3650, rel=0.003)


STOPS = Shock("at once", 1e6, 1e6, Source.MAIN, shared=True)  # from the second day on, for ever
FEW = Setting(days=365, scenarios=4)


def test_days_by_hand_from_open_orders_to_lost_sales() -> None:
    # 25 on hand, 20 due on day 3, 10 a day, no other delivery: 15, 5, 0 (5 lost), 10, 0, then 10 lost a day.
    item = Item("hand", fixed(10), fixed(5000), daily(margin=2.0), 25, due=((3, 20),))
    (found,) = one(item, Option(base_stock(1)), setting=FEW)
    assert found.euros.holding == pytest.approx(15 + 5 + 10)
    assert found.euros.stockout == pytest.approx(2 * (5 + 360 * 10))
    assert found.short_days == 361
    assert found.fill_rate == pytest.approx(45 / 3650)
    assert found.low == found.high == pytest.approx(found.euros.total)


def test_reviews_packs_and_least_orders_by_hand() -> None:
    # Every 7th day from day 2, up to 100 in packs of 8, 30 at least: on day 2, 80 are left, 20 needed, 30 at least, 32.
    # Then 112 - 70 = 42 on day 9: 58 needed, 64; 36 on day 16: 64; 30 on day 23: 70, 72; 32 on day 30: 68, 72…
    item = Item(
        "packs", fixed(10), fixed(0), daily(order=1.0), 100, review_days=7, first_review_day=2
    )
    policy = Policy(99, 100, pack=8, least=30)
    (found,) = one(item, Option(policy), setting=Setting(days=30, scenarios=4))
    days, stock = [], 100
    ordered = {2: 32, 9: 64, 16: 64, 23: 72}
    for day in range(30):
        stock += ordered.get(day, 0) - 10
        days.append(stock)
    assert found.euros.holding * 30 / 365 == pytest.approx(sum(days))
    assert found.euros.ordering * 30 / 365 == pytest.approx(4)


def test_a_raise_ends_by_itself() -> None:
    # 10 a day, no lead time: each day ends with the level less the day's ten; 50 more until day 100, 5 days to sell them.
    item = Item("raise", fixed(10), fixed(0), daily(), 40)
    for_good, until = one(
        item, Option(base_stock(40), 50), Option(base_stock(40), 50, 100), setting=FEW
    )
    assert for_good.euros.holding == pytest.approx(365 * 80)
    assert until.euros.holding == pytest.approx(100 * 80 + 70 + 60 + 50 + 40 + 261 * 30)


def test_a_second_source_by_hand() -> None:
    item = Item("second", fixed(8), fixed(0), daily(margin=5.0), 8, shocks=(STOPS,))
    level = base_stock(8)
    never, half, switch, noticed = one(
        item,
        Option(level),
        Option(level, second=Second(fixed(0), 1.0, share=0.5, order_cost=2.0)),
        Option(level, second=Second(fixed(0), 1.0, after_days=0, yearly=100.0)),
        Option(level, second=Second(fixed(0), 1.0, after_days=6)),
        setting=FEW,
    )
    # Day 0 sells the 8 on hand; the order of day 1 never comes, and the position then stays at the level: nothing more.
    assert never.euros.stockout == pytest.approx(5 * 8 * 364)
    # Half of the order of day 1 comes and is sold: 4. The position lacks 4 on day 2, of which 2 come, then 2, of which 1, then
    # 1 a day: half of one is rounded up.
    assert half.euros.stockout == pytest.approx(5 * (8 * 364 - 4 - 2 - 362))
    assert half.euros.premium == pytest.approx(4 + 2 + 362)
    assert half.euros.ordering == pytest.approx(2 * 364)
    # All the orders from day 1 on go to the second source.
    assert switch.euros.stockout == 0
    assert switch.euros.premium == pytest.approx(8 * 364 + 100)
    # The order of day 1 goes to it on day 7; it is the only one until then.
    assert noticed.euros.stockout == pytest.approx(5 * 8 * 6)
    assert noticed.euros.premium == pytest.approx(8 * 358)


def test_an_emergency_mode_by_hand() -> None:
    # Evening of day 0: 2 left, 3 or less: 18 ordered, there on the morning of day 3 (1 + 2). Day 3 leaves 10, day 4 leaves 2
    # again: a round of four days.
    item = Item("rush", fixed(8), fixed(5000), daily(margin=1.0), 10)
    rush = Rush(fixed(2), 3.0, under=3, up_to=20, order_cost=7.0)
    (found,) = one(item, Option(base_stock(10), rush=rush), setting=Setting(days=366, scenarios=2))
    year = 365 / 366
    # Days 0, 4… 364 end with 2 left: 92 orders, the last of which comes after the end; all that came is sold.
    assert found.euros.emergency == pytest.approx(year * 92 * (18 * 3 + 7))
    assert found.euros.stockout == pytest.approx(year * (366 * 8 - 10 - 91 * 18))


def test_a_pool_by_hand_and_its_crowd() -> None:
    item = Item("pool", fixed(8), fixed(5000), daily(margin=5.0), shocks=(STOPS,))
    pool = Pool(20, 100, 2.0, 50.0)
    alone, crowd = one(
        item,
        Option(base_stock(1), pool=pool),
        Option(base_stock(1), pool=Pool(20, 100, 2.0, 50.0, crowded=0.5)),
        setting=FEW,
    )
    # 20 units on days 0 to 2; again from days 100, 200 and 300 on.
    assert alone.euros.pool == pytest.approx(50 + 2 * 80)
    assert alone.euros.stockout == pytest.approx(5 * (8 * 365 - 80))
    # From day 1 on the others draw: 10 are left. Day 0: 8; day 1: 2; days 100, 200, 300: 10 again.
    assert crowd.euros.pool == pytest.approx(50 + 2 * 40)
