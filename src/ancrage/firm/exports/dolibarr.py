"""Dolibarr: orders to suppliers and their lines, from the assistant of exports, where the owner chooses the columns."""

from __future__ import annotations

from ancrage.firm.exports.importer import Importer
from ancrage.firm.exports.purchases import purchases
from ancrage.text import t

PURCHASES = Importer(
    kind="dolibarr_purchase_orders",
    label=t("Commandes fournisseurs Dolibarr"),
    channel="",
    how=t("Dans Dolibarr : Outils, Nouvel export, Commandes fournisseurs et lignes de commandes, toutes les colonnes."),
    evidence=(
        "github Dolibarr/dolibarr htdocs/core/modules/modFournisseur.class.php, export of orders (November 2026)",
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
    read=purchases,
    never=("Ref. customer", "Réf. client", "Réf. commande client", "Customer ref.", "Invoice date", "Date facturation", "Date de facturation", "Date facture"),
    order="ymd",
    amounts=("amount", "price"),
)  # fmt: skip
