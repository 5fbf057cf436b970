"""The currency in which a firm counts: that of its books, else the one in which it sells."""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

from ancrage.money import EURO

BOOKS = EURO  # of accounting files (FEC)
# Tables that tell it, in turn: what it sells, what it holds. What it orders may all be from abroad, and tells nothing.
_TELL = (("order_lines", "orders"), ("products", "stock"))


def currency_of(tables: Mapping[str, pl.DataFrame]) -> str:
    """ISO 4217 code of most of the rows that say one, of the first tables that do; euros where none does.

    Args:
        tables: tables of trade of a firm without books, by name.
    """
    for names in _TELL:
        told = pl.concat([
            pl.Series("currency", [], dtype=pl.String),
            *(tables[name]["currency"] for name in names if name in tables),
        ])  # fmt: skip
        counts = told.filter(told.str.contains("^[A-Z]{3}$")).value_counts(sort=True)
        if len(counts):
            most = counts.filter(pl.col("count") == pl.col("count").max())["currency"].to_list()
            return BOOKS if BOOKS in most else min(most)
    return BOOKS


def in_currency(currency: str) -> pl.Expr:
    """Whether amounts of a row are in that currency; lists that say none are the firm's own, in its own currency."""
    return pl.col("currency").fill_null("").is_in(["", currency])
