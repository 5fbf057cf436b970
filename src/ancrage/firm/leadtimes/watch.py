"""Suppliers watched day after day: a baseline, then alarms, then a new baseline from the slowing on.

Everything said of day d follows from what was known at the end of day d: orders placed and received by then. The other
suppliers help through their baselines, and only those that were over when this supplier's own was.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import numpy as np

from ancrage.firm.leadtimes.calibrate import threshold, yearly_highs
from ancrage.firm.leadtimes.lognormal import LONGEST, Days, curves
from ancrage.firm.leadtimes.orders import Orders
from ancrage.firm.leadtimes.pool import Belief, Past, pooled
from ancrage.firm.leadtimes.rule import cries, false_alarms
from ancrage.firm.leadtimes.statistic import evidence, odds

THREADS = 2  # suppliers do not depend on one another: the result is the same for any number
GRID = 90  # days between the days on which a watch may begin
FEWEST = 3  # orders received in a baseline, below which there is no watch
_FACTORS = np.geomspace(1.05, 6.0, 40)
# Before looking, a slowing is small rather than large: exponential in its logarithm, of mean 0.3 (by a third).
_BEFORE = -np.log(_FACTORS) / 0.3


@dataclass(frozen=True, slots=True)
class Alarm:
    """On `day`, lead times (means, days) seem to be `estimate` and no longer `baseline`, for orders from `onset` on."""

    day: int
    onset: int
    estimate: float
    baseline: float


@dataclass(frozen=True, slots=True)
class Watch:
    """One supplier.

    Args:
        alarms: in order of day.
        false_alarms: share of years without change in which there would be an alarm; None where no watch could begin.
        rule: days on which the rule of thumb begins to cry while the supplier is watched.
        rule_false_alarms: share of years without change in which that rule cries; None where no watch could begin.
    """

    alarms: tuple[Alarm, ...] = ()
    false_alarms: float | None = None
    rule: tuple[int, ...] = ()
    rule_false_alarms: float | None = None


@dataclass
class _Progress:
    """One supplier while its days go by."""

    orders: Orders
    start: int  # first day of its baseline
    past: Past | None = None
    alarms: list[Alarm] = field(default_factory=list)
    share: float | None = None
    rule_share: float | None = None
    watched_from: int = 0


def watch(
    series: Mapping[str, Orders], baseline_days: int, last_day: int, *, with_rule: bool = True
) -> dict[str, Watch]:
    """Alarms of each supplier up to `last_day`.

    Args:
        series: orders by supplier.
        baseline_days: days from which its usual lead times are learnt.
        last_day: last day whose events are known.
        with_rule: whether the rule of thumb is computed too.
    """
    first = min((int(o.ordered[0]) for o in series.values() if len(o.ordered)), default=0)
    origin = 0 if 0 <= first < baseline_days else first
    all_of_them: dict[str, _Progress] = {}
    due: dict[int, list[str]] = {}
    for name, orders in sorted(series.items()):  # folds of the pool go by rank
        if not len(orders.ordered):
            continue
        # A supplier that came later begins its own baseline then.
        start = origin + GRID * ((int(orders.ordered[0]) - origin) // GRID)
        all_of_them[name] = _Progress(orders, start)
        due.setdefault(start + baseline_days, []).append(name)
    while due and (day := min(due)) <= last_day:
        names = due.pop(day)
        for name in names:
            progress = all_of_them[name]
            progress.past = _past(progress.orders, progress.start, day)
        known = [name for name, progress in all_of_them.items() if progress.past is not None]
        beliefs = dict(zip(known, pooled([_known(all_of_them[n]) for n in known]), strict=True))

        def follow(name: str, day: int = day, beliefs: dict[str, Belief] = beliefs) -> int | None:
            return _follow(name, all_of_them[name], beliefs[name], day, last_day, with_rule)

        with ThreadPoolExecutor(THREADS) as pool:
            starts = list(pool.map(follow, names))
        for name, again in zip(names, starts, strict=True):
            if again is not None:
                ahead = max(again, day + 1 - baseline_days) - origin
                begin = origin + baseline_days + GRID * -(-ahead // GRID)
                due.setdefault(begin, []).append(name)
    return {
        name: _result(all_of_them[name], last_day) if name in all_of_them else Watch()
        for name in series
    }


def _known(progress: _Progress) -> Past:
    if progress.past is None:
        raise ValueError
    return progress.past


def _past(orders: Orders, start: int, end: int) -> Past:
    """What is known at the end of day `end` - 1 of the orders placed from `start` on."""
    placed = (orders.ordered >= start) & (orders.ordered < end)
    ordered, received = orders.ordered[placed], orders.received[placed]
    came = received < end
    return Past(
        np.minimum((received - ordered)[came], LONGEST),
        np.minimum((end - 1 - ordered)[~came], LONGEST),
    )


def _follow(
    name: str,
    progress: _Progress,
    belief: Belief,
    day: int,
    last_day: int,
    with_rule: bool,  # noqa: FBT001
) -> int | None:
    """Watch from `day` to the first alarm; returns the first day of the next baseline, None for no more."""
    past, orders = _known(progress), progress.orders
    ordered_before = orders.ordered[(orders.ordered >= progress.start) & (orders.ordered < day)]
    gaps = np.maximum(np.diff(ordered_before), 0)
    if len(past.took) < FEWEST or not gaps.any():
        return progress.start
    # The seed is the supplier's alone: the other suppliers of the file do not move its luck.
    rng = np.random.default_rng([zlib.crc32(name.encode()), len(progress.alarms)])
    longest = int(20 * np.exp(belief.medians_log.max())) + 30
    table = odds(belief, longest)
    highs = yearly_highs(table, belief, gaps, past.open_for, rng)
    level = threshold(highs)
    progress.share = (int((highs > level).sum()) + 1) / (len(highs) + 1)
    if with_rule and progress.rule_share is None:
        progress.rule_share = false_alarms(belief, gaps, rng)
        progress.watched_from = day
    watched = (orders.ordered >= progress.start) & (orders.received >= day)
    ordered, received = orders.ordered[watched], orders.received[watched]
    days = np.arange(day, last_day + 1)
    found = evidence(table, ordered[None], received[None], days[None])[0]
    above = np.flatnonzero(found > level)
    if not len(above):
        return None
    alarm = _alarm(belief, ordered, received, int(days[above[0]]))
    progress.alarms.append(alarm)
    progress.start = alarm.onset
    return alarm.onset


def _alarm(belief: Belief, ordered: Days, received: Days, day: int) -> Alarm:
    """When the slowing began and what lead times are now, by all that is known on `day`."""
    placed = ordered <= day
    ordered, received = ordered[placed], received[placed]
    lasted = np.clip(np.minimum(received, day) - ordered, 0, LONGEST - 1)
    came = received <= day
    laws = len(belief.weights)
    medians = belief.medians_log[:, None] + np.log(np.concatenate([[1.0], _FACTORS]))
    spreads = np.repeat(belief.spreads, len(_FACTORS) + 1)
    law = curves(medians.ravel(), spreads, belief.strays, int(lasted.max(initial=1)) + 2)
    law.chance[0] = 1.0
    chances = np.where(
        came[:, None], law.chance[np.where(came, np.maximum(lasted, 1), 0)], law.beyond[lasted]
    )
    logs = np.log(chances).reshape(len(ordered), laws, -1)
    ratio = np.cumsum((logs[:, :, 1:] - logs[:, :, :1])[::-1], axis=0)[::-1]
    score = ratio + _BEFORE + (np.log(belief.settled)[:, None] + logs[:, :, 0].sum(axis=0)[:, None])
    weight = np.exp(score - score.max())
    weight /= weight.sum()
    means = np.exp(belief.medians_log + belief.spreads**2 / 2)
    per_law = weight.sum(axis=(0, 2))
    return Alarm(
        day,
        int(ordered[np.argmax(weight.sum(axis=(1, 2)))]),
        round(float((weight.sum(axis=0) * means[:, None] * _FACTORS).sum()), 1),
        round(float((per_law * means).sum()), 1),
    )


def _result(progress: _Progress, last_day: int) -> Watch:
    if progress.share is None:
        return Watch()
    days: Sequence[int] = ()
    if progress.rule_share is not None:
        orders = progress.orders
        first = int(orders.ordered[0])
        crying = cries(
            orders.ordered[None] - first, orders.received[None] - first, last_day - first + 1
        )
        begins = np.flatnonzero(crying[0] & ~np.concatenate([[False], crying[0][:-1]])) + first
        days = [int(d) for d in begins if d >= progress.watched_from]
    return Watch(tuple(progress.alarms), progress.share, tuple(days), progress.rule_share)
