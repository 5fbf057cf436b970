"""Suppliers that stop for a while, or deliver another quantity than was ordered.

Citations: Berk and Arreola-Risa (1994), Note on future supply uncertainty in EOQ models, Naval Research Logistics 41;
Snyder (2014), A tight approximation for an EOQ model with supply disruptions, International Journal of Production
Economics 155; Tomlin (2006), Management Science 52(5); Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd edition
(2019), chapter 9.
"""

from __future__ import annotations

from math import exp, expm1, floor, log, sqrt

from ancrage.chain.stock.textbook.eoq import OrderQuantity
from ancrage.chain.stock.textbook.laws import density, quantile
from ancrage.chain.stock.textbook.newsvendor import BaseStock
from ancrage.chain.stock.textbook.requires import finite, not_negative, positive


def eoq_disruptions_approx(
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_rate: float,
    disruption_rate: float,
    recovery_rate: float,
) -> OrderQuantity:
    """Order quantity with a supplier that stops now and then, when its state at the next order is as on any day.

    With ψ = λ/(λ + μ): Q = (√((ψdh)² + 2hμ(Kdμ + d²pψ)) - ψdh)/(hμ), cost hQ. Snyder (2014); Snyder and Shen, chapter 9.

    Args:
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit of demand that is lost.
        fixed_cost: K, euros an order.
        demand_rate: d, units a year.
        disruption_rate: λ, stops a year while the supplier works.
        recovery_rate: μ, one over the mean length of a stop in years.

    Returns:
        Q and the approximate cost a year, which is exactly hQ at this Q.

    Raises:
        ValueError: a cost or a rate not above zero; a negative rate of stops.
    """
    _eoq_inputs(
        holding_cost, stockout_cost, fixed_cost, demand_rate, disruption_rate, recovery_rate
    )
    stopped = disruption_rate / (disruption_rate + recovery_rate)
    pull = stopped * demand_rate / recovery_rate
    push = 2 * demand_rate / holding_cost
    push *= fixed_cost + demand_rate * stockout_cost * stopped / recovery_rate
    lot = push / (pull + sqrt(pull * pull + push))
    return OrderQuantity(lot, holding_cost * lot)


def eoq_disruptions_exact(
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_rate: float,
    disruption_rate: float,
    recovery_rate: float,
) -> OrderQuantity:
    """Order quantity with a supplier that stops now and then, at the exact chance that it is stopped when stock is out.

    With ψ(Q) = λ/(λ + μ) (1 - exp(-(λ + μ)Q/d)), the cost a year is
    (K + hQ²/(2d) + pdψ/μ) / (Q/d + ψ/μ), minimised over Q: every range that may hold the least is searched.
    Berk and Arreola-Risa (1994); Snyder and Shen, chapter 9.

    Args:
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit of demand that is lost.
        fixed_cost: K, euros an order.
        demand_rate: d, units a year.
        disruption_rate: λ, stops a year while the supplier works.
        recovery_rate: μ, one over the mean length of a stop in years.

    Raises:
        ValueError: a cost or a rate not above zero; a negative rate of stops.
    """
    _eoq_inputs(
        holding_cost, stockout_cost, fixed_cost, demand_rate, disruption_rate, recovery_rate
    )
    both = disruption_rate + recovery_rate
    stopped = disruption_rate / both

    def parts(lot: float) -> tuple[float, float, float, float]:
        """Cost and length of a cycle, with their slopes in the lot."""
        waiting = -stopped * expm1(-both * lot / demand_rate) / recovery_rate
        waiting_slope = stopped * both * exp(-both * lot / demand_rate)
        waiting_slope /= demand_rate * recovery_rate
        return (
            fixed_cost
            + holding_cost * lot * lot / (2 * demand_rate)
            + stockout_cost * demand_rate * waiting,
            lot / demand_rate + waiting,
            holding_cost * lot / demand_rate + stockout_cost * demand_rate * waiting_slope,
            1 / demand_rate + waiting_slope,
        )

    def cost(lot: float) -> float:
        total, length, _, _ = parts(lot)
        return total / length

    def slope(lot: float) -> float:
        total, length, total_slope, length_slope = parts(lot)
        return total_slope * length - total * length_slope

    # Beyond these two the fixed cost alone, or the stock alone, costs more than the approximation's Q does.
    known = cost(
        eoq_disruptions_approx(
            holding_cost, stockout_cost, fixed_cost, demand_rate, disruption_rate, recovery_rate
        ).Q
    )
    low = fixed_cost * demand_rate / known / (1 + disruption_rate / recovery_rate) / 2
    high = 2 * (
        known + sqrt(known * (known + 2 * holding_cost * demand_rate * stopped / recovery_rate))
    )
    high /= holding_cost
    steps = 400
    lots = [low * (high / low) ** (i / steps) for i in range(steps + 1)]
    at = min(range(1, steps), key=lambda i: cost(lots[i]))
    from scipy.optimize import brentq  # type: ignore[import-untyped]  # noqa: PLC0415 (heavy)

    lot = float(brentq(slope, lots[at - 1], lots[at + 1], xtol=1e-14 * high, rtol=1e-14))
    return OrderQuantity(lot, cost(lot))


