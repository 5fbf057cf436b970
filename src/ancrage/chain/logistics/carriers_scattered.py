"""Freight shared between many carriers in small invoices: little weight before each of them."""

from __future__ import annotations

import polars as pl

from ancrage.chain.logistics.actions import FEWER_CARRIERS
from ancrage.chain.logistics.books import Flow, LogisticsBooks
from ancrage.chain.logistics.freight import MOVES
from ancrage.findings import Confidence, Finding
from ancrage.money import Euros, Percent
from ancrage.text import t

# Freight in, freight out and parcels, with a spare for each: up to six carriers may have their reasons.
MANY = 7
# With 40 % of freight at the first carrier, there is weight to negotiate.
FIRST_WEIGHS = 0.40
# Cents under which checking, booking and paying an invoice weighs against its amount.
SMALL_INVOICE = 200_00
# Cents a year under which nothing is to be gained by negotiating.
WORTH = 5_000_00


def carriers_scattered(books: LogisticsBooks) -> Finding | None:
    """Many carriers with small invoices; None where a few carry most."""
    lines = books.freight(*MOVES).of(books.firm.year).rows
    rows = lines.filter(pl.col("party").is_not_null())
    by_carrier = rows.group_by("party", maintain_order=True).agg(
        pl.col("amount").sum(), pl.col("entry").n_unique().alias("invoices")
    )
    by_carrier = by_carrier.filter(pl.col("amount") > 0)
    total, invoices = int(by_carrier["amount"].sum()), int(by_carrier["invoices"].sum())
    if by_carrier.height < MANY or total < WORTH:
        return None
    first = int(by_carrier.select(pl.col("amount").max()).item()) / total
    if first >= FIRST_WEIGHS or total / invoices >= SMALL_INVOICE:
        return None
    named = rows.filter(pl.col("party").is_in(by_carrier["party"].implode()))
    return Finding(
        code="carriers_scattered",
        room="chain.logistics",
        kind="weakness",
        title=t(
            "Vos {amount} de transport se partagent entre {count} transporteurs et {invoices} factures ; le premier n’en fait que {first}",
            amount=Euros(total),
            count=by_carrier.height,
            invoices=invoices,
            first=Percent(first),
        ),
        reason=t(
            "Chaque transporteur vous voit comme un petit client ; le même volume chez deux ou trois se négocie mieux."
        ),
        stake=None,
        confidence=Confidence(
            "medium",
            t(
                "Lu dans vos écritures ; certains trajets n’ont peut-être qu’un transporteur possible."
            ),
        ),
        evidence=Flow(books.firm, named).evidence,
        actions=(FEWER_CARRIERS,),
    )
