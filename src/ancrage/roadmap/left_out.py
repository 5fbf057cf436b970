"""Why an action is not in the plan: the reason is tried on the plan, not guessed."""

from __future__ import annotations

from ancrage.money import Euros, Number
from ancrage.roadmap.schedule import PERIODS, Problem, Schedule, Win, duration, worth
from ancrage.text import Text, t

_SAME = 1e-6


def reason_of(problem: Problem, schedule: Schedule, index: int) -> Text:
    """One sentence: the first thing that the plan cannot give to the action."""
    job = problem.jobs[index]
    lasts = duration(job.hours, problem.pace_hours)
    if lasts is None or lasts > PERIODS:
        return t("Il y faudrait {hours} heures : plus que vous n’en avez en six mois.", hours=Number(job.hours))
    if job.cost_eur > _money_left(problem, schedule) + _SAME:
        return t("Il y faudrait {cost} : plus que ce qui reste du budget.", cost=Euros.of(job.cost_eur))
    if job.wins and worth(job, job.wins, _earliest(problem, schedule, index) or 0, lasts) <= 0:
        return t("Elle coûterait plus dans l’année que ce qu’elle peut y gagner.")
    if any(schedule.starts[need] is None for need in job.needs):
        return t("Une étape qui doit la précéder n’entre pas dans le plan.")
    if job.wins and not _free_wins(problem, schedule, index):
        return t("D’autres étapes du plan gagnent déjà ces euros.")
    if _start_that_fits(problem, schedule, index) is None:
        return t("Il ne reste pas assez d’heures : elles vont à des étapes qui gagnent davantage.")
    return t("Elle ne rapporte rien dans l’année : à reprendre quand le reste sera fait.")


def _money_left(problem: Problem, schedule: Schedule) -> float:
    spent = sum(job.cost_eur for job, start in zip(problem.jobs, schedule.starts, strict=True) if start is not None)
    return problem.budget_eur - spent


def _earliest(problem: Problem, schedule: Schedule, index: int) -> int | None:
    """First period after the end of what it needs; None when a need is not in the plan."""
    ends = [problem.jobs[index].earliest]
    for need in problem.jobs[index].needs:
        start, lasts = schedule.starts[need], duration(problem.jobs[need].hours, problem.pace_hours)
        if start is None or lasts is None:
            return None
        ends.append(start + lasts)
    return max(ends)


def _free_wins(problem: Problem, schedule: Schedule, index: int) -> tuple[Win, ...]:
    won: dict[int, float] = {}
    for wins in schedule.won:
        for win in wins:
            won[win.finding] = won.get(win.finding, 0.0) + win.share
    return tuple(
        win
        for win in problem.jobs[index].wins
        if won.get(win.finding, 0.0) + win.share <= problem.room.get(win.finding, 1.0) + _SAME
    )


def _start_that_fits(problem: Problem, schedule: Schedule, index: int) -> int | None:
    """First period in which the action fits in the hours that the plan leaves free."""
    free = list(problem.free_hours)
    for job, start in zip(problem.jobs, schedule.starts, strict=True):
        lasts = duration(job.hours, problem.pace_hours)
        if start is not None and lasts is not None:
            for period in range(start, start + lasts):
                free[period] -= job.hours / lasts
    job, lasts = problem.jobs[index], duration(problem.jobs[index].hours, problem.pace_hours)
    earliest = _earliest(problem, schedule, index)
    if lasts is None or earliest is None:
        return None
    for start in range(earliest, PERIODS - lasts + 1):
        if all(free[period] + _SAME >= job.hours / lasts for period in range(start, start + lasts)):
            return start
    return None
