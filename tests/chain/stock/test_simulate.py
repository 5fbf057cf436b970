"""The simulator of stock: luck that depends on what is simulated alone, laws, weights, and a second program beside it."""

from __future__ import annotations

import random
import subprocess
import sys
from dataclasses import replace
from math import exp, sqrt

import numpy as np
import pytest
from numba.core import caching

from ancrage.chain.stock.compiled import compiled
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
from ancrage.chain.stock.simulate.laws import (
    Law,
    empirical,
    fixed,
    law,
    negative_binomial,
    paces,
    poisson,
)
from ancrage.chain.stock.simulate.outcome import interval
from ancrage.chain.stock.simulate.pack import packed
from ancrage.chain.stock.simulate.run import Setting, simulate, simulated

PRICES = Prices(20.0, 9.0, 0.25, 6.0, 0.4)
BOTH = Source.MAIN | Source.RUSH
ITEM = Item(
    "screws", negative_binomial(3.0, 8.0), law([4, 6, 9], [2, 2, 1]), PRICES, 40, ((3, 20),),
    review_days=3, first_review_day=1, waits=0.4,
    shocks=(
        Shock("maker", 1.5, 20, BOTH), Shock("strait", 0.5, 30, shared=True),
        Shock("canal", 2.0, 40, Source(0), slows=True, down=True),
    ),
    slow_lead=law([11, 16], [2, 1]),
)  # fmt: skip
POLICY = Policy(45, 80, pack=5, least=10)
OPTIONS = (
    Option(POLICY),
    Option(POLICY, extra=30, until_day=120),
    Option(POLICY, second=Second(fixed(7), 2.0, 0.25, 5, 8.0)),
    Option(POLICY, rush=Rush(fixed(2), 6.0, 6, 30, 15.0)),
    Option(POLICY, pool=Pool(40, 60, 3.0, crowded=0.5)),
)


def test_nothing_depends_on_threads_nor_on_the_other_items() -> None:
    others = [Run(replace(ITEM, name=f"item {rank}"), OPTIONS[:2]) for rank in range(5)]
    setting = Setting(scenarios=300, seed=9)
    alone = simulated([Run(ITEM, OPTIONS)], replace(setting, threads=1))
    for threads in (2, 3, 7):
        found = simulated([*others, Run(ITEM, OPTIONS)], replace(setting, threads=threads))
        assert (found.totals[-5:] == alone.totals).all()
        assert (found.means[-5:] == alone.means).all()
    assert (simulated([Run(ITEM, OPTIONS)], replace(setting, seed=8)).totals != alone.totals).any()


def test_items_touched_by_the_same_shock_stop_on_the_same_days() -> None:
    # Known demand: only the stops are drawn.
    item = Item("a", fixed(5), fixed(3), PRICES, 30, shocks=(Shock("Suez", 2.0, 25),))
    same = replace(item, name="b")
    other = replace(item, name="c", shocks=(Shock("Panama", 2.0, 25),))
    runs = [Run(one, (Option(base_stock(25)),)) for one in (item, same, other)]
    first, second, third = simulated(runs, Setting(scenarios=64)).totals
    assert (first == second).all()
    assert first.std() > 0
    assert (first != third).any()


