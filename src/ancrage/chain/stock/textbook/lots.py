"""When to order, how much, when the demand of each coming period is known: Wagner and Whitin."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import inf

from ancrage.chain.stock.textbook.requires import not_negative


@dataclass(frozen=True)
class LotPlan:
    """Units to order in each period, and the cost of the whole horizon."""

    order_quantities: tuple[float, ...]
    cost: float


def wagner_whitin(
    holding_cost: float | Sequence[float],
    fixed_cost: float | Sequence[float],
    demand: Sequence[float],
    purchase_cost: float | Sequence[float] = 0.0,
) -> LotPlan:
    """Cheapest plan of orders for known demands, without shortage; stock is empty at both ends.

    An order covers whole periods, up to the next order; the best plan from each period on is found from the last
    backwards, exactly. Of plans that cost the same, orders are the smallest. Wagner and Whitin (1958); Snyder and Shen,
    Fundamentals of Supply Chain Theory, 2nd edition, chapter 3.

    Args:
        holding_cost: euros a unit left at the end of a period, for all periods or one by one.
        fixed_cost: euros an order, likewise.
        demand: units in each period; zero is fine, and is not a reason to order.
        purchase_cost: euros a unit, likewise.

    Raises:
        ValueError: no period; a negative input; a list whose length is not that of the demand.
    """
    if not demand:
        raise ValueError("demand must hold one period at least")
    for one in demand:
        not_negative(demand=one)
    periods = len(demand)
    holding = _by_period("holding_cost", holding_cost, periods)
    fixed = _by_period("fixed_cost", fixed_cost, periods)
    price = _by_period("purchase_cost", purchase_cost, periods)
    best = [0.0] * (periods + 1)
    following = [0] * periods
    for start in reversed(range(periods)):
        best[start], following[start] = inf, start
        if demand[start] == 0:  # nothing is asked: waiting costs nothing
            best[start] = best[start + 1]
        cost, carried = fixed[start], price[start]
        for end in range(start, periods):
            cost += carried * demand[end]  # bought in start, held until end
            carried += holding[end]
            if cost + best[end + 1] < best[start]:
                best[start], following[start] = cost + best[end + 1], end + 1
    orders = [0.0] * periods
    start = 0
    while start < periods:
        end = following[start]
        orders[start] = sum(demand[start:end])
        start = max(end, start + 1)
    return LotPlan(tuple(orders), best[0])


def _by_period(name: str, value: float | Sequence[float], periods: int) -> list[float]:
    values = list(value) if isinstance(value, Sequence) else [value] * periods
    if len(values) != periods:
        raise ValueError(f"{name} must be one number, or one for each of the {periods} periods")
    for one in values:
        not_negative(**{name: one})
    return values
