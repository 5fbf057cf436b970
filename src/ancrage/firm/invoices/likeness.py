"""Whether an invoice and what is booked speak of the same party and the same document."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from ancrage.firm.parties import plain

_ALIKE = 85  # of 100: names of one party, totals and days being equal besides
_SHORTEST = 4  # letters under which a name says nothing
_NOT_SIGNS = re.compile(r"[^A-Z0-9]+")
_DIGITS = re.compile(r"\d")
_FRENCH_VAT = re.compile(r"FR[0-9A-Z]{2}(\d{9})")


@dataclass(frozen=True, slots=True)
class Told:
    """What an invoice says of itself; names and SIREN are those of the other party, by the side it would be on."""

    row: int
    number: str
    type: str
    day: date
    gross: int | None
    currency: str
    names: Mapping[str, str]
    sirens: Mapping[str, str | None]
    sides: tuple[str, ...]

    def in_label(self, part: Booked) -> bool:
        """Whether the number stands in the label, as one word or several in a row."""
        return len(self.number) >= 3 and self.number in _runs(part.label, len(self.number))

    def sure_number(self, signs: int) -> bool:
        """Whether the number is long enough to be no other document's."""
        return len(self.number) >= signs and bool(_DIGITS.search(self.number))


@dataclass(frozen=True, slots=True)
class Booked:
    """A part of an entry: what is booked with one party under one reference and label; amount as the invoice has it."""

    entry: int
    party: int | None
    side: str
    name: str
    code: str
    reference: str
    label: str
    day: date
    piece_day: date | None
    amount: int
    parts: tuple[int, ...]


def number_of(written: str | None) -> str:
    """A number without what people change when they copy it: case, blanks, punctuation."""
    return _NOT_SIGNS.sub("", (written or "").upper())


def siren_of(registration: str | None, vat: str | None) -> str | None:
    """SIREN that a SIRET, a SIREN or a French VAT number holds."""
    digits = number_of(registration)
    if digits.isdigit() and len(digits) in {9, 14}:
        return digits[:9]
    match = _FRENCH_VAT.fullmatch(number_of(vat))
    return match[1] if match else None


def alike(told: Told, part: Booked) -> bool:
    """Whether the party of the books is that of the invoice: by its SIREN, its name, or its name within the label."""
    siren = told.sirens[part.side]
    if siren and siren in f"{part.name} {part.code} {part.label}".replace(" ", ""):
        return True
    name = plain(told.names[part.side])
    if sum(map(len, name.split())) < _SHORTEST:
        return False
    booked = plain(part.name)
    if len(booked) >= _SHORTEST and fuzz.token_set_ratio(name, booked) >= _ALIKE:
        return True
    return set(name.split()) <= set(plain(part.label).split())


def contradicts(number: str, reference: str) -> bool:
    """Whether the reference is a number of the same series, and another one: the next invoice of a subscription."""
    if not number or not reference or number == reference or len(number) != len(reference):
        return False
    if _DIGITS.sub("9", number) != _DIGITS.sub("9", reference):
        return False
    same = next(i for i, (a, b) in enumerate(zip(number, reference, strict=True)) if a != b)
    return same >= max(2, len(number) // 2)


def _runs(label: str, length: int) -> set[str]:
    """Words of a label, and those that follow one another written as one, of this length."""
    words = [word for word in _NOT_SIGNS.split(label.upper()) if word]
    found = set()
    for start in range(len(words)):
        run = ""
        for word in words[start:]:
            run += word
            if len(run) >= length:
                break
        if len(run) == length:
            found.add(run)
    return found
