"""Words that speak for a table, or against it, apart from the names of its columns; in plain form (`names.plain`)."""

from __future__ import annotations

from collections.abc import Mapping


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";") if part.strip())


# Words that, in a title, the name of a sheet or of a column, say which table a file is.
TOPICS: Mapping[str, tuple[str, ...]] = {
    "products": ("article", "produit", "product", "catalogue", "catalog", "tarif", "item list", "artikel", "mercuriale", "price list"),
    "stock": ("stock", "inventaire", "inventory", "lager", "etat des stock", "stock on hand", "valorisation"),
    "purchase_orders": ("commande fournisseur", "bon de commande", "purchase order", "achat", "approvisionnement", "purchase", "commande achat"),
    "receipts": ("reception", "receipt", "goods receipt", "livraison fournisseur", "bon de livraison", "grn", "entree en stock", "received"),
    "suppliers": ("fournisseur", "supplier", "vendor", "lieferant"),
    "customers": ("client", "customer", "kunde", "fidelite"),
    "orders": ("commande client", "commande", "sale order", "order", "facture client", "ticket"),
    "indices": ("indice", "index", "fret", "freight", "wci", "scfi", "fbx", "drewry", "freightos"),
    "order_lines": ("vente", "sale", "ligne de commande", "ligne de facture", "order line", "detail des vente"),
}  # fmt: skip
# Words of the name of a file that say which table it is, one table only: "commandes.csv" may be of either side of trade.
CALLED: Mapping[str, tuple[str, ...]] = {
    "products": ("article", "produit", "catalogue", "product", "catalog", "item list", "price list"),
    "stock": ("stock", "inventaire", "inventory"),
    "purchase_orders": ("commande fournisseur", "bon de commande", "purchase order", "achat", "supplier order"),
    "receipts": ("reception", "goods receipt", "bon de reception", "grn"),
    "order_lines": ("vente", "sale"),
}  # fmt: skip
# With one of these, the file is of something else than the list itself: a forecast, a setting, what moved.
NOT_THE_LIST = frozenset(
    _split("prevision; forecast; budget; objectif; target; mouvement; movement; alerte; alert; seuil; ecart; retour; return; avoir; apres; service; frais")
)  # fmt: skip
# Names of columns that the table never has: each speaks against it.
_FOREIGN: Mapping[str, str] = {
    "products": (
        "n commande; numero de commande; order number; order id; order no; order date; date commande; date de commande; client; customer; facture; n facture; invoice;"
        " invoice number; qte commandee; quantite commandee; qty ordered; qte recue; quantite recue; qty received; bon de commande; po number; n bc; ticket; customer name;"
        " debit; credit; journal; date de reception; received date; montant ttc; total ttc; qte vendue; quantite vendue; emplacement; serial; serial number; username;"
        " quantite; qte; quantity; qty; piece; date facture"
    ),
    "stock": (
        "n commande; numero de commande; order number; order id; order no; order date; date commande; client; customer; facture; n facture; invoice; invoice number;"
        " po number; bon de commande; n bc; ticket; customer name; debit; credit; journal; date de livraison prevue; date prevue; qte commandee; qte recue; quantite recue;"
        " serial; serial number; username; mouvement; type de mouvement; movement type; date mouvement; qte vendue; n bl; bl; date de reception; fournisseur facture;"
        " heure; time"
    ),
    "purchase_orders": (
        "client; customer; customer name; n ticket; ticket; debit; credit; journal; code client; email client; nom client; stock; qte en stock; quantite en stock; qty on hand;"
        " serial; serial number; username; shipping; frais de port; customer id; facture; n facture; date facture; invoice number"
    ),
    "receipts": (
        "client; customer; customer name; n ticket; ticket; debit; credit; journal; code client; nom client; qty on hand; qte en stock; serial; serial number; username;"
        " customer id; asset received; actif recu; actif cede; operation"
    ),
    "suppliers": (
        "client; customer; n commande; order number; quantite; qte; quantity; qty; debit; credit; journal; designation; prix; price; sku; ean; facture; n facture; num facture;"
        " invoice number; date facture; date de la facture; po number; montant ttc; total value; prix unitaire; unit price; stock; serial; commande; montant; po status; code client"
    ),
    "customers": (
        "fournisseur; supplier; vendor; n commande; order number; quantite; qte; quantity; qty; debit; credit; journal; designation; prix; price; sku; ean; facture; n facture;"
        " invoice number; date facture; iban; prix unitaire; unit price; serial; order id; n ticket; surete; devise contrat"
    ),
    "orders": (
        "designation; sku; quantite; qte; quantity; qty; prix unitaire; unit price; fournisseur; supplier; vendor; ean; product; produit; article; reference article; code article;"
        " debit; credit; journal; bon de commande; po number; stock; qte recue; date de reception; vendor name; supplier name; nom fournisseur; code fournisseur; pu ht; serial;"
        " iban; compte; item; libelle; solde"
    ),
    "order_lines": (
        "fournisseur; supplier; vendor; debit; credit; journal; bon de commande; po number; n bc; qte recue; quantite recue; date de reception; date de livraison prevue; expected;"
        " stock; qte en stock; vendor name; supplier name; nom fournisseur; emplacement; entrepot; warehouse; iban; expected date; eta; serial; qte commandee fournisseur; username;"
        " date prevue; depot"
    ),
    "indices": (
        "client; customer; fournisseur; supplier; vendor; facture; n facture; invoice; invoice number; commande; n commande; order number; order id; quantite; qte;"
        " quantity; qty; designation; sku; ref; reference; article; produit; product; ean; debit; credit; journal; compte; stock; montant; montant ttc; total ttc;"
        " amount; description; libelle; email; iban; siret"
    ),
}
FOREIGN: Mapping[str, frozenset[str]] = {
    table: frozenset(_split(names)) for table, names in _FOREIGN.items()
}
# Addresses and the like say that a list is of firms or people, not of which.
CONTACT = frozenset(
    _split("adresse; address; ville; city; cp; code postal; zip; postcode; telephone; tel; phone; mobile; portable; email; e mail; courriel;"
           " contact; fax; site web; website; email address; phone number; adresse mail; adresse email; address 1; street address; state; province; numero de telephone; tel fixe; mail; plz; ort; telefon; ciudad; adresse 1; street; mails contact; contact person")
)  # fmt: skip
# Words after which a number is not what its column would otherwise hold: thresholds, forecasts, rates, differences.
NOT_THE_FIGURE = frozenset(
    [
        "min",
        "mini",
        "minimum",
        "max",
        "maxi",
        "maximum",
        "alerte",
        "securite",
        "seuil",
        "reorder",
        "safety",
        "reserved",
        "reserve",
        "reservee",
        "target",
        "cible",
        "restant",
        "restante",
        "remaining",
        "reliquat",
        "annule",
        "annulee",
        "cancelled",
        "marge",
        "margin",
        "coef",
        "coefficient",
        "ecart",
        "variance",
        "n-1",
        "previous",
        "precedent",
        "allocated",
        "incoming",
        "level",
        "rank",
        "days",
        "jour",
        "taux",
        "%",
        "pourcentage",
        "percent",
        "rotation",
        "backordered",
        "moyenne",
        "average",
        "prevision",
        "forecast",
        "conditionnement",
        "colisage",
        "pack",
    ]
)
NOT_THE_DAY = frozenset(
    [
        "peremption",
        "expiry",
        "expiration",
        "expires",
        "naissance",
        "birth",
        "fin",
        "modification",
        "modified",
        "updated",
        "maj",
        "paiement",
        "payment",
        "facture",
        "invoice",
        "echeance",
        "garantie",
        "warranty",
        "debut",
        "retard",
        "dluo",
        "dlc",
    ]
)
# Words of a day that is promised, not asked for; and of one on which goods came.
PROMISED = frozenset(
    _split(
        "prevue; prevu; promise; promised; annoncee; estimee; estimated; expected; eta; scheduled; theorique"
    )
)
DELIVERED = frozenset(_split("livraison; delivery; livre; livree; delivered; arrivee; arrival"))
# Words of the other side of trade, or of another list: in the name of a column, they speak against the table.
_OF_SUPPLIERS = frozenset(["fournisseur", "supplier", "vendor", "lieferant", "proveedor", "frn"])
_OF_CUSTOMERS = frozenset(["client", "customer", "kunde", "cliente", "acheteur", "buyer"])
_OF_STORES = frozenset(["stock", "inventaire", "inventory", "seuil"])
OTHER_SIDE: Mapping[str, frozenset[str]] = {
    "purchase_orders": _OF_CUSTOMERS,
    "receipts": _OF_CUSTOMERS,
    "suppliers": _OF_CUSTOMERS,
    "customers": _OF_SUPPLIERS,
    "orders": _OF_SUPPLIERS | _OF_STORES,
    "order_lines": _OF_SUPPLIERS | _OF_STORES,
}
# The party that a list of sales, or of what came in, is about: a column of it speaks for the table.
ALLIES: Mapping[str, frozenset[str]] = {
    "orders": _OF_CUSTOMERS,
    "order_lines": _OF_CUSTOMERS,
    "receipts": _OF_SUPPLIERS,
}
# Words of the head of a column, all of them in one, that only lists of what was sold have.
SOLD = tuple(
    frozenset(one.split())
    for one in _split(
        "ticket; ca; date vente; date vendu; sale date; sold; vendu le; chiffre affaire; numero transaction; net sale; gross sale; total sale;"
        " vente nette; vente brute; montant vente"
    )
)
# Rates of tax in percent (France, Québec, Europe): a column of nothing else holds rates, not amounts.
TAX_RATES = frozenset(
    {0, 0.9, 1.05, 1.75, 2.1, 3, 4, 5, 5.5, 6, 7, 8, 8.1, 8.5, 9, 9.5, 9.975, 10, 12, 13, 14.975, 15, 17, 18, 19, 19.6, 20, 21, 22, 23, 24, 25, 25.5, 27}
)  # fmt: skip
