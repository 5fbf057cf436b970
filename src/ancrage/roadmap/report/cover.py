"""Page one: what to do first, why, and how sure we are, for a reader who is no accountant."""

from __future__ import annotations

from collections.abc import Sequence

from ancrage.findings import Finding
from ancrage.money import Number, Percent
from ancrage.roadmap.model import Audit, First
from ancrage.roadmap.report.points import Teller
from ancrage.roadmap.report.shapes import Asked, Cover, Grid, Lead, Point, Stage, Window
from ancrage.roadmap.report.unread import unread_said
from ancrage.roadmap.report.words import WORDS
from ancrage.text import Text, t, tn

CLOSE_CALL = 0.6  # share of draws under which the first place is said to be a close call
THREE = 3
RIVALS = 4


def cover(
    audit: Audit,
    teller: Teller,
    points: Sequence[Point],
    plan: Sequence[Window],
    questions: Sequence[Asked],
) -> Cover:
    """Page one of an audit."""
    say = teller.voice.say
    first = audit.first
    lead = _lead(audit, first, teller, points) if first else None
    rest = [point for point in points if lead is None or point is not lead.point]
    return Cover(
        lead=lead,
        none_said=say(_none_said(min(THREE, len(questions)))) if lead is None else "",
        asked=tuple(questions[:THREE]) if lead is None else (),
        strengths=tuple(p for p in rest if p.kind == "strength")[:THREE],
        weaknesses=tuple(p for p in rest if p.kind in {"weakness", "risk"})[:THREE],
        stages=_next_stages(plan),
        sureness=tuple(say(text) for text in _sureness(audit, teller, len(questions))),
    )


def _none_said(asked: int) -> Text:
    if not asked:
        return t("Les comptes seuls n’en montrent pas.")
    return tn(
        "Les comptes seuls n’en montrent pas. Répondez à cette question : c’est elle qui changera le plus la réponse.",
        "Les comptes seuls n’en montrent pas. Répondez à ces {count} questions : ce sont elles qui changeront le plus "
        "la réponse.",
        asked,
    )


def _lead(audit: Audit, first: First, teller: Teller, points: Sequence[Point]) -> Lead:
    say = teller.voice.say
    finding = first.finding
    steps = [step for step in audit.plan.steps if any(f is finding for f in step.findings)]
    actions = [steps[0].action] if steps else list(finding.actions)
    rivals = first.rivals[:RIVALS]
    return Lead(
        point=points[next(i for i, f in enumerate(audit.findings) if f is finding)],
        title=say(finding.title),
        todo=say(actions[0].title) if actions else "",
        reason=say(first.reason),
        draws=say(_draws(first)),
        rivals=_rivals(rivals, teller) if rivals else None,
    )


def share_of_draws(share: float) -> Percent:
    """A share of draws that is never said to be all of them unless it is."""
    return Percent(min(share, 0.999), 1) if 0.995 <= share < 1 else Percent(share)


def _draws(first: First) -> Text:
    if not first.rivals:
        return t("C’est la seule piste que vos comptes permettent de chiffrer : rien à comparer.")
    said = t(
        "Premier dans {share} de {draws} tirages au hasard des enjeux dans leurs fourchettes.",
        share=share_of_draws(first.first_in_draws),
        draws=Number(first.draws),
    )
    if first.first_in_draws >= CLOSE_CALL:
        return said
    rival, share = first.rivals[0]
    return t(
        "{said} Le choix est serré : juste après vient « {rival} », premier dans {share}.",
        said=said,
        rival=rival.title,
        share=share_of_draws(share),
    )


def _rivals(rivals: Sequence[tuple[Finding, float]], teller: Teller) -> Grid:
    voice = teller.voice
    return Grid(
        title=voice.say(WORDS["rivals"]),
        columns=(
            voice.heading(WORDS["number"], "text"),
            voice.heading(WORDS["finding"], "text"),
            voice.heading(WORDS["stake"], "text"),
            voice.heading(t("Premier dans"), "ratio"),
        ),
        rows=tuple(
            (
                voice.cell(teller.number(rival), "text"),
                voice.cell(rival.title, "text"),
                voice.cell(
                    voice.figure(rival.stake.central, "eur_year").said
                    if rival.stake
                    else t("inconnu"),
                    "text",
                ),
                voice.cell(share_of_draws(share), "ratio"),
            )
            for rival, share in rivals
        ),
    )


def _next_stages(plan: Sequence[Window]) -> tuple[Stage, ...]:
    return tuple(stage for window in plan if window.days == 30 for stage in window.stages)[:THREE]


def _sureness(audit: Audit, teller: Teller, waiting: int) -> list[Text]:
    said = []
    if audit.first:
        confidence = audit.first.finding.confidence
        levels = {
            "high": t("Première opportunité, confiance forte. {reason}", reason=confidence.reason),
            "medium": t(
                "Première opportunité, confiance moyenne. {reason}",
                reason=confidence.reason,
            ),
            "low": t(
                "Première opportunité, confiance faible. {reason}",
                reason=confidence.reason,
            ),
        }
        said.append(levels[confidence.level])
    said.append(unread_said(audit.firm.files))
    if waiting:
        said.append(
            tn(
                "{count} question reste sans réponse ; la réponse préciserait ces chiffres.",
                "{count} questions restent sans réponse ; vos réponses préciseraient ces chiffres.",
                waiting,
            )
        )
    if audit.plan.means.assumed:
        said.append(t("Le temps et le budget du plan sont supposés : dites-nous les vôtres."))
    stale = {
        item.source
        for finding in audit.findings
        if finding.stake
        for item in finding.stake.inputs
        if item.origin == "default" and teller.is_stale(item)
    }
    if stale:
        said.append(
            tn(
                "{count} valeur par défaut est ancienne et doit être revérifiée.",
                "{count} valeurs par défaut sont anciennes et doivent être revérifiées.",
                len(stale),
            )
        )
    return said
