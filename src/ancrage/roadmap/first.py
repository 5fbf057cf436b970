"""The first opportunity: the one finding of the supply chain to begin with, and how sure that choice is.

Candidates are the opportunities, weaknesses and risks of the rooms chain.sourcing, chain.logistics, chain.suppliers
and chain.stock with a stake of 300 euros a year or more and at least one action that changes something ("act"). Then,
in this order:

1. Trust. A finding of low confidence stands back when a surer candidate weighs at least half as much.
2. Promise. Of those left, the largest of chain.sourcing and chain.logistics is the first one when it weighs at least
   half of the largest of all; otherwise the largest of all is. The mission promises a first opportunity of global
   optimisation, "sourcing or logistics".

"Weighs" is the central stake; of equal stakes a promised room comes first, then room and code tell. No stake is
discounted for its confidence: its range says that already.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TypeAlias

from ancrage.findings import Finding, Stake
from ancrage.money import Euros
from ancrage.roadmap.draws import DRAWS, largest
from ancrage.roadmap.model import First
from ancrage.text import Text, t

ROOMS = ("chain.sourcing", "chain.logistics", "chain.suppliers", "chain.stock")
PROMISED = ROOMS[:2]
ENOUGH = 0.5
"""Part of a larger stake from which a surer finding, or one of a promised room, goes first."""

CLEAR = 0.75
"""Share of draws from which being first is called clear: three draws in four."""

WORTH_EUR = 300.0
"""Euros a year under which a gain does not pay for the hours of looking into it: no first opportunity."""

Candidates: TypeAlias = "Sequence[tuple[Finding, Stake]]"
"""Findings with their stake, the largest central stake first."""


def first_opportunity(findings: Iterable[Finding]) -> First | None:
    """The first opportunity, or None where no finding of the supply chain has both a stake and something to do."""
    candidates = sorted(
        (
            (finding, finding.stake)
            for finding in findings
            if finding.stake is not None and _is_candidate(finding)
        ),
        key=lambda pair: (
            -pair[1].central,
            pair[0].room not in PROMISED,
            pair[0].room,
            pair[0].code,
        ),
    )
    if not candidates:
        return None
    chosen = _choose(candidates)
    shares = largest([(f"{finding.room}/{finding.code}", stake) for finding, stake in candidates])
    ranked = sorted(zip(candidates, shares, strict=True), key=lambda each: -each[1])
    rivals = tuple((finding, share) for (finding, _), share in ranked if finding is not chosen)
    share = next(share for (finding, _), share in ranked if finding is chosen)
    return First(
        chosen,
        _reason(chosen, share, candidates, rivals[0][0] if rivals else None),
        share,
        DRAWS,
        rivals,
    )


def _is_candidate(finding: Finding) -> bool:
    return (
        finding.room in ROOMS
        and finding.kind != "strength"
        and finding.stake is not None
        and finding.stake.central >= WORTH_EUR
        and any(action.nature == "act" for action in finding.actions)
    )


def _choose(candidates: Candidates) -> Finding:
    """The candidate that the two rules choose."""
    trusted = _trusted(candidates)
    enough = ENOUGH * trusted[0][1].central
    promised = (
        finding
        for finding, stake in trusted
        if finding.room in PROMISED and stake.central >= enough
    )
    return next(promised, trusted[0][0])


def _trusted(candidates: Candidates) -> Candidates:
    """Candidates but for those of low confidence that a surer one comes near enough to; never empty."""
    surest = max(
        (stake.central for finding, stake in candidates if finding.confidence.level != "low"),
        default=0.0,
    )
    return [
        (finding, stake)
        for finding, stake in candidates
        if finding.confidence.level != "low" or surest < ENOUGH * stake.central
    ]


def _reason(chosen: Finding, share: float, candidates: Candidates, closest: Finding | None) -> Text:
    """Why this one, in one sentence: the euros, what decided, and whether it is a clear or a close call."""
    top = candidates[0][0]
    amount = Euros.of(next(stake.central for finding, stake in candidates if finding is chosen))
    if closest is None:
        return t(
            "C’est la seule piste d’achat, de stock ou de transport que vos comptes permettent de chiffrer : environ "
            "{amount} par an.",
            amount=amount,
        )
    if chosen is not top and chosen.room not in PROMISED:
        return t(
            "Environ {amount} par an ; une autre piste pèserait davantage, mais avec moins de certitude.",
            amount=amount,
        )
    if chosen is not top:
        return t(
            "Environ {amount} par an sur vos achats lointains ou vos transports, par où la feuille de route commence ; "
            "une autre piste pèse davantage, mais du côté du stock ou des fournisseurs, ou avec moins de certitude.",
            amount=amount,
        )
    if share >= CLEAR:
        return t(
            "Environ {amount} par an : c’est nettement la piste qui pèse le plus dans vos achats, votre stock et vos "
            "transports.",
            amount=amount,
        )
    return t(
        "Environ {amount} par an : c’est la piste qui pèse le plus dans vos achats, votre stock et vos transports, mais "
        "de peu ; la suivante mérite aussi un regard.",
        amount=amount,
    )
