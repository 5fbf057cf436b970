"""Episodes of a series as dates and sizes."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

import numpy as np

from ancrage.world.signals.episode import Episode
from ancrage.world.signals.series import Series
from ancrage.world.signals.watch import watch

_FIRST_DAY = date(1970, 1, 1)


@dataclass(frozen=True, slots=True)
class Alarm:
    """A change of a series.

    Args:
        onset: when it began, as estimated at the alarm.
        alarm: date of the observation at whose end it could be said; it is published later.
        end: last observation away from the usual level; None while it lasts.
        size_pct: mean change over the episode, or from the alarm to the day on which it became the base, in % of the
            level before, negative for a fall. Of a series that may be nil or negative: in % of a standard deviation.
        duration: days from the onset to the return, or to the last observation.
        measure: which measure of the series spoke.
        became_base: day on which the new level became the one that is compared with; None if it did not.
    """

    onset: date
    alarm: date
    end: date | None
    size_pct: float
    duration: int
    measure: str
    became_base: date | None


@dataclass(frozen=True, slots=True)
class Watched:
    """Alarms of a series in order, and false alarms to be expected a year; None where too little is known for a watch."""

    alarms: tuple[Alarm, ...]
    false_alarms: float | None


def alarms_of(series: Series) -> Watched:
    """Watch a series from its first value to its last."""
    nature, values = series.nature, series.values
    if nature.offset:
        values = values + nature.offset * np.median(
            values[:, : series.rhythm.begins], axis=1, keepdims=True
        )
    episodes, rate = watch(series.days, values, series.rhythm, nature)
    return Watched(tuple(_alarm(series, one) for one in episodes), rate)


def _alarm(series: Series, episode: Episode) -> Alarm:
    days, values = series.days, series.values[episode.measure]
    last = len(days) - 1
    if episode.returned is not None and episode.adopted is None:
        during = values[episode.onset : max(episode.returned, episode.onset + 1)]
    else:
        during = values[episode.alarm : episode.seen_until + 1]
    over = last if episode.returned is None else episode.returned
    return Alarm(
        onset=_day(days[episode.onset]),
        alarm=_day(days[episode.alarm]),
        end=None
        if episode.returned is None
        else _day(days[max(episode.returned - 1, episode.onset)]),
        size_pct=_size(series, episode, float(np.mean(during))),
        duration=int(days[over] - days[episode.onset]),
        measure=series.measures[episode.measure],
        became_base=None if episode.adopted is None else _day(days[episode.adopted]),
    )


def _size(series: Series, episode: Episode, level: float) -> float:
    base = episode.base[episode.measure]
    if series.nature.ratio:
        offset = series.nature.offset * float(
            np.median(series.values[episode.measure, : series.rhythm.begins])
        )
        return 100 * (level / max(base - offset, 1e-9) - 1)
    unit = 1.0
    if series.nature.kind != "gscpi":
        unit = float(np.std(series.values[episode.measure, : episode.onset])) or 1.0
    return 100 * (level - base) / unit


def _day(day: np.int64) -> date:
    return _FIRST_DAY + timedelta(days=int(day))
