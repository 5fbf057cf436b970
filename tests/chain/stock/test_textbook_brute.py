"""The textbook models against slow computations that share no code with them: enumeration, chains, integrals."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product
from math import erfc, exp, lgamma, log, pi, sqrt

import numpy as np
import numpy.typing as npt
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ancrage.chain.stock import textbook

Floats = npt.NDArray[np.float64]

few = settings(max_examples=25, deadline=None)
euros = st.floats(0.1, 50)
lots = st.floats(1, 500)


def none_or(low: float, high: float) -> st.SearchStrategy[float]:
    return st.just(0.0) | st.floats(low, high)


def poisson(mean: float, last: int) -> list[float]:
    return [exp(n * log(mean) - mean - lgamma(n + 1)) for n in range(last + 1)]


def one_period(level: int, chances: list[float], holding: float, stockout: float) -> float:
    """Cost of a level once demand is taken off it, by adding up each demand."""
    return sum(
        chance * (holding * max(level - d, 0) + stockout * max(d - level, 0))
        for d, chance in enumerate(chances)
    )


def normal(mean: float, sd: float) -> tuple[Floats, Floats]:
    """Points over twenty standard deviations, and the share of each."""
    x = np.linspace(mean - 10 * sd, mean + 10 * sd, 8001)
    weights = np.exp(-(((x - mean) / sd) ** 2) / 2)
    return x, weights / weights.sum()


def expected(level: float, demand: tuple[Floats, Floats], holding: float, stockout: float) -> float:
    x, weights = demand
    short = np.maximum(x - level, 0)
    return float((holding * np.maximum(level - x, 0) + stockout * short) @ weights)


def is_least(cost: Callable[[float], float], at: float, step: float) -> bool:
    """Whether no point near by or farther costs less, but for rounding."""
    return all(cost(at) <= cost(at + k * step) * (1 + 1e-9) for k in (-30, -5, -1, 1, 5, 30))


@few
@given(lots, euros, euros, lots)
def test_economic_quantities_cost_least(fixed: float, h: float, p: float, rate: float) -> None:
    found = textbook.eoq(fixed, h, rate)

    def cost(lot: float) -> float:
        return fixed * rate / lot + h * lot / 2

    assert found.cost == pytest.approx(cost(found.Q))
    assert is_least(cost, found.Q, found.Q / 100)
    waits = textbook.eoq_backorders(fixed, h, p, rate)

    def with_waiting(lot: float, share: float) -> float:
        return fixed * rate / lot + h * lot * (1 - share) ** 2 / 2 + p * lot * share**2 / 2

    share = waits.stockout_fraction
    assert waits.cost == pytest.approx(with_waiting(waits.Q, share))
    assert is_least(lambda lot: with_waiting(lot, share), waits.Q, waits.Q / 100)
    assert is_least(lambda one: with_waiting(waits.Q, one), share, share / 100)


@few
@given(
    lots,
    st.floats(0.05, 0.5),
    lots,
    st.lists(st.integers(1, 400), min_size=1, max_size=3, unique=True),
    st.lists(st.floats(0.5, 9), min_size=4, max_size=4, unique=True),
)
def test_discounts_beat_every_quantity(
    fixed: float, rate: float, demand: float, opens: list[int], prices: list[float]
) -> None:
    breaks = [0.0, *map(float, sorted(opens))]
    costs = sorted(prices, reverse=True)[: len(breaks)]
    all_units = textbook.eoq_all_units_discount(fixed, rate, demand, breaks, costs)
    incremental = textbook.eoq_incremental_discount(fixed, rate, demand, breaks, costs)

    def paid(lot: float, *, for_all: bool) -> float:
        """Price of a lot, one bracket after the other."""
        if for_all:
            return lot * next(c for b, c in zip(breaks[::-1], costs[::-1], strict=True) if lot >= b)
        ends = [*breaks[1:], float("inf")]
        brackets = zip(breaks, ends, costs, strict=True)
        return sum(c * max(min(lot, e) - b, 0) for b, e, c in brackets)

    def cost(lot: float, *, for_all: bool) -> float:
        price = paid(lot, for_all=for_all)
        return (fixed + price) * demand / lot + rate * price / 2

    for found, for_all in ((all_units, True), (incremental, False)):
        assert found.cost == pytest.approx(cost(found.Q, for_all=for_all))
        tried = [*np.geomspace(0.5, 3000, 400), *breaks[1:]]
        assert all(found.cost <= cost(float(lot), for_all=for_all) + 1e-9 for lot in tried)


@few
@given(
    st.lists(
        st.tuples(st.integers(0, 60), st.floats(0, 3), st.floats(0, 90), st.floats(0, 5)),
        min_size=1,
        max_size=7,
    )
)
def test_lots_beat_every_plan(periods: list[tuple[int, float, float, float]]) -> None:
    demand, holding, fixed, price = (list(column) for column in zip(*periods, strict=True))
    found = textbook.wagner_whitin(holding, fixed, demand, price)

    def cost(orders: list[float]) -> float:
        stock, total = 0.0, 0.0
        for n, order in enumerate(orders):
            total += fixed[n] * (order > 0) + price[n] * order
            stock += order - demand[n]
            if stock < -1e-9:
                return float("inf")
            total += holding[n] * stock
        return total

    def plan(opened: tuple[bool, ...]) -> list[float]:
        """Each order covers up to the next; none opened in time is impossible."""
        orders, at = [0.0] * len(demand), -1
        for n, opens in enumerate(opened):
            at = n if opens else at
            if at >= 0:
                orders[at] += demand[n]
        return orders

    best = min(cost(plan(opened)) for opened in product((False, True), repeat=len(demand)))
    assert found.cost == pytest.approx(best, abs=1e-9)
    assert cost(list(found.order_quantities)) == pytest.approx(best, abs=1e-9)


@few
@given(lots, st.lists(st.tuples(st.floats(0, 50), euros, lots), min_size=1, max_size=3))
def test_joint_orders_beat_every_multiple(
    shared: float, items: list[tuple[float, float, float]]
) -> None:
    fixed, holding, demand = (list(column) for column in zip(*items, strict=True))
    found = textbook.joint_replenishment(shared, fixed, holding, demand)
    cycle = found.base_cycle_time
    paid = shared / cycle + sum(
        k / (m * cycle) + h * d * m * cycle / 2
        for m, (k, h, d) in zip(found.order_multiples, items, strict=True)
    )
    assert found.cost == pytest.approx(paid)
    for multiples in product(range(1, 9), repeat=len(items)):
        ordered = shared + sum(k / m for m, k in zip(multiples, fixed, strict=True))
        held = sum(h * d * m for m, h, d in zip(multiples, holding, demand, strict=True))
        assert found.cost <= sqrt(2 * ordered * held) * (1 + 1e-12)


@few
@given(euros, euros, st.floats(5, 300), st.floats(0.05, 0.5), st.integers(0, 5))
def test_normal_newsvendor_is_the_integral(
    h: float, p: float, mean: float, spread: float, lead: int
) -> None:
    sd = mean * spread
    found = textbook.newsvendor_normal(h, p, mean, sd, lead)
    demand = normal(mean * (lead + 1), sd * sqrt(lead + 1))
    assert found.cost == pytest.approx(expected(found.S, demand, h, p), rel=1e-4)
    assert is_least(lambda level: expected(level, demand, h, p), found.S, sd / 30)


@few
@given(euros, euros, st.floats(-2, 5), st.floats(0.05, 1.5))
def test_lognormal_newsvendor_is_the_integral(h: float, p: float, mu: float, sigma: float) -> None:
    found = textbook.newsvendor_lognormal(h, p, mu, sigma)
    logs, weights = normal(mu, sigma)
    demand = (np.exp(logs), weights)
    assert found.cost == pytest.approx(expected(found.S, demand, h, p), rel=1e-4)
    assert is_least(lambda level: expected(level, demand, h, p), found.S, found.S / 40)


@few
@given(euros, euros, st.floats(0.5, 60))
def test_continuous_newsvendor_of_an_exponential_demand(h: float, p: float, mean: float) -> None:
    class Exponential:
        def ppf(self, q: float, /) -> float:
            return -mean * log(1 - q)

        def sf(self, x: float, /) -> float:
            return exp(-x / mean)

        def mean(self) -> float:
            return mean

    # S = mean·log((p + h)/h), and the cost is h·S: known for this law.
    found = textbook.newsvendor_continuous(h, p, Exponential())
    assert pytest.approx(mean * log((p + h) / h)) == found.S
    assert found.cost == pytest.approx(h * found.S, rel=1e-6)


@few
@given(euros, euros, st.floats(0.01, 60))
def test_poisson_newsvendor_adds_up(h: float, p: float, mean: float) -> None:
    found = textbook.newsvendor_poisson(h, p, mean)
    chances = poisson(mean, 250)
    costs = [one_period(level, chances, h, p) for level in range(200)]
    assert found.cost == pytest.approx(costs[int(found.S)], rel=1e-9)
    assert found.cost <= min(costs) * (1 + 1e-9)
    values = dict(enumerate(chances))
    same = textbook.newsvendor_discrete(h, p, values)
    assert (same.S, same.cost) == pytest.approx((found.S, found.cost), rel=1e-9)


def chain_cost(s: int, top: int, chances: list[float], costs: dict[int, float], k: float) -> float:
    """Cost a period of (s, top), from the stationary law of the stock left at each end of a period."""
    levels = range(s + 1, top + 1)
    moves = np.zeros((len(levels), len(levels)))
    ordered = np.zeros(len(levels))
    for i, level in enumerate(levels):
        for d, chance in enumerate(chances):
            after = level - d
            ordered[i] += chance * (after <= s)
            moves[i, (top if after <= s else after) - s - 1] += chance
    system = np.vstack([moves.T - np.eye(len(levels)), np.ones(len(levels))])
    share = np.linalg.lstsq(system, np.append(np.zeros(len(levels)), 1.0), rcond=None)[0]
    paid = [costs[level] for level in levels]
    return float(share @ (np.array(paid) + k * ordered))


@settings(max_examples=12, deadline=None)
@given(st.floats(0.5, 4), st.floats(0.5, 12), st.floats(0, 30), st.floats(0.3, 5))
def test_order_up_to_beats_every_chain(h: float, p: float, k: float, mean: float) -> None:
    chances = poisson(mean, 40)
    costs = {level: one_period(level, chances, h, p) for level in range(-60, 60)}
    found = textbook.s_S_poisson_exact(h, p, k, mean)
    s, top = int(found.s), int(found.S)
    assert found.cost == pytest.approx(chain_cost(s, top, chances, costs, k), rel=1e-7)
    for other_s, other_top in product(range(s - 3, s + 4), range(top - 4, top + 5)):
        if other_s < other_top:
            other = chain_cost(other_s, other_top, chances, costs, k)
            assert found.cost <= other * (1 + 1e-7)


def test_order_up_to_with_a_lead_time_is_the_chain_with_more_demand() -> None:
    # What is short is told by the demand of three periods, what is ordered by that of one.
    chances = poisson(2, 40)
    costs = {level: one_period(level, poisson(6, 60), 1, 9) for level in range(-20, 60)}
    found = textbook.s_S_poisson_exact(1, 9, 12, 2, lead_time=2)
    policies = product(range(15), range(1, 30))
    tried = [chain_cost(s, top, chances, costs, 12) for s, top in policies if s < top]
    assert found.cost == pytest.approx(min(tried), rel=1e-7)


@pytest.mark.parametrize("mean", [0.001, 700, 20000])
def test_order_up_to_holds_for_rare_and_for_large_demand(mean: float) -> None:
    found = textbook.s_S_poisson_exact(1, 9, 64, mean)
    base = textbook.newsvendor_poisson(1, 9, mean)
    # With no fixed cost it is the newsvendor's; with it in each period with a demand, no more than its cost with K.
    assert base.cost <= found.cost <= base.cost + 64 * -np.expm1(-mean) + 1e-9
    free = textbook.s_S_poisson_exact(1, 9, 0, mean)
    assert (free.s, free.S, free.cost) == pytest.approx((base.S - 1, base.S, base.cost))


@few
@given(euros, euros, st.floats(0, 60), st.floats(0.5, 30), none_or(0.01, 1))
def test_poisson_reorder_point_beats_every_policy(
    h: float, p: float, k: float, rate: float, lead: float
) -> None:
    found = textbook.r_Q_poisson_exact(h, p, k, rate, lead)
    chances = poisson(rate * lead, 140) if lead > 0 else [1.0]
    r, lot = int(found.r), int(found.Q)
    costs = {y: one_period(y, chances, h, p) for y in range(r - 8, r + lot + 12)}

    def cost(r: int, lot: int) -> float:
        return (k * rate + sum(costs[y] for y in range(r + 1, r + lot + 1))) / lot

    assert found.cost == pytest.approx(cost(r, lot), rel=1e-8)
    for other, units in product(range(r - 5, r + 6), range(max(lot - 5, 1), lot + 6)):
        assert found.cost <= cost(other, units) * (1 + 1e-9)


@few
@given(
    euros,
    st.floats(1.5, 60),
    st.floats(1, 300),
    st.floats(50, 3000),
    st.floats(0.02, 0.6),
    st.floats(0.02, 1),
)
def test_normal_reorder_points(
    h: float, ratio: float, k: float, rate: float, spread: float, lead: float
) -> None:
    p, sd = h * ratio, rate * spread
    mean, over = rate * lead, rate * spread * sqrt(lead)
    demand = normal(mean, over)

    def cost(r: float, lot: float) -> float:
        """Cost a year, by adding up over the positions that are each as likely."""
        positions = r + lot * (np.arange(400) + 0.5) / 400
        return k * rate / lot + float(np.mean([expected(y, demand, h, p) for y in positions[::8]]))

    exact = textbook.r_Q_normal_exact(h, p, k, rate, sd, lead)
    others = [
        model(h, p, k, rate, sd, lead)
        for model in (textbook.r_Q_eoqb, textbook.r_Q_loss_function, textbook.r_Q_eoq_safety_stock)
    ]
    assert exact.cost == pytest.approx(cost(exact.r, exact.Q), rel=5e-3)
    assert all(exact.cost <= other.cost * (1 + 1e-9) for other in others)
    assert others[0].cost <= exact.cost * 1.125  # Zheng's bound
    # The two equations of the loss-function approximation, by integration.
    r, lot = others[1].r, others[1].Q
    x, weights = demand
    short = np.maximum(x - r, 0)
    assert float(short @ weights) == pytest.approx(h * lot / (h + p), rel=1e-3)
    second = float(short**2 @ weights) / 2
    assert lot == pytest.approx(sqrt(2 * (k * rate + (h + p) * second) / h), rel=1e-3)
    # The r of the first is the best for its lot.
    r, lot = others[0].r, others[0].Q
    ends = (expected(r, demand, h, p), expected(r + lot, demand, h, p))
    assert ends[0] == pytest.approx(ends[1], rel=1e-3)


@few
@given(euros, st.floats(10, 300), st.floats(1, 100), st.floats(50, 3000), st.floats(0.02, 0.4))
def test_expected_inventory_level_solves_its_equations(
    h: float, ratio: float, k: float, rate: float, spread: float
) -> None:
    p, sd, lead = h * ratio, rate * spread, 0.25
    found = textbook.r_Q_expected_inventory_level(h, p, k, rate, sd, lead)
    x, weights = normal(rate * lead, sd * sqrt(lead))

    def cost(r: float, lot: float) -> float:
        short = float(np.maximum(x - r, 0) @ weights)
        return h * (r - rate * lead + lot / 2) + rate * (k + p * short) / lot

    assert found.cost == pytest.approx(cost(found.r, found.Q), rel=1e-4)
    for at_r, at_lot in product((-0.02, 0, 0.02), (-0.02, 0, 0.02)):
        near = cost(found.r + at_r * sd, found.Q * (1 + at_lot))
        assert found.cost <= near * (1 + 1e-5)


@few
@given(euros, euros, st.floats(1, 100), st.floats(10, 3000), st.floats(0.1, 5), st.floats(1, 40))
def test_orders_with_stops_cost_least(
    h: float, p: float, k: float, d: float, stops: float, recovers: float
) -> None:
    found = textbook.eoq_disruptions_exact(h, p, k, d, stops, recovers)

    def cost(lot: float) -> float:
        """A cycle: stock goes down to nothing, then the supplier is waited for if it is stopped."""
        # Chance of being stopped after the lot's time, in 4,000 steps of the two-state chain, the middle of each.
        steps = 4000
        dt = lot / d / steps
        keep = (1 - (stops + recovers) * dt / 2) / (1 + (stops + recovers) * dt / 2)
        stopped = stops / (stops + recovers) * (1 - keep**steps)
        wait = stopped / recovers
        return (k + h * lot * lot / (2 * d) + p * d * wait) / (lot / d + wait)

    assert found.cost == pytest.approx(cost(found.Q), rel=1e-4)
    assert all(found.cost <= cost(float(lot)) * (1 + 1e-5) for lot in np.geomspace(0.05, 2e4, 120))
    rough = textbook.eoq_disruptions_approx(h, p, k, d, stops, recovers)
    share = stops / (stops + recovers)

    def rough_cost(lot: float) -> float:
        wait = share / recovers
        return (k + h * lot * lot / (2 * d) + p * d * wait) / (lot / d + wait)

    assert rough.cost == pytest.approx(rough_cost(rough.Q))
    assert is_least(rough_cost, rough.Q, rough.Q / 100)


@few
@given(euros, euros, st.floats(1, 100), st.floats(0.01, 0.6), st.floats(0.1, 1))
def test_base_stock_with_stops_beats_every_level(
    h: float, p: float, d: float, stops: float, recovers: float
) -> None:
    found = textbook.newsvendor_disruptions(h, p, d, stops, recovers)
    # The chain of periods since the supplier worked, run until it does not change.
    size = 400
    share = np.zeros(size)
    share[0] = 1.0
    for _ in range(3000):
        works = share[0] * (1 - stops) + recovers * share[1:].sum()
        share = np.concatenate([[works], [share[0] * stops], share[1:-1] * (1 - recovers)])

    def cost(level: float) -> float:
        needed = d * (1 + np.arange(size))
        costs = h * np.maximum(level - needed, 0) + p * np.maximum(needed - level, 0)
        return float(costs @ share)

    assert found.cost == pytest.approx(cost(found.S), rel=1e-6, abs=1e-9)
    assert all(found.cost <= cost(d * n) * (1 + 1e-9) + 1e-9 for n in range(60))


@few
@given(lots, euros, lots, st.floats(0.3, 1.2), none_or(0.01, 0.4))
def test_uncertain_yields_cost_least(
    k: float, h: float, d: float, share: float, spread: float
) -> None:
    found = textbook.eoq_multiplicative_yield(h, k, d, share, spread)

    def per_share(lot: float) -> float:
        # Two yields, each as likely, with that mean and spread.
        arrives = [lot * (share + spread), lot * (share - spread)]
        held = sum(one * one / (2 * d) for one in arrives) / 2
        return (k + h * held) / (sum(arrives) / 2 / d)

    assert found.cost == pytest.approx(per_share(found.Q))
    assert is_least(per_share, found.Q, found.Q / 100)
    added = textbook.eoq_additive_yield(h, k, d, -share, spread)

    def per_unit(lot: float) -> float:
        arrives = [lot - share + spread, lot - share - spread]
        held = sum(one * one / (2 * d) for one in arrives) / 2
        return (k + h * held) / (sum(arrives) / 2 / d)

    assert added.cost == pytest.approx(per_unit(added.Q))
    assert is_least(per_unit, added.Q, (added.Q - share) / 100)


@settings(max_examples=10, deadline=None)
@given(
    st.tuples(st.floats(0.2, 4), st.floats(0.2, 4)),
    st.tuples(none_or(0.01, 1), st.floats(0.1, 1)),
    st.floats(1, 60),
    st.floats(0.5, 7),
)
def test_two_poisson_stages_beat_every_pair(
    holding: tuple[float, float], lead: tuple[float, float], p: float, mean: float
) -> None:
    found = textbook.serial_continuous_poisson(holding, lead, p, mean)
    first = np.array(poisson(mean * lead[0], 45) if lead[0] > 0 else [1.0])
    second = np.array(poisson(mean * lead[1], 45))

    def cost(levels: tuple[float, float]) -> float:
        """What stage 2 has sent or holds, what stage 1 can have of it, and what then is asked of it."""
        echelon = levels[1] - np.arange(second.size)
        can = np.minimum(levels[0], echelon)
        net = can[:, None] - np.arange(first.size)[None, :]
        waits = np.maximum(-net, 0)
        stage_1 = (holding[0] * net + (p + sum(holding)) * waits) @ first
        return float(second @ (holding[1] * echelon + stage_1))

    s_1, s_2 = found.S_star
    assert found.cost == pytest.approx(cost((s_1, s_2)), rel=1e-8, abs=1e-9)
    for pair in product(range(int(s_1) + 6), range(int(s_2) + 8)):
        assert found.cost <= cost((float(pair[0]), float(pair[1]))) + 1e-8


def test_a_stage_that_adds_no_value_is_passed_through() -> None:
    # Stage 1 holds for almost nothing more: all is sent to it, and the pair is one stage over both lead times, which
    # also pays for the 5 units on their way from stage 2 to stage 1 on average, at 2.
    pair = textbook.serial_continuous_poisson([1e-9, 2], [0.5, 0.5], 20, 10)
    one = textbook.newsvendor_poisson(2, 20, 10)
    assert pair.S_star[1] == one.S
    assert pair.cost == pytest.approx(one.cost + 2 * 5, rel=1e-6)


@few
@given(euros, euros, st.floats(0, 60), st.floats(0.5, 9), st.floats(0.3, 6))
def test_one_normal_stage_is_the_newsvendor(
    h: float, p: float, mean: float, sd: float, lead: float
) -> None:
    found = textbook.serial_periodic_normal([h], [lead], p, mean, sd)
    demand = normal(mean * lead, sd * sqrt(lead))
    assert found.cost == pytest.approx(expected(found.S_star[0], demand, h, p), rel=1e-4)
    known = textbook.newsvendor_normal(h, p, mean * lead, sd * sqrt(lead))
    assert found.S_star[0] == pytest.approx(known.S, abs=1e-4 * sd * sqrt(lead))


@settings(max_examples=8, deadline=None)
@given(
    st.tuples(st.floats(0.2, 4), st.floats(0.2, 4)),
    st.tuples(none_or(0.01, 3), st.floats(0.3, 3)),
    st.floats(5, 60),
)
def test_two_normal_stages_cost_least(
    holding: tuple[float, float], lead: tuple[float, float], p: float
) -> None:
    mean, sd = 5.0, 1.5
    found = textbook.serial_periodic_normal(holding, lead, p, mean, sd)
    second, weights = normal(mean * lead[1], sd * sqrt(lead[1]))

    def cost(levels: tuple[float, float]) -> float:
        """Stage 1's cost at what it can have, in closed form, over the demand of stage 2's lead time."""
        echelon = levels[1] - second
        gap = np.minimum(levels[0], echelon) - mean * lead[0]
        over = sd * sqrt(lead[0])
        waits = np.maximum(-gap, 0) if over == 0 else _loss(gap / over) * over
        stage_1 = holding[0] * gap + (p + sum(holding)) * waits
        return float(weights @ (holding[1] * echelon + stage_1))

    s_1, s_2 = found.S_star
    assert found.cost == pytest.approx(cost((s_1, s_2)), rel=1e-4)
    for a, b in product((-0.3, 0, 0.3), repeat=2):
        assert cost((s_1, s_2)) <= cost((s_1 + a, s_2 + b)) * (1 + 1e-5)


def test_a_stage_next_door_is_a_stage_without_lead_time() -> None:
    # 1e-310 is a number that divisions turn into infinity.
    near = textbook.serial_periodic_normal([1, 1], [1e-310, 1], 9, 16, 4)
    none = textbook.serial_periodic_normal([1, 1], [0, 1], 9, 16, 4)
    assert near == none
    whole = textbook.serial_continuous_poisson([1, 1], [1e-310, 1], 9, 16)
    assert whole.cost == pytest.approx(
        textbook.serial_continuous_poisson([1, 1], [0, 1], 9, 16).cost
    )


def _loss(z: Floats) -> Floats:
    """Standard normal loss, from the error function of the standard library."""
    tail = np.array([erfc(one / sqrt(2)) / 2 for one in z])
    density = np.exp(-z * z / 2) / sqrt(2 * pi)
    found: Floats = density - z * tail
    return found
