"""Tables that come from everything but the accounting files: invoices, shops, stock and order lists.

Amounts are whole cents of the row's own `currency`, never converted here; unit prices are not rounded. `product` is the
seller's reference (SKU). A customer is a key that says nothing of the person (`firm.exports.customer_key`). Each row
leads back to its file (`source`, index in `Firm.files`), sheet (empty where the file has none) and line.
"""

from __future__ import annotations

import polars as pl

from ancrage.firm.tables.declaration import Column, TableDeclaration
from ancrage.text import Text, t

_PLACE = (
    Column("source", pl.UInt16, t("Fichier"), "index of the file in Firm.files"),
    Column("sheet", pl.String, t("Feuille"), "sheet of the workbook, or empty"),
    Column("line", pl.UInt32, t("Ligne"), "line of the file or of the sheet, the first being 1"),
)
_CURRENCY = Column("currency", pl.String, t("Monnaie"), "ISO 4217 code, or empty where unsaid")
_COPY = Column(
    "copy", pl.Boolean, t("Doublon"), "another file holds the same invoice: it is counted once"
)
_CHANNEL = Column(
    "channel", pl.String, t("Canal"), "shop or marketplace (shopify, amazon, …), or empty"
)
_PRODUCT = Column(
    "product", pl.String, t("Référence"), "the seller's reference of the item", required=False
)
_MODE = Column(
    "mode",
    pl.String,
    t("Transport"),
    "how goods travel, as written (sea, air, road…)",
    required=False,
)
_UNIT = Column(
    "unit",
    pl.String,
    t("Unité"),
    "what a quantity of one is, as written (pièce, carton de 24…); a piece where unsaid",
    required=False,
)
_PRODUCT_NAME = Column("name", pl.String, t("Article"), "name of the item", required=False)


def _cents(name: str, label: Text, meaning: str, *, required: bool = False) -> Column:
    return Column(name, pl.Int64, label, meaning, "cents", required=required)


def _text(name: str, label: Text, meaning: str, *, required: bool = False) -> Column:
    return Column(name, pl.String, label, meaning, required=required)


def _number(
    name: str, label: Text, meaning: str, unit: str | None = None, *, required: bool = False
) -> Column:
    return Column(name, pl.Float64, label, meaning, unit, required=required)


def _date(name: str, label: Text, meaning: str, *, required: bool = False) -> Column:
    return Column(name, pl.Date, label, meaning, required=required)


