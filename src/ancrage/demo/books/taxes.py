"""Value added tax, returned each month and paid on the 21st of the next one; small yearly taxes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from typing import Final

from ancrage.dates import month_end
from ancrage.demo.books.chart import BANK
from ancrage.demo.books.entries import Entry, Line, entry
from ancrage.demo.days import EVE, LAST, YEARS, banking_day, month_starts, next_month

VAT_ACCOUNTS: Final = (
    "445200",
    "445210",
    "445620",
    "445660",
    "445662",
    "445663",
    "445710",
)
"""Accounts that each return clears."""

EVE_VAT_CENTS: Final = 412_000
"""Tax of September 2022, due on the first simulated day."""

_VAT_DAY = 21
_CFE_CENTS = 148_600


def vat_entries(flows: Iterable[Entry]) -> Iterator[Entry]:
    """Return and payment of each month; a credit is carried to the next return."""
    months: defaultdict[date, dict[str, int]] = defaultdict(lambda: defaultdict(int))
    for one in flows:
        for line in one.lines:
            if line.account in VAT_ACCOUNTS:
                months[one.day.replace(day=1)][line.account] += line.cents
    yield from _payment(EVE - timedelta(days=1), EVE_VAT_CENTS)
    carried = 0
    for month in month_starts():
        end = month_end(month)
        sums = months[month]
        lines = [Line(account, -sums[account]) for account in VAT_ACCOUNTS if sums[account]]
        due = -sum(sums.values()) - carried
        lines.append(Line("445670", -carried))
        carried = 0
        exact = due
        if due < 0:
            carried = -due // 100 * 100  # a return counts whole euros
            lines.append(Line("445670", carried))
            due = 0
        else:
            due = (due + 50) // 100 * 100
            lines.append(Line("445510", -due))
        rest = -sum(line.cents for line in lines)
        lines.append(
            Line("658000" if rest > 0 else "758000", rest, label="ARRONDI DECLARATION TVA")
        )
        yield entry("OD", end, f"CA3{month:%y%m}", f"DECLARATION TVA {month:%m/%Y}", lines)
        if exact > 0:
            yield from _payment(end, due)


def _payment(end: date, cents: int) -> Iterator[Entry]:
    day = banking_day(next_month(end, _VAT_DAY))
    if day <= LAST and cents:
        lines = (Line("445510", cents), Line(BANK, -cents))
        yield entry("BQ", day, f"RB{day:%y%m}", f"PRLV DGFIP TVA {end:%m/%Y}", lines)


def small_taxes() -> Iterator[Entry]:
    """Business property tax each December; a fine before and after the reform of the chart.

    The help for the apprentice, 12 months from September 2023, is a transfer of charges: an account
    that the chart lost for years from 2025 (regulation ANC 2022-06), as it did that of fines (671).
    """
    for year in (EVE.year, *YEARS):
        day = banking_day(date(year, 12, 15))
        cents = round(_CFE_CENTS * 1.03 ** (year - 2023))
        lines = (Line("635110", cents), Line(BANK, -cents))
        yield entry("BQ", day, f"RB{day:%y%m}", f"PRLV DGFIP CFE {year}", lines)
    for day, account in ((date(2023, 6, 14), "671200"), (date(2025, 3, 19), "658200")):
        fine = (Line(account, 9_000), Line(BANK, -9_000))
        yield entry("BQ", day, f"RB{day:%y%m}", "CB AMENDE STATIONNEMENT LIVRAISON", fine)
    month = date(2023, 10, 1)
    for _ in range(12):
        day = banking_day(month.replace(day=12))
        help_lines = (Line(BANK, 50_000), Line("791000", -50_000))
        yield entry("BQ", day, f"RB{day:%y%m}", f"VIR ASP AIDE APPRENTI {month:%m/%Y}", help_lines)
        month = next_month(month)
