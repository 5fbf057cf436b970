"""At what frequency and length of stops does another choice become the cheapest?

Tomlin (2006), Management Science 52(5): which of stock, a second source and acceptance is best depends on the two apart, not
on their product. The scenarios that were simulated are weighted anew by how likely they are under other frequencies and
lengths (likelihood ratios), so that nothing is simulated again.
"""

from __future__ import annotations

import numpy as np

from ancrage.chain.stock.decide.case import BreakEven, Choice, ItemCase, Turn, standing
from ancrage.chain.stock.simulate.arrays import Floats
from ancrage.chain.stock.simulate.items import Source

_FACTORS = np.exp(np.linspace(0, np.log(8), 17))
_LEAST = 0.08  # scenarios that count, as a share of all: with fewer, nothing is said


def break_even(
    case: ItemCase, choices: tuple[Choice, ...], weights: Floats, seen: Floats
) -> BreakEven:
    """Where the first of the choices stops being the cheapest.

    Args:
        case: what is decided.
        choices: cheapest first.
        weights: of the scenarios.
        seen: of the scenarios, (scenarios, 4); see `simulate.stops.stops_of`.
    """
    totals = np.array([choice.outcome.totals * standing(choice.kind) for choice in choices])
    stops = [
        shock for shock in case.item.shocks if shock.stops & Source.MAIN and shock.per_year > 0
    ]
    if not stops:
        return BreakEven(None, None, None, None)
    often = sum(shock.per_year for shock in stops)

    def length(factor: float) -> float:
        """Mean days of a stop, all of them so many times as long."""
        days = 0.0
        for shock in stops:
            ends = -np.log1p(-1 / shock.mean_days) if shock.mean_days > 1 else np.inf
            days += shock.per_year / -np.expm1(-ends / factor) / often
        return float(days)

    count, hazard, ended, recovery = seen.T
    logs = np.log(weights)

    def turn(by_log: Floats, by_factor: Floats, factors: Floats) -> tuple[float, int] | None:
        """First factor at which another choice is cheapest, and its rank."""
        given = logs + np.log(factors)[:, None] * by_log - (factors - 1)[:, None] * by_factor
        given = np.exp(given - given.max(axis=1, keepdims=True))
        given /= given.sum(axis=1, keepdims=True)
        counts = 1 / (given**2).sum(axis=1)
        costs = given @ totals.T
        told = counts >= _LEAST * len(logs)
        for rank in range(1, len(factors)):
            if not told[rank]:
                return None
            best = int(costs[rank].argmin())
            if best:
                before, after = (costs[at, best] - costs[at, 0] for at in (rank - 1, rank))
                share = before / (before - after)
                ends = np.log(factors[rank - 1 : rank + 1])
                return float(np.exp(ends[0] + share * (ends[1] - ends[0]))), best
        return None

    def frequency(factors: Floats) -> Turn | None:
        found = turn(count, hazard, factors)
        return Turn(often * found[0], choices[found[1]].kind) if found else None

    def duration(factors: Floats) -> Turn | None:
        # A factor on the length is the inverse of one on the rate of recovery.
        found = turn(ended, recovery, 1 / factors)
        return Turn(length(1 / found[0]), choices[found[1]].kind) if found else None

    return BreakEven(
        rarer=frequency(1 / _FACTORS),
        oftener=frequency(_FACTORS),
        shorter=duration(1 / _FACTORS),
        longer=duration(_FACTORS),
    )
