"""The columns of a FEC: legal names and order (article A47 A-1 of the LPF, VII and VIII), and other spellings."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass

# A47 A-1 VII 2°: the 18 fields of every firm, in their legal order.
LEGAL = (
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
)
# VIII 3° and 7°: cash accounting of farmers (21) and of professions (22).
CASH = ("DateRglt", "ModeRglt", "NatOp", "IdClient")
SIGNED = ("Montant", "Sens")  # VII 4°: may stand for Debit and Credit

_SPELLINGS = {
    "compteauxnum": "CompAuxNum",
    "compteauxlib": "CompAuxLib",
    "comptauxnum": "CompAuxNum",
    "comptauxlib": "CompAuxLib",
    "journallibelle": "JournalLib",
    "comptelibelle": "CompteLib",
    "compauxlibelle": "CompAuxLib",
    "ecriturelibelle": "EcritureLib",
    "ecriturelettrage": "EcritureLet",
    "datelettrage": "DateLet",
    "datevalidation": "ValidDate",
    "devise": "Idevise",
}
_KNOWN = {name.lower(): name for name in (*LEGAL, *CASH, *SIGNED)} | _SPELLINGS

REQUIRED = frozenset({"EcritureDate", "CompteNum"})
TYPED = frozenset(
    {
        "EcritureDate",
        "PieceDate",
        "DateLet",
        "ValidDate",
        "Debit",
        "Credit",
        "Montant",
        "Montantdevise",
    }
)
# Where a separator may have slipped into the text, the likeliest first.
FREE_TEXT = ("EcritureLib", "CompteLib", "CompAuxLib", "PieceRef", "JournalLib")


@dataclass(frozen=True, slots=True)
class Layout:
    """How the lines of one file are cut.

    Args:
        separator: one character.
        names: legal name of each field, "" for a field that nothing here reads.
        quoted: fields stand between double quotes (a spreadsheet wrote them).
        has_header: a line names the fields.
        above: lines above it (a title, blank lines).
    """

    separator: str
    names: tuple[str, ...]
    quoted: bool = False
    has_header: bool = True
    above: int = 0

    @property
    def signed(self) -> bool:
        """Amounts come as Montant and Sens."""
        return "Montant" in self.names


def canonical(name: str) -> str:
    """Legal name of a header cell, or "" for a column of the firm's own."""
    plain = unicodedata.normalize("NFKD", name.strip().strip('"'))
    key = re.sub(r"[^a-z]", "", plain.encode("ascii", "ignore").decode().lower())
    return _KNOWN.get(key, "")


def from_header(line: str) -> Layout | None:
    """Layout named by a header line, or None when the line is no header of a FEC."""
    for separator in ("\t", "|", ";", ","):
        cells = line.split(separator)
        names = tuple(canonical(cell) for cell in cells)
        if set(names) >= REQUIRED and (
            {"Debit", "Credit"} <= set(names) or set(SIGNED) <= set(names)
        ):
            if {"Debit", "Credit"} <= set(names):  # Montant and Sens then say the same again
                names = tuple("" if name in SIGNED else name for name in names)
            return Layout(separator, _first_of_each(names), quoted=cells[0].strip().startswith('"'))
    return None


def _first_of_each(names: tuple[str, ...]) -> tuple[str, ...]:
    seen: set[str] = set()
    result = []
    for name in names:
        result.append("" if name in seen else name)
        seen.add(name)
    return tuple(result)


def from_positions(lines: list[str]) -> Layout | None:
    """Layout of a file without header, where its fields have the legal order; None when they do not."""
    for separator in ("\t", "|", ";"):
        rows = [line.split(separator) for line in lines if line.strip()]
        if not rows:
            return None
        count = max(len(row) for row in rows)
        if count < len(LEGAL) or count > len(LEGAL) + len(CASH) + 1:
            continue
        names = (LEGAL + CASH + ("",))[:count]
        if count in {len(LEGAL), len(LEGAL) + 1}:
            names = (*LEGAL, "")[:count]
        if all(_looks_legal(row) for row in rows if len(row) == count):
            return Layout(separator, names, has_header=False)
    return None


def _looks_legal(row: list[str]) -> bool:
    amount = re.compile(r"[+-]?[\d\s]*([,.]\d+)?[+-]?")
    return bool(
        re.fullmatch(r"\s*\d{8}\s*", row[3])
        and re.fullmatch(r"\s*\d+\w*\s*", row[4])
        and amount.fullmatch(row[11].strip())
        and amount.fullmatch(row[12].strip())
    )
