"""Costs of bringing goods in: freight, forwarders, duties, insurance, accessory costs, with what kind each line is.

Duties have no account of their own in the French chart: they are part of the cost of goods (601, 607 or 608) or sit in
63; their label tells. Import tax is no cost for a firm that recovers it and stays out.
"""

from __future__ import annotations

import re
from typing import Literal

import polars as pl

from ancrage.chain.sourcing.places import fold
from ancrage.firm import Firm

Kinds = Literal["freight", "forwarder", "duties", "insurance", "accessory"]
KINDS: tuple[Kinds, ...] = ("freight", "forwarder", "duties", "insurance", "accessory")
DUTY: Kinds = "duties"
_SURE = ("6241", "6224", "608", "6163")
# Freight not told in or out (624, 6248): counts when its line names an import supplier, not as a pool.
_UNSURE = ("6240", "6248")
_DUTY_WORDS = r"(?i)\b(droits? de douanes?|taxes? de douanes?|droits? d.importation|octroi de mer|d\.?a\.?u)\b"
_DUTY_ACCOUNT = re.compile(r"\b(DOUANES?|OCTROI)\b")
_DUTY_PLACES = ("60", "61", "62", "63")


def inbound(firm: Firm) -> pl.DataFrame:
    """Rows of purchases that bring goods in, all years, with `kind` and `sure` (whether the account alone says so).

    Duties paid without a supplier (63 against the bank) are there too, with no party.
    """
    bought = firm.purchases.filter(pl.col("origin") != "split")
    rows = pl.concat([bought, _paid_direct(firm)])
    number = {
        a: a
        for a in rows["account"].unique(maintain_order=True).cast(pl.String).drop_nulls().to_list()
    }
    labels = {a: fold(firm.chart.label(a)) for a in number}
    sure = [a for a in number if a.startswith(_SURE) and not a.startswith("61637")]
    unsure = [a for a in number if a.startswith(_UNSURE) or a.rstrip("0") == "624"]
    duty = [a for a in number if a.startswith(_DUTY_PLACES) and _DUTY_ACCOUNT.search(labels[a])]
    may_say = [
        a
        for a in number
        if a.startswith(_DUTY_PLACES) and not a.startswith(("6241", "6224", "6163"))
    ]
    account, says = pl.col("account"), pl.col("label").fill_null("").str.contains(_DUTY_WORDS)
    is_duty = account.is_in(duty) | (account.is_in(may_say) & says)
    kind = (
        pl.when(account.is_in(_starting(sure, "6241"))).then(pl.lit("freight"))
        .when(account.is_in(_starting(sure, "6224"))).then(pl.lit("forwarder"))
        .when(account.is_in(_starting(sure, "6163"))).then(pl.lit("insurance"))
        .when(is_duty).then(pl.lit("duties"))
        .when(account.is_in(sure)).then(pl.lit("accessory"))
        .when(account.is_in(unsure)).then(pl.lit("freight"))
    )  # fmt: skip
    return (
        rows.with_columns(kind.alias("kind"))
        .filter(pl.col("kind").is_not_null())
        .with_columns((account.is_in(sure) | (pl.col("kind") == "duties")).alias("sure"))
    )


def _starting(accounts: list[str], prefix: str) -> list[str]:
    return [number for number in accounts if number.startswith(prefix)]


def _paid_direct(firm: Firm) -> pl.DataFrame:
    """Lines of 63 that say duties and that no entry ties to a supplier, shaped as purchases."""
    taxes = [number for number in firm.chart.accounts if number.startswith("63")]
    lines = firm.ledger.filter((pl.col("phase") == "flow") & pl.col("account").is_in(taxes)).join(
        firm.purchases.select("source", "line"), on=["source", "line"], how="anti"
    )
    shaped = lines.with_columns(
        pl.lit(None, pl.UInt32).alias("party"),
        (pl.col("debit") - pl.col("credit")).alias("amount"),
        pl.lit("none").cast(firm.purchases.schema["origin"]).alias("origin"),
    )
    return shaped.select(firm.purchases.columns)
