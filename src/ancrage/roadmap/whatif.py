"""What would happen if one more job were added to a schedule, with or without its limits: small problems, solved."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from ancrage.roadmap.programme import solve
from ancrage.roadmap.schedule import GAP_EUR, PERIODS, Problem, Schedule, duration, value

Limit = Literal["hours", "money", "stakes", "needs"]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A schedule, and a job to add to it.

    Args:
        problem: the whole problem.
        schedule: what is done already; it stays as it is.
        index: a job that is not done.
    """

    problem: Problem
    schedule: Schedule
    index: int

    def members(self) -> tuple[int, ...]:
        """The job itself first, then what it needs, directly or not, that is not done."""
        found = [self.index]
        for member in found:  # grows on the way
            for need in self.problem.jobs[member].needs:
                if self.schedule.starts[need] is None and need not in found:
                    found.append(need)
        return tuple(found)

    def added(self, *lifted: Limit) -> Schedule | None:
        """The best way to add the members once these limits are lifted, None where there is none.

        The answer is about `members`, in their order. Without the limit of hours every job lasts one period; without
        that of stakes, what the schedule wins is still to win; without that of needs, the job comes alone.
        """
        members = (self.index,) if "needs" in lifted else self.members()
        jobs = tuple(
            replace(
                self.problem.jobs[member],
                needs=tuple(
                    members.index(need)
                    for need in self.problem.jobs[member].needs
                    if need in members and "needs" not in lifted
                ),
                earliest=0 if "needs" in lifted else self._earliest(member),
            )
            for member in members
        )
        return solve(
            Problem(
                jobs,
                math.inf if "hours" in lifted else self.problem.pace_hours,
                (math.inf,) * PERIODS
                if "hours" in lifted
                else free_hours(self.problem, self.schedule),
                math.inf if "money" in lifted else money_left(self.problem, self.schedule),
                self.problem.room if "stakes" in lifted else room_left(self.problem, self.schedule),
                one_of=(0,),
            )
        )

    def _earliest(self, member: int) -> int:
        """First period after the end of what the member needs and the schedule does."""
        ends = (end(self.problem, self.schedule, need) for need in self.problem.jobs[member].needs)
        return max([0, *(each for each in ends if each is not None)])


def end(problem: Problem, schedule: Schedule, index: int) -> int | None:
    """Period before which the job has ended, None when it is not done."""
    start, periods = schedule.starts[index], duration(problem.jobs[index].hours, problem.pace_hours)
    return None if start is None or periods is None else start + periods


def free_hours(problem: Problem, schedule: Schedule) -> tuple[float, ...]:
    """Hours that the schedule leaves free in each period."""
    free = list(problem.free_hours)
    for index, start in enumerate(schedule.starts):
        stop = end(problem, schedule, index)
        if start is not None and stop is not None:
            for period in range(start, stop):
                free[period] -= problem.jobs[index].hours / (stop - start)
    return tuple(max(0.0, hours) for hours in free)


def money_left(problem: Problem, schedule: Schedule) -> float:
    """Euros that the schedule leaves to spend."""
    done = zip(problem.jobs, schedule.starts, strict=True)
    return max(
        0.0, problem.budget_eur - sum(job.cost_eur for job, start in done if start is not None)
    )


def room_left(problem: Problem, schedule: Schedule) -> dict[int, float]:
    """Share of each purse that the schedule leaves to win, for those that it wins from."""
    room = dict(problem.room)
    for wins in schedule.won:
        for win in wins:
            room[win.purse] = max(0.0, room.get(win.purse, 1.0) - win.share)
    return room


def extend(problem: Problem, schedule: Schedule) -> Schedule:
    """The schedule with every job that still pays in what it leaves, the most valuable addition first.

    The best schedule comes back as it is; one that is within GAP_SHARE of it may still take a job.
    """
    while True:
        best: tuple[float, WhatIf, Schedule] | None = None
        for index, start in enumerate(schedule.starts):
            if start is None:
                what_if = WhatIf(problem, schedule, index)
                addition = what_if.added()
                if addition is not None and addition.value > (best[0] if best else GAP_EUR):
                    best = (addition.value, what_if, addition)
        if best is None:
            return schedule
        schedule = _joined(problem, schedule, best[1].members(), best[2])


def _joined(
    problem: Problem, schedule: Schedule, members: tuple[int, ...], addition: Schedule
) -> Schedule:
    starts, won = list(schedule.starts), list(schedule.won)
    for member, start, wins in zip(members, addition.starts, addition.won, strict=True):
        starts[member], won[member] = start, wins
    return Schedule(tuple(starts), tuple(won), value(problem, tuple(starts), tuple(won)))
