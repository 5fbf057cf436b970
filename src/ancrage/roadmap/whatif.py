"""What would happen if one more job were added to a schedule, with or without its limits: small problems, solved."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

from ancrage.roadmap.programme import solve
from ancrage.roadmap.schedule import GAP_EUR, PERIODS, Problem, Schedule, Win, duration, value

Limit = Literal["hours", "money", "stakes", "needs"]


@dataclass(frozen=True, slots=True)
class WhatIf:
    """A schedule, and one job that it does not hold.

    Args:
        problem: the whole problem.
        schedule: what is done already.
        index: the job to add, with what it needs that is not done yet.
    """

    problem: Problem
    schedule: Schedule
    index: int

    def members(self, *, needs: bool = True) -> tuple[int, ...]:
        """The job and what it needs, directly or not, that the schedule does not hold."""
        found = [self.index]
        for member in found if needs else ():
            for need in self.problem.jobs[member].needs:
                if self.schedule.starts[need] is None and need not in found:
                    found.append(need)
        return tuple(sorted(found))

    def without(self, *lifted: Limit) -> Schedule | None:
        """The best way to add the job once these limits are lifted, None where there is none.

        The starts and wins are those of `members`, in their order. Lifting hours also makes every job last one period.
        """
        members = self.members(needs="needs" not in lifted)
        jobs = tuple(
            replace(
                self.problem.jobs[member],
                needs=tuple(members.index(need) for need in self.problem.jobs[member].needs if need in members),
                earliest=0 if "needs" in lifted else self._earliest(member),
            )
            for member in members
        )
        if "needs" in lifted:
            jobs = tuple(replace(job, needs=()) for job in jobs)
        return solve(
            Problem(
                jobs,
                math.inf if "hours" in lifted else self.problem.pace_hours,
                (math.inf,) * PERIODS if "hours" in lifted else free_hours(self.problem, self.schedule),
                math.inf if "money" in lifted else money_left(self.problem, self.schedule),
                {} if "stakes" in lifted else self._room(),
                must=members.index(self.index),
            )
        )