def newsvendor_disruptions(
    holding_cost: float,
    stockout_cost: float,
    demand: float,
    disruption_prob: float,
    recovery_prob: float,
) -> BaseStock:
    """Base stock for a known demand and a supplier that may not deliver in a period.

    With N the periods since the supplier last worked, P(N <= n) = 1 - α/(α + β) (1 - β)^n: S is demand times one plus
    the smallest n with P(N <= n) >= p/(p + h). Unmet demand waits. Tomlin (2006); Snyder and Shen, chapter 9.

    Args:
        holding_cost: h, euros a unit left at the end of a period.
        stockout_cost: p, euros a unit that waits at the end of a period.
        demand: units a period.
        disruption_prob: α, chance that a supplier that works stops in the next period.
        recovery_prob: β, chance that a supplier that is stopped works in the next period.

    Returns:
        S and the exact cost expected in a period.

    Raises:
        ValueError: a cost or a demand not above zero; a chance below 0 or above 1, or of recovery at 0.
    """
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost, demand=demand)
    if not 0 <= disruption_prob <= 1:
        raise ValueError(f"disruption_prob must be between 0 and 1, not {disruption_prob}")
    if not 0 < recovery_prob <= 1:
        raise ValueError(f"recovery_prob must be above 0 and at most 1, not {recovery_prob}")
    stopped = disruption_prob / (disruption_prob + recovery_prob)
    allowed = holding_cost / (holding_cost + stockout_cost)
    periods = _periods(stopped, 1 - recovery_prob, allowed)
    # Periods without a delivery beyond those covered: as long on average as any stop, whatever the past.
    beyond = stopped * (1 - recovery_prob) ** periods / recovery_prob
    left = periods - stopped / recovery_prob + beyond
    return BaseStock(
        demand * (periods + 1), demand * (holding_cost * max(left, 0.0) + stockout_cost * beyond)
    )


def _periods(stopped: float, lasts: float, allowed: float) -> int:
    """Smallest n >= 0 with stopped * lasts^n <= allowed; equal but for rounding counts as equal."""
    bound = allowed * (1 + 1e-12)
    if stopped <= bound:
        return 0
    if lasts == 0:
        return 1
    n = max(floor(log(bound / stopped) / log(lasts)), 0)
    while stopped * lasts**n > bound:
        n += 1
    return n


def newsvendor_additive_yield(
    holding_cost: float, stockout_cost: float, demand: float, yield_mean: float, yield_sd: float
) -> OrderQuantity:
    """Order for a known demand when what arrives is Q + Y, Y normal.

    Q + Y falls under the demand with probability h/(h + p). Snyder and Shen, chapter 9.

    Args:
        holding_cost: h, euros a unit left.
        stockout_cost: p, euros a unit short.
        demand: units.
        yield_mean: mean of Y, units; negative where less arrives than was ordered.
        yield_sd: standard deviation of Y, units.

    Returns:
        Q and the cost expected in a period.

    Raises:
        ValueError: a cost, a demand or a spread not above zero.
    """
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost)
    positive(demand=demand, yield_sd=yield_sd)
    finite(yield_mean=yield_mean)
    both = holding_cost + stockout_cost
    z = quantile(stockout_cost / both, holding_cost / both)
    return OrderQuantity(demand - yield_mean + z * yield_sd, both * density(z) * yield_sd)


def eoq_additive_yield(
    holding_cost: float, fixed_cost: float, demand_rate: float, yield_mean: float, yield_sd: float
) -> OrderQuantity:
    """Economic order quantity when what arrives is Q + Y, whatever Q.

    Q = √(2Kd/h + V[Y]) - E[Y], cost h(Q + E[Y]). Snyder and Shen, chapter 9.

    Args:
        holding_cost: h, euros a unit and a year.
        fixed_cost: K, euros an order.
        demand_rate: d, units a year.
        yield_mean: E[Y], units; negative where less arrives than was ordered.
        yield_sd: √V[Y], units.

    Raises:
        ValueError: a holding cost or a demand not above zero; a negative fixed cost or spread; so much more arrives than
            was ordered that nothing would have to be ordered.
    """
    positive(holding_cost=holding_cost, demand_rate=demand_rate)
    not_negative(fixed_cost=fixed_cost, yield_sd=yield_sd)
    finite(yield_mean=yield_mean)
    arrives = sqrt(2 * fixed_cost * demand_rate / holding_cost + yield_sd * yield_sd)
    if arrives < yield_mean:
        raise ValueError("yield_mean is above what is worth receiving: there is nothing to order")
    return OrderQuantity(arrives - yield_mean, holding_cost * arrives)


def eoq_multiplicative_yield(
    holding_cost: float, fixed_cost: float, demand_rate: float, yield_mean: float, yield_sd: float
) -> OrderQuantity:
    """Economic order quantity when what arrives is QZ, a share of what was ordered.

    Q = √(2Kd/(h(V[Z] + E[Z]²))), cost √(2Kdh(V[Z] + E[Z]²))/E[Z]. Snyder and Shen, chapter 9.

    Args:
        holding_cost: h, euros a unit and a year.
        fixed_cost: K, euros an order.
        demand_rate: d, units a year.
        yield_mean: E[Z], above zero; below one where less arrives than was ordered.
        yield_sd: √V[Z].

    Raises:
        ValueError: a holding cost, a demand or a mean share not above zero; a negative fixed cost or spread.
    """
    positive(holding_cost=holding_cost, demand_rate=demand_rate, yield_mean=yield_mean)
    not_negative(fixed_cost=fixed_cost, yield_sd=yield_sd)
    square = yield_sd * yield_sd + yield_mean * yield_mean
    return OrderQuantity(
        sqrt(2 * fixed_cost * demand_rate / (holding_cost * square)),
        sqrt(2 * fixed_cost * demand_rate * holding_cost * square) / yield_mean,
    )


def _eoq_inputs(
    holding_cost: float,
    stockout_cost: float,
    fixed_cost: float,
    demand_rate: float,
    disruption_rate: float,
    recovery_rate: float,
) -> None:
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost, fixed_cost=fixed_cost)
    positive(demand_rate=demand_rate, recovery_rate=recovery_rate)
    not_negative(disruption_rate=disruption_rate)
