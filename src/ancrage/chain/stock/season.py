"""A season that the items of a firm share: what each month sells beside a mean month, and what it makes of days.

A season is a clock: a day of a month that sells 1.8 times the mean counts for 1.8 mean days. The past is counted in such days, so
that a pace learned in December is not taken into January, and so are the days to come, so that a delivery that must last over
December is as large as it must be. Everything else (laws, lead times, quantiles) is as without a season.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, timedelta

import numpy as np

from ancrage.chain.stock.counting import Floats
from ancrage.chain.stock.counts import Counts

YEAR_DAYS = 365.25
MONTH_LENGTHS = (31, 28.25, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
TOLD = 0.1  # of a mean month: less is not worth a sentence
SURE = 0.9  # chance that months differ, from which it is told


@dataclass(frozen=True, slots=True)
class Season:
    """What months sell beside a mean one.

    Args:
        factors: of January to December, the mean day of the year being 1.
        years: of sales that they were learned from, whole.
        sure: chance, 0 to 1, that the months differ, by the same sales; the factors are already drawn towards 1 by what is
            missing from 1.
    """

    factors: tuple[float, ...]
    years: int
    sure: float

    @property
    def told(self) -> bool:
        """Whether it is sure and large enough to be said to people."""
        return self.sure >= SURE and max(abs(factor - 1) for factor in self.factors) >= TOLD

    def spread(self, days: float) -> float:
        """Variance, over the days of a year from which one may start, of the mean factor of so many days in a row."""
        length = max(1, round(days))
        total = self.coming(date(2000, 12, 31), 365 + length)  # of a year of 365 days
        found: Floats = (total[length : length + 365] - total[:365]) / length
        return float(found.var())

    def past(self, last: date, days: int) -> Floats:
        """Mean days in the last 0, 1, … days up to `last`; shape (days + 1,)."""
        return self._summed(last - timedelta(days=days - 1), days, backwards=True)

    def coming(self, last: date, days: int) -> Floats:
        """Mean days in the first 0, 1, … days after `last`; shape (days + 1,)."""
        return self._summed(last + timedelta(days=1), days, backwards=False)

    def _summed(self, first: date, days: int, *, backwards: bool) -> Floats:
        span = np.datetime64(first, "D") + np.arange(days)
        month = span.astype("datetime64[M]").astype(np.int64) % 12
        weights = np.array(self.factors)[month]
        total: Floats = np.concatenate([[0.0], np.cumsum(weights[::-1] if backwards else weights)])
        return total


@dataclass(frozen=True, slots=True)
class Ahead:
    """A season as it comes: the day after `last` is the first.

    Args:
        season: of the firm.
        last: last day whose sales are known.
    """

    season: Season
    last: date

    def even(self, days: Floats) -> Floats:
        """What these numbers of days from now count for, in mean days; any shape."""
        longest = int(np.ceil(days.max(initial=0.0)))
        total = self.season.coming(self.last, longest)
        found: Floats = np.interp(days, np.arange(longest + 1.0), total)
        return found


def even(counts: Counts, season: Season, last: date) -> Counts:
    """The same counts with their `even_days`.

    Args:
        counts: whose last period ends on `last`. Where an item was on sale for a part of a period, it is its end.
        season: of the firm.
        last: last day whose sales are known.
    """
    periods = counts.days.shape[1]
    begins = (
        np.arange(periods - 1, -1, -1) * counts.period_days
    )  # days from the end of each to `last`
    longest = int(np.ceil(periods * counts.period_days))
    total, ages = season.past(last, longest), np.arange(longest + 1.0)
    known = np.interp(begins + counts.days, ages, total) - np.interp(begins, ages, total)
    return replace(counts, even_days=known)
