"""Actions that the findings ask for, each once: the same code asked for by several findings is one action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from ancrage.findings import Action, Finding
from ancrage.roadmap.draws import expected
from ancrage.roadmap.schedule import PERIODS, PERIODS_A_MONTH, Job, Problem, Win
from ancrage.roadmap.model import Means

FEW_HOURS = 4.0
"""Half a working day: an action that measures or listens, and takes no more, may be done for its answer alone."""


@dataclass(frozen=True, eq=False)
class Proposal:
    """One action, and the findings that ask for it.

    Args:
        action: what to do; where findings differ on it, the longest hours, the highest cost and the longest delay
            hold, the needs unite, and the words are those of the finding with the largest stake.
        findings: the findings that ask for it, the largest stake first.
        shares: by finding, part of its stake that the action wins.
    """

    action: Action
    findings: tuple[Finding, ...]
    shares: tuple[float, ...]

    @property
    def settles(self) -> bool:
        """Whether it answers, in few hours, a question that one of its findings leaves open."""
        return (
            self.action.nature != "act"
            and self.action.hours <= FEW_HOURS
            and any(finding.stake is None or finding.questions for finding in self.findings)
        )


def proposals(findings: Iterable[Finding]) -> tuple[Proposal, ...]:
    """The actions in the order of their codes, whatever the order of the findings."""
    asked: dict[str, list[tuple[Finding, Action]]] = defaultdict(list)
    for finding in sorted(findings, key=_by_stake):
        for action in finding.actions:
            asked[action.code].append((finding, action))
    return tuple(_merge(asked[code]) for code in sorted(asked))


def problem(offers: Sequence[Proposal], means: Means) -> tuple[Problem, tuple[Finding, ...]]:
    """The proposals as jobs of a problem, and the findings that the wins of the jobs point to."""
    findings = sorted({id(f): f for offer in offers for f in offer.findings}.values(), key=_by_stake)
    index_of = {id(finding): index for index, finding in enumerate(findings)}
    place = {offer.action.code: index for index, offer in enumerate(offers)}
    pace = means.hours_per_month / PERIODS_A_MONTH
    jobs = tuple(
        Job(
            hours=offer.action.hours,
            cost_eur=offer.action.cost_eur,
            delay_days=offer.action.delay_days,
            wins=tuple(
                Win(index_of[id(finding)], share, share * expected(finding.stake))
                for finding, share in zip(offer.findings, offer.shares, strict=True)
                if finding.stake is not None and share > 0 and finding.stake.high > 0
            ),
            needs=tuple(place[code] for code in offer.action.needs if code in place),
            settles=offer.settles,
        )
        for offer in offers
    )
    return Problem(jobs, pace, (pace,) * PERIODS, means.budget_eur), tuple(findings)


def _by_stake(finding: Finding) -> tuple[bool, float, str, str]:
    stake = finding.stake
    return (stake is None, -stake.central if stake else 0.0, finding.room, finding.code)


def _merge(asked: Sequence[tuple[Finding, Action]]) -> Proposal:
    shares: dict[int, float] = {}
    for finding, action in asked:
        shares[id(finding)] = max(shares.get(id(finding), 0.0), action.gain_share)
    actions = [action for _, action in asked]
    merged = replace(
        actions[0],
        hours=max(action.hours for action in actions),
        cost_eur=max(action.cost_eur for action in actions),
        delay_days=max(action.delay_days for action in actions),
        needs=tuple(sorted({code for action in actions for code in action.needs})),
    )
    findings = tuple({id(finding): finding for finding, _ in asked}.values())
    return Proposal(merged, findings, tuple(shares[id(finding)] for finding in findings))
