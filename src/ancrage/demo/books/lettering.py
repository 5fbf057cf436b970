"""Lettering: lines that settle one another share a letter within their account and party."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import TypeAlias

from ancrage.demo.books.chart import LETTERED
from ancrage.demo.books.entries import Entry

Group: TypeAlias = tuple[str, str, str]
"""Account, party and settlement."""


def letters(entries: Iterable[Entry]) -> Mapping[Group, tuple[str, date]]:
    """Letter of each group that is settled within the year, and the day when it was lettered.

    Letters follow the order of settlement in each account and party; the day is the Friday after the
    last movement, when the bank is reconciled, or the last day of the year.
    """
    sums: defaultdict[Group, int] = defaultdict(int)
    latest: dict[Group, date] = {}
    for one in entries:
        for line in one.lines:
            if line.account in LETTERED and line.settle:
                group = (line.account, line.party, line.settle)
                sums[group] += line.cents
                latest[group] = max(one.day, latest.get(group, one.day))
    given: defaultdict[tuple[str, str], int] = defaultdict(int)
    found: dict[Group, tuple[str, date]] = {}
    for group in sorted(latest, key=lambda g: (latest[g], g)):
        if sums[group] == 0:
            account, party, _ = group
            last = latest[group]
            friday = last + timedelta(days=(4 - last.weekday()) % 7)
            found[group] = (_letter(given[account, party]), min(friday, date(last.year, 12, 31)))
            given[account, party] += 1
    return found


def _letter(number: int) -> str:
    """A, B, ..., Z, AA, AB, ..."""
    word = ""
    number += 1
    while number:
        number, rest = divmod(number - 1, 26)
        word = chr(ord("A") + rest) + word
    return word
