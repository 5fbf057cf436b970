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

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import polars as pl

from ancrage.firm.attribution import entries_of
from ancrage.firm.invoices.likeness import Booked, Told, alike, contradicts, number_of, siren_of
from ancrage.firm.parties import CUSTOMER_ACCOUNTS, SUPPLIER_ACCOUNTS

CENTS_APART = 2
DAYS_BY_NUMBER, DAYS_BY_LABEL, DAYS_BY_NAME = 370, 124, 31
SURE_NUMBER = 5  # signs from which a number hardly is another document's by chance
TOO_COMMON = (
    200  # parts of one total in a month, or of one reference, beyond which that says nothing
)
_MONTH = 31
_FIFTH = 0.2

How = Literal["number_and_amount", "amount_and_date_and_name", "number_and_name", "duplicate"]
_SCHEMA = {
    "invoice": pl.UInt32,
    "entry": pl.UInt32,
    "party": pl.UInt32,
    "how": pl.String,
    "difference": pl.Int64,
}


@dataclass(frozen=True, slots=True)
class _Pair:
    """An invoice and a part that may be it; sorted, the surest comes first."""

    rank: int
    by_label: bool
    gap: int
    difference: int
    invoice: Told
    part: Booked
    how: How

    @property
    def order(self) -> tuple[object, ...]:
        """By what is said, never by the order of rows, so that files given in another order tie alike."""
        told, part = self.invoice, self.part
        return (self.rank, self.by_label, self.gap, abs(self.difference), told.day, told.number,
                told.row, len(part.parts), part.day, part.entry, part.reference, part.label)  # fmt: skip


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
    booked = _booked(ledger, parties, party_keys)
    pairs = sorted(_pairs(first_of, booked, currency), key=lambda pair: pair.order)
    taken: dict[int, _Taken] = {}
    used: set[int] = set()
    for pair in pairs:
        if pair.invoice.row in taken or used.intersection(pair.part.parts):
            continue
        used.update(pair.part.parts)
        comparable = pair.invoice.currency == currency
        taken[pair.invoice.row] = _Taken(
            pair.part.entry, pair.part.party, pair.how, pair.difference if comparable else None
        )
    for copy, original in copies.items():
        found = taken.get(original)
        taken[copy] = (
            found._replace(how="duplicate") if found else _Taken(-1, None, "duplicate", None)
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


def _booked(ledger: pl.DataFrame, parties: pl.DataFrame, party_keys: pl.DataFrame) -> pl.DataFrame:
    """Parts of entries: entry, party, name, code, side, reference, label, day, piece_day, amount (cents), parts.

    Money that goes out to a supplier or comes in from a customer through the bank is a payment, never an invoice.
    """
    text = pl.col("account").cast(pl.String)
    accounts = ledger.select(pl.col("account").unique()).with_columns(
        pl.when(text.str.head(3).is_in(SUPPLIER_ACCOUNTS))
        .then(pl.lit("supplier"))
        .when(text.str.head(3).is_in(CUSTOMER_ACCOUNTS))
        .then(pl.lit("customer"))
        .alias("side"),
        text.str.starts_with("5").alias("bank"),
    )
    banked = entries_of(ledger, accounts.filter("bank")["account"])
    owed = pl.col("credit") - pl.col("debit")
    lines = (
        ledger.filter(pl.col("phase") == "flow")
        .join(accounts.filter(pl.col("side").is_not_null()), on="account", how="inner")
        .join(party_keys, on=["account", "aux", "aux_label"], how="left", nulls_equal=True)
        .with_columns(
            pl.when(pl.col("side") == "supplier").then(owed).otherwise(-owed).alias("amount"),
            pl.col("entry").is_in(banked.implode()).alias("banked"),
        )
        .filter(~pl.col("banked") | (pl.col("amount") > 0))
    )
    said = [
        pl.col("date").first().alias("day"),
        pl.col("piece_date").first().alias("piece_day"),
        pl.col("amount").sum(),
    ]
    parts = (
        lines.group_by("entry", "party", "side", "piece", "label")
        .agg(*said)
        .sort("entry", "party", "side", "piece", "label", nulls_last=True)
        .with_row_index("part")
        .with_columns(pl.concat_list("part").alias("parts"))
        .drop("part")
    )
    whole = (
        parts.group_by("entry", "party", "side")
        .agg(
            pl.col("piece").sort().first(),
            pl.col("label").sort().str.join(" "),
            pl.col("day").first(),
            pl.col("piece_day").first(),
            pl.col("amount").sum(),
            pl.col("parts").explode(),
        )
        .filter(pl.col("parts").list.len() > 1)
    )
    named = parties.select("party", "name", "code")
    return (
        pl.concat([parts, whole.select(parts.columns)])
        .filter(pl.col("amount") != 0)
        .join(named, on="party", how="left")
        .with_columns(
            pl.col("piece").fill_null("").str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "").alias("reference"),
            (pl.col("day").cast(pl.Int32) // _MONTH).alias("month"),
        )
        .sort("entry", "side", "party", "piece", "label", "amount", nulls_last=True)
        .with_row_index("unit")
    )  # fmt: skip


def _pairs(told: Sequence[Told], booked: pl.DataFrame, currency: str) -> Iterator[_Pair]:
    """What may go together: same reference whatever the total, or same total about the same time."""
    if not told or booked.is_empty():
        return
    at = pl.Series("at", range(len(told)), dtype=pl.UInt32)
    heads = pl.DataFrame(
        {
            "at": at,
            "number": pl.Series([one.number for one in told], dtype=pl.String),
            "gross": pl.Series(
                [one.gross if one.currency == currency else None for one in told], dtype=pl.Int64
            ),
            "month": pl.Series([(one.day - date(1970, 1, 1)).days // _MONTH for one in told], dtype=pl.Int32),
        }
    )  # fmt: skip
    by_number = heads.filter(pl.col("number") != "").join(
        booked.filter(pl.len().over("reference") <= TOO_COMMON),
        left_on="number", right_on="reference",
    ).select("at", "unit")  # fmt: skip
    near = pl.concat(
        heads.with_columns(pl.col("month") + shift, pl.col("gross") + cents)
        for shift in range(-2, 6)
        for cents in range(-CENTS_APART, CENTS_APART + 1)
    )
    by_amount = (
        near.filter(pl.col("gross").is_not_null())
        .join(
            booked.filter(pl.len().over("amount", "month") <= TOO_COMMON),
            left_on=["gross", "month"], right_on=["amount", "month"],
        )
        .select("at", "unit")
    )  # fmt: skip
    found = pl.concat([by_number, by_amount]).unique().sort("at", "unit")
    units = _units(booked, found["unit"].unique())
    for index, unit in found.iter_rows():
        pair = _judged(told[index], units[unit], currency)
        if pair is not None:
            yield pair


def _units(booked: pl.DataFrame, wanted: Iterable[int]) -> dict[int, Booked]:
    kept = booked.filter(pl.col("unit").is_in(pl.Series(wanted, dtype=pl.UInt32).implode()))
    return {
        one["unit"]: Booked(
            entry=one["entry"],
            party=one["party"],
            side=one["side"],
            name=one["name"] or "",
            code=one["code"] or "",
            reference=one["reference"],
            label=one["label"] or "",
            day=one["day"],
            piece_day=one["piece_day"],
            amount=one["amount"],
            parts=tuple(one["parts"]),
        )
        for one in kept.iter_rows(named=True)
    }


def _judged(told: Told, part: Booked, currency: str) -> _Pair | None:
    """The pair when it is sure enough, with how."""
    if part.side not in told.sides:
        return None
    gap = min(abs((day - told.day).days) for day in (part.day, part.piece_day) if day is not None)
    same_reference = bool(told.number) and told.number == part.reference
    in_label = told.in_label(part)
    comparable = told.currency == currency and told.gross is not None
    difference = part.amount - (told.gross or 0)
    equal = comparable and abs(difference) <= CENTS_APART
    named = alike(told, part)
    numbered = (same_reference and gap <= DAYS_BY_NUMBER) or (in_label and gap <= DAYS_BY_LABEL)
    if equal and numbered and (named or told.sure_number(SURE_NUMBER)):
        return _Pair(0, not same_reference, gap, difference, told, part, "number_and_amount")
    if equal and named and gap <= DAYS_BY_NAME and not contradicts(told.number, part.reference):
        return _Pair(1, True, gap, difference, told, part, "amount_and_date_and_name")
    if (
        same_reference
        and named
        and gap <= DAYS_BY_LABEL
        and _near(told, part, comparable=comparable)
    ):
        return _Pair(2, False, gap, difference, told, part, "number_and_name")
    return None


def _near(told: Told, part: Booked, *, comparable: bool) -> bool:
    """Whether the totals may be those of one document: same sign, within a fifth where they compare."""
    gross = told.gross
    if gross is None:
        return True
    if (gross < 0) != (part.amount < 0):
        return False
    return not comparable or abs(part.amount - gross) <= _FIFTH * abs(gross)
