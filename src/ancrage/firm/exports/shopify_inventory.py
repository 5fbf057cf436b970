"""Shopify, inventory: one row an item and place; the only export of stock of a shop with several places."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.firm.exports.shopify_products import variant_names
from ancrage.text import t

_NOT_HELD = "not stocked"


def _read(cells: Cells) -> Found:
    held = "on_hand" if cells.has("on_hand") else "available"
    here = (cells.folded(held) != _NOT_HELD).fill_null(value=False)
    kept = cells.only(here.arg_true())
    # The names need the rows above, whether an item is held in their place or not.
    rows = pl.DataFrame(
        {
            "product": kept.text("sku"),
            "name": variant_names(cells).filter(here),
            "location": kept.text("location"),
            "quantity": kept.number(held),
            "line": kept.lines,
        }
    ).filter(pl.col("quantity").is_not_null())
    items = pl.DataFrame(
        {
            "product": cells.text("sku"),
            "name": variant_names(cells),
            "country": cells.country("origin"),
            "line": cells.lines,
        }
    ).filter(pl.col("country").is_not_null())
    items = items.unique(["product", "name"], keep="first", maintain_order=True)
    sheet = cells.grid.sheet
    return Found(
        {"stock": conform("stock", rows, sheet), "products": conform("products", items, sheet)},
        {"rows": rows.height, "units": float(rows["quantity"].sum())},
    )


IMPORTER = Importer(
    kind="shopify_inventory",
    label=t("Stock Shopify"),
    channel="shopify",
    how=t("Dans Shopify : Produits, Stock, puis Exporter, tous les emplacements, fichier CSV."),
    evidence=(
        "19 columns quoted whole by several public converters found in November 2026 (header with Bin name and On hand (current))",
        "the earlier header, one column a place, was not seen and is not read",
    ),
    fields={
        "handle": ("Handle",),
        "title": ("Title",),
        "option1": ("Option1 Value",),
        "option2": ("Option2 Value",),
        "option3": ("Option3 Value",),
        "sku": ("SKU",),
        "origin": ("COO",),
        "location": ("Location",),
        "on_hand": ("On hand (current)", "On hand"),
        "available": ("Available (not editable)", "Available"),
    },
    must=("title", "location", "available"),
    signs=(
        "COO",
        "HS Code",
        "Bin name",
        "Committed",
        "Committed (not editable)",
        "Unavailable",
        "Unavailable (not editable)",
        "Incoming",
        "Incoming (not editable)",
        "On hand",
        "On hand (current)",
        "On hand (new)",
        "Option1 Name",
    ),
    enough=3,
    read=_read,
    decimal=".",
    amounts=("on_hand",),
)
