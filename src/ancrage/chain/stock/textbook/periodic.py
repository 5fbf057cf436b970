"""Stock looked at every period, with a fixed cost an order: order up to S whenever s or less is left.

Demand comes once the order is in (no lead time), unmet demand waits. Citations: Zheng and Federgruen (1991), Finding
optimal (s, S) policies is about as simple as evaluating a single policy, Operations Research 39(4); Ehrhardt and Mosier
(1984), A revision of the power approximation, Management Science 30(5); Snyder and Shen, Fundamentals of Supply Chain
Theory, 2nd edition (2019), chapter 4.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import sqrt

import numpy as np

from ancrage.chain.stock.textbook.laws import (
    Floats,
    poisson_chances,
    poisson_end,
    poisson_losses,
    poisson_quantile,
)
from ancrage.chain.stock.textbook.requires import countable, few_units, not_negative, positive


@dataclass(frozen=True)
class OrderUpTo:
    """Order up to S when s units or less are left; cost expected in a period."""

    s: float
    S: float
    cost: float


@dataclass(frozen=True)
class OrderUpToApproximation:
    """Order up to S when s units or less are left, by a fitted formula that gives no cost."""

    s: float
    S: float


def s_S_poisson_exact(  # noqa: N802 (named as in the books)
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    lead_time: int = 0,
) -> OrderUpTo:
    """Best (s, S) policy for Poisson demand, by the search of Zheng and Federgruen; exact.

    Args:
        holding_cost: h, euros a unit left at the end of a period.
        stockout_cost: p, euros a unit that waits at the end of a period.
        fixed_cost: K, euros an order.
        demand_mean: units a period.
        lead_time: whole periods; s and S are then of the stock in hand and on order.

    Returns:
        Whole s and S, which may be negative, and the cost a period.

    Raises:
        ValueError: a cost of holding or shortage, or a mean, not above zero; a negative fixed cost or lead time; an order of
            more than 50,000 units, or a demand of more than ten million, whose levels are too many to be tried one by one.
    """
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost, demand_mean=demand_mean)
    not_negative(fixed_cost=fixed_cost, lead_time=lead_time)
    few_units(
        "s_S_power_approximation", 50_000, fixed_cost, holding_cost, stockout_cost, demand_mean
    )
    countable(most=1e7, demand_mean=demand_mean * (lead_time + 1))
    cycle = _Cycle(holding_cost, stockout_cost, fixed_cost, demand_mean, lead_time)
    covered = demand_mean * (lead_time + 1)
    best = poisson_quantile(covered, holding_cost / (holding_cost + stockout_cost))
    s = best - 1
    while cycle.cost(s, best) > cycle.one_period(s):
        s -= 1
    cost = cycle.cost(s, best)
    top = best + 1
    while cycle.one_period(top) <= cost:
        if cycle.cost(s, top) < cost:
            best = top
            while s + 1 < best and cycle.cost(s, best) <= cycle.one_period(s + 1):
                s += 1
            cost = cycle.cost(s, best)
        top += 1
    return OrderUpTo(s, best, cost)


class _Cycle:
    """Costs of the cycles of (s, S) policies; what is computed once is kept, and grows with S - s.

    visits[j] is how many periods of a cycle are expected to start j units under S: a renewal sequence.
    """

    def __init__(
        self, holding: float, stockout: float, fixed: float, mean: float, lead_time: int
    ) -> None:
        self.holding, self.stockout, self.fixed = holding, stockout, fixed
        self.covered = mean * (lead_time + 1)
        self.chances = poisson_chances(mean, poisson_end(mean))
        self.visits = np.array([1 / -np.expm1(-mean)])
        self.moves = self.chances[1:] / -np.expm1(-mean)  # demands other than none
        self.first, self.levels = 0, np.empty(0)

    def one_period(self, level: int) -> float:
        """Cost expected in a period that starts with `level` units, in hand and on order."""
        return float(self._periods(level, level)[0])

    def cost(self, s: int, top: int) -> float:
        """Cost a period of the policy (s, top): that of a cycle over its length."""
        visits = self._visits(top - s)
        return float((self.fixed + visits @ self._periods(s + 1, top)[::-1]) / visits.sum())

    def _periods(self, low: int, high: int) -> Floats:
        """Cost of one period at each level from low to high."""
        last = self.first + self.levels.size - 1
        if low < self.first or high > last:
            margin = 64 + self.levels.size // 2
            self.first = min(low, self.first if self.levels.size else low) - margin
            levels = np.arange(self.first, max(high, last) + margin + 1)
            short = poisson_losses(self.covered, levels)
            left = np.maximum(levels - self.covered + short, 0.0)
            self.levels = self.holding * left + self.stockout * short
        return self.levels[low - self.first : high - self.first + 1]

    def _visits(self, size: int) -> Floats:
        known = self.visits.size
        if size > known:
            grown = np.zeros(max(size, 2 * known))
            grown[:known] = self.visits
            for j in range(known, grown.size):
                reach = min(j, self.moves.size)
                grown[j] = self.moves[:reach] @ grown[j - reach : j][::-1]
            self.visits = grown
        return self.visits[:size]


def s_S_power_approximation(  # noqa: N802 (named as in the books)
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    demand_sd: float,
    lead_time: float = 0,
) -> OrderUpToApproximation:
    """The (s, S) policy of the power approximation: a formula fitted to many exact ones.

    Q = 1.30 μ^0.494 (K/h)^0.506 (1 + σ_L²/μ²)^0.116, s = 0.973 μ_L + σ_L (0.183/z + 1.063 - 2.192 z),
    z = √(Qh/(σ_L p)), μ_L and σ_L over lead time + 1 periods, S = s + Q. As in the book; the paper further holds s
    and S to the newsvendor's level where Q is under 1.5 periods of demand. Ehrhardt and Mosier (1984); Snyder and Shen,
    chapter 4.

    Args:
        holding_cost: h, euros a unit left at the end of a period.
        stockout_cost: p, euros a unit that waits at the end of a period.
        fixed_cost: K, euros an order.
        demand_mean: μ, units a period.
        demand_sd: units.
        lead_time: in periods.

    Raises:
        ValueError: an input that is not above zero; a negative lead time.
    """
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost, fixed_cost=fixed_cost)
    positive(demand_mean=demand_mean, demand_sd=demand_sd)
    not_negative(lead_time=lead_time)
    mean, sd = demand_mean * (lead_time + 1), demand_sd * sqrt(lead_time + 1)
    lot = 1.30 * demand_mean**0.494 * (fixed_cost / holding_cost) ** 0.506
    lot *= (1 + (sd / demand_mean) ** 2) ** 0.116
    z = sqrt(lot * holding_cost / (sd * stockout_cost))
    s = 0.973 * mean + sd * (0.183 / z + 1.063 - 2.192 * z)
    return OrderUpToApproximation(s, s + lot)
