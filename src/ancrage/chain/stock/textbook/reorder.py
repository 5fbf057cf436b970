"""Stock watched all the time: order Q units as soon as r are left, in hand and on order.

Demand is per unit of time (a year), normal over a lead time L with mean λL and standard deviation σ√L, or Poisson;
unmet demand waits. r may be negative: the order is then placed when that many customers wait.

Two ways to count a shortage. `r_Q_expected_inventory_level` counts p euros for each unit that is short, once. The
others count p euros for each unit and year of waiting. A number taken from one must not go into the other.

Citations: Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd edition (2019), chapter 5; Hadley and Whitin (1963);
Zheng (1992), On properties of stochastic inventory systems, Management Science 38(1); Federgruen and Zheng (1992), An
efficient algorithm for computing an optimal (r, Q) policy, Operations Research 40(4).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import log, pi, sqrt

from ancrage.chain.stock.textbook.eoq import eoq, eoq_backorders
from ancrage.chain.stock.textbook.laws import (
    below,
    normal_loss,
    normal_second_loss,
    poisson_loss,
    poisson_quantile,
    quantile,
)
from ancrage.chain.stock.textbook.requires import countable, few_units, not_negative, positive


@dataclass(frozen=True)
class ReorderPoint:
    """Order Q units when r are left; cost expected a year (see each model for whose cost it is)."""

    r: float
    Q: float
    cost: float


@dataclass(frozen=True)
class _Normal:
    """A firm with normal demand: its costs, and its demand over the lead time."""

    holding: float
    stockout: float
    fixed: float
    rate: float
    mean: float
    sd: float

    def short(self, level: float) -> float:
        return normal_loss(level, self.mean, self.sd)

    def cost_rate(self, level: float) -> float:
        """Cost a year of a position that was `level` one lead time ago."""
        return self.holding * (level - self.mean) + self.both * self.short(level)

    @property
    def both(self) -> float:
        return self.holding + self.stockout

    @property
    def level(self) -> float:
        """The one position that costs least."""
        z = quantile(self.stockout / self.both, self.holding / self.both)
        return self.mean + self.sd * z

    def area(self, r: float, lot: float) -> float:
        """Sum of `cost_rate` over the positions from r to r + lot."""
        second = normal_second_loss(r, self.mean, self.sd)
        second -= normal_second_loss(r + lot, self.mean, self.sd)
        return self.holding * lot * (r + lot / 2 - self.mean) + self.both * second

    def cost(self, r: float, lot: float) -> float:
        """Exact cost a year of the policy (r, lot), lot above zero."""
        return (self.fixed * self.rate + self.area(r, lot)) / lot

    def best_r(self, lot: float) -> float:
        """The r that costs least for a given lot: both ends of the range of positions cost the same."""

        def slope(r: float) -> float:
            return self.cost_rate(r + lot) - self.cost_rate(r)

        return _root(slope, self.level - lot, self.level)


def _normal(
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    demand_sd: float,
    lead_time: float,
) -> _Normal:
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost, fixed_cost=fixed_cost)
    positive(demand_mean=demand_mean, demand_sd=demand_sd, lead_time=lead_time)
    mean, sd = demand_mean * lead_time, demand_sd * sqrt(lead_time)
    return _Normal(holding_cost, stockout_cost, fixed_cost, demand_mean, mean, sd)


def r_Q_expected_inventory_level(  # noqa: N802 (named as in the books)
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    demand_sd: float,
    lead_time: float,
) -> ReorderPoint:
    """(r, Q) by the expected-inventory-level approximation: held stock is taken for r - λL + Q/2.

    Solves Q = √(2λ(K + p n(r))/h) and P(D > r) = Qh/(pλ) together, n the loss function; the smallest Q that does is
    where the approximate cost h(r - λL + Q/2) + λ(K + p n(r))/Q is least nearby (far away that approximation falls
    without end, which no stock does). Snyder and Shen, chapter 5; Hadley and Whitin (1963), chapter 4.

    Args:
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit short, however long it waits.
        fixed_cost: K, euros an order.
        demand_mean: λ, units a year.
        demand_sd: σ, units, of the demand of one year.
        lead_time: L, in years.

    Returns:
        r, Q and the approximate cost a year.

    Raises:
        ValueError: an input that is not above zero; a shortage so cheap that the approximation has no solution.
    """
    firm = _normal(holding_cost, stockout_cost, fixed_cost, demand_mean, demand_sd, lead_time)
    most = stockout_cost * demand_mean / holding_cost  # P(D > r) = Q / most
    start = eoq(fixed_cost, holding_cost, demand_mean).Q

    def r_of(lot: float) -> float:
        return firm.mean + firm.sd * quantile(1 - lot / most, lot / most)

    def excess(lot: float) -> float:
        ordered = fixed_cost + stockout_cost * firm.short(r_of(lot))
        return holding_cost * lot * lot / 2 - demand_mean * ordered

    # The excess falls, rises while the density at r is above 1/most, then falls: at most one root on the way up, and it
    # is negative at the economic order quantity, where the search starts.
    peak = most / (firm.sd * sqrt(2 * pi))
    z = sqrt(2 * log(peak)) if peak > 1 else 0.0
    end = most * below(z)
    if peak <= 1 or end <= start or excess(end) < 0:
        raise ValueError(
            "stockout_cost is too low beside the other costs: this approximation has no solution"
        )
    lot = _root(excess, start, end)
    r = r_of(lot)
    held = holding_cost * (r - firm.mean + lot / 2)
    cost = held + demand_mean * (fixed_cost + stockout_cost * firm.short(r)) / lot
    return ReorderPoint(r, lot, cost)


def r_Q_eoq_safety_stock(  # noqa: N802 (named as in the books)
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    demand_sd: float,
    lead_time: float,
) -> ReorderPoint:
    """(r, Q) of common use: the economic order quantity, and safety stock for a share p/(p + h) of lead times.

    r = λL + zσ√L. Snyder and Shen, chapter 5.

    Args:
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit that waits and a year.
        fixed_cost: K, euros an order.
        demand_mean: λ, units a year.
        demand_sd: σ, units, of the demand of one year.
        lead_time: L, in years.

    Returns:
        r, Q and the exact cost a year of that policy.

    Raises:
        ValueError: an input that is not above zero.
    """
    firm = _normal(holding_cost, stockout_cost, fixed_cost, demand_mean, demand_sd, lead_time)
    lot = eoq(fixed_cost, holding_cost, demand_mean).Q
    return ReorderPoint(firm.level, lot, firm.cost(firm.level, lot))


def r_Q_eoqb(  # noqa: N802 (named as in the books)
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    demand_sd: float,
    lead_time: float,
) -> ReorderPoint:
    """(r, Q) with the economic order quantity of the model with backorders, and the r that is best for it.

    Never more than 12.5 % above the best policy: Zheng (1992). Snyder and Shen, chapter 5.

    Args:
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit that waits and a year.
        fixed_cost: K, euros an order.
        demand_mean: λ, units a year.
        demand_sd: σ, units, of the demand of one year.
        lead_time: L, in years.

    Returns:
        r, Q and the exact cost a year of that policy.

    Raises:
        ValueError: an input that is not above zero.
    """
    firm = _normal(holding_cost, stockout_cost, fixed_cost, demand_mean, demand_sd, lead_time)
    lot = eoq_backorders(fixed_cost, holding_cost, stockout_cost, demand_mean).Q
    r = firm.best_r(lot)
    return ReorderPoint(r, lot, firm.cost(r, lot))


def r_Q_loss_function(  # noqa: N802 (named as in the books)
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    demand_sd: float,
    lead_time: float,
) -> ReorderPoint:
    """(r, Q) by the loss-function approximation: what is still short at r + Q is neglected.

    Solves n(r) = hQ/(h + p) and Q = √(2(Kλ + (h + p) n₂(r))/h) together, n and n₂ the first and second-order losses.
    Snyder and Shen, chapter 5; Hadley and Whitin (1963), chapter 4.

    Args:
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit that waits and a year.
        fixed_cost: K, euros an order.
        demand_mean: λ, units a year.
        demand_sd: σ, units, of the demand of one year.
        lead_time: L, in years.

    Returns:
        r, Q and the exact cost a year of that policy.

    Raises:
        ValueError: an input that is not above zero.
    """
    firm = _normal(holding_cost, stockout_cost, fixed_cost, demand_mean, demand_sd, lead_time)

    def r_of(lot: float) -> float:
        short = holding_cost * lot / firm.both
        low = firm.mean - short  # n(r) is above λL - r

        def missing(r: float) -> float:
            return short - firm.short(r)

        return _root(missing, low, _beyond(missing, low, firm.sd))

    def excess(lot: float) -> float:
        second = normal_second_loss(r_of(lot), firm.mean, firm.sd)
        return holding_cost * lot * lot / 2 - fixed_cost * demand_mean - firm.both * second

    # The excess falls, then rises for ever, and is negative at the economic order quantity: one root above it.
    start = eoq(fixed_cost, holding_cost, demand_mean).Q
    lot = _root(excess, start, _beyond(excess, start, start))
    r = r_of(lot)
    return ReorderPoint(r, lot, firm.cost(r, lot))


def r_Q_normal_exact(  # noqa: N802 (named as in the books)
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    demand_sd: float,
    lead_time: float,
) -> ReorderPoint:
    """Best (r, Q) for normal demand: the one whose cost is that of its own ends, g(r) = g(r + Q) = cost.

    Zheng (1992); Snyder and Shen, chapter 5.

    Args:
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit that waits and a year.
        fixed_cost: K, euros an order.
        demand_mean: λ, units a year.
        demand_sd: σ, units, of the demand of one year.
        lead_time: L, in years.

    Raises:
        ValueError: an input that is not above zero.
    """
    firm = _normal(holding_cost, stockout_cost, fixed_cost, demand_mean, demand_sd, lead_time)

    def excess(lot: float) -> float:
        r = firm.best_r(lot)
        return lot * firm.cost_rate(r) - firm.area(r, lot) - fixed_cost * demand_mean

    start = eoq_backorders(fixed_cost, holding_cost, stockout_cost, demand_mean).Q
    lot = _root(excess, start / 2, _beyond(excess, start / 2, start))
    r = firm.best_r(lot)
    return ReorderPoint(r, lot, firm.cost(r, lot))


def r_Q_poisson_exact(  # noqa: N802 (named as in the books)
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_mean: float,
    lead_time: float,
) -> ReorderPoint:
    """Best (r, Q) for Poisson demand, whole units: positions are taken in from the cheapest outwards.

    Exact: Federgruen and Zheng (1992). Snyder and Shen, chapter 5.

    Args:
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit that waits and a year.
        fixed_cost: K, euros an order.
        demand_mean: λ, units a year.
        lead_time: L, in years.

    Raises:
        ValueError: a cost of holding or shortage, or a mean, not above zero; a negative fixed cost or lead time; a lot of
            more than a million units, whose positions are too many to be counted one by one.
    """
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost, demand_mean=demand_mean)
    not_negative(fixed_cost=fixed_cost, lead_time=lead_time)
    few_units("r_Q_normal_exact", 1_000_000, fixed_cost, holding_cost, stockout_cost, demand_mean)
    mean = demand_mean * lead_time
    countable(demand_mean=mean)

    def cost_rate(level: int) -> float:
        short = poisson_loss(level, mean)
        return holding_cost * max(level - mean + short, 0.0) + stockout_cost * short

    low = high = poisson_quantile(mean, holding_cost / (holding_cost + stockout_cost))
    total = fixed_cost * demand_mean + cost_rate(low)
    under, over = cost_rate(low - 1), cost_rate(high + 1)
    while min(under, over) * (high - low + 1) < total:  # cheaper than the average so far
        total += min(under, over)
        if under < over:
            low -= 1
            under = cost_rate(low - 1)
        else:
            high += 1
            over = cost_rate(high + 1)
    lot = high - low + 1
    return ReorderPoint(low - 1, lot, total / lot)


def _beyond(function: Callable[[float], float], low: float, step: float) -> float:
    """A point above `low` where the function is not negative any more."""
    while function(low + step) < 0:
        step *= 2
    return low + step


def _root(function: Callable[[float], float], low: float, high: float) -> float:
    """Where a function that is negative at `low` and positive at `high` is zero, to the last digits."""
    from scipy.optimize import brentq  # type: ignore[import-untyped]  # noqa: PLC0415 (heavy)

    if function(low) >= 0:  # equal but for rounding
        return low
    if function(high) <= 0:
        return high
    return float(brentq(function, low, high, xtol=1e-13 * max(abs(low), abs(high)), rtol=1e-14))
