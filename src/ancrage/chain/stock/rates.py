"""How fast each item sells now, under each of several habits that a rate may have.

A habit says how quickly the past is forgotten, whether the rate drifts, and how irregular sales are at a given rate.
Under one habit the rate is a gamma law, updated period after period and faded towards that of all items together
(West and Harrison's discounting; Harvey and Fernandes, 1989, for counts). A habit is judged by how well it told, from
each past period, what was sold over the span to come, not over one period alone: what is wanted is the demand of a
lead time, and a habit that chases the last month may look right on the next one and be wrong on a season.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ancrage.chain.stock.compiled import compiled
from ancrage.chain.stock.counting import LEAST, POISSON, TRIALS, Floats

MONTH_DAYS = 30.0  # habits are stated for a month of thirty days
_KEPT = (0.85, 0.95, 1.0)  # share of what is known that is kept a month later
_DRIFTS = (-0.06, -0.025, 0.0, 0.025, 0.06)  # of the log of the rate, a month
_IRREGULAR = (-0.9, -0.6, 0.1, 0.4, 1.2, 4.0, 12.0, 36.0)  # variance of a month = mean × (1 + this)
_SWINGS = (0.02, 0.08, 0.3, 1.0)  # variance of a month = mean × (1 + this × mean): of fast items
_FADE = 0.97  # a month old evidence on habits weighs this much
_FLOOR = -60.0  # of a log-chance: no single month condemns a habit
_SHORT = 24  # units up to which a product is quicker than the gamma function
_NEVER = -700.0  # log-chance of what cannot be


@dataclass(frozen=True, slots=True, eq=False)
class Habits:
    """Each combination once; all of shape (habits,)."""

    kept: Floats
    drift: Floats
    irregular: Floats
    swing: Floats


@dataclass(frozen=True, slots=True, eq=False)
class Rates:
    """Gamma law of the monthly rate of each item under each habit, over the span to come.

    Args:
        shape, scale_inverse: of the gamma laws, shape (items, habits); the mean rate is their ratio.
        evidence: log-likelihood of the habit on the past of the item, older months faded.
    """

    shape: Floats
    scale_inverse: Floats
    evidence: Floats


def habits() -> Habits:
    """All combinations of habits."""
    irregular = [(b, 0.0) for b in _IRREGULAR] + [(0.0, c) for c in _SWINGS]
    rows = np.array([(k, g, b, c) for k in _KEPT for g in _DRIFTS for b, c in irregular])
    return Habits(*(np.ascontiguousarray(column) for column in rows.T))


def rates(units: Floats, months: Floats, period_months: float, span: int) -> Rates:
    """Rates of all items after the last period.

    Args:
        units: sold, shape (items, periods), oldest first.
        months: part of each period, in months of thirty days, in which the item was on sale; 0 for not known.
        period_months: length of a period.
        span: number of periods over which the demand to come is wanted.
    """
    kinds = habits()
    first_shape, first_inverse = _population(units, months)
    ahead = _moving_sums(units, span), _moving_sums(months, span)
    found = _walk(
        units, months, *ahead, kinds.kept**period_months, kinds.drift * period_months,
        kinds.irregular, kinds.swing, first_shape, first_inverse, _FADE**period_months, span,
    )  # fmt: skip
    return Rates(*found)


def _population(units: Floats, months: Floats) -> tuple[float, float]:
    """Gamma law of the rate among items, by moments of their first six known periods."""
    known = months > 0
    early = known & (np.cumsum(known, axis=1) <= 6)
    time = (months * early).sum(axis=1)
    rate = (units * early).sum(axis=1)[time > 0] / time[time > 0]
    if not len(rate) or not rate.any():
        return 0.5, 1.0  # nothing was ever sold: half a unit a month, to begin with
    mean = float(rate.mean())
    chance = 2.0 * mean * float(np.mean(1.0 / time[time > 0]))  # variance of a mean of few sales
    spread = max(float(rate.var()) - chance, mean * mean / 8.0)
    shape = max(mean * mean / spread, 0.1)
    return shape, shape / mean


def _moving_sums(values: Floats, span: int) -> Floats:
    """Sum of each period and the span - 1 that follow it; shape (items, max(periods - span + 1, 0))."""
    total = np.concatenate([np.zeros((len(values), 1)), np.cumsum(values, axis=1)], axis=1)
    sums: Floats = np.ascontiguousarray(total[:, span:] - total[:, : max(total.shape[1] - span, 0)])
    return sums


def _log_chance_plain(units: float, mean: float, variance: float) -> float:
    """Log of the chance of these units under the law of `counting` with this mean and variance."""
    least = max(mean - mean * mean / TRIALS, LEAST * mean)
    gap = max(variance, least) - mean
    if abs(gap) < POISSON * mean:
        gap = POISSON * mean
    size = mean * mean / abs(gap)
    if gap > 0:
        share = mean / (size + mean)
        none = -size * math.log1p(mean / size)
        if units == 0:
            return none
        if units < _SHORT and units == math.floor(units):
            product = 1.0
            for i in range(int(units)):
                product *= share * (size + i) / (i + 1)
            return none + math.log(max(product, 1e-300))
        ways = math.lgamma(units + size) - math.lgamma(size) - math.lgamma(units + 1)
        return none + ways + units * math.log(share)
    if units >= size:
        return _NEVER
    share = min(mean / size, 1.0 - 1e-9)
    ways = math.lgamma(size + 1) - math.lgamma(size - units + 1) - math.lgamma(units + 1)
    return ways + units * math.log(share) + (size - units) * math.log1p(-share)


log_chance = compiled(_log_chance_plain)


def _walk_plain(
    units: Floats,
    months: Floats,
    units_ahead: Floats,
    months_ahead: Floats,
    kept: Floats,
    drift: Floats,
    irregular: Floats,
    swing: Floats,
    first_shape: float,
    first_inverse: float,
    fade: float,
    span: int,
) -> tuple[Floats, Floats, Floats]:
    items, periods = units.shape
    windows = units_ahead.shape[1]
    shapes = np.empty((items, len(kept)))
    inverses = np.empty((items, len(kept)))
    evidence = np.zeros((items, len(kept)))
    middle = (span + 1) / 2  # from the last known period to the middle of the span
    for item in range(items):
        for habit in range(len(kept)):
            shape, inverse, log, known = first_shape, first_inverse, 0.0, False
            keep, grow = kept[habit], math.exp(drift[habit])
            keep_far, grow_far = keep**middle, math.exp(drift[habit] * middle)
            b, c = irregular[habit], swing[habit]
            for period in range(periods):
                if period < windows and months_ahead[item, period] > 0:
                    x = months_ahead[item, period]
                    far, far_inverse = shape, inverse
                    if known:
                        far = keep_far * shape + (1 - keep_far) * first_shape
                        far_inverse = keep_far * inverse + (1 - keep_far) * first_inverse
                        far_inverse /= grow_far
                    rate = far / far_inverse
                    spread = x * rate * (1 + b + c * rate) + x * x * rate / far_inverse
                    chance = log_chance(units_ahead[item, period], x * rate, spread)
                    log = fade * log + max(chance, _FLOOR) / span
                if known:
                    shape = keep * shape + (1 - keep) * first_shape
                    inverse = (keep * inverse + (1 - keep) * first_inverse) / grow
                if months[item, period] > 0:
                    known = True
                    weight = 1 / (1 + b + c * shape / inverse)
                    shape += weight * units[item, period]
                    inverse += weight * months[item, period]
            if known:
                shape = keep_far * shape + (1 - keep_far) * first_shape
                inverse = (keep_far * inverse + (1 - keep_far) * first_inverse) / grow_far
            shapes[item, habit], inverses[item, habit] = shape, inverse
            evidence[item, habit] = log
    return shapes, inverses, evidence


_walk = compiled(_walk_plain)
