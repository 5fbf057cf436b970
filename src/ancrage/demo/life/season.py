"""When people buy: weight of each month in a year (mean 1), by way of selling."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date
from types import MappingProxyType
from typing import Final

import numpy as np
from numpy.typing import NDArray

from ancrage.demo.days import SPAN
from ancrage.demo.records import Channel

TRADE: Final = (0.70, 0.65, 0.78, 0.82, 0.86, 0.80, 0.70, 0.58, 1.10, 1.32, 2.20, 1.49)
"""Trade customers stock up before Christmas."""

_BOUNDS: Final = tuple(sum(TRADE[:month]) / sum(TRADE) for month in range(13))

_RETAIL = MappingProxyType(
    {
        Channel.COUNTER: (0.50, 0.52, 0.62, 0.80, 0.88, 0.90, 1.20, 1.32, 0.78, 0.70, 1.28, 2.50),
        Channel.WEB: (0.58, 0.60, 0.65, 0.70, 0.76, 0.76, 0.74, 0.74, 0.76, 0.86, 2.15, 2.70),
        Channel.MARKET: (0.58, 0.60, 0.65, 0.70, 0.76, 0.76, 0.76, 0.74, 0.76, 0.84, 2.20, 2.65),
    }
)

_WEEKDAYS = MappingProxyType(
    {
        Channel.COUNTER: (0.0, 0.8, 0.9, 0.8, 1.1, 1.9, 0.0),
        Channel.WEB: (1.1, 1.0, 1.0, 1.0, 0.9, 0.8, 1.2),
        Channel.MARKET: (1.1, 1.0, 1.0, 1.0, 0.9, 0.8, 1.2),
    }
)

_CLOSED = ((1, 1), (5, 1), (12, 25))


def _open_on_mondays(day: date) -> bool:
    return day.month in {7, 8, 12}


def day_weights(channel: Channel, span: Sequence[date] = SPAN) -> NDArray[np.float64]:
    """Part of its year's sales that each day of some whole months brings; the days of a month share the month."""
    months, week = _RETAIL[channel], _WEEKDAYS[channel]
    weights = np.array([week[day.weekday()] for day in span])
    for index, day in enumerate(span):
        if channel is not Channel.COUNTER:
            continue
        if (day.month, day.day) in _CLOSED:
            weights[index] = 0.0
        elif day.weekday() == 0 and _open_on_mondays(day):
            weights[index] = 0.9
    month_of = np.array([day.year * 12 + day.month for day in span])
    for month in np.unique(month_of):
        of_month = month_of == month
        weights[of_month] *= months[(month - 1) % 12] / sum(months) / weights[of_month].sum()
    return weights


def day_of_year(part: float) -> tuple[int, int]:
    """Month and day (at most 28) when a trade customer has placed this part of its year's orders."""
    month = min(max(bisect_right(_BOUNDS, part), 1), 12)
    within = (part - _BOUNDS[month - 1]) / (_BOUNDS[month] - _BOUNDS[month - 1])
    return month, min(1 + int(within * 28), 28)
