"""How long each supplier takes, by means of transport: usual law, law now, watch.

A law is what the supplier's own orders of the last `RECENT` days say, those still open as orders that last more than their
age, helped by the other suppliers of the firm where its own are few (`pool`): a distribution over whole days, which holds
both what varies and what is not known. Where the watch has given an alarm and the supplier is still slower, the usual law
is that of before, and the law now is the usual one stretched by what the orders since then tell.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import polars as pl

from ancrage.firm.leadtimes.lognormal import LONGEST, Floats, curves
from ancrage.firm.leadtimes.orders import NEVER, Orders
from ancrage.firm.leadtimes.pool import Belief, Past, pooled
from ancrage.firm.leadtimes.watch import Alarm, Watch, watch

RECENT = 730  # days of orders that make a law
NEWS = 365  # days after which an alarm is no news any more
WATCH = 1095  # days of orders that the watch looks at, those from which it learns included
FEW = 5  # orders under which the other suppliers say as much as its own
BASELINE = 365  # days from which the watch learns what is usual
WATCHED = 8  # orders under which a supplier is not watched: nothing could be said
_FACTORS = np.geomspace(0.7, 6.0, 120)
_STILL = 1.08  # stretch under which the slowing of an alarm is over
_TAIL = 1e-6
UNMEASURED = 0.35  # log-spread around a lead time that is announced: what varies, and that nobody measured it

Key = tuple[int, str]  # number of the supplier, means of transport


@dataclass(frozen=True, eq=False)
class LeadLaw:
    """Lead times of a supplier by one means of transport.

    Args:
        usual: chance of each number of days, index 0 being 0 days; sum 1.
        stretch: by how much lead times are longer now than usual; 1 where nothing says so.
        orders: orders received that it rests on.
        waiting: ages, in days, of the orders that are open.
        since: first order of the slowing, where there is one.
        watched: what the watch says; None where there are too few orders or days for one.
        borrowed: whether the other suppliers say as much as its own orders.
        announced: whether it is what the supplier announces, which no order measures yet.
    """

    usual: Floats
    stretch: float
    orders: int
    waiting: tuple[int, ...]
    since: date | None = None
    watched: Watch | None = None
    borrowed: bool = False
    announced: bool = False

    @cached_property
    def now(self) -> Floats:
        """Chance of each number of days for an order placed now."""
        return stretched(self.usual, self.stretch)

    @property
    def alarm(self) -> Alarm | None:
        """The alarm of the slowing that still lasts."""
        return self.watched.alarms[-1] if self.watched and self.since else None

    @cached_property
    def usual_days(self) -> float:
        """Mean of the usual law."""
        return mean_days(self.usual)

    @cached_property
    def now_days(self) -> float:
        """Mean of the law now."""
        return mean_days(self.now)

    def left_days(self, age: int) -> float:
        """Mean days until an order comes that is `age` days old and has not come yet; at least one."""
        later = self.now[age + 1 :]
        if later.sum() <= 0:
            return 1.0  # later than all that is known: any day now
        return float(np.arange(1, len(later) + 1) @ later / later.sum())


def mean_days(chance: Floats) -> float:
    """Mean number of days."""
    return float(np.arange(len(chance)) @ chance)


def days_within(chance: Floats, share: float) -> int:
    """The number of days within which a share of the orders comes."""
    return int(np.searchsorted(np.cumsum(chance), share - 1e-9))


def stretched(chance: Floats, factor: float) -> Floats:
    """The law of lead times `factor` times as long, in whole days."""
    if factor == 1.0:
        return chance
    edges = np.concatenate([[0.0], np.cumsum(chance)])
    longest = int(np.ceil(len(chance) * factor)) + 1
    # A day k stands for (k - 0.5, k + 0.5).
    at = (np.arange(longest + 1) - 0.5) / factor + 0.5
    spread = np.interp(at, np.arange(len(edges)), edges)
    found: Floats = np.diff(spread) / (spread[-1] - spread[0])
    return found


def fixed(days: float, spread: float = 0.25) -> Floats:
    """A law around a number of days that somebody told, where no order says how it varies.

    Args:
        days: its median.
        spread: log-spread; a quarter is the middle of those simulated and of the suppliers of the demonstration.
    """
    median = np.array([np.log(max(days, 1.0))])
    length = min(LONGEST, int(max(days, 1.0) * 5) + 20)
    return cut(curves(median, np.array([spread]), 0.0, length).chance[:, 0])


def announced(days: float) -> LeadLaw:
    """The law of a supplier of which only the lead time that it announces is known: its mean."""
    middle = days / float(np.exp(UNMEASURED**2 / 2))
    return LeadLaw(fixed(middle, UNMEASURED), 1.0, 0, (), announced=True)


def lead_laws(orders: pl.DataFrame, known_until: date) -> dict[Key, LeadLaw]:
    """Laws of all suppliers.

    Args:
        orders: supplier, mode, ordered, received (null while it is open): one row an order, days of order known.
        known_until: last day whose events are known.
    """
    if orders.is_empty():
        return {}
    day = known_until.toordinal()
    series = {
        (int(supplier), str(mode)): in_days(part)
        for (supplier, mode), part in orders.sort("ordered", "received", nulls_last=True).group_by(
            "supplier", "mode", maintain_order=True
        )
    }
    watches = _watches(series, day)
    # What lasts for more than a year is no news: it is how the supplier works.
    since = {
        key: found.alarms[-1].onset
        for key, found in watches.items()
        if found.alarms and day - found.alarms[-1].day <= NEWS
    }
    usual = _beliefs(series, since, day)
    stretches = {key: _stretch(usual[key], series[key], onset, day) for key, onset in since.items()}
    slower = {key: since[key] for key, stretch in stretches.items() if stretch >= _STILL}
    if slower != since:  # what came after the alarm of the others is as usual again: it counts
        usual = _beliefs(series, slower, day)
    return {
        key: LeadLaw(
            _predicted(usual[key]),
            round(stretches[key], 3) if key in slower else 1.0,
            int((one.received != NEVER).sum()),
            tuple(int(day - d) for d in one.ordered[one.received == NEVER]),
            date.fromordinal(slower[key]) if key in slower else None,
            watches.get(key),
            borrowed=len(past_of(one, slower.get(key), day).took) < FEW,
        )
        for key, one in series.items()
    }


def _beliefs(series: Mapping[Key, Orders], until: Mapping[Key, int], day: int) -> dict[Key, Belief]:
    pasts = [past_of(one, until.get(key), day) for key, one in series.items()]
    return dict(zip(series, pooled(pasts), strict=True))


def in_days(part: pl.DataFrame) -> Orders:
    """Orders of one series, from rows of `ordered` and `received` (null while open)."""
    ordered = np.array([d.toordinal() for d in part["ordered"]], dtype=np.int64)
    received = np.array(
        [NEVER if d is None else d.toordinal() for d in part["received"]], dtype=np.int64
    )
    return Orders(ordered, received)


def _watches(series: Mapping[Key, Orders], day: int) -> dict[Key, Watch]:
    """What the watch says of those whose orders are enough for a year of learning and some days of watching."""
    enough = {}
    for (supplier, mode), one in series.items():
        kept = one.ordered > day - WATCH
        ordered = one.ordered[kept]
        if len(ordered) >= WATCHED and day - int(ordered[0]) > BASELINE:
            enough[f"{supplier}/{mode}"] = Orders(ordered, one.received[kept])
    if not enough:
        return {}
    found = watch(enough, BASELINE, day)
    names = {f"{supplier}/{mode}": (supplier, mode) for supplier, mode in series}
    return {names[name]: one for name, one in found.items() if one.false_alarms is not None}


def past_of(orders: Orders, until: int | None, day: int) -> Past:
    """Orders of the last RECENT days; only those placed before a slowing that began at `until`."""
    end = day + 1 if until is None else until
    kept = (orders.ordered >= end - RECENT) & (orders.ordered < end)
    if not kept.any():  # an old supplier: what there is
        kept = orders.ordered < end
    ordered, received = orders.ordered[kept], orders.received[kept]
    came = received != NEVER
    return Past(
        np.minimum((received - ordered)[came], LONGEST),
        np.minimum((day - ordered)[~came], LONGEST),
    )


def _stretch(belief: Belief, orders: Orders, onset: int, day: int) -> float:
    """Mean of the factor on the median lead time, by the orders placed since the slowing began, open ones included."""
    since = orders.ordered >= onset
    ordered, received = orders.ordered[since], orders.received[since]
    came = received != NEVER
    lasted = np.clip(np.where(came, received, day) - ordered, 0, LONGEST - 1)
    medians = (belief.medians_log[:, None] + np.log(_FACTORS)).ravel()
    spreads = np.repeat(belief.spreads, len(_FACTORS))
    law = curves(medians, spreads, belief.strays, int(lasted.max(initial=1)) + 2)
    law.chance[0] = 1.0
    rows = np.where(came[:, None], law.chance[np.maximum(lasted, 1)], law.beyond[lasted])
    score = np.log(np.maximum(rows, 1e-300)).sum(axis=0).reshape(len(belief.weights), -1)
    score += np.log(belief.weights)[:, None] - np.abs(np.log(_FACTORS)) / 0.3
    weight = np.exp(score - score.max())
    weight /= weight.sum()
    return float((weight.sum(axis=0) * _FACTORS).sum())


def _predicted(belief: Belief) -> Floats:
    """Chance of each number of days for the next order: the laws weighed by what is known of them."""
    longest = min(LONGEST, int(np.exp((belief.medians_log + 4 * belief.spreads).max())) + 2)
    law = curves(belief.medians_log, belief.spreads, belief.strays, longest)
    return cut(law.chance @ belief.weights)


def cut(chance: Floats) -> Floats:
    """The same without the days that hardly ever happen, sum 1."""
    total = np.cumsum(chance)
    end = int(np.searchsorted(total, (1 - _TAIL) * total[-1])) + 1
    found: Floats = chance[:end] / chance[:end].sum()
    return found


def order_lead_orders(
    lines: pl.DataFrame, modes: Mapping[int, str], *, by_destination: bool = False
) -> pl.DataFrame:
    """Orders as `lead_laws` takes them, or `routes.route_laws` by destination, from lines followed to their receipts (`supply.matching`).

    An order is received when its last line is; lines whose end nobody knows (forgotten, unknown) and those whose receipt is
    before their order say nothing. A line part of which came took, so far, until the last of it: whether the rest ever comes is
    another question (`in full`), and those that were closed short count so too.

    Args:
        lines: columns of `supply.matching.LINES`.
        modes: means of transport by supplier, where the order does not say.
        by_destination: what one order sends to two places is two rows, each with its `destination`.
    """
    is_open = pl.col("state") == "open"
    nothing, some = is_open & (pl.col("came") <= 0), is_open & (pl.col("came") > 0)
    so_far = (pl.col("last") - pl.col("ordered")).dt.total_days()
    told = lines.filter(
        pl.col("ordered").is_not_null()
        & pl.col("supplier").is_not_null()
        & pl.col("state").is_in(["open", "complete", "short"])
        & (pl.col("lead_days").is_not_null() | nothing | (some & so_far.is_between(0, LONGEST)))
    )
    usual = pl.col("supplier").replace_strict(modes, default="", return_dtype=pl.String)
    by = [
        "supplier",
        "mode",
        *(["destination"] if by_destination else []),
        "ordered",
        pl.coalesce("order", pl.col("row").cast(pl.String)).alias("order"),
    ]
    return (
        told.with_columns(mode=pl.coalesce("mode", usual))
        .group_by(by, maintain_order=True)
        .agg(
            pl.when(nothing.any()).then(None).otherwise(pl.coalesce("received", "last").max()).alias("received")
        )
        .sort("supplier", "mode", *(["destination"] if by_destination else []), "ordered", "order")
    )  # fmt: skip
