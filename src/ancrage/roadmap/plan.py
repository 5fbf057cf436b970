"""The plan for 30, 90 and 180 days: what to do and when, within the owner's means (docs/rooms/roadmap.md)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date, timedelta

from ancrage.findings import Finding
from ancrage.roadmap.left_out import left_out
from ancrage.roadmap.model import Horizon, Means, Plan, Step
from ancrage.roadmap.programme import solve
from ancrage.roadmap.proposals import Proposal, problem_of, proposals
from ancrage.roadmap.schedule import PERIOD_DAYS, Problem, Schedule, Win
from ancrage.roadmap.whatif import end, extend

_HORIZONS: tuple[Horizon, ...] = (30, 90, 180)


def plan(
    findings: Iterable[Finding], means: Means, today: date, first: Finding | None = None
) -> Plan:
    """The plan that wins the most euros in twelve months from `today`, less its costs, within the means.

    The order of the findings does not matter. Steps come in the order of their start, then of what they win; what was
    left out comes with its reason. Where the means allow, the plan starts on the `first` opportunity within a month and
    acts on it within its 180 days.
    """
    offers = proposals(findings)
    if not offers:
        return Plan((), (), means)
    problem = problem_of(offers, means)
    schedule = extend(problem, _best(problem, offers, first))
    steps = []
    for index, (offer, start, won) in enumerate(
        zip(offers, schedule.starts, schedule.won, strict=True)
    ):
        stop = end(problem, schedule, index)
        if start is not None and stop is not None:
            steps.append(_step(offer, start * PERIOD_DAYS, stop * PERIOD_DAYS, won, today))
    steps.sort(key=lambda step: (step.start_day, -step.gain_central, step.action.code))
    return Plan(tuple(steps), left_out(offers, problem, schedule), means)


def _best(problem: Problem, offers: Sequence[Proposal], first: Finding | None) -> Schedule:
    """The best schedule that keeps as much of the promise on the first opportunity as the means allow."""
    about = tuple(index for index, offer in enumerate(offers) if first in offer.findings)
    acts = tuple(index for index in about if offers[index].action.nature == "act")
    for wanted in (
        replace(problem, one_of=acts, soon=about),
        replace(problem, one_of=acts),
        replace(problem, soon=about),
        problem,
    ):
        schedule = solve(wanted)
        if schedule is not None:
            return schedule
    raise RuntimeError("HiGHS found no plan, where doing nothing is one")


def _step(
    offer: Proposal,
    start_day: int,
    end_day: int,
    won: tuple[Win, ...],
    today: date,
) -> Step:
    low, central, high = (sum(win.span[end] for win in won) for end in range(3))
    return Step(
        action=offer.action,
        findings=offer.findings,
        horizon=next(days for days in _HORIZONS if end_day <= days),
        start_day=start_day,
        end_day=end_day,
        gain_low=low,
        gain_central=central,
        gain_high=high,
        check_on=today + timedelta(days=end_day + offer.action.check_days),
    )
