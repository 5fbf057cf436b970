"""The plan for 30, 90 and 180 days: which actions, and when, under the owner's hours and euros.

An optimisation, not a sort (programme.py): the euros won within twelve months, less what is spent, under the hours of
each half-month, the budget, what must come before what, and no stake won twice. Stakes of one pool are euros of the same
lines seen from several sides: together they win no more than the largest of them.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from ancrage.findings import Action, Finding
from ancrage.roadmap.left_out import reason_of
from ancrage.roadmap.model import Horizon, LeftOut, Means, Plan, Step
from ancrage.roadmap.programme import solve
from ancrage.roadmap.schedule import PERIOD_DAYS, PERIODS, Job, Problem, Schedule, Win, duration


@dataclass(frozen=True, eq=False)
class Proposal:
    """One action and the findings that ask for it, the largest stake first."""

    action: Action
    findings: tuple[Finding, ...]
    needs: tuple[str, ...]


def plan(findings: Iterable[Finding], means: Means, today: date, first: Finding | None = None) -> Plan:
    """Steps in the order to do them, and what was left out with the reason; the order of findings does not matter.

    The plan acts on the `first` opportunity whenever the means allow one of its actions, else it measures for it.
    """
    proposals = proposed(findings)
    problem = problem_of(proposals, means)
    schedule = _solved(problem, proposals, first)
    steps = [
        _step(proposals[index], problem, schedule, index, today)
        for index, start in enumerate(schedule.starts)
        if start is not None
    ]
    left_out = tuple(
        LeftOut(proposal.action, proposal.findings, reason_of(problem, schedule, index))
        for index, proposal in enumerate(proposals)
        if schedule.starts[index] is None
    )
    ordered = sorted(steps, key=lambda s: (s.start_day, -s.gain_central, s.end_day, s.action.code))
    return Plan(tuple(ordered), left_out, means)


def _solved(problem: Problem, proposals: Sequence[Proposal], first: Finding | None) -> Schedule:
    for natures in (("act",), ("measure", "listen")) if first else ():
        wanted = tuple(
            index for index, p in enumerate(proposals) if first in p.findings and p.action.nature in natures
        )
        promised = solve(replace(problem, one_of=wanted)) if wanted else None
        if promised is not None:
            return promised
    free = solve(problem) if problem.jobs else None
    return free or Schedule((None,) * len(problem.jobs), ((),) * len(problem.jobs), 0.0, proven=True)


def proposed(findings: Iterable[Finding]) -> tuple[Proposal, ...]:
    """Actions by code; the same action asked for by several findings is one, whose needs are all of theirs."""
    by_code: dict[str, list[tuple[Finding, Action]]] = {}
    for finding in sorted(findings, key=lambda f: (-(f.stake.central if f.stake else 0.0), f.room, f.code)):
        for action in finding.actions:
            by_code.setdefault(action.code, []).append((finding, action))
    return tuple(
        Proposal(
            found[0][1],
            tuple(finding for finding, _ in found),
            tuple(sorted({need for _, action in found for need in action.needs if need in by_code})),
        )
        for _, found in sorted(by_code.items())
    )


def problem_of(proposals: Sequence[Proposal], means: Means) -> Problem:
    """The proposals as jobs to place; half the hours of a month in each half-month."""
    place = {proposal.action.code: index for index, proposal in enumerate(proposals)}
    stakes = _stakes(proposals)
    pace = means.hours_per_month / 2
    jobs = tuple(
        Job(
            hours=proposal.action.hours,
            cost_eur=proposal.action.cost_eur,
            delay_days=proposal.action.delay_days,
            wins=_wins(proposal, stakes),
            needs=tuple(place[need] for need in proposal.needs),
            settles=proposal.action.nature != "act",
        )
        for proposal in proposals
    )
    return Problem(jobs, pace, (pace,) * PERIODS, means.budget_eur)


@dataclass(frozen=True, slots=True)
class _Stakes:
    """Index and size of what each finding's stake belongs to: the finding itself, or its pool."""

    index: dict[str, int]
    size: dict[str, float]


def _key(finding: Finding) -> str:
    return f"pool {finding.pool}" if finding.pool else finding.code


def _stakes(proposals: Sequence[Proposal]) -> _Stakes:
    size: dict[str, float] = {}
    for proposal in proposals:
        for finding in proposal.findings:
            if finding.stake:
                size[_key(finding)] = max(size.get(_key(finding), 0.0), finding.stake.central)
    return _Stakes({key: index for index, key in enumerate(sorted(size))}, size)


def _wins(proposal: Proposal, stakes: _Stakes) -> tuple[Win, ...]:
    gains: dict[str, float] = {}
    for finding in proposal.findings:
        share = next(a.gain_share for a in finding.actions if a.code == proposal.action.code)
        if finding.stake and share > 0 and finding.stake.central > 0:
            gains[_key(finding)] = max(gains.get(_key(finding), 0.0), share * finding.stake.central)
    return tuple(Win(stakes.index[key], gain / stakes.size[key], gain) for key, gain in sorted(gains.items()))


def _step(proposal: Proposal, problem: Problem, schedule: Schedule, index: int, today: date) -> Step:
    job, start = problem.jobs[index], schedule.starts[index] or 0
    lasts = duration(job.hours, problem.pace_hours) or 1
    end_day = (start + lasts) * PERIOD_DAYS
    central = sum(win.eur_year for win in schedule.won[index])
    low, high = _range(proposal, central, sum(win.eur_year for win in job.wins))
    return Step(
        action=proposal.action,
        findings=proposal.findings,
        horizon=_horizon(end_day),
        start_day=start * PERIOD_DAYS,
        end_day=end_day,
        gain_low=low,
        gain_central=central,
        gain_high=high,
        check_on=today + timedelta(days=end_day + proposal.action.check_days),
    )


def _range(proposal: Proposal, central: float, whole: float) -> tuple[float, float]:
    """Low and high of a gain, in proportion of the ranges of the stakes that it is won from."""
    stakes = [
        (next(a.gain_share for a in f.actions if a.code == proposal.action.code), f.stake)
        for f in proposal.findings
        if f.stake
    ]
    total = sum(share * stake.central for share, stake in stakes)
    if central <= 0 or whole <= 0 or total <= 0:
        return 0.0, 0.0
    low = sum(share * stake.low for share, stake in stakes) / total
    high = sum(share * stake.high for share, stake in stakes) / total
    return central * low, central * high


def _horizon(end_day: int) -> Horizon:
    if end_day <= 30:
        return 30
    return 90 if end_day <= 90 else 180
