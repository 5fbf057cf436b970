"""The ledger: every entry of each year, from its opening to its closing."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from ancrage.demo.books.bank import bank_entries
from ancrage.demo.books.buying import purchase_entries
from ancrage.demo.books.closing import (
    allocation,
    closing,
    eve_opening,
    opening,
    reversals,
    tax_payments,
)
from ancrage.demo.books.entries import Entry
from ancrage.demo.books.selling import sales_entries
from ancrage.demo.books.taxes import small_taxes, vat_entries
from ancrage.demo.books.wages import wage_entries
from ancrage.demo.days import EVE, YEARS
from ancrage.demo.records import Truth


def ledger(truth: Truth) -> Mapping[int, tuple[Entry, ...]]:
    """Entries of each fiscal year, in order of day; each opening carries what the year before left."""
    flows = [
        *sales_entries(truth),
        *purchase_entries(truth),
        *bank_entries(truth),
        *wage_entries(),
        *small_taxes(),
    ]
    flows += list(vat_entries(flows))
    by_year: dict[int, list[Entry]] = {year: [] for year in (EVE.year, *YEARS)}
    for one in flows:
        if one.lines:  # a day whose refunds undo its only sale leaves nothing to book
            by_year[one.day.year].append(one)
    books: dict[int, tuple[Entry, ...]] = {}
    first = eve_opening(truth)
    carried: list[Entry] = []
    for year, year_flows in by_year.items():
        entries = [first, *carried, *year_flows]
        if year > EVE.year:
            entries += [*tax_payments(year, books[year - 1]), *allocation(year, first)]
        closed = list(closing(truth, year, entries))
        books[year] = tuple(sorted([*entries, *closed], key=_order))
        first = opening(year + 1, books[year])
        carried = list(reversals(year + 1, closed))
    del books[EVE.year]
    return books


def _order(one: Entry) -> tuple[date, bool, str, str]:
    return one.day, one.journal != "AN", one.journal, one.ref
