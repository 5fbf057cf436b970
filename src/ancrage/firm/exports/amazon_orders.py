"""Amazon, all orders: one row an item, its price being that of all its units.

On sites of Europe and Japan the price holds the tax; on those of North America the tax comes on top. Refunds are not in
this report, nor is the customer.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer
from ancrage.firm.exports.shop import note_missing_orders, once, shop, summed
from ancrage.text import t

_ADDED = r"amazon\.(com|ca|com\.mx|com\.br)$"  # sites whose prices are before tax
_ADDED_CURRENCIES = ["USD", "CAD", "MXN"]
_AMOUNTS = (
    "price",
    "tax",
    "shipping",
    "shipping_tax",
    "wrap",
    "wrap_tax",
    "discount",
    "shipping_discount",
)


def _read(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    status = cells.folded("status")
    item_status = cells.folded("item_status")
    rows = pl.DataFrame(
        {
            "order": order,
            "date": cells.day("date"),
            "cancelled": (status == "cancelled").fill_null(False)
            | (item_status == "cancelled").fill_null(False),
            "pending": status.str.starts_with("pending").fill_null(False),
            "country": cells.country("country"),
            "currency": cells.currency("currency", "price"),
            "channel_site": cells.folded("site"),
            "product": cells.text("sku"),
            "name": cells.text("name"),
            "quantity": cells.number("quantity"),
            **{name: cells.cents(name) for name in _AMOUNTS},
            "line": cells.lines,
        }
    ).filter(pl.col("order").is_not_null())
    rows = once(rows, ("product", "name", "quantity", "price"), cells.log)
    on_top = (
        pl.col("channel_site")
        .str.contains(_ADDED)
        .fill_null(pl.col("currency").is_in(_ADDED_CURRENCIES))
    )
    taxes = sum((pl.col(n).fill_null(0) for n in ("tax", "shipping_tax", "wrap_tax")), pl.lit(0))
    goods = sum((pl.col(n).fill_null(0) for n in ("price", "shipping", "wrap")), pl.lit(0))
    # Sites write a discount with or without its minus sign.
    off = pl.col("discount").fill_null(0).abs() + pl.col("shipping_discount").fill_null(0).abs()
    rows = rows.with_columns(
        (goods - off + pl.when(on_top).then(taxes).otherwise(0)).alias("gross"),
        taxes.alias("taxes"),
        off.alias("off"),
        pl.col("shipping").fill_null(0),
    )
    orders = summed(
        rows, ("gross", "taxes", "off", "shipping"), ("date", "country", "currency")
    ).rename({"taxes": "tax", "off": "discount"})
    states = rows.group_by("order", maintain_order=True).agg(
        pl.col("cancelled").all(), (~(pl.col("pending") | pl.col("cancelled"))).any().alias("paid")
    )
    orders = orders.join(states, on="order", how="left", maintain_order="left")
    orders = orders.with_columns(pl.col("currency").fill_null(""))
    own = pl.col("price").fill_null(0) - pl.col("discount").fill_null(0).abs()
    lines = rows.filter(pl.col("quantity").is_not_null()).select(
        "order", "date", "product", "name", "quantity",
        pl.when(pl.col("quantity") != 0).then(pl.col("price") / 100 / pl.col("quantity")).alias("unit_price"),
        own.alias("amount"), pl.col("taxes").alias("tax"), "currency", "line",
    )  # fmt: skip
    return shop(orders, lines, cells.log, channel="amazon", sheet=cells.grid.sheet)


IMPORTER = Importer(
    kind="amazon_orders",
    label=t("Toutes les commandes Amazon"),
    channel="amazon",
    how=t("Dans Seller Central : Rapports, Rapports de commandes, Toutes les commandes."),
    evidence=(
        "headers of 29 and 32 columns in public code: CaponicaAmazonMwsComplete ReportTrackingByOrderDateFlatFile and ReportFbaSalesAllByLastUpdateFlatFile (November 2026)",
        "whether the price holds the tax, by site: from sellers' descriptions, not from a file",
    ),
    fields={
        "order": ("amazon-order-id",),
        "date": ("purchase-date",),
        "status": ("order-status",),
        "item_status": ("item-status",),
        "site": ("sales-channel",),
        "name": ("product-name",),
        "sku": ("sku",),
        "quantity": ("quantity",),
        "currency": ("currency",),
        "price": ("item-price",),
        "tax": ("item-tax",),
        "shipping": ("shipping-price",),
        "shipping_tax": ("shipping-tax",),
        "wrap": ("gift-wrap-price",),
        "wrap_tax": ("gift-wrap-tax",),
        "discount": ("item-promotion-discount",),
        "shipping_discount": ("ship-promotion-discount",),
        "country": ("ship-country",),
    },
    must=("order", "date", "status", "quantity", "price"),
    signs=(
        "amazon-order-id",
        "merchant-order-id",
        "fulfillment-channel",
        "sales-channel",
        "item-promotion-discount",
        "ship-service-level",
        "asin",
        "ship-country",
        "promotion-ids",
    ),
    enough=3,
    read=_read,
    amounts=("price", "tax", "shipping"),
)
