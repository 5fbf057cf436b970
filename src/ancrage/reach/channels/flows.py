"""What came in through a platform and what it took: whole ledger lines, one row each.

Fees are lines of account 6222; of account 627 when the account is 6278 or some word says cards or a
payment service; of 611, 613, 622 and 628 when a platform is named. General bank charges stay out.
"""

from __future__ import annotations

import polars as pl

from ancrage.dates import FiscalYear
from ancrage.firm import Firm
from ancrage.firm.evidence import starts
from ancrage.reach.channels.platforms import CARD_WORDS, Names, named

_MONEY = ("467", "511", "512", "514", "517", "53")
_FEE_ACCOUNTS = ("611", "613", "622", "627", "628")


def fee_lines(firm: Firm, year: FiscalYear, names: Names) -> pl.DataFrame:
    """source, line, date, amount (cents), platform (null where no name says whose fee it is)."""
    wanted = [n for n in firm.chart.accounts if n.startswith(_FEE_ACCOUNTS)]
    lines = _whole(
        firm.purchases.filter((pl.col("year_end") == year.end) & pl.col("account").is_in(wanted))
    )
    of_party = _named_parties(firm, lines, names)
    of_account = _named_accounts(firm, wanted, names)
    card = pl.col("label").str.contains(CARD_WORDS)
    return (
        lines.with_columns(pl.col("account").cast(pl.String), _by_label(lines, names))
        .join(of_party, on="party", how="left")
        .join(of_account, on="account", how="left")
        .with_columns(pl.coalesce("by_label", "by_party", "by_account").alias("platform"))
        .filter(
            pl.col("platform").is_not_null()
            | pl.col("account").str.starts_with("6222")
            | pl.col("account").str.starts_with("6278")
            | (pl.col("account").str.starts_with("627") & (card | pl.col("card_account")))
        )
        .select("source", "line", "date", "amount", "platform")
    )


def platform_sales(firm: Firm, year: FiscalYear, names: Names, paid: pl.DataFrame) -> pl.DataFrame:
    """source, line, date, amount (cents), platform: sales that name a marketplace.

    Named by the label of the line, its customer, its account, or the lines of bank and waiting
    accounts of its entry (`paid`, from `money_lines`).
    """
    lines = _whole(firm.sales.filter(pl.col("year_end") == year.end))
    wanted = [n for n in firm.chart.accounts if n.startswith("70")]
    by_entry = paid.group_by("entry", maintain_order=True).agg(
        pl.col("platform").first().alias("by_entry")
    )
    return (
        lines.with_columns(pl.col("account").cast(pl.String), _by_label(lines, names))
        .join(_named_parties(firm, lines, names), on="party", how="left")
        .join(_named_accounts(firm, wanted, names), on="account", how="left")
        .join(by_entry, on="entry", how="left")
        .with_columns(
            pl.coalesce("by_label", "by_party", "by_account", "by_entry").alias("platform")
        )
        .filter(pl.col("platform").is_not_null())
        .select("source", "line", "date", "amount", "entry", "platform")
    )


def money_lines(firm: Firm, year: FiscalYear, names: Names) -> pl.DataFrame:
    """entry, source, line, debit, credit, platform: lines of bank, cash and waiting accounts that name one."""
    lines = firm.ledger.filter(
        (pl.col("year_end") == year.end) & (pl.col("phase") == "flow") & starts(firm.ledger, _MONEY)
    ).select("entry", "account", "aux_label", "label", "debit", "credit", "source", "line")
    wanted = [n for n in firm.chart.accounts if n.startswith(_MONEY)]
    by_aux = named(lines["aux_label"].cast(pl.String), names).alias("by_aux")
    return (
        lines.with_columns(pl.col("account").cast(pl.String), _by_label(lines, names), by_aux)
        .join(_named_accounts(firm, wanted, names), on="account", how="left")
        .with_columns(pl.coalesce("by_label", "by_aux", "by_account").alias("platform"))
        .filter(pl.col("platform").is_not_null())
    )


def _by_label(lines: pl.DataFrame, names: Names) -> pl.Series:
    return named(lines["label"], names).alias("by_label")


def _named_parties(firm: Firm, lines: pl.DataFrame, names: Names) -> pl.DataFrame:
    parties = lines["party"].unique(maintain_order=True).implode()
    known = firm.parties.filter(pl.col("party").is_in(parties))
    return known.select("party", named(known["name"], names).alias("by_party")).drop_nulls()


def _named_accounts(firm: Firm, accounts: list[str], names: Names) -> pl.DataFrame:
    labels = pl.DataFrame(
        {"account": accounts, "text": [firm.chart.label(n) for n in accounts]},
        schema={"account": pl.String, "text": pl.String},
    )
    return labels.select(
        "account",
        named(labels["text"], names).alias("by_account"),
        pl.col("text").str.contains(CARD_WORDS).alias("card_account"),
    )


def _whole(lines: pl.DataFrame) -> pl.DataFrame:
    """One row a ledger line; a line that several parties share has no party."""
    split = pl.col("origin") == "split"
    columns = ("source", "line", "entry", "date", "account", "label", "party", "amount")
    shared = (
        lines.filter(split)
        .group_by("source", "line", maintain_order=True)
        .agg(
            pl.col("entry", "date", "account", "label").first(),
            pl.lit(None, dtype=pl.UInt32).alias("party"),
            pl.col("amount").sum(),
        )
    )
    return pl.concat([lines.filter(~split).select(columns), shared.select(columns)])
