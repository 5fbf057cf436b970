"""What the last study found, the lines that prove each amount, and the figures of each fiscal year."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from django.http import Http404
from ninja import Schema

from ancrage.web.api.access import Call, Calls
from ancrage.web.api.contract import Evidence, Finding, FiscalYear, contract, findings_of
from ancrage.web.api.given import ROWS, Code, Page, ProofKey, Speaks, spoken, window
from ancrage.web.people.roles import Permission
from ancrage.web.studies import proofs
from ancrage.web.studies.models import StudyProof

calls = Calls(tags=["findings"])
Day: TypeAlias = date


class Piece(Evidence):
    """Lines of one file that prove an amount; `withdrawn` once the file was taken out: its lines are not there any more."""

    withdrawn: bool


class ProofLine(Schema):
    """A line of a file as it was read, amounts in euros; `line` counts from the header, which is 1."""

    file: str
    line: int
    date: Day | None
    table: str
    account: str
    account_label: str
    party: str
    label: str
    debit_eur: float
    credit_eur: float


class Proof(Schema):
    """An amount, the pieces whose sum it is, and one page of their lines, 50 at most."""

    key: str
    amount_eur: float
    pieces: list[Piece]
    lines: list[ProofLine]
    page: int
    pages: int
    count: int


@calls.call("GET", "/findings", Permission.READ, list[Finding])
def list_findings(request: Call, language: Speaks = None) -> list[Finding]:
    """All findings of the last study, in its order, as `ancrage audit --json` gives them. 404 before the first study."""
    return findings_of(contract(spoken(request, language)))


@calls.call("GET", "/findings/{code}", Permission.READ, Finding)
def get_finding(request: Call, code: Code, language: Speaks = None) -> Finding:
    """One finding: stake in euros a year, formula, inputs, evidence, actions."""
    found = findings_of(contract(spoken(request, language)))
    for finding in found:
        if finding.code == code:
            return finding
    raise Http404


@calls.call("GET", "/proofs/{key}", Permission.READ, Proof)
def get_proof(request: Call, key: ProofKey, page: Page = 1) -> Proof:
    """The lines whose sum is an amount: amount_eur = sum over the pieces of sign x (debit - credit)."""
    found = proofs.pieces(key)
    if not found:
        raise Http404
    count = sum(piece.count for piece in found)
    start, pages = window(count, page)
    return Proof(
        key=key,
        amount_eur=sum(piece.amount_cents for piece in found) / 100,
        pieces=[
            Piece(
                file=piece.file,
                lines=piece.count,
                sign=1 if piece.sign == 1 else -1,
                amount_eur=piece.amount_cents / 100,
                withdrawn=piece.source_id is None,
                table=piece.table,
                sheet=piece.sheet,
            )
            for piece in found
        ],
        lines=[
            ProofLine(
                file=line.file,
                line=line.line,
                date=line.day,
                table=line.table,
                account=line.account if isinstance(line.account, str) else "",
                account_label=line.account_label,
                party=line.party,
                label=line.label,
                debit_eur=line.debit / 100,
                credit_eur=line.credit / 100,
            )
            for line in proofs.rows(found, start, ROWS)
        ],
        page=page,
        pages=pages,
        count=count,
    )


@calls.call("GET", "/figures", Permission.READ, list[FiscalYear])
def list_figures(request: Call) -> list[FiscalYear]:
    """Management figures of each fiscal year (docs/json.md). 404 before the first study."""
    told = contract(request.auth.language)
    keys = StudyProof.objects.filter(key__startswith="figure.").values_list("key", flat=True)
    proven: dict[str, dict[str, str]] = {}
    for key in keys:  # figure.NAME.YEAR
        name, _, year = key.removeprefix("figure.").rpartition(".")
        proven.setdefault(year, {})[name] = key
    return [
        FiscalYear(**year, figures=told["figures"][year["end"]], proofs=proven.get(year["end"], {}))
        for year in told["firm"]["years"]
    ]
