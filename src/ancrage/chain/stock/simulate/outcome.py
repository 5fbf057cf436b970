"""What a simulation says of each option: euros a year by what they are for, service, stock, cash."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ancrage.chain.stock.simulate.arrays import MEASURES, YEAR, Floats
from ancrage.chain.stock.simulate.items import Option, Prices

LOW, HIGH = 0.05, 0.95  # ends of the interval


@dataclass(frozen=True, slots=True)
class Euros:
    """Euros a year, on average over scenarios."""

    holding: float
    ordering: float
    premium: float  # of the second source
    stockout: float  # margin lost, and waiting
    emergency: float
    pool: float

    @property
    def total(self) -> float:
        """All of them."""
        return (
            self.holding + self.ordering + self.premium + self.stockout + self.emergency + self.pool
        )


@dataclass(frozen=True, slots=True, eq=False)
class Outcome:
    """One option of one item.

    Args:
        euros: a year, by component.
        low: euros a year that one scenario in twenty stays under.
        high: euros a year that one scenario in twenty passes.
        error: standard error of the total a year.
        fill_rate: share of units served at once; one where nobody asked.
        short_days: days a year on which someone was not served at once.
        mean_stock: units on hand at the end of a day.
        cash: euros that this stock ties up.
        totals: euros a year of each scenario; items add up scenario by scenario where their shocks are the same.
    """

    euros: Euros
    low: float
    high: float
    error: float
    fill_rate: float
    short_days: float
    mean_stock: float
    cash: float
    totals: Floats


def outcome(
    prices: Prices, option: Option, totals: Floats, means: Floats, weights: Floats, years: float
) -> Outcome:
    """Tell one option from the euros a year of its scenarios and the means of its measures over `years`."""
    of = dict(zip(MEASURES, (means / years).tolist(), strict=True))
    second, rush, pool = option.second, option.rush, option.pool
    stock = of["held"] / YEAR
    euros = Euros(
        holding=stock * prices.unit_cost * prices.holding_rate,
        ordering=of["orders"] * prices.order_cost
        + (of["second_orders"] * second.order_cost if second else 0.0),
        premium=of["second_units"] * second.premium + second.yearly if second else 0.0,
        stockout=of["lost"] * prices.margin + of["waiting"] * prices.wait_day,
        emergency=(
            of["rush_units"] * rush.premium + of["rush_orders"] * rush.order_cost if rush else 0.0
        ),
        pool=of["pool_units"] * pool.unit_fee + pool.yearly if pool else 0.0,
    )
    low, high = interval(totals, weights)
    mean = float(np.mean(weights * totals))
    error = float(np.sqrt(np.mean((weights * (totals - mean)) ** 2) / max(len(totals) - 1, 1)))
    return Outcome(
        euros=euros,
        low=low,
        high=high,
        error=error,
        fill_rate=1 - (of["lost"] + of["late"]) / of["demand"] if of["demand"] > 0 else 1.0,
        short_days=of["short_days"],
        mean_stock=stock,
        cash=stock * prices.unit_cost,
        totals=totals,
    )


def interval(totals: Floats, weights: Floats) -> tuple[float, float]:
    """Weighted quantiles of scenarios: the ends of the 90 % interval."""
    order = np.argsort(totals)
    shares = np.cumsum(weights[order])
    ends = np.searchsorted(shares / shares[-1], [LOW, HIGH])
    low, high = totals[order[np.minimum(ends, len(order) - 1)]]
    return float(low), float(high)
