"""The main job: firm -> what each room says -> first opportunity -> plan."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from ancrage.findings import Finding, evidence_cents
from ancrage.firm import Firm
from ancrage.questions import Question
from ancrage.roadmap.first import first_opportunity
from ancrage.roadmap.means import means_of
from ancrage.roadmap.model import Audit
from ancrage.roadmap.plan import plan
from ancrage.roadmap.rooms import ROOMS
from ancrage.text import Text, t
from ancrage.world import World


def audit(
    firm: Firm,
    world: World,
    *,
    hours_per_month: float | None = None,
    budget_eur: float | None = None,
    progress: Callable[[Text], None] = lambda _: None,
) -> Audit:
    """The whole diagnosis and roadmap of a firm. The same firm, day and means give the same answer.

    Args:
        firm: what its files tell.
        world: what is true outside it, and today's date.
        hours_per_month: hours of the firm's own time; our stated default when None.
        budget_eur: euros to spend over 180 days; our stated default when None.
        progress: called with a sentence at each step.
    """
    diagnoses = []
    for room in ROOMS:
        progress(t("Étude : {room}", room=room.label))
        diagnoses.append(room.diagnose(firm, world))
    findings = by_weight(finding for diagnosis in diagnoses for finding in diagnosis.findings)
    progress(t("Choix de la première opportunité"))
    first = first_opportunity(findings)
    progress(t("Calcul de la feuille de route"))
    steps = plan(
        findings,
        means_of(hours_per_month, budget_eur),
        world.today,
        first.finding if first else None,
    )
    return Audit(
        firm, world, tuple(diagnoses), findings, first, steps, open_questions(firm, findings)
    )


def by_weight(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Findings, those with the largest stake first; without stake, those that bear on the most euros, strengths last."""

    def weight(finding: Finding) -> tuple[float, bool, float, str, str]:
        stake = finding.stake.central if finding.stake else 0.0
        return (
            -stake,
            finding.kind == "strength",
            -abs(evidence_cents(finding.evidence)),
            finding.room,
            finding.code,
        )

    return tuple(sorted(findings, key=weight))


def open_questions(firm: Firm, findings: tuple[Finding, ...]) -> tuple[Question, ...]:
    """Questions without an answer, those that bear on the largest stakes first, then room by room."""
    stake = {finding.code: finding.stake.central for finding in findings if finding.stake}
    asked_by = {question_id for finding in findings for question_id in finding.questions}
    waiting = [q for room in ROOMS for q in room.questions if q.id not in firm.answers]
    return tuple(
        sorted(
            waiting,
            key=lambda q: (
                -max((stake.get(code, 0.0) for code in q.unlocks), default=0.0),
                q.id not in asked_by,
            ),
        )
    )
