"""Sales through every channel told in one line each, and the check that every proof of a finding holds."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

from ancrage.findings import Finding, evidence_cents
from ancrage.firm import Firm
from ancrage.reach.channels.diagnose import diagnose
from ancrage.text import Language, render
from ancrage.world import World, world_on
from ledgers import Entry, Line, entry, firm_of
from raw_fec import amounts

WORLD: World = world_on(date(2026, 11, 23))
LABELS = {
    "445718": "TVA collectée OSS",
    "622200": "Commissions place de marché",
    "627000": "Services bancaires",
    "627800": "Commissions cartes bancaires",
    "707200": "Ventes intracommunautaires",
    "707300": "Ventes export",
    "707400": "Ventes hors France",
    "708500": "Ports facturés",
    "709700": "Remises accordées",
}
SHOP = ("CLIB", "LIBRAIRIE DU PORT")


def sold(
    day: str,
    amount: float,
    who: tuple[str, str] = SHOP,
    *,
    account: str = "707000",
    vat: str | None = "445710",
    label: str = "",
) -> Entry:
    """A sale of `amount` before tax, with 20 % tax on the account `vat`, or none."""
    tax = round(amount * 0.2, 2) if vat else 0.0
    lines = [Line("411000", round(amount + tax, 2), who), Line(account, -amount)]
    if vat:
        lines.append(Line(vat, -tax))
    return entry("VE", day, f"F{day}", label or f"Facture {day}", *lines)


def received(day: str, gross: float, label: str, account: str = "411000") -> Entry:
    """Money that comes to the bank, against a customer, or straight to the sales account."""
    who = SHOP if account.startswith("411") else ("", "")
    return entry("BQ", day, f"V{day}", label, Line("512000", gross), Line(account, -gross, who))


def told(folder: Path, entries: Iterable[Entry], **answers: bool | float | str) -> Firm:
    return firm_of(folder, entries, answers=answers, labels=LABELS)


def finding(firm: Firm, code: str) -> Finding | None:
    found = next((f for f in diagnose(firm, WORLD).findings if f.code == code), None)
    if found is not None:
        check_proofs(found)
    return found


def said(finding: Finding) -> str:
    """The title in French, no-break spaces made plain."""
    return render(finding.title, Language.FR).translate({0xA0: " ", 0x202F: " "})


def check_proofs(finding: Finding) -> None:
    """Every piece of evidence is the sum of its lines; every amount of the books has its evidence."""
    pieces = list(finding.evidence)
    for one in finding.stake.inputs if finding.stake else ():
        pieces += one.evidence
        if one.origin == "books" and one.unit == "eur":
            assert round(one.value * 100) == evidence_cents(one.evidence)
    for piece in pieces:
        lines = amounts(Path(piece.file))
        total = sum(lines[int(number)] for number in piece.lines)
        assert piece.sign * total * 100 == piece.amount_cents
    assert sum(action.gain_share for action in finding.actions) <= 1
