"""Accounting entries: lines in signed cents (debit above zero), always balanced."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

Balances: TypeAlias = "dict[str, int]"
"""Signed balance of each account, debit above zero, in cents."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of an entry.

    Args:
        account: account number.
        cents: amount, debit above zero, credit below.
        party: auxiliary account, where the account has some.
        settle: name of the group of lines that settle one another.
        label: words of this line; those of the entry where empty.
        foreign_cents: amount in `currency`, when the document is not in euros.
        currency: three letters.
    """

    account: str
    cents: int
    party: str = ""
    settle: str = ""
    label: str = ""
    foreign_cents: int = 0
    currency: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """One balanced entry of a journal, with its document and the day of that document."""

    journal: str
    day: date
    ref: str
    piece_day: date
    label: str
    lines: tuple[Line, ...]

    def __post_init__(self) -> None:
        if sum(line.cents for line in self.lines):
            msg = f"entry out of balance: {self}"
            raise ValueError(msg)


def entry(
    journal: str,
    day: date,
    ref: str,
    label: str,
    lines: Iterable[Line],
    *,
    piece_day: date | None = None,
) -> Entry:
    """An entry without the lines that are worth nothing; its document is of the same day unless said."""
    return Entry(
        journal, day, ref, piece_day or day, label, tuple(line for line in lines if line.cents)
    )


def balances(entries: Iterable[Entry]) -> Balances:
    """Balance of every account over some entries."""
    sums: defaultdict[str, int] = defaultdict(int)
    for one in entries:
        for line in one.lines:
            sums[line.account] += line.cents
    return dict(sums)
