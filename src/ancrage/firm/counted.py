"""Which orders of customers count as sold: all but those of which their file says otherwise."""

from __future__ import annotations

import polars as pl


def not_unpaid() -> pl.Expr:
    """Whether nothing says that an order of the table `orders` was not paid.

    Many exports say nothing of payment (`paid` is then null): such an order counts, as its sale is in the books all the
    same; the problem `export_unpaid_unknown` tells of it.
    """
    return pl.col("paid").fill_null(value=True)


def counts() -> pl.Expr:
    """Whether an order of the table `orders` counts as sold: nothing says that it was not paid, nor that it was cancelled."""
    return not_unpaid() & ~pl.col("cancelled").fill_null(value=False)
