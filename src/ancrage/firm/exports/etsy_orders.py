"""Etsy, sold orders: one row an order, with the fee of its payment; what was refunded shows in the adjusted total."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.customers import customer_keys
from ancrage.firm.exports.importer import Found, Importer
from ancrage.firm.exports.shop import euros, note_missing_orders, shop
from ancrage.text import t


def _read(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    total, adjusted = cells.cents("total"), cells.cents("adjusted")
    rows = pl.DataFrame(
        {
            "order": order,
            "date": cells.day("date"),
            "customer": customer_keys(cells.text("buyer"), cells.text("user")),
            "country": cells.country("country"),
            "currency": cells.currency("currency", "total"),
            "gross": total,
            "tax": cells.cents("tax"),
            "shipping": cells.cents("shipping") - cells.cents("shipping_discount").fill_null(0),
            "discount": cells.cents("discount"),
            "fees": cells.cents("fees").abs(),
            "adjusted": adjusted,
            "units": cells.number("items"),
            "line": cells.lines,
        }
    ).filter(pl.col("order").is_not_null() & pl.col("gross").is_not_null())
    orders = rows.unique("order", keep="first", maintain_order=True)
    again = rows.filter(~pl.col("order").is_first_distinct())["line"]
    if len(again):
        cells.log.add("export_order_twice", int(again[0]), len(again))
    # The adjusted total is 0 where nothing was adjusted: an order refunded as a whole cannot be told apart.
    refunded = (
        pl.when(pl.col("adjusted") > 0).then(pl.col("gross") - pl.col("adjusted")).otherwise(0)
    )
    orders = orders.with_columns(
        refunded.clip(lower_bound=0).alias("refunded"),
        pl.lit(True).alias("paid"),
        pl.lit(False).alias("cancelled"),
    )
    found = shop(orders, orders.clear(), cells.log, channel="etsy", sheet=cells.grid.sheet)
    more = {
        "units": int(orders["units"].sum()),
        "fees": euros(int(orders["fees"].sum())),
        "rows": cells.height,
    }
    return Found(found.tables, {**found.control, **more})


IMPORTER = Importer(
    kind="etsy_orders",
    label=t("Commandes Etsy"),
    channel="etsy",
    how=t(
        "Dans Etsy : Gestionnaire de boutique, Paramètres, Options, Télécharger les données, commandes."
    ),
    evidence=(
        "github YitongM/Etsy2ParcelMonkeyCSV EtsyImportModel.cs (British names: Delivery …, Date Posted), November 2026",
        "American names quoted by several public importers found in November 2026",
    ),
    fields={
        "date": ("Sale Date",),
        "order": ("Order ID",),
        "buyer": ("Buyer",),
        "user": ("Buyer User ID",),
        "items": ("Number of Items",),
        "currency": ("Currency",),
        "country": ("Ship Country", "Delivery Country"),
        "discount": ("Discount Amount",),
        "shipping": ("Shipping", "Delivery"),
        "shipping_discount": ("Shipping Discount", "Delivery Discount"),
        "tax": ("Sales Tax",),
        "total": ("Order Total",),
        "fees": ("Card Processing Fees",),
        "adjusted": ("Adjusted Order Total",),
    },
    must=("date", "order", "total"),
    signs=(
        "Buyer User ID",
        "Number of Items",
        "Order Value",
        "Order Net",
        "Card Processing Fees",
        "Adjusted Order Total",
        "Adjusted Net Order Amount",
        "InPerson Discount",
        "Sale Date",
    ),
    enough=3,
    read=_read,
    never=("Item Total", "Transaction ID"),
    decimal=".",
    order="mdy",
    amounts=("total", "shipping", "fees"),
)
