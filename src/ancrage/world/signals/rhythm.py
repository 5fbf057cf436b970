"""How often a series speaks, and over which windows it is watched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from ancrage.world.signals.arrays import Days

_REGULAR = 0.6  # share of the steps that are of the rhythm
LONGEST_GAP = 0.5  # years without an observation, after which a series begins anew
_LONE = 2  # observations that say nothing by themselves


@dataclass(frozen=True, slots=True)
class Rhythm:
    """Constants of a watch, in observations unless said otherwise.

    Args:
        name: day, working_day, week, month or quarter.
        windows: how many of the last observations are compared with what came before.
        bases: lengths of what came before; of each window the one that varied least is used.
        far: (window, base) pairs that see slow rises against a base of one or two years.
        year: observations in a year.
        begins: observations before anything may be said.
        settled: observations before a change of ordinary size may be said; before, only a large one.
        refresh: how often what is usual is learnt anew.
        block: observations whose highest statistic is one record for the threshold.
        adopts: observations after which a changed level that stands still becomes the base.
        level: observations whose mean is a level.
        returns: observations that say that an episode is over.
        brief: episodes no longer than this count as noise when the threshold is learnt.
        floor: least threshold, in standard deviations; `far_floor` of the far pairs.
        first: what is added to the threshold before records are there.
        rate: false alarms a year that the threshold aims at.
        memory: years of what is usual.
        record: years of records.
    """

    name: str
    windows: Sequence[int]
    bases: Sequence[int]
    far: Sequence[tuple[int, int]]
    year: int
    begins: int
    settled: int
    refresh: int
    block: int
    adopts: int
    level: int
    returns: int
    brief: int
    floor: float
    far_floor: float
    first: float
    rate: float
    memory: int
    record: int

    @property
    def pairs(self) -> list[tuple[int, Sequence[int]]]:
        """Windows with the bases that each may be compared with."""
        return [(w, self.bases) for w in self.windows] + [(w, [base]) for w, base in self.far]


DAY = Rhythm(
    "day", windows=(3, 4, 5, 7, 10, 14, 21, 28, 42, 56), bases=(28, 56, 91, 182), far=(), year=365,
    begins=30, settled=364, refresh=28, block=56, adopts=60, level=28, returns=2, brief=4,
    floor=4.2, far_floor=0.0, first=1.5, rate=0.2, memory=4, record=5,
)  # fmt: skip
WORKING_DAY = Rhythm(
    "working_day", windows=(2, 3, 5, 10, 15, 21, 42, 63), bases=(1, 5, 21, 65, 130, 260), far=(), year=260,
    begins=262, settled=520, refresh=20, block=65, adopts=130, level=20, returns=2, brief=3,
    floor=4.2, far_floor=0.0, first=2.5, rate=0.12, memory=8, record=10,
)  # fmt: skip
WEEK = Rhythm(
    "week", windows=(1, 2, 3, 4, 6, 8, 13), bases=(1, 2, 4, 8, 13, 26), far=((4, 52), (4, 104), (13, 52)), year=52,
    begins=28, settled=104, refresh=4, block=13, adopts=13, level=4, returns=1, brief=3,
    floor=3.6, far_floor=3.0, first=2.5, rate=0.2, memory=3, record=5,
)  # fmt: skip
MONTH = Rhythm(
    "month", windows=(1, 2, 3, 4, 6), bases=(1, 2, 3, 6, 12, 24, 48), far=(), year=12,
    begins=26, settled=60, refresh=3, block=6, adopts=6, level=3, returns=1, brief=1,
    floor=3.2, far_floor=0.0, first=2.5, rate=0.12, memory=20, record=25,
)  # fmt: skip
QUARTER = Rhythm(
    "quarter", windows=(1, 2, 3), bases=(1, 2, 4, 8, 20), far=(), year=4,
    begins=20, settled=32, refresh=1, block=4, adopts=4, level=2, returns=1, brief=1,
    floor=3.2, far_floor=0.0, first=2.5, rate=0.12, memory=30, record=40,
)  # fmt: skip
_STEPS = ((0.5, 1.5, DAY), (5.5, 8.5, WEEK), (26, 33, MONTH), (85, 95, QUARTER))


def rhythm_of(days: Days) -> Rhythm | None:
    """The rhythm of sorted days without doubles; None where they follow no rhythm, or are too few to tell.

    Holidays and missing weeks do not hide a rhythm: the median step speaks.
    """
    if len(days) < 3:
        return None
    steps = np.diff(days)
    step = float(np.median(steps))
    low, high, rhythm = next((one for one in _STEPS if one[0] <= step <= one[1]), (0, 0, None))
    if np.mean((steps >= low) & (steps <= high)) < _REGULAR:
        return None
    if rhythm is DAY and len(days) > 10 and np.mean((days + 3) % 7 >= 5) < 0.05:
        return WORKING_DAY
    return rhythm


def after_last_gap(days: Days, rhythm: Rhythm) -> int:
    """Rank of the first observation after the last long silence; 0 for none."""
    gaps = _long_gaps(days, rhythm)
    return int(gaps[-1]) + 1 if len(gaps) else 0


def before_lone_end(days: Days, rhythm: Rhythm) -> int:
    """How many observations there are before one or two that a long silence keeps apart: most often a slip in a date."""
    for gap in _long_gaps(days, rhythm)[::-1]:
        if len(days) - gap - 1 <= _LONE:
            days = days[: gap + 1]
    return len(days)


def _long_gaps(days: Days, rhythm: Rhythm) -> Days:
    """Ranks of the observations after which a long silence begins."""
    found: Days = np.flatnonzero(np.diff(days) > max(LONGEST_GAP * 365, 2.5 * 365 / rhythm.year))
    return found
