"""How much to order at once when demand is steady: the economic order quantity and its kin.

Rates are per year, costs in euros; the models hold for any other unit of time, the same everywhere. Citations: Snyder
and Shen, Fundamentals of Supply Chain Theory, 2nd edition (2019), chapter 3; Harris (1913); Zipkin, Foundations of
Inventory Management (2000), chapter 3.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import inf, sqrt

from ancrage.chain.stock.textbook.requires import not_negative, positive


@dataclass(frozen=True)
class OrderQuantity:
    """Units in an order, and the cost a year of ordering and holding."""

    Q: float
    cost: float


@dataclass(frozen=True)
class BackorderQuantity:
    """Units in an order, cost a year, and the share of the time (hence of demand) that waits."""

    Q: float
    cost: float
    stockout_fraction: float


@dataclass(frozen=True)
class DiscountQuantity:
    """Units in an order, price bracket (0 the first), and cost a year, purchases included."""

    Q: float
    region: int
    cost: float


def eoq(fixed_cost: float, holding_cost: float, demand_rate: float) -> OrderQuantity:
    """Economic order quantity: steady demand, no shortage, goods arrive at once.

    Q = √(2Kλ/h), cost √(2Kλh). Snyder and Shen, chapter 3; Harris (1913).

    Args:
        fixed_cost: K, euros an order.
        holding_cost: h, euros a unit and a year.
        demand_rate: λ, units a year.

    Raises:
        ValueError: a negative fixed cost; a holding cost or a demand that is not above zero.
    """
    not_negative(fixed_cost=fixed_cost)
    positive(holding_cost=holding_cost, demand_rate=demand_rate)
    return OrderQuantity(
        Q=sqrt(2 * fixed_cost * demand_rate / holding_cost),
        cost=sqrt(2 * fixed_cost * demand_rate * holding_cost),
    )


def eoq_backorders(
    fixed_cost: float, holding_cost: float, stockout_cost: float, demand_rate: float
) -> BackorderQuantity:
    """Economic order quantity when demand may wait for the next delivery.

    Q = √(2Kλ(h + p)/(hp)), waiting share h/(h + p), cost √(2Kλhp/(h + p)). Snyder and Shen, chapter 3.

    Args:
        fixed_cost: K, euros an order.
        holding_cost: h, euros a unit and a year.
        stockout_cost: p, euros a unit that waits and a year.
        demand_rate: λ, units a year.

    Raises:
        ValueError: a negative fixed cost; another input that is not above zero.
    """
    not_negative(fixed_cost=fixed_cost)
    positive(holding_cost=holding_cost, stockout_cost=stockout_cost, demand_rate=demand_rate)
    served = stockout_cost / (holding_cost + stockout_cost)
    return BackorderQuantity(
        Q=sqrt(2 * fixed_cost * demand_rate / (holding_cost * served)),
        cost=sqrt(2 * fixed_cost * demand_rate * holding_cost * served),
        stockout_fraction=holding_cost / (holding_cost + stockout_cost),
    )


def epq(
    fixed_cost: float, holding_cost: float, demand_rate: float, production_rate: float
) -> OrderQuantity:
    """Economic production quantity: a batch comes in at a steady rate, not at once.

    As the economic order quantity with h (1 - λ/μ) in the place of h. Snyder and Shen, chapter 3; Taft (1918).

    Args:
        fixed_cost: K, euros a batch.
        holding_cost: h, euros a unit and a year.
        demand_rate: λ, units a year.
        production_rate: μ, units a year, above the demand.

    Raises:
        ValueError: as `eoq`; a production that does not exceed demand.
    """
    positive(production_rate=production_rate, holding_cost=holding_cost, demand_rate=demand_rate)
    if production_rate <= demand_rate:
        raise ValueError(
            f"production_rate must be above demand_rate, {demand_rate}, not {production_rate}"
        )
    return eoq(fixed_cost, holding_cost * (1 - demand_rate / production_rate), demand_rate)


def eoq_all_units_discount(
    fixed_cost: float,
    holding_cost_rate: float,
    demand_rate: float,
    breakpoints: Sequence[float],
    unit_costs: Sequence[float],
) -> DiscountQuantity:
    """Order quantity when the price of all units falls at given quantities.

    The best of each bracket's own economic quantity where it lies in its bracket, else of the quantity that opens it.
    Snyder and Shen, chapter 3.

    Args:
        fixed_cost: K, euros an order.
        holding_cost_rate: share of the price that holding a unit for a year costs.
        demand_rate: λ, units a year.
        breakpoints: quantity that opens each bracket, the first 0.
        unit_costs: price of a unit in each bracket, never rising.

    Raises:
        ValueError: an input that is not above zero; brackets that do not fit together.
    """
    brackets = _brackets(fixed_cost, holding_cost_rate, demand_rate, breakpoints, unit_costs)
    found = []
    for region, (start, end, price) in enumerate(brackets):
        holding = holding_cost_rate * price
        best = max(eoq(fixed_cost, holding, demand_rate).Q, start)
        if best < end:
            cost = demand_rate * (price + fixed_cost / best) + holding * best / 2
            found.append(DiscountQuantity(best, region, cost))
    return min(found, key=lambda one: (one.cost, one.Q))


def eoq_incremental_discount(
    fixed_cost: float,
    holding_cost_rate: float,
    demand_rate: float,
    breakpoints: Sequence[float],
    unit_costs: Sequence[float],
) -> DiscountQuantity:
    """Order quantity when the lower price is for the units above each given quantity only.

    What the units below a bracket cost more than its price acts as a fixed cost of the order. Snyder and Shen, chapter 3.

    Args:
        fixed_cost: K, euros an order.
        holding_cost_rate: share of the average price that holding a unit for a year costs.
        demand_rate: λ, units a year.
        breakpoints: quantity that opens each bracket, the first 0.
        unit_costs: price of the units in each bracket, never rising.

    Raises:
        ValueError: an input that is not above zero; brackets that do not fit together.
    """
    brackets = _brackets(fixed_cost, holding_cost_rate, demand_rate, breakpoints, unit_costs)
    found = []
    extra, before = 0.0, brackets[0][2]
    for region, (start, end, price) in enumerate(brackets):
        extra, before = extra + (before - price) * start, price
        own = eoq(fixed_cost + extra, holding_cost_rate * price, demand_rate)
        if start <= own.Q < end:
            cost = price * demand_rate + holding_cost_rate * extra / 2 + own.cost
            found.append(DiscountQuantity(own.Q, region, cost))
    return min(found, key=lambda one: (one.cost, one.Q))


def _brackets(
    fixed_cost: float,
    holding_cost_rate: float,
    demand_rate: float,
    breakpoints: Sequence[float],
    unit_costs: Sequence[float],
) -> list[tuple[float, float, float]]:
    """Start, end and price of each bracket, once all inputs are sound."""
    positive(fixed_cost=fixed_cost, holding_cost_rate=holding_cost_rate, demand_rate=demand_rate)
    if not breakpoints or len(breakpoints) != len(unit_costs):
        raise ValueError("breakpoints and unit_costs must be as many, at least one")
    if breakpoints[0] != 0 or any(a >= b for a, b in pairwise(breakpoints)):
        raise ValueError("breakpoints must start at 0 and rise")
    for price in unit_costs:
        positive(unit_costs=price)
    if any(a < b for a, b in pairwise(unit_costs)):
        raise ValueError("unit_costs must not rise with the quantity")
    return list(zip(breakpoints, [*breakpoints[1:], inf], unit_costs, strict=True))


@dataclass(frozen=True)
class JointCycle:
    """Years between two orders, in how many of them each item comes (1 each, 2 every other…), cost a year."""

    base_cycle_time: float
    order_multiples: tuple[int, ...]
    order_quantities: tuple[float, ...]
    cost: float


def joint_replenishment(
    shared_fixed_cost: float,
    individual_fixed_costs: Sequence[float],
    holding_costs: Sequence[float],
    demand_rates: Sequence[float],
) -> JointCycle:
    """Items ordered together: how often to order, and which items in every order, every other, and so on.

    Exact among the policies that order every T years and take item i in every m_i-th order (K counted each time). For a
    given T the best m_i is known, m(m - 1) < 2k/(hλT²) <= m(m + 1), and changes only at known T; between these the best
    T is an economic order quantity. Goyal (1974); Snyder and Shen, chapter 3.

    Args:
        shared_fixed_cost: K, euros an order.
        individual_fixed_costs: k, euros for each item in an order.
        holding_costs: h, euros a unit and a year, by item.
        demand_rates: λ, units a year, by item.

    Raises:
        ValueError: a shared cost, holding cost or demand not above zero; lists that are not as long.
    """
    positive(shared_fixed_cost=shared_fixed_cost)
    if not len(individual_fixed_costs) == len(holding_costs) == len(demand_rates) > 0:
        raise ValueError("costs and demands must be as many, at least one")
    for fixed, holding, demand in _items(individual_fixed_costs, holding_costs, demand_rates):
        not_negative(individual_fixed_costs=fixed)
        positive(holding_costs=holding, demand_rates=demand)
    items = list(_items(individual_fixed_costs, holding_costs, demand_rates))
    # A first policy, all items in each order, bounds the rest: an order every T costs at least K/T.
    multiples = [1] * len(items)
    cycle, cost = _joint_cost(shared_fixed_cost, items, multiples)
    best = (cost, cycle, tuple(multiples))
    while True:
        changes = [
            sqrt(2 * k / (h * d * m * (m + 1)))
            for (k, h, d), m in zip(items, multiples, strict=True)
        ]
        following = max(changes)
        if following <= 0 or shared_fixed_cost / following > best[0]:
            break
        multiples = [
            m + (change == following) for m, change in zip(multiples, changes, strict=True)
        ]
        cycle, cost = _joint_cost(shared_fixed_cost, items, multiples)
        best = min(best, (cost, cycle, tuple(multiples)))
    cost, cycle, chosen = best
    quantities = tuple(m * cycle * d for m, (_, _, d) in zip(chosen, items, strict=True))
    return JointCycle(cycle, chosen, quantities, cost)


def _items(*columns: Sequence[float]) -> Iterator[tuple[float, float, float]]:
    fixed, holding, demand = columns
    return zip(fixed, holding, demand, strict=True)


def _joint_cost(
    shared: float, items: Sequence[tuple[float, float, float]], multiples: Sequence[int]
) -> tuple[float, float]:
    """Best time between orders for given multiples, and its cost a year."""
    fixed = shared + sum(k / m for (k, _, _), m in zip(items, multiples, strict=True))
    held = sum(h * d * m for (_, h, d), m in zip(items, multiples, strict=True))
    return sqrt(2 * fixed / held), sqrt(2 * fixed * held)
