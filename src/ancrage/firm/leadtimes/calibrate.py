"""The threshold of one supplier: simulated from its own law, so that a healthy year seldom passes it."""

from __future__ import annotations

import math

import numpy as np

from ancrage.firm.leadtimes.lognormal import (
    LONGEST,
    Days,
    Floats,
    normal_below,
    normal_quantile,
)
from ancrage.firm.leadtimes.pool import DRAWS, STEP, Belief
from ancrage.firm.leadtimes.statistic import Odds, evidence

YEAR = 365
PATHS = DRAWS
FALSE_ALARMS = 0.09  # share of healthy years with an alarm: the one setting


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
    belief: Belief, gaps: Days, waiting: Days, rng: np.random.Generator, length: int = YEAR
) -> tuple[Days, Days]:
    """Order and receipt days of PATHS futures of `length` days in which nothing changes.

    Day 0 is the first after the baseline.

    Returns:
        Two arrays (PATHS, orders); orders of the baseline that are still open come first.
    """
    mean_gap = max(float(np.mean(gaps)), 0.5)
    many = math.ceil(1.3 * length / mean_gap + 5)
    drawn = rng.choice(gaps, size=(PATHS, many))
    drawn[:, 0] = np.floor(rng.random(PATHS) * (drawn[:, 0] + 1))
    later = np.cumsum(drawn, axis=1)
    later = np.minimum(later, length)[:, : int((later < length).sum(axis=1).max())]
    before = np.broadcast_to(-1 - np.sort(waiting)[::-1], (PATHS, len(waiting)))
    ordered = np.concatenate([before, later], axis=1)
    laws = rng.permutation(belief.drawn)
    medians = (
        laws[:, :1] + (rng.random((PATHS, 1)) - 0.5) * STEP
    )  # anywhere in its cell of the grid
    spreads = laws[:, 1:]
    # An order already open for a days lasts more than a.
    known = np.maximum(-1 - ordered, 0)
    least = np.where(known > 0, normal_below((medians - np.log(known + 0.5)) / spreads), 1.0)
    shape = ordered.shape
    level = np.maximum((1.0 - rng.random(shape)) * least, 1e-300)
    took = np.rint(np.exp(np.minimum(medians - spreads * normal_quantile(level), np.log(LONGEST))))
    stray = np.rint(np.exp(rng.random(shape) * np.log(LONGEST / (known + 1.0))) * (known + 1.0))
    took = np.where(rng.random(shape) < belief.strays, stray, took)
    return ordered, ordered + np.maximum(took, known + 1).astype(np.int64)
