"""Which accounts stand for many people: counter, web shop, sundry, a means of payment.

The word alone is not enough: « Boutique Sel et Granit » is a customer, « Client boutique » is a pool. A name is a pool
when one of its words can mean nothing else, when it ends with a means of payment (a till booked by cards, cheques,
cash), or when all its words are generic.
"""

from __future__ import annotations

import polars as pl

_SURE = r"\b(?:DIVERSE?S?|PARTICULIERS|CLIENTS|CLTS)\b"
_PAYMENT = r"\b(?:CB|ESPECES|CHQ|CHEQUES?|VIREMENTS?|TPE|CARTES?(?: BANCAIRES?)?)$"
_GENERIC = (
    r"^(?:(?:CLIENT|CLT|PARTICULIER|COMPTOIRS?|PASSAGE|CAISSES?|BOUTIQUES?|MAGASINS?|COMPTANT|DETAIL"
    r"|INTERNET|WEB|SITE|MARKETPLACE|VENTES?|RECETTES?|TICKETS?|ENCAISSEMENTS?|LIGNE|ESHOP|ECOMMERCE"
    r"|COMMERCE|COMPTE|COLLECTIF|GENERAL|ATTENTE|FRANCE|EXPORT|ETRANGER"
    r"|E|EN|DE|DU|DES|D|LE|LA|LES|L|A|AU|AUX|ET)(?: |$))+$"
)
_STARTS = r"^(?:SITE (?:INTERNET|WEB)|BOUTIQUE (?:EN LIGNE|INTERNET|WEB)|VENTES? EN LIGNE)\b"
_BARE_ACCOUNT = r"^4[01][136]0*$"
_CUSTOMERS = "|".join(f"(?:{rule})" for rule in (_SURE, _PAYMENT, _GENERIC, _STARTS, _BARE_ACCOUNT))
_SUPPLIERS = rf"\b(?:DIVERSE?S?|FOURNISSEURS|FRS)\b|^(?:FOURNISSEUR|FOURN)$|{_BARE_ACCOUNT}"


def is_pool(name: pl.Expr, side: pl.Expr) -> pl.Expr:
    """Whether a name of that side ("supplier", "customer") stands for many."""
    words = (
        name.str.normalize("NFKD")
        .str.replace_all(r"\p{M}", "")
        .str.to_uppercase()
        .str.replace_all(r"[^A-Z0-9]+", " ")
        .str.strip_chars()
    )
    return (
        pl.when(side == "customer")
        .then(words.str.contains(_CUSTOMERS))
        .otherwise(words.str.contains(_SUPPLIERS))
    )
