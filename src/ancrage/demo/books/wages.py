"""Payroll: wages and charges of each month, their payment, and the leave that people have earned.

Rates are rounded and uniform: they make plausible books, they are no reference.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from ancrage.dates import month_end
from ancrage.demo.books.chart import BANK
from ancrage.demo.books.entries import Entry, Line, entry
from ancrage.demo.cast.staff import STAFF, WAGE_RISE
from ancrage.demo.days import EVE, LAST, banking_day, month_starts, next_month

_EMPLOYEE = {"431000": 0.115, "437300": 0.042, "437200": 0.010}
_EMPLOYER = {"645100": 0.135, "645300": 0.060, "645200": 0.011, "633300": 0.0123}
_OWED_TO = {"645100": "431000", "645300": "437300", "645200": "437200", "633300": "431000"}
_INCOME_TAX = 0.039
_CHRISTMAS_CENTS = 30_000
_LEAVE_SHARE: Final = 0.045
_LEAVE_CHARGES: Final = 0.21

_SOCIAL_DAY = 15
_WORDS = {
    "431000": "PRLV URSSAF",
    "437300": "PRLV RETRAITE ET PREVOYANCE",
    "437200": "PRLV MUTUELLE",
    "442100": "PRLV DGFIP PAS",
}


@dataclass(frozen=True, slots=True)
class Payroll:
    """What one month costs: amounts by cost account, and owed by debt account, in cents."""

    month: date
    costs: dict[str, int]
    owed: dict[str, int]

    @property
    def gross_cents(self) -> int:
        """Wages and bonuses."""
        return sum(cents for account, cents in self.costs.items() if account.startswith("641"))


def payroll(month: date) -> Payroll:
    """Payroll of the month that starts on `month`."""
    costs: defaultdict[str, int] = defaultdict(int)
    present = 0
    for person in STAFF:
        if person.hired <= month and month.month in person.months:
            present += 1
            costs[person.account] += round(
                person.gross_cents * (1 + WAGE_RISE) ** (month.year - 2023)
            )
    if month.month == 12:
        costs["641300"] = _CHRISTMAS_CENTS * present
    gross = sum(costs.values())
    owed: defaultdict[str, int] = defaultdict(int)
    for account, rate in _EMPLOYEE.items():
        owed[account] += round(gross * rate)
    net = gross - sum(owed.values())
    owed["442100"] = round(net * _INCOME_TAX)
    owed["421000"] = net - owed["442100"]
    for account, rate in _EMPLOYER.items():
        costs[account] = round(gross * rate)
        owed[_OWED_TO[account]] += costs[account]
    return Payroll(month, dict(costs), dict(owed))


def wage_entries() -> Iterator[Entry]:
    """Payroll of each month, wages paid at its end, charges paid on the 15th of the next one."""
    for month in month_starts():
        pay = payroll(month)
        end = month_end(month)
        words = f"{month:%m/%Y}"
        lines = [Line(account, cents) for account, cents in sorted(pay.costs.items())]
        lines += [Line(account, -cents) for account, cents in sorted(pay.owed.items())]
        yield entry("OD", end, f"PAIE{month:%y%m}", f"SALAIRES {words}", lines)
        paid = pay.owed["421000"]
        day = _last_banking_day(end)
        transfer = (Line("421000", paid), Line(BANK, -paid))
        yield entry("BQ", day, f"RB{day:%y%m}", f"VIR SALAIRES {words}", transfer)
    before = (EVE - timedelta(days=1)).replace(day=1)
    for month in (before, *month_starts()):
        day = banking_day(next_month(month, _SOCIAL_DAY))
        if day > LAST:
            continue
        for account, cents in sorted(payroll(month).owed.items()):
            if account in _WORDS:
                lines = [Line(account, cents), Line(BANK, -cents)]
                words = f"{_WORDS[account]} {month:%m/%Y}"
                yield entry("BQ", day, f"RB{day:%y%m}", words, lines)


def social_debts(month: date) -> list[Line]:
    """What is owed for a month until the 15th of the next one."""
    owed = payroll(month).owed
    return [Line(account, -owed[account]) for account in sorted(owed) if account in _WORDS]


def _last_banking_day(day: date) -> date:
    while banking_day(day) != day:
        day -= timedelta(days=1)
    return day


def leave_lines(year: int) -> list[Line]:
    """Leave earned and not yet taken at the end of a year, with its charges."""
    gross = sum(payroll(date(year, month, 1)).gross_cents for month in range(1, 13))
    leave = round(gross * _LEAVE_SHARE)
    charges = round(leave * _LEAVE_CHARGES)
    return [
        Line("641200", leave),
        Line("645820", charges),
        Line("428200", -leave),
        Line("438200", -charges),
    ]
