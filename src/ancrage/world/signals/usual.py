"""What is usual for a series: its week, its single odd values, its seasons; at each day from earlier days alone."""

from __future__ import annotations

import numpy as np

from ancrage.world.signals.arrays import Days, Floats, later, trailing_mean, trailing_medians
from ancrage.world.signals.lunar import same_day_of_lunar_year
from ancrage.world.signals.rhythm import DAY, Rhythm

LEAST_RATIO = 0.03  # a level that fell to nil counts as this share of its base
_WEEKS = 8  # before the days of the week are told apart
_CLIP, _CLIP_BASE, _CLIP_SPREAD = 3.0, 56, 182  # robust standard deviations; days
# Of a steady series, three days in a row must show the least change that is announced (12 %), and two must not.
_CLIP_LEAST = 0.15
_YEARS_BACK = 4
_NONE = -9.0


def without_week(days: Days, x: Floats, rhythm: Rhythm) -> Floats:
    """A daily series without its pattern over the week; other rhythms as they are.

    The factor of a weekday is the median ratio of its values to the mean of the seven days around, of the last two
    years, learnt every four weeks and drawn a little to 1.
    """
    if rhythm is not DAY:
        return x
    weekday, around = (days + 3) % 7, np.full(len(x), np.nan)
    around[3:-3] = trailing_mean(x, 7)[6:]
    with np.errstate(invalid="ignore", divide="ignore"):
        ratio = x / around
    ratio[~np.isfinite(ratio)] = np.nan
    out = x.copy()
    for start in range(7 * _WEEKS, len(x), 28):
        known = ratio[: start - 3]
        factors = np.ones(7)
        for day in range(7):
            values = known[weekday[: start - 3] == day][-104:]
            values = values[np.isfinite(values)]
            if len(values):
                factors[day] = (np.median(values) * len(values) + 4) / (len(values) + 4)
        factors = np.maximum(factors / factors.mean(), 0.1)
        part = slice(start, start + 28)
        out[part] = x[part] / factors[weekday[part]]
    return out


def without_odd_values(x: Floats, rhythm: Rhythm) -> Floats:
    """A daily series whose single values are at most three robust standard deviations, 15 % at least, from the median of eight weeks.

    One day may be a storm or a hole in the data; several in a row still move the means.
    """
    if rhythm is not DAY:
        return x
    middle = trailing_medians(x, _CLIP_BASE)
    with np.errstate(invalid="ignore", divide="ignore"):
        away = np.abs(x / middle - 1)
    away[~np.isfinite(away)] = np.nan
    spread = 1.4826 * trailing_medians(away, _CLIP_SPREAD)
    spread[: _CLIP_BASE // 2] = np.nan
    reach = np.maximum(_CLIP * spread, _CLIP_LEAST)
    clipped = np.clip(x, middle * (1 - np.minimum(reach, 1)), middle * (1 + reach))
    return np.where(np.isfinite(clipped), clipped, x)


def change(mean: Floats, base: Floats, *, ratio: bool) -> Floats:
    """Logarithm of the ratio of a mean to its base, or their difference."""
    if not ratio:
        return mean - base
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.log(np.maximum(mean, LEAST_RATIO * base) / base)


def changes(x: Floats, rhythm: Rhythm, *, ratio: bool) -> dict[tuple[int, int], Floats]:
    """Mean of the last `window` values against the mean of `base` values before them, by (window, base)."""
    means: dict[int, Floats] = {}
    found: dict[tuple[int, int], Floats] = {}
    for window, bases in rhythm.pairs:
        for length in (window, *bases):
            if length not in means:
                means[length] = trailing_mean(x, length)
        for base in bases:
            if (window, base) not in found:
                found[window, base] = change(means[window], later(means[base], window), ratio=ratio)
    return found


def seasons(days: Days, x: Floats, rhythm: Rhythm, sign: int) -> dict[int, Floats]:
    """By window, how far the same days of earlier years moved in the direction `sign` (log ratio), at most.

    The same days: ten days around the date, and around the day as far from the Lunar New Year, of one to four years
    before; of one or two years the greatest, of more the median.
    """
    base = rhythm.bases[-2]
    reach = max(round(10 / 365 * rhythm.year), 1)
    found = {}
    for window in rhythm.windows:
        moved = sign * change(
            trailing_mean(x, window), later(trailing_mean(x, base), window), ratio=True
        )
        padded = np.pad(np.nan_to_num(moved, nan=_NONE), reach, constant_values=_NONE)
        highest = np.lib.stride_tricks.sliding_window_view(padded, 2 * reach + 1).max(axis=1)
        years = []
        for ago in range(1, _YEARS_BACK + 1):
            sun = _at(days, highest, days - round(365.25 * ago))
            moon = _at(days, highest, same_day_of_lunar_year(days, ago))
            years.append(np.maximum(sun, moon))
        found[window] = _typical(np.array(years))
    return found


def _at(days: Days, x: Floats, when: Days) -> Floats:
    rank = np.minimum(np.searchsorted(days, when), len(days) - 1)
    out: Floats = np.where(when >= days[0], x[rank], _NONE)
    return out


def _typical(years: np.ndarray[tuple[int, int], np.dtype[np.float64]]) -> Floats:
    ordered = np.sort(years, axis=0)[::-1]  # unknown years last
    known = (ordered > _NONE + 1).sum(axis=0)
    middle = np.where(known <= 2, 0, (known - 1) // 2)
    value = np.take_along_axis(ordered, middle[None], axis=0)[0]
    out: Floats = np.where(known > 0, value, 0.0)
    return out
