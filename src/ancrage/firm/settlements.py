"""Payment delays from lettering: invoices against the payments that carry the same letter."""

from __future__ import annotations

import polars as pl

from ancrage.firm.attribution import entries_of
from ancrage.firm.parties import CUSTOMER_ACCOUNTS, SUPPLIER_ACCOUNTS, Parties
from ancrage.firm.tables import SETTLEMENTS


def groups(ledger: pl.DataFrame, parties: Parties) -> pl.DataFrame:
    """Table SETTLEMENTS. DateLet is not used: it is the day of lettering, often missing or that of a batch."""
    account = pl.col("account").cast(pl.String)
    kinds = ledger.select(pl.col("account").unique(maintain_order=True)).with_columns(
        account.str.head(3).is_in(SUPPLIER_ACCOUNTS[:3]).alias("is_supplier"),
        account.str.head(3).is_in(CUSTOMER_ACCOUNTS).alias("is_customer"),
        account.str.contains("^[67]").alias("is_flow"),
        account.str.starts_with("5").alias("is_bank"),
    )
    lettered = ledger.filter(pl.col("letter") != "").join(
        kinds.filter(pl.col("is_supplier") | pl.col("is_customer")),
        on="account",
        maintain_order="left",
    )
    # A payment may hold a charge too: the bank's, or a few cents lost.
    flows = entries_of(ledger, kinds.filter("is_flow")["account"]).to_frame()
    paying = entries_of(ledger, kinds.filter("is_bank")["account"]).to_frame()
    invoices = flows.join(paying, on="entry", how="anti")
    lettered = lettered.join(
        invoices.with_columns(is_invoice=True), on="entry", how="left"
    ).with_columns(pl.col("is_invoice").fill_null(value=False))
    owed = (
        pl.when("is_supplier")
        .then(pl.col("credit") - pl.col("debit"))
        .otherwise(pl.col("debit") - pl.col("credit"))
    )
    day = pl.coalesce("piece_date", "date").cast(pl.Int32)
    due = owed > 0
    paid = (owed < 0) & ~pl.col("is_invoice")
    weighted = (
        lettered.with_columns(owed.alias("owed"))
        .group_by("year_end", "is_supplier", "account", "aux", "letter", maintain_order=True)
        .agg(
            pl.col("aux_label").first(),
            (pl.col("owed") * day).filter(due).sum().alias("due_days"),
            pl.col("owed").filter(due).sum().alias("due"),
            (-pl.col("owed") * pl.col("date").cast(pl.Int32)).filter(paid).sum().alias("paid_days"),
            (-pl.col("owed")).filter(paid).sum().alias("paid"),
            (pl.col("phase") == "opening").any().alias("opening"),
        )
        .filter((pl.col("due") > 0) & (pl.col("paid") > 0))
    )
    return (
        weighted.join(
            parties.keys, on=["account", "aux", "aux_label"], how="left", nulls_equal=True
        )
        .select(
            "year_end",
            pl.when("is_supplier")
            .then(pl.lit("supplier"))
            .otherwise(pl.lit("customer"))
            .alias("side"),
            "party",
            "account",
            "aux",
            "letter",
            (pl.col("paid_days") / pl.col("paid") - pl.col("due_days") / pl.col("due")).alias(
                "days"
            ),
            pl.col("due").alias("amount"),
            "opening",
        )
        .select(pl.col(name).cast(kind) for name, kind in SETTLEMENTS.schema.items())
        .sort("year_end", "side", "account", "aux", "letter")
    )
