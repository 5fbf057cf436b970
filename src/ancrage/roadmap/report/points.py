"""Findings as the report shows them: words, stake with its calculation, proof."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ancrage.findings import Finding, Input, Stake
from ancrage.questions import Question
from ancrage.roadmap.report.proof import Prover
from ancrage.roadmap.report.shapes import Ingredient, Point, Ref, Worth
from ancrage.roadmap.report.voice import Voice
from ancrage.roadmap.report.words import DOTS, KINDS, LEVELS
from ancrage.text import Language, Text, t
from ancrage.world import World


@dataclass(frozen=True, eq=False)
class Teller:
    """Tells findings in one language.

    Args:
        voice: the language.
        world: where defaults come from.
        prover: shows the lines.
        rooms: name of each room for people.
        asks: every question, by id.
        findings: all findings, in the order that numbers them.
    """

    voice: Voice
    world: World
    prover: Prover
    rooms: Mapping[str, Text]
    asks: Mapping[str, Question]
    findings: Sequence[Finding]

    def number(self, finding: Finding) -> str:
        """Name of a finding in the report: C1, C2, by weight."""
        place = next((i for i, other in enumerate(self.findings, 1) if other is finding), 0)
        return f"C{place}"

    def ref(self, finding: Finding) -> Ref:
        """A finding named elsewhere."""
        return Ref(self.number(finding), self.voice.say(finding.title))

    def room(self, name: str) -> str:
        """A room's name for people."""
        return self.voice.say(self.rooms.get(name, name))

    def point(self, finding: Finding) -> Point:
        """A finding with all that is said of it."""
        say = self.voice.say
        worth = self.worth(finding.stake) if finding.stake else None
        kind, level = KINDS[finding.kind], LEVELS[finding.confidence.level]
        return Point(
            number=self.number(finding),
            code=finding.code,
            room=self.room(finding.room),
            kind=finding.kind,
            kind_label=say(kind),
            title=say(finding.title),
            reason=say(finding.reason),
            worth=worth,
            worth_said=worth.said
            if worth
            else say(t("Enjeu inconnu : rien ne permet encore de le chiffrer.")),
            brief=say(_brief(finding, kind, worth)),
            level=finding.confidence.level,
            confidence=say(level),
            dots=DOTS[finding.confidence.level],
            confidence_reason=say(finding.confidence.reason),
            sure=say(t("{level}. {reason}", level=level, reason=finding.confidence.reason)),
            proof=self.prover.said(finding.evidence),
            pieces=self.prover.pieces(finding.evidence),
            actions=tuple(say(action.title) for action in finding.actions),
            questions=tuple(say(self.asks[q].ask) for q in finding.questions if q in self.asks),
        )

    def worth(self, stake: Stake) -> Worth:
        """A stake with its calculation."""
        low, central, high = (
            self.voice.figure(v, "eur") for v in (stake.low, stake.central, stake.high)
        )
        between = (
            t("entre {low} et {high}", low=low.said, high=high.said)
            if low.said != high.said
            else t("sans fourchette")
        )
        exact = t(
            "bas {low}, central {central}, haut {high}",
            low=low.exact,
            central=central.exact,
            high=high.exact,
        )
        return Worth(
            low=low,
            central=central,
            high=high,
            said=self.voice.figure(stake.central, "eur_year").said,
            between=self.voice.say(between),
            exact=self.voice.say(exact),
            formula=self.voice.say(stake.formula),
            inputs=tuple(self._ingredient(item) for item in stake.inputs),
        )

    def _ingredient(self, item: Input) -> Ingredient:
        origin, source = self._origin(item)
        return Ingredient(
            name=item.name,
            label=self.voice.say(item.label),
            value=self.voice.figure(item.value, item.unit),
            origin=self.voice.say(origin),
            source=self.voice.say(source),
            warning=self._warning(item),
        )

    def _origin(self, item: Input) -> tuple[Text, Text | str]:
        if item.origin == "books":
            return t("lu dans vos comptes"), self.prover.said(
                item.evidence
            ) if item.evidence else ""
        if item.origin == "answer":
            question = self.asks.get(item.source or "")
            return t("votre réponse"), question.ask if question else item.source or ""
        reference = self.world.references.get(item.source or "")
        if reference is None:
            return t("valeur par défaut"), item.source or t("source non précisée")
        label = reference.label_en if self.voice.language is Language.EN else reference.label
        return t("valeur par défaut"), t(
            "{label}. Source : {source}, vérifiée le {day}",
            label=label,
            source=reference.source,
            day=reference.checked_on,
        )

    def _warning(self, item: Input) -> str | None:
        if item.origin != "default" or not self.is_stale(item):
            return None
        reference = self.world[item.source or ""]
        if reference.valid_to is not None and reference.valid_to < self.world.today:
            return self.voice.say(
                t(
                    "Attention : cette valeur n’est plus valable depuis le {day}. À revoir.",
                    day=reference.valid_to,
                )
            )
        return self.voice.say(
            t(
                "Attention : cette valeur n’a pas été vérifiée depuis le {day}. À revoir.",
                day=reference.checked_on,
            )
        )

    def is_stale(self, item: Input) -> bool:
        """Whether the number is a default that should be looked up again."""
        return item.source in self.world.references and self.world.is_stale(item.source or "")


def _brief(finding: Finding, kind: Text, worth: Worth | None) -> Text:
    if worth and worth.high.value > 0:
        return t("{kind}, {stake}", kind=kind, stake=worth.said)
    return kind if finding.kind == "strength" else t("{kind}, enjeu non chiffré", kind=kind)
