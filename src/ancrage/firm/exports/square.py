"""Square: items sold, one row an item with its transaction; and transactions, one row a payment with its fee.

A refund is a row of its own with negative amounts; it is taken off the sale where both have the same number.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.customers import customer_keys
from ancrage.firm.exports.importer import Found, Importer
from ancrage.firm.exports.shop import note_missing_orders, shop, summed
from ancrage.text import t


def _read_items(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    net, tax = cells.cents("net"), cells.cents("tax").fill_null(0)
    rows = pl.DataFrame(
        {
            "order": order,
            "date": cells.day("date"),
            "customer": customer_keys(cells.text("customer")),
            "currency": cells.currency("currency", "net"),
            "product": cells.text("sku"),
            "name": _name(cells),
            "quantity": cells.number("quantity"),
            "net": net,
            "tax": tax,
            "off": cells.cents("discount").abs().fill_null(0),
            "gross_sales": cells.cents("gross"),
            "back": (cells.folded("event") == "refund").fill_null(False),
            "line": cells.lines,
        }
    ).filter(pl.col("order").is_not_null())
    back = pl.col("back") | (pl.col("net") < 0)
    total = pl.col("net") + pl.col("tax")
    rows = rows.with_columns(
        pl.when(back).then(0).otherwise(total).alias("gross"),
        pl.when(back).then(-total).otherwise(0).alias("refunded"),
        pl.when(back).then(0).otherwise("off").alias("discount"),
        pl.when(back).then(0).otherwise("tax").alias("sold_tax"),
        pl.when(back).then(-pl.col("quantity").abs()).otherwise("quantity").alias("quantity"),
    )
    orders = summed(
        rows, ("gross", "refunded", "sold_tax", "discount"), ("date", "customer", "currency")
    ).rename({"sold_tax": "tax"})
    orders = orders.with_columns(pl.lit(True).alias("paid"), pl.lit(False).alias("cancelled"))
    price = pl.col("gross_sales") / 100 / pl.col("quantity")
    lines = rows.filter(pl.col("quantity").is_not_null()).with_columns(
        pl.col("net").alias("amount"),
        pl.when(pl.col("quantity") != 0).then(price.abs()).alias("unit_price"),
    )
    return shop(orders, lines.drop("gross"), cells.log, channel="square", sheet=cells.grid.sheet)


def _name(cells: Cells) -> pl.Series:
    """Item with its variation: "Café (grand)"; "Regular" is what Square calls the only one."""
    frame = pl.DataFrame([cells.text("item"), cells.text("variant").replace("Regular", None)])
    return frame.select(
        pl.when(pl.col("variant").is_not_null())
        .then(pl.format("{} ({})", "item", "variant"))
        .otherwise("item")
    ).to_series()


def _read_transactions(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    total = cells.cents("total")
    rows = pl.DataFrame(
        {
            "order": order,
            "date": cells.day("date"),
            "customer": customer_keys(cells.text("customer")),
            "currency": cells.currency("currency", "total"),
            "total": total,
            "tax": cells.cents("tax"),
            "discount": cells.cents("discount").abs(),
            "fees": -cells.cents("fees"),
            "failed": cells.folded("status").str.contains("fail|cancel|void").fill_null(False),
            "line": cells.lines,
        }
    ).filter(pl.col("order").is_not_null() & pl.col("total").is_not_null())
    back = pl.col("total") < 0
    rows = rows.with_columns(
        pl.when(back).then(0).otherwise("total").alias("gross"),
        pl.when(back).then(-pl.col("total")).otherwise(0).alias("refunded"),
        pl.when(back).then(0).otherwise("tax").alias("tax"),
    )
    orders = summed(
        rows,
        ("gross", "refunded", "tax", "discount", "fees"),
        ("date", "customer", "currency", "failed"),
    ).with_columns((~pl.col("failed")).alias("paid"), pl.col("failed").alias("cancelled"))
    found = shop(orders, orders.clear(), cells.log, channel="square", sheet=cells.grid.sheet)
    return Found(
        found.tables,
        {**found.control, "rows": cells.height, "fees": int(orders["fees"].sum()) / 100},
    )


_HOW = t("Dans Square : Rapports, Ventes ou Transactions, Exporter, puis le fichier CSV détaillé.")
ITEMS = Importer(
    kind="square_items",
    label=t("Articles vendus sur Square"),
    channel="square",
    how=_HOW,
    evidence=(
        "headers of 21 to 35 columns quoted whole by several public parsers found in November 2026; the French header was not seen",
    ),
    fields={
        "date": ("Date",),
        "item": ("Item",),
        "quantity": ("Qty",),
        "variant": ("Price Point Name",),
        "sku": ("SKU",),
        "gross": ("Gross Sales", "Product Sales"),
        "discount": ("Discounts",),
        "net": ("Net Sales",),
        "tax": ("Tax",),
        "order": ("Transaction ID",),
        "event": ("Event Type",),
        "customer": ("Customer ID",),
    },
    must=("date", "item", "quantity", "net", "order"),
    signs=(
        "Price Point Name",
        "Modifiers Applied",
        "Time Zone",
        "Itemization Type",
        "Dining Option",
        "Gross Sales",
        "Net Sales",
        "Event Type",
        "Payment ID",
        "Device Name",
    ),
    enough=3,
    read=_read_items,
    amounts=("net", "gross", "tax"),
)
TRANSACTIONS = Importer(
    kind="square_transactions",
    label=t("Transactions Square"),
    channel="square",
    how=_HOW,
    evidence=(
        "headers of 43 to 55 columns quoted whole by several public parsers found in November 2026; the French header was not seen",
    ),
    fields={
        "date": ("Date",),
        "total": ("Total Collected",),
        "discount": ("Discounts",),
        "tax": ("Tax",),
        "fees": ("Fees",),
        "order": ("Transaction ID",),
        "customer": ("Customer ID",),
        "status": ("Transaction Status",),
    },
    must=("date", "total", "order", "fees"),
    signs=(
        "Total Collected",
        "Net Total",
        "Gift Card Sales",
        "Partial Refunds",
        "Card Entry Methods",
        "Square Gift Card",
        "Other Tender",
        "Service Charges",
        "Fee Percentage Rate",
        "Deposit ID",
    ),
    enough=3,
    read=_read_transactions,
    never=("Price Point Name",),
    amounts=("total", "fees", "tax"),
)
