"""Small ledgers for tests: entries told in a line each, written as FEC files, read back as a firm."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ancrage.firm import Firm, read

HEADER = [
    "JournalCode",
    "JournalLib",
    "EcritureNum",
    "EcritureDate",
    "CompteNum",
    "CompteLib",
    "CompAuxNum",
    "CompAuxLib",
    "PieceRef",
    "PieceDate",
    "EcritureLib",
    "Debit",
    "Credit",
    "EcritureLet",
    "DateLet",
    "ValidDate",
    "Montantdevise",
    "Idevise",
]
SIREN = "123456782"
LABELS = {
    "401000": "Fournisseurs",
    "411000": "Clients",
    "512000": "Banque",
    "445660": "TVA déductible",
    "445710": "TVA collectée",
    "601000": "Achats de matières premières",
    "602000": "Achats d'autres approvisionnements",
    "607000": "Achats de marchandises",
    "609700": "Rabais obtenus",
    "613200": "Loyers",
    "624100": "Transports sur achats",
    "622400": "Rémunérations des transitaires",
    "707000": "Ventes de marchandises",
}


@dataclass(frozen=True)
class Line:
    """One line: amount in euros, debit above zero, credit below; party is (code, name)."""

    account: str
    amount: float
    party: tuple[str, str] = ("", "")
    label: str = ""
    letter: str = ""
    currency: str = ""


@dataclass(frozen=True)
class Entry:
    """One balanced entry."""

    journal: str
    day: str
    piece: str
    label: str
    lines: tuple[Line, ...]
    piece_day: str = ""


def entry(
    journal: str, day: str, piece: str, label: str, *lines: Line, piece_day: str = ""
) -> Entry:
    """An entry, checked to balance."""
    assert round(sum(line.amount for line in lines), 2) == 0
    return Entry(journal, day, piece, label, lines, piece_day)


def bill(
    day: str,
    supplier: tuple[str, str],
    amount: float,
    account: str = "607000",
    *,
    piece: str = "",
    label: str = "",
    vat: bool = True,
    letter: str = "",
    currency: str = "",
) -> Entry:
    """A supplier's bill of `amount` before tax, with 20 % tax unless `vat` is off; a negative amount is a credit note."""
    piece = piece or f"{supplier[0]}-{day}"
    tax = round(amount * 0.2, 2) if vat else 0.0
    lines = [Line(account, amount, currency=currency)]
    if tax:
        lines.append(Line("445660", tax))
    gross = round(amount + tax, 2)
    lines.append(Line("401000", -gross, supplier, letter=letter, currency=currency))
    return entry("AC", day, piece, label or f"{supplier[1]} {piece}", *lines)


def payment(
    day: str, supplier: tuple[str, str], amount: float, *, letter: str = "", label: str = ""
) -> Entry:
    """A payment of `amount` to a supplier, tax included."""
    paid = Line("401000", amount, supplier, letter=letter)
    return entry("BQ", day, f"V{day}", label or f"VIR {supplier[1]}", paid, Line("512000", -amount))


def sale(day: str, amount: float, account: str = "707000") -> Entry:
    """Counter sales of `amount` before tax."""
    tax = round(amount * 0.2, 2)
    lines = (Line("512000", amount + tax), Line(account, -amount), Line("445710", -tax))
    return entry("VE", day, f"Z{day}", "Ventes comptoir", *lines)


def write(
    folder: Path, entries: Iterable[Entry], labels: Mapping[str, str] | None = None
) -> list[Path]:
    """One FEC file a calendar year."""
    names = {**LABELS, **(labels or {})}
    by_year: dict[str, list[str]] = {}
    for number, one in enumerate(entries, 1):
        rows = by_year.setdefault(one.day[:4], ["\t".join(HEADER)])
        for line in one.lines:
            code, name = line.party
            cells = [
                one.journal, one.journal, f"{one.journal}{number}", one.day, line.account,
                names.get(line.account, f"Compte {line.account}"), code, name, one.piece,
                one.piece_day or one.day, line.label or one.label, _euros(max(line.amount, 0)),
                _euros(max(-line.amount, 0)), line.letter, "", one.day,
                _euros(abs(line.amount)) if line.currency else "", line.currency,
            ]  # fmt: skip
            rows.append("\t".join(cells))
    paths = []
    for year, rows in sorted(by_year.items()):
        path = folder / f"{SIREN}FEC{year}1231.txt"
        path.write_text("\r\n".join([*rows, ""]), encoding="utf-8")
        paths.append(path)
    return paths


def firm_of(
    folder: Path,
    entries: Iterable[Entry],
    *,
    answers: Mapping[str, bool | float | str] | None = None,
    labels: Mapping[str, str] | None = None,
) -> Firm:
    """The firm that these entries tell."""
    firm = read(write(folder, entries, labels), answers or {}).firm
    assert firm is not None
    return firm


def _euros(amount: float) -> str:
    return f"{amount:.2f}".replace(".", ",")
