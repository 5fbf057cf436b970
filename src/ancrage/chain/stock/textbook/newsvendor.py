"""How much to have for one period of uncertain demand: the newsvendor, and base stock over a lead time.

Too many units cost h each, too few p each; the best level S leaves the demand below it with probability p/(p + h). With
a lead time, S covers the demand of lead time + 1 periods and the cost is that of one period. Citations: Snyder and
Shen, Fundamentals of Supply Chain Theory, 2nd edition (2019), chapter 4; Arrow, Harris and Marschak (1951).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import exp, fsum, inf, log, sqrt
from typing import Protocol

from ancrage.chain.stock.textbook.laws import (
    below,
    normal_loss,
    poisson_loss,
    poisson_quantile,
    quantile,
)
from ancrage.chain.stock.textbook.requires import (
    MOST,
    countable,
    finite,
    not_negative,
    positive,
    probability,
)


@dataclass(frozen=True)
class BaseStock:
    """Level to have or to order up to, in units, and the cost expected in a period."""

    S: float
    cost: float


@dataclass(frozen=True)
class ProfitableStock:
    """Level to have or to order up to, in units, and the profit expected in a period."""

    S: float
    profit: float


class Law(Protocol):
    """A continuous demand, as the laws of SciPy write theirs."""

    def ppf(self, q: float, /) -> float:
        """Smallest demand that is not passed with probability q."""

    def sf(self, x: float, /) -> float:
        """Probability that demand passes x."""

    def mean(self) -> float:
        """Expected demand."""


def newsvendor_normal(
    holding_cost: float,
    stockout_cost: float,
    demand_mean: float,
    demand_sd: float,
    lead_time: float = 0,
) -> BaseStock:
    """Base stock for normal demand: S = μ(L + 1) + zσ√(L + 1), cost (h + p)φ(z)σ√(L + 1), P(Z <= z) = p/(p + h).

    Snyder and Shen, chapter 4.

    Args:
        holding_cost: h, euros a unit left at the end of a period.
        stockout_cost: p, euros a unit short.
        demand_mean: μ, units a period.
        demand_sd: σ, units.
        lead_time: L, in periods.

    Raises:
        ValueError: a cost or a spread not above zero; a negative mean or lead time.
    """
    _costs(holding_cost, stockout_cost)
    not_negative(demand_mean=demand_mean, lead_time=lead_time)
    positive(demand_sd=demand_sd)
    mean, sd = demand_mean * (lead_time + 1), demand_sd * sqrt(lead_time + 1)
    level = mean + sd * _safety(holding_cost, stockout_cost)
    cost = holding_cost * (level - mean) + (holding_cost + stockout_cost) * normal_loss(
        level, mean, sd
    )
    return BaseStock(level, cost)


def newsvendor_normal_explicit(
    revenue: float,
    purchase_cost: float,
    salvage_value: float,
    demand_mean: float,
    demand_sd: float,
    holding_cost: float = 0.0,
    stockout_cost: float = 0.0,
    lead_time: float = 0,
) -> ProfitableStock:
    """Base stock for normal demand from prices: the newsvendor with h = c - v + holding and p = r - c + stockout.

    Profit is (r - c)μ less the newsvendor's cost. Snyder and Shen, chapter 4.

    Args:
        revenue: r, euros a unit sold.
        purchase_cost: c, euros a unit bought.
        salvage_value: v, euros got for a unit left.
        demand_mean: units a period.
        demand_sd: units.
        holding_cost: euros more for a unit left.
        stockout_cost: euros more for a unit short, beside the lost sale.
        lead_time: in periods.

    Raises:
        ValueError: a unit left, or a unit short, that costs nothing; as `newsvendor_normal`.
    """
    over, under = _explicit(revenue, purchase_cost, salvage_value, holding_cost, stockout_cost)
    found = newsvendor_normal(over, under, demand_mean, demand_sd, lead_time)
    return ProfitableStock(found.S, (revenue - purchase_cost) * demand_mean - found.cost)


def newsvendor_poisson(
    holding_cost: float, stockout_cost: float, demand_mean: float, lead_time: float = 0
) -> BaseStock:
    """Base stock for Poisson demand: the smallest S that demand passes with probability h/(p + h) at most.

    Snyder and Shen, chapter 4.

    Args:
        holding_cost: h, euros a unit left at the end of a period.
        stockout_cost: p, euros a unit short.
        demand_mean: units a period.
        lead_time: in periods.

    Raises:
        ValueError: a cost or a mean not above zero; a negative lead time; a mean beyond 1e12.
    """
    _costs(holding_cost, stockout_cost)
    positive(demand_mean=demand_mean)
    not_negative(lead_time=lead_time)
    mean = demand_mean * (lead_time + 1)
    countable(demand_mean=mean)
    level = poisson_quantile(mean, holding_cost / (holding_cost + stockout_cost))
    short = poisson_loss(level, mean)
    return BaseStock(level, holding_cost * (level - mean + short) + stockout_cost * short)


def newsvendor_poisson_explicit(
    revenue: float,
    purchase_cost: float,
    salvage_value: float,
    demand_mean: float,
    holding_cost: float = 0.0,
    stockout_cost: float = 0.0,
    lead_time: float = 0,
) -> ProfitableStock:
    """Base stock for Poisson demand from prices; see `newsvendor_normal_explicit` for the arguments.

    Raises:
        ValueError: a unit left, or a unit short, that costs nothing; as `newsvendor_poisson`.
    """
    over, under = _explicit(revenue, purchase_cost, salvage_value, holding_cost, stockout_cost)
    found = newsvendor_poisson(over, under, demand_mean, lead_time)
    return ProfitableStock(found.S, (revenue - purchase_cost) * demand_mean - found.cost)


def newsvendor_lognormal(
    holding_cost: float, stockout_cost: float, mu: float, sigma: float
) -> BaseStock:
    """Level for a demand whose logarithm is normal: S = exp(μ + zσ).

    E[(D - S)+] = exp(μ + σ²/2) P(Z <= σ - z) - S P(Z > z). Snyder and Shen, chapter 4.

    Args:
        holding_cost: h, euros a unit left.
        stockout_cost: p, euros a unit short.
        mu: mean of the logarithm of demand.
        sigma: standard deviation of the logarithm of demand.

    Raises:
        ValueError: a cost or a sigma not above zero; a mu that is not a number; a demand beyond 1e100.
    """
    _costs(holding_cost, stockout_cost)
    finite(mu=mu)
    positive(sigma=sigma)
    z = _safety(holding_cost, stockout_cost)
    if max(mu + sigma * sigma / 2, mu + sigma * z) > log(MOST):
        raise ValueError(f"mu {mu} and sigma {sigma} give a demand beyond {MOST:g}")
    # At the optimum the terms in S cancel out: h P(D <= S) = p P(D > S).
    mean = exp(mu + sigma * sigma / 2)
    cost = mean * (stockout_cost * below(sigma - z) - holding_cost * below(z - sigma))
    return BaseStock(exp(mu + sigma * z), cost)


def newsvendor_continuous(holding_cost: float, stockout_cost: float, demand: Law) -> BaseStock:
    """Level for any continuous demand of which the quantiles and the tail are known; the cost by integration.

    E[(D - S)+] is the integral of the tail above S. Snyder and Shen, chapter 4.

    Args:
        holding_cost: h, euros a unit left.
        stockout_cost: p, euros a unit short.
        demand: its law, a frozen law of `scipy.stats` for one.

    Raises:
        ValueError: a cost not above zero; a demand without a finite mean.
    """
    from scipy.integrate import quad  # type: ignore[import-untyped]  # noqa: PLC0415 (heavy)

    _costs(holding_cost, stockout_cost)
    mean = float(demand.mean())
    finite(demand_mean=mean)
    level = float(demand.ppf(stockout_cost / (holding_cost + stockout_cost)))
    short = float(quad(demand.sf, level, inf, limit=200)[0])
    return BaseStock(level, holding_cost * (level - mean + short) + stockout_cost * short)


def newsvendor_discrete(
    holding_cost: float, stockout_cost: float, demand: Mapping[float, float]
) -> BaseStock:
    """Level for a demand that takes given values: the smallest value not passed with probability p/(p + h) at least.

    Snyder and Shen, chapter 4.

    Args:
        holding_cost: h, euros a unit left.
        stockout_cost: p, euros a unit short.
        demand: probability of each number of units.

    Raises:
        ValueError: a cost not above zero; probabilities that do not add up to one.
    """
    _costs(holding_cost, stockout_cost)
    for units, chance in demand.items():
        finite(demand=units)
        probability(chance=chance)
    if abs(fsum(demand.values()) - 1) > 1e-9:
        raise ValueError("the probabilities of demand must add up to 1")
    ratio = stockout_cost / (holding_cost + stockout_cost)
    passed, level = 0.0, max(units for units, chance in demand.items() if chance > 0)
    for units in sorted(demand):
        passed += demand[units]
        if passed >= ratio - 1e-12:  # sums such as 0.1 + 0.2 pass 0.3 by their last digit only
            level = min(level, units)
            break
    left = fsum(chance * max(level - units, 0) for units, chance in demand.items())
    short = fsum(chance * max(units - level, 0) for units, chance in demand.items())
    return BaseStock(level, holding_cost * left + stockout_cost * short)


def _costs(holding_cost: float, stockout_cost: float) -> None:
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost)


def _safety(holding_cost: float, stockout_cost: float) -> float:
    """Z of the best level: that many standard deviations above the mean."""
    both = holding_cost + stockout_cost
    return quantile(stockout_cost / both, holding_cost / both)


def _explicit(
    revenue: float,
    purchase_cost: float,
    salvage_value: float,
    holding_cost: float,
    stockout_cost: float,
) -> tuple[float, float]:
    """What a unit left and a unit short cost, in euros."""
    finite(revenue=revenue, purchase_cost=purchase_cost, salvage_value=salvage_value)
    not_negative(holding_cost=holding_cost, stockout_cost=stockout_cost)
    over = purchase_cost - salvage_value + holding_cost
    under = revenue - purchase_cost + stockout_cost
    if over <= 0:
        raise ValueError("a unit left must cost something: salvage_value is too high")
    if under <= 0:
        raise ValueError("a unit short must cost something: revenue is too low")
    return over, under
