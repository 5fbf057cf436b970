"""What if suppliers are late, stop, or cost more: items that would run out, when, for how long, and the margin lost.

Each item is followed from today on at its usual pace of use: what is on hand, the open orders on the days on which they
should come, then supply again without a break from the day on which an order placed today would come. A delay puts off the
goods of a supplier that are not there yet by so many days; a stop puts off what it has not sent yet until it starts again.
The same path without either is taken off: what would have run out anyway is not the fault of what happens.

No chance enters: the days are the expected ones. What chance adds is for `decide`; this answers in an instant, for every
item.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
LEAST = 0.5  # days without stock under which nothing is told


@dataclass(frozen=True, slots=True)
class Shock:
    """What happens to suppliers, by number.

    Args:
        delays: days by which all that is not there yet comes later.
        stops: days during which nothing is sent; what is on the way comes.
        longer: factor on lead times from now on.
        dearer: rise of purchase prices, as a ratio.
    """

    delays: Mapping[int, float] = field(default_factory=dict)
    stops: Mapping[int, float] = field(default_factory=dict)
    longer: Mapping[int, float] = field(default_factory=dict)
    dearer: Mapping[int, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Lack:
    """An item that runs out more than it would have anyway.

    Args:
        item: its key.
        name: its name.
        supplier: number of its supplier.
        out_day: days from today on which it runs out.
        back_day: days from today on which it is there again.
        lost_days: days without stock that the shock adds.
        units: units not sold on those days.
        loss: euros of margin lost; None where the margin is unknown.
    """

    item: str
    name: str
    supplier: int
    out_day: int
    back_day: int
    lost_days: float
    units: float
    loss: float | None


@dataclass(frozen=True, eq=False)
class Consequence:
    """What a shock does.

    Args:
        out: the items that run out, the greatest loss first.
        loss: euros of margin lost, over the items whose margin is known.
        cost: euros a year that dearer purchases cost at today's pace.
        followed: items that could be followed.
        unknown: items of these suppliers whose stock, use or lead time is unknown: nothing can be said of them.
    """

    out: tuple[Lack, ...]
    loss: float
    cost: float
    followed: int
    unknown: int


@dataclass(frozen=True, eq=False)
class Paths:
    """The items of a firm as arrays, to be followed under any shock.

    Args:
        items: keys of the items that can be followed.
        names: their names.
        margin: euros of a unit, NaN where unknown.
        cost: euros of a unit, NaN where unknown.
        suppliers: number of the supplier of each.
        per_day: units a day.
        on_hand: units.
        again: days in which an order placed today would come.
        arrival: days until each open order comes, shape (items, orders), infinite for none.
        quantity: its units.
        on_the_way: whether a stop does not hold it.
        beside: other items of each supplier, that cannot be followed.
    """

    items: tuple[str, ...]
    names: tuple[str, ...]
    margin: Floats
    cost: Floats
    suppliers: npt.NDArray[np.int64]
    per_day: Floats
    on_hand: Floats
    again: Floats
    arrival: Floats
    quantity: Floats
    on_the_way: npt.NDArray[np.bool_]
    beside: Mapping[int, int]


def short_anyway(of: Paths) -> tuple[Lack, ...]:
    """The items that run out before more comes though nothing happens, the greatest loss first."""
    usual = _follow(of, of.arrival, of.again)
    return _lacks(of, usual, usual.lost_days)


def what_if(of: Paths, shock: Shock) -> Consequence:
    """What a shock does to the items."""

    def by_item(values: Mapping[int, float], usual: float) -> Floats:
        return np.array(
            [values.get(int(number), usual) for number in of.suppliers], dtype=np.float64
        )

    delay, stop = by_item(shock.delays, 0.0), by_item(shock.stops, 0.0)
    longer, dearer = by_item(shock.longer, 1.0), by_item(shock.dearer, 0.0)
    usual = _follow(of, of.arrival, of.again)
    held = np.where(of.on_the_way, 0.0, stop[:, None])
    hit = _follow(
        of, of.arrival * longer[:, None] + delay[:, None] + held, of.again * longer + delay + stop
    )
    out = _lacks(of, hit, np.maximum(0.0, hit.lost_days - usual.lost_days))
    concerned = {*shock.delays, *shock.stops, *shock.longer, *shock.dearer}
    return Consequence(
        out,
        sum(one.loss or 0.0 for one in out),
        float((of.per_day * 365 * np.nan_to_num(of.cost) * dearer).sum()),
        int(sum(int(number) in concerned for number in of.suppliers)),
        sum(count for number, count in of.beside.items() if number in concerned),
    )


@dataclass(frozen=True, slots=True)
class _Path:
    lost_days: Floats
    out_day: Floats
    back_day: Floats


def _lacks(of: Paths, path: _Path, lost: Floats) -> tuple[Lack, ...]:
    """The items that lose days on a path, the greatest loss first."""
    units = lost * of.per_day
    loss = units * np.maximum(of.margin, 0.0)
    return tuple(
        Lack(
            of.items[row],
            of.names[row],
            int(of.suppliers[row]),
            math.floor(path.out_day[row]),
            math.ceil(path.back_day[row]),
            float(lost[row]),
            float(units[row]),
            None if np.isnan(loss[row]) else float(loss[row]),
        )
        for row in np.lexsort((-units, -np.nan_to_num(loss, nan=-1.0)))
        if lost[row] > LEAST
    )


def _follow(of: Paths, arrival: Floats, again: Floats) -> _Path:
    """Days without stock of each item until it is supplied again, the first of them and the day after the last."""
    count = len(of.per_day)
    order = np.argsort(arrival, axis=1)
    days = np.take_along_axis(arrival, order, axis=1)
    units = np.take_along_axis(of.quantity, order, axis=1)
    stock, now = of.on_hand.astype(np.float64), np.zeros(count)
    lost, first, last = np.zeros(count), np.full(count, np.inf), np.zeros(count)
    for step in range(days.shape[1] + 1):
        # After the last open order, supply goes on from the day on which one placed today comes.
        end = np.minimum(days[:, step], again) if step < days.shape[1] else again
        span = np.maximum(0.0, end - now)
        empty = np.maximum(0.0, span - stock / of.per_day)
        begins = empty > 0
        first = np.where(begins & np.isinf(first), end - empty, first)
        last = np.where(begins, end, last)
        lost += empty
        stock = np.maximum(0.0, stock - span * of.per_day)
        if step < days.shape[1]:
            stock = stock + np.where(days[:, step] <= again, units[:, step], 0.0)
        now = np.maximum(now, end)
    return _Path(lost, np.where(np.isinf(first), 0.0, first), last)
