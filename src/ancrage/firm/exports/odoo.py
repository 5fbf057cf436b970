"""Odoo: orders to suppliers, orders of customers, items and stock, by labels in English or French or by technical names.

The cells of an order stand on its first row only; an item is written "[REF] Name".
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.customers import customer_keys
from ancrage.firm.exports.importer import Found, Importer, conform
from ancrage.firm.exports.purchases import filled_down, purchases
from ancrage.firm.exports.shop import shop
from ancrage.firm.sheets.columns import coded
from ancrage.text import t

_CANCELLED = ["cancelled", "cancel", "annulé", "annulée", "annulés"]
_SOLD = [
    "sale",
    "sales order",
    "done",
    "locked",
    "bon de commande",
    "commande client",
    "verrouillé",
    "terminé",
]


def _read_purchases(cells: Cells) -> Found:
    # A locked order may still be waited for.
    return purchases(cells, bracketed=True, statuses={"done": None, "Done": None})


def _read_sales(cells: Cells) -> Found:
    status = cells.folded("status")
    code, name = coded(cells.text("item"))
    rows = pl.DataFrame(
        {
            "order": cells.text("order"),
            "date": cells.day("date"),
            "customer": customer_keys(cells.text("customer")),
            "state": status,
            "currency": cells.currency("currency", "total"),
            "gross": cells.cents("total"),
            "tax": cells.cents("tax"),
            "product": cells.text("product").fill_null(code),
            "name": name,
            "quantity": cells.number("quantity"),
            "unit_price": cells.number("price"),
            "amount": cells.cents("amount"),
            "line": cells.lines,
        }
    )
    rows = filled_down(
        rows, "order", ("order", "date", "customer", "state", "currency", "gross", "tax")
    )
    rows = rows.filter(pl.col("order").is_not_null())
    heads = rows.unique("order", keep="first", maintain_order=True)
    state = pl.col("state")
    # A quotation is no sale; of an order confirmed, Odoo says here neither that it was paid nor the contrary.
    sold = pl.when(state.is_not_null() & ~state.is_in(_SOLD)).then(False)
    orders = heads.filter(pl.col("gross").is_not_null()).with_columns(
        sold.alias("paid"), state.is_in(_CANCELLED).alias("cancelled")
    )
    lines = rows.filter(pl.col("quantity").is_not_null()).drop("tax")
    return shop(orders, lines, cells.log, channel="", sheet=cells.grid.sheet)


def _read_products(cells: Cells) -> Found:
    rows = pl.DataFrame(
        {
            "product": cells.text("product"),
            "name": cells.text("name"),
            "barcode": cells.text("barcode"),
            "category": cells.text("category"),
            "price": cells.number("price"),
            "unit_cost": cells.number("cost"),
            "weight_kg": cells.number("weight"),
            "quantity": cells.number("quantity"),
            "line": cells.lines,
        }
    ).filter(pl.col("name").is_not_null())
    counted = rows.filter(pl.col("quantity").is_not_null())
    sheet = cells.grid.sheet
    return Found(
        {
            "products": conform("products", rows.drop("quantity"), sheet),
            "stock": conform(
                "stock", counted.select("product", "name", "quantity", "unit_cost", "line"), sheet
            ),
        },
        {"rows": rows.height, "units": float(counted["quantity"].sum())},
    )


def _read_stock(cells: Cells) -> Found:
    code, name = coded(cells.text("item"))
    rows = pl.DataFrame(
        {
            "product": cells.text("product").fill_null(code),
            "name": name,
            "location": cells.text("location"),
            "date": cells.day("date"),
            "quantity": cells.number("quantity"),
            "value": cells.cents("value"),
            "line": cells.lines,
        }
    ).filter(pl.col("quantity").is_not_null())
    return Found(
        {"stock": conform("stock", rows, cells.grid.sheet)},
        {"rows": rows.height, "units": float(rows["quantity"].sum())},
    )


_LINES = ("Order Lines", "Lignes de commande", "order_line")


def _of_lines(*names: str) -> tuple[str, ...]:
    """Names of columns of the lines of an order, and the same alone, as an export of the lines themselves has them."""
    return tuple(f"{lines}/{name}" for name in names for lines in _LINES) + names


_EVIDENCE = (
    "technical names and English labels in eight public programs that read or write them (November 2026)",
    "French: Référence commande, Lignes de commande/… and Lignes de la commande/… with Produit or Article, Quantité, Prix unitaire seen in eight public programs; the others from Odoo’s translation, not seen in a file",
)
PURCHASES = Importer(
    kind="odoo_purchase_orders",
    label=t("Commandes fournisseurs Odoo"),
    channel="",
    how=t(
        "Dans Odoo : Achats, Commandes, tout sélectionner, Action, Exporter, avec les lignes de commande."
    ),
    evidence=_EVIDENCE,
    fields={
        "order": ("Order Reference", "Référence commande", "name", "order_id", "order_id/name"),
        "supplier": ("Vendor", "Fournisseur", "partner_id", "partner_id/name", "Partner", "Partenaire", "Vendor/Display Name", "Fournisseur/ID", "Vendor/ID"),
        "ordered": (
            "Order Deadline", "Order Date", "Confirmation Date", "Date limite de commande",
            "Date de commande", "Date de confirmation", "date_order", "date_approve",
        ),
        "expected": (
            "Expected Arrival", "Receipt Date", "Arrivée prévue", "Date prévue", "Date de réception", "date_planned",
            *_of_lines("Expected Arrival", "Arrivée prévue", "Scheduled Date", "date_planned"),
        ),
        "product": _of_lines("Product/Internal Reference", "Produit/Référence interne", "Article/Référence interne", "product_id/default_code"),
        "item": _of_lines("Product", "Produit", "Article", "Product/Name", "product_id", "product_id/name", "Article/ID", "Produit/ID", "Description"),
        "quantity": _of_lines("Quantity", "Quantité", "Total Quantity", "Quantité totale", "product_qty"),
        "price": _of_lines("Unit Price", "Prix unitaire", "price_unit"),
        "amount": _of_lines("Subtotal", "Sous-total", "price_subtotal"),
        "received": _of_lines("Received Qty", "Received", "Qté reçue", "Quantité reçue", "Reçu", "qty_received"),
        "received_on": ("Arrival", "Effective Date", "Date d'arrivée", "Date effective", "effective_date"),
        "currency": ("Currency", "Devise", "currency_id", "currency_id/name"),
        "status": ("Status", "État", "Statut", "state"),
        "unit": _of_lines("Unit of Measure", "Unité de mesure", "Unit", "Unité", "product_uom", "product_uom/name", "product_uom_id"),
    },
    must=("supplier", "item", "quantity"),
    signs=(
        *(f"{lines}/{name}" for lines in _LINES for name in (
            "Product", "Product/Internal Reference", "Quantity", "Total Quantity", "Unit Price", "Subtotal", "Received Qty",
            "Produit", "Article", "Quantité", "Prix unitaire", "Sous-total", "Qté reçue", "Quantité reçue", "product_id",
            "product_id/default_code", "product_qty", "price_unit", "qty_received",
        )),
        "Received Qty", "Billed Qty", "Qté reçue", "Qté facturée", "Quantité reçue", "Quantité facturée", "qty_received",
        "qty_invoiced", "product_qty", "Order Reference", "Référence commande",
        "Expected Arrival", "Arrivée prévue",
    ),
    enough=3,
    read=_read_purchases,
    never=(
        "Customer", "Client", "order_line/product_uom_qty", "product_uom_qty", "Delivery Address", "Order Lines/Delivery Quantity",
        "Location", "Emplacement",
    ),
    order="ymd",
    amounts=("price", "amount"),
)  # fmt: skip
SALES = Importer(
    kind="odoo_sale_orders",
    label=t("Commandes clients Odoo"),
    channel="",
    how=t(
        "Dans Odoo : Ventes, Commandes, tout sélectionner, Action, Exporter, avec les lignes de commande."
    ),
    evidence=_EVIDENCE,
    fields={
        "order": ("Order Reference", "Référence commande", "name"),
        "customer": ("Customer", "Client", "partner_id", "partner_id/name", "Client/Nom", "Customer/Name"),
        "date": ("Order Date", "Date de commande", "date_order"),
        "status": ("Status", "État", "Statut", "state"),
        "total": ("Total", "amount_total"),
        "tax": ("Taxes", "amount_tax"),
        "currency": ("Currency", "Devise", "currency_id", "currency_id/name"),
        "product": _of_lines("Product/Internal Reference", "Produit/Référence interne", "Article/Référence interne", "product_id/default_code"),
        "item": _of_lines("Product", "Produit", "Article", "product_id", "Description"),
        "quantity": _of_lines("Quantity", "Ordered Quantity", "Quantité", "Quantité commandée", "product_uom_qty"),
        "price": _of_lines("Unit Price", "Prix unitaire", "price_unit"),
        "amount": _of_lines("Subtotal", "Sous-total", "price_subtotal"),
    },
    must=("order", "customer", "item", "quantity"),
    signs=(
        *(f"{lines}/{name}" for lines in _LINES for name in (
            "Product", "Product/Internal Reference", "Quantity", "Ordered Quantity", "Unit Price", "Subtotal",
            "Delivery Quantity", "Delivered Quantity", "Produit", "Article", "Quantité", "Quantité commandée", "Prix unitaire",
            "Sous-total", "product_id", "product_uom_qty", "price_unit", "price_subtotal",
        )),
        "Salesperson", "Vendeur",
    ),
    enough=2,
    read=_read_sales,
    never=("Vendor", "Fournisseur", "order_line/product_qty", "Order Lines/Received Qty"),
    order="ymd",
    amounts=("price", "amount", "total"),
)  # fmt: skip
PRODUCTS = Importer(
    kind="odoo_products",
    label=t("Articles Odoo"),
    channel="",
    how=t("Dans Odoo : Inventaire ou Ventes, Produits, tout sélectionner, Action, Exporter."),
    evidence=("French header of ten columns in a public test fixture (Favori, Nom, Référence interne …), November 2026; English labels in public importers",),
    fields={
        "product": ("Internal Reference", "Référence interne", "default_code"),
        "name": ("Name", "Nom", "name"),
        "barcode": ("Barcode", "Code-barres", "Code barre", "barcode"),
        "category": ("Product Category", "Catégorie de produits", "Catégorie d'articles", "categ_id", "categ_id/name"),
        "price": ("Sales Price", "Prix de vente", "list_price", "lst_price"),
        "cost": ("Cost", "Coût", "standard_price"),
        "weight": ("Weight", "Poids", "weight"),
        "quantity": ("Quantity On Hand", "On Hand", "Quantité disponible", "Quantité en stock", "qty_available"),
    },
    must=("name", "product", "price"),
    signs=(
        "Internal Reference", "Product Category", "Quantity On Hand", "Forecasted Quantity", "Sales Price", "Sales Taxes",
        "Customer Taxes", "Activity Exception Decoration", "Référence interne", "Catégorie de produits", "Taxes de vente",
        "Quantité prévue", "Activité exception décoration", "Favori", "Favorite", "default_code", "list_price",
        "standard_price", "qty_available", "virtual_available", "categ_id",
    ),
    enough=3,
    read=_read_products,
    never=("Location", "Emplacement"),
    amounts=("price", "cost"),
)  # fmt: skip
STOCK = Importer(
    kind="odoo_stock",
    label=t("Stock Odoo"),
    channel="",
    how=t("Dans Odoo : Inventaire, Analyse, Emplacements, tout sélectionner, Action, Exporter."),
    evidence=("technical names of stock.quant in the public source of Odoo; English labels known; French from Odoo’s translation, not seen in a file",),
    fields={
        "item": ("Product", "Produit", "Article", "product_id", "Product/Display Name", "product_id/display_name"),
        "product": ("Product/Internal Reference", "Produit/Référence interne", "Article/Référence interne", "product_id/default_code"),
        "location": ("Location", "Emplacement", "location_id", "location_id/complete_name"),
        "quantity": ("Quantity", "On Hand Quantity", "Quantité", "Quantité en stock", "quantity", "inventory_quantity_auto_apply"),
        "value": ("Value", "Valeur", "value"),
        "date": ("Counted On", "inventory_date_done"),
    },
    must=("item", "location", "quantity"),
    signs=(
        "Lot/Serial Number", "Package", "Owner", "Available Quantity", "Reserved Quantity", "Counted Quantity",
        "Inventoried Quantity", "Unit of Measure", "Numéro de lot/série", "Colis", "Propriétaire", "Quantité disponible",
        "Quantité réservée", "Quantité inventoriée", "Quantité comptée", "Unité de mesure", "lot_id", "package_id",
        "owner_id", "reserved_quantity", "available_quantity", "location_id", "product_id",
    ),
    enough=3,
    read=_read_stock,
    never=("Unit Price", "Prix unitaire", "Vendor", "Fournisseur", "Customer", "Client"),
    order="ymd",
    amounts=("quantity", "value"),
)  # fmt: skip
