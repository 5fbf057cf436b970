"""The demand of each item as a law, fitted for all items together: new and slow ones borrow from the others.

Each habit of `rates` is weighed by what the item's own past says of it, and by how common it is among all items
(Kiefer and Wolfowitz, 1956; EM), a broad population being added so that a few items are not taken for the whole world.
The mixture of habits is then kept as three numbers, from which the mean and the variance over any number of days follow:

    mean(n) = n × mean_per_day
    variance(n) = n × variance_per_day + (n × rate_sd_per_day)²

The first part of the variance adds up from day to day, as sales that come in bursts do; the second is the doubt about the
rate itself, which does not average out over a longer time. With this mean and variance, demand is negative binomial. Where
the firm has a season, n is counted in mean days of the year (`season`), in the past and ahead.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import sqrt

import numpy as np

from ancrage.chain.stock.counting import Floats
from ancrage.chain.stock.counts import Counts, by_month
from ancrage.chain.stock.rates import MONTH_DAYS, habits, rates
from ancrage.chain.stock.season import Ahead, even

AHEAD_DAYS = 90  # for which the law is best: a lead time and a review
_BROAD = 2.0  # items that the broad population is worth
_ROUNDS = 40  # of EM: the likelihood hardly moves later


@dataclass(frozen=True, slots=True)
class PlainRecord:
    """What the usual formula takes: an average and a spread of the whole past, all periods alike.

    Args:
        average_per_day: units.
        sd_per_root_day: standard deviation of a day, by which that of n days is √n times this; None where fewer than
            two periods are known.
        days: known.
        units: sold in them.
    """

    average_per_day: float
    sd_per_root_day: float | None
    days: float
    units: float


@dataclass(frozen=True, slots=True)
class DemandLaw:
    """Demand of an item from today on.

    Args:
        mean_per_day: units.
        variance_per_day: of the demand of a day at a known rate, units².
        rate_sd_per_day: doubt about the rate, units a day.
        record: the plain figures of the past.
        ahead: the season of the days to come, by which they count for more or fewer days than they are; the three numbers
            above are those of a mean day of the year. None where no season is known.
    """

    mean_per_day: float
    variance_per_day: float
    rate_sd_per_day: float
    record: PlainRecord
    ahead: Ahead | None = None

    @property
    def seasonal(self) -> bool:
        """Whether there is a season, sure and large enough to be said."""
        return self.ahead is not None and self.ahead.season.told

    def even(self, days: float) -> float:
        """What a number of days from now counts for, in mean days."""
        return days if self.ahead is None else float(self.ahead.even(np.array(float(days))))

    def mean(self, days: float) -> float:
        """Units expected over a number of days from now."""
        return self.even(days) * self.mean_per_day

    def variance(self, days: float) -> float:
        """Variance of the demand over a number of days from now, units²."""
        even = self.even(days)
        return even * self.variance_per_day + (even * self.rate_sd_per_day) ** 2

    def variance_all_year(self, days: float) -> float:
        """Variance of the demand of a day, units², if all days of the year were alike and so many in a row varied as they do.

        For programs that know no season: they see good and bad months as luck, over the days that an order must last.
        """
        if self.ahead is None:
            return self.variance_per_day
        return self.variance_per_day + days * self.mean_per_day**2 * self.ahead.season.spread(days)

    def sd(self, days: float) -> float:
        """Standard deviation of the demand over a number of days, units."""
        return sqrt(self.variance(days))


@dataclass(frozen=True, slots=True, eq=False)
class DemandLaws:
    """Laws of many items, by columns of shape (items,); `sd_per_root_day` NaN where it is not known; one season for all."""

    items: tuple[str, ...]
    mean_per_day: Floats
    variance_per_day: Floats
    rate_sd_per_day: Floats
    average_per_day: Floats
    sd_per_root_day: Floats
    days: Floats
    units: Floats
    ahead: Ahead | None = None

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, rank: int) -> DemandLaw:
        sd = float(self.sd_per_root_day[rank])
        record = PlainRecord(
            float(self.average_per_day[rank]),
            None if np.isnan(sd) else sd,
            float(self.days[rank]),
            float(self.units[rank]),
        )
        return DemandLaw(
            float(self.mean_per_day[rank]),
            float(self.variance_per_day[rank]),
            float(self.rate_sd_per_day[rank]),
            record,
            self.ahead,
        )

    def __iter__(self) -> Iterator[DemandLaw]:
        return (self[rank] for rank in range(len(self)))


def fit_demand(
    counts: Counts, ahead_days: float = AHEAD_DAYS, ahead: Ahead | None = None
) -> DemandLaws:
    """Laws of all items from their past sales.

    Args:
        counts: at least one item; the more items, the more a new one borrows. Days and weeks are summed to months.
        ahead_days: how far ahead the law is to be right, about a lead time and a review.
        ahead: the season that the items share; the last day of `counts` is its own.

    Returns:
        Laws in the order of the items. An item without a known day has the law of an item like the others.
    """
    monthly = by_month(counts if ahead is None else even(counts, ahead.season, ahead.last))
    days = monthly.days if monthly.even_days is None else monthly.even_days
    months = days / MONTH_DAYS
    span = max(1, round(ahead_days / monthly.period_days))
    found = rates(monthly.units, months, monthly.period_days / MONTH_DAYS, span)
    weights = _weights(found.evidence)
    kinds = habits()
    rate = found.shape / found.scale_inverse
    mean = (weights * rate).sum(axis=1)
    steady = (weights * rate * (1 + kinds.irregular + kinds.swing * rate)).sum(axis=1)
    square = (weights * (rate**2 + rate / found.scale_inverse)).sum(axis=1)
    doubt = np.sqrt(np.maximum(square - mean**2, 0.0))
    return DemandLaws(
        counts.items, mean / MONTH_DAYS, steady / MONTH_DAYS, doubt / MONTH_DAYS, *_plain(monthly), ahead
    )  # fmt: skip


def _weights(evidence: Floats) -> Floats:
    """Chance of each habit for each item."""
    likelihood = np.exp(evidence - evidence.max(axis=1, keepdims=True))
    items, kinds = likelihood.shape
    common = np.full(kinds, 1.0 / kinds)
    for _ in range(_ROUNDS):
        shares = common * (likelihood.T @ (1.0 / (likelihood @ common)))
        common = (shares + _BROAD / kinds) / (items + _BROAD)
    weights: Floats = likelihood * common
    weights /= weights.sum(axis=1, keepdims=True)
    return weights


def _plain(counts: Counts) -> tuple[Floats, Floats, Floats, Floats]:
    """Average and spread of the known periods; short ones weigh by their days."""
    days, units = counts.days.sum(axis=1), counts.units.sum(axis=1)
    average = np.divide(units, days, out=np.zeros(len(days)), where=days > 0)
    known = counts.days > 0
    gaps = (counts.units - average[:, None] * counts.days) ** 2
    square = np.divide(gaps, counts.days, out=np.zeros(gaps.shape), where=known).sum(axis=1)
    free = known.sum(axis=1) - 1
    sd = np.sqrt(np.divide(square, free, out=np.full(len(days), np.nan), where=free > 0))
    return average, sd, days, units
