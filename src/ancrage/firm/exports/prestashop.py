"""PrestaShop: lists of orders and products of the back office, and the files of products and supply orders of its import.

Separated by semicolons. The list of orders names its columns in the language of the back office.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.customers import customer_keys
from ancrage.firm.exports.importer import Found, Importer, conform, plain_table, whole_cents
from ancrage.firm.exports.shop import note_missing_orders, shop
from ancrage.text import t

_CANCELLED = r"^(?:cancell?ed|annul)"
_PAID = r"payment accepted|remote payment accepted|processing|prepar|shipped|delivered|refund|paiement accepté|paiement à distance accepté|préparation|expédié|livré|rembours"
_UNPAID = r"^awaiting|payment error|^en attente|erreur de paiement"


def _read_orders(cells: Cells) -> Found:
    order = cells.text("order")
    note_missing_orders(order, cells.lines, cells.log)
    status = cells.folded("status").to_frame("s")
    state = status.select(
        pl.when(pl.col("s").str.contains(_UNPAID + "|" + _CANCELLED))
        .then(False)
        .when(pl.col("s").str.contains(_PAID))
        .then(True)
        .alias("paid"),
        pl.col("s").str.contains(_CANCELLED).alias("cancelled"),
        pl.col("s").str.contains(r"^(?:refunded|rembours)").fill_null(False).alias("whole"),
    )
    gross = cells.cents("total")
    orders = pl.DataFrame(
        {
            "order": order,
            "date": cells.day("date"),
            "customer": customer_keys(cells.text("customer")),
            "country": cells.country("country"),
            "currency": cells.currency("currency", "total"),
            "gross": gross,
            "line": cells.lines,
        }
    ).hstack(state.get_columns())
    orders = orders.filter(pl.col("order").is_not_null() & pl.col("gross").is_not_null())
    # An order paid in two ways has one row a payment, with the same number.
    again = orders.filter(~pl.col("order").is_first_distinct())["line"]
    if len(again):
        cells.log.add("export_order_twice", int(again[0]), len(again))
    orders = orders.unique("order", keep="first", maintain_order=True).with_columns(
        pl.when("whole").then("gross").otherwise(0).alias("refunded")
    )
    return shop(orders, orders.clear(), cells.log, channel="prestashop", sheet=cells.grid.sheet)


def _read_products(cells: Cells) -> Found:
    products = plain_table(
        "products",
        cells,
        {
            n: n
            for n in (
                "product",
                "name",
                "barcode",
                "category",
                "supplier",
                "supplier_product",
                "price",
                "unit_cost",
                "weight_kg",
            )
            if cells.has(n)
        },
    ).filter(pl.col("product").is_not_null() | pl.col("name").is_not_null())
    stock = plain_table(
        "stock", cells, {n: n for n in ("product", "name", "quantity") if cells.has(n)}
    )
    counted = stock.filter(pl.col("quantity").is_not_null())
    return Found(
        {"products": products, "stock": counted},
        {"rows": products.height, "units": float(counted["quantity"].sum())},
    )


def _read_supply_lines(cells: Cells) -> Found:
    rows = pl.DataFrame(
        {
            "order": cells.text("order"),
            "item": cells.text("item"),
            "variant": cells.text("variant").replace("0", None),
            "quantity": cells.number("quantity"),
            "unit_price": cells.number("price"),
            "off": cells.number("discount").fill_null(0),
            "line": cells.lines,
        }
    ).filter(pl.col("quantity").is_not_null())
    net = pl.col("quantity") * pl.col("unit_price") * (1 - pl.col("off") / 100)
    rows = rows.with_columns(
        # An item of PrestaShop is its number, and that of its combination.
        pl.concat_str("item", "variant", separator="-", ignore_nulls=True).alias("product"),
        whole_cents(net * 100).alias("amount"),
    )
    return Found(
        {"purchase_orders": conform("purchase_orders", rows, cells.grid.sheet)},
        {
            "rows": rows.height,
            "orders": rows["order"].n_unique(),
            "units": float(rows["quantity"].sum()),
        },
    )


def _read_supply_heads(cells: Cells) -> Found:
    cells.log.add("export_heads_only", None, cells.height)
    return Found({}, {"rows": cells.height, "orders": cells.text("order").n_unique()})


ORDERS = Importer(
    kind="prestashop_orders",
    label=t("Commandes PrestaShop"),
    channel="prestashop",
    how=t("Dans PrestaShop : Commandes, bouton Exporter de la liste."),
    evidence=(
        "github PrestaShop/PrestaShop src/PrestaShopBundle/Controller/Admin/Sell/Order/OrderController.php exportAction (November 2026)",
        "github PrestaShop/PrestaShop src/Core/Grid/Definition/Factory/OrderGridDefinitionFactory.php: Delivery where the shop delivers to several countries, Company where it sells to firms (November 2026)",
        "French names: translations of the same words of the back office, known, not seen in a file",
    ),
    fields={
        "id": ("ID",),
        "order": ("Reference", "Référence"),
        "new": ("New client", "New customer", "Nouveau client"),
        "country": ("Delivery", "Livraison"),
        "customer": ("Customer", "Client"),
        "total": ("Total",),
        "payment": ("Payment", "Paiement"),
        "status": ("Status", "État", "Statut"),
        "date": ("Date",),
    },
    must=("order", "total", "date", "status", "new"),
    signs=(
        "New client",
        "New customer",
        "Nouveau client",
        "Delivery",
        "Livraison",
        "Payment",
        "Paiement",
        "Reference",
    ),
    enough=3,
    read=_read_orders,
    amounts=("total",),
)
PRODUCTS = Importer(
    kind="prestashop_products",
    label=t("Produits PrestaShop"),
    channel="prestashop",
    how=t(
        "Dans PrestaShop : Catalogue, Produits, bouton Exporter de la liste ; ou Paramètres avancés, Import, pour le modèle complet."
    ),
    evidence=(
        "github PrestaShop/PrestaShop docs/csv_import/products_import.csv (November 2026)",
        "github PrestaShop/PrestaShop, export of the list of products of the back office: Product ID … Position (November 2026)",
    ),
    fields={
        "product": ("Reference #", "Reference", "Référence"),
        "name": ("Name *", "Name", "Nom", "Nom *"),
        "barcode": ("EAN13", "EAN-13"),
        "category": ("Categories (x,y,z...)", "Category", "Catégorie"),
        "price": ("Price tax excluded", "Price (tax excl.)", "Prix (HT)", "Prix HT"),
        "unit_cost": ("Wholesale price", "Cost price", "Prix d'achat"),
        "supplier": ("Supplier", "Fournisseur"),
        "supplier_product": ("Supplier reference #", "Supplier reference"),
        "quantity": ("Quantity", "Quantité"),
        "weight_kg": ("Weight", "Poids"),
    },
    must=("name", "price"),
    signs=(
        "Product ID",
        "Active (0/1)",
        "Price tax excluded",
        "Tax rules ID",
        "Wholesale price",
        "On sale (0/1)",
        "Ecotax",
        "Minimal quantity",
        "URL rewritten",
        "Price (tax excl.)",
        "Price (tax incl.)",
        "Prix (HT)",
        "Prix (TTC)",
        "Position",
        "Image",
    ),
    enough=3,
    read=_read_products,
    amounts=("price", "unit_cost"),
)
SUPPLY_LINES = Importer(
    kind="prestashop_supply_order_lines",
    label=t("Lignes de commandes fournisseurs PrestaShop"),
    channel="",
    how=t("Dans PrestaShop : Stock, Commandes fournisseurs, puis Exporter les lignes."),
    evidence=(
        "github PrestaShop/PrestaShop docs/csv_import/supply_orders_details_import.csv (November 2026)",
    ),
    fields={
        "order": ("Supply Order Reference *", "Supply Order Reference"),
        "item": ("Product ID *", "Product ID"),
        "variant": ("Product Attribute ID",),
        "price": ("Unit Price (te) *", "Unit Price (te)"),
        "quantity": ("Quantity Expected *", "Quantity Expected"),
        "discount": ("Discount Rate",),
    },
    must=("order", "item", "quantity"),
    signs=(
        "Supply Order Reference *",
        "Product Attribute ID",
        "Unit Price (te) *",
        "Quantity Expected *",
    ),
    enough=2,
    read=_read_supply_lines,
    amounts=("price", "discount"),
)
SUPPLY_HEADS = Importer(
    kind="prestashop_supply_orders",
    label=t("Commandes fournisseurs PrestaShop"),
    channel="",
    how=t("Dans PrestaShop : Stock, Commandes fournisseurs, puis Exporter."),
    evidence=(
        "github PrestaShop/PrestaShop docs/csv_import/supply_orders_import.csv (November 2026)",
    ),
    fields={
        "order": ("Supply Order Reference *", "Supply Order Reference"),
        "supplier": ("Supplier ID *", "Supplier ID"),
        "date": ("Delivery Date (Y-M-D)*", "Delivery Date (Y-M-D) *", "Delivery Date (Y-M-D)"),
    },
    must=("order", "supplier"),
    signs=(
        "Supply Order ID",
        "Supply Order Reference *",
        "Warehouse ID *",
        "Delivery Date (Y-M-D)*",
        "Supplier ID *",
    ),
    enough=3,
    read=_read_supply_heads,
    never=("Product ID *", "Quantity Expected *"),
)
