"""The best schedule of a problem: a mixed-integer programme, solved by HiGHS (formulas in docs/rooms/roadmap.md).

It is time-indexed: one yes-or-no column for a job and a possible start (A. A. B. Pritsker, L. J. Watters and
P. M. Wolfe, "Multiproject scheduling with limited resources: a zero-one programming approach", Management Science
16(1), 1969), with one precedence row for each period (N. Christofides, R. Alvarez-Valdes and J. M. Tamarit, "Project
scheduling with resource constraints: a branch and bound approach", European Journal of Operational Research 29(3),
1987).
"""

from __future__ import annotations

from itertools import accumulate
from math import inf
from typing import TYPE_CHECKING

from ancrage.roadmap.schedule import (
    GAP_EUR,
    MAX_NODES,
    PERIODS,
    SAME,
    Problem,
    Schedule,
    Win,
    contested,
    duration,
    effect,
    worth,
)

if TYPE_CHECKING:
    import highspy


OPTIONS: dict[str, bool | int | float | str] = {
    "threads": 1,
    "parallel": "off",
    "random_seed": 0,
    "mip_rel_gap": 0.0,
    "mip_abs_gap": GAP_EUR / 2,
    "mip_max_nodes": MAX_NODES,
}
"""One thread, one seed and no clock: the same problem has the same answer on every machine."""


def solve(problem: Problem) -> Schedule | None:
    """The best schedule, or None when the job that must be done cannot be."""
    return _Programme(problem).solve()


