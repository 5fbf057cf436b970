"""Dolibarr: orders to suppliers and their lines, and products, from the assistant of exports, where the owner chooses the columns."""

from __future__ import annotations

import polars as pl

from ancrage.firm.exports.cells import Cells
from ancrage.firm.exports.importer import Found, Importer, plain_table
from ancrage.firm.exports.purchases import purchases
from ancrage.text import t

_PRODUCT = (
    "product",
    "name",
    "barcode",
    "supplier",
    "supplier_product",
    "price",
    "unit_cost",
    "weight_kg",
)


# Codes of the states of an order to a supplier (CommandeFournisseur); the others are orders that are waited for.
_STATUSES = {"0": "draft", "5": "received", "6": "cancelled", "7": "cancelled", "9": "refused"}


def _read_purchases(cells: Cells) -> Found:
    return purchases(cells, statuses=_STATUSES)


def _read_products(cells: Cells) -> Found:
    # An item bought from two suppliers has two rows, which say the same of its stock.
    table = plain_table("products", cells, {n: n for n in _PRODUCT if cells.has(n)})
    table = table.filter(pl.col("product").is_not_null())
    tables, control = {"products": table}, {"rows": table.height}
    if cells.has("quantity"):
        stock = plain_table("stock", cells, {n: n for n in ("product", "name", "quantity")})
        tables["stock"] = stock.unique(["product", "name"], keep="first", maintain_order=True)
    return Found(tables, control)


PURCHASES = Importer(
    kind="dolibarr_purchase_orders",
    label=t("Commandes fournisseurs Dolibarr"),
    channel="",
    how=t("Dans Dolibarr : Outils, Nouvel export, Commandes fournisseurs et lignes de commandes, toutes les colonnes."),
    evidence=(
        "github Dolibarr/dolibarr htdocs/core/modules/modFournisseur.class.php, export of orders (November 2026)",
        "codes of states: htdocs/fourn/class/fournisseur.commande.class.php (November 2026)",
        "labels: htdocs/langs/en_US and fr_FR exports.lang and orders.lang (November 2026); Réf., Raison sociale, Réf. fournisseur known, not reread",
    ),
    fields={
        "order": ("Ref.", "Réf.", "Ref", "Réf. commande", "Order ref."),
        "supplier": ("Company name", "Name of company", "Raison sociale", "Nom de l'entreprise", "Nom du tiers", "Third-party name"),
        "ordered": ("Order date", "Date commande", "Date de commande"),
        "expected": ("Planned date of delivery", "Date prévue de livraison", "Date de livraison prévue"),
        "product": ("Product ref.", "Ref. product", "Réf. produit", "Réf. Produit"),
        "name": ("Product label", "Label of product", "Libellé produit", "Libellé du produit", "Description of line", "Line description", "Description de ligne"),
        "quantity": ("Quantity for line", "Quantité pour la ligne"),
        "price": ("Unit price of line", "Prix unitaire de la ligne"),
        "amount": ("Amount net of tax for line", "Amount excl. tax for line", "Montant HT de la ligne"),
        "currency": ("Currency", "Devise"),
        "status": ("Status", "Statut", "État", "Order status"),
    },
    must=("quantity", "ordered", "supplier"),
    signs=(
        "Quantity for line", "Quantité pour la ligne", "Amount net of tax for line", "Amount excl. tax for line",
        "Montant HT de la ligne", "Montant TTC de la ligne", "Amount with tax for line", "VAT Rate of line",
        "Taux de TVA de la ligne", "Id of line", "Identifiant de ligne", "Description of line", "Description de ligne",
        "Type of line (0=product, 1=service)", "Type de ligne (0=produit, 1=service)", "Ref. supplier", "Réf. fournisseur",
        "Réf. commande fournisseur", "Supplier ref.", "Planned date of delivery", "Date prévue de livraison",
    ),
    enough=4,
    read=_read_purchases,
    never=("Ref. customer", "Réf. client", "Réf. commande client", "Customer ref.", "Invoice date", "Date facturation", "Date de facturation", "Date facture"),
    order="ymd",
    amounts=("amount", "price"),
)  # fmt: skip
PRODUCTS = Importer(
    kind="dolibarr_products",
    label=t("Produits Dolibarr"),
    channel="",
    how=t("Dans Dolibarr : Outils, Nouvel export, Produits, toutes les colonnes."),
    evidence=(
        "github Dolibarr/dolibarr htdocs/core/modules/modProduct.class.php, export of products (November 2026)",
        "French labels: htdocs/langs/fr_FR/products.lang (November 2026); Réf., Libellé, Fournisseur, Poids and the English ones known, not reread",
    ),
    fields={
        "product": ("Ref.", "Réf.", "Ref", "Réf. produit", "Product ref."),
        "name": ("Label", "Libellé", "Libellé produit"),
        "barcode": ("Barcode", "Bar code", "Code barre", "Code-barres", "Code barres", "Valeur du code barre"),
        "supplier": ("Supplier", "Vendor", "Fournisseur"),
        "supplier_product": ("Supplier ref.", "Ref. supplier", "Vendor ref.", "Réf. fournisseur"),
        "price": ("Selling price (excl. tax)", "Selling price (net of tax)", "Prix de vente HT"),
        "unit_cost": ("Unit price", "Prix unitaire", "Prix d'achat"),
        "weight_kg": ("Weight", "Poids"),
        "quantity": ("Stock", "Physical stock", "Stock physique"),
    },
    must=("product", "name", "price"),
    signs=(
        "Prix de vente HT", "Prix de vente TTC", "En vente", "En achat", "Selling price (excl. tax)",
        "Selling price (inc. tax)", "Selling price (net of tax)", "For sale", "For purchase", "On sale", "On purchase",
        "URL publique", "Public URL", "Prix de vente min.", "Code comptable (vente)", "Réf. fournisseur",
    ),
    enough=3,
    read=_read_products,
    never=("Quantité pour la ligne", "Quantity for line"),
    amounts=("price", "unit_cost"),
)  # fmt: skip
