"""Normal and Poisson demand: tails, quantiles and loss functions.

The loss function of a demand D at a level x is E[(D - x)+], the units that are short on average; the second-order loss
is E[((D - x)+)²] / 2. Snyder and Shen, Fundamentals of Supply Chain Theory, 2nd edition (2019), appendices.

SciPy has no types of its own: it is called here and nowhere else for these functions.
"""

from __future__ import annotations

from math import exp, log, pi, sqrt

import numpy as np
import numpy.typing as npt
from scipy import special  # type: ignore[import-untyped]

Floats = npt.NDArray[np.float64]


def density(z: float) -> float:
    """Density of the standard normal law."""
    return exp(-z * z / 2) / sqrt(2 * pi)


def below(z: float) -> float:
    """P(Z <= z) for a standard normal Z; `below(-z)` is the upper tail, without loss of digits."""
    return float(special.ndtr(z))


def quantile(ratio: float, rest: float) -> float:
    """Z with P(Z <= z) = ratio, for a standard normal Z.

    Args:
        ratio: probability, above 0 and below 1.
        rest: one minus ratio, which keeps its digits when it is tiny.
    """
    return float(special.ndtri(ratio)) if ratio < 0.5 else -float(special.ndtri(rest))


def normal_loss(x: float, mean: float, sd: float) -> float:
    """E[(D - x)+] for a normal D, sd > 0."""
    z = (x - mean) / sd
    return sd * max(density(z) - z * below(-z), 0.0)


def normal_second_loss(x: float, mean: float, sd: float) -> float:
    """E[((D - x)+)²] / 2 for a normal D, sd > 0."""
    z = (x - mean) / sd
    return sd * sd / 2 * max((z * z + 1) * below(-z) - z * density(z), 0.0)


def poisson_above(n: float, mean: float) -> float:
    """P(D > n) for a Poisson D; n is an integer and may be negative."""
    if n < 0:
        return 1.0
    return float(special.pdtrc(n, mean)) if mean > 0 else 0.0


def poisson_chance(n: int, mean: float) -> float:
    """P(D = n) for a Poisson D."""
    if n < 0:
        return 0.0
    return exp(n * log(mean) - mean - float(special.gammaln(n + 1))) if mean > 0 else float(n == 0)


def poisson_chances(mean: float, last: int) -> Floats:
    """P(D = 0), …, P(D = last) for a Poisson D."""
    n = np.arange(last + 1, dtype=np.float64)
    chances: Floats = np.exp(special.xlogy(n, mean) - mean - special.gammaln(n + 1))
    return chances


def poisson_end(mean: float) -> int:
    """A demand that a Poisson D passes with a probability below 1e-16."""
    return int(mean + 9 * sqrt(mean) + 40)


def poisson_quantile(mean: float, tail: float) -> int:
    """Smallest n >= 0 with P(D > n) <= tail, for a Poisson D; tail above 0."""
    low, high = -1, poisson_end(mean)
    while poisson_above(high, mean) > tail:
        high *= 2
    while high - low > 1:
        middle = (low + high) // 2
        if poisson_above(middle, mean) <= tail:
            high = middle
        else:
            low = middle
    return high


def poisson_loss(n: int, mean: float) -> float:
    """E[(D - n)+] for a Poisson D; n may be negative."""
    if n < 0:
        return mean - n
    loss = (mean - n) * poisson_above(n, mean) + mean * poisson_chance(n, mean)
    return max(loss, 0.0)


def poisson_tails(mean: float, levels: npt.NDArray[np.int64]) -> Floats:
    """P(D > n) for a Poisson D, mean above zero, at each of the levels, none negative."""
    tails: Floats = special.pdtrc(levels.astype(np.float64), mean)
    return tails


def poisson_losses(mean: float, levels: npt.NDArray[np.int64]) -> Floats:
    """E[(D - n)+] for a Poisson D at each of the levels, which may be negative."""
    n = np.maximum(levels, 0).astype(np.float64)
    if mean == 0:
        return np.maximum(-levels, 0).astype(np.float64)
    chance = np.exp(special.xlogy(n, mean) - mean - special.gammaln(n + 1))
    loss = np.maximum((mean - n) * special.pdtrc(n, mean) + mean * chance, 0.0)
    found: Floats = np.where(levels < 0, mean - levels, loss)
    return found
