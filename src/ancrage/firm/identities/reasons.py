"""Why rows are one, or may be, in words for people."""

from __future__ import annotations

from ancrage.text import Text, t


def merged(why: str) -> Text:
    """Why two rows were put together; `why` is the name of a link, of a number, "alike" or "decided"."""
    found = {
        "alike": t("écrits de la même façon, avec les mêmes numéros"),
        "decided": t("vous avez dit que c’est le même"),
        "siren": t("même SIREN"),
        "vat": t("même numéro de TVA"),
        "iban": t("même compte bancaire, et des noms proches"),
        "code": t("même code, et des noms proches"),
        "gtin": t("même code-barres"),
        "bought": t("même référence chez le même fournisseur"),
        "ours": t("votre référence, écrite sur la facture"),
        "own_ref": t("même référence et mêmes mots"),
        "zeros": t("même référence aux zéros du début près, et mêmes mots"),
        "supplier_product": t("même référence chez le même fournisseur"),
        "key": t("même clé de client"),
        "SAME": t("mêmes mots, aux accents, à l’ordre et à la forme juridique près"),
        "SLIP": t("une faute de frappe sépare les deux noms, aucun autre n’est aussi proche"),
        "ABBREVIATED": t("un mot est abrégé, aucun autre nom ne convient"),
        "CUT": t("un nom coupé n’est le début que de celui-ci"),
    }
    return found.get(why, t("même numéro"))


def doubted(link: str, clash: str, *, rivals: bool) -> Text:
    """Why two clusters may be one, and what keeps it from being done without asking."""
    what = {
        "SAME": t("mêmes mots"),
        "SLIP": t("une faute de frappe sépare les deux noms"),
        "ABBREVIATED": t("un mot de l’un est l’abréviation d’un mot de l’autre"),
        "CUT": t("un nom coupé est le début de l’autre"),
        "WEAK": t("noms très proches"),
        "NEAR": t("une lettre sépare les deux noms"),
        "NONE": t("un mot rare en commun"),
    }.get(link, merged(link))
    why = {
        "forms": t("mais pas la même forme juridique"),
        "places": t("mais pas la même ville"),
        "countries": t("mais pas le même pays"),
        "sirens": t("mais pas le même SIREN"),
        "vats": t("mais pas le même numéro de TVA"),
        "sku": t("mais pas la même référence"),
        "gtin": t("mais pas le même code-barres"),
        "key": t("mais pas la même clé de client"),
        "unsaid": t("mais d’autres articles de ce nom ont une taille, une couleur ou un numéro"),
        "more": t("mais un nom en dit plus que l’autre"),
        "names": t("mais des noms tout autres"),
    }.get(clash)
    if why is not None:
        return t("{what}, {why}", what=what, why=why)
    if rivals:
        return t("{what}, mais un autre convient aussi", what=what)
    return what
