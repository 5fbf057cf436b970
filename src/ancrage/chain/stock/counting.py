"""Laws of whole units with a given mean and variance: negative binomial, Poisson, binomial.

These three are one family (Panjer, 1981: the (a, b, 0) class) that covers every ratio of variance to mean: above one,
sales come in bursts; at one, by chance; below one, with regularity. A binomial whose number of trials is not whole is
read through its incomplete beta function, which stays a law.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt
from scipy import special  # type: ignore[import-untyped]

Floats: TypeAlias = npt.NDArray[np.float64]

TRIALS = 4.0  # a binomial of fewer trials is no law of sales: its variance is raised instead
LEAST = 0.1  # of the variance to the mean
POISSON = 1e-6  # a ratio this near to one is a Poisson law, reached through a negative binomial


def chances_at_most(units: Floats, mean: Floats, variance: Floats) -> Floats:
    """P(D <= units) for laws of these means and variances; arrays broadcast.

    Args:
        units: whole numbers; below zero, the chance is 0.
        mean: zero or above; zero means that nothing is sold.
        variance: raised where the mean leaves no law with so little.
    """
    k, m, v = np.broadcast_arrays(units, mean, variance)
    m = np.maximum(m, 1e-100)  # nothing sold: a law whose chance of none is one
    gap = _bounded_gap(m, v)
    size = m * m / np.abs(gap)
    at = np.maximum(k, 0.0) + 1.0
    trials = size - k
    over, under = (gap > 0) & (k >= 0), (gap < 0) & (k >= 0) & (trials > 0)
    found: Floats = np.where(k < 0, 0.0, 1.0)
    special.betainc(size, at, size / (size + m), out=found, where=over)
    if under.any():
        none = np.clip(1.0 - m / np.where(under, size, 1.0), 0.0, 1.0)
        special.betainc(trials, at, none, out=found, where=under)
    return found


def _bounded_gap(mean: Floats, variance: Floats) -> Floats:
    """Variance less mean, never zero."""
    least = np.maximum(mean * (1.0 - mean / TRIALS), LEAST * mean)
    gap = np.maximum(variance, least) - mean
    found: Floats = np.where(np.abs(gap) < POISSON * mean, POISSON * mean, gap)
    return found
