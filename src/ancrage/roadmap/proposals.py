"""Actions that the findings ask for, each once: the same code asked for by several findings is one action."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ancrage.findings import Action, Finding
from ancrage.roadmap.draws import expected
from ancrage.roadmap.model import Means
from ancrage.roadmap.schedule import PERIODS, PERIODS_A_MONTH, Job, Problem, Win

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


def problem_of(offers: Sequence[Proposal], means: Means) -> Problem:
    """The proposals as the jobs of a problem, in the same order."""
    purses = _purses(offers)
    place = {offer.action.code: index for index, offer in enumerate(offers)}
    pace = means.hours_per_month / PERIODS_A_MONTH
    jobs = tuple(
        Job(
            hours=offer.action.hours,
            cost_eur=offer.action.cost_eur,
            delay_days=offer.action.delay_days,
            wins=_wins(offer, purses),
            needs=tuple(place[code] for code in offer.action.needs if code in place),
            settles=offer.settles,
        )
        for offer in offers
    )
    return Problem(jobs, pace, (pace,) * PERIODS, means.budget_eur)


def _purse(finding: Finding) -> tuple[str, str]:
    """What the finding's stake is won from: its pool where it has one, or itself."""
    return ("", finding.pool) if finding.pool else (finding.room, finding.code)


def _purses(offers: Sequence[Proposal]) -> Mapping[tuple[str, str], tuple[int, float]]:
    """Index and size of each purse: the largest expected stake of its findings, euros a year."""
    sizes: dict[tuple[str, str], float] = {}
    for finding in (finding for offer in offers for finding in offer.findings):
        if finding.stake is not None and finding.stake.high > 0:
            sizes[_purse(finding)] = max(sizes.get(_purse(finding), 0.0), expected(finding.stake))
    return {purse: (index, sizes[purse]) for index, purse in enumerate(sorted(sizes))}


def _wins(offer: Proposal, purses: Mapping[tuple[str, str], tuple[int, float]]) -> tuple[Win, ...]:
    """What the action wins: of one purse the largest part that a finding grants it, never two parts."""
    found: dict[int, Win] = {}
    for finding, share in zip(offer.findings, offer.shares, strict=True):
        stake = finding.stake
        if stake is None or share <= 0 or stake.high <= 0:
            continue
        purse, size = purses[_purse(finding)]
        euros = share * expected(stake)
        if purse not in found or euros > found[purse].eur_year:
            span = (share * stake.low, share * stake.central, share * stake.high)
            found[purse] = Win(purse, euros / size, euros, span)
    return tuple(found[purse] for purse in sorted(found))


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
