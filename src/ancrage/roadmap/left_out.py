"""Why a proposed action is not in the plan: each reason is found by adding the action and seeing what gives way."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from ancrage.money import Euros, Number
from ancrage.roadmap.model import LeftOut
from ancrage.roadmap.proposals import Proposal
from ancrage.roadmap.schedule import (
    GAP_EUR,
    PERIOD_DAYS,
    PERIODS,
    Job,
    Problem,
    Schedule,
    duration,
    effect,
)
from ancrage.roadmap.whatif import WhatIf, end, money_left
from ancrage.text import Text, t

DAYS = PERIODS * PERIOD_DAYS


def left_out(
    offers: Sequence[Proposal], problem: Problem, schedule: Schedule
) -> tuple[LeftOut, ...]:
    """The proposals that the schedule does not hold, those that would win the most first, each with its reason."""
    missing = [index for index, start in enumerate(schedule.starts) if start is None]
    missing.sort(key=lambda index: (-_eur_year(problem.jobs[index]), index))
    return tuple(
        LeftOut(
            offers[index].action,
            offers[index].findings,
            _Why(offers, WhatIf(problem, schedule, index)).reason(),
        )
        for index in missing
    )


@dataclass(frozen=True, slots=True)
class _Why:
    """The tests of one action."""

    offers: Sequence[Proposal]
    what_if: WhatIf

    @property
    def job(self) -> Job:
        """The action, as the programme sees it."""
        return self.what_if.problem.jobs[self.what_if.index]

    def reason(self) -> Text:
        """The first test that fails says why."""
        if not self.job.wins:
            return self._prepares_or_settles()
        at_best = self.what_if.added("hours", "money", "stakes")
        if at_best is None:
            return self._needs()
        if at_best.value <= GAP_EUR:
            return self._does_not_pay(at_best, math.inf)
        alone_on_its_stakes = self.what_if.added("hours", "money")
        if alone_on_its_stakes is None or alone_on_its_stakes.value <= GAP_EUR:
            return self._won_already()
        now = self.what_if.added()
        if now is not None:
            return self._pays_too_late(now)
        return self._means() if self.what_if.added("needs") is None else self._needs()

    def _prepares_or_settles(self) -> Text:
        """An action that wins nothing itself: it is there for others, for its answer, or for nothing known."""
        waiting = [
            index
            for index, job in enumerate(self.what_if.problem.jobs)
            if self.what_if.index in job.needs
        ]
        if waiting or self.job.settles:
            if self.what_if.added("needs") is None:
                return self._means()
            if self.what_if.added() is None:
                return self._needs()
        if waiting:
            largest = max(
                waiting, key=lambda index: (_eur_year(self.what_if.problem.jobs[index]), -index)
            )
            return t(
                "Elle prépare « {next} », que le plan ne retient pas.", next=self._title(largest)
            )
        if any(finding.stake is None for finding in self.offers[self.what_if.index].findings):
            return t("Rien dans vos fichiers ne permet encore de dire ce qu’elle rapporterait.")
        return t("Elle ne rapporte rien par elle-même, et aucune étape retenue n’en a besoin.")

    def _means(self) -> Text:
        """The action alone does not fit in what is left: the limit whose lifting lets it in is the reason."""
        hours, cost = Number(self.job.hours, _digits(self.job.hours)), Euros.of(self.job.cost_eur)
        if self.what_if.added("needs", "hours") is not None:
            total = sum(self.what_if.problem.free_hours)
            if self.job.hours > total:
                return t(
                    "Elle demande {hours} h de votre temps, et vous en avez {total} d’ici {days} jours.",
                    hours=hours,
                    total=Number(total, _digits(total)),
                    days=DAYS,
                )
            return t(
                "Elle demande {hours} h de votre temps : les étapes retenues n’en laissent pas assez d’affilée d’ici {days} jours.",
                hours=hours,
                days=DAYS,
            )
        if self.what_if.added("needs", "money") is not None:
            left, budget = (
                money_left(self.what_if.problem, self.what_if.schedule),
                self.what_if.problem.budget_eur,
            )
            if self.job.cost_eur > budget:
                return t(
                    "Elle coûte {cost}, et votre budget est de {budget}.",
                    cost=cost,
                    budget=Euros.of(budget),
                )
            return t(
                "Elle coûte {cost}, et il reste {left} une fois les étapes retenues payées.",
                cost=cost,
                left=Euros.of(left),
            )
        return t(
            "Elle demande {hours} h et {cost} : ni le temps ni le budget qui restent n’y suffisent.",
            hours=hours,
            cost=cost,
        )

    def _needs(self) -> Text:
        """What must be done before takes the place, or ends too late."""
        schedule = self.what_if.schedule
        missing = [need for need in self.job.needs if schedule.starts[need] is None]
        if missing:
            return t(
                "Elle demande d’abord « {need} » : les deux ne tiennent pas dans le temps et le budget qui restent.",
                need=self._title(missing[0]),
            )
        last = max(
            self.job.needs, key=lambda need: (end(self.what_if.problem, schedule, need) or 0, -need)
        )
        return t(
            "Elle ne peut commencer qu’après « {need} », trop tard pour finir en {days} jours.",
            need=self._title(last),
            days=DAYS,
        )

    def _does_not_pay(self, addition: Schedule, pace_hours: float) -> Text:
        """It would win no more in the twelve months than it costs, whatever the means."""
        gain, cost = self._gain(addition, pace_hours), self._cost()
        if not cost:
            return t("Elle ne rapporterait rien, ou presque, dans les douze mois à venir.")
        if len(self.what_if.members()) > 1:
            return t(
                "Avec ce qu’elle demande d’abord, elle rapporterait {gain} dans les douze mois à venir, "
                "pour {cost} à dépenser.",
                gain=Euros.of(gain),
                cost=Euros.of(cost),
            )
        return t(
            "Elle rapporterait {gain} dans les douze mois à venir, pour {cost} à dépenser.",
            gain=Euros.of(gain),
            cost=Euros.of(cost),
        )

    def _pays_too_late(self, addition: Schedule) -> Text:
        """It would pay if it came sooner, and cannot."""
        if not self._cost():
            return t("Avec le temps qui reste, son effet viendrait après les douze mois à venir.")
        return t(
            "Avec le temps qui reste, elle viendrait trop tard : {gain} gagnés dans les douze mois à venir, "
            "pour {cost} à dépenser.",
            gain=Euros.of(self._gain(addition, self.what_if.problem.pace_hours)),
            cost=Euros.of(self._cost()),
        )

    def _won_already(self) -> Text:
        """What it would win is won by a step of the plan: the one that wins the most of it."""
        wanted = {
            win.purse
            for member in self.what_if.members()
            for win in self.what_if.problem.jobs[member].wins
        }
        taken = [
            (sum(win.eur_year for win in wins if win.purse in wanted), -index)
            for index, wins in enumerate(self.what_if.schedule.won)
        ]
        return t(
            "« {other} » vise déjà le même gain : les deux ne s’ajoutent pas.",
            other=self._title(-max(taken)[1]),
        )

    def _gain(self, addition: Schedule, pace_hours: float) -> float:
        """Euros won in the twelve months by the action and by what it needs."""
        jobs = [self.what_if.problem.jobs[member] for member in self.what_if.members()]
        return sum(
            sum(win.eur_year for win in wins)
            * effect(start, duration(job.hours, pace_hours) or 0, job.delay_days)
            for job, start, wins in zip(jobs, addition.starts, addition.won, strict=True)
            if start is not None
        )

    def _cost(self) -> float:
        return sum(self.what_if.problem.jobs[member].cost_eur for member in self.what_if.members())

    def _title(self, index: int) -> Text:
        return self.offers[index].action.title


def _eur_year(job: Job) -> float:
    return sum(win.eur_year for win in job.wins)


def _digits(hours: float) -> int:
    """Decimals that a number of hours is shown with."""
    return 0 if hours == round(hours) else 1
