"""The JSON answer of the main job: a documented and versioned contract (docs/json.md)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from ancrage.chain.sourcing.landed_cost import landed_cost
from ancrage.dates import FiscalYear
from ancrage.findings import Action, Evidence, Finding, Input
from ancrage.firm import Firm, Reading, SourceFile
from ancrage.firm.figures import RULES, TAX_RETURN, Rule, prove
from ancrage.problems import Problem
from ancrage.reach.channels.markets import split
from ancrage.roadmap.model import Audit, LeftOut, Step
from ancrage.roadmap.rooms import ROOMS
from ancrage.text import Language, render

VERSION = "1.0"
PROVEN_LINES = 100_000  # ledgers up to this size come with the lines behind every figure


def to_json(
    reading: Reading, audit: Audit | None, language: Language, *, proven: bool = True
) -> dict[str, Any]:
    """The whole answer; `figures`, `findings` and `roadmap` are empty when there is no firm.

    Without `proven`, the lines behind the figures are left out: they may be most of the work.
    """
    answer: dict[str, Any] = {
        "version": VERSION,
        **files_data(reading, language),
        "totals": {file.path: _totals(file) for file in reading.files if file.kind == "fec"},
        "figures": {},
        "figures_evidence": {},
        "findings": [],
        "roadmap": {"first": None, "steps": [], "left_out": []},
        "questions": [
            {
                "id": q.id,
                "room": q.room,
                "ask": render(q.ask, language),
                "why": render(q.why, language),
                "unlocks": list(q.unlocks),
            }
            for q in (audit.questions if audit else [q for room in ROOMS for q in room.questions])
        ],
    }
    if audit is None:
        return answer
    firm = audit.firm
    answer["firm"] = {"siren": firm.siren, "years": [_year(year) for year in firm.years]}
    answer["figures"] = {year.key: figures_of(firm, year) for year in firm.years}
    if proven and firm.ledger.height <= PROVEN_LINES:
        answer["figures_evidence"] = {year.key: proofs_of(firm, year) for year in firm.years}
    answer["findings"] = [_finding(finding, language) for finding in audit.findings]
    answer["roadmap"] = _roadmap(audit, language)
    return answer


def _year(year: FiscalYear) -> dict[str, Any]:
    return {
        "start": year.start.isoformat(),
        "end": year.key,
        "covered_until": year.covered_until.isoformat(),
    }


def files_data(reading: Reading, language: Language) -> dict[str, Any]:
    """What each file is, and what was odd."""
    return {
        "files": [_file(file, language) for file in reading.files],
        "problems": [problem_data(problem, language) for problem in reading.problems],
    }


def _file(file: SourceFile, language: Language) -> dict[str, Any]:
    control: Mapping[str, Any] = file.control
    if file.kind == "fec":
        control = {"rows": file.rows, "debit": file.debit / 100, "credit": file.credit / 100}
    return {
        "path": file.path,
        "kind": file.kind,
        "confidence": file.confidence,
        "reason": render(file.reason, language),
        "rows": file.rows,
        "period_start": file.period_start.isoformat() if file.period_start else None,
        "period_end": file.period_end.isoformat() if file.period_end else None,
        "status": file.status,
        "control": dict(control),
    }


def problem_data(problem: Problem, language: Language) -> dict[str, Any]:
    """A problem in the reader's words."""
    return {
        "code": problem.code,
        "severity": problem.severity,
        "file": problem.file,
        "line": problem.line,
        "count": problem.count,
        "message": render(problem.message, language),
        "repair": render(problem.repair, language),
    }


def _totals(file: SourceFile) -> dict[str, float]:
    return {
        "debit_eur": file.debit / 100,
        "credit_eur": file.credit / 100,
        "assigned_eur": file.assigned / 100,
        "unassigned_eur": file.unassigned / 100,
    }


def figures_of(firm: Firm, year: FiscalYear) -> dict[str, Any]:
    """Management figures of a year by name, with the rooms' two: markets and landed cost."""
    figures = firm.figures[year.end]
    result: dict[str, Any] = dict(figures.values)
    markets = split(firm, year)
    result["sales_split"] = {**markets.figures(), "confidence": markets.confidence}
    for cost in landed_cost(firm, year):
        if cost.uplift is not None:
            result[f"landed_cost_uplift_{cost.code}"] = round(cost.uplift, 4)
    result["tax_return"] = dict(figures.tax_return)
    return result


