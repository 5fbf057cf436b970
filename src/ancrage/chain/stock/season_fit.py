"""A season that a firm's items share, from at least two years of its sales, drawn towards none by what is not sure.

The sales of all items together, each weighed by how regular it is, are set beside what their paces would give; the log of that
index, month by month, is taken for a sum of normal parts: a level that wanders, noise, and twelve months that come back
(Rasmussen, Williams, *Gaussian Processes for Machine Learning*, 2006, chapters 2 and 5). How large each part is, and whether the
months come back at all, is weighed by the likelihood of what was sold, over a grid. That no month differs has nine chances in ten
before anything is seen, and a season is one of a tenth or more: a pattern that does not come back, or is small, changes nothing.
What single items repeat by themselves (each its own season) is no season of the firm: what of the sum it would make by chance is
measured between items, and taken off as noise that comes back.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product

import numpy as np
import numpy.typing as npt

from ancrage.chain.stock.counting import Floats
from ancrage.chain.stock.counts import MOST_MONTHS, Months
from ancrage.chain.stock.season import MONTH_LENGTHS, YEAR_DAYS, Season

FEWEST = 24  # months
PRIOR = 0.1  # chance, before anything is seen, that a firm has a season
_SEASONS = (0.15, 0.25, 0.4, 0.7, 1.1)  # sd of the log of a month
_NEIGHBOURS = (0.0, 0.7)  # correlation of a month and the next: peaks, or waves
_WANDERS = (0.0, 0.01, 0.03, 0.08, 0.16)  # sd of the log of the level, a month
_NOISES = (0.0, 0.02, 0.05, 0.1, 0.2, 0.4, 0.8)  # sd of the log of a month, what all items share
_LEVEL, _SLOPE = (
    3.0,
    0.03,
)  # sd of the log of the level, and of its slope a month: as good as unknown
_WHOLE = 21  # days that make a month one, at its two ends
_PAIRS = 3.0  # pairs of months that the other items are worth, for the irregularity of one
_REGULAR = 0.25  # least variance to the mean
_ROUNDS = 3  # of paces and months in turn
_NOTHING = 0.005  # of a mean month: factors this near to 1 are none

Ints = npt.NDArray[np.int64]


def fit_season(sold: Months) -> Season | None:
    """The season of a firm; None under two years, or where its months do not differ by anything that counts.

    Args:
        sold: by calendar month. Nothing after its last month is looked at.
    """
    units, days, month = _whole(sold)
    if units.shape[1] < FEWEST:
        return None
    irregular = _irregular(units, days)
    factors, sure = np.ones(12), 0.0
    for _ in range(_ROUNDS):
        even = (days * factors[month]).sum(axis=1)
        pace = np.divide(units.sum(axis=1), even, out=np.zeros(len(even)), where=even > 0)
        expected = pace[:, None] * days / irregular[:, None]
        weighed = units / irregular[:, None]
        seen = expected.sum(axis=0) > 0
        if seen.sum() < FEWEST:
            return None
        own = _own(weighed, expected)
        index = _index(weighed[:, seen], expected[:, seen], np.flatnonzero(seen), month[seen])
        factors, sure = _months(index, own)
    if np.abs(factors - 1).max() < _NOTHING:
        return None
    return Season(tuple(float(one) for one in factors), units.shape[1] // 12, sure)


def _whole(sold: Months) -> tuple[Floats, Floats, Ints]:
    """Units, days and calendar months, a first or last month of a few days left out, the oldest too."""
    known = np.flatnonzero(sold.days.max(axis=0, initial=0.0) >= _WHOLE)
    if not len(known):
        return sold.units[:, :0], sold.days[:, :0], np.zeros(0, dtype=np.int64)
    first, end = max(known[0], known[-1] + 1 - MOST_MONTHS), known[-1] + 1
    month = (sold.first + np.arange(first, end)) % 12
    return sold.units[:, first:end], sold.days[:, first:end], month


def _irregular(units: Floats, days: Floats) -> Floats:
    """Variance to the mean of each item, from months a year apart: no season is in their differences."""
    both = (days[:, 12:] > 0) & (days[:, :-12] > 0)
    now, before = units[:, 12:] * both, units[:, :-12] * both
    square, total = ((now - before) ** 2).sum(axis=1), (now + before).sum(axis=1)
    sold = total > 0
    usual = float(np.median(square[sold] / total[sold])) if sold.any() else 1.0
    prior = _PAIRS * total / np.maximum(both.sum(axis=1), 1)
    ratio = np.divide(
        square + prior * usual, total + prior, out=np.full(len(total), max(usual, 1.0)), where=sold
    )
    found: Floats = np.maximum(ratio, _REGULAR)
    return found


def _own(weighed: Floats, expected: Floats) -> float:
    """Variance of the log of a month of the sum that comes from seasons of single items.

    What an item sells beside the firm, month by month and around its own year, is multiplied by the same of another year: only what
    comes back has a product that is not zero on average.
    """
    items, whole = len(weighed), weighed.shape[1] // 12 * 12
    share = np.divide(
        weighed.sum(axis=0), expected.sum(axis=0), out=np.zeros(weighed.shape[1]), where=expected.sum(axis=0) > 0
    )  # fmt: skip
    beside = (weighed - expected * share)[:, -whole:].reshape(items, -1, 12)
    weight = expected[:, -whole:].reshape(items, -1, 12)
    yearly = weight.sum(axis=2, keepdims=True)
    level = np.divide(beside.sum(axis=2, keepdims=True), yearly, out=np.zeros(yearly.shape), where=yearly > 0)  # fmt: skip
    beside = beside - weight * level
    total = weight.sum(axis=(1, 2))
    # Items of one size that are as many.
    equal: float = float(total.sum()) ** 2 / max(float((total**2).sum()), 1e-12)
    if equal < 1.5:
        return 0.0  # one item is the firm
    years = beside.shape[1]
    back = (beside.sum(axis=1) ** 2).sum(axis=0) - (beside**2).sum(axis=(0, 1))
    size = np.maximum(weight.sum(axis=(0, 1)), 1e-9)
    found: float = float(np.mean(back / size**2)) * years / (years - 1) * equal / (equal - 1)
    return found if found > 0 else 0.0


@dataclass(frozen=True, slots=True, eq=False)
class _Index:
    """Log of sales beside what paces give, its variance by chance, time in months, calendar month; all of shape (months,)."""

    log: Floats
    chance: Floats
    time: Floats
    month: Ints


def _index(weighed: Floats, expected: Floats, time: Ints, month: Ints) -> _Index:
    sold, due = weighed.sum(axis=0) + 0.5, expected.sum(axis=0) + 0.5
    return _Index(np.log(sold / due), 1 / due, (time - time[0]).astype(np.float64), month)


def _months(index: _Index, own: float) -> tuple[Floats, float]:
    """Expected factors, mean 1 over the days of a year, and the chance that there is a season."""
    count = len(index.log)
    back = index.time - index.time[-1]
    walk = np.minimum.outer(index.time, index.time)
    known = _LEVEL**2 + _SLOPE**2 * np.outer(back, back) + np.diag(index.chance)
    centred, turn = np.eye(12) - 1 / 12, np.eye(12)[index.month]
    known += own * turn @ centred @ turn.T
    kinds = [(0.0, np.zeros((12, 12)), np.log(1 - PRIOR))]
    each = np.log(PRIOR / len(_SEASONS) / len(_NEIGHBOURS))
    kinds += [(size, size**2 * _shape(near), each) for size, near in product(_SEASONS, _NEIGHBOURS)]
    spreads = np.stack([spread for _, spread, _ in kinds])
    seasonal = turn @ spreads @ turn.T
    logs, means = [], []
    for wander, noise in product(_WANDERS, _NOISES):
        whole = known + wander**2 * walk + noise**2 * np.eye(count) + seasonal
        lower = np.linalg.cholesky(whole)
        white = np.linalg.solve(lower, np.broadcast_to(index.log[:, None], (len(kinds), count, 1)))
        half = np.log(np.diagonal(lower, axis1=1, axis2=2)).sum(axis=1)
        logs.append([prior for *_, prior in kinds] - half - 0.5 * (white**2).sum(axis=(1, 2)))
        across = np.linalg.solve(lower, turn @ spreads)
        mean = (across * white).sum(axis=1)
        variance = np.diagonal(spreads, axis1=1, axis2=2) - (across**2).sum(axis=1)
        means.append(_normed(np.exp(mean + variance / 2)))
    chance = np.exp(np.array(logs) - np.max(logs))
    chance /= chance.sum()
    factors = np.einsum("gk,gkm->m", chance, np.array(means))
    return factors, float(1 - chance[:, 0].sum())


def _shape(near: float) -> Floats:
    """Correlation of the twelve months, whose sum is zero, with a mean variance of 1."""
    apart = np.abs(np.subtract.outer(np.arange(12), np.arange(12)))
    centred = np.eye(12) - 1 / 12
    found: Floats = (
        centred @ np.where(apart == 0, 1.0, near ** np.minimum(apart, 12 - apart)) @ centred
    )
    return found / float(np.diag(found).mean())


def _normed(factors: Floats) -> Floats:
    mean: Floats = factors @ np.array(MONTH_LENGTHS) / YEAR_DAYS
    found: Floats = factors / mean[..., None]
    return found
