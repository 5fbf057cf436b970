"""Etsy, sold order items: one row an item; what the buyer paid for carriage stands on each row of an order, and counts once."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.customers import customer_keys
from ancrage.firm.exports.importer import Found, Importer
from ancrage.firm.exports.shop import euros, note_missing_orders, once, shop, summed
from ancrage.text import t


def _read(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    # An export without the day of payment holds sold items only: paid.
    paid = (
        cells.raw("paid").is_not_null()
        if cells.has("paid")
        else pl.Series([True]).new_from_index(0, cells.height)
    )
    rows = pl.DataFrame(
        {
            "order": order,
            "date": cells.day("date"),
            "paid": paid,
            "customer": customer_keys(cells.text("buyer")),
            "country": cells.country("country"),
            "currency": cells.currency("currency", "total"),
            "product": cells.text("sku"),
            "name": cells.text("item"),
            "quantity": cells.number("quantity"),
            "unit_price": cells.number("price"),
            "total": cells.cents("total"),
            "off": cells.cents("discount").fill_null(0),
            "shipping": cells.cents("shipping"),
            "less": cells.cents("shipping_discount"),
            "tax": cells.cents("tax"),
            "item": cells.text("transaction"),
            "line": cells.lines,
        }
    ).filter(pl.col("order").is_not_null())
    rows = once(rows, ("item", "name", "quantity", "total"), cells.log)
    firsts = ("date", "paid", "customer", "country", "currency", "shipping", "less", "tax")
    orders = summed(rows, ("total", "off"), firsts).with_columns(
        (pl.col("shipping").fill_null(0) - pl.col("less").fill_null(0)).alias("shipping"),
        pl.lit(False).alias("cancelled"),
        pl.col("off").alias("discount"),
    )
    orders = orders.with_columns(
        (pl.col("total") - pl.col("off") + pl.col("shipping") + pl.col("tax").fill_null(0)).alias(
            "gross"
        )
    )
    lines = rows.filter(pl.col("quantity").is_not_null()).select(
        "order", "date", "product", "name", "quantity", "unit_price",
        (pl.col("total") - pl.col("off")).alias("amount"), "currency", "line",
    )  # fmt: skip
    found = shop(orders, lines, cells.log, channel="etsy", sheet=cells.grid.sheet)
    items = {"rows": cells.height, "item_total": euros(int(rows["total"].sum()))}
    return Found(found.tables, {**found.control, **items})


IMPORTER = Importer(
    kind="etsy_order_items",
    label=t("Articles vendus sur Etsy"),
    channel="etsy",
    how=t(
        "Dans Etsy : Gestionnaire de boutique, Paramètres, Options, Télécharger les données, articles de commande."
    ),
    evidence=(
        "header quoted by several public importers found in November 2026; before 2025 without SKU, and with $ beside amounts",
    ),
    fields={
        "date": ("Sale Date",),
        "item": ("Item Name",),
        "buyer": ("Buyer",),
        "quantity": ("Quantity",),
        "price": ("Price",),
        "discount": ("Discount Amount",),
        "shipping_discount": ("Shipping Discount", "Delivery Discount"),
        "shipping": ("Order Shipping", "Order Delivery"),
        "tax": ("Order Sales Tax",),
        "total": ("Item Total",),
        "currency": ("Currency",),
        "paid": ("Date Paid",),
        "country": ("Ship Country", "Delivery Country"),
        "order": ("Order ID",),
        "sku": ("SKU",),
        "transaction": ("Transaction ID",),
    },
    must=("date", "item", "quantity", "total", "order"),
    signs=(
        "Transaction ID",
        "Listing ID",
        "Item Total",
        "Order Shipping",
        "Order Delivery",
        "Order Sales Tax",
        "InPerson Discount",
        "Listings Type",
        "VAT Paid by Buyer",
        "Sale Date",
    ),
    enough=3,
    read=_read,
    decimal=".",
    order="mdy",
    amounts=("price", "total", "shipping"),
)
