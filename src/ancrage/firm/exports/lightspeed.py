"""Lightspeed Retail: items of the R series, and products of the X series (once Vend) with one column of stock a place."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.firm.sheets.columns import numbers
from ancrage.text import t

_PLACE = "inventory_"


def _read_items(cells: Cells) -> Found:
    code = pl.DataFrame([cells.text(n) for n in ("sku", "manufacturer_sku", "id")])
    barcode = pl.DataFrame([cells.text(n) for n in ("ean", "upc")])
    rows = pl.DataFrame(
        {
            "product": code.select(pl.coalesce(pl.all())).to_series(),
            "name": cells.text("name"),
            "barcode": barcode.select(pl.coalesce(pl.all())).to_series(),
            "category": cells.text("category"),
            "supplier": cells.text("supplier"),
            "supplier_product": cells.text("supplier_product"),
            "price": cells.number("price"),
            "unit_cost": cells.number("cost"),
            "quantity": cells.number("quantity"),
            "line": cells.lines,
        }
    ).filter(pl.col("name").is_not_null())
    sheet = cells.grid.sheet
    counted = rows.filter(pl.col("quantity").is_not_null())
    return Found(
        {
            "products": conform("products", rows.drop("quantity"), sheet),
            "stock": conform(
                "stock", counted.select("product", "name", "quantity", "unit_cost", "line"), sheet
            ),
        },
        {"rows": rows.height, "units": float(counted["quantity"].sum())},
    )


def _read_products(cells: Cells) -> Found:
    rows = pl.DataFrame(
        {
            "product": cells.text("sku"),
            "name": cells.text("name"),
            "category": cells.text("category"),
            "supplier": cells.text("supplier"),
            "supplier_product": cells.text("supplier_product"),
            "price": cells.number("price"),
            "unit_cost": cells.number("cost"),
            "line": cells.lines,
        }
    )
    stocks = []
    for column in cells.grid.columns:
        if column.lower().startswith(_PLACE):
            counted = numbers(cells.grid.cells[column], ".").values
            place = column[len(_PLACE) :].replace("_", " ")
            stocks.append(
                rows.select("product", "name", "unit_cost", "line").with_columns(
                    counted.alias("quantity"), pl.lit(place).alias("location")
                )
            )
    sheet = cells.grid.sheet
    tables = {"products": conform("products", rows.filter(pl.col("name").is_not_null()), sheet)}
    units = 0.0
    if stocks:
        held = pl.concat(stocks).filter(pl.col("quantity").is_not_null())
        tables["stock"] = conform("stock", held, sheet)
        units = float(held["quantity"].sum())
    return Found(tables, {"rows": tables["products"].height, "units": units})


ITEMS = Importer(
    kind="lightspeed_items",
    label=t("Articles Lightspeed (série R)"),
    channel="lightspeed",
    how=t("Dans Lightspeed Retail : Inventaire, Articles, Exporter."),
    evidence=("45 columns of the template of items in a public program for Google Sheets (November 2026); English only",),
    fields={
        "id": ("System ID",),
        "upc": ("UPC",),
        "ean": ("EAN",),
        "sku": ("Custom SKU",),
        "manufacturer_sku": ("Manufacturer SKU", "Manufact. SKU"),
        "name": ("Description", "Item"),
        "cost": ("Default Cost",),
        "price": ("Price", "Default - Price"),
        "category": ("Category",),
        "supplier": ("Vendor",),
        "supplier_product": ("Vendor ID/Part Number", "Vendor ID"),
        "quantity": ("Quantity on Hand 1", "Quantity on Hand", "Qty."),
    },
    must=("id", "sku", "name"),
    signs=("System ID", "Custom SKU", "Manufacturer SKU", "Manufact. SKU", "MSRP", "Default Cost", "Reorder Point", "Reorder Level", "Matrix Group: Name", "Vendor ID/Part Number"),
    enough=3,
    read=_read_items,
    never=("Sold", "Subtotal w/ Discounts"),
    amounts=("price", "cost"),
)  # fmt: skip
PRODUCTS = Importer(
    kind="lightspeed_x_products",
    label=t("Produits Lightspeed (série X)"),
    channel="lightspeed",
    how=t("Dans Lightspeed Retail, série X : Catalogue, Produits, Exporter."),
    evidence=("15 columns written by a public program for its import (November 2026); inventory_… columns known, not seen in a file",),
    fields={
        "sku": ("sku",),
        "name": ("name",),
        "category": ("product_category", "type"),
        "cost": ("supply_price",),
        "price": ("retail_price",),
        "supplier": ("supplier_name",),
        "supplier_product": ("supplier_code",),
    },
    must=("sku", "name", "cost", "price"),
    signs=("supply_price", "retail_price", "supplier_code", "brand_name", "track_inventory", "variant_option_one_name", "account_code_purchase", "tax_name", "composite_name"),
    enough=3,
    read=_read_products,
    decimal=".",
    amounts=("price", "cost"),
)  # fmt: skip
