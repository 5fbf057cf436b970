"""What the firm sells, and to whom: account 70 with its rebates and re-invoiced carriage."""

from __future__ import annotations

import polars as pl

from ancrage.firm.attribution import attribute
from ancrage.firm.parties import CUSTOMER_ACCOUNTS, Parties
from ancrage.firm.tables import SALES

ACCRUALS = ("418", "4198", "468", "487")


def lines(ledger: pl.DataFrame, parties: Parties) -> pl.DataFrame:
    """Table SALES: lines of account 70."""
    account = pl.col("account").cast(pl.String)
    kinds = ledger.select(pl.col("account").unique(maintain_order=True)).filter(
        account.str.starts_with("70")
    )
    wanted = ledger.filter(
        (pl.col("phase") == "flow") & pl.col("account").is_in(kinds["account"].implode())
    )
    found = attribute(ledger, wanted, parties, CUSTOMER_ACCOUNTS, ACCRUALS, sign=-1)
    return found.select(SALES.schema.keys()).sort("source", "line")
