"""Orders to suppliers from business software: one row an item, the cells of the order on its first row or on each."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, conform
from ancrage.firm.sheets.columns import coded

_HEAD = ("order", "supplier", "ordered", "expected", "currency", "status")


def filled_down(rows: pl.DataFrame, key: str, columns: Sequence[str]) -> pl.DataFrame:
    """Cells of the first row of each order carried to its other rows, where the export leaves them empty."""
    if not rows[key].null_count():
        return rows
    group = pl.col(key).is_not_null().cum_sum().alias("_order")
    rows = rows.with_columns(group)
    present = [c for c in columns if c in rows.columns]
    # Only from the row that names the order: a cell empty there is empty for the whole order.
    return rows.with_columns(
        pl.coalesce(c, pl.col(c).first().over("_order")).alias(c) for c in present
    ).drop("_order")


def purchases(
    cells: Cells, *, bracketed: bool = False, statuses: Mapping[str, str | None] | None = None
) -> Found:
    """Tables `purchase_orders` and, where the export says what came in, `receipts`.

    Args:
        cells: with the fields order, supplier, product, name, ordered, expected, quantity, unit, price, amount, received,
            received_on, currency and status where the export has them.
        bracketed: an item is written "[REF] Name" in its own field.
        statuses: what the software means by states that it writes as codes, or otherwise than people do.
    """
    product, name = cells.text("product"), cells.text("name")
    if bracketed:
        code, bare = coded(cells.text("item"))
        both = pl.DataFrame({"p": product, "c": code, "n": name, "b": bare})
        product = both.select(pl.coalesce("p", "c")).to_series()
        name = both.select(pl.coalesce("b", "n")).to_series()
    rows = pl.DataFrame(
        {
            "order": cells.text("order"),
            "supplier": cells.text("supplier"),
            "product": product,
            "name": name,
            "ordered": cells.day("ordered"),
            "expected": cells.day("expected"),
            "quantity": cells.number("quantity"),
            "unit": cells.text("unit"),
            "status": cells.text("status").replace(statuses or {}),
            "unit_price": cells.number("price"),
            "amount": cells.cents("amount"),
            "received_quantity": cells.number("received"),
            "received": cells.day("received_on"),
            "currency": cells.currency("currency", "amount", "price").replace("", None),
            "line": cells.lines,
        }
    )
    rows = filled_down(rows, "order", (*_HEAD, "received"))
    empty = rows.filter(
        pl.col("quantity").is_null()
        & (pl.col("product").is_not_null() | pl.col("name").is_not_null())
    )
    if empty.height:
        cells.log.add("export_no_quantity", int(empty["line"][0]), empty.height)
    rows = rows.filter(pl.col("quantity").is_not_null())
    sheet = cells.grid.sheet
    came = rows.filter(pl.col("received_quantity") > 0)
    arrived = came.select(
        "order",
        "supplier",
        "product",
        "name",
        "received",
        pl.col("received_quantity").alias("quantity"),
        "unit",
        "line",
    )
    return Found(
        {
            "purchase_orders": conform("purchase_orders", rows, sheet),
            "receipts": conform("receipts", arrived, sheet),
        },
        {
            "rows": rows.height,
            "orders": rows["order"].drop_nulls().n_unique(),
            "units": float(rows["quantity"].sum()),
        },
    )
