"""An episode: a series away from its base, from an onset to a return."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from ancrage.world.signals.arrays import Floats, Grid
from ancrage.world.signals.rhythm import Rhythm

_ENOUGH = 5.0  # log likelihood ratio of the base over the changed level that says that it is over
_AT_MOST = 9.0  # what one observation may add
_NEAR = (
    0.25  # share of the change, within which the mean of the last observations is back at the base
)
_STILL = 0.07  # share of the base that the mean may still move by when a level stands still


@dataclass
class Episode:
    """Ranks are those of observations.

    Args:
        measure: which measure spoke.
        sign: direction of the change.
        onset: first observation of the change, as estimated at the alarm.
        alarm: observation at whose end it could be said.
        base: level of each measure before.
        deviation: of one observation, with the autocorrelation that means of many have.
        returned: first observation back near the base; None while it lasts.
        adopted: observation at which the changed level became the base; None if it did not.
        seen_until: last observation that was looked at.
    """

    measure: int
    sign: int
    onset: int
    alarm: int
    base: list[float]
    deviation: float
    returned: int | None = None
    adopted: int | None = None
    seen_until: int = 0
    extreme: float | None = None
    evidence: float = 0.0
    since: int = 0


def beginning(seen: Floats, clean: Floats, alarm: int, window: int, before: int, back: int) -> int:
    """Where the change began: the start of the last observations that together lie farthest beyond half of it."""
    first = alarm - window + 1
    base = np.mean(clean[max(0, first - before) : first])
    moved = np.mean(seen[first : alarm + 1]) - base
    start = max(alarm - back + 1, 1)
    beyond = (seen[start : alarm + 1] - base) * np.sign(moved) - abs(moved) / 2
    return start + int(np.argmax(np.cumsum(beyond[::-1])[::-1]))


def is_over(episode: Episode, seen: Floats, rank: int, rhythm: Rhythm) -> int | None:
    """The first observation back, once a sequential test (Page 1954) of the base against the changed level says so.

    To be called for each observation after the alarm in turn.
    """
    base = episode.base[episode.measure]
    if episode.extreme is None:
        episode.extreme, episode.since = _recent(episode, seen, rank - 1, rhythm), rank
    recent = _recent(episode, seen, rank, rhythm)
    farthest = min if episode.sign < 0 else max
    episode.extreme = farthest(episode.extreme, recent)
    moved = episode.extreme - base
    step = -(seen[rank] - (base + moved / 2)) * moved / max(episode.deviation, 1e-12) ** 2
    if episode.evidence <= 0:
        episode.since = rank
    episode.evidence = max(0.0, episode.evidence + float(np.clip(step, -_AT_MOST, _AT_MOST)))
    level = level_of(seen, rank, rhythm)
    if rank >= episode.alarm + rhythm.level and abs(level - base) < _NEAR * abs(moved):
        return rank - rhythm.level + 1
    enough = episode.evidence > _ENOUGH and rank - episode.since + 1 >= rhythm.returns
    return episode.since if enough else None


def _recent(episode: Episode, seen: Floats, rank: int, rhythm: Rhythm) -> float:
    length = max(rhythm.level // 4, 1)
    return float(np.mean(seen[max(episode.onset, rank - length + 1) : rank + 1]))


def level_of(seen: Floats, rank: int, rhythm: Rhythm) -> float:
    """Mean of the last observations."""
    return float(np.mean(seen[max(0, rank - rhythm.level + 1) : rank + 1]))


def stands_still(episode: Episode, seen: Grid, rank: int, rhythm: Rhythm) -> bool:
    """Whether no measure goes on moving away: a level that still moves is no base yet."""
    return all(
        episode.sign * (level_of(x, rank, rhythm) - level_of(x, rank - rhythm.level, rhythm))
        <= _STILL * abs(base)
        for x, base in zip(seen, episode.base, strict=True)
    )
