"""Steps of the plan with what was decided of them, and done steps held against what they promised. Pure functions.

A done step is measured by the stakes of the findings it answers: what they were on the day it was done, what the last
study says, in euros a year. Nothing is measured until the books reach past that day; a stake that a study can no longer
compute is unknown, not zero.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from ancrage.money import Euros
from ancrage.text import Text, t

MONTHS_AFTER = 90  # days of books after the step from which its effect is looked at


@dataclass(frozen=True, slots=True)
class Measure:
    """What a done step won so far, in euros a year: None where it is not known yet, with the reason."""

    won: float | None
    said: Text


def promise(
    summary: Mapping[str, Any], code: str, study_id: str, covered_until: date | None
) -> dict[str, Any]:
    """What is kept of a step on the day it is done; {} for a step that the study does not hold."""
    step = summary.get("steps", {}).get(code)
    if step is None:
        return {}
    findings = summary["findings"]
    return {
        "title": step["title"],
        "gain": step["gain"],
        "stakes": {
            key: findings[key]["stake"][1]
            for key in step["findings"]
            if key in findings and findings[key]["stake"]
        },
        "study": study_id,
        "covered_until": covered_until.isoformat() if covered_until else None,
    }


def measured(
    kept: Mapping[str, Any], done_on: date, summary: Mapping[str, Any], covered_until: date | None
) -> Measure:
    """The stakes of a done step then and now.

    Args:
        kept: its `promise`.
        done_on: the day it was done.
        summary: that of the last study.
        covered_until: last day that its books reach.
    """
    if not kept.get("stakes"):
        return Measure(None, t("Cette étape ne promettait pas d’euros : rien à mesurer."))
    promised = Euros.of(kept["gain"][1])
    if covered_until is None or (covered_until - done_on).days < MONTHS_AFTER:
        return Measure(
            None,
            t(
                "Promis : {promised} par an. À mesurer quand vos comptes iront trois mois au-delà du {day}.",
                promised=promised,
                day=done_on,
            ),
        )
    before = after = 0.0
    for code, stake in kept["stakes"].items():
        now = summary.get("findings", {}).get(code)
        if now is None or not now["stake"]:
            return Measure(
                None,
                t(
                    "Promis : {promised} par an. Vos derniers comptes ne permettent plus de calculer cet enjeu : à vérifier "
                    "avec vous.",
                    promised=promised,
                ),
            )
        before, after = before + stake, after + now["stake"][1]
    won = before - after
    figures = {"promised": promised, "before": Euros.of(before), "after": Euros.of(after)}
    if won > 0:
        text = t(
            "Promis : {promised} par an. L’enjeu est passé de {before} à {after} par an : {won} de mieux.",
            won=Euros.of(won),
            **figures,
        )
    else:
        text = t(
            "Promis : {promised} par an. L’enjeu est passé de {before} à {after} par an : pas de gain visible à ce jour.",
            **figures,
        )
    return Measure(won, text)
