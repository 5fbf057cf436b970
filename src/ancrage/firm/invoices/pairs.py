"""Which invoice and which part of the books may go together, and how surely."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

import polars as pl

from ancrage.firm.invoices.booked import MONTH, parts_of
from ancrage.firm.invoices.likeness import Booked, Parties, Told, contradicts

CENTS_APART = 2
DAYS_BY_NUMBER, DAYS_BY_LABEL, DAYS_BY_NAME = 370, 124, 31
DAYS_BEFORE = 5  # a bill is booked on its day or after, but for those of the end of a month
SURE_NUMBER = 5  # signs from which a number hardly is another document's by chance
TOO_COMMON = 200  # parts of one reference beyond which it is no number of a document
RARE = 10  # parts of one total in a month, up to which labels are looked at for a name
_WORDS = 5  # of a label that one number may be cut into
_FIFTH = 0.2

How = Literal["number_and_amount", "amount_and_date_and_name", "number_and_name", "duplicate"]


@dataclass(frozen=True, slots=True)
class Pair:
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


def pairs(
    told: Sequence[Told], booked: pl.DataFrame, known: Parties, currency: str
) -> Iterator[Pair]:
    """What may go together: same number whatever the total, or same total about the same time."""
    if not told or booked.is_empty():
        return
    heads = pl.DataFrame(
        [
            (at, one.number, one.gross if one.currency == currency else None, _month(one.day))
            for at, one in enumerate(told)
        ],
        schema={"at": pl.UInt32, "number": pl.String, "gross": pl.Int64, "month": pl.Int32},
        orient="row",
    )
    by_reference = heads.filter(pl.col("number") != "").join(
        booked.filter(pl.len().over("reference") <= TOO_COMMON),
        left_on="number", right_on="reference", maintain_order="left"
    ).select("at", "unit")  # fmt: skip
    by_label = heads.filter(pl.col("number").str.len_chars() >= 3).join(
        _words(booked, heads["number"]), on="number", maintain_order="left"
    ).select("at", "unit")  # fmt: skip
    found = pl.concat([by_reference, by_label, *_by_amount(told, heads, booked, known)])
    found = found.unique(maintain_order=True).sort("at", "unit")
    units = parts_of(booked, found["unit"].unique(maintain_order=True))
    in_label = set(by_label.iter_rows())
    for index, unit in found.iter_rows():
        one, part = told[index], units[unit]
        if part.side not in one.sides:
            continue
        named = part.party in known.of(one, part.side) or one.named_in(part)
        pair = _judged(one, part, currency, named=named, in_label=(index, unit) in in_label)
        if pair is not None:
            yield pair


def _month(day: date) -> int:
    return (day - date(1970, 1, 1)).days // MONTH


def _words(booked: pl.DataFrame, numbers: pl.Series) -> pl.DataFrame:
    """unit, number: the numbers that stand in labels, as one word or cut into several in a row."""
    words = (
        booked.select(
            "unit", pl.col("label").fill_null("").str.to_uppercase().str.extract_all("[A-Z0-9]+").alias("number")
        )
        .explode("number")
        .drop_nulls()
    )  # fmt: skip
    runs = []
    run = words
    for length in range(_WORDS):
        if length:
            # The next word of the same label is put at the end of the run.
            following = words["number"].shift(-length)
            same = words["unit"].shift(-length) == words["unit"]
            run = run.with_columns(pl.when(same).then(pl.col("number") + following).alias("number"))
        runs.append(run.filter(pl.col("number").is_in(numbers.implode())))
    return pl.concat(runs).unique(maintain_order=True)


def _by_amount(
    told: Sequence[Told], heads: pl.DataFrame, booked: pl.DataFrame, known: Parties
) -> Iterator[pl.DataFrame]:
    """Same total, in the months about: with a party of that name, or where few parts have that total at all."""
    near = pl.concat(
        heads.drop("number").filter(pl.col("gross").is_not_null())
        .with_columns(pl.col("month") + shift, pl.col("gross") + cents)
        for shift in range(-1, 6)
        for cents in range(-CENTS_APART, CENTS_APART + 1)
    )  # fmt: skip
    who = pl.DataFrame(
        [
            (at, party)
            for at, one in enumerate(told)
            for side in one.sides
            for party in known.of(one, side)
        ],
        schema={"at": pl.UInt32, "party": pl.UInt32},
        orient="row",
    )
    yield (
        near.join(who, on="at", maintain_order="left")
        .join(
            booked,
            left_on=["gross", "month", "party"],
            right_on=["amount", "month", "party"],
            maintain_order="left",
        )
        .select("at", "unit")
    )
    yield near.join(
        booked.filter(pl.len().over("amount", "month") <= RARE),
        left_on=["gross", "month"], right_on=["amount", "month"], maintain_order="left"
    ).select("at", "unit")  # fmt: skip


def _judged(told: Told, part: Booked, currency: str, *, named: bool, in_label: bool) -> Pair | None:
    """The pair when it is sure enough, with how."""
    days = [(day - told.day).days for day in (part.day, part.piece_day) if day is not None]
    gap = min(map(abs, days))
    same_reference = bool(told.number) and told.number == part.reference
    comparable = told.currency == currency and told.gross is not None
    difference = part.amount - (told.gross or 0)
    equal = comparable and abs(difference) <= CENTS_APART
    numbered = (same_reference and gap <= DAYS_BY_NUMBER) or (in_label and gap <= DAYS_BY_LABEL)
    if equal and numbered and (named or told.sure_number(SURE_NUMBER)):
        return Pair(0, not same_reference, gap, difference, told, part, "number_and_amount")
    after = [abs(lag) for lag in days if -DAYS_BEFORE <= lag <= DAYS_BY_NAME]
    if equal and named and after and not contradicts(told.number, part.reference):
        return Pair(1, True, min(after), difference, told, part, "amount_and_date_and_name")
    if (
        same_reference
        and named
        and gap <= DAYS_BY_LABEL
        and _near(told, part, comparable=comparable)
    ):
        return Pair(2, False, gap, difference, told, part, "number_and_name")
    return None


def _near(told: Told, part: Booked, *, comparable: bool) -> bool:
    """Whether the totals may be those of one document: same sign, within a fifth where they compare."""
    gross = told.gross
    if gross is None:
        return True
    if (gross < 0) != (part.amount < 0):
        return False
    return not comparable or abs(part.amount - gross) <= _FIFTH * abs(gross)
