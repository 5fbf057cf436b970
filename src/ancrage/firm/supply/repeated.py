"""Lines of orders and receipts that are written twice: a list exported two times, or two lists that overlap.

A line that repeats another of its own order, item, days, quantity and price may also be true: the same item asked twice.
What came in tells. Both lines of an order are true where receipts that differ make up for both; both receipts are true
where the order asked for as much.
"""

from __future__ import annotations

from dataclasses import dataclass

import polars as pl

_KEYS = ("order", "item")
_PLACE = ("source", "sheet", "line")
_ORDER = ("order", "supplier", "item", "ordered", "expected", "quantity", "price", "currency")
_RECEIPT = ("order", "supplier", "item", "received", "quantity")


@dataclass(frozen=True, eq=False)
class Once:
    """Orders and receipts that count, and those that repeat another."""

    orders: pl.DataFrame
    receipts: pl.DataFrame
    orders_again: pl.DataFrame
    receipts_again: pl.DataFrame


def once(orders: pl.DataFrame, receipts: pl.DataFrame, tolerance: float) -> Once:
    """Each line once; only lines that give the number of their order and their item are judged.

    Args:
        orders: columns _ORDER, of quantities above zero; others are kept.
        receipts: columns _RECEIPT, likewise.
        tolerance: part of a quantity that makes no difference.
    """
    both = orders.select(_PLACE).join(receipts.select(_PLACE), on=_PLACE, how="semi")
    orders, again = _marked(orders, _ORDER, both)
    receipts, came_again = _marked(receipts, _RECEIPT, both)
    asked = _sum(orders, "asked")
    distinct = _sum(receipts.filter(~came_again), "distinct")
    both_true = pl.col("distinct") >= pl.col("asked") * (1 - tolerance)
    false = _join(_join(orders, asked), distinct).select(again & ~both_true.fill_null(value=False))
    kept, orders_again = _split(orders, false)
    wanted = _sum(kept, "wanted")
    came = _sum(receipts, "came")
    more = pl.col("came") > pl.col("wanted") * (1 + tolerance)
    false = _join(_join(receipts, wanted), came).select(came_again & more.fill_null(value=False))
    kept_receipts, receipts_again = _split(receipts, false)
    return Once(kept, kept_receipts, orders_again, receipts_again)


def _marked(
    rows: pl.DataFrame, columns: tuple[str, ...], both: pl.DataFrame
) -> tuple[pl.DataFrame, pl.Expr]:
    told = pl.col("order").is_not_null() & pl.col("item").is_not_null() & pl.col("_both").is_null()
    marked = (
        rows.join(both.with_columns(_both=True), on=_PLACE, how="left", maintain_order="left")
        .with_columns(_again=told & ~pl.struct(columns).is_first_distinct())
        .drop("_both")
    )
    return marked, pl.col("_again")


def _sum(rows: pl.DataFrame, name: str) -> pl.DataFrame:
    return (
        rows.drop_nulls(_KEYS)
        .group_by(_KEYS, maintain_order=True)
        .agg(pl.col("quantity").sum().alias(name))
    )


def _join(rows: pl.DataFrame, sums: pl.DataFrame) -> pl.DataFrame:
    return rows.join(sums, on=_KEYS, how="left", maintain_order="left")


def _split(rows: pl.DataFrame, false: pl.DataFrame) -> tuple[pl.DataFrame, pl.DataFrame]:
    wrong = false.to_series()
    bare = rows.drop("_again")
    return bare.filter(~wrong), bare.filter(wrong)
