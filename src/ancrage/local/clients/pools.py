"""Which customer accounts stand for many people: counter, web shop, sundry, a means of payment.

The word alone is not enough: « Boutique Sel et Granit » is a customer, « Client boutique » is a
pool. A name is a pool when one of its words can mean nothing else, when it ends with a means of
payment (a till booked by cards, cheques, cash), or when all its words are generic.
"""

from __future__ import annotations

import re
import unicodedata

import polars as pl

_SURE = frozenset("DIVERS DIVERSES PARTICULIERS CLIENTS CLTS".split())
_PAYMENT = frozenset(
    "CB ESPECES CHQ CHEQUE CHEQUES VIREMENT VIREMENTS TPE CARTE CARTES BANCAIRE BANCAIRES".split()
)
_GENERIC = frozenset(
    "CLIENT CLT PARTICULIER COMPTOIR COMPTOIRS PASSAGE CAISSE CAISSES BOUTIQUE BOUTIQUES MAGASIN "
    "MAGASINS COMPTANT DETAIL INTERNET WEB SITE MARKETPLACE VENTE VENTES RECETTE RECETTES TICKET "
    "TICKETS ENCAISSEMENT ENCAISSEMENTS LIGNE ESHOP ECOMMERCE COMMERCE E EN DE DU DES D LE LA LES "
    "L A AU AUX ET COMPTE COLLECTIF GENERAL ATTENTE FRANCE EXPORT ETRANGER".split()
)
_BARE_ACCOUNT = re.compile(r"41[136]0*")
_STARTS = re.compile(r"(SITE (INTERNET|WEB)|BOUTIQUE (EN LIGNE|INTERNET|WEB)|VENTES? EN LIGNE)\b")


def is_pool(name: str) -> bool:
    """Whether a customer's name stands for many people booked as one."""
    text = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().upper()
    words = re.findall(r"[A-Z0-9]+", text)
    if not words:
        return False
    return (
        not _SURE.isdisjoint(words)
        or words[-1] in _PAYMENT
        or all(word in _GENERIC for word in words)
        or bool(_STARTS.match(" ".join(words)))
        or bool(_BARE_ACCOUNT.fullmatch(name.strip()))
    )


def pool_keys(parties: pl.DataFrame) -> list[int]:
    """Keys of the customers (table PARTIES) that stand for many people."""
    customers = parties.filter(pl.col("side") == "customer").select("party", "name")
    return [party for party, name in customers.iter_rows() if is_pool(name or "")]
