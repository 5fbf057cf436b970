"""The calendar of the demonstration: what is simulated, the years of the books, banking days."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import lru_cache

EVE = date(2022, 10, 1)
"""First simulated day: one quarter before the books, so that the first opening balance is earned."""

LAST = date(2025, 12, 31)
"""Last simulated day: what happens later is unknown to the books."""

YEARS = (2023, 2024, 2025)
"""Fiscal years of the books, each from 1 January to 31 December."""

SPAN = tuple(EVE + timedelta(days=n) for n in range((LAST - EVE).days + 1))
"""Every simulated day."""

AHEAD = tuple(LAST + timedelta(days=n) for n in range(1, (date(2026, 6, 30) - LAST).days + 1))
"""The six months after the last simulated day: what is in store, which no file knows."""

_FIXED_HOLIDAYS = ((1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25))
_AFTER_EASTER = (1, 39, 50)


def easter(year: int) -> date:
    """Easter Sunday of the Gregorian calendar (Butcher's algorithm)."""
    a, b, c = year % 19, year // 100, year % 100
    d = (19 * a + b - b // 4 - (b - (b + 8) // 25 + 1) // 3 + 15) % 30
    e = (32 + 2 * (b % 4) + 2 * (c // 4) - d - c % 4) % 7
    f = d + e - 7 * ((a + 11 * d + 22 * e) // 451) + 114
    return date(year, f // 31, f % 31 + 1)


@lru_cache
def holidays(year: int) -> frozenset[date]:
    """French public holidays of a year."""
    moving = {easter(year) + timedelta(days=n) for n in _AFTER_EASTER}
    return frozenset(moving | {date(year, month, day) for month, day in _FIXED_HOLIDAYS})


@lru_cache(maxsize=4096)
def banking_day(day: date) -> date:
    """The day itself, or the next one on which banks work."""
    while day.weekday() >= 5 or day in holidays(day.year):
        day += timedelta(days=1)
    return day


def after(day: date, days: float) -> date:
    """Banking day at or after `days` days later."""
    return banking_day(day + timedelta(days=round(days)))


def month_starts() -> tuple[date, ...]:
    """First day of every simulated month."""
    return tuple(day for day in SPAN if day.day == 1)


def next_month(day: date, on: int = 1) -> date:
    """Day `on` of the month after that of `day`."""
    year, month = divmod(day.year * 12 + day.month, 12)
    return date(year, month + 1, on)


def years_from_start(day: date) -> float:
    """Years since 1 January 2023, negative before: the clock of every drift."""
    return (day - date(2023, 1, 1)).days / 365.25


@dataclass(frozen=True, slots=True)
class Drift:
    """A quantity that moves in straight lines between dated points, and stays flat outside them."""

    points: tuple[tuple[date, float], ...]

    def at(self, day: date) -> float:
        """Its value on a day."""
        before = self.points[0]
        for point in self.points:
            if day < point[0]:
                span = (point[0] - before[0]).days
                part = (day - before[0]).days / span if span else 0.0
                return before[1] + (point[1] - before[1]) * part
            before = point
        return before[1]
