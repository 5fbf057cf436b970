"""The first opportunity of global optimisation: sourcing or logistics, where the data supports it.

Candidates: findings of the rooms behind the counter that are no strength, with a stake and something to do about it.
The mission promises sourcing or logistics first: they come first as long as their central stake is at least half of the
best candidate's. A finding of low confidence is first only when no surer one has at least half of its stake. Among those
left, the largest central stake. What the range of the stakes makes of that choice is told by the draws, over all
candidates, so that a close call is shown as a close call.
"""

from __future__ import annotations

from collections.abc import Iterable

from ancrage.findings import Finding
from ancrage.money import Euros, Number, Percent
from ancrage.roadmap.draws import DRAWS, share_of_wins
from ancrage.roadmap.model import First
from ancrage.text import Text, t

ROOMS = ("chain.sourcing", "chain.logistics", "chain.suppliers", "chain.stock")
PROMISED = ROOMS[:2]
COMPARABLE = 0.5
CLEAR = 2 / 3  # share of the draws from which the choice is called clear


def first_opportunity(findings: Iterable[Finding]) -> First | None:
    """The first opportunity, or None where no stake behind the counter is known."""
    candidates = sorted(filter(_is_candidate, findings), key=lambda f: (-_central(f), f.code))
    if not candidates:
        return None
    chosen = _choose(candidates)
    shares = share_of_wins({f.code: f.stake for f in candidates if f.stake})
    rivals = sorted((f for f in candidates if f is not chosen), key=lambda f: (-shares[f.code], -_central(f), f.code))
    share = shares[chosen.code]
    return First(chosen, _reason(chosen, share, len(rivals)), share, DRAWS, tuple((f, shares[f.code]) for f in rivals))


def _is_candidate(finding: Finding) -> bool:
    return (
        finding.room in ROOMS
        and finding.kind != "strength"
        and _central(finding) > 0
        and any(action.nature == "act" for action in finding.actions)
    )


def _central(finding: Finding) -> float:
    return finding.stake.central if finding.stake else 0.0


def _choose(candidates: list[Finding]) -> Finding:
    sure = [f for f in candidates if f.confidence.level != "low"]
    best = candidates[0]
    if best.confidence.level == "low" and sure and _central(sure[0]) >= COMPARABLE * _central(best):
        best = sure[0]
    promised = [f for f in (sure if best in sure else candidates) if f.room in PROMISED]
    if promised and _central(promised[0]) >= COMPARABLE * _central(best):
        return promised[0]
    return best


def _reason(finding: Finding, share: float, rivals: int) -> Text:
    stake = finding.stake
    central = Euros.of(stake.central if stake else 0.0)
    if rivals == 0:
        return t(
            "C’est le seul gain derrière le comptoir que vos comptes permettent de chiffrer : environ {central} par an.",
            central=central,
        )
    if share >= CLEAR:
        return t(
            "C’est le plus gros gain derrière le comptoir, environ {central} par an : il reste premier dans {share} de "
            "{draws} tirages.",
            central=central,
            share=Percent(share, 0),
            draws=Number(DRAWS),
        )
    return t(
        "Environ {central} par an, mais le choix est serré : il n’est premier que dans {share} de {draws} tirages ; "
        "regardez aussi le suivant.",
        central=central,
        share=Percent(share, 0),
        draws=Number(DRAWS),
    )
