"""The shapes of the roadmap: means, first opportunity, steps, what was left out, and the whole audit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal

from ancrage.exhibits import Diagnosis
from ancrage.findings import Action, Finding
from ancrage.firm import Firm
from ancrage.questions import Question
from ancrage.text import Text
from ancrage.world import World

Horizon = Literal[30, 90, 180]


@dataclass(frozen=True, slots=True)
class Means:
    """What the owner can give: hours a month of the firm's own time, and euros to spend over the 180 days.

    `assumed` says that these are our defaults and not the owner's words.
    """

    hours_per_month: float
    budget_eur: float
    assumed: bool = False


@dataclass(frozen=True, eq=False)
class First:
    """The first opportunity.

    Args:
        finding: the finding it is.
        reason: one plain sentence: why this one.
        first_in_draws: share of draws in which its stake is the largest, all stakes redrawn within their ranges.
        draws: how many draws.
        rivals: the other candidates with their own share, largest first.
    """

    finding: Finding
    reason: Text
    first_in_draws: float
    draws: int
    rivals: tuple[tuple[Finding, float], ...]


@dataclass(frozen=True, eq=False)
class Step:
    """One action of the plan, placed in time.

    Args:
        action: what to do.
        findings: the findings it answers, the largest stake first.
        horizon: window by whose end it is done: 30, 90 or 180 days.
        start_day, end_day: days counted from the date of the audit.
        gain_low, gain_central, gain_high: euros a year that it should win, by its share of each stake.
        check_on: day on which to look whether it worked.
    """

    action: Action
    findings: tuple[Finding, ...]
    horizon: Horizon
    start_day: int
    end_day: int
    gain_low: float
    gain_central: float
    gain_high: float
    check_on: date


@dataclass(frozen=True, eq=False)
class LeftOut:
    """An action that the plan does not hold, and why in one sentence."""

    action: Action
    findings: tuple[Finding, ...]
    reason: Text


@dataclass(frozen=True, eq=False)
class Plan:
    """Steps in the order to do them, and what was left out."""

    steps: tuple[Step, ...]
    left_out: tuple[LeftOut, ...]
    means: Means


@dataclass(frozen=True, eq=False)
class Audit:
    """All that the main job says of a firm on a day.

    Args:
        firm, world: what it was computed from.
        diagnoses: what each room says, in the order of the rooms.
        findings: all findings, the ones that weigh most first.
        first: the first opportunity, or None where the books alone show none.
        plan: the roadmap.
        questions: questions not yet answered, the most useful first.
    """

    firm: Firm
    world: World
    diagnoses: tuple[Diagnosis, ...]
    findings: tuple[Finding, ...]
    first: First | None
    plan: Plan
    questions: tuple[Question, ...]
