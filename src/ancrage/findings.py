"""What a room says: findings with their stake, their proof, and what to do about them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from ancrage.text import Text

if TYPE_CHECKING:  # loading numpy costs pages and commands that read no line
    import numpy as np
    from numpy.typing import NDArray

Kind = Literal["strength", "weakness", "risk", "opportunity"]
Level = Literal["low", "medium", "high"]
Unit = Literal["eur", "eur_year", "ratio", "days", "count", "hours", "weeks"]
Origin = Literal["books", "answer", "default"]
Role = Literal["owner", "accountant", "purchasing", "sales", "logistics"]
Nature = Literal["measure", "listen", "act"]


@dataclass(frozen=True, eq=False)
class Evidence:
    """Lines of one file that prove an amount.

    `amount_cents` is `sign` times the sum over `lines`, exactly: of (debit - credit) for the ledger, of the column of
    money (`firm.tables.trade.MEASURES`) for another table, which says its `sheet` where the file has several.
    """

    file: str
    lines: NDArray[np.uint32]
    sign: Literal[1, -1]
    amount_cents: int
    table: str = "ledger"
    sheet: str = ""


@dataclass(frozen=True, slots=True)
class Confidence:
    """How sure we are, and why: high (read), medium (inferred from several signs), low (one sign, a default)."""

    level: Level
    reason: Text


@dataclass(frozen=True, eq=False)
class Input:
    """One number that enters a formula.

    Args:
        name: its name in the formula.
        label: what it is, in words.
        value: its value, in `unit`.
        unit: euros, euros a year, ratio, days, count, hours or weeks.
        origin: read in the books, answered by the owner, or a default.
        source: for a default, the reference of world/ that states it; for an answer, the question's id.
        evidence: for the books, the lines.
    """

    name: str
    label: Text
    value: float
    unit: Unit
    origin: Origin
    source: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, eq=False)
class Stake:
    """Euros a year, low to high, with the formula and its inputs (low <= central <= high, all >= 0)."""

    low: float
    central: float
    high: float
    formula: Text
    inputs: tuple[Input, ...]

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.central <= self.high:
            msg = f"stake out of order: {self.low}, {self.central}, {self.high}"
            raise ValueError(msg)


@dataclass(frozen=True, eq=False)
class Action:
    """One thing to do about a finding: a possible step of the roadmap.

    Args:
        code: stable name; the same action asked for by two findings has the same code.
        title: what to do, an imperative sentence.
        nature: measure (know before changing), listen (before selling elsewhere), or act.
        role: who does it.
        hours: hours of the firm's own time.
        cost_eur: money to spend, once.
        delay_days: days between its end and the first effect.
        gain_share: part of the finding's stake that this step alone would win, between 0 and 1.
        needs: codes of actions that must be done before, where they are proposed.
        success: how one will see that it worked.
        check_days: days after its end when to check.
    """

    code: str
    title: Text
    nature: Nature
    role: Role
    hours: float
    cost_eur: float
    delay_days: int
    gain_share: float
    success: Text
    check_days: int = 30
    needs: tuple[str, ...] = ()


@dataclass(frozen=True, eq=False)
class Finding:
    """A strength, a weakness, a risk or an opportunity of the firm.

    Args:
        code: stable name, unique in a diagnosis.
        room: dotted name of the room ("chain.suppliers").
        kind: strength, weakness, risk or opportunity.
        title: one sentence an owner understands, with its figures.
        reason: why it matters to the firm, one plain sentence.
        stake: euros a year, or None where nothing allows to say.
        confidence: how sure, and why.
        evidence: the lines of the files.
        actions: what can be done.
        questions: ids of the questions that would settle or sharpen it.
        pool: name shared by findings whose stakes are euros of the same lines seen from several sides: the plan
            never adds them up.
    """

    code: str
    room: str
    kind: Kind
    title: Text
    reason: Text
    stake: Stake | None
    confidence: Confidence
    evidence: tuple[Evidence, ...]
    actions: tuple[Action, ...] = ()
    questions: tuple[str, ...] = field(default=())
    pool: str | None = None


def evidence_cents(evidence: Sequence[Evidence]) -> int:
    """Sum of the amounts of several pieces of evidence, in cents."""
    return sum(piece.amount_cents for piece in evidence)
