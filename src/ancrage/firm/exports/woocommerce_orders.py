"""WooCommerce, orders: the core exports none, these are two common extensions.

Advanced Order Export writes one row an item under chosen columns, the cells of the order on each row or on the first. The
importer of WebToffee writes one row an order, its items in columns of their own as "name:…|sku:…|quantity:…|total:…".
"""

from __future__ import annotations

import re

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.customers import customer_keys, joined
from ancrage.firm.exports.importer import Found, Importer, whole_cents
from ancrage.firm.exports.shop import first_rows, note_missing_orders, once, shop
from ancrage.firm.sheets.columns import cents, numbers
from ancrage.text import t

_PAID = [
    "completed",
    "processing",
    "refunded",
    "terminée",
    "terminé",
    "en cours",
    "remboursée",
    "remboursé",
]
_UNPAID = ["pending", "pending payment", "on hold", "on-hold", "failed", "draft", "checkout-draft", "cancelled",
           "attente paiement", "en attente de paiement", "en attente", "échouée", "échoué", "annulée", "annulé"]  # fmt: skip
_CANCELLED = ["cancelled", "annulée", "annulé"]
_ITEM = re.compile(r"^line_item_\d+$")


def _states(cells: Cells) -> tuple[pl.Series, pl.Series]:
    """Paid and cancelled by row; a status of the shop's own says nothing of either."""
    status = cells.folded("status").str.replace(r"^wc-", "")
    words = status.to_frame("s")
    paid = pl.when(pl.col("s").is_in(_PAID)).then(True).when(pl.col("s").is_in(_UNPAID)).then(False)
    return words.select(paid).to_series(), status.is_in(_CANCELLED)


def _orders(heads: Cells) -> pl.DataFrame:
    paid, cancelled = _states(heads)
    country = pl.DataFrame(
        {"s": heads.country("shipping_country"), "b": heads.country("billing_country")}
    )
    refunded = heads.cents("refunded").abs()
    return (
        pl.DataFrame(
            {
                "order": heads.text("order"),
                "date": heads.day("date"),
                "paid": paid,
                "cancelled": cancelled,
                "customer": customer_keys(
                    heads.text("email"), joined(heads.text("last_name"), heads.text("postcode"))
                ),
                "country": country.select(pl.coalesce("s", "b")).to_series(),
                "currency": heads.currency("currency", "total"),
                "gross": heads.cents("total"),
                "tax": heads.cents("tax"),
                "shipping": heads.cents("shipping"),
                "discount": heads.cents("discount").abs(),
                "refunded": refunded,
                "whole": heads.folded("status")
                .str.contains(r"^(?:wc-)?(?:refunded|remboursée?)$")
                .fill_null(False),
                "line": heads.lines,
            }
        )
        .filter(pl.col("gross").is_not_null())
        .with_columns(
            # An order whose state is "refunded" gave everything back, even where the column of refunds is not exported.
            pl.when(pl.col("whole") & pl.col("refunded").fill_null(0).eq(0))
            .then("gross")
            .otherwise("refunded")
            .alias("refunded")
        )
    )


