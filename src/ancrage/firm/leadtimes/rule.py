"""The rule of thumb: mean lead time of the last 60 days at least 15 % above that of the 60 days before.

Shown because it is the one that people know, with how often it cries in a year in which nothing changes.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from ancrage.firm.leadtimes.calibrate import YEAR, healthy_years
from ancrage.firm.leadtimes.lognormal import Days
from ancrage.firm.leadtimes.pool import Belief

WINDOW = 60  # days
RISE = 1.15


def cries(ordered: Days, received: Days, length: int, rise: float = RISE) -> npt.NDArray[np.bool_]:
    """On which of the days 0 to length - 1 the rule cries, orders being read on the day they are received.

    Args:
        ordered: order days (paths, orders).
        received: receipt days, of the same shape.
        length: number of days.
        rise: later mean / earlier mean that makes it cry.

    Returns:
        (paths, length); a window without receipt says nothing.
    """
    paths = len(ordered)
    row, column = np.nonzero((received >= 0) & (received < length))
    cell = row * (length + 1) + received[row, column] + 1
    size, shape = paths * (length + 1), (paths, length + 1)
    lasted = received[row, column] - ordered[row, column]
    count = np.bincount(cell, minlength=size).astype(float).reshape(shape)
    total = np.bincount(cell, weights=lasted, minlength=size).reshape(shape)
    count, total = np.cumsum(count, axis=1), np.cumsum(total, axis=1)
    end = np.arange(1, length + 1)
    middle, start = np.maximum(end - WINDOW, 0), np.maximum(end - 2 * WINDOW, 0)
    late, late_total = count[:, end] - count[:, middle], total[:, end] - total[:, middle]
    early, early_total = count[:, middle] - count[:, start], total[:, middle] - total[:, start]
    crying: npt.NDArray[np.bool_] = (
        (late > 0) & (early > 0) & (late_total * early >= rise * early_total * late)
    )
    return crying


def false_alarms(belief: Belief, gaps: Days, rng: np.random.Generator) -> float:
    """Share of healthy years of this supplier in which the rule cries, by simulation."""
    before = 2 * WINDOW + int(np.exp(belief.medians_log.max()))  # until both windows are usual
    waiting = np.zeros(0, dtype=np.int64)
    ordered, received = healthy_years(belief, gaps, waiting, rng, YEAR + before)
    return float(cries(ordered, received, YEAR + before)[:, before:].any(axis=1).mean())
