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
_GAP = 30  # days that a lot lasts at least where orders are too few to tell


@dataclass(frozen=True, slots=True)
class Habit:
    """Today's policy for an item.

    Args:
        reorder: position, in units, at which an order is placed.
        up_to: position after it.
        review_days: days between two orders to its supplier.
        last_order: day of the last one.
        read_from: "orders" where it is read back from them, "default" where they are too few (`supposed`).
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
) -> Habit | None:
    """Today's policy; None where there are too few orders to tell it.

    Args:
        position: units on hand and on order now.
        orders: day and units of each order of the item, oldest first.
        used_since: units used after each of these days, up to now.
        review_days: days between two orders to the supplier, at least one.
    """
    if len(orders) < FEWEST:
        return None
    before, ordered_since = [], 0.0
    for (_, units), used in reversed(list(zip(orders, used_since, strict=True))):
        ordered_since += units
        before.append(position + used - ordered_since)
    shown = before[:LAST]
    lots = [units for _, units in orders[-LAST:]]
    reorder = max(0.0, median(shown))
    return Habit(reorder, reorder + median(lots), review_days, orders[-1][0], "orders")


def supposed(enough: float, per_day: float, review_days: int, last: date | None) -> Habit:
    """The policy of a firm whose orders do not tell it: it orders in time already, what it uses until it looks again.

    Supposed worse, whatever is advised would seem to save what nobody loses.

    Args:
        enough: units on hand and on order that last until the delivery.
        per_day: units used a day.
        review_days: days between two orders to the supplier.
        last: day of the last order.
    """
    return Habit(enough, enough + per_day * max(review_days, _GAP), review_days, last, "default")
