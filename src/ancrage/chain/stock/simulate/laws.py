"""Laws of whole numbers: units asked for in a day, days that a delivery takes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import special  # type: ignore[import-untyped]

from ancrage.chain.stock.simulate.arrays import Floats, Ints
from ancrage.chain.stock.textbook.laws import poisson_chances
from ancrage.chain.stock.textbook.requires import not_negative

MOST_VALUES = 4096  # of a law; above, neighbours are put together
MOST = 65_535  # the highest value that a table of draws can hold, in steps of the law
_SURE = 0.02  # of the mean: a doubt under it changes nothing
_TAIL = 1e-10  # chance that is left for the last value


@dataclass(frozen=True, slots=True, eq=False)
class Law:
    """Values with their chances.

    Args:
        values: whole numbers, none negative, ascending; all multiples of `step`.
        chances: of each value; they add up to one.
        step: units that one step of the table of draws stands for; above one for large demands only.
    """

    values: Ints
    chances: Floats
    step: int = 1

    @property
    def mean(self) -> float:
        """Mean."""
        return float(self.values @ self.chances)

    @property
    def variance(self) -> float:
        """Variance."""
        return float((self.values - self.mean) ** 2 @ self.chances)


def law(values: Sequence[int] | Ints, chances: Sequence[float] | Floats) -> Law:
    """A law from its values and the weight of each; equal values are put together, more than 4,096 values are binned.

    Raises:
        ValueError: no weight above zero, a negative weight or value.
    """
    weights = np.asarray(chances, np.float64)
    found, place = np.unique(np.asarray(values, np.int64), return_inverse=True)
    total = float(weights.sum())
    if not total > 0 or weights.min() < 0 or found[0] < 0:
        raise ValueError("a law needs weights, none negative, on whole numbers from zero upwards")
    summed: Floats = np.bincount(place, weights / total).astype(np.float64)
    kept = summed > 0
    return _binned(found[kept], summed[kept])


def fixed(value: int) -> Law:
    """Always the same value."""
    return law([value], [1.0])


def empirical(observed: Sequence[int] | Ints) -> Law:
    """Each of the observed values as often as it was observed.

    Raises:
        ValueError: nothing observed, or a negative value.
    """
    return law(observed, np.ones(len(observed)))


def poisson(mean: float) -> Law:
    """Poisson law of a mean, in units.

    Raises:
        ValueError: a negative mean.
    """
    not_negative(mean=mean)
    return _counted(lambda last: poisson_chances(mean, last), mean, mean)


def negative_binomial(mean: float, variance: float) -> Law:
    """Negative binomial law; Poisson where the variance is not above the mean, which no such law allows.

    P(k) = Γ(k + r)/(k! Γ(r)) q^r (1 - q)^k with q = mean/variance, r = mean q/(1 - q).

    Args:
        mean: units, not negative.
        variance: units squared.

    Raises:
        ValueError: a negative mean or variance.
    """
    not_negative(mean=mean, variance=variance)
    if mean == 0 or variance <= mean * (1 + 1e-9):
        return poisson(mean)
    q = mean / variance
    r = mean * q / (1 - q)

    def chances(last: int) -> Floats:
        k = np.arange(last + 1, dtype=np.float64)
        logs = special.gammaln(k + r) - special.gammaln(k + 1) - special.gammaln(r)
        found: Floats = np.exp(logs + r * np.log(q) + k * np.log1p(-q))
        return found

    return _counted(chances, mean, variance)


def paces(mean: float, variance: float, doubt: float, count: int) -> tuple[Law, ...]:
    """Negative binomial laws, as likely as one another, of an item whose pace is not known for sure.

    The paces are the means of equal slices of a gamma law, drawn apart until their variance is that of the doubt; the ratio of
    variance to mean is that of the item at each.

    Args:
        mean: units a day.
        variance: of the demand of a day at a known pace, units squared.
        doubt: standard deviation of the pace, units a day.
        count: of laws.

    Returns:
        None of them where there is nothing to doubt.

    Raises:
        ValueError: a negative mean, variance or doubt.
    """
    not_negative(mean=mean, variance=variance, doubt=doubt)
    if mean == 0 or doubt < mean * _SURE:
        return ()
    shape = (mean / doubt) ** 2
    edges = special.gammaincinv(shape, np.arange(count + 1) / count)
    slices = mean * count * np.diff(special.gammainc(shape + 1, edges))
    apart = mean + (slices - mean) * doubt / slices.std()
    apart = np.maximum(apart, mean * _SURE)
    return tuple(
        negative_binomial(one, one * variance / mean) for one in apart * mean / apart.mean()
    )


def _counted(chances: Callable[[int], Floats], mean: float, variance: float) -> Law:
    """A law on 0, 1, 2…, cut where almost nothing is left; the rest stays, one value further."""
    last = int(mean + 8 * variance**0.5) + 8
    found = chances(last)
    while 1 - found.sum() > _TAIL and last < 1 << 22:
        last *= 2
        found = chances(last)
    last = int(np.searchsorted(np.cumsum(found), 1 - _TAIL))
    found = found[: last + 1]
    rest = max(1 - float(found.sum()), 0.0)
    return law(np.arange(len(found) + 1), np.append(found, rest))


def _binned(values: Ints, chances: Floats) -> Law:
    """The law itself where a table can hold it, else on multiples of a step, each value split so that the mean stays."""
    highest = int(values[-1])
    if len(values) <= MOST_VALUES and highest <= MOST:
        return Law(values, chances / chances.sum())
    step = -(-highest // (min(MOST_VALUES, MOST) - 2))
    under = values // step
    over = (values - under * step) / step
    bins = np.bincount(under, chances * (1 - over), minlength=int(under[-1]) + 2)
    bins += np.bincount(under + 1, chances * over, minlength=len(bins))
    kept = np.flatnonzero(bins > 0)
    return Law(kept * step, bins[kept] / bins.sum(), step)
