"""Raises of stock followed: whether orders reach what was asked, and when a raise comes back. Pure functions.

The rule for orders found in files: those of the item to the supplier, from the day of the advice to LATE days after the day by
which to order, together reach the units asked. The advice asks for a whole order, the raise included, so that a usual order
is smaller; but usual orders go on, and one that large cannot be told from the raise: it is shown as found, and the owner corrects.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Literal

LATE = timedelta(days=14)
LONGER = timedelta(
    days=90
)  # by which a raise is prolonged, or after which one without an end is looked at again
SAME = timedelta(days=90)  # an advice that was away for no longer is the same one
MOST_ASKED = 60  # advices kept of one raise

Asked = Mapping[str, Any]
Due = Literal["", "until", "gone"]


@dataclass(frozen=True, slots=True)
class Reached:
    """Orders that reach the units of an advice: the day on which they did, and each of them as (day, units)."""

    day: date
    orders: tuple[tuple[date, float], ...]

    @property
    def units(self) -> float:
        """Ordered in all."""
        return sum(units for _, units in self.orders)


def reached(
    asked: Iterable[Asked], orders: Sequence[Sequence[Any]], since: date | None = None
) -> Reached | None:
    """The orders that reach what one of the advices asked for, those of the oldest such advice; None where none is reached.

    Args:
        asked: advices, the oldest first: {day, units, by} (ISO days).
        orders: (ISO day, units), the oldest first.
        since: first day whose orders are counted, None for all.
    """
    placed = [(date.fromisoformat(day), float(units)) for day, units in orders]
    for one in asked:
        day, by = date.fromisoformat(one["day"]), date.fromisoformat(one["by"])
        first, last = max(day, since or day), max(day, by) + LATE
        found: list[tuple[date, float]] = []
        for placed_on, units in placed:
            if not first <= placed_on <= last:
                continue
            found.append((placed_on, units))
            if sum(units for _, units in found) >= one["units"]:
                return Reached(placed_on, tuple(found))
    return None


def asked_more(asked: Sequence[Asked], new: Asked) -> list[Asked]:
    """The advices with a new one, where it says something else than the last."""
    told = ("units", "by", "until")
    if asked and all(asked[-1][name] == new[name] for name in told):
        return list(asked)
    return [*asked, new][-MOST_ASKED:]


def ends_on(until: date, taken: date, *, review: bool) -> date:
    """When a raise taken on a day comes back: as it was advised, but a look that would be over by then is put off."""
    return taken + LONGER if review and until <= taken else until


def due(until: date, gone: date | None, kept: date | None, today: date) -> Due:
    """Why a raise that was taken has come back, "" where it has not: its day is there, or its reason is gone before that.

    `kept` is the last day on which the owner prolonged it, knowing what was known then.
    """
    if until <= today:
        return "until"
    return "gone" if gone is not None and (kept is None or gone > kept) else ""
