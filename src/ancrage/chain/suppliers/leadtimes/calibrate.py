"""The threshold of one supplier: simulated from its own law, so that a healthy year seldom passes it."""

from __future__ import annotations

import math

import numpy as np

from ancrage.chain.suppliers.leadtimes.lognormal import LONGEST, Days, Floats, curves
from ancrage.chain.suppliers.leadtimes.pool import Belief
from ancrage.chain.suppliers.leadtimes.statistic import Odds, evidence

YEAR = 365
PATHS = 299
FALSE_ALARMS = 0.1  # share of healthy years with an alarm


def yearly_highs(
    table: Odds, belief: Belief, gaps: Days, waiting: Days, rng: np.random.Generator
) -> Floats:
    """Highest evidence of each of PATHS healthy years, ascending.

    Args:
        table: odds of the supplier.
        belief: its possible laws; each path follows one of them.
        gaps: days between its orders in the baseline; paths draw from them.
        waiting: ages (days) of orders open at the end of the baseline.
        rng: seeded by the series alone.
    """
    ordered, received = healthy_years(belief, gaps, waiting, rng)
    # Evidence grows while an order is late and falls when it comes: the eves of receipts are enough, and the last day.
    eves = np.sort(np.clip(received - 1, 0, YEAR - 1), axis=1)
    return np.sort(evidence(table, ordered, received, eves).max(axis=1))


def threshold(highs: Floats) -> float:
    """Evidence that a share FALSE_ALARMS of healthy years passes."""
    # The k-th highest of n paths is passed with chance k / (n + 1), whatever the law (the mean of an order statistic).
    rank = max(1, round(FALSE_ALARMS * (len(highs) + 1)))
    return float(highs[-rank])


def healthy_years(
    belief: Belief, gaps: Days, waiting: Days, rng: np.random.Generator
) -> tuple[Days, Days]:
    """Order and receipt days of PATHS years in which nothing changes, day 0 being the first after the baseline.

    Returns:
        Two arrays (PATHS, orders); orders of the baseline that are still open come first.
    """
    mean_gap = max(float(np.mean(gaps)), 0.5)
    many = math.ceil(1.3 * YEAR / mean_gap + 5)
    drawn = rng.choice(gaps, size=(PATHS, many))
    drawn[:, 0] = np.floor(rng.random(PATHS) * (drawn[:, 0] + 1))
    later = np.cumsum(drawn, axis=1)
    later = np.minimum(later, YEAR)[:, : int((later < YEAR).sum(axis=1).max())]
    before = np.broadcast_to(-1 - np.sort(waiting)[::-1], (PATHS, len(waiting)))
    ordered = np.concatenate([before, later], axis=1)
    law = rng.choice(len(belief.weights), size=PATHS, p=belief.weights)
    beyond = curves(belief.medians_log, belief.spreads, belief.strays, LONGEST).beyond
    known = np.maximum(-1 - ordered, 0)  # days already waited when the baseline ends
    level = rng.random(ordered.shape)
    took = np.empty_like(ordered)
    for j in np.unique(law):
        rows = law == j
        tail = beyond[:, j]
        target = level[rows] * tail[known[rows]]
        took[rows] = np.searchsorted(-tail, -target, side="left")
    return ordered, ordered + np.maximum(took, 1)


def mean_of(belief: Belief) -> Floats:
    """Mean lead time of each law, days."""
    return np.exp(belief.medians_log + belief.spreads**2 / 2)
