"""An independent reading of the demonstration's FEC files, with the csv module and whole cents."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import NamedTuple


class Row(NamedTuple):
    journal: str
    number: int
    day: date
    account: str
    party: str
    party_name: str
    ref: str
    piece_day: date
    label: str
    cents: int
    letter: str
    lettered_on: date | None
    valid_on: date
    foreign: str
    currency: str


def _cents(text: str) -> int:
    euros, decimals = text.split(",")
    assert len(decimals) == 2, text
    return int(euros) * 100 + int(decimals)


def _day(text: str) -> date:
    return datetime.strptime(text, "%Y%m%d").date()  # noqa: DTZ007


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8", newline="") as stream:
        lines = csv.DictReader(stream, delimiter="\t", quoting=csv.QUOTE_NONE)
        return [
            Row(
                line["JournalCode"],
                int(line["EcritureNum"]),
                _day(line["EcritureDate"]),
                line["CompteNum"],
                line["CompAuxNum"],
                line["CompAuxLib"],
                line["PieceRef"],
                _day(line["PieceDate"]),
                line["EcritureLib"],
                _cents(line["Debit"]) - _cents(line["Credit"]),
                line["EcritureLet"],
                _day(line["DateLet"]) if line["DateLet"] else None,
                _day(line["ValidDate"]),
                line["Montantdevise"],
                line["Idevise"],
            )
            for line in lines
        ]


def flows(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row.journal != "AN"]


def balance(rows: Iterable[Row], *accounts: str) -> int:
    return sum(row.cents for row in rows if row.account.startswith(accounts))


def by_entry(rows: Iterable[Row]) -> dict[int, list[Row]]:
    found: defaultdict[int, list[Row]] = defaultdict(list)
    for row in rows:
        found[row.number].append(row)
    return dict(found)


def spend(rows: Iterable[Row], *accounts: str) -> dict[str, int]:
    """Cents of some accounts by supplier, over purchase entries with one supplier."""
    found: defaultdict[str, int] = defaultdict(int)
    for lines in by_entry(flows(rows)).values():
        parties = {row.party for row in lines if row.account.startswith("401")}
        if len(parties) == 1:
            found[parties.pop()] += balance(lines, *accounts)
    return {party: cents for party, cents in found.items() if cents}


def sales(rows: Iterable[Row], key: Callable[[Row], str]) -> dict[str, int]:
    """Cents of class 70 by a word about the customer's line, over entries with one customer."""
    found: defaultdict[str, int] = defaultdict(int)
    for lines in by_entry(flows(rows)).values():
        customers = [row for row in lines if row.account.startswith("411")]
        if len(customers) == 1:
            found[key(customers[0])] -= balance(lines, "70")
    return {word: cents for word, cents in found.items() if cents}
