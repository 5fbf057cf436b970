"""QuickBooks Online: the reports that list each line sold, under its item or under its customer.

The name of the item, or of the customer, stands alone in an unnamed first column above its rows, and a total below. Amounts
are before tax, whatever the tax of the sale.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.firm.exports.shop import euros, note_missing_orders
from ancrage.text import t

_SOLD, _BACK = ("invoice", "sales receipt"), ("credit memo", "refund", "refund receipt")


def _read(cells: Cells) -> Found:
    rows = _rows(cells)
    note_missing_orders(rows["order"], rows["line"], cells.log)
    rows = rows.filter(pl.col("order").is_not_null() & pl.col("amount").is_not_null())
    uncounted = rows.filter(pl.col("quantity").is_null())["line"]
    if len(uncounted):
        cells.log.add("export_no_quantity", int(uncounted[0]), len(uncounted))
    # What the customer owes is not told, so there are lines and no orders.
    lines = rows.filter(pl.col("quantity").is_not_null()).with_columns(
        pl.lit("").alias("channel"), pl.lit(False).alias("taxed")
    )
    return Found(
        {"order_lines": conform("order_lines", lines, cells.grid.sheet)},
        {
            "orders": rows["order"].n_unique(),
            "lines": lines.height,
            "units": float(lines["quantity"].sum()),
            "amount_total": euros(int(rows["amount"].sum())),
        },
    )


def _rows(cells: Cells) -> pl.DataFrame:
    """The rows of sales and of what was given back, each with its item."""
    kind = cells.folded("kind")
    above = cells.text("group").to_frame("group").select(
        pl.when(kind.is_null()).then("group").forward_fill()
    ).to_series()  # fmt: skip
    rows = pl.DataFrame(
        {
            "kind": kind,
            "number": cells.text("number"),
            "date": cells.day("date"),
            "name": cells.text("item") if cells.has("item") else above,
            "quantity": cells.number("quantity"),
            "unit_price": cells.number("price").abs(),
            "amount": cells.cents("amount"),
            "currency": cells.currency("currency", "amount"),
            "line": cells.lines,
        }
    ).filter(pl.col("kind").is_in([*_SOLD, *_BACK]))
    back = pl.col("kind").is_in(_BACK)
    sold = rows.filter(~back)["number"].drop_nulls().implode()
    return rows.with_columns(
        back.alias("back"),
        # What is given back has numbers of its own, which may be those of sales.
        pl.when(back & pl.col("number").is_in(sold))
        .then(pl.format("{} ({})", "number", "kind"))
        .otherwise("number")
        .alias("order"),
        pl.when(pl.col("amount") < 0)
        .then(-pl.col("quantity").abs())
        .otherwise("quantity")
        .alias("quantity"),
    )


SALES = Importer(
    kind="quickbooks_sales",
    label=t("Ventes détaillées QuickBooks"),
    channel="",
    how=t("Dans QuickBooks en ligne : Rapports, Ventes par produit ou service, détail (ou par client, détail), Exporter."),
    evidence=(
        "Sales by Product/Service Detail: ,Transaction date,Transaction type,Num,Customer full name,Description,Quantity,Sales price,Amount,Balance, in the tests of two public importers (November 2026)",
        "Sales by Customer Detail: ,Date,Transaction Type,Num,Product/Service,Memo/Description,Qty,Sales Price,Amount,Balance, in the tests of a public importer; ,Transaction date,Transaction type,Num,Memo/Description,Quantity,Sales price,Amount,Balance,…,Customer full name,…,Product/Service in another (November 2026)",
        "flat lines with Product/Service in a column: tests and documents of two public programs (November 2026); English only",
    ),
    fields={
        "group": ("?1",),
        "date": ("Date", "Transaction date"),
        "kind": ("Transaction Type",),
        "number": ("Num", "Transaction number"),
        "item": ("Product/Service", "Product/Service full name"),
        "quantity": ("Qty", "Quantity"),
        "price": ("Sales Price",),
        "amount": ("Amount",),
        "currency": ("Currency",),
    },
    must=("date", "kind", "number", "quantity", "price", "amount"),
    signs=(
        "Transaction Type", "Transaction date", "Num", "Sales Price", "Memo/Description", "Customer full name",
        "Product/Service", "Qty", "Balance",
    ),
    enough=4,
    read=_read,
    never=("Open Balance", "Vendor", "Debit", "Credit"),
    decimal=".",
    amounts=("amount", "price"),
    days=("date",),
)  # fmt: skip
