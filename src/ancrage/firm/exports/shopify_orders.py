"""Shopify, orders: one row an item; the cells of the order stand on its first row only.

Refunds have no line of their own: only the amount given back, on the order. What is sold costs nothing here: the cost is in
the export of products.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.customers import customer_keys, joined
from ancrage.firm.exports.importer import Found, Importer, whole_cents
from ancrage.firm.exports.shop import first_rows, note_missing_orders, once, shop
from ancrage.text import t

CHANNEL = "shopify"
_PAID = ["paid", "partially_refunded", "refunded"]


def _read(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    heads = cells.only(first_rows(order, cells.raw("total").is_not_null(), cells.lines, cells.log))
    orders = _orders(heads)
    lines = pl.DataFrame(
        {
            "order": order,
            "product": cells.text("sku"),
            "name": cells.text("item"),
            "quantity": cells.number("quantity"),
            "unit_price": cells.number("price"),
            "cents": cells.cents("price"),
            "off": cells.cents("line_discount"),
            "line": cells.lines,
        }
    ).filter(pl.col("quantity").is_not_null() & pl.col("order").is_not_null())
    lines = once(lines, ("product", "name", "quantity", "unit_price"), cells.log)
    bought = whole_cents(pl.col("quantity") * pl.col("cents"))
    lines = lines.with_columns((bought - pl.col("off").fill_null(0)).alias("amount"))
    told = orders.select("order", "date", "currency")
    lines = lines.join(told, on="order", how="left", maintain_order="left")
    return shop(orders, lines, cells.log, channel=CHANNEL, sheet=cells.grid.sheet)


def _orders(heads: Cells) -> pl.DataFrame:
    status = heads.folded("status").str.replace_all(" ", "_")
    country = pl.DataFrame(
        {"s": heads.country("shipping_country"), "b": heads.country("billing_country")}
    )
    return pl.DataFrame(
        {
            "order": heads.text("order"),
            "date": heads.day("created"),
            "paid": status.is_in(_PAID),
            "cancelled": heads.raw("cancelled").is_not_null(),
            "customer": _customers(heads),
            "country": country.select(pl.coalesce("s", "b")).to_series(),
            "currency": heads.currency("currency", "total"),
            "gross": heads.cents("total"),
            "tax": heads.cents("taxes"),
            "shipping": heads.cents("shipping"),
            "discount": heads.cents("discount"),
            "refunded": heads.cents("refunded"),
            "line": heads.lines,
        }
    ).filter(pl.col("gross").is_not_null())


def _customers(heads: Cells) -> pl.Series:
    email = heads.text("email")
    if not email.null_count():
        return customer_keys(email)
    # Orders of a till often have no address: the name and the postcode tell the customer then.
    billed = joined(heads.text("billing_name"), heads.text("billing_zip"))
    return customer_keys(
        email, billed, joined(heads.text("shipping_name"), heads.text("shipping_zip"))
    )


IMPORTER = Importer(
    kind="shopify_orders",
    label=t("Commandes Shopify"),
    channel=CHANNEL,
    how=t("Dans Shopify : Commandes, puis Exporter, toutes les commandes, fichier CSV."),
    evidence=(
        "https://help.shopify.com/en/manual/fulfillment/managing-orders/exporting-orders (known, not reread)",
        "79 columns quoted whole by several public parsers found in November 2026, e.g. github julionc/awesome-shopify",
    ),
    fields={
        "order": ("Name",),
        "email": ("Email",),
        "status": ("Financial Status",),
        "created": ("Created at",),
        "currency": ("Currency",),
        "total": ("Total",),
        "shipping": ("Shipping",),
        "taxes": ("Taxes",),
        "discount": ("Discount Amount",),
        "refunded": ("Refunded Amount",),
        "quantity": ("Lineitem quantity",),
        "item": ("Lineitem name",),
        "price": ("Lineitem price",),
        "sku": ("Lineitem sku",),
        "line_discount": ("Lineitem discount",),
        "cancelled": ("Cancelled at",),
        "shipping_country": ("Shipping Country",),
        "billing_country": ("Billing Country",),
        "shipping_name": ("Shipping Name",),
        "shipping_zip": ("Shipping Zip",),
        "billing_name": ("Billing Name",),
        "billing_zip": ("Billing Zip",),
    },
    must=("order", "total", "quantity", "price"),
    signs=(
        "Financial Status",
        "Fulfillment Status",
        "Lineitem name",
        "Lineitem sku",
        "Lineitem quantity",
        "Lineitem price",
        "Lineitem requires shipping",
        "Lineitem fulfillment status",
        "Refunded Amount",
        "Accepts Marketing",
    ),
    enough=3,
    read=_read,
    never=("Lineitem variant",),  # Squarespace writes almost the same columns
    decimal=".",
    order="ymd",
    amounts=("total", "price", "taxes", "shipping"),
)
