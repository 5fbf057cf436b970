"""The evidence, day by day, that a supplier has become slower: how it is computed for many paths at once.

For one law and one slowing, the evidence is the sum over all possible first slow orders of the likelihood ratio of the
orders from that one on (Shiryaev, 1963; Roberts, 1966), an order open for a days counting as P(more than a days). It
is averaged over the sizes of the slowing and over the laws, weighed by what is known that day.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ancrage.firm.leadtimes.lognormal import LONGEST, Days, Floats, Singles, curves
from ancrage.firm.leadtimes.pool import Belief

# Slowings looked for, as factors on the median lead time; larger ones are as visible under the last.
SLOWINGS = np.array([1.15, 1.3, 1.5])
_HIGH = np.float32(1e25)  # evidence beyond which nothing changes
BUSY = (
    20_000  # paths by moments from which machine code is worth loading: about seventy orders a year
)


@dataclass(frozen=True, slots=True)
class Odds:
    """What each number of days says, by law (and slowing).

    Args:
        log_took, log_open: shape (days, laws): log chance in control.
        took, open_for: shape (days, laws, slowings): chance if slowed / chance in control.
        weights: log weights of the laws after the orders that the baseline received.
    """

    log_took: Singles
    log_open: Singles
    took: Singles
    open_for: Singles
    weights: Singles


def odds(belief: Belief, length: int) -> Odds:
    """Tables for days 0 to length - 1; longer days are read as the last."""
    length = min(length, LONGEST) + 1
    laws = len(belief.weights)
    usual = curves(belief.medians_log, belief.spreads, belief.strays, length)
    slowed = curves(
        (belief.medians_log[:, None] + np.log(SLOWINGS)).ravel(),
        np.repeat(belief.spreads, len(SLOWINGS)),
        belief.strays,
        length,
    )
    shape = (length, laws, len(SLOWINGS))
    took = np.ones(shape)
    took[1:] = slowed.chance.reshape(shape)[1:] / usual.chance[1:, :, None]
    log_took = np.zeros((length, laws))
    log_took[1:] = np.log(usual.chance[1:])
    return Odds(
        log_took.astype(np.float32),
        np.log(usual.beyond).astype(np.float32),
        took.astype(np.float32),
        (slowed.beyond.reshape(shape) / usual.beyond[:, :, None]).astype(np.float32),
        np.log(belief.settled).astype(np.float32),
    )


def evidence(table: Odds, ordered: Days, received: Days, days: Days) -> Floats:
    """Evidence of a slowing.

    Args:
        table: what days say.
        ordered: (paths, orders) order days, ascending in each row.
        received: (paths, orders) receipt days, far ahead for none.
        days: (paths, moments) days on which to judge, each with what is known at its end.

    Returns:
        (paths, moments).
    """
    if ordered.shape[0] * days.shape[1] >= BUSY:
        from ancrage.firm.leadtimes.busy import busy_evidence  # noqa: PLC0415 (compiled: heavy to load)

        fast: Floats = busy_evidence(
            np.ascontiguousarray(table.took), np.ascontiguousarray(table.open_for),
            table.log_took, table.log_open, table.weights, _HIGH,
            np.ascontiguousarray(ordered), np.ascontiguousarray(received), np.ascontiguousarray(days),
        )  # fmt: skip
        return fast
    return in_steps(table, ordered, received, days)


def in_steps(table: Odds, ordered: Days, received: Days, days: Days) -> Floats:
    """`evidence`, all paths and moments together, an order after the other."""
    paths, orders = ordered.shape
    last = len(table.took) - 1
    laws, sizes = table.took.shape[1:]
    took = np.clip(received - ordered, 1, last)
    # Orders up to the first open one are settled: their evidence is a running product, made once.
    settled = np.zeros((paths, orders + 1, laws, sizes), np.float32)
    log_settled = np.zeros((paths, orders + 1, laws), np.float32)
    for order in range(orders):
        settled[:, order + 1] = np.minimum(
            (settled[:, order] + 1) * table.took[took[:, order]], _HIGH
        )
        log_settled[:, order + 1] = log_settled[:, order] + table.log_took[took[:, order]]
    latest = np.maximum.accumulate(received, axis=1)
    row = np.arange(paths)[:, None]
    first = _count_up_to(latest, days)
    placed = _count_up_to(ordered, days)
    found = settled[row, first].reshape(-1, laws, sizes)
    log_weight = (table.weights + log_settled[row, first]).reshape(-1, laws)
    moment_path = np.broadcast_to(row, days.shape).ravel()
    at, end, day = first.ravel(), placed.ravel(), days.ravel()
    active = np.flatnonzero(at < end)
    step = 0
    while len(active):
        path, i, today = moment_path[active], at[active] + step, day[active]
        arrival = received[path, i]
        is_open = arrival > today
        lasted = np.clip(np.minimum(arrival, today) - ordered[path, i], 0, last)
        lasted = np.where(is_open, lasted, np.maximum(lasted, 1))
        ratio = np.where(is_open[:, None, None], table.open_for[lasted], table.took[lasted])
        found[active] = np.minimum((found[active] + 1) * ratio, _HIGH)
        log_weight[active] += np.where(
            is_open[:, None], table.log_open[lasted], table.log_took[lasted]
        )
        step += 1
        active = active[at[active] + step < end[active]]
    weight = np.exp(log_weight - log_weight.max(axis=1, keepdims=True))
    weight /= weight.sum(axis=1, keepdims=True)
    result: Floats = (found.mean(axis=2) * weight).sum(axis=1).reshape(days.shape).astype(float)
    return result


def _count_up_to(ascending: Days, days: Days) -> Days:
    """How many of each row of `ascending` are at most each day of the same row."""
    return np.stack(
        [np.searchsorted(a, d, side="right") for a, d in zip(ascending, days, strict=True)]
    )
