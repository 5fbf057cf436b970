"""Which supplier or customer each line of class 6 or 7 belongs to, through the entry that holds both."""

from __future__ import annotations

import polars as pl

from ancrage.firm.parties import Parties
from ancrage.firm.tables import ORIGIN


def attribute(
    ledger: pl.DataFrame,
    lines: pl.DataFrame,
    parties: Parties,
    accounts: tuple[str, ...],
    accruals: tuple[str, ...],
    *,
    sign: int,
) -> pl.DataFrame:
    """Lines (of the ledger) with party, origin and amount (sign x (debit - credit), cents).

    One party in the entry: the line is its own. Several: cut where the running balance comes back to zero; what
    still holds several is shared by their part of the entry. None: accrual if the entry has an accrual account.
    """
    by_account = _kinds(ledger, accounts, accruals)
    is_party = pl.col("account").is_in(by_account.filter("is_party")["account"].implode())
    third = ledger.select(
        "entry", "phase", "account", "aux", "aux_label", "debit", "credit"
    ).filter(is_party & (pl.col("phase") == "flow"))
    # Third parties' lines of entries that hold no line to attribute (payments) do not matter here.
    third = third.join(lines.select("entry").unique(maintain_order=True), on="entry", how="semi")
    third = third.join(
        parties.keys, on=["account", "aux", "aux_label"], how="left", nulls_equal=True
    )
    third = third.filter(~pl.col("entry").is_in(payments(ledger, third, sign).implode()))
    weights = third.group_by("entry", "party", maintain_order=True).agg(
        (-sign * (pl.col("debit") - pl.col("credit"))).sum().alias("weight")
    )
    single = (
        weights.group_by("entry", maintain_order=True)
        .agg(pl.len().alias("n"), pl.col("party").first())
        .filter(pl.col("n") == 1)
    )
    amount = (sign * (pl.col("debit") - pl.col("credit"))).alias("amount")
    several = weights.filter(~pl.col("entry").is_in(single["entry"].implode()))
    sole = lines.join(
        single.select("entry", "party"), on="entry", how="left", maintain_order="left"
    ).with_columns(amount)
    if several.height:
        shared = sole.join(
            several.select("entry").unique(maintain_order=True), on="entry", how="semi"
        )
        sole = sole.join(
            several.select("entry").unique(maintain_order=True), on="entry", how="anti"
        )
        sole = pl.concat(
            [
                sole.with_columns(split=False),
                _shared(ledger, shared, several, parties, by_account, sign),
            ]
        )
    else:
        sole = sole.with_columns(split=False)
    accrued = entries_of(ledger, by_account.filter("is_accrual")["account"])
    return sole.with_columns(
        pl.when(pl.col("party").is_null())
        .then(
            pl.when(pl.col("entry").is_in(accrued.implode()))
            .then(pl.lit("accrual"))
            .otherwise(pl.lit("none"))
        )
        .otherwise(pl.when("split").then(pl.lit("split")).otherwise(pl.lit("party")))
        .cast(ORIGIN)
        .alias("origin")
    ).drop("split")


def payments(ledger: pl.DataFrame, third: pl.DataFrame, sign: int) -> pl.Series:
    """Entries of the lines of third parties that only pay them: their charges (bank, cents lost) are another's.

    `sign` is 1 for suppliers and -1 for customers. An entry that also holds the invoice is no payment.
    """
    bank = ledger.select(pl.col("account").unique(maintain_order=True)).filter(
        pl.col("account").cast(pl.String).str.starts_with("5")
    )
    paid = entries_of(ledger, bank["account"]).to_frame()
    owed = -sign * (pl.col("debit") - pl.col("credit"))
    sides = (
        third.join(paid, on="entry", how="semi")
        .group_by("entry", maintain_order=True)
        .agg(owed.max())
    )
    return sides.filter(pl.col(sides.columns[1]) <= 0)["entry"]


def entries_of(lines: pl.DataFrame, accounts: pl.Series) -> pl.Series:
    """Entries that touch one of the accounts."""
    # On two columns: a join would gather all the others for nothing.
    return (
        lines["entry"]
        .filter(lines["account"].is_in(accounts.implode()))
        .unique(maintain_order=True)
    )


def _kinds(
    ledger: pl.DataFrame, accounts: tuple[str, ...], accruals: tuple[str, ...]
) -> pl.DataFrame:
    text = pl.col("account").cast(pl.String)
    return ledger.select(pl.col("account").unique(maintain_order=True)).with_columns(
        text.str.head(3).is_in(accounts).alias("is_party"),
        pl.any_horizontal(text.str.starts_with(prefix) for prefix in accruals).alias("is_accrual"),
    )


def _shared(
    ledger: pl.DataFrame,
    lines: pl.DataFrame,
    weights: pl.DataFrame,
    parties: Parties,
    by_account: pl.DataFrame,
    sign: int,
) -> pl.DataFrame:
    """Lines of entries with several parties: one row a party, the cents of a line shared exactly."""
    whole = ledger.join(
        weights.select("entry").unique(maintain_order=True), on="entry", how="semi"
    ).sort("entry", "source", "line")
    before = (pl.col("debit") - pl.col("credit")).cum_sum() - (pl.col("debit") - pl.col("credit"))
    pieces = whole.with_columns(before.over("entry").eq(0).cum_sum().over("entry").alias("cut"))
    third = (
        pieces.join(by_account.filter("is_party"), on="account", how="semi")
        .join(parties.keys, on=["account", "aux", "aux_label"], how="left", nulls_equal=True)
        .group_by("entry", "cut", "party", maintain_order=True)
        .agg((-sign * (pl.col("debit") - pl.col("credit"))).sum().alias("weight"))
        .with_columns(pl.col("weight").sum().over("entry", "cut").alias("total"))
        .sort("entry", "cut", "party")
    )
    # The running share ends at 1 exactly, and each begins where the last one ended, to the last bit.
    upto = pl.col("weight").cum_sum() / pl.col("total")
    third = (
        third.filter(pl.col("total") != 0)
        .with_columns(
            upto.over("entry", "cut").alias("upto"),
            (pl.len().over("entry", "cut") > 1).alias("split"),
        )
        .with_columns(pl.col("upto").shift(fill_value=0.0).over("entry", "cut").alias("from"))
    )
    placed = lines.drop("party").join(
        pieces.select("source", "line", "cut"), on=["source", "line"], how="left"
    )
    joined = placed.join(third, on=["entry", "cut"], how="left")
    # Rounding the running share keeps the sum of the parts equal to the line, to the cent.
    part = (pl.col("amount") * pl.col("upto")).round().cast(pl.Int64) - (
        pl.col("amount") * pl.col("from")
    ).round().cast(pl.Int64)
    return joined.with_columns(
        pl.when(pl.col("split").fill_null(value=False))
        .then(part)
        .otherwise("amount")
        .alias("amount"),
        pl.col("split").fill_null(value=False),
    ).select(*lines.columns, "split")
