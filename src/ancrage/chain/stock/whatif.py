"""What if suppliers are late, stop, or cost more: items that would run out, when, for how long, and the margin lost.

Each item is followed from today on at its usual pace of use: what is on hand, the open orders on the days on which they
should come, then supply again without a break from the day on which an order placed today would come. A delay puts off the
goods of a supplier that are not there yet by so many days; a stop puts off what it has not sent yet until it starts again.
The same path without either is taken off: what would have run out anyway is not the fault of what happens.

No chance enters: the days are the expected ones. What chance adds is for `decide`; this answers in an instant, for every
item.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt
import polars as pl

from ancrage.firm.leadtimes.laws import LeadLaw
from ancrage.firm.supply.positions import Supply

Floats = npt.NDArray[np.float64]
ON_THE_WAY = 0.5  # part of the usual lead time after which an order is on the way, and a stop does not hold it
OUT = {
    "item": pl.String, "name": pl.String, "supplier": pl.UInt32, "out_day": pl.Int32, "back_day": pl.Int32,
    "lost_days": pl.Float64, "units": pl.Float64, "loss": pl.Float64,
}  # fmt: skip


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


@dataclass(frozen=True, eq=False)
class Consequence:
    """What a shock does.

    Args:
        out: columns OUT, one row an item that runs out more than it would have anyway, the greatest loss first: days from
            today on which it runs out and is there again, days without stock that the shock adds, units not sold, euros
            of margin lost (null where the margin is unknown).
        loss: euros of margin lost, over the items whose margin is known.
        cost: euros a year that dearer purchases cost at today's pace.
        followed: items that could be followed.
        unknown: items of these suppliers whose stock, use or lead time is unknown: nothing can be said of them.
    """

    out: pl.DataFrame
    loss: float
    cost: float
    followed: int
    unknown: int


@dataclass(frozen=True, eq=False)
class Paths:
    """The items of a firm as arrays, to be followed under any shock.

    Args:
        items: item, name, supplier, margin and cost of a unit, of the items that can be followed.
        suppliers: number of the supplier of each.
        per_day: units a day.
        on_hand: units.
        again: days in which an order placed today would come.
        arrival: days until each open order comes, shape (items, orders), infinite for none.
        quantity: its units.
        on_the_way: whether a stop does not hold it.
        beside: other items of each supplier, that cannot be followed.
    """

    items: pl.DataFrame
    suppliers: npt.NDArray[np.int64]
    per_day: Floats
    on_hand: Floats
    again: Floats
    arrival: Floats
    quantity: Floats
    on_the_way: npt.NDArray[np.bool_]
    beside: Mapping[int, int]


def paths(of: Supply) -> Paths:
    """The items that can be followed: use, stock and lead time are known."""
    laws = {number: law for number in of.partners if (law := of.law_of(number)) is not None}
    known = (
        (pl.col("per_day") > 0)
        & pl.col("on_hand").is_not_null()
        & pl.col("supplier").is_in(list(laws))
    ).fill_null(value=False)
    used = of.positions.filter(pl.col("supplier").is_not_null())
    items = used.filter(known)
    beside = used.filter(~known & (pl.col("per_day").is_null() | (pl.col("per_day") > 0)))
    suppliers = items["supplier"].cast(pl.Int64).to_numpy()
    arrival, quantity, on_the_way = _arrivals(of, items, laws)
    return Paths(
        items.select("item", "name", "supplier", "margin", "cost"),
        suppliers,
        items["per_day"].to_numpy(),
        items["on_hand"].to_numpy(),
        np.array([laws[int(number)].now_days for number in suppliers]),
        arrival,
        quantity,
        on_the_way,
        dict(beside.group_by("supplier").len().iter_rows()),
    )


def _arrivals(
    of: Supply, items: pl.DataFrame, laws: Mapping[int, LeadLaw]
) -> tuple[Floats, Floats, npt.NDArray[np.bool_]]:
    """Days until each open order comes, its units, and whether it is on the way: shape (items, orders)."""
    place = {item: row for row, item in enumerate(items["item"])}
    found: list[list[tuple[float, float, bool]]] = [[] for _ in place]
    for row in of.open_lines.select("item", "supplier", "ordered", "left").iter_rows(named=True):
        law = laws.get(row["supplier"])
        if row["item"] not in place or law is None:
            continue
        age = (of.known_until - row["ordered"]).days if row["ordered"] else 0
        on_way = age >= ON_THE_WAY * law.usual_days
        found[place[row["item"]]].append((_expected(law, age), row["left"], on_way))
    width = max((len(one) for one in found), default=0) or 1
    arrival = np.full((len(place), width), np.inf)
    quantity, on_the_way = np.zeros((len(place), width)), np.zeros((len(place), width), dtype=bool)
    for rank, one in enumerate(found):
        for column, (days, units, way) in enumerate(sorted(one)):
            arrival[rank, column], quantity[rank, column], on_the_way[rank, column] = (
                days,
                units,
                way,
            )
    return arrival, quantity, on_the_way


def _expected(law: LeadLaw, age: int) -> float:
    """Days until an order of this age comes, on average, given that it has not come yet."""
    later = law.now[age + 1 :]
    if later.sum() <= 0:
        return 1.0  # later than all that is known: any day now
    return float(np.arange(1, len(later) + 1) @ later / later.sum())


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
    lost = np.maximum(0.0, hit.lost_days - usual.lost_days)
    margin = of.items["margin"].fill_null(float("nan")).to_numpy()
    out = (
        of.items.select("item", "name", "supplier").with_columns(
            out_day=np.floor(hit.out_day), back_day=np.ceil(hit.back_day), lost_days=lost,
            units=lost * of.per_day, loss=pl.Series(lost * of.per_day * np.maximum(margin, 0.0)).fill_nan(None),
        )
        .filter(pl.col("lost_days") > 0.5)
        .cast(OUT)  # type: ignore[arg-type]
        .sort("loss", "units", "item", descending=[True, True, False], nulls_last=True)
    )  # fmt: skip
    concerned = {*shock.delays, *shock.stops, *shock.longer, *shock.dearer}
    cost = of.items["cost"].fill_null(0.0).to_numpy()
    return Consequence(
        out,
        float(out["loss"].sum()),
        float((of.per_day * 365 * cost * dearer).sum()),
        int(sum(int(number) in concerned for number in of.suppliers)),
        sum(count for number, count in of.beside.items() if number in concerned),
    )


@dataclass(frozen=True, slots=True)
class _Path:
    lost_days: Floats
    out_day: Floats
    back_day: Floats


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
