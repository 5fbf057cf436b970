"""Shapes of docs/json.md as the API gives them: amounts in euros, a proof as the count of its lines and its key."""

from __future__ import annotations

from datetime import date
from typing import Any, Literal

from django.http import Http404
from ninja import Schema

from ancrage.findings import Kind, Level, Nature, Origin, Role, Unit
from ancrage.text import Language
from ancrage.web.studies.pages import page


class Range(Schema):
    """Euros a year; low <= central <= high."""

    low: float
    central: float
    high: float


class Evidence(Schema):
    """Lines of one file whose sum is an amount: amount_eur = sign x sum of (debit - credit).

    `lines` is how many; `GET /proofs/{key}` gives them.
    """

    file: str
    lines: int
    sign: Literal[1, -1]
    amount_eur: float
    table: str
    sheet: str


class Input(Schema):
    """One number of a formula, in `unit`; `source` names the reference of a default or the question of an answer."""

    name: str
    label: str
    value: float
    unit: Unit
    origin: Origin
    source: str | None
    evidence: list[Evidence]
    proof: str | None


class Action(Schema):
    """One thing to do; hours of the firm's own time, money to spend once, days until the first effect."""

    code: str
    title: str
    nature: Nature
    owner: Role
    hours: float
    cost_eur: float
    delay_days: int
    gain_share: float
    success: str
    check_days: int
    needs: list[str]


class Finding(Schema):
    """A strength, a weakness, a risk or an opportunity: stake in euros a year with its formula, and its proof."""

    code: str
    room: str
    kind: Kind
    title: str
    reason: str
    stake_eur_year: Range | None
    formula: str | None
    inputs: list[Input]
    confidence: Level
    confidence_reason: str
    evidence: list[Evidence]
    proof: str | None
    actions: list[Action]
    questions: list[str]


class Rival(Schema):
    """Another candidate, with the share of draws (0 to 1) in which its stake is the largest."""

    finding: str
    first_in_draws: float


class First(Schema):
    """The first opportunity: code of its finding, share of draws (0 to 1) in which its stake is the largest."""

    finding: str
    reason: str
    first_in_draws: float
    draws: int
    rivals: list[Rival]


class Means(Schema):
    """Hours a month, and euros over 180 days; `assumed` where nobody said."""

    hours_per_month: float
    budget_eur: float
    assumed: bool


class LeftOut(Schema):
    """An action that the plan does not hold, and why."""

    code: str
    title: str
    findings: list[str]
    reason: str


class Unanswered(Schema):
    """A question not answered yet; `unlocks` are codes of findings."""

    id: str
    room: str
    ask: str
    why: str
    unlocks: list[str]


class FiscalYear(Schema):
    """A fiscal year, the day that the books reach, and its figures by name (docs/json.md; amounts in euros).

    `proofs` holds the key of the proof of each figure that sums accounts.
    """

    start: date
    end: date
    covered_until: date
    figures: dict[str, Any]
    proofs: dict[str, str]


def contract(language: Language) -> dict[str, Any]:
    """The contract of the last study of the firm in scope. Raises Http404 where nothing is studied."""
    found = page("contract", language)
    if found is None:
        raise Http404
    return found


def findings_of(told: dict[str, Any]) -> list[Finding]:
    """The findings of a contract, each amount with the key of its proof."""
    found = []
    for finding in told["findings"]:
        code = finding["code"]
        inputs = [
            {**item, "proof": f"{code}.{item['name']}" if item["evidence"] else None}
            for item in finding["inputs"]
        ]
        proof = code if finding["evidence"] else None
        found.append(Finding.model_validate({**finding, "inputs": inputs, "proof": proof}))
    return found
