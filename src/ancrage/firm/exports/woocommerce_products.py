"""WooCommerce, products: the export of the core, in the language of the site; units of weight are in the header.

A variable product has no price of its own: its variations are the items.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.text import t

_KG = {"kg": 1.0, "g": 0.001, "lbs": 0.45359237, "oz": 0.028349523125}
_PARENTS = r"variable|grouped|groupé"


def _read(cells: Cells) -> Found:
    weights = [cells.number(f"weight_{unit}") * factor for unit, factor in _KG.items()]
    rows = pl.DataFrame(
        {
            "type": cells.folded("type"),
            "product": cells.text("sku"),
            "name": cells.text("name"),
            "barcode": cells.text("barcode"),
            "category": cells.text("category"),
            "price": cells.number("price"),
            "quantity": cells.number("stock"),
            "line": cells.lines,
        }
    ).with_columns(
        pl.DataFrame({str(n): w for n, w in enumerate(weights)})
        .select(pl.coalesce(pl.all()))
        .to_series()
        .alias("weight_kg")
    )
    items = rows.filter(
        ~pl.col("type").fill_null("").str.contains(_PARENTS) & pl.col("name").is_not_null()
    )
    sheet = cells.grid.sheet
    counted = items.filter(pl.col("quantity").is_not_null())
    return Found(
        {
            "products": conform("products", items.drop("quantity", "type"), sheet),
            "stock": conform("stock", counted.select("product", "name", "quantity", "line"), sheet),
        },
        {"rows": items.height, "products": items.height, "units": float(counted["quantity"].sum())},
    )


IMPORTER = Importer(
    kind="woocommerce_products",
    label=t("Produits WooCommerce"),
    channel="woocommerce",
    how=t("Dans WordPress : Produits, puis Exporter."),
    evidence=(
        "github woocommerce/woocommerce plugins/woocommerce/sample-data/sample_products.csv (November 2026)",
        "French and Canadian French names in public importers found in November 2026 (UGS, Tarif régulier, En inventaire?, Poids (livres))",
    ),
    fields={
        "type": ("Type",),
        "sku": ("SKU", "UGS"),
        "barcode": ("GTIN, UPC, EAN, or ISBN", "GTIN, UPC, EAN ou ISBN", "GTIN"),
        "name": ("Name", "Nom"),
        "category": ("Categories", "Catégories"),
        "price": ("Regular price", "Tarif régulier", "Prix régulier", "Prix de base"),
        "stock": ("Stock", "Inventaire"),
        "weight_kg": ("Weight (kg)", "Poids (kg)"),
        "weight_g": ("Weight (g)", "Poids (g)"),
        "weight_lbs": ("Weight (lbs)", "Poids (lbs)", "Poids (livres)"),
        "weight_oz": ("Weight (oz)", "Poids (oz)"),
    },
    must=("type", "name", "price"),
    signs=(
        "Is featured?",
        "Visibility in catalog",
        "Visibility in catalogue",
        "Backorders allowed?",
        "Sold individually?",
        "Date sale price starts",
        "Allow customer reviews?",
        "In stock?",
        "Tax class",
        "Regular price",
        "Mis en avant ?",
        "Visibilité dans le catalogue",
        "Vendre individuellement ?",
        "En stock ?",
        "En inventaire?",
        "Tarif régulier",
        "Autoriser les avis clients ?",
        "Classe de TVA",
        "Classe TVA",
        "UGS",
    ),
    enough=3,
    read=_read,
    decimal=".",
    amounts=("price",),
)
