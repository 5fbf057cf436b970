"""Peers of the reorder point: from the past of each item to a stock for the months to come, by name.

Each takes units of shape (items, months), NaN where the item was not on sale, the months ahead and the service, and gives
one stock an item.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np
from scipy import special, stats  # type: ignore[import-untyped]

from benchmarks.portfolios import Floats

Peer: TypeAlias = Callable[[Floats, int, float], Floats]


def moments(past: Floats, ahead: int) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the months ahead by the usual formula."""
    mean = np.nanmean(past, axis=1)
    sd = np.nanstd(past, axis=1, ddof=1)
    return mean * ahead, sd * np.sqrt(ahead)


def usual(past: Floats, ahead: int, share: float) -> Floats:
    """Average × L + z × sd × √L."""
    mean, sd = moments(past, ahead)
    found: Floats = mean + special.ndtri(share) * sd
    return found


def rounded(past: Floats, ahead: int, share: float) -> Floats:
    """The usual formula, rounded up."""
    return np.ceil(usual(past, ahead, share))


def poisson(past: Floats, ahead: int, share: float) -> Floats:
    """Poisson of the average."""
    found: Floats = stats.poisson.ppf(share, moments(past, ahead)[0])
    return found


def bootstrap(past: Floats, ahead: int, share: float) -> Floats:
    """Months drawn at random from the past, 500 times."""
    rng = np.random.default_rng(5)
    found = np.zeros(len(past))
    for item, row in enumerate(past):
        known = row[~np.isnan(row)]
        drawn = rng.choice(known, (500, ahead)).sum(axis=1)
        found[item] = np.quantile(drawn, share, method="inverted_cdf")
    return found


def negative_binomial(past: Floats, ahead: int, share: float) -> Floats:
    """Negative binomial by the moments of each item."""
    mean, sd = moments(past, ahead)
    return _nb_quantile(mean, np.maximum(sd**2 / np.maximum(mean, 1e-9) - 1, 1e-6), share)


def half_tsb(past: Floats, ahead: int, share: float) -> Floats:
    """Negative binomial: mean half TSB half average, ratio of variance to mean the median of the portfolio."""
    mean, sd = moments(past, ahead)
    ratio = sd**2 / np.maximum(mean, 1e-9) - 1
    level = 0.5 * (_tsb(past) * ahead + mean)
    return _nb_quantile(level, np.full(len(past), max(float(np.median(ratio)), 1e-6)), share)


def croston(past: Floats, ahead: int, share: float) -> Floats:
    """Croston's rate with the usual spread."""
    return _croston(past) * ahead + special.ndtri(share) * moments(past, ahead)[1]


def sba(past: Floats, ahead: int, share: float) -> Floats:
    """Syntetos and Boylan's correction of Croston's rate, with the usual spread."""
    return 0.95 * _croston(past) * ahead + special.ndtri(share) * moments(past, ahead)[1]


PEERS: dict[str, Peer] = {
    "usual formula": usual,
    "usual, rounded up": rounded,
    "Croston + z·sd·√L": croston,
    "SBA + z·sd·√L": sba,
    "Poisson": poisson,
    "bootstrap": bootstrap,
    "negative binomial, own moments": negative_binomial,
    "negative binomial, half TSB, median ratio": half_tsb,
}


def _nb_quantile(mean: Floats, more: Floats, share: float) -> Floats:
    found = stats.nbinom.ppf(share, np.maximum(mean, 1e-9) / more, 1 / (1 + more))
    return np.where(mean > 0, found, 0.0)


def _tsb(past: Floats, alpha: float = 0.1) -> Floats:
    """Teunter, Syntetos and Babai (2011): chance of a sale and size of a sale, smoothed; the chance each month."""
    sold = past > 0
    size = np.array([row[s].mean() if s.any() else 0.0 for row, s in zip(past, sold, strict=True)])
    chance = np.array([s[~np.isnan(row)].mean() for row, s in zip(past, sold, strict=True)])
    for column, hit in zip(past.T, sold.T, strict=True):
        known = ~np.isnan(column)
        chance = np.where(known, chance + alpha * (hit - chance), chance)
        size = np.where(hit, size + alpha * (np.nan_to_num(column) - size), size)
    return chance * size


def _croston(past: Floats, alpha: float = 0.1) -> Floats:
    """Croston (1972): size of a sale and months between sales, smoothed when there is one."""
    size, gap = np.zeros(len(past)), np.ones(len(past))
    since, begun = np.ones(len(past)), np.zeros(len(past), dtype=bool)
    for column in past.T:
        known, hit = ~np.isnan(column), column > 0
        units = np.nan_to_num(column)
        size = np.where(hit, np.where(begun, size + alpha * (units - size), units), size)
        gap = np.where(hit, np.where(begun, gap + alpha * (since - gap), since), gap)
        since = np.where(hit, 1.0, since + known)
        begun |= hit
    return np.where(begun, size / gap, 0.0)
