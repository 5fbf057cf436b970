"""Calendar words: fiscal years and months."""

from __future__ import annotations

from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class FiscalYear:
    """A fiscal year of a firm; its key everywhere is its last day.

    Args:
        end: last day of the year.
        start: first day.
        covered_until: last day that the entries reach (end of its month); before `end` in a provisional file.
    """

    end: date
    start: date
    covered_until: date

    @property
    def days(self) -> int:
        """Days that the entries cover: 365 or 366 most often; first or current years differ."""
        return max(1, (min(self.covered_until, self.end) - self.start).days + 1)

    @property
    def key(self) -> str:
        """Last day as YYYY-MM-DD."""
        return self.end.isoformat()

    @property
    def complete(self) -> bool:
        """Whether the entries reach the last month and cover about twelve months."""
        return self.covered_until >= self.end and 350 <= self.days <= 380

    def per_year(self, amount: float) -> float:
        """Amount brought to 365 days, for years of another length."""
        return amount * 365 / self.days


def month_end(day: date) -> date:
    """Last day of the month of `day`."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def year_later(day: date) -> date:
    """The last day of the twelve months that start on `day`."""
    try:
        following = day.replace(year=day.year + 1)
    except ValueError:  # 29 February
        following = day.replace(year=day.year + 1, month=3, day=1)
    return following - timedelta(days=1)


def year_before(day: date) -> date:
    """The first day of the twelve months that end on `day`."""
    following = day + timedelta(days=1)
    try:
        return following.replace(year=following.year - 1)
    except ValueError:  # 29 February
        return following.replace(year=following.year - 1, month=3, day=1)
