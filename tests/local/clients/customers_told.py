"""Sales to customers told in one line each, and the check that every proof of a finding holds."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from ancrage.findings import Finding, evidence_cents
from ancrage.local.clients.revenue import Revenue, revenue_of
from ancrage.text import Language, render
from ancrage.world import World, world_on
from ledgers import Entry, Line, entry
from raw_fec import amounts

WORLD: World = world_on(date(2026, 11, 23))
COUNTER = ("CCOMPT", "CLIENTS COMPTOIR")


def invoice(
    day: str, customer: tuple[str, str], amount: float, *, letter: str = "", label: str = ""
) -> Entry:
    """An invoice of `amount` before 20 % tax; below zero, a credit note."""
    tax = round(amount * 0.2, 2)
    return entry(
        "VE",
        day,
        f"F{day}{customer[0]}",
        label or f"Facture {customer[1]}",
        Line("411000", round(amount + tax, 2), customer, letter=letter),
        Line("707000", -amount),
        Line("445710", -tax),
    )


def receipt(day: str, customer: tuple[str, str], gross: float, *, letter: str = "") -> Entry:
    """A customer pays `gross`, tax included."""
    return entry(
        "BQ",
        day,
        f"V{day}",
        f"VIR {customer[1]}",
        Line("512000", gross),
        Line("411000", -gross, customer, letter=letter),
    )


def revenue(firm) -> Revenue:
    return revenue_of(firm)


def said(finding: Finding) -> str:
    """The title in French, no-break spaces made plain."""
    return render(finding.title, Language.FR).translate({0xA0: " ", 0x202F: " "})


def check_proofs(finding: Finding) -> None:
    """Every piece of evidence is the sum of its lines; every amount of the books has its evidence."""
    pieces = list(finding.evidence)
    if finding.stake is not None:
        for one in finding.stake.inputs:
            pieces += one.evidence
            if one.origin == "books" and one.unit == "eur":
                assert round(one.value * 100) == evidence_cents(one.evidence)
    for piece in pieces:
        lines = amounts(Path(piece.file))
        total = sum(lines[int(number)] for number in piece.lines)
        assert piece.sign * total * 100 == piece.amount_cents
    assert sum(action.gain_share for action in finding.actions) <= 1
