"""Demand over a number of days that is itself uncertain: a lead time, and the days between two reviews.

Exact: the law of each number of days, mixed by their chances. Nothing is drawn at random.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import isclose

import numpy as np

from ancrage.chain.stock.counting import Floats, chances_at_most
from ancrage.chain.stock.demand import DemandLaw, DemandLaws
from ancrage.chain.stock.season import Ahead

_NEGLIGIBLE = 1e-12  # a chance of so many days that no quantile feels


@dataclass(frozen=True, slots=True, eq=False)
class RandomDays:
    """A law of whole days: `days` and `chances`, both of shape (values,), chances above zero and of sum one."""

    days: Floats
    chances: Floats

    @property
    def mean(self) -> float:
        """Days expected."""
        return float(self.days @ self.chances)

    @property
    def variance(self) -> float:
        """Variance, days²."""
        return float(self.chances @ (self.days - self.mean) ** 2)


def random_days(lead: Sequence[float] | Floats, review_days: int = 0) -> RandomDays:
    """A lead time, longer by the days between two reviews.

    Args:
        lead: chance of a lead time of 0, 1, 2… days.
        review_days: days until the next order can be placed; 0 when stock is watched all the time.

    Raises:
        ValueError: a negative chance, a sum that is not one, a negative review.
    """
    chances = np.asarray(lead, dtype=np.float64)
    if not (chances >= 0).all() or not isclose(float(chances.sum()), 1.0, abs_tol=1e-6):
        raise ValueError("lead must hold chances that add up to 1")
    if review_days < 0:
        raise ValueError(f"review_days must be zero or above, not {review_days}")
    days = np.flatnonzero(chances > _NEGLIGIBLE)
    kept = chances[days]
    return RandomDays(days.astype(np.float64) + review_days, kept / kept.sum())


def in_season(days: RandomDays, ahead: Ahead | None) -> RandomDays:
    """The same law in mean days of the year: what the days from now on count for; as it is where no season is known."""
    return days if ahead is None else RandomDays(ahead.even(days.days), days.chances)


def moments(law: DemandLaw, days: RandomDays) -> tuple[float, float]:
    """Mean and variance of the demand over random days."""
    even = in_season(days, law.ahead)
    varied = law.mean_per_day**2 * even.variance
    squares = even.variance + even.mean**2
    inside = law.variance_per_day * even.mean + law.rate_sd_per_day**2 * squares
    return law.mean_per_day * even.mean, inside + varied


def demand_chances(law: DemandLaw, days: RandomDays, last: int) -> Floats:
    """P(D = 0), …, P(D = last) over random days; what is missing from one is the chance of more."""
    units = np.arange(last + 1, dtype=np.float64)[:, None]
    even = in_season(days, law.ahead)
    below = chances_at_most(units, law.mean_per_day * even.days, _variances(law, even))
    found: Floats = np.diff(below @ even.chances, prepend=0.0)
    return found


def _variances(law: DemandLaw, days: RandomDays) -> Floats:
    found: Floats = days.days * law.variance_per_day + (days.days * law.rate_sd_per_day) ** 2
    return found


def demand_quantile(law: DemandLaw, days: RandomDays, share: float) -> int:
    """Smallest number of units that covers the demand over random days with at least this chance."""
    even = in_season(days, law.ahead)
    means = law.mean_per_day * even.days[None]
    return int(_quantiles(means, _variances(law, even)[None], even, share)[0])


def demand_quantiles(
    laws: DemandLaws, days: RandomDays | Sequence[RandomDays], share: float
) -> Floats:
    """`demand_quantile` of many items at once.

    Args:
        laws: of the items.
        days: the same for all, or one an item; items whose suppliers are the same share one object.
        share: chance of being covered, above 0 and below 1.

    Returns:
        Whole units, shape (items,).
    """
    found = np.zeros(len(laws))
    for one, ranks in _groups(laws, days):
        span = in_season(one, laws.ahead).days[None]
        means = laws.mean_per_day[ranks, None] * span
        spread = (laws.rate_sd_per_day[ranks, None] * span) ** 2
        spread += laws.variance_per_day[ranks, None] * span
        found[ranks] = _quantiles(means, spread, one, share)
    return found


def _groups(
    laws: DemandLaws, days: RandomDays | Sequence[RandomDays]
) -> Iterable[tuple[RandomDays, np.ndarray[tuple[int], np.dtype[np.int64]]]]:
    if isinstance(days, RandomDays):
        return [(days, np.arange(len(laws)))]
    ranks: dict[int, list[int]] = {}
    for rank, one in enumerate(days):
        ranks.setdefault(id(one), []).append(rank)
    return [(days[each[0]], np.array(each)) for each in ranks.values()]


def _quantiles(means: Floats, variances: Floats, days: RandomDays, share: float) -> Floats:
    """Quantiles of mixtures, all items together; means and variances of shape (items, values of days).

    A single law of the same mean and variance has nearly the same quantile: the mixture, dear to compute, is asked around
    it alone.

    Raises:
        ValueError: a share that is not between 0 and 1.
    """
    if not 0 < share < 1:
        raise ValueError(f"share must be above 0 and below 1, not {share}")
    mean = means @ days.chances
    spread = np.maximum(variances, means) @ days.chances
    spread += (means - mean[:, None]) ** 2 @ days.chances
    low = np.full(len(mean), -1.0)
    high = np.ceil(mean + np.sqrt(spread * share / (1 - share))) + 1  # Cantelli's inequality
    single, one = mean[:, None], np.ones(1)
    near = _search(single, spread[:, None], one, share, low, high, np.floor((low + high) / 2))
    return _search(means, variances, days.chances, share, low, high, near)


def _search(
    means: Floats, variances: Floats, chances: Floats, share: float, low: Floats, high: Floats,
    start: Floats,
) -> Floats:  # fmt: skip
    """Smallest units that cover: above `low`, at most `high`; from `start` by growing steps, then by halves."""
    low, high, at = low.copy(), high.copy(), np.clip(start, low + 1, high)
    step = np.ones(len(low))
    left = np.arange(len(low))
    while len(left):
        below = chances_at_most(at[left, None], means[left], variances[left]) @ chances
        enough = below >= share - 1e-12
        high[left] = np.where(enough, at[left], high[left])
        low[left] = np.where(enough, low[left], at[left])
        left = left[high[left] - low[left] > 1]
        aim = np.where(high[left] == at[left], at[left] - step[left], at[left] + step[left])
        halves = np.floor((low[left] + high[left]) / 2)
        inside = (aim > low[left]) & (aim < high[left])
        at[left] = np.where(inside, aim, halves)
        step[left] *= 2
    return high
