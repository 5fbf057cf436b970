"""How the firm orders an item today, read back from its orders: how often it looks, when it orders, up to what.

The stock position (on hand and on order) is followed backwards from what it is now: before each order it was what it is now,
plus what was used since, less what was ordered since. The levels of today's policy are the medians of the last orders.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from statistics import median
from typing import Literal

LAST = 8  # orders that tell today's habit
FEWEST = 3
_GAP = 30  # days between two orders where they are too few to tell


@dataclass(frozen=True, slots=True)
class Habit:
    """Today's policy for an item.

    Args:
        reorder: position, in units, at which an order is placed.
        up_to: position after it.
        review_days: days between two orders to its supplier.
        last_order: day of the last one.
        read_from: "orders" where it is read back from them, "default" where they are too few.
    """

    reorder: float
    up_to: float
    review_days: int
    last_order: date | None
    read_from: Literal["orders", "default"]


def habit(
    position: float,
    orders: Sequence[tuple[date, float]],
    used_since: Sequence[float],
    review_days: int,
    per_day: float,
    lead_days: float,
) -> Habit:
    """Today's policy.

    Args:
        position: units on hand and on order now.
        orders: day and units of each order of the item, oldest first.
        used_since: units used after each of these days, up to now.
        review_days: days between two orders to the supplier, at least one.
        per_day: units used a day.
        lead_days: usual lead time.
    """
    last = orders[-1][0] if orders else None
    if len(orders) < FEWEST:
        # Too few to tell: what covers the lead time and a review, and a review more.
        reorder = per_day * lead_days
        return Habit(reorder, reorder + per_day * max(review_days, _GAP), review_days, last, "default")  # fmt: skip
    before, ordered_since = [], 0.0
    for (_, units), used in reversed(list(zip(orders, used_since, strict=True))):
        ordered_since += units
        before.append(position + used - ordered_since)
    shown = before[:LAST]
    lots = [units for _, units in orders[-LAST:]]
    reorder = max(0.0, median(shown))
    return Habit(reorder, reorder + median(lots), review_days, last, "orders")
