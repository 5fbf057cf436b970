"""Jobs to place in time: what they ask for, how long they last, what they are worth (docs/rooms/roadmap.md)."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field

PERIOD_DAYS = 15
PERIODS = 12  # 180 days
PERIODS_A_MONTH = (
    2  # a month of the plan is 30 days: 30, 90 and 180 days are one, three and six of them
)
YEAR_DAYS = 365

SETTLED_EUR_YEAR = 1.0
"""Weight of a settled question, in euros a year: enough to use time that nothing else wants, too little to take any."""

LATE_EUR = 0.01
"""Charge for a period of waiting: of two plans worth the same, the one that starts sooner."""

GAP_EUR = 0.01
"""Two plans whose values differ by less are the same."""

EXACT_JOBS = 24
"""Up to this many actions the plan is the best there is, within GAP_EUR."""

GAP_SHARE = 0.005
"""Beyond, no plan is worth more by half a percent: far less than what is known of the stakes."""

SAME = 1e-9  # two shares, or two numbers of hours, that differ by less are the same


@dataclass(frozen=True, slots=True)
class Win:
    """Part of a purse that a job wins: a purse is the stake of a finding, or of a pool of findings.

    Args:
        purse: its index.
        share: part of the purse, between 0 and 1.
        eur_year: expected euros a year of that part.
        span: the same part, low, central and high.
    """

    purse: int
    share: float
    eur_year: float
    span: tuple[float, float, float] = (0.0, 0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Job:
    """An action as the programme sees it.

    Args:
        hours: hours of the firm's own time.
        cost_eur: money to spend, once.
        delay_days: days from its end to its first effect.
        wins: what it wins, at most once from a purse.
        needs: indices of the jobs that must have ended before it starts.
        settles: whether it answers an open question, which counts for SETTLED_EUR_YEAR.
        earliest: first period in which it may start.
    """

    hours: float
    cost_eur: float
    delay_days: int
    wins: tuple[Win, ...] = ()
    needs: tuple[int, ...] = ()
    settles: bool = False
    earliest: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Jobs, and what there is to do them with.

    Args:
        jobs: the jobs.
        pace_hours: hours that the firm gives in one period; sets how long each job lasts.
        free_hours: hours still free in each of the periods.
        budget_eur: euros still to spend.
        room: share of a purse that is still to win; 1 for a purse that is not named.
        one_of: jobs of which one at least has to be done, whatever it is worth; none named, none has to.
        soon: jobs of which one at least has to start in the first month; none named, none has to.
    """

    jobs: tuple[Job, ...]
    pace_hours: float
    free_hours: tuple[float, ...]
    budget_eur: float
    room: Mapping[int, float] = field(default_factory=dict)
    one_of: tuple[int, ...] = ()
    soon: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Schedule:
    """Answer to a problem.

    Args:
        starts: by job, the period in which it starts, or None when it is not done.
        won: by job, the wins that it is credited with.
        value: euros of the objective.
    """

    starts: tuple[int | None, ...]
    won: tuple[tuple[Win, ...], ...]
    value: float


def duration(hours: float, pace_hours: float) -> int | None:
    """Periods that a job lasts: the fewest in which its hours fit at the firm's pace; None where it has no time."""
    if hours <= 0:
        return 1
    if pace_hours <= 0:
        return None
    return max(1, math.ceil(hours / pace_hours - SAME))


def effect(start: int, periods: int, delay_days: int) -> float:
    """Part of the twelve months from the audit during which a job has its effect."""
    return max(0.0, YEAR_DAYS - (start + periods) * PERIOD_DAYS - delay_days) / YEAR_DAYS


def worth(job: Job, won: tuple[Win, ...], start: int, periods: int) -> float:
    """Euros of the objective for a job that starts in that period and is credited with those wins."""
    eur_year = sum(win.eur_year for win in won) + SETTLED_EUR_YEAR * job.settles
    return eur_year * effect(start, periods, job.delay_days) - job.cost_eur - LATE_EUR * start


def contested(problem: Problem) -> Mapping[int, tuple[tuple[int, Win], ...]]:
    """Purses from which the jobs together would win more than is left: the index of each job, and its win."""
    claims: dict[int, list[tuple[int, Win]]] = defaultdict(list)
    for index, job in enumerate(problem.jobs):
        for win in job.wins:
            claims[win.purse].append((index, win))
    return {
        purse: tuple(claims[purse])
        for purse in sorted(claims)
        if sum(win.share for _, win in claims[purse]) > problem.room.get(purse, 1.0) + SAME
    }


def value(
    problem: Problem, starts: tuple[int | None, ...], won: tuple[tuple[Win, ...], ...]
) -> float:
    """Euros of the objective for a whole schedule."""
    return sum(
        worth(job, wins, start, duration(job.hours, problem.pace_hours) or 0)
        for job, start, wins in zip(problem.jobs, starts, won, strict=True)
        if start is not None
    )
