"""ERPNext: orders to suppliers, items and stock; columns of lines are followed by "(Items)"."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, plain_table
from ancrage.firm.exports.purchases import purchases
from ancrage.text import t


def _read_items(cells: Cells) -> Found:
    fields = ("product", "name", "category", "price", "unit_cost", "country", "barcode")
    table = plain_table("products", cells, {n: n for n in fields if cells.has(n)})
    table = table.filter(pl.col("product").is_not_null())
    return Found({"products": table}, {"rows": table.height})


def _read_bin(cells: Cells) -> Found:
    fields = ("product", "location", "quantity", "unit_cost", "value")
    table = plain_table("stock", cells, {n: n for n in fields if cells.has(n)})
    return Found({"stock": table}, {"rows": table.height, "units": float(table["quantity"].sum())})


PURCHASES = Importer(
    kind="erpnext_purchase_orders",
    label=t("Commandes fournisseurs ERPNext"),
    channel="",
    how=t("Dans ERPNext : Commande d’achat, Menu, Exporter, avec le tableau des articles."),
    evidence=("form of the header, Label (Items), in seven public programs that read or write it (November 2026); labels of Purchase Order known, not reread; English only",),
    fields={
        "order": ("ID", "Name"),
        "supplier": ("Supplier", "Supplier Name"),
        "ordered": ("Date", "Transaction Date"),
        "expected": ("Required By (Items)", "Expected Delivery Date (Items)", "Required By"),
        "currency": ("Currency",),
        "product": ("Item Code (Items)",),
        "name": ("Item Name (Items)", "Description (Items)"),
        "quantity": ("Quantity (Items)", "Qty (Items)"),
        "price": ("Rate (Items)",),
        "amount": ("Amount (Items)",),
        "received": ("Received Qty (Items)",),
        "unit": ("UOM (Items)",),
        "status": ("Status",),
    },
    must=("order", "supplier", "product", "quantity"),
    signs=("Item Code (Items)", "Quantity (Items)", "Qty (Items)", "Rate (Items)", "Amount (Items)", "UOM (Items)", "ID (Items)", "Required By (Items)", "Received Qty (Items)", "Warehouse (Items)"),
    enough=3,
    read=purchases,
    never=("Customer", "Bill No", "Supplier Invoice No", "Stock Entry Type", "Posting Date"),
    decimal=".",
    order="ymd",
    amounts=("price", "amount"),
)  # fmt: skip
ITEMS = Importer(
    kind="erpnext_items",
    label=t("Articles ERPNext"),
    channel="",
    how=t("Dans ERPNext : Article, Menu, Exporter."),
    evidence=("labels of Item known, in public documentation of imports (November 2026); English only",),
    fields={
        "product": ("Item Code",),
        "name": ("Item Name",),
        "category": ("Item Group",),
        "price": ("Standard Selling Rate",),
        "unit_cost": ("Valuation Rate", "Last Purchase Rate"),
        "country": ("Country of Origin",),
        "barcode": ("Barcode (Barcodes)",),
    },
    must=("product", "name", "category"),
    signs=("Default Unit of Measure", "Item Group", "Standard Selling Rate", "Valuation Rate", "Maintain Stock", "Opening Stock", "Last Purchase Rate", "Is Fixed Asset", "Has Variants", "Valuation Method"),
    enough=3,
    read=_read_items,
    never=("Actual Quantity", "Actual Qty", "Warehouse"),
    decimal=".",
    amounts=("price", "unit_cost"),
)  # fmt: skip
BIN = Importer(
    kind="erpnext_stock",
    label=t("Stock ERPNext"),
    channel="",
    how=t("Dans ERPNext : liste Bin (emplacement), Menu, Exporter."),
    evidence=("github frappe/erpnext erpnext/stock/doctype/bin/bin.json, labels (November 2026); English only",),
    fields={
        "product": ("Item Code",),
        "location": ("Warehouse",),
        "quantity": ("Actual Quantity", "Actual Qty"),
        "unit_cost": ("Valuation Rate",),
        "value": ("Stock Value",),
    },
    must=("product", "location", "quantity"),
    signs=("Actual Quantity", "Actual Qty", "Reserved Quantity", "Reserved Qty", "Ordered Quantity", "Ordered Qty", "Requested Quantity", "Requested Qty", "Planned Qty", "Projected Qty", "Stock Value", "Valuation Rate"),
    enough=3,
    read=_read_bin,
    decimal=".",
    amounts=("quantity", "value"),
)  # fmt: skip
