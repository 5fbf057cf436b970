"""How high the statistic must go: laws of its highest values in the series' own quiet past.

The statistic of a past day was computed from the days before it, so that the records are out of sample and hold all that the
model of the series leaves out: autocorrelation, drifts, holidays, heavy tails. A Gumbel law is fitted by L-moments
(Hosking 1990); the more skewed the records, the more a Fréchet law, of heavier tail, is followed.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from ancrage.world.signals.arrays import Floats

FEWEST = 6  # records below which there is no law
_EULER = 0.5772156649
_LEAST_SPREAD = 0.25
_GUMBEL_SKEWNESS, _DOUBT = (
    0.1699,
    0.15,
)  # L-skewness of a Gumbel law; how far beyond until it is given up
_HIGHEST = 20.0  # logarithm of a level that nothing passes
_LEAST = 0.5  # records below are as good as this one, in logarithms


@dataclass(frozen=True, slots=True)
class Threshold:
    """A level, and how often a year a quiet series would pass it."""

    level: float
    per_year: float


def threshold(
    past: Floats, block: int, year: int, rate: float, floor: float, first: float
) -> Threshold:
    """The level that a quiet series passes `rate` times a year, `floor` at least.

    Args:
        past: statistic of past observations, NaN within episodes.
        block: observations of one record (a highest value).
        year: observations in a year.
        rate: false alarms a year that are accepted.
        floor: least level.
        first: added to the floor while there are too few records; the rate is then `rate`, as that of a guess.
    """
    known = past[np.isfinite(past)]
    count = len(known) // block
    if count < FEWEST:
        return Threshold(floor + first, rate)
    records = np.sort(known[len(known) - count * block :].reshape(count, block).max(axis=1))
    a_year = year / block
    places = math.log(a_year / rate)
    place, spread, skewness = _gumbel(records, _LEAST_SPREAD)
    log_place, log_spread, _ = _gumbel(np.log(np.maximum(records, _LEAST)), _LEAST_SPREAD / floor)
    light, heavy = place + spread * places, math.exp(min(log_place + log_spread * places, _HIGHEST))
    weight = float(np.clip((skewness - _GUMBEL_SKEWNESS) / _DOUBT, 0, 1))
    level = max(floor, light, light + weight * (heavy - light))
    passed = [(level - place) / spread, (math.log(level) - log_place) / log_spread]
    per_year = [a_year * math.exp(-one) for one in passed]
    return Threshold(level, per_year[0] + weight * (per_year[1] - per_year[0]))


def _gumbel(records: Floats, least: float) -> tuple[float, float, float]:
    """Place and spread of a Gumbel law of sorted records, and their skewness (L-moments)."""
    count, rank = len(records), np.arange(len(records))
    mean = float(records.mean())
    b1 = float(rank @ records) / (count * (count - 1))
    b2 = float((rank * (rank - 1)) @ records) / (count * (count - 1) * (count - 2))
    second, third = 2 * b1 - mean, 6 * b2 - 6 * b1 + mean
    # Few records tell little of the spread: it is taken a little wider.
    spread = max(second / math.log(2), least) * (1 + 0.5 / math.sqrt(count))
    return mean - _EULER * spread, spread, third / max(second, 1e-9)