class _Programme:
    """Columns, then rows, then the answer."""

    def __init__(self, problem: Problem) -> None:
        self.problem = problem
        self.fought = contested(problem)
        self.periods = [duration(job.hours, problem.pace_hours) for job in problem.jobs]
        self.costs: list[float] = []
        self.uppers: list[float] = []
        self.whole: list[bool] = []
        self.rows: list[tuple[dict[int, float], float, float]] = []
        self.starts = [self._start_columns(index) for index in range(len(problem.jobs))]
        self.credits = {
            (index, win.finding): self._credit_columns(index, win) for claims in self.fought.values() for index, win in claims
        }
        self._stakes()
        self._hours()
        self._money()
        for index in range(len(problem.jobs)):
            self._once(index)
            self._after(index)

    def _column(self, eur: float, upper: float = 1.0, *, whole: bool = True) -> int:
        self.costs.append(eur)
        self.uppers.append(upper)
        self.whole.append(whole)
        return len(self.costs) - 1

    def _start_columns(self, index: int) -> dict[int, int]:
        """Column of each possible start, with what the job is worth then but for the stakes it fights over."""
        job, periods = self.problem.jobs[index], self.periods[index]
        if periods is None:
            return {}
        sure = tuple(win for win in job.wins if win.finding not in self.fought)
        return {
            start: self._column(worth(job, sure, start, periods)) for start in range(job.earliest, PERIODS - periods + 1)
        }

    def _credit_columns(self, index: int, win: Win) -> dict[int, int]:
        """By possible start, whether the job is credited with this win: never without being done."""
        job, periods = self.problem.jobs[index], self.periods[index]
        credits_: dict[int, int] = {}
        for start, column in self.starts[index].items():
            credits_[start] = self._column(win.eur_year * effect(start, periods or 0, job.delay_days))
            self.rows.append(({credits_[start]: 1.0, column: -1.0}, -inf, 0.0))
        return credits_

    def _stakes(self) -> None:
        """No finding is won more than once."""
        for finding, claims in self.fought.items():
            row = {column: win.share for index, win in claims for column in self.credits[index, finding].values()}
            self.rows.append((row, -inf, self.problem.room.get(finding, 1.0)))

    def _hours(self) -> None:
        """In each period the hours of the jobs under way fit in the free ones."""
        for period, free in enumerate(self.problem.free_hours):
            row = {
                column: job.hours / periods
                for job, periods, starts in zip(self.problem.jobs, self.periods, self.starts, strict=True)
                for start, column in starts.items()
                if periods is not None and job.hours > 0 and start <= period < start + periods
            }
            if row and free < inf:
                self.rows.append((row, -inf, free))

    def _money(self) -> None:
        row = {
            column: job.cost_eur
            for job, starts in zip(self.problem.jobs, self.starts, strict=True)
            for column in starts.values()
            if job.cost_eur > 0
        }
        if row and self.problem.budget_eur < inf:
            self.rows.append((row, -inf, self.problem.budget_eur))

    def _once(self, index: int) -> None:
        least = 1.0 if self.problem.must == index else 0.0
        self.rows.append((dict.fromkeys(self.starts[index].values(), 1.0), least, 1.0))

    def _after(self, index: int) -> None:
        """A job has started by a period only if what it needs had ended by then."""
        for need in self.problem.jobs[index].needs:
            lasts = self.periods[need] or 0
            for period in range(PERIODS):
                begun = [column for start, column in self.starts[index].items() if start <= period]
                ended = [column for start, column in self.starts[need].items() if start + lasts <= period]
                if begun:
                    row = dict.fromkeys(begun, 1.0)
                    for column in ended:  # a job that needs itself has both
                        row[column] = row.get(column, 0.0) - 1.0
                    self.rows.append((row, -inf, 0.0))

    def solve(self) -> Schedule | None:
        highs = self._run()
        found = highs.getSolution()
        if not found.value_valid:
            return None
        values = found.col_value
        starts = tuple(
            next((start for start, column in columns.items() if values[column] > 0.5), None) for columns in self.starts
        )
        won = self._won(starts, {key for key, columns in self.credits.items() if any(values[c] > 0.5 for c in columns.values())})
        value = sum(
            worth(job, wins, start, periods)
            for job, wins, start, periods in zip(self.problem.jobs, won, starts, self.periods, strict=True)
            if start is not None and periods is not None
        )
        return Schedule(starts, won, value, _is_optimal(highs))

    def _won(self, starts: tuple[int | None, ...], credited: set[tuple[int, int]]) -> tuple[tuple[Win, ...], ...]:
        """Wins of the jobs that are done; what the search left unsaid, because it is worth nothing, is said here."""
        done = {index for index, start in enumerate(starts) if start is not None}
        for finding, claims in self.fought.items():
            room = self.problem.room.get(finding, 1.0) + SAME
            room -= sum(win.share for index, win in claims if index in done and (index, finding) in credited)
            for index, win in claims:
                if index in done and (index, finding) not in credited and win.share <= room:
                    credited.add((index, finding))
                    room -= win.share
        return tuple(
            tuple(win for win in job.wins if win.finding not in self.fought or (index, win.finding) in credited)
            if index in done
            else ()
            for index, job in enumerate(self.problem.jobs)
        )

    def _run(self) -> highspy.Highs:
        import highspy  # noqa: PLC0415 (0.15 s to load: only when a plan is made)
        import numpy as np

        highs = highspy.Highs()
        highs.silent()
        for option, value in OPTIONS.items():
            highs.setOptionValue(option, value)
        sizes = [len(row) for row, _, _ in self.rows]
        highs.passModel(
            len(self.costs),
            len(self.rows),
            sum(sizes),
            int(highspy.MatrixFormat.kRowwise),
            int(highspy.ObjSense.kMaximize),
            0.0,
            np.array(self.costs),
            np.zeros(len(self.costs)),
            np.array(self.uppers),
            np.array([low for _, low, _ in self.rows]),
            np.array([high for _, _, high in self.rows]),
            np.array([0, *accumulate(sizes)][:-1], dtype=np.int32),
            np.array([column for row, _, _ in self.rows for column in row], dtype=np.int32),
            np.array([value for row, _, _ in self.rows for value in row.values()]),
            np.array(self.whole, dtype=np.int32),
        )
        highs.run()
        return highs


def _is_optimal(highs: highspy.Highs) -> bool:
    import highspy

    return highs.getModelStatus() == highspy.HighsModelStatus.kOptimal
