"""Dollars to euros: an invented rate that moves gently, so that exchange differences are seen."""

from __future__ import annotations

import math
from datetime import date

from ancrage.demo.days import EVE


def dollars_per_euro(day: date) -> float:
    """Dollars for one euro: between 1.05 and 1.11; not the market's rate of that day."""
    return round(1.08 + 0.03 * math.sin((day - EVE).days / 97), 4)


def eur_cents(cents: int, currency: str, day: date) -> int:
    """An amount in euro cents, at the rate of the day."""
    if currency == "EUR":
        return cents
    return round(cents / dollars_per_euro(day))
