"""The best schedule of a problem: a mixed-integer programme, solved by HiGHS (formulas in docs/rooms/roadmap.md).

It is time-indexed: one yes-or-no column for a job and a possible start (A. A. B. Pritsker, L. J. Watters and
P. M. Wolfe, "Multiproject scheduling with limited resources: a zero-one programming approach", Management Science
16(1), 1969), with one precedence row for each period (N. Christofides, R. Alvarez-Valdes and J. M. Tamarit, "Project
scheduling with resource constraints: a branch and bound approach", European Journal of Operational Research 29(3),
1987).
"""

from __future__ import annotations

import math

from ancrage.roadmap.schedule import (
    EXACT_JOBS,
    GAP_EUR,
    GAP_SHARE,
    PERIODS,
    PERIODS_A_MONTH,
    SAME,
    Job,
    Problem,
    Schedule,
    Win,
    contested,
    duration,
    effect,
    value,
    worth,
)
from ancrage.roadmap.solver import Programme


def solve(problem: Problem) -> Schedule | None:
    """The best schedule, or None where none of the jobs that it has to hold can be done."""
    return _Encoding(problem).solve()


class _Encoding:
    """A problem as columns and rows, and what the answer to them means."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.fought = contested(problem)
        self.periods = [duration(job.hours, problem.pace_hours) or 0 for job in problem.jobs]
        self.programme = Programme()
        self.starts = [
            self._start_columns(job, periods)
            for job, periods in zip(problem.jobs, self.periods, strict=True)
        ]
        self.credits = {
            (index, purse): self._credit_columns(index, win)
            for purse, claims in self.fought.items()
            for index, win in claims
        }
        self._stakes()
        for period, free in enumerate(problem.free_hours):
            self._hours(period, free)
        self._money()
        self._promised()
        for index in range(len(problem.jobs)):
            self._once(index)
            self._after(index)

    def _start_columns(self, job: Job, periods: int) -> dict[int, int]:
        """Column of each possible start, with what the job is worth then but for the stakes it fights over."""
        if not periods:
            return {}
        sure = tuple(win for win in job.wins if win.purse not in self.fought)
        return {
            start: self.programme.column(worth(job, sure, start, periods))
            for start in range(job.earliest, PERIODS - periods + 1)
        }

    def _credit_columns(self, index: int, win: Win) -> list[int]:
        """For each possible start, whether the job is credited with this win: never without being done then."""
        job, periods = self.problem.jobs[index], self.periods[index]
        columns = []
        for start, done in self.starts[index].items():
            credit = self.programme.column(win.eur_year * effect(start, periods, job.delay_days))
            self.programme.row({credit: 1.0, done: -1.0}, 0.0)
            columns.append(credit)
        return columns

    def _stakes(self) -> None:
        """No purse is won more than once."""
        for purse, claims in self.fought.items():
            terms = {
                column: win.share for index, win in claims for column in self.credits[index, purse]
            }
            self.programme.row(terms, self.problem.room.get(purse, 1.0))

    def _hours(self, period: int, free: float) -> None:
        """In a period the hours of the jobs under way fit in the free ones.

        Jobs that ask for more than half of the free hours exclude one another, and so on for thirds: these two rows
        follow from the first, and cut the search to a tenth (dual feasible functions: S. P. Fekete and J. Schepers,
        "New classes of fast lower bounds for bin packing problems", Mathematical Programming 91, 2001).
        """
        if math.isinf(free):
            return
        hours = {
            column: job.hours / periods
            for job, periods, starts in zip(
                self.problem.jobs, self.periods, self.starts, strict=True
            )
            for start, column in starts.items()
            if job.hours > 0 and start <= period < start + periods
        }
        self.programme.row(hours, max(free, 0.0))
        for most in (1, 2) if free > 0 else ():
            units = {
                column: math.ceil((most + 1) * each / free - SAME) - 1.0
                for column, each in hours.items()
            }
            self.programme.row({column: unit for column, unit in units.items() if unit}, most)

    def _money(self) -> None:
        """The budget pays for the jobs that are done."""
        if not math.isinf(self.problem.budget_eur):
            costs = {
                column: job.cost_eur
                for job, starts in zip(self.problem.jobs, self.starts, strict=True)
                for column in starts.values()
                if job.cost_eur > 0
            }
            self.programme.row(costs, self.problem.budget_eur)

    def _once(self, index: int) -> None:
        """A job is done once at most."""
        self.programme.row(dict.fromkeys(self.starts[index].values(), 1.0), 1.0)

    def _promised(self) -> None:
        """One at least of the jobs that the plan has to hold, and one of those that it has to start with."""
        for jobs, before in ((self.problem.one_of, PERIODS), (self.problem.soon, PERIODS_A_MONTH)):
            if jobs:
                columns = [
                    column
                    for index in jobs
                    for start, column in self.starts[index].items()
                    if start < before
                ]
                self.programme.row(dict.fromkeys(columns, 1.0), math.inf, 1.0)

    def _after(self, index: int) -> None:
        """A job has started by a period only if what it needs had ended by then."""
        for need in self.problem.jobs[index].needs:
            for period in range(PERIODS):
                terms = {
                    column: 1.0 for start, column in self.starts[index].items() if start <= period
                }
                for start, column in self.starts[need].items():
                    if start + self.periods[need] <= period:
                        terms[column] = (
                            terms.get(column, 0.0) - 1.0
                        )  # a job that needs itself is in both
                self.programme.row(terms, 0.0)

    def solve(self) -> Schedule | None:
        """The best schedule."""
        gap_share = 0.0 if len(self.starts) <= EXACT_JOBS else GAP_SHARE
        chosen = self.programme.maximise(GAP_EUR / 2, gap_share)
        if chosen is None:
            return None
        starts = tuple(
            next((start for start, column in columns.items() if column in chosen), None)
            for columns in self.starts
        )
        credited = {key for key, columns in self.credits.items() if not chosen.isdisjoint(columns)}
        won = self._won(
            {index for index, start in enumerate(starts) if start is not None}, credited
        )
        return Schedule(starts, won, value(self.problem, starts, won))

    def _won(self, done: set[int], credited: set[tuple[int, int]]) -> tuple[tuple[Win, ...], ...]:
        """Wins of the jobs that are done; credits that the search left out as worth nothing are given here."""
        for purse, claims in self.fought.items():
            room = self.problem.room.get(purse, 1.0) + SAME
            room -= sum(win.share for index, win in claims if (index, purse) in credited)
            for index, win in claims:
                if index in done and (index, purse) not in credited and win.share <= room:
                    credited.add((index, purse))
                    room -= win.share
        return tuple(
            tuple(
                win
                for win in job.wins
                if index in done
                and (win.purse not in self.fought or (index, win.purse) in credited)
            )
            for index, job in enumerate(self.problem.jobs)
        )