def proofs_of(firm: Firm, year: FiscalYear) -> dict[str, Any]:
    """For each figure that sums accounts: its rule in words and the lines that it sums."""
    rules: dict[str, Rule] = {
        **RULES,
        **{f"tax_return.{box}": rule for box, rule in TAX_RETURN.items()},
    }
    return {
        name: {"rule": _rule(rule), "evidence": _evidence(prove(firm, year, rule))}
        for name, rule in rules.items()
    }


def _rule(rule: Rule) -> str:
    sides = "debit - credit" if rule.sign == 1 else "credit - debit"
    less = f" except {', '.join(rule.less)}" if rule.less else ""
    return f"sum of ({sides}) over accounts {', '.join(rule.prefixes)}{less}, {' and '.join(rule.phases)} entries"


def _evidence(pieces: Sequence[Evidence]) -> list[dict[str, Any]]:
    return [
        {
            "file": p.file,
            "lines": p.lines.tolist(),
            "sign": p.sign,
            "amount_eur": p.amount_cents / 100,
            "table": p.table,
            "sheet": p.sheet,
        }
        for p in pieces
    ]


def _finding(finding: Finding, language: Language) -> dict[str, Any]:
    stake = finding.stake
    return {
        "code": finding.code,
        "room": finding.room,
        "kind": finding.kind,
        "title": render(finding.title, language),
        "reason": render(finding.reason, language),
        "stake_eur_year": {
            "low": round(stake.low, 2),
            "central": round(stake.central, 2),
            "high": round(stake.high, 2),
        }
        if stake
        else None,
        "formula": render(stake.formula, language) if stake else None,
        "inputs": [_input(entry, language) for entry in stake.inputs] if stake else [],
        "confidence": finding.confidence.level,
        "confidence_reason": render(finding.confidence.reason, language),
        "evidence": _evidence(finding.evidence),
        "actions": [_action(action, language) for action in finding.actions],
        "questions": list(finding.questions),
    }


def _input(entry: Input, language: Language) -> dict[str, Any]:
    return {
        "name": entry.name,
        "label": render(entry.label, language),
        "value": entry.value,
        "unit": entry.unit,
        "origin": entry.origin,
        "source": entry.source,
        "evidence": _evidence(entry.evidence),
    }


def _action(action: Action, language: Language) -> dict[str, Any]:
    return {
        "code": action.code,
        "title": render(action.title, language),
        "nature": action.nature,
        "owner": action.role,
        "hours": action.hours,
        "cost_eur": action.cost_eur,
        "delay_days": action.delay_days,
        "gain_share": action.gain_share,
        "success": render(action.success, language),
        "check_days": action.check_days,
        "needs": list(action.needs),
    }


def _roadmap(audit: Audit, language: Language) -> dict[str, Any]:
    first = audit.first
    return {
        "first": {
            "finding": first.finding.code,
            "reason": render(first.reason, language),
            "first_in_draws": first.first_in_draws,
            "draws": first.draws,
            "rivals": [
                {"finding": finding.code, "first_in_draws": share}
                for finding, share in first.rivals
            ],
        }
        if first
        else None,
        "means": {
            "hours_per_month": audit.plan.means.hours_per_month,
            "budget_eur": audit.plan.means.budget_eur,
            "assumed": audit.plan.means.assumed,
        },
        "steps": [_step(step, language) for step in audit.plan.steps],
        "left_out": [_left_out(left, language) for left in audit.plan.left_out],
    }


def _step(step: Step, language: Language) -> dict[str, Any]:
    return {
        **_action(step.action, language),
        "findings": [finding.code for finding in step.findings],
        "horizon_days": step.horizon,
        "start_day": step.start_day,
        "end_day": step.end_day,
        "gain_eur_year": {
            "low": round(step.gain_low, 2),
            "central": round(step.gain_central, 2),
            "high": round(step.gain_high, 2),
        },
        "check_on": step.check_on.isoformat(),
    }


def _left_out(left: LeftOut, language: Language) -> Mapping[str, Any]:
    return {
        "code": left.action.code,
        "title": render(left.action.title, language),
        "findings": [finding.code for finding in left.findings],
        "reason": render(left.reason, language),
    }