ORDERS = TableDeclaration(
    "orders",
    t("Commandes des clients"),
    "one row an order of a customer; refunds stay on their order",
    (
        _CHANNEL,
        _text("order", t("Commande"), "number of the order", required=True),
        _date("date", t("Date"), "day of the order"),
        Column("paid", pl.Boolean, t("Payée"), "the money came, even if some went back; unknown where the file does not say", required=False),
        Column("cancelled", pl.Boolean, t("Annulée"), "the order was cancelled"),
        _text("customer", t("Client"), "key of the customer"),
        _text("country", t("Pays"), "ISO 3166 code of the country delivered, or billed"),
        _CURRENCY,
        _cents("gross", t("Total TTC"), "what the customer owes: goods, shipping and tax, less discounts",
               required=True),
        _cents("tax", t("Taxes"), "taxes within gross"),
        _cents("shipping", t("Port"), "shipping within gross"),
        _cents("discount", t("Remise"), "discounts already taken off gross"),
        _cents("refunded", t("Remboursé"), "given back, tax included"),
        _cents("fees", t("Frais"), "kept by the channel or the payment service"),
        *_PLACE,
    ),
)  # fmt: skip
ORDER_LINES = TableDeclaration(
    "order_lines",
    t("Lignes de commande des clients"),
    "one row an item of an order of a customer",
    (
        _CHANNEL,
        _text("order", t("Commande"), "number of the order", required=True),
        _date("date", t("Date"), "day of the order"),
        _PRODUCT,
        _PRODUCT_NAME,
        _number("quantity", t("Quantité"), "units ordered; negative when given back", "units",
                required=True),
        _number("unit_price", t("Prix unitaire"), "price of a unit as the channel shows it",
                "currency units"),
        _cents("amount", t("Montant"), "quantity by unit price, less the line's own discount"),
        _cents("tax", t("Taxes"), "taxes of the line, where told"),
        Column("taxed", pl.Boolean, t("Taxes comprises"), "the amount holds the tax; empty where unsaid", required=False),
        _CURRENCY,
        *_PLACE,
    ),
)  # fmt: skip
PAYOUT_KIND = pl.Enum(["sale", "tax", "shipping", "fee", "refund", "discount", "payout", "other"])
PAYOUTS = TableDeclaration(
    "payouts",
    t("Versements des places de marché"),
    "the components of what a marketplace or payment service pays: sales, fees, refunds",
    (
        _CHANNEL,
        _text("settlement", t("Relevé"), "number of the statement", required=True),
        _date("date", t("Date"), "day posted"),
        Column("kind", PAYOUT_KIND, t("Nature"), "what the amount is"),
        _text("description", t("Description"), "the channel's own words"),
        _text("order", t("Commande"), "number of the order"),
        _PRODUCT,
        _number("quantity", t("Quantité"), "units", "units"),
        _cents("amount", t("Montant"), "positive when paid to the firm", required=True),
        _CURRENCY,
        *_PLACE,
    ),
)
PRODUCTS = TableDeclaration(
    "products",
    t("Articles"),
    "one row an item sold or bought, a variant being an item",
    (
        _PRODUCT,
        _PRODUCT_NAME,
        _text("barcode", t("Code-barres"), "GTIN (EAN, UPC), leading zeros kept"),
        _text("category", t("Famille"), "family of the item"),
        _text("supplier", t("Fournisseur"), "name or code of its supplier"),
        _text("supplier_product", t("Référence fournisseur"), "the supplier's own reference"),
        _number("price", t("Prix de vente"), "price of a unit sold", "currency units"),
        Column("taxed", pl.Boolean, t("Taxes comprises"), "the price of sale holds the tax; empty where unsaid", required=False),
        _number("unit_cost", t("Prix d’achat"), "cost of a unit bought, before tax", "currency units"),
        _text("country", t("Pays d’origine"), "ISO 3166 code of the country of origin"),
        _number("weight_kg", t("Poids"), "weight of a unit", "kg"),
        _number("pack", t("Colisage"), "units that the supplier sells together", "units"),
        _CURRENCY,
        *_PLACE,
    ),
)  # fmt: skip
STOCK = TableDeclaration(
    "stock",
    t("Stock"),
    "quantity of an item in a place on a day",
    (
        _PRODUCT,
        _PRODUCT_NAME,
        _text("location", t("Emplacement"), "shop or warehouse"),
        _date("date", t("Date"), "day counted; unknown where the file does not say"),
        _number("quantity", t("Quantité"), "units on hand", "units", required=True),
        _UNIT,
        _number("unit_cost", t("Coût unitaire"), "cost of a unit", "currency units"),
        _cents("value", t("Valeur"), "value of the row, as written"),
        _CURRENCY,
        *_PLACE,
    ),
)
PURCHASE_ORDERS = TableDeclaration(
    "purchase_orders",
    t("Commandes aux fournisseurs"),
    "one row an item of an order to a supplier",
    (
        _text("order", t("Commande"), "number of the order"),
        _text("supplier", t("Fournisseur"), "name or code of the supplier"),
        _PRODUCT,
        _PRODUCT_NAME,
        _date("ordered", t("Commandé le"), "day of the order"),
        _date("expected", t("Attendu le"), "day promised"),
        _number("quantity", t("Quantité"), "units ordered", "units", required=True),
        _UNIT,
        _number("unit_price", t("Prix unitaire"), "price of a unit before tax", "currency units"),
        _cents("amount", t("Montant"), "amount before tax, as written"),
        _CURRENCY,
        _text("status", t("Statut"), "how the line stands, as written (soldée, annulée, brouillon…)"),
        _text("destination", t("Destination"), "where the goods go, as written (site, warehouse, country)"),
        _MODE,
        *_PLACE,
    ),
)  # fmt: skip
RECEIPTS = TableDeclaration(
    "receipts",
    t("Réceptions"),
    "one row an item received from a supplier; an order may come in several times",
    (
        _text("order", t("Commande"), "number of the order"),
        _text("supplier", t("Fournisseur"), "name or code of the supplier"),
        _PRODUCT,
        _PRODUCT_NAME,
        _date("received", t("Reçu le"), "day of the receipt"),
        _number("quantity", t("Quantité"), "units received", "units", required=True),
        _UNIT,
        *_PLACE,
    ),
)
SUPPLIERS = TableDeclaration(
    "suppliers",
    t("Fournisseurs"),
    "list of suppliers, as the firm keeps it",
    (
        _text("code", t("Code"), "the firm's code for the supplier"),
        _text("name", t("Nom"), "name of the supplier", required=True),
        _text("siren", t("SIREN"), "nine digits"),
        _text("vat", t("N° de TVA"), "VAT number"),
        _text("iban", t("IBAN"), "account for payment"),
        _text("country", t("Pays"), "ISO 3166 code"),
        _number("lead_days", t("Délai"), "usual time from order to receipt", "days"),
        _MODE,
        _text("port", t("Port de départ"), "port where its goods are loaded, by name or UN/LOCODE"),
        _text(
            "arrival",
            t("Port d’arrivée"),
            "port where its goods are unloaded, by name or UN/LOCODE",
        ),
        _number(
            "recover_days", t("Délai de reprise"), "time to deliver again after a stop", "days"
        ),
        _text("second_source", t("Autre fournisseur"), "who else could supply the same, or “no”"),
        _text("second_country", t("Pays de l’autre"), "country of that other supplier"),
        _number("second_days", t("Délai de l’autre"), "lead time of that other supplier", "days"),
        _number("second_pct", t("Surcoût de l’autre"), "how much dearer it is", "%"),
        _number("rush_days", t("Délai en urgence"), "lead time in an emergency (by air…)", "days"),
        _number("rush_pct", t("Surcoût en urgence"), "how much dearer a unit is then", "%"),
        _number(
            "pool_days",
            t("Jours de stock commun"),
            "days of use that could be taken from a stock held with other firms",
            "days",
        ),
        _number(
            "pool_pct", t("Surcoût du stock commun"), "how much dearer a unit from there is", "%"
        ),
        _number(
            "pool_eur",
            t("Participation au stock commun"),
            "fee for it, for all the items of the supplier",
            "euros a year",
        ),
        _number(
            "pool_firms",
            t("Entreprises du stock commun"),
            "firms that draw on it, this one included",
            "count",
        ),
        *_PLACE,
    ),
)
CUSTOMERS = TableDeclaration(
    "customers",
    t("Clients"),
    "list of customers, each as a key that says nothing of the person",
    (
        _text("customer", t("Client"), "key of the customer", required=True),
        _text("country", t("Pays"), "ISO 3166 code"),
        _date("since", t("Client depuis"), "day of the first order or of the account"),
        _number("orders", t("Commandes"), "orders so far", "orders"),
        _cents("spent", t("Dépensé"), "spent so far, tax included"),
        _CURRENCY,
        *_PLACE,
    ),
)
INVOICES = TableDeclaration(
    "invoices",
    t("Factures électroniques"),
    "one row an electronic invoice; a credit note is negative whichever way it was written",
    (
        _text(
            "status", t("Lecture"), "ok, or why the file holds no readable invoice", required=True
        ),
        _text("syntax", t("Syntaxe"), "CII or UBL"),
        _text("profile", t("Profil"), "the invoice's own statement of its profile (BT-24)"),
        _text("type", t("Type"), "380 invoice, 381 credit note (BT-3)"),
        _text("number", t("Numéro"), "number of the invoice (BT-1)"),
        _date("date", t("Date"), "day of the invoice (BT-2)"),
        _text("seller", t("Vendeur"), "name of the seller (BT-27)"),
        _text("seller_siret", t("SIRET du vendeur"), "legal registration of the seller (BT-30)"),
        _text("seller_vat", t("N° de TVA du vendeur"), "VAT number of the seller (BT-31)"),
        _text("seller_country", t("Pays du vendeur"), "ISO 3166 code (BT-40)"),
        _text("seller_iban", t("IBAN du vendeur"), "account to pay (BT-84)"),
        _text("buyer", t("Acheteur"), "name of the buyer (BT-44)"),
        _text("buyer_siret", t("SIRET de l’acheteur"), "legal registration of the buyer (BT-47)"),
        _text("buyer_vat", t("N° de TVA de l’acheteur"), "VAT number of the buyer (BT-48)"),
        _CURRENCY,
        _cents("net", t("Total HT"), "total before tax (BT-109)"),
        _cents("tax", t("TVA"), "total of tax (BT-110)"),
        _cents("gross", t("Total TTC"), "total with tax (BT-112)"),
        _cents("due", t("À payer"), "amount due (BT-115)"),
        Column("lines", pl.UInt32, t("Lignes"), "number of lines; 0 in profiles without lines"),
        _text("order_ref", t("Commande"), "purchase order of the buyer (BT-13)"),
        _date("due_date", t("Échéance"), "day to pay (BT-9)"),
        _date("delivery_date", t("Livraison"), "day of the delivery (BT-72)"),
        _COPY,
        *_PLACE,
    ),
)
INVOICE_LINES = TableDeclaration(
    "invoice_lines",
    t("Lignes de facture"),
    "one row a line of an electronic invoice: the price history of a supplier's item",
    (
        _text("seller", t("Vendeur"), "name of the seller (BT-27)"),
        _text("seller_vat", t("N° de TVA du vendeur"), "VAT number of the seller (BT-31)"),
        _text("number", t("Numéro"), "number of the invoice (BT-1)"),
        _date("date", t("Date"), "day of the invoice (BT-2)"),
        _text("id", t("Ligne"), "the line's own number (BT-126)"),
        _PRODUCT,
        _text("buyer_product", t("Référence acheteur"), "the buyer's reference (BT-156)"),
        _text("barcode", t("Code-barres"), "GTIN (BT-157)"),
        _PRODUCT_NAME,
        _number("quantity", t("Quantité"), "units invoiced; negative on a credit note (BT-129)", "units"),
        _text("unit", t("Unité"), "UN/ECE rec. 20 code (BT-130)"),
        _number("unit_price", t("Prix unitaire"), "net price of one unit (BT-146 over BT-149)",
                "currency units"),
        _cents("amount", t("Montant"), "net amount of the line (BT-131)"),
        _number("tax_pct", t("TVA"), "rate of tax (BT-152)", "%"),
        _text("country", t("Pays d’origine"), "country of origin of the item (BT-159)"),
        _CURRENCY,
        _COPY,
        *_PLACE,
    ),
)  # fmt: skip
SEARCHES = TableDeclaration(
    "searches",
    t("Recherches"),
    "what people typed in a search engine before seeing the firm's site",
    (
        _text("query", t("Recherche"), "words typed", required=True),
        _number("clicks", t("Clics"), "clicks to the site", "clicks", required=True),
        _number("impressions", t("Affichages"), "times the site was shown", "times", required=True),
        _number("ctr", t("Taux de clic"), "clicks over impressions, as written", "ratio"),
        _number("position", t("Position"), "mean position in the results", "rank"),
        *_PLACE,
    ),
)
INDICES = TableDeclaration(
    "indices",
    t("Indices suivis"),
    "one row a value of an index that the firm reads (freight, raw material): what it pastes of a weekly letter",
    (
        _text("name", t("Indice"), "name of the index, or empty where the file holds one only"),
        _date("date", t("Date"), "day of the value", required=True),
        _number("value", t("Valeur de l’indice"), "value, in `unit`", required=True),
        _text("unit", t("Unité"), "what the value counts (USD/40ft, points), as written"),
        *_PLACE,
    ),
)
TRADE_TABLES = (
    ORDERS, ORDER_LINES, PAYOUTS, PRODUCTS, STOCK, PURCHASE_ORDERS, RECEIPTS, SUPPLIERS, CUSTOMERS,
    INVOICES, INVOICE_LINES, SEARCHES, INDICES,
)  # fmt: skip
DECLARED = {table.name: table for table in TRADE_TABLES}
# The column of money of each table, which the amounts of its evidence sum; a table without one proves no amount.
MEASURES = {
    "orders": "gross",
    "order_lines": "amount",
    "payouts": "amount",
    "stock": "value",
    "purchase_orders": "amount",
    "invoices": "net",
    "invoice_lines": "amount",
}
