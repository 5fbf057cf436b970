"""Shopify, products: one row a variant, the title on the first row of a product only; rows of pictures have no price.

The header of 2024 ("URL handle", "SKU", "Inventory quantity") and the one before ("Handle", "Variant SKU") are both read.
The quantity is there for shops with one place only.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.text import t


def variant_names(cells: Cells) -> pl.Series:
    """Title and options by row: "Chemise (S, Bleu)"; the title is that of the rows above in the same product."""
    frame = pl.DataFrame(
        [cells.text(n) for n in ("handle", "title", "option1", "option2", "option3")]
    )
    title = pl.col("title").forward_fill().over(pl.col("handle").fill_null(""))
    options = pl.concat_str(
        pl.col("option1").replace("Default Title", None),
        "option2",
        "option3",
        separator=", ",
        ignore_nulls=True,
    )
    return frame.select(
        pl.when(options.str.len_chars() > 0)
        .then(pl.format("{} ({})", title, options))
        .otherwise(title)
        .alias("name")
    ).to_series()


def _read(cells: Cells) -> Found:
    grams = cells.number("grams")
    rows = pl.DataFrame(
        {
            "product": cells.text("sku"),
            "name": variant_names(cells),
            "barcode": cells.text("barcode"),
            "category": cells.text("type"),
            "vendor": cells.text("vendor"),
            "handle": cells.text("handle"),
            "price": cells.number("price"),
            "unit_cost": cells.number("cost"),
            "weight_kg": grams / 1000,
            "quantity": cells.number("quantity"),
            "line": cells.lines,
        }
    )
    over = pl.col("handle").fill_null("")
    rows = rows.with_columns(
        pl.col("vendor").forward_fill().over(over).alias("supplier"),
        pl.col("category").forward_fill().over(over).alias("category"),
    ).filter(pl.col("price").is_not_null() | pl.col("product").is_not_null())
    # A weight of 0 is what Shopify writes where none was given.
    rows = rows.with_columns(pl.when(pl.col("weight_kg") > 0).then("weight_kg").alias("weight_kg"))
    sheet = cells.grid.sheet
    tables = {"products": conform("products", rows.drop("quantity", "handle", "vendor"), sheet)}
    counted = rows.filter(pl.col("quantity").is_not_null())
    if counted.height:
        tables["stock"] = conform(
            "stock", counted.select("product", "name", "quantity", "unit_cost", "line"), sheet
        )
    return Found(
        tables,
        {
            "rows": rows.height,
            "products": rows["handle"].n_unique(),
            "units": float(counted["quantity"].sum()),
        },
    )


IMPORTER = Importer(
    kind="shopify_products",
    label=t("Produits Shopify"),
    channel="shopify",
    how=t("Dans Shopify : Produits, puis Exporter, tous les produits, fichier CSV."),
    evidence=(
        "https://help.shopify.com/en/manual/products/import-export/using-csv (November 2026)",
        "github shopifypartners/product-csvs, sample files (older header)",
        "github wix/skills wix-replatform/resources/rp-source-csv/vendors/shopify.json (2026-07)",
    ),
    fields={
        "handle": ("Handle", "URL handle"),
        "title": ("Title",),
        "vendor": ("Vendor",),
        "type": ("Type", "Product category", "Product Category"),
        "option1": ("Option1 Value", "Option1 value"),
        "option2": ("Option2 Value", "Option2 value"),
        "option3": ("Option3 Value", "Option3 value"),
        "sku": ("Variant SKU", "SKU"),
        "grams": ("Variant Grams", "Weight value (grams)"),
        "quantity": ("Variant Inventory Qty", "Inventory quantity"),
        "price": ("Variant Price", "Price"),
        "barcode": ("Variant Barcode", "Barcode"),
        "cost": ("Cost per item",),
    },
    must=("handle", "title", "price"),
    signs=(
        "Body (HTML)",
        "Variant Price",
        "Variant Inventory Qty",
        "Variant Fulfillment Service",
        "Variant Requires Shipping",
        "Variant Grams",
        "Variant Inventory Policy",
        "URL handle",
        "Published on online store",
        "Compare-at price",
        "Weight value (grams)",
        "Continue selling when out of stock",
        "Inventory tracker",
        "Cost per item",
        "Option1 Name",
        "Google Shopping / MPN",
    ),
    enough=3,
    read=_read,
    never=("Committed", "Committed (not editable)", "Lineitem quantity"),
    decimal=".",
    amounts=("price", "cost"),
)