def slow(seed: int, days: int) -> tuple[list[float], list[int]]:
    """The five options once, by another program with other random numbers: euros, and units that were not served."""
    luck = random.Random(seed)  # noqa: S311 (luck, not a secret)
    demand = luck.choices(ITEM.demand.values.tolist(), ITEM.demand.chances.tolist(), k=days)
    usual = luck.choices([4, 6, 9], [2, 2, 1], k=days)
    around = luck.choices([11, 16], [2, 1], k=days)
    down = {}
    for shock in ITEM.shocks:
        up, state = not shock.down, []
        for _ in range(days + 500):
            state.append(not up)
            up = luck.random() >= 1 - exp(-shock.per_year / 365) if up else luck.random() < 1 / shock.mean_days  # fmt: skip
        down[shock.name] = state
    stuck = [a or b for a, b in zip(down["maker"], down["strait"], strict=True)]
    euros, unserved = [], []
    for option in OPTIONS:
        stock, due, cost, missed = 40, {3: 20}, 0.0, 0
        owed, rush_due, pool, full = 0, 0, option.pool.units if option.pool else 0, 0
        for day in range(days):
            extra = option.extra if option.until_day and day < option.until_day else 0
            position = stock - owed + sum(n for at, n in due.items() if at >= day)
            if day % 3 == 1 and position <= 45 + extra:
                units = -(-max(80 + extra - position, 10) // 5) * 5
                leaves = next(at for at in range(day, days + 500) if not stuck[at])
                mine, went = 0, day
                if option.second:
                    mine = int(units / 4 + 0.5)
                    begin = day
                    while begin > 0 and stuck[begin - 1]:
                        begin -= 1
                    if stuck[day] and leaves - begin > 5:
                        mine, went = units, max(day, begin + 5)
                if mine:
                    cost += 8 + 2 * mine
                    due[went + 7] = due.get(went + 7, 0) + mine
                if units > mine:
                    cost += 6
                    there = leaves + (around if down["canal"][leaves] else usual)[day]
                    due[there] = due.get(there, 0) + units - mine
            stock += due.get(day, 0)
            paid = min(stock, owed)
            stock, owed = stock - paid, owed - paid
            sold = min(stock, demand[day])
            stock -= sold
            missing = demand[day] - sold
            if option.pool and missing:
                if full and day >= full:
                    pool, full = 40, 0
                taken = max(min(missing, pool - 20 if down["strait"][day] else pool), 0)
                if taken:
                    full = full or day + 60
                pool, missing, cost = pool - taken, missing - taken, cost + 3 * taken
            waits = sum(luck.random() < 0.4 for _ in range(missing))
            owed += waits
            missed += missing
            cost += 9 * (missing - waits) + 0.4 * owed + 20 * 0.25 / 365 * stock
            near = stock - owed + sum(n for at, n in due.items() if day < at < day + 4)
            if option.rush and stock - owed <= 6 and near <= 6 and day >= rush_due:
                went = next(at for at in range(day + 1, days + 500) if not down["maker"][at])
                cost += 15 + 6 * (30 - near)
                due[went + 2] = due.get(went + 2, 0) + 30 - near
                rush_due = went + 2
        euros.append(cost)
        unserved.append(missed)
    return euros, unserved


def test_another_program_with_other_luck_finds_the_same() -> None:
    days, times = 365, 250
    there = [slow(seed, days) for seed in range(times)]
    setting = Setting(days=days, scenarios=4096, seed=2)
    found = simulate([Run(ITEM, OPTIONS)], setting)[0]
    for rank, outcome in enumerate(found):
        euros = np.array([one[0][rank] for one in there])
        error = sqrt(euros.var() / times + outcome.error**2)
        assert abs(outcome.euros.total - euros.mean()) < 3 * error, rank
        unserved = np.array([one[1][rank] for one in there])
        expected = 1 - unserved.mean() / (3 * days)
        assert outcome.fill_rate == pytest.approx(
            expected, abs=4 * unserved.std() / times**0.5 / 1095
        )
        assert outcome.low < outcome.euros.total < outcome.high
        assert outcome.cash == pytest.approx(20 * outcome.mean_stock)


def test_a_pace_in_doubt_is_drawn_once_a_scenario() -> None:
    # Nothing there, and nothing that comes in time: each unit asked for costs a euro. The variance of a year is 365 × 2 at a known
    # pace; the doubt adds (365 × 0.5)².
    item = Item("doubt", negative_binomial(2.0, 2.0), fixed(4000), Prices(1.0, 1.0, 0.0), paces=paces(2.0, 2.0, 0.5, 4))  # fmt: skip
    asked = simulated([Run(item, (Option(Policy(-1, 0)),))], Setting(scenarios=4096)).totals[0]
    assert asked.mean() == pytest.approx(730, rel=0.01)
    assert asked.var() == pytest.approx(365 * 2 + (365 * 0.5) ** 2, rel=0.03)


def test_paces_keep_the_mean_and_the_doubt() -> None:
    for doubt in (0.1, 1.0, 3.0):
        found = paces(2.0, 6.0, doubt, 4)
        means = np.array([one.mean for one in found])
        assert means.mean() == pytest.approx(2.0)
        assert means.std() == pytest.approx(doubt, rel=0.02 if doubt <= 1 else 0.25)
        assert [one.variance / one.mean for one in found] == pytest.approx([3.0] * 4, rel=1e-4)
    assert paces(2.0, 6.0, 0.0, 4) == ()
    assert paces(0.0, 0.0, 0.0, 4) == ()


def test_what_leaves_while_a_way_is_longer_takes_longer() -> None:
    # One a day, ordered each morning, there at once; by the long way in five days. The passage is closed, for twelve days more
    # on average: still on day d with a chance (11/12)^d, and what was ordered in the last five days is then on its way.
    item = Item(
        "canal", fixed(1), fixed(0), Prices(365.0, 0.0, 1.0), 20,
        shocks=(Shock("canal", 0.0, 12, Source(0), slows=True, down=True),), slow_lead=fixed(5),
    )  # fmt: skip
    closed = [(11 / 12) ** day for day in range(60)]
    on_the_way = sum(closed[ago] for day in range(60) for ago in range(max(1, day - 4), day + 1))
    # From day 1 on, the order of the morning brings the position back to 20: at night 19 are left, less what is on its way.
    (outcome,) = simulate([Run(item, (Option(base_stock(20)),))], Setting(days=60, scenarios=8192))[0]  # fmt: skip
    held = outcome.euros.holding * 60 / 365
    assert held == pytest.approx(60 * 19 - on_the_way, abs=3 * outcome.error * 60 / 365)
    assert outcome.error > 0
    (lasting,) = simulate([Run(replace(item, shocks=(replace(item.shocks[0], mean_days=1e9),)), (Option(base_stock(20)),))])[0]  # fmt: skip
    (longer,) = simulate([Run(replace(item, shocks=(), lead=fixed(5)), (Option(base_stock(20)),))])[0]  # fmt: skip
    assert lasting.euros == longer.euros


def test_rare_stops_drawn_oftener_are_weighted_back() -> None:
    item = Item(
        "rare", poisson(4.0), fixed(5), PRICES, 40,
        shocks=(Shock("rare", 0.2, 30, until_day=90, per_year_after=0.05),),
    )  # fmt: skip
    options = (Option(reorder_point(24, 60)), Option(reorder_point(24, 60), 80))
    plain = simulate([Run(item, options)], Setting(scenarios=32768))[0]
    run = Run(item, options, ((1.0, 1.0), (9.0, 1.0), (9.0, 2.0), (4.0, 0.5)))
    weighted = simulate([run], Setting(scenarios=4096))[0]
    for one, other in zip(plain, weighted, strict=True):
        error = sqrt(one.error**2 + other.error**2)
        assert abs(one.euros.total - other.euros.total) < 3 * error
    even = simulated([run], Setting(scenarios=4096, even=True))
    none = float((even.weights[0] * (even.seen[0, :, 0] == 0)).mean())
    assert none == pytest.approx(exp(-(0.2 * 90 + 0.05 * 275) / 365), abs=0.003)


@pytest.mark.parametrize(
    "one",
    [
        poisson(0.04),
        poisson(30.0),
        negative_binomial(0.2, 3.0),
        negative_binomial(900.0, 400_000.0),  # more values than a table holds
        empirical([0, 0, 0, 2, 7, 300]),
        law([1, 1, 3], [1.0, 2.0, 3.0]),
    ],
    ids=["slow", "fast", "bursts", "large", "observed", "weights"],
)
def test_draws_follow_their_law(one: Law) -> None:
    assert one.chances.sum() == pytest.approx(1)
    given = packed([Run(Item("x", one, fixed(0), PRICES), ())])
    at, size = int(given.paces["at"][0, 0]), 1 << int(given.paces["size_log2"][0, 0])
    table = given.table[at : at + size]
    chances = np.zeros(int(one.values[-1]) + 1)
    shares = (table >> np.uint64(32)).astype(float) / 2.0**32 / size
    first, second = table & np.uint64(0xFFFF), (table >> np.uint64(16)) & np.uint64(0xFFFF)
    np.add.at(chances, first.astype(int) * one.step, shares)
    np.add.at(chances, second.astype(int) * one.step, 1 / size - shares)
    assert chances[one.values] == pytest.approx(one.chances, abs=1e-8)


def test_laws_keep_their_mean_and_their_tail() -> None:
    assert negative_binomial(900.0, 400_000.0).mean == pytest.approx(900, rel=1e-6)
    assert negative_binomial(900.0, 400_000.0).variance == pytest.approx(400_000, rel=1e-3)
    assert negative_binomial(0.2, 3.0).variance == pytest.approx(3.0, rel=1e-5)
    assert poisson(0.0).values.tolist() == [0]
    assert negative_binomial(2.0, 1.0).variance == pytest.approx(2.0)  # no such law: Poisson
    with pytest.raises(ValueError, match="weights"):
        law([1], [0.0])


def test_intervals_weigh_scenarios() -> None:
    totals, weights = np.array([30.0, 10.0, 20.0]), np.array([0.04, 0.9, 0.06])
    assert interval(totals, weights) == (10.0, 20.0)  # 10 has 90 %, 20 brings it to 96 %


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        (replace(ITEM, first_review_day=3), "review"),
        (replace(ITEM, waits=1.5), "share"),
        (replace(ITEM, due=((-1, 4),)), "open order"),
        (replace(ITEM, shocks=(Shock("x", -1.0, 3),)), "stops"),
        (replace(ITEM, slow_lead=None), "slow_lead"),
        (replace(ITEM, paces=(poisson(1.0),)), "pace"),
    ],
)
def test_what_no_item_can_have_is_refused(wrong: Item, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        simulate([Run(wrong, OPTIONS[:1])])


def test_machine_code_is_made_anew_where_no_folder_can_be_written(monkeypatch) -> None:
    def twice(number: int) -> int:
        return 2 * number

    monkeypatch.setattr(caching.CacheImpl, "_locator_classes", [])
    assert compiled(twice)(21) == 42


def test_numba_is_loaded_by_who_simulates_alone() -> None:
    code = (
        "import sys, ancrage.cli.main, ancrage.chain.stock.diagnose, ancrage.chain.stock.decide.case; "
        "from ancrage.chain.stock.simulate import items, laws; print('numba' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert result.stdout.strip() == "False"
