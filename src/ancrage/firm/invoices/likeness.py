"""Whether an invoice and what is booked speak of the same party and the same document."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from ancrage.firm.identities.names import plain

_ALIKE = 85  # of 100: names of one party, totals and days being equal besides
_SHORTEST = 4  # letters under which a name says nothing
_NOT_SIGNS = re.compile(r"[^A-Z0-9]+")
_DIGITS = re.compile(r"\d")
_NINE_DIGITS = re.compile(r"\d{9}")
_COMMON_WORD = 500  # parties that share how a word begins, beyond which it tells nobody apart
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
    plain: Mapping[str, str]
    sirens: Mapping[str, str | None]
    sides: tuple[str, ...]

    def named_in(self, part: Booked) -> bool:
        """Whether the words of the name, or the SIREN, stand in the label."""
        siren, name = self.sirens[part.side], self.plain[part.side]
        if siren and siren in part.label.replace(" ", ""):
            return True
        return is_name(name) and set(name.split()) <= set(plain(part.label).split())

    def sure_number(self, signs: int) -> bool:
        """Whether the number is long enough to be no other document's."""
        return len(self.number) >= signs and bool(_DIGITS.search(self.number))


@dataclass(frozen=True, slots=True)
class Booked:
    """A part of an entry: what is booked with one party under one reference and label; amount as the invoice has it."""

    entry: int
    party: int | None
    side: str
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


def is_name(name: str) -> bool:
    """Whether a plain name has letters enough to say something."""
    return sum(map(len, name.split())) >= _SHORTEST


class Parties:
    """Parties of the books by side, to find those that have the name or the SIREN that an invoice tells."""

    def __init__(self, parties: Iterable[tuple[int, str, str, str]]) -> None:
        """Takes party, side, name, code of each."""
        self._plain: dict[int, str] = {}
        self._by_key: dict[tuple[str, str], list[int]] = defaultdict(list)
        self._found: dict[tuple[str, str, str | None], frozenset[int]] = {}
        for party, side, name, code in parties:
            self._plain[party] = plain(name)
            for key in _keys(self._plain[party]):
                self._by_key[side, key].append(party)
            for digits in _NINE_DIGITS.findall(f"{name} {code}".replace(" ", "")):
                self._by_key[side, digits].append(party)

    def of(self, told: Told, side: str) -> frozenset[int]:
        """Parties of this side that may be the other party of the invoice."""
        name, siren = told.plain[side], told.sirens[side]
        asked = (side, name, siren)
        if asked not in self._found:
            found = set(self._by_key.get((side, siren), ())) if siren else set()
            if is_name(name):
                near: set[int] = set()
                for key in _keys(name):
                    sharing = self._by_key.get((side, key), [])
                    near.update(sharing if len(sharing) <= _COMMON_WORD or key == name else ())
                found.update(party for party in near if self._same(name, self._plain[party]))
            self._found[asked] = frozenset(found)
        return self._found[asked]

    @staticmethod
    def _same(name: str, other: str) -> bool:
        return is_name(other) and fuzz.token_set_ratio(name, other) >= _ALIKE


def _keys(name: str) -> set[str]:
    """What two spellings of one name share: the name itself, or how one of its words begins."""
    return {name, *(word[:4] for word in name.split() if len(word) >= 3)}


def contradicts(number: str, reference: str) -> bool:
    """Whether the reference is a number of the same series, and another one: the next invoice of a subscription."""
    if not number or not reference or number == reference:
        return False
    if _DIGITS.sub("9", number) != _DIGITS.sub("9", reference):
        return False
    same = next(i for i, (a, b) in enumerate(zip(number, reference, strict=True)) if a != b)
    return same >= max(2, len(number) // 2)
