"""The roadmap as the report shows it: windows of 30, 90 and 180 days, and what was left out."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from ancrage.money import Euros
from ancrage.roadmap.model import LeftOut, Means, Step
from ancrage.roadmap.report.points import Teller
from ancrage.roadmap.report.shapes import Dropped, Stage, Window
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.report.words import NATURES, ROLES
from ancrage.text import Text, t, tn

HORIZONS = (30, 90, 180)


def windows(steps: Sequence[Step], teller: Teller, today: date) -> tuple[Window, ...]:
    """The three windows, each with its steps in the order of the plan."""
    stages = [_stage(number, step, teller, today) for number, step in enumerate(steps, 1)]
    result = []
    for days in HORIZONS:
        inside = tuple(
            stage for stage, step in zip(stages, steps, strict=True) if step.horizon == days
        )
        result.append(Window(days, _label(days, teller.voice), _load(inside, teller.voice), inside))
    return tuple(result)


def dropped(left_out: Sequence[LeftOut], teller: Teller) -> tuple[Dropped, ...]:
    """What the plan leaves out."""
    say = teller.voice.say
    return tuple(
        Dropped(
            say(item.action.title), say(item.reason), tuple(teller.ref(f) for f in item.findings)
        )
        for item in left_out
    )


def means(given: Means, voice: Voice) -> str:
    """The owner's means in one sentence."""
    hours, budget = voice.figure(given.hours_per_month, "hours").said, Euros.of(given.budget_eur)
    if given.assumed:
        return voice.say(
            t(
                "Nous avons supposé {hours} par mois et {budget} sur six mois. Dites-nous vos vrais moyens : le plan "
                "changera.",
                hours=hours,
                budget=budget,
            )
        )
    return voice.say(
        t(
            "Le plan tient dans {hours} par mois et {budget} sur six mois.",
            hours=hours,
            budget=budget,
        )
    )


def _label(days: int, voice: Voice) -> str:
    labels: dict[int, Text] = {
        30: t("Dans les 30 jours"),
        90: t("De 31 à 90 jours"),
        180: t("De 91 à 180 jours"),
    }
    return voice.say(labels[days])


def _load(stages: Sequence[Stage], voice: Voice) -> str:
    return voice.say(
        tn(
            "{count} étape, {hours}, {cost}",
            "{count} étapes, {hours}, {cost}",
            len(stages),
            hours=voice.figure(sum(stage.hours.value for stage in stages), "hours").said,
            cost=_spent(sum(stage.cost.value for stage in stages)),
        )
    )


def _stage(number: int, step: Step, teller: Teller, today: date) -> Stage:
    voice, action = teller.voice, step.action
    start, end = today + timedelta(days=step.start_day), today + timedelta(days=step.end_day)
    hours, cost = voice.figure(action.hours, "hours"), voice.figure(action.cost_eur, "eur")
    who = voice.say(ROLES[action.role])
    return Stage(
        number=number,
        title=voice.say(action.title),
        nature=voice.say(NATURES[action.nature]),
        who=who,
        hours=hours,
        cost=cost,
        effort=voice.say(
            t("{who}, {hours}, {cost}", who=who, hours=hours.said, cost=_spent(action.cost_eur))
        ),
        start=start,
        end=end,
        when=voice.say(t("du {start} au {end}", start=start, end=end)),
        gain=voice.figure(step.gain_central, "eur_year"),
        gain_low=voice.figure(step.gain_low, "eur_year"),
        gain_high=voice.figure(step.gain_high, "eur_year"),
        gain_said=voice.say(_gain(step, voice)),
        success=voice.say(action.success),
        check_on=step.check_on,
        check_said=voice.day(step.check_on),
        answers=tuple(teller.ref(finding) for finding in step.findings),
    )


def _spent(euros: float) -> Text | Euros:
    return Euros.of(euros) if euros else t("sans dépense")


def _gain(step: Step, voice: Voice) -> Text | str:
    central = voice.figure(step.gain_central, "eur_year").said
    if step.gain_high == 0:
        return t("pas de gain direct : cette étape prépare les suivantes")
    if step.gain_low == step.gain_high:
        return central
    return t(
        "{central}, entre {low} et {high}",
        central=central,
        low=Euros.of(step.gain_low),
        high=Euros.of(step.gain_high),
    )
