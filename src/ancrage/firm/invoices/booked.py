"""What is booked with third parties, part by part: what one document may be in the books."""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from ancrage.firm.attribution import entries_of
from ancrage.firm.invoices.likeness import Booked
from ancrage.firm.parties import CUSTOMER_ACCOUNTS, SUPPLIER_ACCOUNTS

MONTH = 31  # days


def booked_parts(ledger: pl.DataFrame, party_keys: pl.DataFrame) -> pl.DataFrame:
    """Parts of entries: unit (row), entry, party, side, reference, label, day, piece_day, amount (cents), parts.

    Money that goes out to a supplier or comes in from a customer through the bank is a payment, never an invoice.
    """
    text = pl.col("account").cast(pl.String)
    accounts = ledger.select(pl.col("account").unique(maintain_order=True)).with_columns(
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
        .join(
            accounts.filter(pl.col("side").is_not_null()),
            on="account",
            how="inner",
            maintain_order="left",
        )
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
        lines.group_by("entry", "party", "side", "piece", "label", maintain_order=True)
        .agg(*said)
        .sort("entry", "party", "side", "piece", "label", nulls_last=True)
        .with_row_index("part")
        .with_columns(pl.concat_list("part").alias("parts"))
        .drop("part")
    )
    whole = (
        parts.group_by("entry", "party", "side", maintain_order=True)
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
    return (
        pl.concat([parts, whole.select(parts.columns)])
        .filter(pl.col("amount") != 0)
        .with_columns(
            pl.col("piece").fill_null("").str.to_uppercase().str.replace_all(r"[^A-Z0-9]", "").alias("reference"),
            (pl.col("day").cast(pl.Int32) // MONTH).alias("month"),
        )
        .sort("entry", "side", "party", "piece", "label", "amount", nulls_last=True)
        .with_row_index("unit")
    )  # fmt: skip


def parts_of(booked: pl.DataFrame, wanted: Iterable[int]) -> dict[int, Booked]:
    """The parts of these units, by unit."""
    kept = booked.filter(pl.col("unit").is_in(pl.Series(wanted, dtype=pl.UInt32).implode()))
    return {
        one["unit"]: Booked(
            entry=one["entry"],
            party=one["party"],
            side=one["side"],
            reference=one["reference"],
            label=one["label"] or "",
            day=one["day"],
            piece_day=one["piece_day"],
            amount=one["amount"],
            parts=tuple(one["parts"]),
        )
        for one in kept.iter_rows(named=True)
    }
