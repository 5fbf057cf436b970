"""Each electronic invoice beside the entry of the books that it is, so that a euro is counted once.

What is booked of one document with one party is a part of an entry: lines of accounts 40 or 41 with one reference and one
label, or all of them together. An invoice takes one part at most, and a part is taken once; copies of one invoice are told
as such. Three ways, the surest first:

- number_and_amount: its number is the reference of the part or stands in its label, and the totals are equal to two cents;
- amount_and_date_and_name: equal totals, the party has its name, within a month, and no number says otherwise;
- number_and_name: its number is the reference, the party has its name, totals within a fifth, or another currency.

What is not sure stays unmatched.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import polars as pl

from ancrage.firm.identities.names import plain
from ancrage.firm.invoices.booked import booked_parts
from ancrage.firm.invoices.likeness import Parties, Told, number_of, siren_of
from ancrage.firm.invoices.pairs import How, pairs

_SCHEMA = {
    "invoice": pl.UInt32,
    "entry": pl.UInt32,
    "party": pl.UInt32,
    "how": pl.String,
    "difference": pl.Int64,
}


class _Taken(NamedTuple):
    entry: int
    party: int | None
    how: How
    difference: int | None


def tie(
    invoices: pl.DataFrame,
    ledger: pl.DataFrame,
    parties: pl.DataFrame,
    party_keys: pl.DataFrame,
    *,
    siren: str | None = None,
    currency: str = "EUR",
) -> pl.DataFrame:
    """The entry of each invoice.

    Args:
        invoices: table INVOICES; rows whose status is not "ok" are left out.
        ledger: table LEDGER.
        parties: table PARTIES.
        party_keys: account, aux, aux_label and party (`Firm.party_keys`).
        siren: that of the firm: tells whether it sells or buys; without it, both are looked at.
        currency: of the books.

    Returns:
        invoice (row of `invoices`), entry, party, how, difference (cents: booked less invoiced), one row an invoice read;
        nulls where no entry is surely it, the difference null where the invoice is in another currency.
    """
    told = [one for one in _told(invoices, siren) if one is not None]
    first_of, copies = _copies(told)
    booked = booked_parts(ledger, party_keys)
    known = Parties(parties.select("party", "side", "name", "code").iter_rows())
    found = sorted(pairs(first_of, booked, known, currency), key=lambda pair: pair.order)
    taken: dict[int, _Taken] = {}
    used: set[int] = set()
    for pair in found:
        if pair.invoice.row in taken or used.intersection(pair.part.parts):
            continue
        used.update(pair.part.parts)
        comparable = pair.invoice.currency == currency
        taken[pair.invoice.row] = _Taken(
            pair.part.entry, pair.part.party, pair.how, pair.difference if comparable else None
        )
    for copy, original in copies.items():
        known_as = taken.get(original)
        taken[copy] = (
            known_as._replace(how="duplicate") if known_as else _Taken(-1, None, "duplicate", None)
        )
    return _table([one.row for one in told], taken)


def _table(rows: Sequence[int], taken: dict[int, _Taken]) -> pl.DataFrame:
    found = [(row, taken.get(row)) for row in rows]
    return pl.DataFrame(
        {
            "invoice": rows,
            "entry": [one.entry if one and one.entry >= 0 else None for _, one in found],
            "party": [one.party if one else None for _, one in found],
            "how": [one.how if one else None for _, one in found],
            "difference": [one.difference if one else None for _, one in found],
        },
        schema=_SCHEMA,
    )


def _told(invoices: pl.DataFrame, siren: str | None) -> Iterator[Told | None]:
    both = pl.concat([invoices["seller"], invoices["buyer"]]).unique(maintain_order=True)
    names = {name: plain(name or "") for name in both}
    for row, one in enumerate(invoices.iter_rows(named=True)):
        if one["status"] != "ok":
            continue
        seller = siren_of(one["seller_siret"], one["seller_vat"])
        buyer = siren_of(one["buyer_siret"], one["buyer_vat"])
        sides: tuple[str, ...] = ("supplier", "customer")
        if siren and seller == siren:
            sides = ("customer",)
        elif siren and (buyer == siren or seller is not None):
            sides = ("supplier",)
        yield Told(
            row=row,
            number=number_of(one["number"]),
            type=one["type"] or "",
            day=one["date"] or date.min,
            gross=one["gross"],
            currency=one["currency"] or "",
            names={"supplier": one["seller"] or "", "customer": one["buyer"] or ""},
            plain={"supplier": names[one["seller"]], "customer": names[one["buyer"]]},
            sirens={"supplier": seller, "customer": buyer},
            sides=sides,
        )


def _copies(told: Sequence[Told]) -> tuple[list[Told], dict[int, int]]:
    """Invoices without their copies (as PDF and as XML, or dropped twice), and the original of each copy."""
    first: dict[object, Told] = {}
    copies: dict[int, int] = {}
    for one in told:
        who = one.sirens["supplier"] or one.names["supplier"]
        key = (who, one.type, one.number, one.day, one.gross) if one.number else one.row
        original = first.setdefault(key, one)
        if original is not one:
            copies[one.row] = original.row
    return list(first.values()), copies
