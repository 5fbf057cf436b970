"""What makes a row of trade itself: the same data read twice, in another order or over overlapping periods, is one.

An order has a number. Its items have none: they are told apart by what they say and, where two say the same, by their rank
among those.
"""

from __future__ import annotations

from collections.abc import Mapping

import polars as pl

RANK = "rank"
KEYS: Mapping[str, tuple[str, ...]] = {
    "orders": ("channel", "order"),
    "order_lines": ("channel", "order", "date", "product", "name", "quantity", "unit_price", "amount", RANK),
    "payouts": (
        "channel", "settlement", "date", "kind", "description", "order", "product", "quantity", "amount", RANK,
    ),
    "products": ("product", "name", "barcode", "supplier", "supplier_product"),
    "stock": ("product", "name", "location", "date", RANK),
    "purchase_orders": ("order", "supplier", "product", "name", "ordered", "quantity", "unit_price", RANK),
    "receipts": ("order", "supplier", "product", "name", "received", "quantity", RANK),
    "suppliers": ("code", "name", "siren"),
    "customers": ("customer",),
    "searches": ("query",),
    "indices": ("name", "unit", "date"),
}  # fmt: skip


def keyed(table: str, rows: pl.DataFrame) -> pl.DataFrame:
    """Rows of one file with the column `rank` that their key may need: 0 for the first of those that say the same.

    Args:
        table: name of the table.
        rows: rows of that table from one file; a rank counts inside a file, so that two files of the same data agree.
    """
    named = [name for name in KEYS[table] if name != RANK]
    if RANK not in KEYS[table]:
        return rows
    return rows.with_columns(pl.int_range(pl.len(), dtype=pl.UInt32).over(named).alias(RANK))
