"""QuickBooks Online: the list of products and services."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.text import t


def _read(cells: Cells) -> Found:
    rows = pl.DataFrame(
        {
            "product": cells.text("sku"),
            "name": cells.text("name"),
            "category": cells.text("category"),
            "price": cells.number("price"),
            "unit_cost": cells.number("cost"),
            "quantity": cells.number("quantity"),
            "date": cells.day("as_of"),
            "line": cells.lines,
        }
    ).filter(pl.col("name").is_not_null())
    counted = rows.filter(pl.col("quantity").is_not_null())
    sheet = cells.grid.sheet
    return Found(
        {
            "products": conform("products", rows.drop("quantity", "date"), sheet),
            "stock": conform(
                "stock",
                counted.select("product", "name", "quantity", "unit_cost", "date", "line"),
                sheet,
            ),
        },
        {"rows": rows.height, "units": float(counted["quantity"].sum())},
    )


PRODUCTS = Importer(
    kind="quickbooks_products",
    label=t("Produits et services QuickBooks"),
    channel="",
    how=t("Dans QuickBooks en ligne : Ventes, Produits et services, icône Exporter."),
    evidence=("five columns quoted in a public test of an importer in Québec (November 2026); the other names known, not seen in a file; English only",),
    fields={
        "name": ("Product/Service Name",),
        "sku": ("SKU",),
        "category": ("Category", "Type"),
        "price": ("Sales Price", "Sales Price/Rate", "Sales Price / Rate"),
        "cost": ("Purchase Cost",),
        "quantity": ("Quantity On Hand", "Qty On Hand"),
        "as_of": ("Quantity as-of Date", "Quantity as of Date"),
    },
    must=("name", "price"),
    signs=("Product/Service Name", "Sales Description", "Purchase Description", "Purchase Cost", "Income Account", "Expense Account", "Inventory Asset Account", "Reorder Point"),
    enough=3,
    read=_read,
    amounts=("price", "cost"),
)  # fmt: skip
