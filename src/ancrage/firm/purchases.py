"""What the firm buys, and from whom: classes 60 (without stock variation), 61 and 62."""

from __future__ import annotations

import polars as pl

from ancrage.firm.attribution import attribute, entries_of
from ancrage.firm.parties import SUPPLIER_ACCOUNTS, Parties
from ancrage.firm.tables import PURCHASES

ACCRUALS = ("408", "4098", "468", "486", "1686")


def lines(ledger: pl.DataFrame, parties: Parties) -> pl.DataFrame:
    """Table PURCHASES: lines of 60, 61 and 62, and every line of class 6 of an entry that names a supplier."""
    account = pl.col("account").cast(pl.String)
    kinds = ledger.select(pl.col("account").unique(maintain_order=True)).with_columns(
        (account.str.starts_with("6") & ~account.str.starts_with("603")).alias("is_charge"),
        (account.str.contains("^6[012]") & ~account.str.starts_with("603")).alias("is_bought"),
        account.str.head(3).is_in(SUPPLIER_ACCOUNTS).alias("is_supplier"),
    )
    is_bought = pl.col("account").is_in(kinds.filter("is_bought")["account"].implode())
    flows = ledger.filter(pl.col("phase") == "flow")
    charges = flows.filter(pl.col("account").is_in(kinds.filter("is_charge")["account"].implode()))
    wanted, other = charges.filter(is_bought), charges.filter(~is_bought)
    if other.height:
        named = entries_of(flows, kinds.filter("is_supplier")["account"])
        named_too = other.join(named.to_frame(), on="entry", how="semi", maintain_order="left")
        wanted = pl.concat([wanted, named_too])
    found = attribute(ledger, wanted, parties, SUPPLIER_ACCOUNTS, ACCRUALS, sign=1)
    found = found.filter(pl.col("party").is_not_null() | is_bought)
    return found.select(PURCHASES.schema.keys()).sort("source", "line")