def _read_items(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    orders = _orders(
        cells.only(first_rows(order, cells.raw("total").is_not_null(), cells.lines, cells.log))
    )
    bought, net, tax = cells.cents("cost"), cells.cents("line_net"), cells.cents("line_tax")
    lines = pl.DataFrame(
        {
            "order": order,
            "product": cells.text("sku"),
            "name": cells.text("item"),
            "quantity": cells.number("quantity"),
            "unit_price": cells.number("cost"),
            "cents": bought,
            "net": net,
            "tax": tax,
            "line": cells.lines,
        }
    ).filter(pl.col("quantity").is_not_null() & pl.col("order").is_not_null())
    lines = once(lines, ("product", "name", "quantity", "unit_price"), cells.log)
    amount = pl.coalesce("net", whole_cents(pl.col("quantity") * pl.col("cents")))
    lines = lines.with_columns(amount.alias("amount"))
    lines = lines.join(
        orders.select("order", "date", "currency"), on="order", how="left", maintain_order="left"
    )
    return shop(orders, lines, cells.log, channel="woocommerce", sheet=cells.grid.sheet)


def _read_rows(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    orders = _orders(
        cells.only(first_rows(order, cells.raw("total").is_not_null(), cells.lines, cells.log))
    )
    columns = [c for c in cells.grid.columns if _ITEM.match(c.strip().lower())]
    items = cells.grid.cells.select(columns).with_columns(
        order.alias("order"), cells.lines.alias("line")
    )
    long = items.unpivot(on=columns, index=["order", "line"], value_name="item").drop_nulls(
        ["item", "order"]
    )
    part = {
        n: pl.col("item").str.extract(rf"(?:^|\|)\s*{n}:([^|]*)", 1).str.strip_chars()
        for n in ("name", "sku", "quantity", "total")
    }
    long = long.sort("line", maintain_order=True).select(
        "order",
        "line",
        part["name"].alias("name"),
        part["sku"].alias("product"),
        part["quantity"].alias("q"),
        part["total"].alias("a"),
    )
    lines = long.with_columns(
        numbers(long["q"], ".").values.alias("quantity"),
        cents(long["a"], ".").values.alias("amount"),
    ).filter(pl.col("quantity").is_not_null())
    lines = lines.with_columns(
        pl.col("product").replace("", None),
        pl.when(pl.col("quantity") != 0)
        .then(pl.col("amount") / 100 / pl.col("quantity"))
        .alias("unit_price"),
    )
    lines = lines.join(
        orders.select("order", "date", "currency"), on="order", how="left", maintain_order="left"
    )
    return shop(orders, lines, cells.log, channel="woocommerce", sheet=cells.grid.sheet)


ADVANCED = Importer(
    kind="woocommerce_orders",
    label=t("Commandes WooCommerce (Advanced Order Export)"),
    channel="woocommerce",
    how=t(
        "Dans WordPress : WooCommerce, Export Orders, au format CSV, avec les colonnes proposées."
    ),
    evidence=(
        "48 columns quoted whole in a public Perl script of 2018, and the same names in eight other public programs (November 2026)",
    ),
    fields={
        "order": ("Order Number", "Order ID"),
        "status": ("Order Status",),
        "date": ("Order Date",),
        "email": ("Email (Billing)",),
        "last_name": ("Last Name (Billing)",),
        "postcode": ("Postcode (Billing)",),
        "shipping_country": ("Country Code (Shipping)", "Country Name (Shipping)"),
        "billing_country": ("Country Code (Billing)", "Country Name (Billing)"),
        "currency": ("Order Currency", "Currency"),
        "total": ("Order Total Amount",),
        "tax": ("Order Total Tax Amount", "Order Tax Amount"),
        "shipping": ("Order Shipping Amount",),
        "discount": ("Cart Discount Amount",),
        "refunded": ("Order Refund Amount",),
        "sku": ("SKU",),
        "item": ("Item Name", "Product Name", "Name"),
        "quantity": ("Quantity", "Quantity (- Refund)"),
        "cost": ("Item Cost",),
        "line_net": ("Order Line (w/o tax)",),
        "line_tax": ("Order Line Tax",),
    },
    must=("order", "date", "total"),
    signs=(
        "Order Status",
        "Order Total Amount",
        "Order Total Tax Amount",
        "Order Shipping Amount",
        "Order Refund Amount",
        "Order Subtotal Amount",
        "Cart Discount Amount",
        "Quantity (- Refund)",
        "Item Cost",
        "Item #",
        "Email (Billing)",
        "Country Code (Billing)",
        "State Code (Billing)",
        "Address 1&2 (Billing)",
        "Payment Method Title",
    ),
    enough=3,
    read=_read_items,
    decimal=".",
    order="ymd",
    amounts=("total", "cost", "shipping"),
)
WEBTOFFEE = Importer(
    kind="woocommerce_orders_webtoffee",
    label=t("Commandes WooCommerce (WebToffee)"),
    channel="woocommerce",
    how=t("Dans WordPress : WebToffee Import Export, Export, Order."),
    evidence=("header quoted whole in a public Python script found in November 2026",),
    fields={
        "order": ("order_number", "order_id"),
        "status": ("status",),
        "date": ("order_date",),
        "email": ("customer_email", "billing_email"),
        "last_name": ("billing_last_name",),
        "postcode": ("billing_postcode",),
        "shipping_country": ("shipping_country",),
        "billing_country": ("billing_country",),
        "currency": ("order_currency",),
        "total": ("order_total",),
        "tax": ("tax_total",),
        "shipping": ("shipping_total",),
        "discount": ("discount_total",),
    },
    must=("order", "date", "total", "status"),
    signs=(
        "order_currency",
        "wt_import_key",
        "cart_discount",
        "order_discount",
        "shipping_tax_total",
        "fee_tax_total",
        "payment_method_title",
        "download_permissions",
        "line_item_1",
        "refund_items",
        "billing_postcode",
    ),
    enough=4,
    read=_read_rows,
    decimal=".",
    order="ymd",
    amounts=("total", "shipping"),
)
